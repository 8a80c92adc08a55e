"""The projection: one row and one search entry a complaint, made from its events in the transaction that appends to them."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, func, select, text, update
from sqlalchemy.dialects.sqlite import insert as upsert

from complaints import deadlines, old_register, reminders
from complaints.calendar import WorkCalendar
from complaints.complaint import DOUBLED, Complaint
from complaints.deadlines import Deadline
from complaints.draft import clean
from complaints.events import Event, shape
from complaints.fold import OpenIdentity, fold, no_identity
from complaints.identity import read
from complaints.old_register import AT_REST
from complaints.place_names import SPELLED, PlaceNames
from complaints.policy import Policy
from complaints.step_times import NOT_PASSED, Passage, Situation, passages, situation
from complaints.telling import owed_word
from complaints.unnamed_complaint import seen_by_all
from desktop.store import kept_values, letters, log, month_sums, place_names, register_numbers, search, step_drafts
from desktop.store.schema import (
    NO_DUE_DAY,
    NONE,
    TAKEN,
    WAITING,
    complaint,
    event,
    former_number,
    identity_key,
    setting,
    withdrawn,
)
from desktop.store.statement import Statement, among, run_many

Values = dict[str, object]
Reckoned = tuple[Deadline | None, tuple[Passage, Passage, Passage, Passage, Passage], str]
MOST_RECKONED = 10_000

# A row of the projection without its row id, in the order in which `_row` makes it.
COLUMNS = (
    "id", "number", "tracking_code", "title", "stage", "kind", "category", "channel", "dusun", "received_on", "closed_on",
    "due_step", "due_on", "due_day", "paused", "days_taken", "on_time", "forwarded_name", "unentered",
    "confidential", "supports", "updated_at", "search_hash", "unit", "disposition", "verify_days", "verify_elapsed",
    "verify_on_time", "verify_due", "follow_up_days", "follow_up_elapsed", "follow_up_on_time", "follow_up_due",
    "respond_elapsed", "respond_due", "close_days", "close_elapsed", "close_on_time", "close_due", "reopened", "satisfaction",
    "paused_on", "stood", "again_days", "again_elapsed", "again_on_time", "again_due", "closed_by_program", "left_out",
    "recorded_at",
    "newer",
    "to_decide",
    "reminded",
    "owed_since",
    "rw",
    "rt",
    "of_register",
)  # fmt: skip

_counted = itemgetter(*(COLUMNS.index(name) for name in month_sums.COLUMNS))

# A migration leaves this mark where the rows must be made anew.
OUTDATED = "projection_outdated"
READ_BY = "read_by"  # which steps and values the version knew that folded what a newer one wrote

_KEY = Statement(select(identity_key.c.key).where(identity_key.c.complaint == bindparam("complaint")))
_row_of = select(complaint.c.rowid, complaint.c.number, complaint.c.to_decide, complaint.c.id)
_ROW_OF = Statement(_row_of.where(complaint.c.id == bindparam("complaint_id")))
_ROWS_OF = Statement(_row_of.where(complaint.c.id.in_(among("cases"))))
# A row that is counted and gone leaves its row id to nobody: another's would pass for counted.
# With it what the office calls its places: a save asks once for both.
_BEFORE_NEW = Statement(
    text(
        "SELECT max(coalesce((SELECT max(rowid) FROM complaint), 0), coalesce((SELECT last FROM counted), 0)), "
        f"(SELECT content FROM setting WHERE name = '{place_names.NAME}')"
    )
)
_NEWER = Statement(select(complaint.c.id).where(text("newer")))
_OUTDATED = Statement(select(setting.c.name).where(setting.c.name == OUTDATED))
_INSERT = f"INSERT INTO complaint (rowid, {', '.join(COLUMNS)}) VALUES (?{', ?' * len(COLUMNS)})"
_ASIDE = Statement(upsert(withdrawn).on_conflict_do_nothing())
_UPDATE = Statement(
    update(complaint)
    .where(complaint.c.rowid == bindparam("row"))
    .values({c.name: bindparam(c.name) for c in complaint.c if c.name != "rowid"})
)


@dataclass(frozen=True, slots=True)
class Rules:
    """What a row depends on besides its complaint's events: the office's policy and calendar, which unit it is, what it calls its places."""

    policy: Policy
    calendar: WorkCalendar
    unit: str = ""
    places: PlaceNames = SPELLED
    reckoned: dict[Situation, Reckoned] = field(
        default_factory=dict[Situation, Reckoned], init=False, repr=False, compare=False
    )

    def called(self, places: PlaceNames) -> "Rules":
        """The same with other names of places."""
        return self if places is self.places else replace(self, places=places)


def identity_key_of(connection: Connection, complaint_id: str) -> bytes | None:
    """The key of this complaint's person; None when it was destroyed, or never came here."""
    row = _KEY.first(connection, {"complaint": complaint_id})
    return None if row is None else bytes(row[0])


