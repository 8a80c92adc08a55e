"""What waits for this office, a complaint a line in words: its next step, its deadline and who may take it."""

from dataclasses import dataclass
from datetime import date

from complaints.complaint import APART, REQUESTED, SPOKEN
from complaints.workflow import RIGHTS, Action, Role, leads_office
from desktop.store.home import Home, TodoItem
from desktop.wording import names
from desktop.wording.formats import short_date
from desktop.wording.names import Tone
from desktop.wording.translation import tr, tr_count


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


def todo_lines(home: Home, role: Role, leader: str) -> tuple[TodoLine, ...]:
    """Everything that waits. `leader`: who approves ('kepala desa'); they see first what waits for them."""
    items = home.items
    if leads_office(role):
        items = tuple(sorted(items, key=lambda item: item.next_action != "approve"))
    return tuple(todo_line(item, role, home.today, leader) for item in items)


def waiting_for_approval(home: Home, role: Role) -> str:
    """'3 tanggapan menunggu persetujuan Anda'; '' for who may not approve, or where none waits."""
    count = home.counts.stages.get("awaiting_approval", 0)
    may_approve = "approve" in RIGHTS[role]
    return tr_count("{count} tanggapan menunggu persetujuan Anda", count=count) if count and may_approve else ""


def todo_line(item: TodoItem, role: Role, today: date, leader: str = "") -> TodoLine:
    row, days = item.row, item.working_days_left
    late = row.due_on is not None and row.due_on < today and not row.paused
    # What was due on Friday is late on Saturday, though by no working day yet.
    due, tone = names.due(days, paused=row.paused) if not (late and days == 0) else (tr("lewat tenggat"), "danger")
    may = item.next_action in RIGHTS[role]
    step = _decision(row.to_decide) or names.action_name(item.next_action)
    if item.asked is not None and leader and not may:
        day = short_date(item.asked.on, today).partition(" ")[2]  # no room for its weekday
        step = tr("{who}, sejak {day}", who=leader[:1].upper() + leader[1:], day=day)
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
