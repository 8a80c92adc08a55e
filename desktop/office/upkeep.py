"""What keeps a book safe and true without being asked: backups, the check, due days after a change of rules, silent closings."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import Engine, func, select

from complaints import clock
from complaints.deadlines import closes_on
from complaints.errors import OfficeError
from complaints.events import Closed
from complaints.fold import fold
from complaints.phrases import phrase
from desktop.office import rules
from desktop.store import backup, kept_values, log, projection
from desktop.store.attachments import Attachments
from desktop.store.backup import BackupReport, Progress, always
from desktop.store.database import give_memory_back, reading, writing
from desktop.store.log import Author, Device, NewEvent
from desktop.store.projection import Rules
from desktop.store.schema import complaint, event
from desktop.store.settings import Settings
from desktop.store.vault import Unlocked

if TYPE_CHECKING:
    from desktop.store.check import CheckReport

FAR_AHEAD = timedelta(days=45)
LAST_WRITTEN = 500


@dataclass(frozen=True, slots=True)
class Daily:
    """What the daily upkeep did. `fallback`: the chosen folder wasn't there, so the backup lies beside the data."""

    backup: BackupReport | None
    fallback: bool
    closed: int


class UpkeepBook(Protocol):
    """What upkeep needs of an opened office."""

    folder: Path
    engine: Engine
    unlocked: Unlocked
    attachments: Attachments
    clock: Callable[[], float]
    settings: Settings
    rules: Rules
    device: Device

    def today(self) -> date: ...

    @property
    def now_ms(self) -> int: ...


@dataclass(frozen=True, slots=True)
class BackupState:
    """`folder_away`: the chosen folder was not there, so the last backup lies beside the data, on the same disk.

    `file` is the last good copy, '' where it was made by a version that didn't keep that; `chosen_on`: when one was last written
    into the chosen folder.
    """

    last: datetime | None
    folder_away: bool
    file: str = ""
    chosen_on: datetime | None = None


