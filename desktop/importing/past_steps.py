"""Turns what a register says of a complaint's outcome into steps, in an order that the workflow allows.

A register seldom has every date. Verification without one is taken as done on the day of receipt, since the book took
the complaint in; any other step on the day of the nearest step that has one. Where a finished complaint has no day at
all, it counts as finished on the day of receipt, and is reported as `undated`: its timeliness means nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, cast

from msgspec import Struct

from complaints import vocabulary
from complaints.complaint import STAGES, Stage
from complaints.draft import NOTE_LIMIT, clean
from complaints.errors import InvalidField
from complaints.events import (
    AnyStep,
    Archived,
    Closed,
    FollowedUp,
    Forwarded,
    Noted,
    Responded,
    Returned,
    Verified,
)
from complaints.phrases import phrase
from complaints.step_times import MEASURED
from desktop.importing.answers import ResultAnswer
from desktop.importing.cell_values import EMPTY_MARKS, understood
from desktop.importing.headings import normal
from desktop.importing.questions import Unanswered
from desktop.importing.result_words import Result, read_result

PREFIX = "outcome."
# 'Ditindaklanjuti' is said of what is being worked on and of what is finished: the dates beside it decide.
StatedStage = Stage | Literal["followed_up", ""]
_FOLLOWED_UP = (
    "ditindaklanjuti", "sudah ditindaklanjuti", "telah ditindaklanjuti", "ditindak lanjuti", "sudah ditindak lanjuti",
    "tindak lanjut", "sudah", "followed up",
)  # fmt: skip
_STAGES: dict[str, StatedStage] = {
    **cast("dict[str, StatedStage]", understood(STAGES, vocabulary.STAGES, vocabulary.STAGE_SYNONYMS)),
    **dict.fromkeys(_FOLLOWED_UP, "followed_up"),
}
_TO = ("diteruskan ke ", "diteruskan kepada ", "dilimpahkan ke ", "didisposisikan ke ", "disposisi ke ")
_UNFINISHED: frozenset[StatedStage] = frozenset({"new", "returned", "verified", "in_progress", "forwarded"})
_FINISHED: frozenset[Stage] = frozenset({"responded", "closed", "archived"})
FROM_REGISTER = "menurut register"
LONGEST_COURSE = timedelta(days=3660)
# As a status 'sudah' stands beside 'belum'; as a result it says nothing.
_UNCLEAR = frozenset({"sudah", "tindak lanjut"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome columns of one row.

    `answers` are further answers with their days: OpenSID keeps them in rows of their own.

    `changed_on` is the day on which the row was changed last, where nothing else dates its status.
    """

    status: str = ""
    follow_up: str = ""
    response: str = ""
    forwarded_to: str = ""
    verified_on: date | None = None
    followed_up_on: date | None = None
    responded_on: date | None = None
    closed_on: date | None = None
    changed_on: date | None = None
    answers: tuple[tuple[date | None, str], ...] = ()


class Course(Struct, frozen=True, gc=False):
    """The steps after the recording, and the stage they lead to.

    `undated`: finished, but the register has no day for it.

    `undated_steps`: the steps without a day, or for which the register doesn't say whether they were taken
    (complaints/events.py, `Register`).
    """

    stage: Stage
    steps: tuple[AnyStep, ...]
    undated: bool = False
    undated_steps: tuple[str, ...] = ()

    @property
    def reached_on(self) -> date | None:
        """The day of the last step; None where the register has no day for it."""
        return self.steps[-1].on if self.steps and not self.undated and not self._has_undated_end else None

    @property
    def _has_undated_end(self) -> bool:
        ends = {
            "closed": "close",
            "responded": "respond",
            "in_progress": "follow_up",
            "forwarded": "follow_up",
            "verified": "verify",
        }
        return ends.get(self.stage, "") in self.undated_steps


NO_STEPS = Course("new", (), undated_steps=MEASURED)


