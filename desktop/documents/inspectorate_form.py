"""The form to post to the Inspektorat where no key is at hand to seal with: of what stands on it this PC keeps the receipt number only."""

from complaints import draft as drafting
from complaints.draft import Draft
from complaints.errors import Refused
from complaints.fields import FIELDS, NAMED
from complaints.phrases import phrase
from desktop.documents.complaint_form import OTHER_LABELS, TEMPLATE, choices
from desktop.documents.document import Content, Document, Order, make
from desktop.office.office import Office
from desktop.wording import field_text, paper_formats
from desktop.wording.translation import in_indonesian

HEADING = "Formulir pengaduan untuk Inspektorat"


def number_for(office: Office, draft: Draft) -> str:
    """Checks what is typed and keeps a receipt number for it. Raises InvalidField, Refused where a key is at hand: then it is sealed."""
    if office.sealing.key() is not None:
        raise Refused(
            phrase(
                "Kunci Inspektorat ada di komputer ini: segel aduannya. Tidak ada yang dicetak dan tidak ada yang disimpan."
            )
        )
    drafting.facts(draft, office.today())
    drafting.identity(draft, office.today())
    return office.sealing.take_on_paper()


def form(office: Office, draft: Draft, number: str, order: Order) -> Document:
    """The filled form with this receipt number; it names who complains, for it goes to the Inspektorat only."""
    with in_indonesian():
        content: Content = {
            field.name: field_text.text_of(field, draft, office.categories)
            if field.name != "category"
            else office.categories.label(draft.category)
            if draft.category
            else "—"
            for field in FIELDS
        }
        place = field_text.place(draft.location)
    content = {name: value or "—" for name, value in content.items()} | {
        "blank": False,
        "heading": HEADING,
        "addressee": "Kepada Yth. Inspektorat Kabupaten/Kota",
        "note": (
            "Kantor desa/kelurahan hanya menyimpan nomor tanda terima ini, bukan isi formulir. Kirim lewat pos atau antar sendiri ke "
            "Inspektorat; simpan nomornya untuk menanyakan perkembangannya."
        ),
        "number": number,
        "received_on": paper_formats.full_date(draft.received_on or office.today()),
        "occurred_on": paper_formats.full_date(draft.occurred_on) or "—",
        "name": "Tanpa nama (anonim)" if draft.anonymous else draft.complainant.name or "—",
        "secrecy": "Dirahasiakan",
        "location": place or "—",
        "signer": "" if draft.anonymous else draft.complainant.name,
        "recorder": "",
    }
    blank = dict.fromkeys([*NAMED, *OTHER_LABELS], "")
    return make(
        office, TEMPLATE, order, choices() | blank | content, title=f"{HEADING} {number}", name=f"inspektorat-{number}"
    )
