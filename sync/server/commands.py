"""The commands of the command line: each takes the parsed arguments and prints its result."""

import getpass
import json
import os
import sys
from argparse import Namespace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from msgspec import structs, to_builtins

from complaints import clock
from complaints.disposition import DispositionOrder
from complaints.errors import OfficeError
from complaints.events import decode
from complaints.ladder import parse_ladder
from complaints.numbering import parse_sealed_receipt
from complaints.phrases import phrase
from complaints.policy import parse_policy
from complaints.sealed import CannotOpen, fingerprint, parse_public_key
from sync.messages import Minimum, Notice
from sync.release.versions import is_version
from sync.server import (
    accounts,
    audit,
    backup,
    bundles,
    daily_round,
    disposing,
    district_settings,
    encrypting,
    escrow,
    health,
    in_place_of_unit,
    inspectorate,
    lapor_commands,
    listing,
    mail,
    notice,
    offices,
    permissions,
    private_key,
    public_address,
    quarantine,
    releases,
    rotation,
    unit_seats,
    units,
)
from sync.server import drill as restore_drill
from sync.server.check import KeptBack, check
from sync.server.entitlement import is_code
from sync.server.options import ServerOptions
from sync.server.own_device import OwnDevices, WrittenHead
from sync.server.reckoning import NOT_DUE
from sync.server.refold import refold
from sync.server.refusal import Refuse
from sync.server.statement import PortableStatement, Transaction
from sync.server.terminal import line, printable

PASSWORD = "ADUAN_DISTRIK_PASSWORD"
SHORTEST_REASON = 10  # letters that name a fault
_KEYS_OF_LOG = PortableStatement(
    "SELECT device, seq, content FROM event WHERE device > :device OR (device = :device AND seq > :seq) ORDER BY device, seq LIMIT 2000"
)
_EVENT = PortableStatement("SELECT content FROM event WHERE device = :device AND seq = :seq")


class Failed(OfficeError):
    pass


def options(arguments: Namespace) -> ServerOptions:
    os.umask(0o077)
    return ServerOptions(
        arguments.data, arguments.database or "", arguments.files or "", arguments.keys, encrypt=arguments.encrypt
    )


def serve(arguments: Namespace) -> None:
    from sync.server.serving import Serving, serve

    if bool(arguments.certificate) != bool(arguments.key):
        raise Failed(phrase("TLS memerlukan --certificate dan --key bersama-sama."))
    proxy = tuple(arguments.proxy)
    paces = (arguments.device_pace, arguments.address_pace)
    serve(
        Serving(
            options(arguments),
            arguments.host,
            arguments.port,
            arguments.workers,
            arguments.certificate,
            arguments.key,
            proxy,
            public_address.parse(arguments.public_address) if arguments.public_address else None,
            *paces,
            reminds=not arguments.no_remind,
        )
    )


LATEST_MS = 253_402_300_800_000  # the year 10000


def enrol_code(arguments: Namespace) -> None:
    if not is_code(arguments.unit):
        raise Failed(phrase("“{unit}” bukan kode unit. Tulislah seperti 73.07.04.2009.", unit=arguments.unit))
    code = options(arguments).open().issue_code(arguments.unit)
    sys.stdout.write(f"Kode pendaftaran untuk {arguments.unit}, berlaku 14 hari untuk satu komputer: {code}\n")


def typed_password(question: str, variable: str) -> str:
    """What is typed at the terminal, unseen. `variable` is where it may stand where nobody types."""
    try:
        return getpass.getpass(question)
    except EOFError as error:
        raise Failed(
            phrase(
                "Kata sandi tidak terbaca, dan tidak ada yang diubah. Ketiklah di terminal, atau letakkan di {variable}.",
                variable=variable,
            )
        ) from error


def admin_create(arguments: Namespace) -> None:
    district = options(arguments).open()
    password = os.environ.get(PASSWORD) or typed_password("Kata sandi: ", PASSWORD)
    district.database.write(lambda t: accounts.create(t, arguments.name, password, district.now()))
    sys.stdout.write(f"Akun {arguments.name} siap dipakai.\n")


def account_email(arguments: Namespace) -> None:
    district = options(arguments).open()
    district.database.write(lambda t: accounts.set_email(t, arguments.name, arguments.address))
    where = (
        f"Pengingat untuk {arguments.name} dikirim ke {arguments.address}."
        if arguments.address
        else f"{arguments.name} tidak lagi mendapat surel."
    )
    sys.stdout.write(f"{where}\n")


