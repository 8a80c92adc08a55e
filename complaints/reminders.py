"""Reminders in a history: notes in which the district says that a deadline is near or over (ladder.py decides when)."""

from collections.abc import Iterable, Sequence
from typing import Literal

from complaints.complaint import OPEN_STAGES, Complaint
from complaints.events import Event, Meaning, Noted, Reminder

Receiver = Literal["officer", "head", "kecamatan", "coordinator", "inspectorate"]
RECEIVERS: dict[Receiver, str] = {
    "officer": "petugas", "head": "kepala unit", "kecamatan": "kecamatan", "coordinator": "koordinator kabupaten",
    "inspectorate": "Inspektorat",
}  # fmt: skip
RECEIVER_WORDS: dict[str, str] = {**RECEIVERS}
# What is due, inside a sentence.
DUE_WORDS: dict[str, str] = {"verify": "verifikasi", "follow_up": "tindak lanjut", "done": "tanggapan"}
BEFORE_ALL = -10_000  # working days: below every rung


def reminder_of(event: Event) -> Reminder | None:
    """What this event brings to mind; None where it is no reminder."""
    match event.step:
        case Noted(meaning=Meaning(reminder=reminder)):
            return reminder
        case _:
            return None


def rung_of(reminder: Reminder) -> str:
    """What makes two reminders of a complaint the same one, whoever wrote them and how often: 'done.0.7'."""
    return f"{reminder.step}.{reminder.again}.{reminder.working_days}"


def each_once(events: Sequence[Event]) -> tuple[Event, ...]:
    """The reminders, each rung once: a district restored from a backup may have written one again before it got the first one back."""
    first: dict[str, Event] = {}
    for event in events:
        if (reminder := reminder_of(event)) is not None:
            first.setdefault(rung_of(reminder), event)
    return tuple(first.values())


def highest_written(events: Iterable[Event]) -> dict[tuple[str, int], int]:
    """By deadline (its step, and after how many reopenings): the highest rung that was written, in working days."""
    written: dict[tuple[str, int], int] = {}
    for event in events:
        if (reminder := reminder_of(event)) is not None:
            deadline = (reminder.step, reminder.again)
            written[deadline] = max(written.get(deadline, BEFORE_ALL), reminder.working_days)
    return written


def standing(complaint: Complaint) -> Event | None:
    """The last reminder, as long as what it reminds of is still to be done."""
    if not complaint.reminders or complaint.stage not in OPEN_STAGES:
        return None
    last = complaint.reminders[-1]
    reminder, dates = reminder_of(last), complaint.milestones
    if reminder is None or reminder.again != len(dates.reopenings):
        return None
    done = {"verify": dates.verified_on, "follow_up": dates.followed_up_on, "done": dates.responded_on}
    return last if done.get(reminder.step) is None else None


def words(reminder: Reminder) -> str:
    """The note's own words, which 1.0.0 shows alone: 'Pengingat: tenggat verifikasi tinggal 2 hari kerja atau kurang (05-11-2026). …'."""
    receivers = ", ".join(RECEIVER_WORDS.get(receiver, receiver) for receiver in reminder.receivers)
    return f"{'Teguran' if reminder.letter else 'Pengingat'}: {situation(reminder)}. Diberitahukan kepada {receivers or 'kantor'}."


def situation(reminder: Reminder) -> str:
    """'tanggapan lewat sedikitnya 7 hari kerja dari tenggatnya (05-11-2026)'. A round that comes late names the rung, not the days."""
    what = DUE_WORDS.get(reminder.step, "langkah berikutnya")
    on = reminder.due_on.strftime("%d-%m-%Y")
    if reminder.working_days < 0:
        return f"tenggat {what} tinggal {-reminder.working_days} hari kerja atau kurang ({on})"
    if reminder.working_days == 0:
        return f"{what} jatuh tempo pada {on}"
    return f"{what} lewat sedikitnya {reminder.working_days} hari kerja dari tenggatnya ({on})"
