"""What is typed in a correction as the change that it makes: only of fields whose text is another now."""

from collections.abc import Mapping
from datetime import date

from msgspec import UNSET, structs

from complaints import fields, typed_values
from complaints.complaint import Complaint
from complaints.errors import InvalidField
from complaints.fields import Field
from complaints.identity import PersonChange
from complaints.phrases import phrase
from complaints.steps import Change
from desktop.office.case import Case
from desktop.wording.translation import tr


def typed_change(
    complaint: Complaint,
    before: Mapping[str, str],
    typed: Mapping[str, str],
    category_codes: Mapping[str, str],
    today: date,
) -> Change:
    """`before` and `typed` are the texts by the paths of their fields; `category_codes` by the names that are offered.

    Raises InvalidField where a text can't be read.
    """
    parts: dict[str, dict[str, object]] = {"location": {}, "complainant": {}, "": {}}
    for path, text in typed.items():
        if text != before[path]:
            part, _, name = path.rpartition(".")
            parts[part][name] = _read(fields.NAMED[name], text, category_codes, today)
    place, person = parts["location"], parts["complainant"]
    return structs.replace(
        Change(),
        **parts[""],
        location=structs.replace(complaint.location, **place) if place else UNSET,
        complainant=structs.replace(PersonChange(), **person) if person else UNSET,
    )


def _read(field: Field, text: str, category_codes: Mapping[str, str], today: date) -> object:
    try:
        match field.reads:
            case "day":
                day = typed_values.day(text, today)
                return UNSET if day is None and field.name == "received_on" else day
            case "rupiah":
                return typed_values.rupiah(text)
            case "degrees":
                return typed_values.degrees(text)
            case "switch":
                return text == str(True)
            case "category":
                return _category_code(text.strip(), category_codes)
            case _:
                return text
    except typed_values.Unreadable as fault:
        raise InvalidField(field.path, fault.phrase) from None


def _category_code(text: str, codes: Mapping[str, str]) -> str:
    if text and text not in codes:
        raise InvalidField("category", phrase("Kategori itu tidak ada di daftar; pilih dari daftarnya."))
    return codes.get(text, "")


def persons_are_asked_for(owner: str) -> str:
    """Over what is said of persons where another unit recorded the complaint."""
    return tr(
        "Data pribadi, anonim dan penanganan rahasia diputuskan {unit}, yang mencatat pengaduan ini: perubahannya menjadi permintaan.",
        unit=owner,
    )


def persons_note(case: Case) -> str:
    """Why the fields of the persons are not as they are recorded; '' where they are."""
    if case.complaint.erased:
        return tr("Sudah dihapus atas permintaan; tidak dapat diisi lagi.")
    if not case.identity_shown:
        return tr(
            "Disamarkan: isian kosong tidak mengubah apa pun. Tampilkan identitas dahulu untuk melihat yang lama."
        )
    return ""