def account_create(arguments: Namespace) -> None:
    """With `ADUAN_DISTRIK_PASSWORD` the account has that password at once; else its owner chooses one by the code, last on its line."""
    district = options(arguments).open()
    now, password = district.now(), os.environ.get(PASSWORD)

    def work(transaction: Transaction) -> str:
        code = accounts.invite(
            transaction, arguments.name, arguments.role, now, unit=arguments.unit, head=arguments.head
        )
        if arguments.email:
            accounts.set_email(transaction, arguments.name, arguments.email)
        if password:
            accounts.accept(transaction, code, password, now)
        return code

    code = district.database.write(work)
    who = f"Akun {arguments.name} ({permissions.WORDS[arguments.role]}{' ' + arguments.unit if arguments.unit else ''})"
    if password:
        sys.stdout.write(f"{who} siap dipakai.\n")
    else:
        sys.stdout.write(f"{who} menunggu kata sandinya, di /undangan?kode={code} dalam 14 hari dengan kode: {code}\n")


def admin_list(arguments: Namespace) -> None:
    for account in options(arguments).open().database.read(accounts.all_accounts):
        line(account._asdict() | {"created_at": _time(account.created_at), "disabled_at": _time(account.disabled_at)})


def admin_disable(arguments: Namespace) -> None:
    district = options(arguments).open()
    district.database.write(lambda t: accounts.disable(t, arguments.name, district.now()))
    sys.stdout.write(f"Akun {arguments.name} dinonaktifkan.\n")


def admin_enable(arguments: Namespace) -> None:
    options(arguments).open().database.write(lambda t: accounts.enable(t, arguments.name))
    sys.stdout.write(f"Akun {arguments.name} aktif lagi.\n")


def admin_delete(arguments: Namespace) -> None:
    district = options(arguments).open()
    district.database.write(lambda t: accounts.delete(t, arguments.name, district.now()))
    sys.stdout.write(f"Akun {arguments.name} dihapus; yang pernah dilakukannya tetap tercatat.\n")


def admin_reset_totp(arguments: Namespace) -> None:
    options(arguments).open().database.write(lambda t: accounts.drop_second_factor(t, arguments.name))
    sys.stdout.write(f"Akun {arguments.name} masuk dengan kata sandi saja, sampai memasang kode lagi.\n")


def admin_audit(arguments: Namespace) -> None:
    for entry in options(arguments).open().database.read(lambda t: audit.latest(t, arguments.name or "", 1000)):
        line({"at": _time(entry.at), "admin": entry.admin, "what": entry.action, "about": entry.subject})


def units_import(arguments: Namespace) -> None:
    parsed = units.parse(_text(arguments.file))
    district = options(arguments).open()

    def work(transaction: Transaction) -> None:
        with district_settings.noted(transaction, f"server: {getpass.getuser()}", district.now()):
            units.put(transaction, parsed)

    district.database.write(work)
    sys.stdout.write(f"{len(parsed)} unit disimpan.\n")


def district(arguments: Namespace) -> None:
    """Changes the parts of the notice that are given, and prints the notice."""
    changes: dict[str, object] = {}
    for field, value in (("unit", arguments.code), ("name", arguments.name), ("contact", arguments.contact)):
        if value is not None:
            changes[field] = value.strip()
    for field, value in (("inspectorate", arguments.inspectorate), ("escrow", arguments.escrow)):
        if value is not None:
            changes[field] = parse_public_key(value) if value else b""
    if arguments.policy is not None:
        changes["policy"] = _text(arguments.policy)
        parse_policy(_text(arguments.policy))
    if arguments.ladder is not None:
        changes["ladder"] = _text(arguments.ladder)
        parse_ladder(_text(arguments.ladder))
    if arguments.holidays is not None:
        changes["holidays"] = district_settings.parse_holidays(_text(arguments.holidays))
    if arguments.minimum is not None:
        changes["minimum"] = _minimum(arguments.minimum.strip(), (arguments.reason or "").strip())
    opened = options(arguments).open()
    if arguments.zone is not None:
        zone = "" if arguments.zone == "auto" else arguments.zone
        opened.database.write(lambda t: notice.set_zone(t, zone))

    def work(transaction: Transaction) -> Notice:
        with district_settings.noted(transaction, f"server: {getpass.getuser()}", opened.now()):
            return notice.change(transaction, lambda current: structs.replace(current, **changes))  # pyright: ignore[reportArgumentType]

    def work_texts(transaction: Transaction) -> None:
        for name in ("categories", "texts", "replies"):
            file: Path | None = getattr(arguments, name)
            if file is not None:
                district_settings.save(transaction, name, _text(file), f"server: {getpass.getuser()}", opened.now())

    opened.database.write(work_texts)
    changed_notice = opened.database.write(work)
    if "policy" in changes or "holidays" in changes:
        count = refold(opened, with_search=False)
        sys.stderr.write(f"Tenggat {count} pengaduan berubah.\n")
    line(_notice_fields(changed_notice) | {"zone": opened.database.read(notice.zone)})


