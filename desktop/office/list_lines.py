"""A row of the list of complaints in words. They are made where the row is loaded, so that scrolling only paints."""

from dataclasses import dataclass
from datetime import date

from complaints import deadlines
from complaints.complaint import IS_NEWER
from desktop.office.office import Office
from desktop.store.listing import Row
from desktop.wording import deadline_text, formats, names
from desktop.wording.names import Tone
from desktop.wording.translation import language, tr


@dataclass(frozen=True, slots=True)
class ListLine:
    """`due_tone` is None where the deadline stands as plain words; the urgent ones are pills."""

    row: Row
    stage: str
    stage_tone: Tone
    due: str
    due_tone: Tone | None
    due_full: str
    received: str
    category: str
    kind: str

    @property
    def spoken(self) -> str:
        """The row for a screen reader."""
        mark = tr("perlu keputusan") if self.row.needs_decision else ""
        similar = tr("mirip dengan yang dicari") if self.row.similar else ""
        parts = (self.row.number, self.row.title, self.stage, self.due_full, mark, similar)
        return ", ".join(part for part in parts if part)


def list_line(row: Row, office: Office, today: date) -> ListLine:
    """The row with its words. It counts days with the calendar, so it runs in the lane that loads the row."""
    due, full, tone = "—", tr("tanpa tenggat"), None
    current = row.due()
    if current is not None and row.due_on is not None and row.due_step:
        state = deadlines.due_state(current, today, office.rules.calendar, office.rules.policy)
        due, tone = deadline_text.short_words(state, row.forwarded_name), names.urgent_tone(state.urgency)
        full = deadline_text.sentence(row.due_step, row.due_on, state, row.forwarded_name, today)
    stage, stage_tone = names.stage(row.stage), names.stage_tone(row.stage)
    if row.newer == IS_NEWER:
        stage, stage_tone = tr("Perlu versi baru"), "conflict"
    return ListLine(
        row, stage, stage_tone, due, tone, full,
        formats.typed_date(row.received_on), office.categories.label(row.category, language()) if row.category else "",
        names.kind(row.kind),
    )  # fmt: skip
