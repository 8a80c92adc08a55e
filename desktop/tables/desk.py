"""The columns of the head's desk: the answers that wait for approval, and what is late with whom."""

from dataclasses import dataclass

from desktop.columns import Cell, Column, Width
from desktop.office.approvals import WaitingAnswer
from desktop.office.late_work import LateShare
from desktop.wording.formats import number
from desktop.wording.translation import tr, tr_count


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """An answer, and whether it is ticked to be approved with others."""

    answer: WaitingAnswer
    ticked: bool

    @property
    def spoken(self) -> str:
        answer = self.answer
        parts = (answer.number, answer.title, answer.since, tr("lewat tenggat") if answer.is_late else "")
        return ". ".join(part for part in parts if part)


def answer_columns() -> tuple[Column[AnswerLine], ...]:
    return (
        Column(
            tr("Nomor"),
            lambda line: Cell(line.answer.number, ticked=line.ticked, figures=True, spoken=line.spoken),
            Width(150, 210),
        ),
        Column(tr("Perihal"), _about),
    )


def _about(line: AnswerLine) -> Cell:
    answer = line.answer
    late = tr("⚠ lewat tenggat") if answer.is_late else ""
    below = " · ".join(part for part in (late, answer.since) if part)
    return Cell(answer.title, below=below, tip=answer.title)


def late_columns() -> tuple[Column[LateShare], ...]:
    return (
        Column(tr("Pada siapa"), lambda share: Cell(share.who, tip=share.who)),
        Column(tr("Terlambat"), lambda share: Cell(number(share.count), figures=True), Width(80, 110), right=True),
        Column(tr("Terlama"), _longest, Width(110, 170, by_rows=True)),
    )


def _longest(share: LateShare) -> Cell:
    if share.days <= 0:
        return Cell(tr("sejak hari kerja terakhir"), muted=True)
    return Cell(tr_count("{count} hari kerja", count=share.days), pill="danger")