def _minimum(version: str, reason: str) -> Minimum | None:
    """None for '', which takes it back. Raises Failed without the fault that makes a district ask."""
    if not version:
        return None
    if not is_version(version) or len(reason) < SHORTEST_REASON:
        raise Failed(
            phrase(
                "Versi minimum hanya boleh diminta karena celah keamanan yang disebut: --minimum 1.2.0 --reason 'CVE-2026-1234: "
                "lampiran dapat menjalankan program'. Tidak ada yang diubah."
            )
        )
    return Minimum(version, reason[:500])


def escrow_key(arguments: Namespace) -> None:
    opened = options(arguments).open()
    public = private_key.make(arguments.file)
    opened.database.write(lambda t: notice.change(t, lambda current: structs.replace(current, escrow=public)))
    sys.stdout.write(
        f"Kunci pribadi ada di {arguments.file}: simpan di luar server, terkunci. Kantor menerima bagian publiknya pada sinkronisasi berikutnya.\n"
    )


def open_escrow(arguments: Namespace) -> None:
    sys.stdout.write(escrow.recovery_code(arguments.vault, arguments.key) + "\n")


def inspectorate_key(arguments: Namespace) -> None:
    """Touches no database: the Inspektorat makes its key on its own machine, and gives only the public part away."""
    public = private_key.make(arguments.file)
    sys.stderr.write(
        f"Kunci pribadi Inspektorat ada di {arguments.file}: simpan dan cadangkan di luar server; tanpa berkas itu tidak seorang pun "
        "dapat membuka aduan tersegel. Umumkan bagian publiknya dengan: aduan-distrik district --inspectorate KUNCI\n"
    )
    sys.stdout.write(f"{public.hex()}\nSidik kunci: {fingerprint(public)}\n")


def open_sealed(arguments: Namespace) -> None:
    """One JSON object a sealed complaint; with --out also a folder for each, with its attachments."""
    key = private_key.read(arguments.key)
    receipts = {parse_sealed_receipt(receipt) for receipt in arguments.receipt}
    opened = options(arguments)
    shelf = opened.shelf()
    receipts_found: set[str] = set()
    failed: set[str] = set()

    def work(transaction: Transaction) -> None:
        for event, step in inspectorate.events(transaction):
            if receipts and step.receipt not in receipts:
                continue
            receipts_found.add(step.receipt)
            try:
                complaint = inspectorate.opened(transaction, shelf, event, step, key)
            except CannotOpen as refusal:
                failed.add(step.receipt)
                sys.stderr.write(f"{step.receipt}: {refusal.sentence}\n")
                continue
            fields = complaint.fields()
            if arguments.out:
                content = json.dumps(fields, ensure_ascii=False, indent=2).encode()
                place = arguments.out / inspectorate.folder_name(event, step)
                inspectorate.unpack(complaint, place, content)
                fields["folder"] = str(place)
            if not complaint.matches:
                failed.add(step.receipt)
                sys.stderr.write(f"{step.receipt}: isinya menyebut tanda terima atau kantor lain; selidiki asalnya.\n")
            if not complaint.arrived:
                sys.stderr.write(f"{step.receipt}: lampirannya belum tiba dari kantor; buka lagi nanti.\n")
            line(fields)

    opened.open().database.snapshot(work)
    missing = receipts - receipts_found
    if missing:
        raise Failed(
            phrase(
                "Tidak ada di sini: {missing}. Periksa nomornya, atau tunggu kantornya mengirim.",
                missing=", ".join(sorted(missing)),
            )
        )
    if failed:
        raise Failed(
            phrase(
                "{number} aduan tersegel tidak dapat dibuka atau tidak cocok. Yang lain sudah ditulis.",
                number=len(failed),
            )
        )


