"""Records complaints: a draft becomes one event (and one for each attachment), durable before anyone is told its number."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from secrets import token_bytes

from msgspec import Struct
from sqlalchemy import Connection, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from complaints import draft as drafts
from complaints import numbering
from complaints.attachment import MOST_FILES
from complaints.draft import Draft
from complaints.errors import InvalidField, OfficeError
from complaints.events import AnyStep, Attached, Event, Facts, Recorded, Register
from complaints.fold import OpenIdentity, fold
from complaints.identity import KEY_BYTES, Identity, seal
from complaints.numbering import Number, tracking_code
from complaints.phrases import phrase
from desktop.store import log, projection, register_numbers
from desktop.store.attachments import Attachments, Content, KeptFile, read
from desktop.store.log import Author, NewEvent
from desktop.store.projection import Rules
from desktop.store.schema import counter, identity_key
from desktop.store.statement import Statement

_COUNTER_ROW = upsert(counter)
_COUNT = Statement(
    _COUNTER_ROW.on_conflict_do_update(
        index_elements=["year", "letter"], set_={"last": counter.c.last + _COUNTER_ROW.excluded.last}
    ).returning(counter.c.last)
)
_KEYS = Statement(insert(identity_key))


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the complainant gets: the register number, and the tracking code that only they know.

    For a sealed complaint a number of its own and no code; `sealed_for` is the fingerprint of the key that it was closed with.
    """

    id: str
    number: str
    tracking_code: str
    sealed_for: str = ""


class Drawn(Struct, frozen=True, gc=False):
    """What is random of a new complaint: the key of its identity, with the identity that it seals, and its tracking code."""

    key: bytes
    sealed: bytes
    tracking_code: str


class CheckedDraft(Struct, frozen=True, gc=False):
    """A draft that passed every check: nothing in it can be refused any more. `drawn`: where that was done ahead."""

    facts: Facts
    identity: Identity
    files: tuple[KeptFile, ...]
    on: date
    steps: tuple[AnyStep, ...] = ()
    register: Register | None = None
    drawn: Drawn | None = None


@dataclass(frozen=True, slots=True)
class Entered:
    """A complaint from elsewhere, with the steps that were taken there, in an order that the workflow allows.

    `register`: what the register that it comes from doesn't know; None where it comes from none. `files` are attached with it.
    """

    draft: Draft
    steps: tuple[AnyStep, ...] = ()
    register: Register | None = None
    files: tuple[Content, ...] = ()


def prepare(
    draft: Draft,
    files: Sequence[Content],
    attachments: Attachments | None,
    today: date,
    *,
    steps: tuple[AnyStep, ...] = (),
    register: Register | None = None,
) -> CheckedDraft:
    """Checks the draft and keeps its files; a sealed one is recorded elsewhere (sealing.py). Raises InvalidField.

    `steps` and `register`: as in `Entered`.
    """
    if draft.sealed:
        raise InvalidField(
            "sealed", phrase("Aduan tersegel hanya dapat dicatat satu per satu. Yang ini tidak disimpan.")
        )
    if len(files) + len(draft.attachments) > MOST_FILES:
        raise InvalidField(
            "attachments",
            phrase("Terlalu banyak lampiran: paling banyak {limit} berkas sekali catat.", limit=MOST_FILES),
        )
    facts, identity = drafts.facts(draft, today), drafts.identity(draft, today)
    contents = [*(read(Path(name)) for name in draft.attachments), *files]
    stored = tuple({file.sha256: file for file in map(attachments.keep, contents)}.values()) if attachments else ()
    return CheckedDraft(facts, identity, stored, draft.received_on or today, steps, register)


def next_number(connection: Connection, year: int, letter: str, unit: str) -> Number:
    """The number that the next complaint will get if nobody else records before."""
    query = select(counter.c.last).where(counter.c.year == year, counter.c.letter == letter)
    number = Number(year, letter, (connection.scalar(query) or 0) + 1)
    while register_numbers.used(connection, [str(number)], unit):
        number = replace(number, counter=number.counter + 1)
    return number