def opener(connection: Connection, complaint_id: str) -> OpenIdentity:
    """Opens this complaint's identities; gives the empty one when the key was destroyed."""
    row = _KEY.first(connection, {"complaint": complaint_id})
    return no_identity if row is None else opener_with(row[0])


def opener_with(key: bytes) -> OpenIdentity:
    """Opens identities with this key; where it is not the right key, or the content can't be read, the person stays masked."""
    return lambda sealed: read(sealed, key)


def to_enter(folded: Complaint, unit: str) -> bool:
    """Whether this office still has to enter it in SP4N-LAPOR!: not what came from there as a disposition, not what another

    office recorded and enters itself, and not what is over.
    """
    is_own = not unit or folded.unit == unit
    over = folded.stage in ("closed", "archived")
    return is_own and not over and not (folded.lapor_id or folded.lapor_settled) and folded.channel != "disposition"


def now_called(connection: Connection, rules: Rules) -> Rules:
    """The rules with the names of places as they are in this transaction: another program, or a sync, may have changed them."""
    return rules.called(place_names.load(connection))


def values(folded: Complaint, rules: Rules) -> Values:
    """The row of a complaint, without its row id."""
    folded = rules.places.located(folded, rules.unit)
    seen = _seen(folded)
    return _named(_row(folded, seen.title, rules, search.hash_of(search.content(seen))))


def _named(row: tuple[object, ...]) -> Values:
    return dict(zip(COLUMNS, row, strict=True))


class PreparedRow(NamedTuple):
    """A complaint with its row, in the order of COLUMNS, and what finds it: everything that needs no transaction."""

    folded: Complaint
    row: tuple[object, ...]
    search_words: str


def prepare(folded: Complaint, rules: Rules) -> PreparedRow:
    folded = rules.places.located(folded, rules.unit)
    seen = _seen(folded)
    searched = search.searched(seen)
    return PreparedRow(folded, _row(folded, seen.title, rules, searched.hash), searched.words)


def _seen(folded: Complaint) -> Complaint:
    """What list and search know of it, which every user of the office sees."""
    return seen_by_all(folded) if folded.accuses else folded


def _row(folded: Complaint, title: str, rules: Rules, search_hash: bytes) -> tuple[object, ...]:
    next_due, (verified, followed_up, answered, closed, again), left_out = _reckoned(folded, rules)
    # Where the owner's clock stands because another unit has accepted it, that unit's work is only beginning.
    standing = next_due.pause if next_due is not None and not is_receiving(folded, rules.unit) else None
    running = next_due is not None and (standing is None or not next_due.paused)
    of_register = old_register.standing(folded, next_due.step if next_due is not None else "")
    if of_register == AT_REST:
        next_due, standing, running = None, None, False  # it is late by nobody's fault, and in no queue
    return (
        folded.id,
        folded.number,
        folded.tracking_code,
        title,
        folded.stage,
        folded.kind,
        folded.category,
        folded.channel,
        folded.location.dusun,
        folded.received_on.isoformat(),
        folded.milestones.closed_on.isoformat() if folded.milestones.closed_on else None,
        next_due.step if next_due else "",
        next_due.due_on.isoformat() if next_due else None,
        next_due.due_on.toordinal() if next_due and running else NO_DUE_DAY,
        bool(next_due and not running),
        answered.days,
        answered.on_time,
        folded.forwarded_name,
        to_enter(folded, rules.unit) and of_register != AT_REST,
        folded.confidential or folded.anonymous,
        len(folded.supporters),
        folded.history[-1].event.at,
        search_hash,
        folded.unit,
        disposition(folded, rules.unit),
        verified.days,
        verified.elapsed,
        verified.on_time,
        _due_day(verified),
        followed_up.days,
        followed_up.elapsed,
        followed_up.on_time,
        _due_day(followed_up),
        answered.elapsed,
        _due_day(answered),
        closed.days,
        closed.elapsed,
        closed.on_time,
        _due_day(closed),
        folded.milestones.reopened_on is not None,
        folded.satisfaction,
        standing.start.isoformat() if standing else None,
        next_due.stood if next_due else 0,
        again.days,
        again.elapsed,
        again.on_time,
        _due_day(again),
        folded.milestones.closed_by_program,
        left_out,
        recording.at if (recording := folded.recording_event) is not None else 0,
        folded.newer,
        folded.decisions_of(rules.unit),
        _reminded(folded, rules.unit),
        owed.since.isoformat() if (owed := owed_word(folded, rules.unit)) is not None else None,
        folded.location.rw,
        folded.location.rt,
        of_register,
    )