WHY_NOT = {
    "hours": "Di luar jam kerja atau hari libur: tidak ada yang dicatat atau dikirim.",
    "no_district": "Kode kabupaten belum diatur: aduan-distrik district --code KODE. Tidak ada yang dicatat.",
}


def remind(arguments: Namespace) -> None:
    """The daily round, for a timer; as often as it is called, each reminder is written once."""
    district = options(arguments).open()
    mail.configured()  # refused before anything is written
    done = daily_round.run(district, OwnDevices())
    sent = mail.Sent() if done.why_not else daily_round.mail_now(district, arguments.address or "")
    if arguments.json:
        counts = {"reminders": done.written, "letters": done.letters, "mailed": sent.sent, "mail_failed": sent.failed}
        line(counts | {"why_not": done.why_not or None})
    elif done.why_not:
        sys.stdout.write(f"{WHY_NOT.get(done.why_not, done.why_not)}\n")
    else:
        sys.stdout.write(
            f"{done.written} pengingat dicatat, {done.letters} di antaranya teguran; {sent.sent} surel terkirim.\n"
        )
        if sent.failed:
            sys.stdout.write(f"{sent.failed} surel belum terkirim: {SENDING_LATER}\n")


SENDING_LATER = "dicoba lagi pada jam kerja, kecuali yang ditolak servernya."


def offices_list(arguments: Namespace) -> None:
    """`open` lie with the unit, of which `new` wait to be taken up and `late` are past their day; without --json a line for people."""
    district = options(arguments).open()
    today = district.today().toordinal()
    carried = district.database.read(bundles.carried)
    for seat in district.database.read(lambda t: unit_seats.all_seats(t, today)):
        counts = {"open": seat.open, "new": seat.new, "late": seat.late}
        if arguments.json:
            devices = [
                {
                    "id": pc.id, "letter": pc.letter, "version": pc.version, "events": pc.events, "seen_at": _time(pc.seen_at),
                    "revoked_at": _time(pc.revoked_at), "bundle_made_at": _time(bundle_made), "answer_read_at": _time(answered),
                }
                for pc in seat.pcs
                for bundle_made, answered in [carried.get(pc.id, (0, 0))]
            ]  # fmt: skip
            about = {"unit": seat.unit, "name": seat.name, "kind": seat.kind}
            line(about | {"devices": devices, "accounts": seat.accounts, "last_contact": _time(seat.seen_at)} | counts)
        else:
            takes_part = f"{len(seat.pcs)} komputer, {len(seat.accounts)} akun"
            contact = _time(seat.seen_at) or "belum pernah"
            waiting = f"{seat.open} terbuka, {seat.new} baru, {seat.late} lewat"
            sys.stdout.write(printable(f"{seat.unit} {seat.name}: {takes_part}, {contact}; {waiting}") + "\n")


def device_list(arguments: Namespace) -> None:
    """`behind` is the version that this PC should have, and `failed` the one that it went back from."""
    database = options(arguments).open().database
    pcs = database.read(lambda t: offices.pcs(t, arguments.unit or ""))
    versions = offices.behind(database.read(releases.all_of_them), pcs)
    for pc in pcs:
        behind, failed = versions[pc.id]
        if arguments.behind and not (behind or failed):
            continue
        line(
            pc._asdict()
            | {"enrolled_at": _time(pc.enrolled_at), "seen_at": _time(pc.seen_at), "revoked_at": _time(pc.revoked_at)}
            | {"updates": pc.updates.partition(" ")[0], "behind": behind or None, "failed": failed or None}
        )


def device_revoke(arguments: Namespace) -> None:
    district = options(arguments).open()
    revoked = district.database.write(lambda t: offices.revoke(t, arguments.id, district.now(), only=arguments.only))
    for pc in revoked:
        how = "" if pc.id == arguments.id else f", yang dikenalkan {arguments.id} atau penerusnya"
        sys.stdout.write(f"Akses komputer {pc.id} ({pc.letter}) dicabut{how}.\n")


