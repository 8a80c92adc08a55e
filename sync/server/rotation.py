"""A backup each night in one folder, and which of them stay: of the last days, weeks and months one each."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from complaints.phrases import phrase
from sync.disk.renaming import discard
from sync.server import backup
from sync.server.backup import CannotBackUp
from sync.server.options import ServerOptions

DAYS, WEEKS, MONTHS = 7, 5, 12
_NAME = re.compile(r"aduan-(\d{4}-\d{2}-\d{2})\.cadangan(\.part)?")


def name_of(day: date) -> str:
    return f"aduan-{day.isoformat()}.cadangan"


def kept(days: Iterable[date]) -> set[date]:
    """Those that stay: the newest of all, and the newest of each of the latest weeks and months that have one.

    Counted by backups, not by the calendar: a server that was off for a year loses none for it.
    """
    newest_first = sorted(set(days), reverse=True)
    weeks: dict[tuple[int, int], date] = {}
    months: dict[tuple[int, int], date] = {}
    for day in newest_first:
        week = day.isocalendar()
        weeks.setdefault((week.year, week.week), day)
        months.setdefault((day.year, day.month), day)
    return {*newest_first[:DAYS], *list(weeks.values())[:WEEKS], *list(months.values())[:MONTHS]}


def back_up(options: ServerOptions, folder: Path, today: date, receiver: bytes) -> tuple[Path, int, int]:
    """Writes the backup of today into the folder; then, and only then, removes those that don't stay.

    Its file, how many attachments are in it, and how many backups were removed. Nothing else in the folder is touched. Raises CannotBackUp.
    """
    if not folder.is_dir():
        raise CannotBackUp(
            phrase(
                "Folder cadangan {folder} tidak ada. Belum ada yang ditulis; pasang disknya, atau buat foldernya.",
                folder=str(folder),
            )
        )
    file = folder / name_of(today)
    attachments = backup.back_up(options, file, receiver)
    existing: dict[date, Path] = {}
    for path in folder.iterdir():
        match = _NAME.fullmatch(path.name)
        if match is None or not path.is_file():
            continue
        if match[2]:  # of a backup that was killed
            discard(path)
            continue
        try:
            existing[date.fromisoformat(match[1])] = path
        except ValueError:
            continue
    # A backup from days to come was written under a wrong clock: it pushes none out.
    staying = kept(day for day in existing if day <= today)
    removed = [path for day, path in existing.items() if day <= today and day not in staying]
    for path in removed:
        discard(path)
    return file, attachments, len(removed)
