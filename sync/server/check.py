"""Checks the district's data: chains, feeds, complaints against their events, identity keys, files."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec
from nacl.exceptions import CryptoError

from complaints.complaint import IS_NEWER
from complaints.events import Event, chain_hash, decode
from sync.server import entitlement, listing, month_sums
from sync.server.district import District
from sync.server.projection import COLUMNS, NEITHER, Projected, project
from sync.server.pull import LARGEST_EVENT
from sync.server.reckoning import NOT_DUE
from sync.server.shelf import Shelf, is_whole
from sync.server.statement import COUNTING, PortableStatement, Transaction

_DEVICES = PortableStatement("SELECT id, head_seq, head_hash FROM device ORDER BY id")
_CHAIN = PortableStatement(
    "SELECT seq, content FROM event WHERE device = :device AND seq > :after AND seq <= :head ORDER BY seq LIMIT 1000"
)
_COMPLAINTS = PortableStatement(f"SELECT {COLUMNS} FROM complaint WHERE id > :after ORDER BY id LIMIT 500")
_HISTORIES = PortableStatement(
    f"SELECT content FROM event e WHERE complaint IN :ids AND {COUNTING} ORDER BY device, seq"
)
_FEEDS = PortableStatement(
    "SELECT f.unit, e.complaint, f.device, f.seq FROM feed f JOIN event e ON e.device = f.device AND e.seq = f.seq "
    "WHERE e.complaint IN :ids AND f.withheld = :no"
)
_ORPHANS = PortableStatement(
    "SELECT count(*) FROM event e WHERE e.complaint <> '' AND NOT EXISTS (SELECT 1 FROM complaint c WHERE c.id = e.complaint)"
)
_LOST = PortableStatement(
    "SELECT count(*) FROM feed f WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.device = f.device AND e.seq = f.seq)"
)
_STRAYS = PortableStatement("SELECT count(*) FROM stray")
_KEYS = PortableStatement("SELECT complaint, sealed FROM identity_key")
_FILES = PortableStatement("SELECT DISTINCT sha256, size FROM file")


@dataclass(slots=True)
class KeptBack:
    """How many events of complaints reach no office: one might stop at them, or they are too large for an answer.

    `newer` names the complaints that a newer version recorded: unit, number and title; `doubled` the numbers that several complaints of
    a unit have, and how many.
    """

    events: int = 0
    newer: list[str] = field(default_factory=list[str])
    doubled: list[tuple[str, str, int]] = field(default_factory=list[tuple[str, str, int]])


def check(district: District, shelf: Shelf, kept_back: KeptBack | None = None) -> Iterator[str]:
    """A sentence for each fault; none when all is well. Reads one state of the database; `kept_back` counts, too."""
    counted = kept_back or KeptBack()
    yield from district.database.snapshot(
        lambda t: [*broken_chains(t), *_cases(t, district, counted), *_sums(t), *_counts(t), *_keys(t, district)]
    )
    for sha256, size in district.database.read(lambda t: t.rows(_FILES)):
        if not shelf.has(sha256):
            yield f"Lampiran {sha256[:12]}… hilang dari penyimpanan. Pulihkan dari cadangan."
        elif not is_whole(shelf, sha256, size):
            yield f"Lampiran {sha256[:12]}… rusak di penyimpanan: isinya bukan yang dikirim. Pulihkan dari cadangan."


def broken_chains(transaction: Transaction) -> Iterator[str]:
    for device, head_seq, head_hash in transaction.rows(_DEVICES):
        seq, hash = 0, b""
        while seq < head_seq:
            rows = transaction.rows(_CHAIN, device=device, after=seq, head=head_seq)
            for next_seq, content in rows:
                if next_seq != seq + 1:
                    break
                seq, hash = next_seq, chain_hash(hash, content)
            if not rows or rows[-1][0] != seq:
                break
        if (seq, hash) != (head_seq, bytes(head_hash)):
            yield f"Rantai peristiwa komputer {device} putus setelah nomor {seq}."


def _cases(transaction: Transaction, district: District, kept_back: KeptBack) -> Iterator[str]:
    kept_back.doubled += listing.doubled(transaction)
    reckoning, unit = district.own_desk()
    after = ""
    while rows := [Projected(*row) for row in transaction.rows(_COMPLAINTS, after=after)]:
        after = rows[-1].id
        ids = [row.id for row in rows]
        histories: dict[str, list[Event]] = {id: [] for id in ids}
        for (content,) in transaction.rows(_HISTORIES, ids=ids):
            kept_back.events += len(content) > LARGEST_EVENT
            try:
                event = decode(content)
            except (msgspec.DecodeError, ValueError):
                yield "Sebuah peristiwa tidak terbaca lagi. Pulihkan dari cadangan."
                continue
            histories[event.complaint].append(event)
        feeds: dict[str, list[tuple[str, str, int]]] = {id: [] for id in ids}
        for reader, complaint, device, seq in transaction.rows(_FEEDS, ids=ids, no=False):
            feeds[complaint].append((reader, device, seq))
        kept_back.newer += [f"{row.unit} {row.number} {row.title}".strip() for row in rows if row.newer == IS_NEWER]
        for row in rows:
            history = histories[row.id]
            entitled = entitlement.entitled(history, unit)
            if _plain(project(row.id, history, entitled, reckoning)) != _plain(row):
                yield f"Pengaduan {row.id} tidak sama dengan peristiwanya."
            expected = Counter(
                (u, e.device, e.seq) for e in history for u in entitlement.reach(e, entitled) if u != unit
            )
            stopping = {(e.device, e.seq) for e in history if entitlement.stops_offices(e)}
            kept_back.events += len(stopping)
            # Versions up to 1.0.0 delivered these, too.
            delivered = Counter(place for place in feeds[row.id] if place[1:] not in stopping)
            # A recording comes again when its key came behind it (intake.py).
            surplus = [f"{device}-{seq}" for (_, device, seq) in delivered - expected]
            if expected - delivered or delivered.keys() - expected.keys() or any(id != row.id for id in surplus):
                yield f"Umpan pengaduan {row.id} tidak sesuai haknya."


def _plain(row: Projected) -> tuple[object, ...]:
    """Without what the policy and the calendar of today give; SQLite has no booleans."""
    row = row._replace(due_day=NOT_DUE, in_time=NEITHER, answer_due=NOT_DUE, late_day=NOT_DUE)
    return tuple(int(value) if isinstance(value, bool) else value for value in row)


def _sums(transaction: Transaction) -> Iterator[str]:
    for month, unit in month_sums.differing(transaction):
        yield f"Jumlah {unit} untuk {month} tidak sama dengan pengaduannya. Perbaiki dengan: check --repair"


def _counts(transaction: Transaction) -> Iterator[str]:
    for statement, sentence in (
        (_ORPHANS, "{} peristiwa tidak termasuk pengaduan mana pun."),
        (_LOST, "{} baris umpan menunjuk peristiwa yang tidak ada."),
        (_STRAYS, "{} peristiwa kembali dari kantor dengan isi lain di bawah nomor yang sama; periksa tabel stray."),
    ):
        [(count,)] = transaction.rows(statement)
        if count:
            yield sentence.format(count)


def _keys(transaction: Transaction, district: District) -> Iterator[str]:
    for complaint, sealed in transaction.rows(_KEYS):
        try:
            district.keys.unwrap(complaint, bytes(sealed))
        except CryptoError:
            yield f"Kunci identitas pengaduan {complaint} tidak terbuka dengan berkas kunci ini."