def _reminded(folded: Complaint, unit: str) -> int:
    """Whether this office was reminded of the deadline that runs: 1, with a letter 2."""
    last = reminders.standing(folded) if folded.reminders else None
    reminder = reminders.reminder_of(last) if last is not None else None
    return 0 if reminder is None or reminder.unit != unit != "" else 1 + reminder.letter


def _reckoned(folded: Complaint, rules: Rules) -> Reckoned:
    """The deadline that counts now, and how each step was passed. Complaints of one day mostly have the same; these are kept."""
    alike = situation(folded)
    reckoned = rules.reckoned.get(alike)
    if reckoned is None:
        all_deadlines = deadlines.of(folded, rules.policy, rules.calendar, None)
        passed = passages(folded, all_deadlines, rules.policy, rules.calendar, alike)
        reckoned = (
            deadlines.current(all_deadlines, folded.stage),
            (
                passed["verify"],
                passed["follow_up"],
                passed["respond"],
                passed["close"],
                passed.get("again", NOT_PASSED),
            ),
            " ".join(f"{step}.{passage.left_out}" for step, passage in passed.items() if passage.left_out),
        )
        if len(rules.reckoned) >= MOST_RECKONED:
            rules.reckoned.clear()
        rules.reckoned[alike] = reckoned
    return reckoned


def is_receiving(folded: Complaint, unit: str) -> bool:
    """Whether it was forwarded to this unit, and is still there."""
    return folded.stage == "forwarded" and folded.forwarded_to == unit != ""


def disposition(folded: Complaint, unit: str) -> int:
    """NONE, or a disposition that came to this unit: TAKEN in hand, or WAITING for that."""
    if is_receiving(folded, unit):
        return TAKEN if any(pause.end is None for pause in folded.milestones.pauses) else WAITING
    if folded.channel == "disposition" and folded.unit in ("", unit or folded.unit):
        return WAITING if folded.stage == "new" else TAKEN
    return NONE if folded.unit in ("", unit or folded.unit) else TAKEN


def _due_day(passage: Passage) -> int | None:
    if passage.due_on is None:
        return None
    return NO_DUE_DAY if passage.paused else passage.due_on.toordinal()


def project(
    connection: Connection, history: Sequence[Event], open_identity: OpenIdentity, rules: Rules
) -> Complaint | None:
    """Refolds one complaint and stores its row and search entry; None while its recording has not arrived."""
    folded = fold(history, open_identity)
    if folded is None:
        return None
    rules = now_called(connection, rules)
    folded = rules.places.located(folded, rules.unit)
    row = _ROW_OF.first(connection, {"complaint_id": folded.id})
    if row is None:
        project_new(connection, [folded], rules)
    else:
        register_numbers.mark(connection, _change(connection, folded, StandingRow(*row), rules), rules.unit)
    return folded


class StandingRow(NamedTuple):
    """The row of a complaint that is about to change."""

    rowid: int
    number: str
    to_decide: int
    id: str


