"""`show`: one complaint whole, as the case screen shows it; the identity only when asked for, and then that is logged first."""

from complaints import vocabulary
from desktop.cli import output
from desktop.cli.arguments import Options
from desktop.cli.opening import opened
from desktop.office.case import Case
from desktop.office.case_fields import case_fields, history_fields


def show(options: Options) -> int:
    given = options.given
    with opened(options) as office:
        case = office.show_identity(given.number) if given.with_identity else office.case(given.number)
    if given.json:
        output.line(case_fields(case) | history_fields(case))
    else:
        for line in _lines(case):
            output.text(line)
    return 0


def _lines(case: Case) -> list[str]:
    one = case.complaint
    lines = [f"{one.number} · {vocabulary.STAGES[one.stage]} · {one.received_on:%d-%m-%Y}", one.title, one.body]
    lines += [f"→ {one.response}"] if one.response else []
    lines += [f"{found.step}: {found.due_on:%d-%m-%Y}" for found in case.deadlines if found.met_on is None]
    for entry in one.history:
        step = entry.event.step
        note = getattr(step, "note", "")
        name = str(getattr(step, "tag", "") or step.__struct_config__.tag)
        on = getattr(step, "on", None)
        lines.append(f"  {on:%d-%m-%Y} {name} · {entry.event.actor} {note}".rstrip() if on else f"  {name}")
    return lines
