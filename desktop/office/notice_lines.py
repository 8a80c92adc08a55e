"""What a notice says: a title and a line. Locked, it counts and names nothing."""

from typing import NamedTuple

from desktop.office.due_notices import DueNotice, Kind
from desktop.wording.translation import tr, tr_count


class NoticeWords(NamedTuple):
    title: str
    line: str


def kind_title(kind: Kind) -> str:
    """As the settings list it."""
    return {
        "disposition": tr("Disposisi baru dari kabupaten"),
        "approval": tr("Tanggapan menunggu persetujuan"),
        "due_today": tr("Jatuh tempo hari ini"),
        "reply": tr("Jawaban warga"),
        "sync": tr("Sinkronisasi berhenti bekerja"),
    }[kind]


def words(notice: DueNotice, *, locked: bool) -> NoticeWords:
    if notice.kind == "summary":
        return NoticeWords(tr("Hari ini di Buku Aduan"), " · ".join(_counted(*count) for count in notice.counts))
    if notice.kind == "sync":
        return NoticeWords(kind_title("sync"), tr("Pengaduan aman di komputer ini. Buka layar Sinkronisasi."))
    line = _counted(notice.kind, len(notice.matters))
    if not locked and len(notice.matters) == 1:
        [row] = notice.matters
        line = f"{row.number} · {row.title}"
    return NoticeWords(kind_title(notice.kind), line)


def _counted(kind: Kind, count: int) -> str:
    match kind:
        case "disposition":
            return tr_count("{count} disposisi menunggu diterima", count=count)
        case "approval":
            return tr_count("{count} tanggapan menunggu persetujuan", count=count)
        case "due_today":
            return tr_count("{count} jatuh tempo hari ini", count=count)
        case "reply":
            return tr_count("{count} jawaban warga belum dibaca", count=count)
        case "sync":
            return tr("sinkronisasi berhenti bekerja")
