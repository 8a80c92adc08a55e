"""What the district sets for itself and its offices, as texts that people edit: units, policy, days off, categories …; with every change kept.

Whoever changes one, on a page or by command, leaves what stood there before, so that it can be looked at and brought back.
"""

import csv
import difflib
import io
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from msgspec import structs

from complaints import district_texts
from complaints.categories import DistrictCategory
from complaints.errors import InvalidField, OfficeError
from complaints.ladder import parse_ladder
from complaints.phrases import phrase
from complaints.policy import parse_policy
from sync.messages import Notice
from sync.server import categories, notice, refold, units
from sync.server.reckoning import SHIPPED, SHIPPED_LADDER
from sync.server.statement import PortableStatement, Transaction
from sync.server.units import RegisteredUnit

SettingName = Literal["units", "policy", "holidays", "ladder", "categories", "texts", "replies", "name", "contact"]
SETTINGS: tuple[SettingName, ...] = get_args(SettingName)
LONGEST_LINE = 200
MOST_DIFFERENCES = 400  # lines of a preview
KEPT = 200  # changes that a page shows

_NOTE = PortableStatement(
    "INSERT INTO setting_change (at, admin, name, text_before, text_after) VALUES (:at, :admin, :name, :before, :after)"
)
_HISTORY = PortableStatement(
    "SELECT number, at, admin, name, text_before, text_after FROM setting_change ORDER BY number DESC LIMIT :limit"
)
_CHANGE = PortableStatement(
    "SELECT number, at, admin, name, text_before, text_after FROM setting_change WHERE number = :number"
)
_REMOVE_UNITS = PortableStatement("DELETE FROM unit WHERE code IN :codes")
_LOCK = PortableStatement("SELECT version FROM district WHERE id = 1", lock=True)


class SettingChange(NamedTuple):
    """`at` is in ms."""

    number: int
    at: int
    admin: str
    name: SettingName
    before: str
    after: str


class ChangedMeanwhile(OfficeError):
    def __init__(self) -> None:
        super().__init__(
            phrase("Pengaturan ini sudah diubah orang lain. Tidak ada yang disimpan; muat ulang, lalu ulangi.")
        )


class BadHolidays(OfficeError):
    def __init__(self, number: int) -> None:
        super().__init__(
            phrase("Baris {number} daftar hari libur harus “2026-12-24,Nama”. Tidak ada yang diubah.", number=number)
        )


@dataclass(frozen=True, slots=True)
class Setting:
    """How one is read as text, and written from a text that `check` has brought into its form (raises OfficeError)."""

    read: Callable[[Transaction], str]
    check: Callable[[str], str]
    write: Callable[[Transaction, str], None]


def text_of(transaction: Transaction, name: SettingName) -> str:
    return _ALL[name].read(transaction)


def sign(text: str) -> str:
    """Tells whether a text is still the one that somebody began with."""
    return blake2b(text.encode(), digest_size=8).hexdigest()


def preview(transaction: Transaction, name: SettingName, typed: str) -> tuple[str, list[str]]:
    """The text as it would be kept, and the lines that go (-) and come (+). Raises OfficeError for one that can't be used."""
    checked = _ALL[name].check(typed)
    before = _ALL[name].read(transaction).splitlines()
    lines = difflib.unified_diff(before, checked.splitlines(), lineterm="", n=0)
    changed = [line for line in lines if not line.startswith(("---", "+++", "@@"))]
    return checked, changed[:MOST_DIFFERENCES]


def save(
    transaction: Transaction, name: SettingName, typed: str, admin: str, now: int, begun_with: str | None = None
) -> bool:
    """Whether something changed; deadlines then are to be reckoned anew (`refold.follow_rules`) where they depend on it.

    `begun_with` is the sign of the text that its author saw. Raises ChangedMeanwhile, or OfficeError for a text that can't be used.
    """
    setting = _ALL[name]
    checked = setting.check(typed)
    transaction.first(_LOCK)
    before = setting.read(transaction)
    if begun_with is not None and sign(before) != begun_with:
        raise ChangedMeanwhile
    if checked == before:
        return False
    with noted(transaction, admin, now):
        setting.write(transaction, checked)
    if name in ("policy", "holidays"):
        refold.mark_deadlines(transaction)
    return True


@contextmanager
def noted(transaction: Transaction, admin: str, now: int) -> Generator[None]:
    """Keeps what is changed within, by whatever way."""
    before = {name: setting.read(transaction) for name, setting in _ALL.items()}
    yield
    for name, setting in _ALL.items():
        after = setting.read(transaction)
        if after != before[name]:
            transaction.run(_NOTE, at=now, admin=admin, name=name, before=before[name], after=after)


