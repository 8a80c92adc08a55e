"""Berkas perkara: everything that the book knows of one complaint, with its history, for the archive."""

from io import BytesIO

import msgspec

from complaints import deadlines
from complaints.complaint import Complaint
from complaints.errors import OfficeError
from complaints.fields import LABELS, OPEN, PERSON
from desktop.documents import facts, paper_people
from desktop.documents.document import Content, Document, Order, make, opened
from desktop.office.case import Case
from desktop.office.office import Office
from desktop.wording import formats, history, names, paper_formats
from desktop.wording.translation import in_indonesian

TEMPLATE = "berkas-perkara.typ"
MOST_PHOTOS, LONGEST_SIDE, QUALITY = 8, 1100, 72
HASH_SIGNS = 16


def case_file(office: Office, number: str, order: Order) -> Document:
    case = opened(office, number, order, "Mencetak berkas perkara")
    complaint = case.complaint
    with in_indonesian():
        content: Content = {
            "number": complaint.number,
            "title": complaint.title,
            "facts": _facts(office, complaint),
            "people": _people(office, case),
            "texts": [
                (heading, text)
                for heading, text in (
                    *((field.label, facts.text(office, complaint, field)) for field in OPEN if field.many_lines),
                    ("Tanggapan", complaint.response),
                    ("Rancangan tanggapan, belum disetujui", complaint.draft_response),
                )
                if text
            ],
            "deadlines": _deadlines(office, case),
            "history": _history(office, case),
            "attachments": [
                {"name": file.name, "size": formats.size(file.size), "hash": f"{file.sha256[:HASH_SIGNS]}…"}
                for file in complaint.attachments
            ],
        }
    photos = msgspec.json.encode(_photos(office, complaint)).decode("ascii")
    return make(
        office, TEMPLATE, order, content,
        title=f"Berkas pengaduan {complaint.number}", name=f"berkas-{complaint.number}", extra={"photos": photos},
    )  # fmt: skip


def _facts(office: Office, complaint: Complaint) -> list[tuple[str, str]]:
    pairs = [
        ("Nomor register", complaint.number),
        ("Nomor register lama", ", ".join(complaint.former_numbers)),
        ("Status", names.stage(complaint.stage)),
        *(
            (field.label, facts.text(office, complaint, field))
            for field in OPEN
            if field.part == "matter" and not field.many_lines
        ),
        (LABELS["location"], facts.place(complaint)),
        (LABELS["supervisory"], "Ya" if complaint.supervisory else ""),
        (
            "Kerahasiaan",
            ", ".join(
                w for on, w in ((complaint.anonymous, "anonim"), (complaint.confidential, "penanganan rahasia")) if on
            ),
        ),
        ("Ditangani oleh", complaint.forwarded_name or complaint.assignee),
        ("Kepuasan pelapor", f"{complaint.satisfaction} dari 5" if complaint.satisfaction else ""),
    ]
    return [(label, value) for label, value in pairs if value]


def _people(office: Office, case: Case) -> list[tuple[str, str]]:
    person, complaint = paper_people.named(case), case.complaint
    pairs = [
        (LABELS["name"], person.name),
        *((field.label, facts.text(office, complaint, field)) for field in PERSON if field.name != "name"),
        ("Pendukung", _supporters(case)),
        (LABELS["subject"], person.subject if complaint.subject or not case.identity_shown else "—"),
    ]
    return [(label, value) for label, value in pairs if value]


def _supporters(case: Case) -> str:
    supporters = case.complaint.supporters
    if not supporters:
        return ""
    if not case.identity_shown:
        return f"{len(supporters)} orang {paper_people.MASKED}"
    return ", ".join(person.name or "tanpa nama" for person in supporters)


def _deadlines(office: Office, case: Case) -> list[tuple[str, str, str, str]]:
    rules, today = office.rules, office.today()
    return [
        (
            names.due_step(deadline.step),
            paper_formats.full_date(deadline.due_on),
            paper_formats.full_date(deadline.met_on) or "—",
            str(
                deadlines.phrase_of(
                    deadlines.state(deadline, today, rules.calendar, rules.policy), case.complaint.forwarded_name
                )
            ),
        )
        for deadline in case.deadlines
        if deadline.met_on is not None or case.complaint.stage not in ("closed", "archived")
    ]


def _history(office: Office, case: Case) -> list[Content]:
    """Oldest first, as an archive is read."""
    return [
        {
            "at": f"{formats.typed_date(step.at.date())} {formats.clock_time(step.at)}",
            "sentence": step.sentence,
            "note": step.note,
            "changes": step.changes,
        }
        for step in reversed(history.tell(case.complaint, office.categories, belated=case.belated))
    ]


def _photos(office: Office, complaint: Complaint) -> list[Content]:
    """The first photos, reduced for paper: name and JPEG."""
    photos: list[Content] = []
    for file in complaint.attachments:
        if len(photos) == MOST_PHOTOS:
            break
        if file.media_type.startswith("image/") and (content := _reduced(office, file.sha256)):
            photos.append({"name": file.name, "content": list(content)})
    return photos


def _reduced(office: Office, sha256: str) -> bytes:
    """The photo as a small JPEG, turned upright; b'' when it isn't here or can't be read: the list still names it."""
    from PIL import ImageOps

    from sync.photo import thumbnail

    try:
        picture, _ = thumbnail(office.attachment(sha256), LONGEST_SIDE)
        out = BytesIO()
        ImageOps.exif_transpose(picture).convert("RGB").save(out, "JPEG", quality=QUALITY)
        return out.getvalue()
    except (OfficeError, OSError, ValueError, SyntaxError):
        return b""
