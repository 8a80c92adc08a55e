"""Looks whether the store is as it was written: pages, chain, hashes, projections, attachments; and mends what can be made anew."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, bindparam, select, text

from complaints.complaint import DOUBLED, IS_NEWER, Complaint
from complaints.errors import InvalidField, OfficeError
from complaints.events import Attached, Erased, Event, chain_hash, decode_any_step
from complaints.fold import fold
from complaints.numbering import parse_number
from complaints.phrases import Phrase, phrase
from desktop.store import kept_values, month_sums, projection, register_numbers
from desktop.store.attachments import Attachments
from desktop.store.database import StoreDamaged, connect, database_errors, reading, writing
from desktop.store.projection import Rules
from desktop.store.register_numbers import NumberHolder
from desktop.store.schema import complaint, counter, event, file, identity_key
from desktop.store.settings import Settings
from desktop.store.statement import Statement

Progress = Callable[[int, int], bool]
_ROWS = Statement(select(complaint))
_NEWER = Statement(
    select(complaint.c.number, complaint.c.title)
    .where(text(f"newer AND newer = {IS_NEWER}"))
    .order_by(complaint.c.number)
)
_COLUMNS = [column.name for column in complaint.c]
_KEY = Statement(select(identity_key.c.complaint).where(identity_key.c.complaint == bindparam("id")))


@dataclass(frozen=True, slots=True)
class CheckReport:
    """`problems` are phrases; `mended` tells what making projections anew put right.

    `unreadable` steps of others were laid aside, each by itself: they are kept as they came, and nothing here is damaged.
    `newer` names each complaint that a newer version recorded, of which not all can be read here. `doubled` are the complaints that share
    a register number, those of one number together, until the office gives the later one a number of its own.
    """

    events: int
    complaints: int
    attachments: int
    problems: tuple[Phrase, ...]
    mended: tuple[Phrase, ...]
    unreadable: int = 0
    newer: tuple[Phrase, ...] = ()
    doubled: tuple[tuple[NumberHolder, ...], ...] = ()

    @property
    def clean(self) -> bool:
        return not self.problems


def verify_log(database: Path, key: bytes) -> tuple[int, int]:
    """Reads a copy of the store whole: page checksums and each device's chain. Returns events and complaints.

    Raises StoreDamaged.
    """
    connection = connect(database, key, mode="ro")
    try:
        with database_errors():
            if connection.execute("PRAGMA cipher_integrity_check").fetchone() is not None:
                raise StoreDamaged
            rows: Iterator[Any] = connection.execute(
                "SELECT device, seq, complaint, at, content, hash FROM event ORDER BY device, seq"
            )
            events, _, faults = _chain(rows)
            if faults:
                raise StoreDamaged
            complaints = connection.execute("SELECT count(*) FROM complaint").fetchone()[0]
        return events, complaints
    finally:
        connection.close()


def check(
    engine: Engine, attachments: Attachments, rules: Rules, *, repair: bool = True, progress: Progress
) -> CheckReport:
    """Checks everything; with `repair`, projections that differ from their events are made anew."""
    problems: list[Phrase] = []
    with reading(engine) as connection:
        if connection.exec_driver_sql("PRAGMA cipher_integrity_check").first() is not None:
            problems.append(phrase("Sebagian halaman berkas data berubah di luar program. Pulihkan dari cadangan."))
        query = select(event.c.device, event.c.seq, event.c.complaint, event.c.at, event.c.content, event.c.hash)
        ordered = query.order_by(event.c.device, event.c.seq)
        events, unreadable, faults = _chain(iter(connection.execution_options(yield_per=1000).execute(ordered)))
        problems += faults
    with reading(engine) as connection:
        stale, files, kept_problems = _projections(connection, rules, progress)
    problems += kept_problems
    with reading(engine) as connection:
        expected = _expected(connection, files)
    problems += [
        phrase("Lampiran {digest}… hilang atau rusak. Pulihkan dari cadangan.", digest=digest[:12])
        for digest in sorted(expected)
        if not _intact(attachments, digest)
    ]
    mended: list[Phrase] = []
    # A damaged log is not what the rows should be made from: they may be all that is left.
    if stale and repair and not faults:
        with writing(engine) as connection:
            projection.rebuild(connection, rules)
            _raise_counters(connection)
        mended = stale
    elif stale:
        problems += stale
    with reading(engine) as connection:
        complaints = connection.scalar(text("SELECT count(*) FROM complaint")) or 0
        unreadable += connection.scalar(text("SELECT count(*) FROM unread")) or 0
        newer = tuple(_newer(connection))
        doubled = tuple(tuple(group) for group in register_numbers.marked(connection))
    return CheckReport(events, complaints, len(files), tuple(problems), tuple(mended), unreadable, newer, doubled)


def _newer(connection: Connection) -> Iterator[Phrase]:
    for number, title in _NEWER.run(connection, {}):
        yield phrase("Pengaduan {number} dicatat oleh versi lebih baru", number=f"{number} {title}".strip())


def _chain(rows: Iterator[Any]) -> tuple[int, int, list[Phrase]]:
    """Walks each device's chain: no gap, every hash follows from the one before, columns say what the content says.

    Of other offices' devices only some events are here, without hashes: those only have to be events. Returns how many there are,
    and how many with a step that can't be read.
    """
    count, unreadable, faults = 0, 0, list[Phrase]()
    device, expected, previous = "", 1, b""
    for row_device, seq, case, at, content, stored_hash in rows:
        count += 1
        if row_device != device:
            device, expected, previous = row_device, 1, b""
        name = f"{row_device}-{seq}"
        event = _decoded(content)
        unreadable += event is not None and not event.is_readable
        if stored_hash is None:
            if not _matches_columns(event, row_device, seq, case, at):
                faults.append(
                    phrase("Catatan {name} tidak terbaca sebagaimana ditulis. Pulihkan dari cadangan.", name=name)
                )
            continue
        if seq != expected:
            faults.append(
                phrase(
                    "Rantai catatan {device} terputus sebelum nomor {number}. Pulihkan dari cadangan.",
                    device=row_device,
                    number=seq,
                )
            )
        previous = chain_hash(previous, content)
        if previous != stored_hash:
            faults.append(phrase("Catatan {name} berubah sejak ditulis. Pulihkan dari cadangan.", name=name))
            previous = stored_hash
        elif not _matches_columns(event, row_device, seq, case, at):
            faults.append(
                phrase("Catatan {name} tidak terbaca sebagaimana ditulis. Pulihkan dari cadangan.", name=name)
            )
        expected = seq + 1
    return count, unreadable, faults


def _matches_columns(event: Event | None, device: str, seq: int, case: str, at: int) -> bool:
    """Whether this is an event that says the same as its columns."""
    return event is not None and (event.device, event.seq, event.complaint, event.at) == (device, seq, case, at)


def _decoded(content: bytes) -> Event | None:
    try:
        return decode_any_step(content)
    except msgspec.DecodeError:
        return None


def _projections(
    connection: Connection, rules: Rules, progress: Progress
) -> tuple[list[Phrase], set[str], list[Phrase]]:
    """Folds every complaint again: which projections differ, which files the log names, which identities lost their key."""
    stale: list[Phrase] = []
    problems: list[Phrase] = []
    files: set[str] = set()
    rules = projection.now_called(connection, rules)
    read = (dict(zip(_COLUMNS, row, strict=True)) for row in _ROWS.run(connection, {}))
    rows = {row["id"]: row for row in read}
    if not _sums_agree(connection, rows.values()):
        stale.append(phrase("Jumlah untuk pemantauan tidak sama dengan pengaduannya."))
    total = len(rows)
    unit = _unit(connection)
    if not _marked_rightly(rows.values(), rules.unit):
        stale.append(phrase("Tanda nomor register ganda tidak sama dengan nomornya."))
    former: set[tuple[str, str]] = set()
    for part, history in enumerate(_histories(connection)):
        if part % 200 == 0 and not progress(part, total):
            raise OfficeError(phrase("Pemeriksaan dihentikan. Tidak ada yang diubah."))
        folded = fold(history, projection.opener(connection, history[0].complaint))
        if folded is None:
            continue
        steps = (entry.event.step for entry in folded.history)
        files.update(step.sha256 for step in steps if isinstance(step, Attached) and step.names_file)
        stored = rows.pop(folded.id, None)
        former.update((folded.id, number) for number in folded.former_numbers)
        if folded.withdrawn:
            aside = stored is None and projection.find(connection, folded.id) == folded.id
            stale += (
                []
                if aside
                else [phrase("Tampilan pengaduan {number} tidak sama dengan riwayatnya.", number=folded.number)]
            )
        elif stored is None or not _is_row_of(folded, rules, stored):
            stale.append(phrase("Tampilan pengaduan {number} tidak sama dengan riwayatnya.", number=folded.number))
        # An anonymous complainant's key does not go to the offices that their complaint was forwarded to.
        needs_key = folded.unit == unit and not any(isinstance(event.step, Erased) for event in history)
        if needs_key and not _has_key(connection, folded.id):
            problems.append(
                phrase("Kunci identitas pengaduan {number} hilang. Pulihkan dari cadangan.", number=folded.number)
            )
    stale += [phrase("Tampilan {number} tidak punya riwayat.", number=row["number"]) for row in rows.values()]
    if former != register_numbers.all_former(connection):
        stale.append(phrase("Daftar nomor register lama tidak sama dengan riwayatnya."))
    indexed = connection.scalar(text("SELECT count(*) FROM search_docsize")) or 0
    if indexed != total:
        stale.append(phrase("Indeks pencarian tidak lengkap."))
    return stale, files, problems


def _is_row_of(folded: Complaint, rules: Rules, stored: Mapping[str, Any]) -> bool:
    """Whether a row says what its complaint's events say; that its number stands twice is no word of theirs."""
    row = {name: value for name, value in stored.items() if name != "rowid"}
    return projection.values(folded, rules) == row | {"to_decide": row["to_decide"] & ~DOUBLED}