def _change(connection: Connection, folded: Complaint, row: StandingRow, rules: Rules) -> tuple[str, ...]:
    """The row as it is now; returns the numbers that may stand twice, or no longer: as long as its number stays, so does its mark."""
    letters.drop_if_over(connection, folded)
    if folded.erased:
        step_drafts.forget(connection, folded.id)
    if folded.withdrawn:
        remove(connection, folded.id)
        _put_aside(connection, [folded])
        return (row.number,)
    prepared, rowid = prepare(folded, rules), row.rowid
    now = _named(prepared.row)
    if folded.number == row.number:
        now["to_decide"] = folded.decisions_of(rules.unit) | row.to_decide & DOUBLED
    before, after = month_sums.stored_row(connection, rowid), month_sums.row_of(now)
    _UPDATE.run(connection, now | {"row": rowid})
    month_sums.change(connection, rowid, before, after)
    search.replace(connection, rowid, prepared.search_words)
    register_numbers.keep_former(connection, [folded])
    return () if folded.number == row.number else (row.number, folded.number)


@dataclass(frozen=True, slots=True)
class Ready:
    """A complaint folded of this history with this key (None: none came), before anybody knew whether all of it is new here.

    `places`: as they were called then.
    """

    history: Sequence[Event]
    key: bytes | None
    prepared: PreparedRow
    places: PlaceNames


def make_ready(histories: Mapping[str, Sequence[Event]], keys: Mapping[str, bytes], rules: Rules) -> dict[str, Ready]:
    """The long part of taking in new complaints, without a transaction that others would wait for."""
    ready: dict[str, Ready] = {}
    for case, history in histories.items():
        key = keys.get(case)
        folded = fold(history, no_identity if key is None else opener_with(key))
        if folded is not None and not folded.erased:
            ready[case] = Ready(history, key, prepare(folded, rules), rules.places)
    return ready


def project_all(
    connection: Connection,
    histories: Mapping[str, Sequence[Event]],
    keys: Mapping[str, bytes],
    rules: Rules,
    ready: Mapping[str, Ready],
) -> None:
    """Refolds several complaints, known or new, as `project` does one. `keys` are those of their identities that are here.

    `ready` were folded before the transaction; what turned out to have another history or key meanwhile is folded anew.
    """
    rules = now_called(connection, rules)
    standing = map(StandingRow._make, _ROWS_OF.run(connection, {"cases": json.dumps(list(histories))}))
    rows = {row.id: row for row in standing}
    numbers: set[str] = set()
    new: list[PreparedRow] = []
    aside: list[Complaint] = []
    for case, history in histories.items():
        key = keys.get(case)
        folded_ahead = ready.get(case)
        if (
            folded_ahead is not None
            and folded_ahead.key == key
            and folded_ahead.places is rules.places
            and len(folded_ahead.history) == len(history)
        ):
            folded, prepared = folded_ahead.prepared.folded, folded_ahead.prepared
        else:
            folded, prepared = fold(history, no_identity if key is None else opener_with(key)), None
        if folded is None:
            continue
        if case in rows:
            numbers.update(_change(connection, folded, rows[case], rules))
        elif folded.withdrawn:
            aside.append(folded)
        else:
            new.append(prepared or prepare(folded, rules))
            numbers.add(folded.number)
    _put_aside(connection, aside)
    _store_new(connection, new)
    register_numbers.mark(connection, numbers, rules.unit)


def remove(connection: Connection, complaint_id: str) -> None:
    """Takes a complaint out of list and search: it was withdrawn, or its events have gone over to another id.

    Whose number it shared must be marked anew.
    """
    register_numbers.forget_former(connection, complaint_id)
    row = _ROW_OF.first(connection, {"complaint_id": complaint_id})
    if row is not None:
        search.DELETE.run(connection, {"rowid": row[0]})
        month_sums.change(connection, row[0], month_sums.stored_row(connection, row[0]), None)
        connection.execute(delete(complaint).where(complaint.c.rowid == row[0]))


def project_recorded(connection: Connection, folded: Iterable[Complaint], rules: Rules) -> None:
    """Stores complaints that were recorded in this transaction, under numbers that nobody else has: no mark is to be changed."""
    [(last, names)] = _BEFORE_NEW.run(connection, {})
    rules = rules.called(SPELLED if names is None else place_names.names_in(names))
    _store_new(connection, [prepare(folded_complaint, rules) for folded_complaint in folded], last)


