"""A complaint as the form of SP4N-LAPOR! asks for it, field by field. The complainant's identity is no part of it. Pure.

The form's fields: lapor.go.id, 'Sampaikan Laporan Anda' (klasifikasi, judul, isi, tanggal dan lokasi kejadian, kategori, anonim/rahasia).
"""

from dataclasses import dataclass

from complaints.categories import Categories
from complaints.complaint import Complaint
from complaints.events import Location
from complaints.fields import LABELS
from complaints.lapor import KINDS


@dataclass(frozen=True, slots=True)
class LaporFormField:
    """`name` is the field's own in the program, `title` the label that it has in the form."""

    name: str
    title: str
    text: str


def form_fields(complaint: Complaint, categories: Categories, office_name: str) -> tuple[LaporFormField, ...]:
    """Every field in the order of the form; '' where the complaint says nothing. `office_name`: who recorded it."""
    hidden = [word for word, on in (("Anonim", complaint.anonymous), ("Rahasia", complaint.confidential)) if on]
    happened = complaint.occurred_on or complaint.received_on
    return (
        LaporFormField("kind", "Klasifikasi laporan", KINDS[complaint.kind]),
        LaporFormField("title", "Judul laporan", complaint.title),
        LaporFormField("body", "Isi laporan", _body(complaint, office_name)),
        LaporFormField("occurred_on", "Tanggal kejadian", f"{happened:%d-%m-%Y}"),
        LaporFormField("location", "Lokasi kejadian", _place(complaint.location, office_name)),
        LaporFormField("category", "Kategori laporan", categories.label(complaint.category)),
        LaporFormField("hidden", "Anonim atau rahasia", " dan ".join(hidden) or "Tidak"),
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
