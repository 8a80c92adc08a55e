"""How the exchange with the district stands, and its words: what waits, what runs, the clock's difference, how an attempt ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from desktop.office import carried_words
from desktop.options import BUNDLE_ENDING
from desktop.wording import formats
from desktop.wording.names import Tone
from desktop.wording.translation import tr, tr_count, tr_phrase

if TYPE_CHECKING:
    from desktop.office.district import ConnectionState
    from desktop.office.stick import ReadAnswer, WrittenFile
    from desktop.store.attempts import Attempt
    from sync.messages import Minimum
    from sync.session import Progress

CLOSE_MS = 60_000  # a difference between two clocks that is not worth a word
MINUTE, HOUR, DAY = 60, 3_600, 86_400
MEGABYTE = 1_000_000
TONES: dict[str, Tone] = {"ok": "ok", "waiting": "info", "interrupted": "warning", "failed": "warning"}


@dataclass(frozen=True, slots=True)
class Situation:
    """The connection, the last attempt, when the next one is due, and how far the sync is that runs now."""

    connection: ConnectionState
    latest: Attempt | None
    next_try: datetime | None
    progress: Progress | None = None
    running: bool = False
    stopping: bool = False


@dataclass(frozen=True, slots=True)
class Status:
    """The tone of a dot and the words beside it; `since` says when the district was last reached."""

    tone: Tone
    words: str
    since: str = ""


def status(now: Situation, today: date) -> Status:
    """For the line at the bottom of the window."""
    connection = now.connection
    last = connection.last_success
    since = tr("Terakhir tersambung: {when}", when=formats.moment(last.at, today)) if last else ""
    if now.running:
        return Status("info", tr("Menghentikan…") if now.stopping else running(now.progress), since)
    if connection.invited and not connection.enrolled:
        return Status("neutral", tr("Luring — menunggu balasan undangan kabupaten"))
    if not connection.enrolled:
        return Status("neutral", tr("Luring — belum terdaftar di kabupaten"))
    if connection.stopped:
        return Status("danger", tr("Perlu tindakan — sinkronisasi berhenti"), since)
    if connection.minimum is not None:
        return Status("danger", tr("Perlu versi {version} — celah keamanan", version=connection.minimum.version), since)
    waiting = unsent(connection)
    if connection.paused:
        return Status("neutral", tr("Dijeda — {left}", left=waiting), since)
    if not connection.address:
        made = connection.last_answer
        heard = tr("Balasan terakhir: {when}", when=formats.moment(made, today)) if made else ""
        tone: Tone = "warning" if carried_words.is_old(connection, today) else "info" if connection.waiting else "ok"
        return Status(tone, tr("Lewat flashdisk — {left}", left=waiting), heard)
    if connection.failures or last is None:
        return Status("warning", tr("Luring — {left}", left=waiting), since)
    return Status("info" if connection.waiting else "ok", tr("Tersambung — {left}", left=waiting), since)


def running(progress: Progress | None) -> str:
    """'Menyinkronkan… 3 dari 7'."""
    if progress is None or not progress.total:
        return tr("Menyinkronkan…")
    done, total = formats.number(progress.done), formats.number(progress.total)
    if progress.part == "files":
        return tr("Menyinkronkan… lampiran {done} dari {whole}", done=done, whole=total)
    return tr("Menyinkronkan… {done} dari {whole}", done=done, whole=total)


def unsent(connection: ConnectionState) -> str:
    """'7 perubahan menunggu dikirim'."""
    if connection.waiting:
        return tr_count("{count} perubahan menunggu dikirim", count=connection.waiting)
    if connection.waiting_files:
        return tr_count("{count} lampiran menunggu dikirim", count=connection.waiting_files)
    return tr("semua sudah dikirim")


def waiting(connection: ConnectionState) -> str:
    """'7 perubahan · 2 lampiran'."""
    parts: list[str] = []
    if connection.waiting:
        parts.append(tr_count("{count} perubahan", count=connection.waiting))
    if connection.waiting_files:
        parts.append(tr_count("{count} lampiran", count=connection.waiting_files))
    return " · ".join(parts) or tr("Tidak ada")


def under_way(progress: Progress, rate: float) -> str:
    """'lampiran 1 dari 2 · 380 KB dari 612 KB · ± 40 dtk pada 64 kbps · bisa terputus, dilanjutkan'."""
    done, total = formats.number(min(progress.done + 1, progress.total)), formats.number(progress.total)
    if progress.part == "files":
        parts = [tr("lampiran {done} dari {whole}", done=done, whole=total)]
        sizes = formats.size(progress.done_bytes), formats.size(progress.total_bytes)
        parts.append(tr("{done} dari {whole}", done=sizes[0], whole=sizes[1]))
        parts += estimate(progress.total_bytes - progress.done_bytes, rate)
    else:
        parts = [tr("perubahan {done} dari {whole}", done=formats.number(progress.done), whole=total)]
        if progress.received:
            parts.append(tr("{count} diterima", count=formats.number(progress.received)))
    return " · ".join((*parts, tr("bisa terputus, dilanjutkan")))


def at_rest(connection: ConnectionState, rate: float) -> str:
    """The line under the number of waiting changes while no sync runs."""
    if connection.minimum is not None:
        return minimum(connection.minimum)
    if connection.invited:
        return carried_words.invited()
    if not connection.waiting and not connection.waiting_files:
        return tr("Semua yang dicatat di komputer ini sudah diterima kabupaten.")
    parts: list[str] = []
    if connection.waiting_file_bytes:
        parts.append(tr("lampiran {size}", size=formats.size(connection.waiting_file_bytes)))
        parts += estimate(connection.waiting_file_bytes, rate)
    return " · ".join((*parts, tr("bisa terputus, dilanjutkan")))


def minimum(asked: Minimum) -> str:
    """What the district asks for, why, and what goes on meanwhile."""
    return tr(
        "Kabupaten meminta versi {version} karena celah keamanan: {reason}. Teks tetap dikirim dan diterima; lampiran menunggu "
        "sampai program ini diperbarui.",
        version=asked.version, reason=asked.reason.rstrip("."),
    )  # fmt: skip


def estimate(remaining: int, rate: float) -> list[str]:
    """'± 40 dtk pada 64 kbps', when a rate was measured; `remaining` in bytes, `rate` in bytes a second."""
    if rate < 1 or remaining <= 0:
        return []
    kbps = formats.number(rate * 8 / 1000) if rate >= 1000 else formats.number(rate * 8 / 1000, 1)
    return [tr("± {time} pada {rate} kbps", time=span(remaining / rate), rate=kbps)]


def span(seconds: float) -> str:
    """'40 dtk', '12 menit', '3 jam', '2 hari'."""
    if seconds < MINUTE:
        return tr("{count} dtk", count=max(round(seconds), 1))
    if seconds < HOUR:
        return tr("{count} menit", count=round(seconds / MINUTE))
    if seconds < DAY:
        return tr("{count} jam", count=formats.number(round(seconds / HOUR)))
    return tr("{count} hari", count=formats.number(round(seconds / DAY)))


def clock(offset_ms: int | None) -> str:
    """The district's clock minus this PC's, in words."""
    if offset_ms is None:
        return tr("belum diketahui")
    if abs(offset_ms) < CLOSE_MS:
        return tr("cocok, kurang dari satu menit")
    time = span(abs(offset_ms) / 1000)
    if offset_ms > 0:
        return tr("komputer ini lambat {time} (dikoreksi)", time=time)
    return tr("komputer ini cepat {time} (dikoreksi)", time=time)


def next_try(now: Situation, today: date) -> str:
    connection = now.connection
    if now.running:
        return tr("sedang berjalan")
    if connection.stopped:
        return tr("berhenti sampai komputer ini didaftarkan lagi")
    if connection.paused:
        return tr("dijeda; F5 tetap mengirim")
    if not connection.address:
        return tr("lewat flashdisk")
    return formats.moment(now.next_try, today) if now.next_try else tr("belum diketahui")


def success(attempt: Attempt | None, today: date) -> str:
    """'Sen 23 Nov 08.12 · 1 permintaan · 3,1 KB'."""
    if attempt is None:
        return tr("belum pernah")
    parts = [formats.moment(attempt.at, today)]
    if attempt.requests:
        parts.append(tr_count("{count} permintaan", count=attempt.requests))
    return " · ".join((*parts, formats.size(attempt.bytes)))


def path(attempt: Attempt) -> str:
    return tr("Flashdisk") if attempt.path == "usb" else tr("Internet")


def outcome(attempt: Attempt) -> str:
    """How it ended, in one sentence; `outcome_in_full` also says what to do about it."""
    if attempt.phrase is None:
        return tr("Berhasil")
    first, _, _ = tr_phrase(attempt.phrase).partition(". ")
    return first.partition(": ")[0].rstrip(".")


def outcome_in_full(attempt: Attempt) -> str:
    """'' when `outcome` says all there is."""
    return tr_phrase(attempt.phrase) if attempt.phrase else ""


def retry(due: datetime | None, today: date) -> str:
    """What follows the sentence of a failed attempt: when it is tried again."""
    return tr("; dicoba lagi {when}", when=formats.moment(due, today)) if due else ""


def used_today(connection: ConnectionState) -> str:
    """The data of today in both directions, and whether it has come to the limit."""
    used, limit = formats.size(connection.used_today), connection.limit_bytes_a_day
    if limit is not None and connection.used_today >= limit:
        return tr("{used}, batas tercapai; dilanjutkan besok", used=used)
    return used


def limit(bytes_a_day: int | None) -> str:
    """'batas 5 MB'."""
    if bytes_a_day is None:
        return tr("tanpa batas")
    in_megabytes = bytes_a_day % MEGABYTE == 0
    return tr("batas {size}", size=f"{bytes_a_day // MEGABYTE} MB" if in_megabytes else formats.size(bytes_a_day))


def limits(chosen: int | None) -> list[tuple[str, int | None]]:
    """What may be chosen as the limit of a day, in words and bytes; with what is `chosen` already, whatever it is."""
    usual = (None, *(size * MEGABYTE for size in (1, 5, 10, 25, 50, 100)))
    return [(limit(size), size) for size in (usual if chosen in usual else (*usual, chosen))]


def stick_written(bundle: WrittenFile) -> str:
    """What went on the USB stick, and what to do with it."""
    sentence = tr(
        "{file} ditulis dan dibaca ulang: {events} perubahan, {files} lampiran ({size}). Cabut flashdisk dengan aman dan bawa ke "
        "kabupaten; baru terhitung terkirim sesudah balasannya diterima di sini.",
        file=bundle.file.name, events=formats.number(bundle.events), files=formats.number(bundle.files),
        size=formats.size(bundle.size),
    )  # fmt: skip
    if bundle.files_left_out:
        sentence += " " + tr_count(
            "{count} lampiran tidak muat dan ikut kiriman berikutnya.", count=bundle.files_left_out
        )
    if bundle.carried:
        sentence += " " + tr_count("{count} kiriman titipan desa ada di sampingnya.", count=bundle.carried)
    return sentence


def stick_read(answer: ReadAnswer) -> str:
    """What the district's answer on the USB stick brought."""
    if answer.is_empty:
        sentence = tr("Balasan ini sudah pernah dibaca atau tidak membawa yang baru. Tidak ada yang berubah.")
    else:
        sentence = tr(
            "Balasan kabupaten diterima: {acknowledged} perubahan terkirim, {received} perubahan dan {files} lampiran baru.",
            acknowledged=formats.number(answer.acknowledged), received=formats.number(answer.received),
            files=formats.number(answer.files),
        )  # fmt: skip
    if answer.enrolled:
        sentence = tr("Komputer ini terdaftar di kabupaten.") + " " + sentence
    if answer.carried:
        sentence += " " + tr_count("{count} balasan untuk desa ikut dibawa.", count=answer.carried)
    return " ".join((sentence, *stick_release(answer)))


