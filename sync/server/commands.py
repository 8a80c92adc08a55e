"""What the words of the command line do: each gets what was typed, and prints what it found."""

import csv
import getpass
import json
import os
import sys
from argparse import Namespace
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from msgspec import structs

from complaints import clock
from complaints.errors import OfficeError
from complaints.events import decode
from complaints.numbering import parse_sealed_receipt
from complaints.policy import parse_policy
from complaints.sealed import CannotOpen, fingerprint, parse_public_key
from sync.messages import Notice
from sync.server import accounts, backup, escrow, inspectorate, listing, notice, offices, private_key, units
from sync.server.check import check
from sync.server.entitlement import is_code
from sync.server.options import Options
from sync.server.reckoning import NEVER
from sync.server.refold import refold
from sync.server.statement import Statement, Transaction

PASSWORD = "ADUAN_DISTRIK_PASSWORD"
_KEYS_OF_LOG = Statement(
    "SELECT device, seq, content FROM event WHERE device > :device OR (device = :device AND seq > :seq) ORDER BY device, seq LIMIT 2000"
)
_EVENT = Statement("SELECT content FROM event WHERE device = :device AND seq = :seq")


class Failed(OfficeError):
    pass


def options(given: Namespace) -> Options:
    os.umask(0o077)
    return Options(given.data, given.database or "", given.files or "", given.keys)


def serve(given: Namespace) -> None:
    from sync.server.serving import Serving, serve

    if bool(given.certificate) != bool(given.key):
        raise Failed("TLS memerlukan --certificate dan --key bersama-sama.")
    proxy = tuple(given.proxy)
    paces = (given.device_pace, given.address_pace)
    serve(Serving(options(given), given.host, given.port, given.workers, given.certificate, given.key, proxy, *paces))


def enrol_code(given: Namespace) -> None:
    if not is_code(given.unit):
        raise Failed(f"“{given.unit}” bukan kode unit. Tulislah seperti 73.07.04.2009.")
    code = options(given).open().issue_code(given.unit)
    sys.stdout.write(f"Kode pendaftaran untuk {given.unit}, berlaku 14 hari untuk satu komputer: {code}\n")


def admin_create(given: Namespace) -> None:
    district = options(given).open()
    password = os.environ.get(PASSWORD) or getpass.getpass("Kata sandi: ")
    district.database.write(lambda t: accounts.create(t, given.name, password, district.now()))
    sys.stdout.write(f"Akun {given.name} siap dipakai.\n")


def units_import(given: Namespace) -> None:
    found = units.parse(_text(given.file))
    options(given).open().database.write(lambda t: units.put(t, found))
    sys.stdout.write(f"{len(found)} unit disimpan.\n")


def district(given: Namespace) -> None:
    """Changes what is given, and shows the notice as all offices have it."""
    changes: dict[str, object] = {}
    for field, value in (("unit", given.code), ("name", given.name), ("contact", given.contact)):
        if value is not None:
            changes[field] = value.strip()
    for field, value in (("inspectorate", given.inspectorate), ("escrow", given.escrow)):
        if value is not None:
            changes[field] = parse_public_key(value) if value else b""
    if given.policy is not None:
        changes["policy"] = _text(given.policy)
        parse_policy(_text(given.policy))
    if given.holidays is not None:
        changes["holidays"] = _holidays(_text(given.holidays))
    opened = options(given).open()
    told = opened.database.write(
        lambda t: notice.change(t, lambda known: structs.replace(known, **changes))  # pyright: ignore[reportArgumentType]
    )
    if "policy" in changes or "holidays" in changes:
        count = refold(opened)
        sys.stderr.write(f"Tenggat {count} pengaduan berubah.\n")
    _line(_notice_fields(told))


def escrow_key(given: Namespace) -> None:
    opened = options(given).open()
    public = private_key.make(given.file)
    opened.database.write(lambda t: notice.change(t, lambda known: structs.replace(known, escrow=public)))
    sys.stdout.write(
        f"Kunci pribadi ada di {given.file}: simpan di luar server, terkunci. Kantor menerima bagian publiknya pada sinkronisasi berikutnya.\n"
    )