def event_show(arguments: Namespace) -> None:
    details = options(arguments).open().database.read(lambda t: quarantine.show(t, arguments.id))
    sys.stdout.write(json.dumps(details.fields(), indent=2) + "\n")


def event_quarantine(arguments: Namespace) -> None:
    district = options(arguments).open()
    operator = f"server: {getpass.getuser()}"
    district.database.write(lambda t: quarantine.set_aside(t, district, arguments.id, arguments.why, operator))
    sys.stdout.write(
        f"Peristiwa {arguments.id} disisihkan: tidak diteruskan ke kantor mana pun dan tidak dihitung lagi. Log tetap menyimpannya; "
        f"batalkan dengan: aduan-distrik event release {arguments.id}\n"
    )


def event_release(arguments: Namespace) -> None:
    district = options(arguments).open()
    district.database.write(lambda t: quarantine.release(t, district, arguments.id))
    sys.stdout.write(f"Peristiwa {arguments.id} dihitung dan diteruskan lagi.\n")


def dispose(arguments: Namespace) -> None:
    """One after the other: those before one that is refused stay disposed of, and are said."""
    district = options(arguments).open()
    operator, own_devices = f"server: {getpass.getuser()}", OwnDevices()
    order = DispositionOrder(
        (arguments.to, *arguments.also), arguments.instruction, arguments.due, arguments.priority, arguments.reason
    )
    for named in arguments.complaint:

        def work(transaction: Transaction, named: str = named) -> WrittenHead:
            id = in_place_of_unit.complaint_id(transaction, named)
            audit.note(transaction, operator, "dispose", f"{id} {' '.join(order.units)}", district.now())
            return disposing.dispose(transaction, district, own_devices, operator, id, order, district.today())

        try:
            own_devices.keep(district.database.write(work))
        except Refuse:
            raise Failed(
                phrase("Tidak ada pengaduan {id}. Tidak ada yang berubah; periksa id atau kode lacaknya.", id=named)
            ) from None
        sys.stdout.write(printable(f"{named}: didisposisikan kepada {', '.join(order.units)}.") + "\n")


def in_place_of(arguments: Namespace) -> None:
    district = options(arguments).open()
    operator, own_devices = f"server: {getpass.getuser()}", OwnDevices()
    asked = (arguments.complaint, arguments.step, arguments.why, arguments.request)
    complaint = district.database.write(lambda t: in_place_of_unit.take(t, district, own_devices, operator, *asked))
    sys.stdout.write(
        printable(
            f"Dicatat sebagai ganti {complaint.unit} pada pengaduan {complaint.number}; alasannya ada di riwayat."
        )
        + "\n"
    )


def list_complaints(arguments: Namespace) -> None:
    district = options(arguments).open()
    today = district.today().toordinal()
    query = listing.ComplaintFilter(arguments.unit or "", arguments.status or "", today if arguments.overdue else 0)

    def receipts(transaction: Transaction) -> None:
        for row in inspectorate.receipts(transaction):
            if arguments.json:
                line({"receipt": row.receipt, "unit": row.unit, "on": row.on.isoformat()})
            else:
                sys.stdout.write(printable(f"{row.unit:<14} {row.receipt} {row.on}") + "\n")

    def work(transaction: Transaction) -> None:
        for row in listing.all_rows(transaction, query):
            if arguments.json:
                fields = row._asdict()
                del fields["recorded_at"]  # a stamp; only the order needs it
                fields["holder_due"] = _day(row.holder_due)
                line(
                    fields
                    | {name: bool(getattr(row, name)) for name in ("anonymous", "confidential", "needs_decision")}
                    | {"former_numbers": row.former_numbers.split()}
                    | {"newer": row.is_newer, "overdue": row.is_overdue(today), "due_on": _day(row.due_day)}
                )
            else:
                mark = " [perlu versi baru]" if row.is_newer else ""
                told = f"{row.unit:<14} {row.number:<13} {row.received_on} {row.stage:<18} {row.title}{mark}"
                sys.stdout.write(printable(told) + "\n")

    district.database.snapshot(receipts if arguments.sealed else work)


