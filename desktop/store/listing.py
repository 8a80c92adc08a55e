"""The list of complaints: filters, search and keyset pages over the projection.

Two plans, both checked in a test. With words, FTS5 leads and the projection follows by row id (CROSS JOIN, unary +):
the other way round cost seconds. Without words, the index of the sort column leads.
"""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal, Protocol

from msgspec import Struct, structs
from sqlalchemy import Connection, text

from complaints.complaint import (
    APART,
    DECISIONS,
    DOUBLED,
    IS_NEWER,
    OPEN_STAGES,
    READABLE,
    REQUESTED,
    SPOKEN,
    STAGES,
    Pause,
    Stage,
)
from complaints.deadlines import DeadlineStep, Due
from complaints.draft import clean
from complaints.events import PlacePart
from complaints.indicators import Outcome
from complaints.step_times import TimedStep
from desktop.store import place_names, search
from desktop.store.dusun_view import is_narrowed
from desktop.store.month_sums import STEP_COLUMNS
from desktop.store.schema import NO_DUE_DAY, NONE, REGISTER_REST, TAKEN, UNFINISHED, WAITING
from desktop.store.statement import rows

Sort = Literal["number", "title", "stage", "due", "received", "category", "recorded"]
SORT_COLUMNS: dict[Sort, str] = {
    "number": "rowid", "title": "title", "stage": "stage", "due": "due_day", "received": "received_on",
    "category": "category", "recorded": "recorded_at",
}  # fmt: skip
# What orders rows that are equal by the sort's column: on this PC as they came, or the same wherever the complaints are.
TIES: dict[bool, tuple[str, ...]] = {False: ("rowid",), True: ("recorded_at", "id")}


WITHOUT = ("category", "dusun", "rw", "rt")
MOST_VALUES = 100