def open_escrow(given: Namespace) -> None:
    sys.stdout.write(escrow.recovery_code(given.vault, given.key) + "\n")


def inspectorate_key(given: Namespace) -> None:
    """Touches no database: the Inspektorat makes its key on its own machine, and gives only the public part away."""
    public = private_key.make(given.file)
    sys.stderr.write(
        f"Kunci pribadi Inspektorat ada di {given.file}: simpan dan cadangkan di luar server; tanpa berkas itu tidak seorang pun "
        "dapat membuka aduan tersegel. Umumkan bagian publiknya dengan: aduan-distrik district --inspectorate KUNCI\n"
    )
    sys.stdout.write(f"{public.hex()}\nSidik kunci: {fingerprint(public)}\n")


def open_sealed(given: Namespace) -> None:
    """One JSON object a sealed complaint; with --out also a folder for each, with its attachments."""
    key = private_key.read(given.key)
    wanted = {parse_sealed_receipt(one) for one in given.receipt}
    opened = options(given)
    shelf = opened.shelf()
    found: set[str] = set()
    failed: set[str] = set()

    def work(transaction: Transaction) -> None:
        for event, step in inspectorate.events(transaction):
            if wanted and step.receipt not in wanted:
                continue
            found.add(step.receipt)
            try:
                one = inspectorate.opened(transaction, shelf, event, step, key)
            except CannotOpen as refusal:
                failed.add(step.receipt)
                sys.stderr.write(f"{step.receipt}: {refusal.sentence}\n")
                continue
            fields = one.fields()
            if given.out:
                content = json.dumps(fields, ensure_ascii=False, indent=2).encode()
                place = given.out / inspectorate.folder_name(event, step)
                inspectorate.unpack(one, place, content)
                fields["folder"] = str(place)
            if not one.fits:
                failed.add(step.receipt)
                sys.stderr.write(f"{step.receipt}: isinya menyebut tanda terima atau kantor lain; selidiki asalnya.\n")
            if not one.arrived:
                sys.stderr.write(f"{step.receipt}: lampirannya belum tiba dari kantor; buka lagi nanti.\n")
            _line(fields)

    opened.open().database.snapshot(work)
    missing = wanted - found
    if missing:
        raise Failed(
            f"Tidak ada di sini: {', '.join(sorted(missing))}. Periksa nomornya, atau tunggu kantornya mengirim."
        )
    if failed:
        raise Failed(f"{len(failed)} aduan tersegel tidak dapat dibuka atau tidak cocok. Yang lain sudah ditulis.")


def device_list(given: Namespace) -> None:
    for pc in options(given).open().database.read(lambda t: offices.pcs(t, given.unit or "")):
        _line(
            pc._asdict()
            | {"enrolled_at": _time(pc.enrolled_at), "seen_at": _time(pc.seen_at), "revoked_at": _time(pc.revoked_at)}
        )


def device_revoke(given: Namespace) -> None:
    district = options(given).open()
    district.database.write(lambda t: offices.revoke(t, given.id, district.now()))
    sys.stdout.write(f"Akses komputer {given.id} dicabut.\n")


def list_complaints(given: Namespace) -> None:
    district = options(given).open()
    today = datetime.now(UTC).date().toordinal()
    query = listing.Query(given.unit or "", given.status or "", today if given.overdue else 0)

    def receipts(transaction: Transaction) -> None:
        for one in inspectorate.receipts(transaction):
            if given.json:
                _line({"receipt": one.receipt, "unit": one.unit, "on": one.on.isoformat()})
            else:
                sys.stdout.write(f"{one.unit:<14} {one.receipt} {one.on}\n")

    def work(transaction: Transaction) -> None:
        for row in listing.everything(transaction, query):
            if given.json:
                _line(
                    row._asdict()
                    | {name: bool(getattr(row, name)) for name in ("anonymous", "confidential", "needs_decision")}
                    | {"overdue": row.is_overdue(today), "due_on": _day(row.due_day)}
                )
            else:
                sys.stdout.write(f"{row.unit:<14} {row.number:<13} {row.received_on} {row.stage:<18} {row.title}\n")

    district.database.snapshot(receipts if given.sealed else work)