def log(arguments: Namespace) -> None:
    """Every event by (at, device, seq); only their places are held in memory."""

    def work(transaction: Transaction) -> None:
        aside = quarantine.all_of_them(transaction)
        places: list[tuple[int, str, int]] = []
        device, seq = "", 0
        while rows := transaction.rows(_KEYS_OF_LOG, device=device, seq=seq):
            places += [(decode(content).at, device, seq) for device, seq, content in rows]
            device, seq, _ = rows[-1]
        for at, device, seq in sorted(places):
            row = transaction.first(_EVENT, device=device, seq=seq)
            assert row is not None
            event = decode(row[0])
            time_text = clock.moment(at).isoformat(timespec="milliseconds")
            step = type(event.step).__name__
            if arguments.json:
                saw = [f"{device}-{seq}" for device, seq in event.saw]
                place = {"id": event.id, "device": device, "seq": seq, "at": at, "time": time_text}
                author = {"complaint": event.complaint, "actor": event.actor, "unit": event.unit}
                state = aside.get((event.device, event.seq))
                line(place | author | {"saw": saw, "type": step, "quarantined": state.why if state else None})
            else:
                mark = " (disisihkan)" if (event.device, event.seq) in aside else ""
                sys.stdout.write(
                    printable(f"{time_text} {event.id} {step} {event.complaint} {event.unit}{mark}") + "\n"
                )

    options(arguments).open().database.snapshot(work)


def check_all(arguments: Namespace) -> None:
    opened = options(arguments)
    problems = 0
    if arguments.repair:
        sys.stdout.write(f"{refold(opened.open())} pengaduan dilipat ulang dari peristiwanya.\n")
    kept_back = KeptBack()
    for sentence in check(opened.open(), opened.shelf(), kept_back):
        sys.stdout.write(sentence + "\n")
        problems += 1
    if kept_back.events:
        sys.stdout.write(
            f"{kept_back.events} langkah tidak diteruskan ke kantor mana pun, karena isinya dapat menghentikan program kantor. "
            "Langkah itu disimpan utuh di sini.\n"
        )
    for unit, number, count in kept_back.doubled:
        sys.stdout.write(
            printable(f"Nomor {number} dipakai {count} pengaduan di {unit}: kantor itu yang memberi nomor sendiri.")
            + "\n"
        )
    for name in kept_back.newer:
        sys.stdout.write(
            f"Pengaduan {name} dicatat oleh versi lebih baru. Isinya disimpan utuh; perbarui server untuk membacanya.\n"
        )
    if problems:
        raise Failed(phrase("{number} masalah ditemukan. Tidak ada yang diubah.", number=problems))
    sys.stdout.write("Semua utuh: rantai peristiwa, umpan, pengaduan, kunci identitas dan lampiran.\n")


def backup_key(arguments: Namespace) -> None:
    """Touches no database: best made on another machine, which gives only the public part away."""
    public = private_key.make(arguments.file)
    sys.stderr.write(
        f"Kunci pribadi cadangan ada di {arguments.file}: simpan di luar server, terkunci, dengan salinannya; tanpa berkas itu "
        "cadangan tidak dapat dipulihkan. Cadangkan dengan: aduan-distrik backup BERKAS --to KUNCI\n"
    )
    sys.stdout.write(f"{public.hex()}\nSidik kunci: {fingerprint(public)}\n")


def back_up(arguments: Namespace) -> None:
    """With --rotate `file` is the folder of all backups."""
    receiver = parse_public_key(arguments.to) if arguments.to is not None else b""
    file, removed = arguments.file, 0
    if arguments.rotate:
        file, count, removed = rotation.back_up(
            options(arguments), file, datetime.now(UTC).astimezone().date(), receiver
        )
    else:
        count = backup.back_up(options(arguments), file, receiver)
    sealed = f", terenkripsi untuk kunci {fingerprint(receiver)}" if receiver else ""
    older = f" {removed} cadangan lama dihapus." if removed else ""
    sys.stdout.write(
        f"Cadangan {file} ditulis dan diperiksa ({count} lampiran){sealed}. Berkas kunci tidak di dalamnya: simpan terpisah.{older}\n"
    )


def drill(arguments: Namespace) -> None:
    """Touches no district that is in use."""
    key = private_key.read(arguments.key) if arguments.key else b""
    restored = restore_drill.drill(arguments.file, key, arguments.keys, arguments.place)
    latest = f", yang terakhir {restored.latest:%d-%m-%Y}" if restored.latest else ""
    keys = "juga kunci identitasnya" if arguments.keys else "tanpa kunci identitas (--keys)"
    sys.stdout.write(
        f"Latihan berhasil: {restored.complaints} pengaduan, {restored.events} peristiwa{latest} dan {restored.attachments} lampiran "
        f"kembali utuh dan diperiksa, {keys}. Yang dipulihkan sudah dihapus lagi.\n"
    )


