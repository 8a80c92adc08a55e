"""What waits for this office, a complaint a line in words: its next step, its deadline and who may take it."""

from dataclasses import dataclass
from datetime import date

from complaints.complaint import APART, REQUESTED, SPOKEN
from complaints.workflow import RIGHTS, Action, Role
from desktop.store.home import TodoItem
from desktop.wording import names
from desktop.wording.names import Tone
from desktop.wording.translation import tr


@dataclass(frozen=True, slots=True)
class TodoLine:
    """One complaint in words. `action` is None when this user's role may only look at it."""

    complaint: str
    number: str
    title: str
    step: str
    due: str
    due_tone: Tone
    due_on: date | None
    action: Action | None
    button: str

    @property
    def spoken(self) -> str:
        return f"{self.number}. {self.title}. {self.step}, {self.due}. {self.button}"


def todo_line(item: TodoItem, role: Role, today: date) -> TodoLine:
    row, days = item.row, item.working_days_left
    late = row.due_on is not None and row.due_on < today and not row.paused
    # What was due on Friday is late on Saturday, though by no working day yet.
    due, tone = names.due(days, paused=row.paused) if not (late and days == 0) else (tr("lewat tenggat"), "danger")
    may = item.next_action in RIGHTS[role]
    step = _decision(row.to_decide) or names.action_name(item.next_action)
    if row.reminded:
        reminded = tr("ada surat teguran") if row.reminded > 1 else tr("diingatkan kabupaten")
        step = f"{step} · {reminded}"
    button = names.action_button(item.next_action) if may else tr("Buka")
    return TodoLine(
        row.id, row.number, row.title, step, due, tone, row.due_on,
        item.next_action if may else None, button,
    )  # fmt: skip


def _decision(to_decide: int) -> str:
    """What a complaint waits for beside its next step; '' where that is nothing, or a decision on what was changed apart."""
    if to_decide & APART or not to_decide:
        return ""
    if to_decide & SPOKEN:
        return tr("Jawaban warga")
    return tr("Permintaan kantor lain") if to_decide & REQUESTED else tr("Nomor register ganda")
