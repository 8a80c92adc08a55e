"""Ready texts for a complaint of this office: what fills their placeholders, and what a complainant is told by which way."""

from typing import NamedTuple

from msgspec import structs

from complaints.complaint import Complainant, Complaint
from complaints.contact import ContactChannel, Purpose, Sender, fill, placeholders
from complaints.deadlines import current, of
from complaints.telling import COMPLAINANT
from desktop.office.case import Case
from desktop.office.office import Office
from desktop.wording import names
from desktop.wording.formats import full_date
from desktop.wording.translation import tr

BY_NUMBER: frozenset[ContactChannel] = frozenset({"whatsapp", "sms", "phone"})
SPOKEN: frozenset[ContactChannel] = frozenset({"phone", "in_person"})


def placeholder_values(complaint: Complaint, office: Office) -> dict[str, str]:
    rules, settings, today = office.rules, office.settings, office.today()
    due = current(of(complaint, rules.policy, rules.calendar, today), complaint.stage)
    sender = Sender(settings.office_name, settings.phone, office.user.name)
    return placeholders(complaint, sender, full_date(today), full_date(due.due_on) if due is not None else "")


def receivers(case: Case) -> list[tuple[str, int]]:
    """Who may be told, with their places (complaints/telling.py): the complainant, then the supporters; who waits is marked."""
    waiting = case.owed.places if case.owed is not None else ()
    titles = [
        tr("Pelapor"),
        *(tr("Pendukung {place}", place=at) for at in range(1, len(case.complaint.supporters) + 1)),
    ]
    mark = " · " + tr("belum dikabari")
    return [(title + mark * (at in waiting), at) for at, title in enumerate(titles)]


def first_receiver(case: Case) -> int:
    """The place of who waits longest in the line, else the complainant's."""
    return case.owed.places[0] if case.owed is not None and case.owed.places else COMPLAINANT


def person_at(complaint: Complaint, place: int) -> Complainant:
    return complaint.complainant if place == COMPLAINANT else complaint.supporters[place - 1]


class ContactWords(NamedTuple):
    """What is sent or said, and the note that it was done."""

    text: str
    note: str


def contact_words(
    office: Office, complaint: Complaint, purpose: Purpose, channel: ContactChannel, person: Complainant | None
) -> ContactWords:
    """The ready text for this purpose; without a name on the notice board, and where `person` isn't shown."""
    spoken = channel in SPOKEN
    addressee = Complainant() if person is None or channel == "notice_board" else person
    ready = office.contact_texts[purpose]
    values = placeholder_values(structs.replace(complaint, complainant=addressee), office)
    note = "" if spoken else tr("Teks “{purpose}” disampaikan.", purpose=names.purpose(purpose))
    return ContactWords(fill(ready.call if spoken else ready.message, values).strip(), note)


def contact_advice(case: Case, channel: ContactChannel, person: Complainant | None, *, may_ask: bool) -> str:
    """How the complainant can be reached where there is no number at hand; `may_ask`: it may be asked for."""
    complaint = case.complaint
    if channel == "notice_board":
        return tr("Untuk papan pengumuman: tanpa nama, alamat dan nomor. Cetak atau salin, lalu tempel.")
    if channel not in BY_NUMBER or (person is not None and person.phone):
        return ""
    if complaint.erased:
        return tr("Data pribadi pelapor sudah dihapus. Sampaikan lewat papan pengumuman, tanpa nama.")
    if complaint.anonymous:
        return tr(
            "Pelapor anonim. Sampaikan lewat papan pengumuman, tanpa nama; mereka dapat mencarinya dengan nomor atau kode lacak."
        )
    if may_ask:
        return tr("Nomornya disamarkan. Yang melihatnya dicatat di riwayat.")
    if person is None:
        return tr("Peran Anda tidak boleh melihat nomornya; mintalah petugas.")
    return tr(
        "Nomor telepon tidak tercatat. Titipkan lewat kepala dusun atau RT/RW, kirim surat, atau pakai papan pengumuman."
    )
