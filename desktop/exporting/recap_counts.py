"""The recaps of a register, counted while its complaints stream past: by month, category, channel, stage and kind."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from complaints import vocabulary
from complaints.categories import Categories
from complaints.complaint import OPEN_STAGES, STAGES
from complaints.events import CHANNELS, KINDS
from complaints.fields import LABELS
from complaints.indicators import Timeliness
from desktop.store.folded_complaints import Listed

MEASURES = (
    vocabulary.COUNTS["received"], "Ditanggapi tepat waktu", "Ditanggapi terlambat", "Belum ditanggapi", "Di antaranya lewat tenggat",
    "Diarsipkan", "Tepat waktu (%)", "Tanpa tanggal", "Dicatat belakangan",
)  # fmt: skip


Outcome = Literal["on_time", "late", "unanswered", "overdue", "archived", "undated", "belated"]
Key = tuple[date, str, str, str, str, Outcome]


@dataclass(slots=True)
class OutcomeCounts:
    """Of some complaints: all of them are answered in time, answered late, unanswered, archived without an answer, or of an answer that

    is without a day or was entered belatedly. `late`: also archived when its last day was over.
    """

    received: int = 0
    on_time: int = 0
    late: int = 0
    unanswered: int = 0
    overdue: int = 0
    archived: int = 0
    undated: int = 0
    belated: int = 0

    def add(self, outcome: Outcome, count: int) -> None:
        self.received += count
        match outcome:
            case "on_time":
                self.on_time += count
            case "late":
                self.late += count
            case "archived":
                self.archived += count
            case "undated":
                self.undated += count
            case "belated":
                self.belated += count
            case "unanswered":
                self.unanswered += count
            case "overdue":
                self.unanswered += count
                self.overdue += count

    @property
    def share(self) -> float | None:
        """In time, of what was answered or should have been, as monitoring has it; 0 to 1, None while there is neither."""
        percent = Timeliness(self.on_time, self.late + self.overdue).percent
        return None if percent is None else percent / 100

    @property
    def measures(self) -> tuple[int | float | None, ...]:
        """In the order of MEASURES."""
        return (
            self.received, self.on_time, self.late, self.unanswered, self.overdue, self.archived, self.share, self.undated, self.belated,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class RecapTable:
    """One recap: the name of its sheet, the heading of its first column, and a line for each group."""

    name: str
    heading: str
    lines: tuple[tuple[str | date, OutcomeCounts], ...]
    total: OutcomeCounts


class Recap:
    """Counts what passes by; summed up when it is asked for its tables. `today` decides what is overdue."""

    def __init__(self, today: date) -> None:
        self._today = today.toordinal()
        self._counts: Counter[Key] = Counter()

    def take(self, listed: Listed) -> None:
        case = listed.complaint
        month = case.received_on.replace(day=1)
        self._counts[month, case.category, case.channel, case.stage, case.kind, self._outcome(listed)] += 1

    def _outcome(self, listed: Listed) -> Outcome:
        if listed.left_out:
            return listed.left_out
        if listed.on_time is not None:
            return "on_time" if listed.on_time else "late"
        if listed.complaint.stage not in OPEN_STAGES:
            return "archived"
        return "overdue" if listed.respond_due is not None and listed.respond_due < self._today else "unanswered"

    def tables(self, categories: Categories) -> list[RecapTable]:
        """The recaps: months, stages, channels and kinds in their own order, categories by the number of complaints."""
        months, by_category, channels, stages, kinds = (self._by(place) for place in range(5))
        total = OutcomeCounts()
        for key, count in self._counts.items():
            total.add(key[5], count)
        codes = sorted(by_category, key=lambda code: (-by_category[code].received, code))
        labels = tuple((categories.label(code) or "(tanpa kategori)", by_category[code]) for code in codes)
        return [
            RecapTable("Per bulan", "Bulan diterima", tuple((month, months[month]) for month in sorted(months)), total),
            RecapTable("Per kategori", LABELS["category"], labels, total),
            RecapTable("Per kanal", LABELS["channel"], _named(channels, CHANNELS, vocabulary.CHANNELS), total),
            RecapTable("Per status", "Status", _named(stages, STAGES, vocabulary.STAGES), total),
            RecapTable("Per jenis", LABELS["kind"], _named(kinds, KINDS, vocabulary.KINDS), total),
        ]

    def _by(self, place: int) -> dict[Any, OutcomeCounts]:
        tallies: dict[Any, OutcomeCounts] = {}
        for key, count in self._counts.items():
            tallies.setdefault(key[place], OutcomeCounts()).add(key[5], count)
        return tallies


def _named(
    tallies: Mapping[str, OutcomeCounts], codes: Sequence[str], words: Mapping[Any, str]
) -> tuple[tuple[str, OutcomeCounts], ...]:
    return tuple((words[code], tallies[code]) for code in codes if code in tallies)