def project_new(connection: Connection, folded: Iterable[Complaint], rules: Rules) -> None:
    """Stores complaints that have no row yet, in bulk; those that were withdrawn get none."""
    rules = now_called(connection, rules)
    aside: list[Complaint] = []
    new: list[PreparedRow] = []
    for folded_complaint in folded:
        if folded_complaint.withdrawn:
            aside.append(folded_complaint)
        else:
            new.append(prepare(folded_complaint, rules))
    _put_aside(connection, aside)
    _store_new(connection, new)
    register_numbers.mark(connection, [prepared.folded.number for prepared in new], rules.unit)


def _put_aside(connection: Connection, complaints: Sequence[Complaint]) -> None:
    """Withdrawn complaints stay readable under their numbers."""
    if not complaints:
        return
    _ASIDE.run_many(
        connection, [{"id": folded_complaint.id, "number": folded_complaint.number} for folded_complaint in complaints]
    )
    register_numbers.keep_former(connection, complaints)


def _store_new(connection: Connection, new: Sequence[PreparedRow], last: int | None = None) -> None:
    """`last`: the row id behind which they come, where it was asked for already."""
    if not new:
        return
    first = 1 + (_BEFORE_NEW.run(connection, {})[0][0] if last is None else last)
    run_many(connection, _INSERT, [(first + i, *prepared.row) for i, prepared in enumerate(new)])
    search.put(connection, [(first + i, prepared.search_words) for i, prepared in enumerate(new)])
    month_sums.add(connection, first, [_counted(prepared.row) for prepared in new])
    register_numbers.keep_former(connection, [prepared.folded for prepared in new])


def load(connection: Connection, complaint_id: str, *, with_identity: bool) -> Complaint | None:
    """The complaint folded from the log."""
    history = log.history(connection, complaint_id)
    folded = fold(history, opener(connection, complaint_id) if with_identity else no_identity)
    return None if folded is None else place_names.located(connection, folded)


def find(connection: Connection, number_or_id: str, unit: str = "") -> str | None:
    """The id of the complaint with this id, register number (also a former one) or tracking code.

    Of several offices' same number, this unit's.
    """
    name = clean(number_or_id)
    complaint_id = connection.scalar(select(complaint.c.id).where(complaint.c.id == name))
    if complaint_id is None:
        complaint_id = next((holder.id for holder in register_numbers.holders(connection, name, unit)), None)
    if complaint_id:
        return complaint_id
    code = name.upper()
    complaint_id = connection.scalar(select(complaint.c.id).where(complaint.c.tracking_code == code))
    if complaint_id is None:
        former = select(former_number.c.complaint).where(former_number.c.number == name)
        is_named = (withdrawn.c.id == name) | (withdrawn.c.number == name) | withdrawn.c.id.in_(former)
        aside = select(withdrawn.c.id).where(is_named)
        return connection.scalar(aside)
    return complaint_id


def to_reread(connection: Connection) -> list[str]:
    """The complaints of which an earlier version couldn't read all, when this one may; `reread` notes that it has."""
    if kept_values.load(connection, READ_BY, int) == shape():
        return []
    return [case for (case,) in _NEWER.run(connection, {})]


def has_reread(connection: Connection) -> None:
    kept_values.save(connection, READ_BY, shape())


def outdated(connection: Connection) -> bool:
    """Whether a migration left rows that `rebuild` must fill."""
    return _OUTDATED.first(connection, {}) is not None


def rebuild(
    connection: Connection, rules: Rules, report_progress: Callable[[int, int], object] = lambda _count, _total: None
) -> int:
    """Makes every row and search entry anew from the log; returns how many. Row ids follow the order of recording."""
    connection.execute(delete(setting).where(setting.c.name == OUTDATED))
    connection.execute(delete(complaint))
    connection.execute(delete(withdrawn))
    connection.execute(delete(former_number))
    month_sums.forget(connection)
    search.forget_all(connection)
    place_names.renew(connection, rules.unit)
    rules = now_called(connection, rules)
    first = func.min(event.c.position)
    ids = connection.scalars(
        select(event.c.complaint).where(event.c.complaint != "").group_by(event.c.complaint).order_by(first)
    ).all()
    count = 0
    for start in range(0, len(ids), 500):
        report_progress(start, len(ids))
        batch = (load(connection, complaint_id, with_identity=True) for complaint_id in ids[start : start + 500])
        complaints = [loaded for loaded in batch if loaded is not None]
        if complaints:
            project_new(connection, complaints, rules)
        count += len(complaints)
    return count
