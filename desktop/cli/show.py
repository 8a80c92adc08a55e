"""`show`: one complaint whole, as the case screen shows it; the identity only when asked for, and then that is logged first."""

from complaints import vocabulary
from complaints.complaint import IS_NEWER, Complaint
from complaints.events import Forwarded
from desktop.cli import output
from desktop.cli.arguments import CommandOptions
from desktop.cli.opening import opened
from desktop.office.case import Case
from desktop.office.case_fields import case_fields, history_fields, holder_fields
from desktop.office.handling import SeveralHaveNumber
from desktop.office.same_number import told_apart
from desktop.wording import names
from desktop.wording.translation import tr


def show(options: CommandOptions) -> int:
    arguments = options.arguments
    with opened(options) as office:
        try:
            case = office.show_identity(arguments.number) if arguments.with_identity else office.case(arguments.number)
        except SeveralHaveNumber as several:
            if arguments.json:
                choices = [holder_fields(holder) for holder in several.sharing]
                output.line({"number": arguments.number, "several": choices})
            raise
    if arguments.json:
        output.line(case_fields(case) | history_fields(case))
    else:
        for line in _lines(case):
            output.text(line)
    return 0


def _lines(case: Case) -> list[str]:
    complaint = case.complaint
    lines = [
        f"{complaint.number} · {vocabulary.STAGES[complaint.stage]} · {complaint.received_on:%d-%m-%Y}",
        complaint.title,
        complaint.body,
    ]
    lines += [names.newer()] if complaint.newer == IS_NEWER else []
    former = ", ".join(complaint.former_numbers)
    lines += [tr("Nomor lama: {numbers}", numbers=former)] if former else []
    others = [told_apart(holder) for holder in case.sharing if holder.id != complaint.id]
    lines += [tr("Nomor ini juga dipakai: {others}", others=other) for other in others]
    if case.identity_shown:
        lines += [_person(complaint)]
    lines += [f"→ {complaint.response}"] if complaint.response else []
    lines += [f"{deadline.step}: {deadline.due_on:%d-%m-%Y}" for deadline in case.deadlines if deadline.met_on is None]
    for entry in complaint.history:
        step = entry.event.step
        note = getattr(step, "note", "")
        if isinstance(step, Forwarded):
            note = f"→ {step.name or step.unit} {note}"
        name = str(getattr(step, "tag", "") or step.__struct_config__.tag)
        on = getattr(step, "on", None)
        note = tr("dibatalkan") + f" · {note}" if entry.undone else note
        lines.append(f"  {on:%d-%m-%Y} {name} · {entry.event.actor} {note}".rstrip() if on else f"  {name}")
    return lines


def _person(complaint: Complaint) -> str:
    if complaint.erased:
        return tr("Data pribadi dihapus")
    if complaint.identity_closed:
        return tr("Identitas pelapor ada, tetapi tidak dapat dibuka di komputer ini")
    return tr("Pelapor: {who}", who=complaint.complainant.name or tr("tanpa nama"))