def stick_release(answer: ReadAnswer) -> list[str]:
    """What the stick brought of a new version of the program; empty for nothing."""
    if answer.ready:
        return [
            tr("Versi {version} program ikut dibawa dan dipakai saat program dibuka berikutnya.", version=answer.ready)
        ]
    if answer.release_file is not None:
        return [
            tr(
                "Di folder yang sama ada versi {version} program ({file}), yang sah dan dapat dipasang lewat Pengaturan.",
                version=answer.release_version, file=answer.release_file.name,
            )
        ]  # fmt: skip
    return []


def registration(connection: ConnectionState) -> str:
    """Where this PC is enrolled."""
    if connection.invited:
        return carried_words.invited()
    if not connection.enrolled:
        return tr("Belum terdaftar. Semua data aman di komputer ini.")
    if connection.stopped:
        return tr("Pendaftaran di {address} tidak berlaku lagi; daftarkan lagi.", address=connection.address)
    if not connection.address:
        return tr(
            "Terdaftar di kabupaten lewat flashdisk. Nomor register komputer ini memakai huruf {letter}.",
            letter=connection.letter,
        )
    return tr(
        "Terdaftar di {address}. Nomor register komputer ini memakai huruf {letter}.",
        address=connection.address,
        letter=connection.letter,
    )


