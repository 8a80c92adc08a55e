"""Surat jawaban: a letter to the complainant from a draft with placeholders, which the officer edits before it is printed."""

import re
from dataclasses import asdict, replace
from datetime import date
from typing import NamedTuple

from complaints.deadlines import reaction_ends
from complaints.draft import clean
from complaints.errors import InvalidField, Refused
from complaints.phrases import phrase
from desktop.documents import facts, paper_people, templates
from desktop.documents import letterhead as heads
from desktop.documents.document import Content, Document, Order, give_number, make, numbered, opened
from desktop.documents.letter_text import Letter, lines
from desktop.office.case import Case
from desktop.office.office import Office
from desktop.store.durable_files import disk_errors
from desktop.store.letters import SavedLetter
from desktop.wording import paper_formats

TEMPLATE = "surat-jawaban.typ"
PAPER = "response"
_PLACEHOLDER = re.compile(r"\{\s*([^\W\d][\w-]*)\s*\}")


class Beginning(NamedTuple):
    """The letter of the template, the names of its placeholders, and what was written of it before."""

    template: Letter
    placeholders: tuple[str, ...]
    saved: SavedLetter | None


def begin(office: Office, case: Case) -> Beginning:
    saved = office.load_letter(case.complaint.id)
    number = numbered(office, case, PAPER, Order()).number
    return Beginning(_draft_of(office, case, number), tuple(values(office, case)), saved)


def draft(office: Office, number: str = "", *, confidential: bool = False) -> Letter:
    """What an officer begins with: the shipped wording, or the office's own in its folder of templates."""
    own_templates = templates.own_folder(office.folder) / templates.DRAFT
    try:
        with disk_errors():
            body = (own_templates if own_templates.is_file() else templates.shipped() / templates.DRAFT).read_text(
                encoding="utf-8-sig"
            )
    except UnicodeDecodeError:
        raise Refused(
            phrase(
                "Berkas “{name}” di folder templat bukan teks UTF-8. Simpan ulang sebagai UTF-8.", name=templates.DRAFT
            )
        ) from None
    return Letter(
        number=number or "……/……/{bulan_romawi}/{tahun}",
        nature="Rahasia" if confidential else "Biasa",
        attachment="-",
        subject="Jawaban atas {jenis} nomor {nomor}",
        addressee="Sdr. {nama}\n{alamat}\ndi Tempat",
        body=body.strip(),
        copies="\n".join(heads.load(office).copies),
    )


def _draft_of(office: Office, case: Case, number: str) -> Letter:
    return draft(office, number, confidential=case.complaint.confidential)


def values(office: Office, case: Case, on: date | None = None) -> dict[str, str]:
    """The value of each placeholder; masked people are named as in a letter to somebody unnamed."""
    complaint, person, day = case.complaint, paper_people.named(case), on or office.today()
    letterhead = heads.filled(office)
    return {
        "nama": person.signer or "Pelapor",
        "alamat": person.address,
        "nomor": complaint.number,
        "perihal": complaint.title,
        "isi": complaint.body,
        "jenis": facts.kind(complaint).lower(),
        "kategori": facts.category(office, complaint),
        "kanal": facts.channel(complaint.channel),
        "tempat": facts.place(complaint),
        "diterima": paper_formats.full_date(complaint.received_on),
        "tanggal": paper_formats.full_date(day),
        "bulan_romawi": paper_formats.roman_month(day),
        "tahun": str(day.year),
        "tanggapan": complaint.response or complaint.draft_response or "(tanggapan belum ditulis)",
        "hari": str(office.rules.policy.reaction_days),
        # The program closes the case by itself from this day on: letter and program count alike.
        "batas_tanggapan": paper_formats.full_date(
            reaction_ends(complaint.milestones.responded_on or day, office.rules.policy)
        ),
        "kantor": office.settings.office_name,
        "kepala": letterhead.head_title,
        "nama_kepala": letterhead.head_name,
        "petugas": office.user.name,
    }


def filled(letter: Letter, values: dict[str, str]) -> Letter:
    """The letter with every placeholder replaced, once: what a complainant wrote in braces stays as it is. Raises InvalidField."""
    return Letter(**{field: _filled(field, clean(text), values) for field, text in asdict(letter).items()})


def _filled(field: str, text: str, values: dict[str, str]) -> str:
    def value(match: re.Match[str]) -> str:
        name = match[1].lower()
        if name not in values:
            names = ", ".join(f"{{{key}}}" for key in values)
            raise InvalidField(
                field,
                phrase(
                    "Tanda “{placeholder}” di surat tidak dikenal. Surat belum dibuat; betulkan dulu. Yang dikenal: "
                    "{names}.",
                    placeholder=match[0],
                    names=names,
                ),
            )
        return values[name]

    return _PLACEHOLDER.sub(value, text)


def response(office: Office, number: str, order: Order, letter: Letter | None = None) -> Document:
    """The letter of this case; without `letter` as the draft has it."""
    case = opened(office, number, order, "Mencetak surat jawaban")
    ready, order = _ready(office, case, order, letter)
    return make(
        office, TEMPLATE, order, _content(ready), title=f"Surat jawaban {case.complaint.number}",
        name=f"surat-jawaban-{case.complaint.number}", number=numbered(office, case, PAPER, order),
        signed_as=("SJ", case.complaint.number),
    )  # fmt: skip


def response_docx(office: Office, number: str, order: Order, letter: Letter | None = None) -> bytes:
    """The same letter for Word and LibreOffice; with this its number is given."""
    from desktop.documents import docx

    case = opened(office, number, order, "Menyimpan surat jawaban sebagai DOCX")
    ready, order = _ready(office, case, order, letter)
    letterhead = heads.filled(office)
    content = docx.letter(ready, letterhead, order.paper or letterhead.paper, paper_formats.full_date(order.on))
    give_number(office, numbered(office, case, PAPER, order))
    return content


def _ready(office: Office, case: Case, order: Order, letter: Letter | None) -> tuple[Letter, Order]:
    """The letter without placeholders, and the order with its day and number. Raises InvalidField."""
    on = letter.on(office.today()) if letter else order.on or office.today()
    number = numbered(office, case, PAPER, replace(order, on=on)).number
    ready = filled(letter or _draft_of(office, case, number), values(office, case, on))
    return ready, replace(order, on=on, number=ready.number)


def _content(ready: Letter) -> Content:
    return {
        "letter_number": ready.number,
        "nature": ready.nature,
        "attachment": ready.attachment,
        "subject": ready.subject,
        "addressee": "\n".join(lines(ready.addressee)),
        "body": ready.body,
        "copies": lines(ready.copies),
    }