def report_health(arguments: Namespace) -> None:
    """Ends with 1 when something is not well: then systemd, or whatever calls it, tells somebody."""
    opened = options(arguments)
    state = health.look(opened.open(), opened.data)
    limits = health.Limits(arguments.disk * 1_000_000, arguments.backup * 3600, arguments.silence * 86_400)
    faults = health.faults(state, limits)
    if arguments.url and not health.answers(arguments.url):
        faults.append(f"Server di {arguments.url} tidak menjawab 'ok'. Periksa: systemctl status aduan-distrik")
    if arguments.json:
        line(state._asdict() | {"faults": faults})
    else:
        sys.stdout.write("".join(f"{fault}\n" for fault in faults) or "Semua baik: disk, cadangan, kantor.\n")
    if faults:
        raise Failed(phrase("{number} hal perlu diperiksa.", number=len(faults)))


def restore(arguments: Namespace) -> None:
    opened = options(arguments)
    backup.restore(opened, arguments.file, private_key.read(arguments.key) if arguments.key else b"")
    keys = opened.keys_file
    hint = "" if keys.exists() else f" Letakkan berkas kunci di {keys} sebelum menjalankan server."
    sys.stdout.write(
        f"Dipulihkan ke {opened.data}, dan diperiksa seluruhnya. Kantor-kantor mengirim kembali yang hilang pada sinkronisasi "
        f"berikutnya.{hint}\n"
    )


def lapor_import(arguments: Namespace) -> None:
    lapor_commands.import_list(arguments, options(arguments))


def lapor_list(arguments: Namespace) -> None:
    lapor_commands.list_reports(arguments, options(arguments))


def lapor_text(arguments: Namespace) -> None:
    lapor_commands.show_text(arguments, options(arguments))


def lapor_done(arguments: Namespace) -> None:
    lapor_commands.tick_off(arguments, options(arguments))


def lapor_reconcile(arguments: Namespace) -> None:
    lapor_commands.reconcile(arguments, options(arguments))


def encrypt(arguments: Namespace) -> None:
    opened = options(arguments)
    count = encrypting.encrypt(opened)
    sys.stdout.write(
        f"Basis data dan {count} lampiran terenkripsi. Kuncinya {opened.encryption_key_file}: salin sekarang juga ke tempat lain "
        "yang terkunci; tanpa berkas itu data dan cadangannya tidak terbaca lagi.\n"
    )


def decrypt(arguments: Namespace) -> None:
    opened = options(arguments)
    count = encrypting.decrypt(opened)
    sys.stdout.write(
        f"Basis data dan {count} lampiran tidak terenkripsi lagi. Simpan {opened.encryption_key_file} selama ada cadangan dari "
        "waktu sebelumnya.\n"
    )


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Failed(
            phrase(
                "Berkas {path} tidak dapat dibaca ({fault}). Tidak ada yang diubah.",
                path=str(path),
                fault=type(error).__name__,
            )
        ) from error


def _notice_fields(current: Notice) -> dict[str, object]:
    return {
        "version": current.version, "unit": current.unit, "name": current.name, "contact": current.contact,
        "inspectorate": current.inspectorate.hex(), "escrow": current.escrow.hex(), "bundle_key": current.bundle_key.hex(),
        "signing_key": current.signing_key.hex(), "writes": current.writes,
        "minimum": structs.asdict(current.minimum) if current.minimum else None, "agencies": len(current.agencies), "holidays": current.holidays, "policy": current.policy, "ladder": current.ladder,
        "categories": to_builtins(current.categories), "texts": current.texts, "replies": current.replies,
    }  # fmt: skip


def _time(ms: int | None) -> str | None:
    """None for never, and for a moment that only a wrong clock tells."""
    return (clock.EPOCH + timedelta(milliseconds=ms)).isoformat(timespec="seconds") if ms and ms < LATEST_MS else None


def _day(ordinal: int) -> str | None:
    return None if ordinal >= NOT_DUE else date.fromordinal(ordinal).isoformat()