def part_done(progress: Progress, parts: int) -> int:
    """How far it is, of so many parts: by bytes where they are counted, else by events or files."""
    if progress.total_bytes:
        return parts * progress.done_bytes // progress.total_bytes
    return parts * progress.done // progress.total if progress.total else 0


def held_file(name: str, size: int, number: str) -> str:
    """'“denah.dwg” (1,2 MB) dari pengaduan 2026-A-0048'."""
    words = tr("“{name}” ({size})", name=name, size=formats.size(size))
    return tr("{file} dari pengaduan {number}", file=words, number=number) if number else words


def invitation_to_enrol(*, enrolled: bool) -> tuple[str, str]:
    """The title over the form that enrols this PC, and what it is for."""
    if enrolled:
        return (
            tr("Daftarkan komputer ini lagi"),
            tr("Semua data tetap aman di komputer ini, dan yang belum terkirim dikirim sesudah pendaftaran."),
        )
    return (
        tr("Komputer ini belum terhubung ke kabupaten"),
        tr(
            "Semua data aman di komputer ini dan buku dapat dipakai tanpa jaringan. Agar pengaduan sampai ke kabupaten dan "
            "disposisi sampai ke sini, mintalah alamat dan kode pendaftaran dari admin kabupaten, lalu isikan di bawah. Kantor tanpa "
            "jaringan memakai berkas undangan dari flashdisk. Yang dicatat di komputer lain kantor ini ikut masuk."
        ),
    )