def take_numbers(connection: Connection, year: int, letter: str, count: int, unit: str) -> list[Number]:
    """So many numbers of this year that no complaint of the unit has or had, as far as this PC knows; nobody else gets them here."""
    taken: list[Number] = []
    while len(taken) < count:
        wanted = count - len(taken)
        counted = _COUNT.first(connection, {"year": year, "letter": letter, "last": wanted})
        assert counted is not None
        numbers = [Number(year, letter, counted[0] - wanted + place) for place in range(1, wanted + 1)]
        used = register_numbers.used(connection, [str(number) for number in numbers], unit)
        taken += [number for number in numbers if str(number) not in used]
    return taken


def record(
    connection: Connection, prepared: Sequence[CheckedDraft], author: Author, rules: Rules, now_ms: int
) -> list[Receipt]:
    """Appends and projects these complaints within the caller's transaction; all of them or none."""
    entries: list[NewEvent] = []
    keys: list[bytes] = []
    for complaint, number in zip(prepared, _numbers(connection, prepared, author), strict=True):
        drawn = complaint.drawn or draw(complaint.identity)
        step = Recorded(
            complaint.on, str(number), drawn.tracking_code, complaint.facts, drawn.sealed, complaint.register
        )
        entries.append(NewEvent(None, (), step))
        entries.extend(
            NewEvent(None, (), Attached(complaint.on, f.sha256, f.name, f.media_type, f.size)) for f in complaint.files
        )
        entries.extend(NewEvent(None, (), step) for step in complaint.steps)
        keys.append(drawn.key)
    cases = list(_by_complaint(log.append(connection, author, entries, now_ms)))
    _KEYS.run_many(
        connection, [{"complaint": case[0].complaint, "key": key} for case, key in zip(cases, keys, strict=True)]
    )
    folded = [fold(case, _opener(complaint.identity)) for complaint, case in zip(prepared, cases, strict=True)]
    recorded = [recorded_complaint for recorded_complaint in folded if recorded_complaint is not None]
    projection.project_recorded(connection, recorded, rules)
    return [Receipt(complaint.id, complaint.number, complaint.tracking_code) for complaint in recorded]


def draw(identity: Identity) -> Drawn:
    key = token_bytes(KEY_BYTES)
    # The identity is the first thing sealed with this key.
    return Drawn(key, seal(identity, key), tracking_code(token_bytes(numbering.RANDOM_BYTES)))


def _opener(identity: Identity) -> OpenIdentity:
    """Gives the identity that is being recorded, without decrypting what was sealed a moment ago."""
    return lambda _sealed: identity


def _numbers(connection: Connection, prepared: Sequence[CheckedDraft], author: Author) -> Iterator[Number]:
    """The next number of its year for each, in their order."""
    years = Counter(complaint.on.year for complaint in prepared)
    numbers = {
        year: iter(take_numbers(connection, year, author.device.letter, count, author.unit))
        for year, count in years.items()
    }
    for complaint in prepared:
        yield next(numbers[complaint.on.year])


def _by_complaint(events: Iterable[Event]) -> Iterator[list[Event]]:
    case: list[Event] = []
    for event in events:
        if case and event.complaint != case[0].complaint:
            yield case
            case = []
        case.append(event)
    if case:
        yield case


def prepare_each(
    rows: Iterable[Draft | Entered | CheckedDraft | OfficeError], attachments: Attachments | None, today: date
) -> Iterator[CheckedDraft | OfficeError]:
    """For an import: each row prepared, or the reason why it can't be recorded. What was prepared elsewhere passes.

    `attachments`: None where no row has any.
    """
    for row in rows:
        if isinstance(row, CheckedDraft | OfficeError):
            yield row
            continue
        entered = row if isinstance(row, Entered) else Entered(row)
        try:
            yield prepare(
                entered.draft, entered.files, attachments, today, steps=entered.steps, register=entered.register
            )
        except OfficeError as refusal:
            yield refusal.as_value()
