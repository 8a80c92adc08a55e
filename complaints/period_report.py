"""The report of a unit on a month, quarter or year, as it is printed, kept and sent: figures, late ones with reasons, narrative.

The figures are monitoring's (indicators.py), so that screen, recap and report say the same. A complaint that another unit recorded and
handed on is in the books of both: each report says how many of its complaints are such, and a sum over units leaves them out, so that
every complaint is counted once. A report of an earlier day stays as it was sent; a later one of the same period takes its place.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from math import isfinite
from typing import Annotated, cast

import msgspec
from msgspec import Meta, Struct

from complaints.complaint import Stage
from complaints.draft import clean
from complaints.events import LARGEST
from complaints.indicators import SCORES, Figures, Share, Timeliness
from complaints.lapor import STATUSES, status_of
from complaints.step_times import MEASURED, MeasuredStep

MOST_LATE = 300  # late complaints that are named one by one
LONGEST_TEXT, LONGEST_REASON = 4_000, 300  # letters
MOST_LINES = 200

Count = Annotated[int, Meta(ge=0, le=LARGEST)]


class Narrative(Struct, frozen=True, kw_only=True):
    """What the office itself says: obstacles (kendala), what was done about them (tindak lanjut), what it recommends (rekomendasi)."""

    obstacles: str = ""
    follow_up: str = ""
    recommendations: str = ""


class ReportDraft(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A narrative that is being written. `reasons`: why a complaint is late, by its id, where the office says it in its own words."""

    narrative: Narrative = Narrative()
    reasons: dict[str, str] = {}

    def cleaned(self) -> "ReportDraft":
        narrative = Narrative(
            obstacles=_text(self.narrative.obstacles),
            follow_up=_text(self.narrative.follow_up),
            recommendations=_text(self.narrative.recommendations),
        )
        reasons = {id: " ".join(clean(text).split())[:LONGEST_REASON] for id, text in self.reasons.items()}
        return ReportDraft(narrative=narrative, reasons={id: text for id, text in reasons.items() if text})


class LateComplaint(Struct, frozen=True, kw_only=True):
    """One whose answer came after its last day, or hasn't come though that is over. No names: the number finds the case.

    `answered`: it has an answer by now, or never gets one. `reason` is the office's own, or how the case stands.
    """

    id: str
    number: str
    received_on: date
    stage: str
    answered: bool = False
    reason: str = ""


class ReportLine(Struct, frozen=True, kw_only=True):
    """Complaints of one category or dusun, or all, and how their answers are, or how a step was passed. Working days are the clock's."""

    name: str
    received: Count = 0
    settled: Count = 0
    on_time: Count = 0
    late: Count = 0
    running: Count = 0
    left_out: Count = 0
    median_days: float | None = None

    @property
    def percent(self) -> float | None:
        return Timeliness(self.on_time, self.late).percent


class PeriodReport(Struct, frozen=True, kw_only=True):
    """`period` is the code of report_period.py, `as_of` the day of which the figures are.

    `handed` counts those of `received` that another unit recorded, `handed_statuses` their statuses. `statuses` are LAPOR!'s six by
    their codes, `stages` our own. Texts are as they were when the report was made.
    """

    period: str
    unit: str
    office: str
    as_of: date
    received: Count = 0
    handed: Count = 0
    statuses: dict[str, Count] = {}
    handed_statuses: dict[str, Count] = {}
    stages: dict[str, Count] = {}
    kinds: dict[str, Count] = {}
    channels: dict[str, Count] = {}
    answers: ReportLine = ReportLine(name="")
    steps: tuple[ReportLine, ...] = ()
    categories: tuple[ReportLine, ...] = ()
    dusun: tuple[ReportLine, ...] = ()
    reopened: Count = 0
    closed_by_program: Count = 0
    satisfaction: dict[str, Count] = {}
    late: tuple[LateComplaint, ...] = ()
    narrative: Narrative = Narrative()
    place: str = ""
    head_title: str = ""
    head_name: str = ""
    head_id: str = ""
    made_by: str = ""

    @property
    def is_nihil(self) -> bool:
        """Nothing was received in the period: reported all the same."""
        return self.received == 0

    @property
    def recorded(self) -> int:
        """Those that this unit recorded: in a sum over units each complaint stands once."""
        return max(self.received - self.handed, 0)

    @property
    def unnamed_late(self) -> int:
        """Late ones beyond those named one by one."""
        return max(self.answers.late - len(self.late), 0)

    @property
    def average_score(self) -> float | None:
        rated = sum(self.satisfaction.values())
        return sum(int(score) * count for score, count in self.satisfaction.items()) / rated if rated else None


