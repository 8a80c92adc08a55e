"""The demo office: some 200 complaints of a year, recorded and handled by the same code as real ones, at believable hours.

A clock walks through all events in the order of their time, so numbers, histories and deadlines are what they would be had
three people really worked in it. Everything is one transaction.
"""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import time as system_clock
from typing import Literal

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, insert

from complaints import fold
from complaints.calendar import WorkCalendar
from complaints.draft import Draft, Person
from complaints.events import Closed, Corrected, Facts, Location, Weight
from complaints.passwords import DEMONSTRATION
from complaints.steps import Change, StepDetails
from complaints.workflow import Action, Role
from desktop.office import handling, recording
from desktop.office.founding import Setup, found_office
from desktop.office.office import Office
from desktop.resources import resource
from desktop.store import log, projection, schema
from desktop.store.database import writing
from desktop.store.log import Author, Device, NewEvent

PASSWORD = DEMONSTRATION
PEOPLE: dict[Role, str] = {"admin": "Nurhayati", "officer": "Petugas pengaduan", "head": "H. Muh. Tahir"}
UNIT, OFFICE, PARENT = "73.07.04.2009", "Desa Saotanre", "Sinjai Tengah"
OPENS, CLOSES = time(8, 0), time(15, 30)
ONE_DAY, ONE_MINUTE = timedelta(days=1), timedelta(minutes=1)
# The second PC of the office: what it wrote about one complaint, while the first didn't see it, asks for a decision.
OTHER_PC = Device("demopc2aaaaaaaaa", "B")


class _Step(Struct, frozen=True, forbid_unknown_fields=True):
    """A step of a sample; `after` counts days from the day of receipt. `owner`: it came back from another unit."""

    after: int
    action: Action
    actor: Literal["officer", "head", "admin"] = "officer"
    note: str = ""
    to: str = ""
    name: str = ""
    weight: Weight | None = None
    fields: Change = Change()
    owner: bool = False
    draft: bool = False
    automatic: bool = False
    satisfaction: Literal[1, 2, 3, 4, 5] | None = None
    complainant: Person = Person()


class _Sample(Struct, frozen=True, forbid_unknown_fields=True):
    """A complaint received `day` days from today (so 0 or less), and what was done about it."""

    day: int
    complaint: Draft
    steps: tuple[_Step, ...] = ()


@dataclass(frozen=True, slots=True)
class _Planned:
    """Something that happened: when on the clock, on which business day, to which sample; `step` None is the recording."""

    moment: datetime
    on: date
    sample: int
    step: _Step | None


@dataclass(frozen=True, slots=True)
class Demo:
    """The demo office, opened by `user`; `people` are all who can log in, with the same password."""

    office: Office
    user: str
    password: str
    people: tuple[str, ...]


def make(folder: Path, now: datetime | None = None) -> Demo:
    """Makes the demo office in `folder`, which must not hold one yet. `now` is for tests; else it is now."""
    clock = now.timestamp if now else system_clock
    setup = Setup(UNIT, OFFICE, PARENT, PEOPLE["admin"], PASSWORD)
    office, _ = found_office(folder, setup, clock)
    try:
        for role in ("officer", "head"):
            office.members.put(PEOPLE[role], PASSWORD, role)
        present = datetime.fromtimestamp(clock()).astimezone()
        with writing(office.engine) as connection:
            _Walk(office, connection).through(_samples(), present)
    except BaseException:
        office.close()
        raise
    return Demo(office, PEOPLE["admin"], PASSWORD, tuple(PEOPLE.values()))