def stage_of(word: str) -> StatedStage | None:
    """The stage that a status means; None for an unknown word."""
    plain = normal(word)
    if not plain:
        # A check mark, a question mark: something is said, and nobody knows what.
        return "" if word.strip() in EMPTY_MARKS else None
    if plain in _STAGES:
        return _STAGES[plain]
    return "forwarded" if any(plain.startswith(start) for start in _TO) else None


def no_answer(_text: str) -> ResultAnswer | None:
    return None


def course(outcome: Outcome, received_on: date, answer: Callable[[str], ResultAnswer | None] = no_answer) -> Course:
    """Raises InvalidField for days out of order and for a status that contradicts the row's days.

    Raises Unanswered for unclear words, unless `answer` gives the meaning that people chose.
    """
    if outcome == Outcome():
        return NO_STEPS
    follow_up, response = _text(outcome.follow_up, "follow_up"), _text(outcome.response, "response")
    stage = _answered(outcome.status, "status", answer) or stage_of(outcome.status)
    if stage is None:
        stage, outcome = _read("status", outcome.status, outcome, received_on)
    decided = bool(outcome.closed_on or outcome.responded_on or outcome.answers)
    # A column 'Hasil' or 'Tindak lanjut' in which only 'selesai' or 'belum' stands is one of statuses.
    if stage == "" and response:
        if answered := _answered(response, "response", answer):
            stage = answered
        elif (hidden := stage_of(response)) and normal(response) not in _UNCLEAR:
            stage, response = hidden, ""
        elif not decided:
            stage, outcome = _read("response", response, outcome, received_on)
    elif stage == "" and follow_up:
        if answered := _answered(follow_up, "follow_up", answer):
            stage = answered
        elif hidden := stage_of(follow_up):
            stage, follow_up = hidden, ""
        elif not decided and (result := read_result(follow_up)):
            stage, outcome = result.stage, _with_result(outcome, result, "follow_up", received_on)
    _check_days(outcome, received_on)
    reached = _reached(outcome, stage, follow_up, response)
    return _Steps(outcome, received_on, follow_up, response).course(reached)


def _answered(text: str, field: str, answer: Callable[[str], ResultAnswer | None]) -> Stage | None:
    """The stage that people chose for the text. Raises Unanswered when they chose to leave its rows out."""
    meaning = answer(text) if text else None
    if meaning == "leave_out":
        raise Unanswered(f"{PREFIX}{field}", phrase("Dilewati menurut jawaban."), "results", text)
    return meaning


def _read(field: str, text: str, outcome: Outcome, received_on: date) -> tuple[Stage, Outcome]:
    """The stage that free text states. Raises Unanswered when the text is unclear."""
    result = read_result(text)
    if result is not None:
        return result.stage, _with_result(outcome, result, field, received_on)
    if field == "status":
        reason = phrase(
            "Status “{status}” tidak dikenal; tulis misalnya baru, proses, ditanggapi, selesai, atau ditolak.",
            status=text[:40],
        )
    else:
        reason = phrase("Hasil “{text}” tidak jelas: baru, diproses, ditanggapi, atau selesai?", text=text[:60])
    raise Unanswered(f"{PREFIX}{field}", reason, "results", text)


def _with_result(outcome: Outcome, result: Result, field: str, received_on: date) -> Outcome:
    on = result.on
    if on is not None and not received_on <= on <= received_on + LONGEST_COURSE:
        raise InvalidField(
            f"{PREFIX}{field}",
            phrase("Tanggal {day} di kolom ini tidak cocok dengan tanggal diterimanya.", day=f"{on:%d-%m-%Y}"),
        )
    return replace(outcome, changed_on=outcome.changed_on or on, forwarded_to=outcome.forwarded_to or result.to)


