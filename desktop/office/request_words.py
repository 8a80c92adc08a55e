"""What other units ask of the office that recorded a complaint, in words; and the step that answers."""

from msgspec import UNSET, structs

from complaints.complaint import CitizenWord, OwnerRequest
from complaints.events import Facts
from complaints.identity import Identity
from complaints.ownership import speaks_for_district
from complaints.steps import StepDetails
from complaints.vocabulary import inside_sentence
from desktop.office.office import Office
from desktop.wording import names
from desktop.wording.field_text import field_name, field_text
from desktop.wording.translation import tr


def unit_title(office: Office, code: str) -> str:
    unit = office.units.get(code)
    return unit.title if unit else code


def request_sentence(request: OwnerRequest, office: Office) -> str:
    unit = unit_title(office, request.event.unit)
    match request.wish:
        case "erase":
            return tr("{unit} meminta: hapus data pribadi pelapor.", unit=unit)
        case "withdraw":
            return tr("{unit} meminta: tarik pengaduan ini dari buku.", unit=unit)
        case "correct":
            names = [*_set(request.facts), *_set(request.person)]
            fields = ", ".join(inside_sentence(field_name(name)) for name in names)
            return tr("{unit} meminta: ubah {fields}.", unit=unit, fields=fields or tr("data pribadi"))
        case "reopen":
            return tr("Pelapor menyatakan belum selesai dan minta dibuka kembali.")
        case "support":
            return tr("{unit} menambahkan seorang pendukung; tampilkan namanya?", unit=unit)
        case "other":
            return tr("{unit} meminta sesuatu yang hanya dikenal versi program yang lebih baru.", unit=unit)


def request_values(request: OwnerRequest, office: Office, *, people: bool) -> list[str]:
    """What is to stand there; of a person only with `people`."""
    values = _set(request.facts)
    if people:
        values |= _set(request.person)
    return [f"{field_name(name)}: {field_text(name, value, office.categories)}" for name, value in values.items()]


def word_sentence(word: CitizenWord, owner: str) -> str:
    """What the complainant said, and where; `owner` recorded the complaint: 'Pelapor, di laman lacak: Penilaian, 2 dari 5.'"""
    said = names.voice(word.kind)
    if word.satisfaction is not None:
        said = tr("{what}, {stars} dari 5", what=said, stars=word.satisfaction)
    if speaks_for_district(word.event, owner):
        return tr("Pelapor, di laman lacak: {what}.", what=said)
    return tr("Pelapor, dengan slip: {what}.", what=said)


def read_step(word: CitizenWord) -> StepDetails:
    """The step by which the office says that it has read it."""
    return StepDetails(event_device=word.event.device, event_seq=word.event.seq)


def answer(request: OwnerRequest, reason: str, *, granted: bool) -> StepDetails:
    event = request.event
    return StepDetails(event_device=event.device, event_seq=event.seq, granted=granted, note=reason)


def _set(source: Facts | Identity) -> dict[str, object]:
    return {name: value for name, value in structs.asdict(source).items() if value is not UNSET}