class Upkeep:
    """The upkeep of one opened office."""

    def __init__(self, office: UpkeepBook) -> None:
        self._office = office

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._office.clock()).astimezone()

    def backup(self, file: Path, progress: Progress = always) -> BackupReport:
        """A whole backup in one file, attachments included, read back before it gets its name."""
        return backup.write(self._office.folder, self._office.unlocked.key, file, self.now(), progress=progress)

    def by_itself(self, progress: Progress) -> Daily:
        """What runs without anybody asking: the day's work, and before it due days where the rules have changed."""
        if self.rules_changed():
            self.refresh_deadlines(progress)
        daily = self.daily(progress)
        give_memory_back(self._office.engine)
        return daily

    def daily(self, progress: Progress = always) -> Daily:
        """Today's work, once a day: the backup if there is none of today yet, and answered complaints whose time is over."""
        closed = self.close_answered()
        state = self.backup_state()
        is_back = state.folder_away and not self.place()[1]
        if state.last is not None and state.last.date() == self.now().date() and not is_back:
            return Daily(None, state.folder_away, closed)
        report, fallback = self.backup_now(progress)
        return Daily(report, fallback, closed)

    def backup_now(self, progress: Progress = always) -> tuple[BackupReport, bool]:
        """A backup into the chosen folder, or beside the data while that folder (a USB stick) isn't there."""
        office = self._office
        place, fallback = self.place()
        report = backup.daily(
            office.folder, office.unlocked.key, place, self.now(), office.settings.backups_kept, progress
        )
        with writing(office.engine) as connection:
            kept_values.save(connection, "last_backup", report.created)
            kept_values.save(connection, "backup_folder_away", fallback)
            kept_values.save(connection, "last_backup_file", str(report.file))
            if office.settings.backup_folder and not fallback:
                kept_values.save(connection, "backup_folder_reached", report.created)
        return report, fallback

    def place(self) -> tuple[Path, bool]:
        """Where daily backups go now, and whether that is only the fallback."""
        chosen = self._office.settings.backup_folder
        if chosen and Path(chosen).is_dir():
            return Path(chosen), False
        return self._office.folder / backup.DAILY, bool(chosen)

    def backup_state(self) -> BackupState:
        """When the last verified daily backup was made, and whether it lies where it was to lie."""
        with reading(self._office.engine) as connection:
            last = kept_values.load(connection, "last_backup", datetime)
            folder_away = kept_values.load(connection, "backup_folder_away", bool) or False
            file = kept_values.load(connection, "last_backup_file", str) or ""
            chosen_on = kept_values.load(connection, "backup_folder_reached", datetime)
        return BackupState(last, folder_away and bool(self._office.settings.backup_folder), file, chosen_on)

    def last_backup(self) -> datetime | None:
        """When the last verified daily backup was made."""
        return self.backup_state().last

    def backups(self) -> list[Path]:
        """The daily backups that can be seen now, newest first."""
        return backup.daily_backups(self.place()[0])

    def check(self, *, repair: bool = True, progress: Progress = always) -> "CheckReport":
        """Verifies chain, hashes, attachments and that refolding equals the projections; repairs those."""
        from desktop.store import check

        office = self._office
        report = check.check(office.engine, office.attachments, office.rules, repair=repair, progress=progress)
        if report.clean:
            self.keep_fingerprint()
        return report

    def rules_changed(self) -> bool:
        """Whether due days in the list were reckoned by other rules than now: a new policy, holiday or table."""
        with reading(self._office.engine) as connection:
            fingerprint = kept_values.load(connection, "rules", bytes)
        return fingerprint != rules.fingerprint(self._office.rules)

    def refresh_deadlines(self, progress: Progress = always) -> int:
        """Reckons every row again by the rules that hold now; returns how many. Stops cleanly, and can be run again."""
        office = self._office
        with reading(office.engine) as connection:
            ids = connection.scalars(select(complaint.c.id).order_by(complaint.c.rowid.desc())).all()
        for start in range(0, len(ids), 200):
            if not progress(start, len(ids)):
                raise OfficeError(
                    phrase(
                        "Perhitungan tenggat dihentikan; sebagian daftar masih memakai aturan lama. Jalankan lagi nanti."
                    )
                )
            with writing(office.engine) as connection:
                for complaint_id in ids[start : start + 200]:
                    history = log.history(connection, complaint_id)
                    projection.project(connection, history, projection.opener(connection, complaint_id), office.rules)
        self.keep_fingerprint()
        return len(ids)

    def keep_fingerprint(self) -> None:
        """Notes that every row follows the rules that hold now."""
        with writing(self._office.engine) as connection:
            kept_values.save(connection, "rules", rules.fingerprint(self._office.rules))

    def close_answered(self) -> int:
        """Closes this unit's answered complaints whose complainant let the time to react pass; returns how many.

        A clock far ahead of everything written closes nothing: it is more likely wrong than the office was silent.
        """
        office = self._office
        today = office.today()
        with reading(office.engine) as connection:
            is_ours = (complaint.c.stage == "responded", complaint.c.unit == office.settings.unit_code)
            ids = connection.scalars(select(complaint.c.id).where(*is_ours)).all()
            if not ids or not _is_written_near(connection, today):
                return 0
        author = Author(office.device, "", office.settings.unit_code)
        with writing(office.engine) as connection:
            return sum(self._close(connection, complaint_id, author) for complaint_id in ids)

    def _close(self, connection: log.Connection, complaint_id: str, author: Author) -> bool:
        office = self._office
        history = log.history(connection, complaint_id)
        folded = fold(history)
        day = closes_on(folded.milestones, office.rules.policy) if folded else None
        if folded is None or folded.stage != "responded" or day is None or office.today() < day:
            return False
        entry = NewEvent(complaint_id, folded.heads, Closed(day, automatic=True))
        history += log.append(connection, author, [entry], office.now_ms)
        projection.project(connection, history, projection.opener(connection, complaint_id), office.rules)
        return True


def _is_written_near(connection: log.Connection, today: date) -> bool:
    """Whether the latest event is no more than `FAR_AHEAD` before today. It nearly always is among the last that were written down."""
    last = select(event.c.at).order_by(event.c.position.desc()).limit(LAST_WRITTEN).subquery()
    return any(
        clock.moment(connection.scalar(select(func.max(stamps))) or 0).date() + FAR_AHEAD >= today
        for stamps in (last.c.at, event.c.at)
    )