class Query(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What the list shows; every condition narrows it. `due_by` bounds the due day and leaves paused clocks out.

    `step` and `outcome` belong together: how that step was passed, as of the day `outcome_on` for what is still to come; with
    `days_from`, only where it took that many working days or more. `scores`: the satisfaction recorded is one of these. `disposition`: came to
    this office from elsewhere; 'waiting' for its first step here. `spoken`: its complainant said something that nobody has read. `owed_word`:
    somebody waits for a word (complaints/telling.py). `step` "again" is the answer after a reopening; `outcome` "left_out" is
    what is in no figure, for whatever reason. `everywhere`: equal rows stand in the order in which every PC and the district has them,
    by when they were recorded and by id (with any sort but by number, which is this PC's own).
    `forgiving`: where few complaints hold the words of `text`, those with one wrong letter
    come behind them, or before them with `similar_first`. `only`: the ids of those that were picked one by one.
    `category`, `dusun`, `rw`, `rt`, `channel` and `kind` may hold several, a line each: any of them. A place may be written in any way.
    `without` names those of WITHOUT of which nothing is told, a line each: all of them.
    `untouched`: as an old register left it, and not over (complaints/old_register.py).
    """

    text: str = ""
    stages: tuple[Stage, ...] = ()
    due_from: date | None = None
    due_by: date | None = None
    category: str = ""
    dusun: str = ""
    channel: str = ""
    kind: str = ""
    received_from: date | None = None
    received_to: date | None = None
    closed_from: date | None = None
    needs_decision: bool = False
    spoken: bool = False
    owed_word: bool = False
    unentered: bool = False
    disposition: Literal["", "any", "waiting"] = ""
    without: str = ""
    step: TimedStep | Literal[""] = ""
    outcome: Outcome | Literal[""] = ""
    outcome_on: date | None = None
    days_from: int = 0
    reopened: bool = False
    scores: tuple[int, ...] = ()
    closed_by_program: bool = False
    only: tuple[str, ...] = ()
    sort: Sort = "number"
    descending: bool = True
    everywhere: bool = False
    forgiving: bool = False
    similar_first: bool = False
    rw: str = ""
    rt: str = ""
    untouched: bool = False

    def reversed(self) -> "Query":
        """The same from its end: for the pages that lie nearer to it."""
        return structs.replace(self, descending=not self.descending, similar_first=not self.similar_first)


class Row(Struct, frozen=True):
    """One line of the list. A Struct, because a page makes fifty while someone types.

    `similar`: what was searched for isn't there, but words with one letter more, less or another.
    """

    rowid: int
    id: str
    number: str
    title: str
    stage: Stage
    kind: str
    category: str
    dusun: str
    received_on: date
    due_step: DeadlineStep | Literal[""]
    due_on: date | None
    paused: bool
    forwarded_name: str
    confidential: bool
    disposition: int = NONE
    paused_on: date | None = None
    stood: int = 0
    recorded_at: int = 0
    similar: bool = False
    newer: int = READABLE
    to_decide: int = 0
    # Whether the district has brought its deadline to mind: 1, with a letter 2.
    reminded: int = 0
    # Since when somebody waits to hear of an answer, a return or a closing.
    owed_since: date | None = None

    @property
    def needs_decision(self) -> bool:
        return self.to_decide & DECISIONS != 0

    @property
    def is_spoken(self) -> bool:
        """Whether the complainant said something that nobody here has read."""
        return self.to_decide & SPOKEN != 0

    def due(self) -> Due | None:
        """The deadline that counts now; None where there is none."""
        if self.due_on is None or not self.due_step:
            return None
        reason = "returned" if self.stage == "returned" else "forwarded"
        return Due(
            self.due_step, self.due_on, Pause(self.paused_on, None, reason) if self.paused_on else None, self.stood
        )


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures on the filter chips and cards. What needs a decision was changed apart, is another unit's request, or has a number

    that others have, too; some is several of these. `untouched`: not over, and as an old register left it.
    """

    total: int
    stages: dict[Stage, int]
    overdue: int
    due_soon: int
    dispositions: int
    needs_decision: int
    unentered: int
    newer: int = 0
    apart: int = 0
    requested: int = 0
    doubled: int = 0
    spoken: int = 0
    owed_words: int = 0
    untouched: int = 0

    @property
    def open(self) -> int:
        return sum(self.stages.get(stage, 0) for stage in OPEN_STAGES)


COLUMNS = (
    "c.rowid, c.id, c.number, c.title, c.stage, c.kind, c.category, c.dusun, c.received_on, c.due_step, c.due_on, "
    "c.paused, c.forwarded_name, c.confidential, c.disposition, c.paused_on, c.stood, "
    "c.recorded_at, c.newer, c.to_decide, c.reminded, c.owed_since"
)

INDEXED = frozenset(
    {
        "id",
        "to_decide",
        "unentered",
        "disposition",
        "due_day",
        "stage",
        "dusun",
        "category",
        "received_on",
        "left_out",
        "owed_since",
        "of_register",
    }
)
FEW_ROWS = 20_000
FEW_EXACT = 50  # with more hits nobody needs those with a wrong letter
NO_LIMIT = -1  # SQLite's LIMIT for no limit

Parameters = dict[str, object]


def page(
    connection: Connection, query: Query, *, limit: int = 50, offset: int = 0, after: Row | None = None
) -> list[Row]:
    """A page of the list: behind the row `after` (keyset, the same cost anywhere), or from `offset` for a jump."""
    query = _with_names(connection, query)
    if not _forgives(query):
        return [_row(row) for row in _page(connection, query, COLUMNS, limit, offset, after)]
    return _forgiving_page(connection, query, limit, offset, after)


def _forgiving_page(connection: Connection, query: Query, limit: int, offset: int, after: Row | None) -> list[Row]:
    """The exact hits and the similar ones are two lists, one behind the other; which is first, the query says."""
    found: list[Row] = []
    for similar in (True, False) if query.similar_first else (False, True):
        if len(found) == limit or (after is not None and after.similar != similar and similar == query.similar_first):
            continue  # the page is full, or begins behind this list
        behind = after if after is not None and after.similar == similar else None
        match = _similar(connection, query) if similar else search.expression(query.text, query.stages)
        if not match:
            continue
        rows_here = _page(connection, query, COLUMNS, limit - len(found), offset, behind, match)
        if offset and not rows_here:
            offset -= _matched(connection, query, match)
        else:
            offset = 0
        found += [structs.replace(_row(row), similar=True) if similar else _row(row) for row in rows_here]
    return found


def rowids(connection: Connection, query: Query) -> list[int]:
    """The row ids of everything that the query finds, in its order: the whole list, 8 bytes a complaint and a little."""
    return _column(connection, query, "c.rowid")


def ids(connection: Connection, query: Query) -> list[str]:
    """The ids of everything that the query finds, in its order."""
    return _column(connection, query, "c.id")


def _column(connection: Connection, query: Query, column: str) -> list[Any]:
    query = _with_names(connection, query)
    found = [row[0] for row in _page(connection, query, column, NO_LIMIT, 0, None)]
    if _forgives(query) and (match := _similar(connection, query)):
        similar = [row[0] for row in _page(connection, query, column, NO_LIMIT, 0, None, match)]
        return [*similar, *found] if query.similar_first else [*found, *similar]
    return found


def count(connection: Connection, query: Query) -> int:
    """How many complaints the query finds."""
    query = _with_names(connection, query)
    if search.words(query.text):
        exact = _matched(connection, query, search.expression(query.text, query.stages))
        match = _similar(connection, query, exact) if _forgives(query) else ""
        return exact + (_matched(connection, query, match) if match else 0)
    filters = _filters(query, with_stages=True)
    conditions, parameters = _rendered(filters, _lead(connection, filters))
    return connection.scalar(text(f"SELECT count(*) FROM complaint c {_where_clause(conditions)}"), parameters) or 0


def _with_names(connection: Connection, query: Query) -> Query:
    """The query with places as they are called now: a filter that was kept under a former name goes on finding them."""
    if not (query.dusun or query.rw or query.rt):
        return query
    places = place_names.load(connection)

    def called(part: PlacePart, names: str, dusun: str = "") -> str:
        return "\n".join(dict.fromkeys(places.name(part, clean(name), dusun) for name in names.split("\n")))

    dusun = called("dusun", query.dusun)
    return structs.replace(query, dusun=dusun, rw=called("rw", query.rw, dusun), rt=called("rt", query.rt))


def _forgives(query: Query) -> bool:
    return query.forgiving and bool(search.words(query.text))


def _similar(connection: Connection, query: Query, exact: int | None = None) -> str:
    """The expression for what is similar; '' where there are exact hits enough, or nothing is similar."""
    if exact is None:
        exact = _matched(connection, query, search.expression(query.text, query.stages), FEW_EXACT + 1)
    return "" if exact > FEW_EXACT else search.similar_expression(connection, query.text, query.stages)


def _matched(connection: Connection, query: Query, match: str, most: int = NO_LIMIT) -> int:
    """How many complaints the query's filters and this expression find, counted up to `most`."""
    conditions, parameters = _rendered(_filters(query, with_stages=False), None)
    # Without other filters the index alone knows.
    asks_complaints = bool(conditions) or is_narrowed(connection)
    source = _search_source(conditions) if asks_complaints else "search s WHERE s.search MATCH :match"
    if most != NO_LIMIT:
        source = f"(SELECT 1 FROM {source} LIMIT {int(most)})"
    return connection.scalar(text(f"SELECT count(*) FROM {source}"), parameters | {"match": match}) or 0


def counts(connection: Connection, today: date, soon: date) -> Counts:
    by_stage: dict[Stage, int] = {  # noqa: C416
        stage: n for stage, n in connection.execute(text("SELECT stage, count(*) FROM complaint GROUP BY stage"))
    }

    def number(condition: str, **parameters: object) -> int:
        return connection.scalar(text(f"SELECT count(*) FROM complaint WHERE {condition}"), parameters) or 0

    day = today.toordinal()
    return Counts(
        total=sum(by_stage.values()),
        stages=by_stage,
        overdue=number("due_day < :day", day=day),
        due_soon=number("due_day BETWEEN :day AND :soon", day=day, soon=soon.toordinal()),
        dispositions=number(f"disposition AND disposition = {WAITING}"),
        needs_decision=number(f"to_decide AND to_decide & {DECISIONS}"),
        unentered=number(f"unentered AND {UNFINISHED}"),
        newer=number(f"newer AND newer = {IS_NEWER}"),
        apart=number(f"to_decide AND to_decide & {APART}"),
        requested=number(f"to_decide AND to_decide & {REQUESTED}"),
        doubled=number(f"to_decide AND to_decide & {DOUBLED}"),
        spoken=number(f"to_decide AND to_decide & {SPOKEN}"),
        owed_words=number("owed_since IS NOT NULL"),
        untouched=number(REGISTER_REST),
    )


def by_rowid(connection: Connection, rowids: list[int]) -> list[Row]:
    """These rows, in the order given."""
    if not rowids:
        return []
    marks = ", ".join(str(int(rowid)) for rowid in rowids)
    row_by_id = {
        row[0]: _row(row)
        for row in rows(connection, f"SELECT {COLUMNS} FROM complaint c WHERE c.rowid IN ({marks})", {})
    }
    return [row_by_id[rowid] for rowid in rowids if rowid in row_by_id]


@dataclass(frozen=True, slots=True)
class _Filter:
    """A condition on one column. `{c}` stands for the table, with a unary + when the column's index must not lead."""

    column: str
    sql: str
    parameters: Parameters


def _page(
    connection: Connection,
    query: Query,
    columns: str,
    limit: int,
    offset: int,
    after: Row | None,
    match: str = "",
) -> list[tuple[Any, ...]]:
    """`match`: another expression than that of the query's own words."""
    match = match or search.expression(query.text, query.stages)
    if match:
        sql, parameters = _search_page(query, columns, after, match)
    else:
        sql, parameters = _ordered_page(connection, query, columns, after)
    # As numbers: SQLite's planner looks at a parameter here, and so prepares the statement anew each time that it runs.
    return rows(connection, f"{sql} LIMIT {int(limit)} OFFSET {int(offset)}", parameters)


def _ordered_page(connection: Connection, query: Query, columns: str, after: Row | None) -> tuple[str, Parameters]:
    """Few matches: the filter's index leads and they are sorted. Many: the sort's index leads and meets them soon."""
    filters = _filters(query, with_stages=True)
    lead = _lead(connection, filters)
    plus = "+" if lead else ""
    direction = "DESC" if query.descending else "ASC"
    order = ", ".join(f"{plus}c.{name} {direction}" for name in _sort_columns(query))
    conditions, parameters = _rendered(filters, lead)
    key, key_parameters = _from_key(query, after)
    sql = f"SELECT {columns} FROM complaint c {_where_clause(conditions + key)} ORDER BY {order}"
    return sql, parameters | key_parameters


def _search_page(query: Query, columns: str, after: Row | None, match: str) -> tuple[str, Parameters]:
    conditions, parameters = _rendered(_filters(query, with_stages=False), None)
    direction = "DESC" if query.descending else "ASC"
    if query.sort == "number":
        key = [f"s.rowid {'<' if query.descending else '>'} :key_row"] if after else []
        key_parameters: Parameters = {"key_row": after.rowid} if after else {}
        order = f"s.rowid {direction}"
    else:
        key, key_parameters = _from_key(query, after)
        order = ", ".join(f"+c.{name} {direction}" for name in _sort_columns(query))
    sql = f"SELECT {columns} FROM {_search_source(conditions + key)} ORDER BY {order}"
    return sql, parameters | key_parameters | {"match": match}


def _search_source(conditions: list[str]) -> str:
    return (
        f"search s CROSS JOIN complaint c ON c.rowid = s.rowid {_where_clause(['s.search MATCH :match', *conditions])}"
    )


def _from_key(query: Query, after: Row | None) -> tuple[list[str], Parameters]:
    if after is None:
        return [], {}
    sign = "<" if query.descending else ">"
    columns = _sort_columns(query)
    values: tuple[object, ...] = (after.recorded_at, after.id) if query.everywhere else (after.rowid,)
    if len(columns) > len(values):
        values = (_key(query.sort, after), *values)
    key = {f"key_{name}": value for name, value in zip(columns, values, strict=True)}
    return [f"({', '.join(f'c.{name}' for name in columns)}) {sign} ({', '.join(f':{name}' for name in key)})"], key


def _sort_columns(query: Query) -> tuple[str, ...]:
    """The columns that order the list, the last of them different in every row."""
    return tuple(dict.fromkeys((SORT_COLUMNS[query.sort], *TIES[query.everywhere])))


def _key(sort: Sort, row: Row) -> object:
    match sort:
        case "due":
            return NO_DUE_DAY if row.due_on is None or row.paused else row.due_on.toordinal()
        case "received":
            return row.received_on.isoformat()
        case "title":
            return row.title
        case "stage":
            return row.stage
        case "category":
            return row.category
        case "number":
            return row.rowid
        case "recorded":
            return row.recorded_at


def _filters(query: Query, *, with_stages: bool) -> list[_Filter]:
    filters: list[_Filter] = []

    def add(column: str, sql: str, **parameters: object) -> None:
        texts = {name: clean(value) for name, value in parameters.items() if isinstance(value, str)}
        filters.append(_Filter(column, sql, parameters | texts))

    if query.needs_decision:
        add("to_decide", f"c.to_decide AND c.to_decide & {DECISIONS}")
    if query.spoken:
        add("to_decide", f"c.to_decide AND c.to_decide & {SPOKEN}")
    if query.owed_word:
        add("owed_since", "c.owed_since IS NOT NULL")
    if query.untouched:
        add("of_register", "{c}.of_register >= 2 AND {c}.stage NOT IN ('closed', 'archived')")
    if query.unentered:
        add("unentered", "c.unentered AND {c}.stage NOT IN ('closed', 'archived')")
    if query.disposition:
        least = WAITING if query.disposition == "waiting" else TAKEN
        add("disposition", "{c}.disposition AND {c}.disposition >= :disposition", disposition=least)
    if query.due_from is not None:
        add("due_day", "{c}.due_day >= :due_from", due_from=query.due_from.toordinal())
    if query.due_by is not None:
        add("due_day", "{c}.due_day <= :due_by", due_by=query.due_by.toordinal())
    if with_stages and query.stages:
        stages = ", ".join(f"'{stage}'" for stage in query.stages if stage in STAGES)
        add("stage", f"{{c}}.stage IN ({stages})")
    if query.dusun:
        _add_any(add, "dusun", query.dusun)
    if query.rw:
        _add_any(add, "rw", query.rw)
    if query.rt:
        _add_any(add, "rt", query.rt)
    if query.category:
        # A parent category finds its children: they share its code up to the dot, and '/' follows '.'.
        codes = dict(enumerate(_values(query.category)))
        within = (
            f"{{c}}.category = :category{at} OR ({{c}}.category > :inside{at} AND {{c}}.category < :beyond{at})"
            for at in codes
        )
        named = {f"category{at}": code for at, code in codes.items()}
        named |= {f"inside{at}": f"{code}." for at, code in codes.items()}
        add(
            "category", f"({' OR '.join(within)})", **named, **{f"beyond{at}": f"{code}/" for at, code in codes.items()}
        )
    if query.received_from:
        add("received_on", "{c}.received_on >= :received_from", received_from=query.received_from.isoformat())
    if query.received_to:
        add("received_on", "{c}.received_on <= :received_to", received_to=query.received_to.isoformat())
    if query.closed_from:
        add("closed_on", "c.closed_on >= :closed_from", closed_from=query.closed_from.isoformat())
    for column in WITHOUT:
        if column in query.without.splitlines():
            add(column, f"{{c}}.{column} = ''")
    if query.step:
        _add_passage(query, query.step, add)
    if query.reopened:
        add("reopened", "c.reopened")
    if query.closed_by_program:
        add("closed_by_program", "c.closed_by_program")
    if query.scores:
        add("satisfaction", f"{{c}}.satisfaction IN ({', '.join(str(int(score)) for score in query.scores)})")
    if query.channel:
        _add_any(add, "channel", query.channel)
    if query.kind:
        _add_any(add, "kind", query.kind)
    if query.only:
        add("id", "{c}.id IN (SELECT value FROM json_each(:only))", only=json.dumps(query.only))
    return filters


class _Add(Protocol):
    def __call__(self, column: str, sql: str, **parameters: object) -> None: ...


def _values(lines: str) -> list[str]:
    """The values of a condition, a line each. SQLite's expressions are only so deep; nobody chooses as many by hand."""
    return [value for value in dict.fromkeys(lines.split("\n")) if value][:MOST_VALUES] or [lines]


def _add_any(add: _Add, column: str, values: str) -> None:
    """The column has one of these values, a line each."""
    named = {f"{column}{at}": value for at, value in enumerate(_values(values))}
    add(column, f"{{c}}.{column} IN ({', '.join(f':{name}' for name in named)})", **named)


def _add_passage(query: Query, step: TimedStep, add: _Add) -> None:
    days, _, on_time = STEP_COLUMNS[step]
    today = (query.outcome_on or date.max).toordinal()
    match query.outcome:
        case "on_time":
            add(on_time, f"c.{on_time}")
        case "late":
            add(on_time, f"(c.{on_time} = 0 OR c.{step}_due < :outcome_day)", outcome_day=today)
        case "running":
            add(f"{step}_due", f"c.{step}_due >= :outcome_day", outcome_day=today)
        case "met":
            add(days, f"c.{days} IS NOT NULL")
        case "undated" | "belated" | "left_out":
            mark = f"{step}." if query.outcome == "left_out" else f"{step}.{query.outcome}"
            add("left_out", "{c}.left_out <> '' AND instr({c}.left_out, :left_out)", left_out=mark)
        case "":
            pass
    if query.days_from:
        add(days, f"c.{days} >= :days_from", days_from=query.days_from)


def _lead(connection: Connection, filters: list[_Filter]) -> str | None:
    """The filtered column whose index finds few rows; None when there is none."""
    for column in dict.fromkeys(criterion.column for criterion in filters if criterion.column in INDEXED):
        conditions, parameters = _rendered([criterion for criterion in filters if criterion.column == column], column)
        counted_up_to_few = (
            f"SELECT count(*) FROM (SELECT 1 FROM complaint c {_where_clause(conditions)} LIMIT {FEW_ROWS + 1})"
        )
        if rows(connection, counted_up_to_few, parameters)[0][0] <= FEW_ROWS:
            return column
    return None


def _rendered(filters: list[_Filter], lead: str | None) -> tuple[list[str], Parameters]:
    parameters: Parameters = {}
    for criterion in filters:
        parameters |= criterion.parameters
    return [criterion.sql.format(c="c" if criterion.column == lead else "+c") for criterion in filters], parameters


def _where_clause(conditions: list[str]) -> str:
    return "WHERE " + " AND ".join(conditions) if conditions else ""


def _row(row: tuple[Any, ...]) -> Row:
    (
        rowid,
        id_,
        number,
        title,
        stage,
        kind,
        category,
        dusun,
        received,
        step,
        due,
        paused,
        name,
        hidden,
        received_by_unit,
        paused_on,
        stood,
        recorded_at,
        newer,
        to_decide,
        reminded,
        owed_since,
    ) = row
    return Row(
        rowid, id_, number, title, stage, kind, category, dusun, date.fromisoformat(received), step,
        date.fromisoformat(due) if due else None, bool(paused), name, bool(hidden), received_by_unit,
        date.fromisoformat(paused_on) if paused_on else None, stood, recorded_at, newer=newer, to_decide=to_decide, reminded=reminded,
        owed_since=date.fromisoformat(owed_since) if owed_since else None,
    )  # fmt: skip


def overdue(today: date) -> Query:
    return Query(due_by=today - timedelta(days=1), sort="due", descending=False)