def _marked_rightly(rows: Collection[Mapping[str, Any]], unit: str) -> bool:
    own = [row for row in rows if row["unit"] == unit and row["number"]]
    counts = Counter(row["number"] for row in own)
    marked = {row["id"] for row in rows if row["to_decide"] & DOUBLED}
    return marked == {row["id"] for row in own if counts[row["number"]] > 1}


def _sums_agree(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> bool:
    """Whether the sums kept by month are those of the rows; a sum that came back to nothing may stay as 0."""
    stored_sums = month_sums.load(connection)
    counted = month_sums.summed(map(month_sums.row_of, rows))
    return all(
        {mark: n for mark, n in stored_sums.get(month, {}).items() if n} == counted.get(month, {})
        for month in stored_sums.keys() | counted.keys()
    )


def _histories(connection: Connection) -> Iterator[list[Event]]:
    query = select(event.c.content).where(event.c.complaint != "").order_by(event.c.complaint, event.c.position)
    history: list[Event] = []
    for content in connection.execution_options(yield_per=1000).scalars(query):
        decoded = _decoded(content)
        if decoded is None:
            continue
        if history and history[0].complaint != decoded.complaint:
            yield history
            history = []
        history.append(decoded)
    if history:
        yield history


def _expected(connection: Connection, files: set[str]) -> set[str]:
    """The files that must be here: without those still to be got, and the reduced ones instead of their originals."""
    expected = set(files)
    for row in connection.execute(select(file).where(file.c.direction == "down")):
        expected.discard(row.sha256)
        if row.done and row.sha256 in files:
            expected.add(row.wire_sha256 or row.sha256)
    return expected


def _has_key(connection: Connection, complaint_id: str) -> bool:
    return _KEY.first(connection, {"id": complaint_id}) is not None


def _intact(attachments: Attachments, digest: str) -> bool:
    try:
        return sha256(attachments.load(digest)).hexdigest() == digest
    except OfficeError:
        return False


def _unit(connection: Connection) -> str:
    settings = kept_values.load(connection, "settings", Settings)
    return settings.unit_code if settings else ""


def _raise_counters(connection: Connection) -> None:
    """No counter stands below a number that was given."""
    last_counters = {(year, letter): last for year, letter, last in connection.execute(select(counter))}
    for number in connection.scalars(select(complaint.c.number).where(complaint.c.unit == _unit(connection))):
        try:
            parsed = parse_number(number)
        except InvalidField:
            continue  # of a recording that a newer version wrote otherwise
        if parsed.counter > last_counters.get((parsed.year, parsed.letter), parsed.counter):
            last_counters[parsed.year, parsed.letter] = parsed.counter
            same_counter = (counter.c.year == parsed.year) & (counter.c.letter == parsed.letter)
            connection.execute(counter.update().where(same_counter).values(last=parsed.counter))