def _reached(outcome: Outcome, stage: StatedStage, follow_up: str, response: str) -> Stage:
    """The stage of the row's status; without a status, the stage that its texts and days show."""
    finished = outcome.closed_on is not None
    if stage in _UNFINISHED and finished:
        raise InvalidField(
            f"{PREFIX}closed_on", phrase("Tanggal selesai terisi, padahal statusnya “{status}”. Betulkan salah satunya.", status=outcome.status[:40] or stage)
        )  # fmt: skip
    if stage not in ("", "followed_up"):
        return stage
    if finished:
        return "closed"
    if response or outcome.responded_on or outcome.answers:
        return "responded"
    if stage == "followed_up" or follow_up or outcome.followed_up_on:
        return "in_progress"
    if outcome.forwarded_to:
        return "forwarded"
    return "verified" if outcome.verified_on else "new"


def _check_days(outcome: Outcome, received_on: date) -> None:
    previous_day, previous_step = received_on, phrase("diterima")
    for field, name in (
        ("verified_on", phrase("verifikasi")), ("followed_up_on", phrase("tindak lanjut")), ("responded_on", phrase("tanggapan")),
        ("closed_on", phrase("selesai")),
    ):  # fmt: skip
        on: date | None = getattr(outcome, field)
        if on is None:
            continue
        if on < previous_day:
            raise InvalidField(
                f"{PREFIX}{field}",
                phrase(
                    "Tanggal {day} sebelum tanggal {earlier}. Betulkan salah satunya.", day=name, earlier=previous_step
                ),
            )
        previous_day, previous_step = on, name


def _text(text: str, field: str) -> str:
    cleaned = clean(text)
    if len(cleaned) > NOTE_LIMIT:
        raise InvalidField(
            f"{PREFIX}{field}",
            phrase(
                "Keterangan terlalu panjang: {length} huruf, paling banyak {limit}.",
                length=len(cleaned),
                limit=NOTE_LIMIT,
            ),
        )
    return cleaned


