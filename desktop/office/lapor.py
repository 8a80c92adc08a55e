"""A complaint as the form of SP4N-LAPOR! asks for it, field by field. The complainant's identity is no part of it.

The form's fields: lapor.go.id, 'Sampaikan Laporan Anda' (klasifikasi, judul, isi, tanggal dan lokasi kejadian, kategori, anonim/rahasia).
"""

from dataclasses import dataclass

from complaints.categories import Categories
from complaints.complaint import Complaint
from complaints.events import Location
from complaints.fields import LABELS
from complaints.lapor import parse_id
from complaints.steps import Change
from desktop.office.case import Case
from desktop.office.office import Office
from desktop.store.listing import Query, Row

LONGEST_TITLE = 40
UNENTERED = Query(unentered=True, sort="received", descending=False)
KINDS = {"complaint": "Pengaduan", "aspiration": "Aspirasi", "information_request": "Permintaan Informasi"}


@dataclass(frozen=True, slots=True)
class LaporField:
    """`name` is the field's own in the program, `title` the label that it has in the form."""

    name: str
    title: str
    text: str


def lapor_fields(complaint: Complaint, categories: Categories, office_name: str) -> tuple[LaporField, ...]:
    """Every field in the order of the form; '' where the complaint says nothing."""
    hidden = [word for word, on in (("Anonim", complaint.anonymous), ("Rahasia", complaint.confidential)) if on]
    happened = complaint.occurred_on or complaint.received_on
    return (
        LaporField("kind", "Klasifikasi laporan", KINDS[complaint.kind]),
        LaporField("title", "Judul laporan", complaint.title),
        LaporField("body", "Isi laporan", _body(complaint, office_name)),
        LaporField("occurred_on", "Tanggal kejadian", f"{happened:%d-%m-%Y}"),
        LaporField("location", "Lokasi kejadian", _place(complaint.location, office_name)),
        LaporField("category", "Kategori laporan", categories.label(complaint.category)),
        LaporField("hidden", "Anonim atau rahasia", " dan ".join(hidden) or "Tidak"),
    )


def _body(complaint: Complaint, office_name: str) -> str:
    parts = [complaint.body]
    if complaint.expectation:
        parts.append(f"{LABELS['expectation']}: {complaint.expectation}")
    parts.append(f"Diterima {office_name} tanggal {complaint.received_on:%d-%m-%Y}, nomor register {complaint.number}.")
    return "\n\n".join(parts)


def _place(location: Location, office_name: str) -> str:
    parts = (
        location.detail,
        f"RT {location.rt}" if location.rt else "",
        f"RW {location.rw}" if location.rw else "",
        f"Dusun {location.dusun}" if location.dusun else "",
        office_name,
    )
    return ", ".join(part for part in parts if part)


def load_waiting(office: Office, limit: int) -> tuple[list[Row], int]:
    """The first complaints that are not entered yet, oldest first, and how many there are."""
    return office.page(UNENTERED, limit=limit), office.count(UNENTERED)


def load_case(office: Office, complaint: str) -> tuple[Complaint, tuple[LaporField, ...]]:
    case = office.case(complaint).complaint
    return case, lapor_fields(case, office.categories, office.settings.office_name)


def keep_id(office: Office, complaint: str, typed: str, reason: str) -> Case:
    """The complaint is in LAPOR! under this number. Raises InvalidField for what is no number of LAPOR!."""
    return office.correct(complaint, Change(lapor_id=parse_id(typed)), reason)


def case_title(complaint: Complaint) -> str:
    title = complaint.title
    if len(title) >= LONGEST_TITLE:
        title = f"{title[:LONGEST_TITLE]}…"
    return f"{complaint.number} · {title}"