def of_figures(
    figures: Figures,
    handed_stages: Mapping[Stage, int],
    late: Iterable[LateComplaint],
    draft: ReportDraft,
    **about: str,
) -> PeriodReport:
    """The report of these figures. `about`: period, unit, office, and who signs, by their names in PeriodReport."""
    written = draft.cleaned()
    return PeriodReport(
        as_of=figures.today,
        received=figures.received,
        handed=sum(handed_stages.values()),
        statuses=by_status(figures.stages),
        handed_statuses=by_status(handed_stages) if handed_stages else {},
        stages=cast(dict[str, int], dict(figures.stages)),
        kinds=dict(figures.kinds),
        channels=dict(figures.channels),
        answers=_line(Share("", figures.received, figures.settled, figures.timeliness)),
        steps=tuple(_step(figures, step) for step in MEASURED),
        categories=tuple(map(_line, figures.categories[:MOST_LINES])),
        dusun=tuple(map(_line, figures.dusun[:MOST_LINES])),
        reopened=figures.reopened,
        closed_by_program=figures.closed_by_program,
        satisfaction={str(score): count for score, count in figures.satisfaction.items()},
        late=tuple(msgspec.structs.replace(one, reason=written.reasons.get(one.id, one.reason)) for one in late)[:MOST_LATE],
        narrative=written.narrative,
        **about,
    )  # fmt: skip


def by_status(stages: Mapping[Stage, int]) -> dict[str, int]:
    """How many are in each of LAPOR!'s six statuses, also where that is none."""
    counts: dict[str, int] = dict.fromkeys(STATUSES, 0)
    for stage, count in stages.items():
        counts[status_of(stage)] += count
    return counts


def standing_reason(stage: Stage, receiver: str = "") -> str:
    """Why a late complaint is late as far as its stage tells, until the office says more. `receiver`: to whom it was forwarded."""
    match stage:
        case "new":
            return "Belum diverifikasi"
        case "returned":
            return "Menunggu kelengkapan dari pelapor"
        case "verified":
            return "Belum ditindaklanjuti"
        case "in_progress":
            return "Masih dikerjakan"
        case "forwarded":
            return f"Diteruskan kepada {receiver}" if receiver else "Diteruskan"
        case "awaiting_approval":
            return "Tanggapan menunggu persetujuan"
        case "responded" | "closed":
            return "Ditanggapi sesudah tenggat"
        case "archived":
            return "Diarsipkan sesudah tenggat, tanpa tanggapan"


def _line(share: Share) -> ReportLine:
    answers = share.steps["respond"]
    return ReportLine(
        name=share.name[:200], received=share.received, settled=share.settled, on_time=answers.on_time, late=answers.late,
        running=answers.running, left_out=answers.left_out,
    )  # fmt: skip


def _step(figures: Figures, step: MeasuredStep) -> ReportLine:
    times = figures.timeliness[step]
    return ReportLine(
        name=step, on_time=times.on_time, late=times.late, running=times.running, left_out=times.left_out,
        median_days=figures.speed[step].median,
    )  # fmt: skip


def _text(text: str) -> str:
    return clean(text).strip()[:LONGEST_TEXT]


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(PeriodReport)


def encode(report: PeriodReport) -> bytes:
    return _encoder.encode(report)


def decode(content: bytes) -> PeriodReport | None:
    """The report in these bytes; None where they are none, for anything may stand in an event.

    What is no score and no number of days in it is left out, so that nobody who reckons with it stumbles.
    """
    try:
        report = _decoder.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return msgspec.structs.replace(
        report,
        satisfaction={score: count for score, count in report.satisfaction.items() if score in _SCORES},
        steps=tuple(map(_finite, report.steps)),
        categories=tuple(map(_finite, report.categories)),
        dusun=tuple(map(_finite, report.dusun)),
    )


_SCORES = frozenset(map(str, SCORES))


def _finite(line: ReportLine) -> ReportLine:
    days = line.median_days
    return line if days is None or isfinite(days) else msgspec.structs.replace(line, median_days=None)