def history(transaction: Transaction, limit: int = KEPT) -> list[SettingChange]:
    """The newest first."""
    return [SettingChange(*row) for row in transaction.rows(_HISTORY, limit=limit)]


def change(transaction: Transaction, number: int) -> SettingChange | None:
    row = transaction.first(_CHANGE, number=number)
    return SettingChange(*row) if row else None


# Each of them --------------------------------------------------------------------------------------------------------


def _lines(typed: str) -> str:
    return "\n".join(line.rstrip() for line in typed.replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n"))


def units_text(all_units: list[RegisteredUnit]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(units.HEADING)
    writer.writerows(sorted(all_units))
    return out.getvalue().rstrip("\n")


def _write_units(transaction: Transaction, text: str) -> None:
    kept = units.parse(text)
    gone = {unit.code for unit in units.load(transaction)} - {unit.code for unit in kept}
    if gone:
        transaction.run(_REMOVE_UNITS, codes=sorted(gone))
    units.put(transaction, kept)


def shipped(name: SettingName) -> str:
    """The text that holds where the district has set none."""
    return _SHIPPED[name].read_text("utf-8") if name in _SHIPPED else ""


def _checked(typed: str, name: SettingName, parse: Callable[[str], object]) -> str:
    """'' for the text that ships: then it goes on with the program."""
    text = _lines(typed)
    if text:
        parse(text)
    return "" if text == _lines(shipped(name)) else text


_RESOURCES = Path(__file__).resolve().parents[2] / "resources"
_SHIPPED: dict[SettingName, Path] = {
    "policy": SHIPPED, "ladder": SHIPPED_LADDER, "texts": _RESOURCES / "contact.toml", "replies": _RESOURCES / "replies.toml",
}  # fmt: skip


def parse_holidays(text: str) -> dict[str, str]:
    """{'2026-12-24': 'Cuti bersama'} from CSV lines of date and name. Raises BadHolidays."""
    holidays: dict[str, str] = {}
    for number, row in enumerate(csv.reader(text.splitlines()), 1):
        if not any(row) or row[0].strip().lower() in ("date", "tanggal"):
            continue
        try:
            holidays[date.fromisoformat(row[0].strip()).isoformat()] = row[1].strip()
        except (ValueError, IndexError):
            raise BadHolidays(number) from None
    return holidays


def holidays_text(holidays: dict[str, str]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(sorted(holidays.items()))
    return out.getvalue().rstrip("\n")


def _line(typed: str) -> str:
    text = " ".join(typed.replace("\0", "").split())
    if len(text) > LONGEST_LINE:
        raise InvalidField("text", phrase("Paling banyak {limit} huruf. Tidak ada yang disimpan.", limit=LONGEST_LINE))
    return text


def _in_notice(field: SettingName, check: Callable[[str], str]) -> Setting:
    def write(transaction: Transaction, text: str) -> None:
        notice.change(transaction, lambda current: structs.replace(current, **{field: text}))

    def read(transaction: Transaction) -> str:
        return getattr(notice.load(transaction), field)

    return Setting(read, check, write)


def _write_holidays(transaction: Transaction, text: str) -> None:
    def changed(current: Notice) -> Notice:
        return structs.replace(current, holidays=parse_holidays(text))

    notice.change(transaction, changed)


def _categories_of(text: str) -> list[DistrictCategory]:
    return district_texts.parse_category_lines(text, categories.shipped())


def _write_categories(transaction: Transaction, text: str) -> None:
    changes = _categories_of(text)
    notice.change(transaction, lambda current: structs.replace(current, categories=changes))


_ALL: dict[SettingName, Setting] = {
    "units": Setting(
        lambda t: units_text(units.load(t)), lambda typed: units_text(units.parse(_lines(typed))), _write_units
    ),
    "policy": _in_notice("policy", lambda typed: _checked(typed, "policy", parse_policy)),
    "holidays": Setting(
        lambda t: holidays_text(notice.load(t).holidays),
        lambda typed: holidays_text(parse_holidays(_lines(typed))),
        _write_holidays,
    ),
    "ladder": _in_notice("ladder", lambda typed: _checked(typed, "ladder", parse_ladder)),
    "categories": Setting(
        lambda t: district_texts.category_lines(notice.load(t).categories),
        lambda typed: district_texts.category_lines(_categories_of(_lines(typed))),
        _write_categories,
    ),
    "texts": _in_notice("texts", lambda typed: _checked(typed, "texts", district_texts.check_texts)),
    "replies": _in_notice("replies", lambda typed: _checked(typed, "replies", district_texts.check_replies)),
    "name": _in_notice("name", _line),
    "contact": _in_notice("contact", _line),
}