def log(given: Namespace) -> None:
    """Every event by (at, device, seq); only their places are held in memory."""

    def work(transaction: Transaction) -> None:
        places: list[tuple[int, str, int]] = []
        device, seq = "", 0
        while rows := transaction.rows(_KEYS_OF_LOG, device=device, seq=seq):
            places += [(decode(content).at, device, seq) for device, seq, content in rows]
            device, seq, _ = rows[-1]
        for at, device, seq in sorted(places):
            row = transaction.first(_EVENT, device=device, seq=seq)
            assert row is not None
            event = decode(row[0])
            made = clock.moment(at).isoformat(timespec="milliseconds")
            step = type(event.step).__name__
            if given.json:
                saw = [f"{device}-{seq}" for device, seq in event.saw]
                place = {"id": event.id, "device": device, "seq": seq, "at": at, "time": made}
                author = {"complaint": event.complaint, "actor": event.actor, "unit": event.unit}
                _line(place | author | {"saw": saw, "type": step})
            else:
                sys.stdout.write(f"{made} {event.id} {step} {event.complaint} {event.unit}\n")

    options(given).open().database.snapshot(work)


def check_all(given: Namespace) -> None:
    opened = options(given)
    problems = 0
    if given.repair:
        sys.stdout.write(f"{refold(opened.open())} pengaduan dilipat ulang dari peristiwanya.\n")
    for sentence in check(opened.open(), opened.shelf()):
        sys.stdout.write(sentence + "\n")
        problems += 1
    if problems:
        raise Failed(f"{problems} masalah ditemukan. Tidak ada yang diubah.")
    sys.stdout.write("Semua utuh: rantai peristiwa, umpan, pengaduan, kunci identitas dan lampiran.\n")


def back_up(given: Namespace) -> None:
    count = backup.back_up(options(given), given.file)
    sys.stdout.write(
        f"Cadangan {given.file} ditulis dan diperiksa ({count} lampiran). Berkas kunci tidak di dalamnya: simpan terpisah.\n"
    )


def restore(given: Namespace) -> None:
    opened = options(given)
    backup.restore(opened, given.file)
    keys = opened.keys_file
    hint = "" if keys.exists() else f" Letakkan berkas kunci di {keys} sebelum menjalankan server."
    sys.stdout.write(
        f"Dipulihkan ke {opened.data}. Kantor-kantor mengirim kembali yang hilang pada sinkronisasi berikutnya.{hint}\n"
    )


def _holidays(text: str) -> dict[str, str]:
    """{'2026-12-24': 'Cuti bersama'} from CSV lines of date and name."""
    found: dict[str, str] = {}
    for number, row in enumerate(csv.reader(text.splitlines()), 1):
        if not any(row) or row[0].strip().lower() in ("date", "tanggal"):
            continue
        try:
            found[date.fromisoformat(row[0].strip()).isoformat()] = row[1].strip()
        except (ValueError, IndexError):
            raise Failed(f"Baris {number} daftar hari libur harus “2026-12-24,Nama”. Tidak ada yang diubah.") from None
    return found


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Failed(f"Berkas {path} tidak dapat dibaca ({type(error).__name__}). Tidak ada yang diubah.") from error


def _notice_fields(told: Notice) -> dict[str, object]:
    return {
        "version": told.version, "unit": told.unit, "name": told.name, "contact": told.contact,
        "inspectorate": told.inspectorate.hex(), "escrow": told.escrow.hex(), "bundle_key": told.bundle_key.hex(),
        "signing_key": told.signing_key.hex(), "agencies": len(told.agencies), "holidays": told.holidays, "policy": told.policy,
    }  # fmt: skip


def _time(ms: int | None) -> str | None:
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="seconds") if ms else None


def _day(ordinal: int) -> str | None:
    return None if ordinal >= NEVER else date.fromordinal(ordinal).isoformat()


def _line(fields: Mapping[str, object]) -> None:
    sys.stdout.write(json.dumps(fields, ensure_ascii=False) + "\n")
