"""`show`: one complaint whole, as the case screen shows it; the identity only when asked for, and then that is logged first."""

from complaints import vocabulary
from desktop.cli import output
from desktop.cli.arguments import CommandOptions
from desktop.cli.opening import opened
from desktop.office.case import Case
from desktop.office.case_fields import case_fields, history_fields


def show(options: CommandOptions) -> int:
    arguments = options.arguments
    with opened(options) as office:
        case = office.show_identity(arguments.number) if arguments.with_identity else office.case(arguments.number)
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
    lines += [f"→ {complaint.response}"] if complaint.response else []
    lines += [f"{deadline.step}: {deadline.due_on:%d-%m-%Y}" for deadline in case.deadlines if deadline.met_on is None]
    for entry in complaint.history:
        step = entry.event.step
        note = getattr(step, "note", "")
        name = str(getattr(step, "tag", "") or step.__struct_config__.tag)
        on = getattr(step, "on", None)
        lines.append(f"  {on:%d-%m-%Y} {name} · {entry.event.actor} {note}".rstrip() if on else f"  {name}")
    return lines
