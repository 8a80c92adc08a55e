"""What the head of a case says: what it is, who complains, what is attached, and the deadline that counts now."""

from datetime import date
from typing import NamedTuple

from complaints import deadlines, reminders
from complaints.complaint import Complaint
from complaints.events import UnknownStep
from complaints.vocabulary import inside_sentence
from desktop.office.approvals import waiting_words
from desktop.office.case import Case
from desktop.office.office import Office
from desktop.wording import deadline_text, formats, names
from desktop.wording.field_text import field_name
from desktop.wording.names import Tone
from desktop.wording.translation import language, tr, tr_count, tr_phrase


class DueWords(NamedTuple):
    """The words in the pill and their tone, what is said behind it, and every deadline of the case with its source."""

    pill: str
    tone: Tone
    words: str
    all_deadlines: str


def line(complaint: Complaint, office: Office) -> str:
    """'2026-A-0048 · Pengaduan · Infrastruktur › Jalan'."""
    category = tr("tanpa kategori")
    if complaint.category:
        category = office.categories.label(complaint.category, language())
    parts = [complaint.number, names.kind(complaint.kind), category]
    if complaint.former_numbers:
        parts.insert(1, tr("nomor lama {numbers}", numbers=", ".join(complaint.former_numbers)))
    return " · ".join(parts)


def complainant(case: Case) -> str:
    complaint = case.complaint
    if complaint.erased:
        return tr("data pribadi dihapus")
    if case.identity_hidden:
        return tr("tidak ditampilkan kepada Anda, sebab aduan ini tentang pejabat kantor ini")
    if not case.identity_shown:
        return tr("anonim") if complaint.anonymous else tr("disamarkan")
    if complaint.identity_closed:
        return tr("identitasnya tidak dapat dibuka di komputer ini")
    return complaint.complainant.name or tr("tanpa nama")


def files(complaint: Complaint) -> str:
    """'2 foto · 1 berkas', '' without any."""
    images = sum(file.media_type.startswith("image/") for file in complaint.attachments)
    documents = len(complaint.attachments) - images
    counts = (
        tr_count("{count} foto", count=images) if images else "",
        tr_count("{count} berkas", count=documents) if documents else "",
    )
    return " · ".join(count for count in counts if count)


def flags(complaint: Complaint) -> str:
    marks = (
        inside_sentence(field_name("confidential")) if complaint.confidential else "",
        inside_sentence(field_name("supervisory")) if complaint.supervisory else "",
    )
    return " · ".join(mark for mark in marks if mark)


def due(case: Case, office: Office, today: date) -> DueWords | None:
    """None where no deadline counts and no answer waits for the complainant."""
    current, complaint, rules = case.current, case.complaint, office.rules
    states = [deadlines.state(deadline, today, rules.calendar, rules.policy) for deadline in case.deadlines]
    all_deadlines = "\n".join(
        deadline_text.with_source(deadline, state, complaint.forwarded_name, today)
        for deadline, state in zip(case.deadlines, states, strict=True)
    )
    if current is not None:
        state = deadlines.state(current, today, rules.calendar, rules.policy)
        tone = names.urgent_tone(state.urgency) or ("warning" if state.urgency == "soon" else "neutral")
        pill = tr_phrase(deadlines.phrase_of(state, complaint.forwarded_name))
        words = " · ".join(
            part
            for part in (
                waiting_words(complaint, office),
                deadline_text.last_day(current, today),
                _reminded(complaint, today),
            )
            if part
        )
        return DueWords(pill, tone, words, all_deadlines)
    if complaint.stage == "awaiting_approval":
        return DueWords(tr("menunggu persetujuan"), "warning", waiting_words(complaint, office), all_deadlines)
    if complaint.stage != "responded":
        return None
    closes, words = deadlines.closes_on(complaint.milestones, rules.policy), ""
    if closes:
        day = formats.short_date(closes, today)
        words = tr("selesai dengan sendirinya {day} bila pelapor tidak keberatan", day=day)
    return DueWords(tr("sudah ditanggapi"), "ok", words, all_deadlines)


def _reminded(complaint: Complaint, today: date) -> str:
    """'surat teguran 12 Nov', of a reminder whose matter is not done yet."""
    last = reminders.standing(complaint)
    if last is None or isinstance(last.step, UnknownStep):
        return ""
    reminder, day = reminders.reminder_of(last), formats.short_date(last.step.on, today)
    if reminder is not None and reminder.letter:
        return tr("surat teguran {day}", day=day)
    return tr("diingatkan {day}", day=day)
