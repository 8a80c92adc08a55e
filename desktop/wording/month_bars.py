"""What was received month by month, and how far its answers are: the bars of a chart, drawn on the screen and on paper. No Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from complaints.indicators import MonthShare, Timeliness
from desktop.wording.formats import month_name, number
from desktop.wording.translation import tr

MOST_MONTHS = 36


@dataclass(frozen=True, slots=True)
class Bar:
    """A month, or a year when there would be too many months. `before` was received in what it is compared with."""

    name: str
    short: str
    first: date
    last: date
    received: int
    answers: Timeliness
    before: int | None = None

    @property
    def archived(self) -> int:
        """Archived without an answer, besides what is in time, late or to come."""
        answers = self.answers
        return max(self.received - answers.on_time - answers.late - answers.running, 0)

    @property
    def words(self) -> str:
        """'November 2026: 12 diterima; tanggapan 8 tepat waktu, 2 terlambat, 2 berjalan'."""
        sentence = tr(
            "{name}: {received} diterima; tanggapan {on_time} tepat waktu, {late} terlambat, {running} berjalan",
            name=self.name, received=number(self.received), on_time=number(self.answers.on_time),
            late=number(self.answers.late), running=number(self.answers.running),
        )  # fmt: skip
        if self.before is not None:
            sentence += tr(" · pembanding {count} diterima", count=number(self.before))
        return sentence


def bars(months: Sequence[MonthShare], before: Sequence[MonthShare] = ()) -> tuple[Bar, ...]:
    """A bar a month; beyond three years, a bar a year. Months are compared in their order."""
    if len(months) > MOST_MONTHS:
        return tuple(
            _year(year, [month for month in months if month.year == year])
            for year in sorted({month.year for month in months})
        )
    earlier_counts: list[int | None] = [month.received for month in before]
    earlier_counts += [None] * (len(months) - len(earlier_counts))
    return tuple(
        Bar(
            f"{month_name(month.month)} {month.year}", month_name(month.month)[:1] if len(months) > 12 else month_name(month.month)[:3],
            month.first, month.last, month.received, month.answers, earlier,
        )
        for month, earlier in zip(months, earlier_counts, strict=False)
    )  # fmt: skip


def _year(year: int, months: Sequence[MonthShare]) -> Bar:
    answers = Timeliness(
        sum(month.answers.on_time for month in months),
        sum(month.answers.late for month in months),
        sum(month.answers.running for month in months),
    )
    received = sum(month.received for month in months)
    return Bar(str(year), f"’{year % 100:02d}", months[0].first, months[-1].last, received, answers)
