"""The district's daily round: writes the reminders that the ladder asks for, as events of the district, each once.

Any number of runners may be at it, and each may die at any moment: a rung of a complaint's deadline is a row with a unique key, made in
the transaction that writes its event. A lease keeps the workers of a server from doing the same work side by side; nothing depends on it.
"""

import logging
import secrets
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import partial
from typing import Literal

from complaints import reminders, time_zones
from complaints.complaint import OPEN_STAGES, Complaint
from complaints.events import AnyStep, Event, Meaning, Noted, Reminder, decode
from complaints.fold import fold
from complaints.ladder import Ladder, due_reminders, may_remind
from sync.server import entitlement, mail, notice, reckoning, unit_notice
from sync.server.district import District
from sync.server.intake import DistrictContext
from sync.server.own_device import NothingToWrite, OwnDevices, WrittenHead
from sync.server.projection import holder
from sync.server.reckoning import Reckoning
from sync.server.refusal import Refuse
from sync.server.statement import COUNTING, PortableStatement, Transaction

log = logging.getLogger("aduan-distrik")
ACTOR = "Pengingat otomatis"
A_TIME = 200  # complaints that are looked at together
LEASE_MS = 5 * 60_000
EVERY_SECONDS, FIRST_SECONDS = 300.0, 60

_NEAR = PortableStatement(
    "SELECT id FROM complaint WHERE id > :after AND stage IN :stages AND (holder_due <= :latest OR answer_due <= :latest) "
    f"ORDER BY id LIMIT {A_TIME}"
)
_HISTORIES = PortableStatement(
    f"SELECT content FROM event e WHERE complaint IN :ids AND {COUNTING} ORDER BY device, seq"
)
_CLAIM = PortableStatement(
    "INSERT INTO reminder (complaint, rung, written_on, unit, step, working_days, due_on, letter, receivers, device, seq) "
    "VALUES (:complaint, :rung, :on, :unit, :step, :working_days, :due_on, :letter, :receivers, '', 0) ON CONFLICT DO NOTHING"
)
_LEASE = PortableStatement(
    "UPDATE daily_round SET runner = :runner, until = :until WHERE id = 1 AND done_on <> :today AND (until < :now OR runner = :runner)"
)
_DONE = PortableStatement("UPDATE daily_round SET done_on = :today, until = 0 WHERE id = 1 AND runner = :runner")

WhyNot = Literal["", "hours", "no_district", "elsewhere"]


@dataclass(frozen=True, slots=True)
class Round:
    """What came of a round. `why_not`: outside the hours of a working day, before the district has a code, or another runner has it."""

    written: int = 0
    letters: int = 0
    why_not: WhyNot = ""


def local_time(district: District) -> datetime:
    """The time in the district's own zone."""
    zone = district.database.read(notice.zone)
    hours = timezone(timedelta(hours=time_zones.HOURS[zone]))
    return datetime.fromtimestamp(district.now() / 1000, UTC).astimezone(hours)


def ladder_of(district: District) -> Ladder:
    return reckoning.ladder(district.database.read(notice.load).ladder)


def run(district: District, own_devices: OwnDevices, go_on: Callable[[], bool] = lambda: True) -> Round:
    """Writes what is due now. `go_on` is asked before each batch; where it says no, the rest is left to the next round."""
    desk = district.database.read(district.desk)
    if not desk.district:
        return Round(why_not="no_district")
    now, ladder, reckoned = local_time(district), ladder_of(district), desk.reckoning()
    if not may_remind(ladder, reckoned.calendar, now.date(), now.hour):
        return Round(why_not="hours")
    written = letters = 0
    after = ""
    latest = latest_due(ladder, reckoned, now.date())
    while go_on():
        ids = district.database.read(partial(_near, after=after, latest=latest))
        if not ids:
            break
        after = ids[-1]
        for id in district.database.read(lambda t, ids=ids: _with_something_due(t, ids, desk, ladder, now.date())):
            for reminder in _write(district, own_devices, desk, ladder, id, now.date()):
                written += 1
                letters += reminder.letter
    district.database.write(unit_notice.renew)
    return Round(written, letters)


def _near(transaction: Transaction, *, after: str, latest: int) -> list[str]:
    rows = transaction.rows(_NEAR, after=after, stages=sorted(OPEN_STAGES), latest=latest)
    return [id for (id,) in rows]


def latest_due(ladder: Ladder, reckoned: Reckoning, today: date) -> int:
    """The last day (ordinal) on which a deadline may fall that is brought to mind today."""
    earliest = min((rung.working_days for rung in ladder.reminder), default=0)
    return reckoned.calendar.add(today, max(-earliest, 0)).toordinal()


