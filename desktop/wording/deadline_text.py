"""How a deadline stands, in words: short for a narrow column, whole for tool tips and screen readers."""

from datetime import date

from complaints.deadlines import Deadline, DeadlineState, DeadlineStep, phrase_of
from desktop.wording import formats, names
from desktop.wording.translation import tr, tr_count, tr_phrase


def short_words(state: DeadlineState, forwarded_name: str) -> str:
    """'lewat 3 hari': only the whole sentence says that late days are working days."""
    match state.urgency:
        case "paused":
            return names.due(None, paused=True)[0]
        case "late" if state.working_days < 0:
            return tr_count("lewat {count} hari", count=-state.working_days)
        case _:
            return tr_phrase(phrase_of(state, forwarded_name))


def sentence(step: DeadlineStep, due_on: date, state: DeadlineState, forwarded_name: str, today: date) -> str:
    """'Tanggapan: lewat 3 hari kerja, paling lambat Rab 25 Nov'."""
    return tr(
        "{step}: {words}, paling lambat {day}",
        step=names.due_step(step),
        words=tr_phrase(phrase_of(state, forwarded_name)),
        day=formats.short_date(due_on, today),
    )


def last_day(deadline: Deadline, today: date) -> str:
    """'Tanggapan paling lambat Rab 25 Nov', and since when its clock has been stopped."""
    words = tr(
        "{step} paling lambat {day}",
        step=names.due_step(deadline.step),
        day=formats.short_date(deadline.due_on, today),
    )
    if deadline.pause is None:
        return words
    since = formats.short_date(deadline.pause.start, today)
    return tr("Jam tenggat berhenti sejak {day}", day=since) + " · " + words


def with_source(deadline: Deadline, state: DeadlineState, forwarded_name: str, today: date) -> str:
    """'Tanggapan: Rab 25 Nov, lewat 3 hari kerja (…)': the number of days comes from a rule, which stands in brackets."""
    day, words = formats.short_date(deadline.due_on, today), tr_phrase(phrase_of(state, forwarded_name))
    return f"{names.due_step(deadline.step)}: {day}, {words} ({deadline.source})"
