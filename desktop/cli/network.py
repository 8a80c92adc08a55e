"""`enrol`, `sync`, `status`: this PC and its district. 4 is the exit code when there is no network or no server."""

import gc
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from desktop.cli import output
from desktop.cli.arguments import CommandOptions
from desktop.cli.opening import opened
from desktop.office import carried_words, invited
from desktop.store import attempts, log
from desktop.store.attempts import Attempt
from desktop.store.database import reading
from desktop.store.schema import complaint

if TYPE_CHECKING:
    from desktop.office.district import ConnectionState


def enrol(options: CommandOptions) -> int:
    arguments = options.arguments
    if invited.is_file(arguments.url):
        return _accept(options)
    with opened(options) as office:
        answer = office.district.enrol(arguments.url, arguments.code)
        device = office.device
    if arguments.json:
        output.line({"unit": answer.unit, "letter": device.letter, "device": device.id, "district": answer.district})
    output.tell("Komputer ini terdaftar di kabupaten. Huruf nomor registernya: {letter}.", letter=device.letter)
    return 0


def _accept(options: CommandOptions) -> int:
    arguments = options.arguments
    with opened(options) as office:
        invitation = office.district.accept_invitation(Path(arguments.url).absolute(), arguments.code)
        device = office.device
    until = attempts.moment(invitation.until_ms).date()
    if arguments.json:
        output.line(
            {"unit": invitation.unit, "letter": device.letter, "device": device.id, "district": invitation.notice.unit, "invited_until": until}
        )  # fmt: skip
    output.tell(
        "Undangan kabupaten diterima. Tulis kiriman pertama dengan 'bundle write' dan bawa ke kabupaten paling lambat {day}; "
        "komputer ini terdaftar sesudah balasannya dibaca di sini.",
        day=until.isoformat(),
    )  # fmt: skip
    return 0


def sync(options: CommandOptions) -> int:
    gc.disable()  # as an import does (imports.py): a first sync brings as many rows
    with opened(options) as office:
        done = office.district.sync()
        connection_state = office.district.connection_state()
    waiting = connection_state.waiting
    if options.arguments.json:
        output.line(_attempt(done) | {"waiting": waiting, "held_files": connection_state.held_files})
    output.tell(
        "Sinkron: {sent} peristiwa terkirim, {received} diterima, {count} masih menunggu.",
        sent=done.sent, received=done.received, count=waiting,
    )  # fmt: skip
    if connection_state.held_files:
        output.tell(
            "{count} lampiran ditahan di komputer ini: data tersembunyinya tidak dapat dihapus. Lihat dan putuskan dengan "
            "buku-aduan held-files.",
            count=connection_state.held_files,
        )
    _tell_minimum(connection_state)
    return 0


def _tell_minimum(state: "ConnectionState") -> None:
    if state.minimum is not None:
        from desktop.office.sync_situation import minimum

        output.complain(minimum(state.minimum))


def status(options: CommandOptions) -> int:
    with opened(options) as office:
        with reading(office.engine) as connection:
            events = log.count(connection)
            complaints = connection.scalar(select(func.count()).select_from(complaint)) or 0
        now, backup = office.district.connection_state(), office.upkeep.backup_state()
        if options.arguments.json:
            last = now.last_success
            output.line(
                {
                    "enrolled": now.enrolled,
                    "invited": now.invited,
                    "last_answer": now.last_answer,
                    "address": now.address or None,
                    "waiting": now.waiting,
                    "waiting_files": now.waiting_files,
                    "waiting_file_bytes": now.waiting_file_bytes,
                    "held_files": now.held_files,
                    "last_success": last.at if last else None,
                    "last_attempts": [_attempt(attempt) for attempt in office.district.history(limit=5)],
                    "next_try": office.district.next_try(),
                    "clock_offset_ms": now.clock_offset_ms,
                    "paused": now.paused,
                    "limit_bytes_a_day": now.limit_bytes_a_day,
                    "used_today": now.used_today,
                    "stopped": str(now.stopped) if now.stopped else None,
                    "events": events,
                    "complaints": complaints,
                    "unit": office.settings.unit_code,
                    "office": office.settings.office_name,
                    "device": office.device.id,
                    "letter": office.device.letter,
                    "last_backup": backup.last,
                    "backup_folder_away": backup.folder_away,
                    **({"minimum": now.minimum.version, "minimum_reason": now.minimum.reason} if now.minimum else {}),
                }
            )
        else:
            output.text(f"{office.settings.office_name} ({office.settings.unit_code})")
            if now.enrolled:
                output.tell_count(
                    "Terdaftar di {address}; {count} peristiwa menunggu.", count=now.waiting, address=now.address
                )
            elif now.invited:
                output.tell_count(
                    "Diundang kabupaten, menunggu balasannya lewat flashdisk; {count} peristiwa menunggu.",
                    count=now.waiting,
                )
            else:
                output.tell_count("Belum terdaftar di kabupaten; {count} peristiwa menunggu.", count=now.waiting)
            if age := carried_words.answer_age(now, office.today()):
                output.complain(age)
            _tell_minimum(now)
    return 0


def _attempt(attempt: Attempt) -> dict[str, object]:
    return {
        "at": attempt.at,
        "path": attempt.path,
        "outcome": attempt.outcome,
        "message": attempt.sentence or None,
        "sent": attempt.sent,
        "received": attempt.received,
        "bytes_out": attempt.bytes_out,
        "bytes_in": attempt.bytes_in,
        "requests": attempt.requests,
    }
