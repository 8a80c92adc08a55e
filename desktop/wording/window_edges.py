"""What stands at the edges of the window: in the line at the bottom, and at the foot of the side bar."""

from datetime import date, datetime

from desktop.wording import formats
from desktop.wording.translation import tr


def backup_words(last: datetime | None, today: date, *, folder_away: bool) -> str:
    """When the last backup was made; `folder_away`: not in the folder that was chosen for it."""
    if last is None:
        return tr("Belum ada cadangan")
    when = formats.moment(last.astimezone(), today)
    if folder_away:
        return tr("Cadangan: folder pilihan tidak ada · {when} di komputer ini", when=when)
    return tr("Cadangan terakhir: {when} ✓", when=when)


def version_words(version: str, next_version: str) -> str:
    """The version, and behind it what there is to say of the next one."""
    return f"v{version} · {next_version}" if next_version else f"v{version}"


def lock_words(role: str, minutes: int) -> str:
    """0 minutes: the program never locks itself."""
    if minutes <= 0:
        return role
    return tr("{role} · terkunci otomatis {minutes} menit", role=role, minutes=minutes)