class _Steps:
    """Puts the steps of one row together."""

    def __init__(self, outcome: Outcome, received_on: date, follow_up: str, response: str) -> None:
        self._outcome, self._received, self._follow_up, self._response = outcome, received_on, follow_up, response
        self._steps: list[AnyStep] = []
        self._last = received_on

    def course(self, stage: Stage) -> Course:
        outcome = self._outcome
        undated = stage in _FINISHED and self._finished_on(stage) is None
        match stage:
            case "new":
                self._note(self._texts())
            case "returned":
                self._add(Returned(self._day(outcome.changed_on), self._note_text(vocabulary.STAGES[stage])))
                self._note(outcome.answers)
            case "archived":
                self._work_before_archiving()
                self._note(outcome.answers)
                self._add(Archived(self._day(self._finished_on(stage)), self._note_text(vocabulary.STAGES[stage])))
            case "verified":
                self._verify()
                self._note(self._texts())
            case "in_progress":
                self._verify()
                on = outcome.followed_up_on or outcome.responded_on or outcome.changed_on
                for day, text in self._texts() or [(on, f"Diproses {FROM_REGISTER}.")]:
                    self._add(FollowedUp(self._day(day or on), text))
            case "forwarded":
                self._verify()
                self._follow()
                to = outcome.forwarded_to or _receiver(outcome.status)
                self._add(
                    Forwarded(self._day(outcome.followed_up_on or outcome.changed_on), "", to, False, self._response)
                )
                self._note(outcome.answers)
            case "awaiting_approval" | "responded" | "closed":
                self._verify()
                self._follow()
                self._respond(stage)
                if stage == "closed":
                    self._add(Closed(self._day(outcome.closed_on or outcome.changed_on)))
        return Course(stage, tuple(self._steps), undated, self._undated_steps(stage))

    def _undated_steps(self, stage: Stage) -> tuple[str, ...]:
        """The steps without a day of their own. The day they got only keeps the order; no time is measured by it."""
        outcome = self._outcome
        undated_steps: list[str] = []
        if stage in ("new", "returned") and outcome.verified_on is None:
            return MEASURED if stage == "returned" and outcome.changed_on is None else ()
        if outcome.verified_on is None:
            undated_steps.append("verify")
        if stage == "archived" and self._finished_on(stage) is None:
            return MEASURED
        if stage in ("in_progress", "forwarded") and not (outcome.followed_up_on or outcome.changed_on):
            undated_steps.append("follow_up")
        if stage in ("responded", "closed") and self._finished_on(stage) is None:
            undated_steps += ["follow_up", "respond", "close"]
        elif stage == "closed" and not (outcome.closed_on or outcome.changed_on):
            undated_steps.append("close")
        return tuple(undated_steps)

    def _texts(self) -> list[tuple[date | None, str]]:
        outcome = self._outcome
        dated_texts = [
            (outcome.followed_up_on, self._follow_up),
            (outcome.responded_on, self._response),
            *outcome.answers,
        ]
        return [(on, text) for on, text in dated_texts if text]

    def _note(self, texts: Iterable[tuple[date | None, str]]) -> None:
        """Adds notes for the register's texts that no step of the workflow can hold."""
        for on, text in texts:
            self._add(Noted(self._day(on), _text(text, "response")))

    def _add(self, step: AnyStep) -> None:
        self._steps.append(step)
        self._last = step.on

    def _day(self, on: date | None) -> date:
        """The day of the next step: never before the step above it."""
        return max(on or self._last, self._last)

    def _finished_on(self, stage: Stage) -> date | None:
        outcome = self._outcome
        answered = next((on for on, _ in reversed(outcome.answers) if on), None)
        closed = outcome.closed_on if stage != "responded" else None
        return closed or outcome.responded_on or answered or outcome.changed_on or outcome.followed_up_on

    def _verify(self) -> None:
        self._add(Verified(self._outcome.verified_on or self._received))

    def _follow(self) -> None:
        """Adds the follow-up. When it is the only text of a finished complaint, it becomes the answer instead."""
        outcome = self._outcome
        if (self._follow_up and (self._response or outcome.answers)) or outcome.followed_up_on:
            on = outcome.followed_up_on or self._finished_on("closed")
            self._add(FollowedUp(self._day(on), self._follow_up or f"Ditindaklanjuti {FROM_REGISTER}."))

    def _respond(self, stage: Stage) -> None:
        outcome = self._outcome
        answers = [
            (on, _text(text, "response"))
            for on, text in sorted(outcome.answers, key=lambda answer: answer[0] or date.min)
        ]
        text = self._response or ("" if answers else self._follow_up)
        if text or not answers:
            on = outcome.responded_on or outcome.closed_on or self._finished_on(stage)
            answers.insert(0, (on, text or f"Selesai {FROM_REGISTER}."))
        if stage == "awaiting_approval":
            *before, (on, text) = answers
            self._note(before)
            self._add(Responded(self._day(on), text, draft=True))
            return
        for on, text in answers:
            self._add(Responded(self._day(on), text))

    def _work_before_archiving(self) -> None:
        """Adds verification and follow-up where the register has them; a refused complaint needs neither."""
        if self._outcome.verified_on or self._outcome.followed_up_on or (self._follow_up and self._response):
            self._verify()
            self._follow()

    def _note_text(self, word: str) -> str:
        """The register's own words that no earlier step contains."""
        follow_up_exists = any(isinstance(step, FollowedUp) for step in self._steps)
        texts = [self._response] if follow_up_exists else [self._follow_up, self._response]
        note = "\n".join(text for text in texts if text)[:NOTE_LIMIT]
        return note or f"{word} {FROM_REGISTER}: {self._outcome.status.strip() or word.lower()}."


def _receiver(status: str) -> str:
    """'Kecamatan' of 'Diteruskan ke Kecamatan'; 'Unit lain' when no unit is named."""
    text = " ".join(clean(status).split())
    for start in _TO:
        if text.casefold().startswith(start):
            return text[len(start) :]
    return "Unit lain"
