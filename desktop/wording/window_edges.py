"""What stands at the edges of the window: in the line at the bottom, and at the foot of the side bar."""

from datetime import date, datetime

from desktop.wording import formats
from desktop.wording.translation import tr


def backup_place_words(file: str, chosen_on: datetime | None, today: date, *, folder_away: bool) -> str:
    """Where the last good copy is, and since when the chosen folder is away: what the line at the bottom has no room for."""
    lines = [tr("Salinan baik yang terakhir: {file}", file=file)] if file else []
    if folder_away and chosen_on is not None:
        lines.append(tr("Folder pilihan terakhir ada: {when}", when=formats.moment(chosen_on.astimezone(), today)))
    return "\n".join(lines)


def backup_words(
    last: datetime | None, today: date, *, folder_away: bool, place: str = "", chosen_on: datetime | None = None
) -> str:
    """When the last backup was made, and where; `folder_away`: not in the folder that was chosen for it, which was there `chosen_on`."""
    if last is None:
        return tr("Belum ada cadangan")
    when = formats.moment(last.astimezone(), today)
    if folder_away:
        if chosen_on is not None:
            there = formats.moment(chosen_on.astimezone(), today)
            return tr("Cadangan: folder pilihan terakhir ada {there} · {when} di komputer ini", there=there, when=when)
        return tr("Cadangan: folder pilihan tidak ada · {when} di komputer ini", when=when)
    if place:
        return tr("Cadangan terakhir: {when} ✓ di {place}", when=when, place=place)
    return tr("Cadangan terakhir: {when} ✓", when=when)


def version_words(version: str, next_version: str) -> str:
    """The version, and behind it what there is to say of the next one."""
    return f"v{version} · {next_version}" if next_version else f"v{version}"


def lock_words(role: str, minutes: int) -> str:
    """0 minutes: the program never locks itself."""
    if minutes <= 0:
        return role
    return tr("{role} · terkunci otomatis {minutes} menit", role=role, minutes=minutes)
