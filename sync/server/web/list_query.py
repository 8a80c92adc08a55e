"""The address of the list of complaints: what each name in it asks for. Other pages open their complaints by it.

kecamatan, unit, holder: codes of units. category, kind, channel, stage: codes; 'open' is a stage, too. from, until: days (ISO), by which
day says `by` (received, answered, due). days: received at least so many days ago. late: '1' past its deadline, 'holder' past the day of who has
it in hand. figure: what a figure of the week `week` (2026-W48, as far as it had come on `day`) is made of. kecamatan may be '-', for agencies. apart: its answer is in no timeliness. word: what is searched for. sort: a column, with '-' before it from the other end.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast
from urllib.parse import parse_qsl, urlencode

from complaints.time_zones import Zone
from complaints.weeks import NoWeek, Week, parse_week, week_of
from sync.server.list_conditions import BY, By, ComplaintFilter
from sync.server.list_plan import ORDERS, Order
from sync.server.week_figures import CONDITIONS, Figure, Span

ADDRESS = "/aduan"
FILTERS = (
    "word", "kecamatan", "unit", "holder", "category", "kind", "channel", "stage", "by", "from", "until", "days", "late", "figure", "week", "day", "apart",
)  # fmt: skip
LONGEST = 200
DEFAULT_SORT = "-received"


def address(**asked: str) -> str:
    """The address that shows these complaints; a name that is a word of Python's is written with '_' behind it: from_='2026-11-01'."""
    return ListQuery.of({name.rstrip("_"): value for name, value in asked.items()}).address()


@dataclass(frozen=True, slots=True)
class ListQuery:
    """`asked` has only what is asked for; `sort` is '-received' where nobody chose."""

    asked: Mapping[str, str]
    sort: str = DEFAULT_SORT
    after: str = ""

    @classmethod
    def of(cls, parameters: Mapping[str, str]) -> "ListQuery":
        """What can be read of an address; anything else in it counts as not said."""
        asked = {name: value for name in FILTERS if (value := _plain(parameters.get(name, "")))}
        if parameters.get("overdue"):  # as addresses up to 1.0.0 have it
            asked.setdefault("late", "1")
        if asked.get("figure", "open") not in CONDITIONS:
            del asked["figure"]
        if "week" in asked and _week(asked["week"]) is None:
            del asked["week"]
        for name in ("from", "until", "day"):
            if name in asked:
                day = _day(asked.pop(name))
                asked |= {name: day.isoformat()} if day else {}
        if not asked.get("days", "0").isdecimal() or len(asked.get("days", "")) > 5:
            del asked["days"]
        if asked.get("by", "received") not in BY:
            del asked["by"]
        sort = _plain(parameters.get("sort", ""))
        known = sort.removeprefix("-") in ORDERS
        return cls(asked, sort if known else DEFAULT_SORT, _plain(parameters.get("after", "")))

    @classmethod
    def of_string(cls, query_string: str) -> "ListQuery":
        """What a form carries along of the address that it stood on."""
        return cls.of(dict(parse_qsl(query_string[:4_000])))

    def __getitem__(self, name: str) -> str:
        return self.asked.get(name, "")

    @property
    def order(self) -> Order:
        return cast("Order", self.sort.removeprefix("-"))

    @property
    def descending(self) -> bool:
        return self.sort.startswith("-")

    def span(self, today: date, zone: Zone) -> Span:
        """The week of which a figure is asked for; without one the current."""
        return Span(_week(self["week"]) or week_of(today), today, zone, _day(self["day"]) or date.max)

    def filter(self, today: date, zone: Zone = "WIB", *, supervisory: bool = False) -> ComplaintFilter:
        """`today` is the district's day, `zone` its time; `supervisory` leaves only what is about supervision."""
        first, last, by = self["from"], self["until"], cast("By", self["by"] or "received")
        if days := self["days"]:
            oldest = (today - timedelta(days=min(int(days), today.toordinal() - 1))).isoformat()
            last, by = (min(last, oldest) if last and by == "received" else oldest), "received"
        return ComplaintFilter(
            unit=self["unit"],
            stage=self["stage"],
            overdue_on=today.toordinal() if self["late"] not in ("", "holder") else 0,
            word=self["word"],
            left_out=bool(self["apart"]),
            supervisory=supervisory,
            subdistrict=self["kecamatan"],
            holder=self["holder"],
            category=self["category"],
            kind=self["kind"],
            channel=self["channel"],
            first=first,
            last=last,
            by=by,
            figure=cast("Figure", self["figure"]) if self["figure"] else None,
            span=self.span(today, zone) if self["figure"] else None,
            holder_overdue_on=today.toordinal() if self["late"] == "holder" else 0,
        )

    def query_string(self, **changes: str) -> str:
        """What stands behind the '?'; a change to '' takes something out."""
        parts = {**self.asked, "sort": "" if self.sort == DEFAULT_SORT else self.sort} | changes
        return urlencode({name: value for name, value in parts.items() if value})

    def address(self, **changes: str) -> str:
        """The address of the first page, or with `after` of a later one."""
        query_string = self.query_string(**changes)
        return f"{ADDRESS}?{query_string}" if query_string else ADDRESS

    def sorted_by(self, order: Order) -> str:
        """The address of the list by this column; by the one that it is sorted by already, from the other end."""
        first = f"-{order}" if order == "received" else order
        if self.order == order:
            first = order if self.descending else f"-{order}"
        return self.address(sort="" if first == DEFAULT_SORT else first)


def _plain(value: str) -> str:
    return value.strip().replace("\0", "")[:LONGEST]


def _week(text: str) -> Week | None:
    try:
        return parse_week(text)
    except NoWeek:
        return None


def _day(iso_date: str) -> date | None:
    try:
        return date.fromisoformat(iso_date)
    except ValueError:
        return None