def _with_something_due(
    transaction: Transaction, ids: Sequence[str], desk: DistrictContext, ladder: Ladder, today: date
) -> list[str]:
    histories: dict[str, list[Event]] = {id: [] for id in ids}
    for (content,) in transaction.rows(_HISTORIES, ids=list(ids)):
        event = decode(content)
        histories[event.complaint].append(event)
    due: list[str] = []
    for id, history in histories.items():
        entitled = entitlement.entitled(history, desk.district)
        complaint = fold([event for event in history if event.unit in entitled])
        if complaint is not None and _due(complaint, desk, ladder, today):
            due.append(id)
    return due


def _due(complaint: Complaint, desk: DistrictContext, ladder: Ladder, today: date) -> tuple[Reminder, ...]:
    reckoned = desk.reckoning()
    return due_reminders(complaint, holder(complaint), ladder, reckoned.policy, reckoned.calendar, today)


def _write(
    district: District, own_devices: OwnDevices, desk: DistrictContext, ladder: Ladder, id: str, today: date
) -> list[Reminder]:
    """What was written about this complaint, in a transaction of its own; nothing where another runner was first."""
    written: list[Reminder] = []

    def work(transaction: Transaction) -> WrittenHead:
        def decide(complaint: Complaint) -> list[AnyStep]:
            written[:] = [due for due in _due(complaint, desk, ladder, today) if _claim(transaction, id, due, today)]
            return [
                Noted(max(today, complaint.received_on), reminders.words(due), Meaning(reminder=due)) for due in written
            ]

        return own_devices.write(transaction, desk, desk.district, ACTOR, id, decide, district.now())

    try:
        own_devices.keep(district.database.write(work))
    except (NothingToWrite, Refuse):
        return []
    return written


def _claim(transaction: Transaction, id: str, due: Reminder, today: date) -> bool:
    claimed = transaction.run(
        _CLAIM, complaint=id, rung=reminders.rung_of(due), on=today.isoformat(), unit=due.unit, step=due.step,
        working_days=due.working_days, due_on=due.due_on.isoformat(), letter=due.letter,
        receivers=f" {' '.join(sorted(due.receivers))} ",
    )  # fmt: skip
    return claimed == 1


def mail_now(district: District, address: str = "") -> mail.Sent:
    """E-mail about today's reminders, where the district has an SMTP server; within the hours in which people may be reminded."""
    server = mail.configured()
    now = local_time(district)
    reckoned, _ = district.own_desk()
    if server is None or not may_remind(ladder_of(district), reckoned.calendar, now.date(), now.hour):
        return mail.Sent()

    def make(transaction: Transaction) -> None:
        mail.make(transaction, now.date(), notice.load(transaction).name, address)

    district.database.write(make)
    return mail.send_all(district.database.write, server, now.date())


class Runner:
    """Does the round once a day in a thread beside the server's requests, whichever of its workers comes first."""

    def __init__(self, district: District, address: str = "") -> None:
        self._district = district
        self._own_devices = OwnDevices()
        self._address = address
        self._name = secrets.token_hex(8)
        self._stopped = threading.Event()

    def start(self) -> None:
        threading.Thread(target=self._work, name="daily-round", daemon=True).start()

    def stop(self) -> None:
        self._stopped.set()

    def _work(self) -> None:
        pause = FIRST_SECONDS + secrets.randbelow(FIRST_SECONDS)  # the workers of a server start together
        while not self._stopped.wait(pause):
            pause = EVERY_SECONDS
            try:
                self.once()
                mail_now(self._district, self._address)
            except Exception:
                log.exception("daily round")

    def once(self) -> Round:
        """One try: nothing where the day's round is done, or another runner is at it."""
        now = local_time(self._district)
        ladder, (reckoned, _) = ladder_of(self._district), self._district.own_desk()
        if not may_remind(ladder, reckoned.calendar, now.date(), now.hour):
            return Round(why_not="hours")
        if not self._lease(now.date()):
            return Round(why_not="elsewhere")
        done = run(self._district, self._own_devices, lambda: not self._stopped.is_set() and self._lease(now.date()))
        if done.why_not or self._stopped.is_set():
            return done
        self._district.database.write(lambda t: t.run(_DONE, today=now.date().isoformat(), runner=self._name))
        log.info("daily round", extra={"written": done.written, "letters": done.letters})
        return done

    def _lease(self, today: date) -> bool:
        now = self._district.now()
        leased = self._district.database.write(
            lambda t: t.run(_LEASE, runner=self._name, until=now + LEASE_MS, now=now, today=today.isoformat())
        )
        return leased == 1
