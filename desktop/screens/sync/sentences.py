"""What the exchange says of itself, in words: how it stands, what waits, the clock's difference, and how an attempt ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from desktop.wording import formats
from desktop.wording.names import Tone
from desktop.wording.translation import tr, tr_count, tr_phrase

if TYPE_CHECKING:
    from desktop.office.district import ConnectionState
    from desktop.screens.sync.automatic import Situation
    from desktop.store.attempts import Attempt
    from sync.session import Progress

CLOSE_MS = 60_000
MINUTE, HOUR, DAY = 60, 3_600, 86_400
TONES: dict[str, Tone] = {"ok": "ok", "waiting": "info", "interrupted": "warning", "failed": "warning"}


@dataclass(frozen=True, slots=True)
class Status:
    """A dot's tone and the words beside it; `since` tells when the district was last reached."""

    tone: Tone
    words: str
    since: str = ""


def status(now: Situation, today: date) -> Status:
    """How things stand, in the line at the bottom of the window."""
    standing = now.standing
    last = standing.last_success
    since = tr("Terakhir tersambung: {when}", when=formats.moment(last.at, today)) if last else ""
    if now.running:
        return Status("info", tr("Menghentikan…") if now.stopping else running(now.progress), since)
    if not standing.enrolled:
        return Status("neutral", tr("Luring — belum terdaftar di kabupaten"))
    if standing.stopped:
        return Status("danger", tr("Perlu tindakan — sinkronisasi berhenti"), since)
    left = left_words(standing)
    if standing.paused:
        return Status("neutral", tr("Dijeda — {left}", left=left), since)
    if standing.failures or last is None:
        return Status("warning", tr("Luring — {left}", left=left), since)
    return Status("info" if standing.waiting else "ok", tr("Tersambung — {left}", left=left), since)


def running(progress: Progress | None) -> str:
    """'Menyinkronkan… 3 dari 7'."""
    if progress is None or not progress.total:
        return tr("Menyinkronkan…")
    done, whole = formats.number(progress.done), formats.number(progress.total)
    if progress.part == "files":
        return tr("Menyinkronkan… lampiran {done} dari {whole}", done=done, whole=whole)
    return tr("Menyinkronkan… {done} dari {whole}", done=done, whole=whole)


def left_words(standing: ConnectionState) -> str:
    """'7 perubahan menunggu dikirim'."""
    if standing.waiting:
        return tr_count("{count} perubahan menunggu dikirim", count=standing.waiting)
    if standing.waiting_files:
        return tr_count("{count} lampiran menunggu dikirim", count=standing.waiting_files)
    return tr("semua sudah dikirim")


def waiting(standing: ConnectionState) -> str:
    """'7 perubahan · 2 lampiran'."""
    parts: list[str] = []
    if standing.waiting:
        parts.append(tr_count("{count} perubahan", count=standing.waiting))
    if standing.waiting_files:
        parts.append(tr_count("{count} lampiran", count=standing.waiting_files))
    return " · ".join(parts) or tr("Tidak ada")


def under_way(progress: Progress, rate: float) -> str:
    """'lampiran 1 dari 2 · 380 KB dari 612 KB · ± 40 dtk pada 64 kbps · bisa terputus, dilanjutkan'."""
    done, whole = formats.number(min(progress.done + 1, progress.total)), formats.number(progress.total)
    if progress.part == "files":
        parts = [tr("lampiran {done} dari {whole}", done=done, whole=whole)]
        sizes = formats.size(progress.done_bytes), formats.size(progress.total_bytes)
        parts.append(tr("{done} dari {whole}", done=sizes[0], whole=sizes[1]))
        parts += estimate(progress.total_bytes - progress.done_bytes, rate)
    else:
        parts = [tr("perubahan {done} dari {whole}", done=formats.number(progress.done), whole=whole)]
        if progress.received:
            parts.append(tr("{count} diterima", count=formats.number(progress.received)))
    return " · ".join((*parts, tr("bisa terputus, dilanjutkan")))


def at_rest(standing: ConnectionState, rate: float) -> str:
    """What stands under the figure while nothing runs."""
    if not standing.waiting and not standing.waiting_files:
        return tr("Semua yang dicatat di komputer ini sudah diterima kabupaten.")
    parts: list[str] = []
    if standing.waiting_file_bytes:
        parts.append(tr("lampiran {size}", size=formats.size(standing.waiting_file_bytes)))
        parts += estimate(standing.waiting_file_bytes, rate)
    return " · ".join((*parts, tr("bisa terputus, dilanjutkan")))


def estimate(left: int, rate: float) -> list[str]:
    """'± 40 dtk pada 64 kbps', when a rate was measured; `left` in bytes, `rate` in bytes a second."""
    if rate < 1 or left <= 0:
        return []
    kbps = formats.number(rate * 8 / 1000) if rate >= 1000 else formats.number(rate * 8 / 1000, 1)
    return [tr("± {time} pada {rate} kbps", time=span(left / rate), rate=kbps)]


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
    standing = now.standing
    if now.running:
        return tr("sedang berjalan")
    if standing.stopped:
        return tr("berhenti sampai komputer ini didaftarkan lagi")
    if standing.paused:
        return tr("dijeda; F5 tetap mengirim")
    return formats.moment(now.next_try, today) if now.next_try else tr("belum diketahui")


def success(one: Attempt | None, today: date) -> str:
    """'Sen 23 Nov 08.12 · 1 permintaan · 3,1 KB'."""
    if one is None:
        return tr("belum pernah")
    parts = [formats.moment(one.at, today)]
    if one.requests:
        parts.append(tr_count("{count} permintaan", count=one.requests))
    return " · ".join((*parts, formats.size(one.bytes)))


def path(one: Attempt) -> str:
    return tr("Flashdisk") if one.path == "usb" else tr("Internet")


def outcome(one: Attempt) -> str:
    """How it ended, in one sentence; the rest of what is known is told where there is room."""
    if one.phrase is None:
        return tr("Berhasil")
    first, _, _ = tr_phrase(one.phrase).partition(". ")
    return first.partition(": ")[0].rstrip(".")


def again(due: datetime | None, today: date) -> str:
    """What a failed attempt adds: when it is tried again."""
    return tr("; dicoba lagi {when}", when=formats.moment(due, today)) if due else ""