def sync_ended(attempt: Attempt) -> str:
    """For whoever asked for it and waits."""
    return tr(
        "Sinkronisasi berhasil: {sent} dikirim, {received} diterima.",
        sent=formats.number(attempt.sent),
        received=formats.number(attempt.received),
    )


def not_enrolled(sentence: str, *, is_unreachable: bool) -> str:
    """Why a PC could not be enrolled. Nothing tries again by itself before it is, and what was typed is the likeliest fault."""
    if not is_unreachable:
        return sentence
    return tr(
        "Server di alamat itu tidak dapat dihubungi; komputer ini belum terdaftar. Data aman di sini. "
        "Periksa ejaan alamat dan jaringannya, lalu tekan Daftarkan lagi."
    )


def held_files_reason() -> str:
    return tr(
        "Data tersembunyi di dalamnya (tempat, perangkat, pembuat) tidak dapat dihapus program ini, jadi berkas itu belum "
        "dikirim ke kabupaten. Lihat dahulu isinya, lalu putuskan. Teks pengaduannya tetap terkirim."
    )


def stick_stopped() -> str:
    return tr("Dihentikan. Data aman di komputer ini; berkas yang sama boleh dibuat atau dibaca lagi kapan saja.")


def safe_here() -> str:
    return tr("Semua data aman di komputer ini. Pengiriman berjalan sendiri saat ada jaringan.")


def address_hint() -> str:
    return tr("Tempel saja isi halaman atau QR dari kabupaten di sini; alamat dan kodenya dipisahkan sendiri.")


def code_hint() -> str:
    return tr("Dua belas huruf dan angka; dua puluh untuk berkas undangan. Berlaku sekali.")


def only_admins_enrol() -> str:
    return tr("Hanya admin yang dapat mendaftarkan komputer ini. Mintalah admin kantor masuk dan mendaftarkannya.")


def bundle_kinds() -> str:
    """The files that a stick brings, and all others, as a file dialog names them."""
    bundles, all_files = tr("Berkas flashdisk Buku Aduan"), tr("Semua berkas")
    return f"{bundles} (*{BUNDLE_ENDING});;{all_files} (*)"


def server_titles() -> dict[str, str]:
    """What is told of the district's server, in its order."""
    return {
        "address": tr("Alamat"),
        "success": tr("Terakhir berhasil"),
        "clock": tr("Selisih jam"),
        "next": tr("Percobaan berikut"),
        "used": tr("Data hari ini"),
    }


def server_facts(now: Situation, today: date) -> dict[str, str]:
    connection = now.connection
    return {
        "address": connection.address.removeprefix("https://"),
        "success": success(connection.last_success, today),
        "clock": clock(connection.clock_offset_ms),
        "next": next_try(now, today),
        "used": used_today(connection),
    }
