"""What an office sets for itself: who it is, working days, policy, look, backup. One record, kept in the store."""

from datetime import date
from typing import Any, Literal

import msgspec
from msgspec import Struct

from complaints.categories import CategoryChange
from complaints.contact import ContactText, Reply
from complaints.draft import clean
from complaints.errors import Refused
from complaints.office_kind import PEOPLE
from complaints.phrases import phrase
from complaints.workflow import Role
from desktop.store.listing import Query

# What everybody at this PC may set; the rest is the admin's.
FOR_ALL = frozenset({"language", "theme", "text_size", "saved_filters"})


class OfficeHoliday(Struct, frozen=True):
    """A day on which only this office, or this district, doesn't work."""

    on: date
    name: str


class SavedFilter(Struct, frozen=True):
    name: str
    query: Query


class Settings(Struct, frozen=True, kw_only=True, omit_defaults=True):
    unit_code: str
    office_name: str
    parent_name: str
    address: str = ""
    phone: str = ""
    head_name: str = ""
    people: tuple[str, ...] = PEOPLE["desa"]
    agencies: tuple[str, ...] = (
        "Dinas PUPR", "Dinas Perhubungan", "Dinas Sosial", "Dinas Kesehatan", "Dinas Pendidikan", "Dinas Pertanian",
        "Dinas Lingkungan Hidup", "Dinas Dukcapil", "Dinas PMD", "PDAM", "PLN", "Satpol PP", "BPBD", "Inspektorat",
    )  # fmt: skip
    days_per_week: Literal[5, 6] = 5
    extra_holidays: tuple[OfficeHoliday, ...] = ()
    worked_days: tuple[date, ...] = ()
    policy: str = ""
    language: Literal["id", "en"] = "id"
    theme: Literal["light", "dark", "system"] = "system"
    text_size: int = 100
    lock_minutes: int = 10
    backup_folder: str = ""
    backups_kept: int = 14
    categories: tuple[CategoryChange, ...] = ()
    saved_filters: tuple[SavedFilter, ...] = ()
    inspectorate_key: str = ""
    contact_texts: dict[str, ContactText] = {}
    replies: tuple[Reply, ...] = ()


def check_may_change(role: Role, before: Settings, after: Settings) -> None:
    """Raises Refused when someone who is no admin would change more than how the program looks to them."""
    changed = {name for name in Settings.__struct_fields__ if getattr(before, name) != getattr(after, name)}
    if role != "admin" and not changed <= FOR_ALL:
        raise Refused(
            phrase("Pengaturan ini hanya dapat diubah oleh admin. Tidak ada yang diubah; mintalah admin kantor Anda.")
        )


def cleaned(settings: Settings) -> Settings:
    """The settings with every text in them safe to keep, whatever was pasted."""
    return msgspec.convert(_cleaned(msgspec.to_builtins(settings)), Settings)


def _cleaned(value: Any) -> Any:
    match value:
        case str():
            return clean(value)
        case dict():
            return {name: _cleaned(item) for name, item in value.items()}
        case list() | tuple():
            return [_cleaned(item) for item in value]
        case _:
            return value
