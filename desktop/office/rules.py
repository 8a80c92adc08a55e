"""The rules that hold in this office: its policy, and its calendar from the national table and its own days."""

from contextlib import suppress
from datetime import date
from hashlib import blake2b

import msgspec
from sqlalchemy import Connection

from complaints.calendar import national_holidays, table_version, work_calendar
from complaints.errors import OfficeError
from complaints.ladder import VoiceRule, parse_ladder
from complaints.place_names import SPELLED, PlaceNames
from complaints.policy import Policy, parse_policy
from desktop.resources import resource
from desktop.store import kept_values, place_names
from desktop.store.feed_position import NOTICE
from desktop.store.projection import Rules
from desktop.store.settings import Settings
from sync.messages import Notice

POLICY_FILE = "policies/desa-kelurahan.toml"
LADDER_FILE = "pengingat.toml"
YEARS_BACK, YEARS_AHEAD = 6, 3


class _NationalTable(msgspec.Struct, frozen=True):
    """The holidays as last computed: asking the package again takes a fifth of a second at every start."""

    version: str
    first_year: int
    last_year: int
    days: dict[date, str]


def shipped_policy() -> str:
    return resource(POLICY_FILE).read_text(encoding="utf-8")


def load(connection: Connection, settings: Settings, today: date) -> tuple[Rules, bool]:
    """The rules, and whether the national table had to be computed anew (and wants to be kept by `keep_table`)."""
    table = _kept_table(connection, today)
    days = table.days if table is not None else national_table(today).days
    loaded = rules(settings, days, kept_values.load(connection, NOTICE, Notice), place_names.load(connection))
    return loaded, table is None


def national_days(connection: Connection, today: date) -> dict[date, str]:
    """National holidays and cuti bersama of the years around today, as kept; computed only when they aren't."""
    return (_kept_table(connection, today) or national_table(today)).days


def _kept_table(connection: Connection, today: date) -> _NationalTable | None:
    table = kept_values.load(connection, "national_holidays", _NationalTable)
    if table is None or table.version != table_version():
        return None
    return table if table.first_year <= today.year <= table.last_year - 1 else None


def national_table(today: date) -> _NationalTable:
    first, last = today.year - YEARS_BACK, today.year + YEARS_AHEAD
    return _NationalTable(table_version(), first, last, national_holidays(first, last))


def keep_table(connection: Connection, today: date) -> None:
    kept_values.save(connection, "national_holidays", national_table(today))


def rules(
    settings: Settings, national: dict[date, str], notice: Notice | None = None, places: PlaceNames = SPELLED
) -> Rules:
    """The office's own settings go before what its district published, and that before what is shipped."""
    extra = _district_holidays(notice) | {holiday.on: holiday.name for holiday in settings.extra_holidays}
    calendar = work_calendar(settings.days_per_week, national, extra, settings.worked_days)
    return Rules(policy(settings, notice), calendar, settings.unit_code, places)


def policy(settings: Settings, notice: Notice | None = None) -> Policy:
    if not settings.policy and notice is not None and notice.policy:
        # One of a newer version must not lock anybody out: then the shipped one holds.
        with suppress(OfficeError):
            return parse_policy(notice.policy)
    return parse_policy(settings.policy or shipped_policy())


def voice_rule(connection: Connection) -> VoiceRule:
    """What a complainant may say after an answer, by the district's ladder; by the shipped one where there is none that is read here."""
    notice = kept_values.load(connection, NOTICE, Notice)
    if notice is not None and notice.ladder:
        with suppress(OfficeError):
            return parse_ladder(notice.ladder).voice
    return parse_ladder(resource(LADDER_FILE).read_text(encoding="utf-8")).voice


def _district_holidays(notice: Notice | None) -> dict[date, str]:
    holidays: dict[date, str] = {}
    for day, name in (notice.holidays if notice is not None else {}).items():
        with suppress(ValueError):
            holidays[date.fromisoformat(day)] = name
    return holidays


def fingerprint(current: Rules) -> bytes:
    """Changes whenever a due day may: then the projections are made anew."""
    content = msgspec.msgpack.encode(
        (current.policy, current.calendar.days_per_week, sorted(current.calendar.holidays))
    )
    return blake2b(content, digest_size=16).digest()