def _samples() -> tuple[_Sample, ...]:
    lines = resource("demo/complaints.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(msgspec.convert(json.loads(line), _Sample, strict=False) for line in lines if line.strip())


class _Walk:
    """One walk through the year."""

    def __init__(self, office: Office, connection: Connection) -> None:
        self._office = office
        self._connection = connection
        self._ids: dict[int, str] = {}

    def through(self, samples: Sequence[_Sample], now: datetime) -> None:
        plan = sorted(_plan(samples, self._office.rules.calendar, now), key=lambda planned: planned.moment)
        for planned in plan:
            now_ms = int(planned.moment.timestamp() * 1000)
            if planned.step is None:
                draft = samples[planned.sample].complaint
                self._record(planned, msgspec.structs.replace(draft, received_on=planned.on), now_ms)
            else:
                self._take(planned, planned.step, now_ms)
        self._disagree(now)

    def _author(self, role: Role) -> Author:
        return replace(self._office.author, actor=PEOPLE[role])

    def _record(self, planned: _Planned, draft: Draft, now_ms: int) -> None:
        prepared = recording.prepare(draft, (), self._office.attachments, planned.on)
        receipts = recording.record(self._connection, [prepared], self._author("officer"), self._office.rules, now_ms)
        self._ids[planned.sample] = receipts[0].id

    def _take(self, planned: _Planned, step: _Step, now_ms: int) -> None:
        complaint, rules = self._ids[planned.sample], self._office.rules
        if step.automatic:
            # As the daily upkeep does when the complainant let the time to react pass.
            history = log.history(self._connection, complaint)
            folded = fold.fold(history)
            assert folded is not None
            entry = NewEvent(complaint, folded.heads, Closed(planned.on, automatic=True))
            history += log.append(self._connection, replace(self._office.author, actor=""), [entry], now_ms)
            projection.project(self._connection, history, projection.opener(self._connection, complaint), rules)
            return
        handling.act(
            self._connection, complaint, step.action, _details(step, planned.on),
            author=self._author(step.actor), role=step.actor, rules=rules, now_ms=now_ms, today=planned.on,
        )  # fmt: skip

    def _disagree(self, now: datetime) -> None:
        """Two PCs correct the place of the newest open complaint that has one, without having seen each other."""
        connection, office = self._connection, self._office
        for complaint in reversed(self._ids.values()):
            folded = projection.load(connection, complaint, with_identity=False)
            if folded is not None and folded.stage == "in_progress" and folded.location.rt:
                break
        else:
            return
        connection.execute(insert(schema.device).values(id=OTHER_PC.id, letter=OTHER_PC.letter, current=False))
        history = log.history(connection, complaint)
        for author, rt in ((office.author, "03"), (replace(office.author, device=OTHER_PC), "04")):
            place = Location(folded.location.dusun, rt, folded.location.rw)
            entry = NewEvent(complaint, folded.heads, Corrected(folded.received_on, Facts(location=place)))
            at = int((now - ONE_MINUTE).timestamp() * 1000)
            history += log.append(connection, replace(author, actor=PEOPLE["officer"]), [entry], at)
        projection.project(connection, history, projection.opener(connection, complaint), office.rules)


def _details(step: _Step, on: date) -> StepDetails:
    unit = step.to[:1].isdigit()
    return StepDetails(
        note=step.note,
        to=step.to,
        to_name=step.name or ("Kecamatan Sinjai Tengah" if unit else step.to),
        to_person=bool(step.to) and not unit,
        weight=step.weight,
        change=step.fields,
        resumed=step.owner,
        draft=step.draft,
        satisfaction=step.satisfaction,
        on=on,
        person=step.complainant,
    )


def _plan(samples: Sequence[_Sample], calendar: WorkCalendar, now: datetime) -> Iterator[_Planned]:
    """When everything happened: on working days, within office hours, a case's steps in their order, nothing after `now`."""
    dice = random.Random(7)
    today = now.date()
    for number, sample in enumerate(samples):
        received = today + timedelta(days=sample.day)
        worked = _working(received, today, calendar)
        # A message comes on any day; who comes to the office comes when it is open.
        on = received if sample.complaint.channel in ("whatsapp", "sms", "social_media", "website") else worked
        moment = _at(worked, dice.randint(5, 330))
        yield _Planned(_squeezed(moment, now), on, number, None)
        for step in sample.steps:
            day = max(_working(received + timedelta(days=step.after), today, calendar), moment.date())
            later = moment + dice.randint(11, 45) * ONE_MINUTE
            moment = max(_at(day, dice.randint(5, 330)), later) if day > moment.date() else later
            yield _Planned(_squeezed(moment, now), moment.date(), number, step)


def _working(day: date, today: date, calendar: WorkCalendar) -> date:
    """This day or the next on which the office works; the last such day when that would be after today."""
    forward = day
    while forward < today and not calendar.is_working(forward):
        forward += ONE_DAY
    while not calendar.is_working(forward):
        forward -= ONE_DAY
    return forward


def _at(day: date, minutes: int) -> datetime:
    return datetime.combine(day, OPENS).astimezone() + minutes * ONE_MINUTE


def _squeezed(moment: datetime, now: datetime) -> datetime:
    """Today's hours as far as they have passed: the order stays, and nothing lies ahead of the clock."""
    if moment.date() < now.date():
        return moment
    opened = datetime.combine(now.date(), OPENS).astimezone()
    start = opened if now > opened + 60 * ONE_MINUTE else now - 60 * ONE_MINUTE
    span = datetime.combine(now.date(), time(23, 59)).astimezone() - opened
    return start + (moment - opened) / span * (now - ONE_MINUTE - start)
