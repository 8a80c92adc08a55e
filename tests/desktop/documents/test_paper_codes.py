"""The signed QR code of letters and receipts: read from the page by another library, and checked without a network."""

from pathlib import Path

import pytest

from complaints.signed_paper import NoPaperCode, read_code
from desktop.documents.document import Order
from desktop.documents.printable import case_maker
from desktop.office import district, paper_codes
from desktop.office.office import Office
from desktop.store import kept_values, own_devices
from desktop.store.database import reading, writing
from tests.desktop.documents import paper_check
from tests.offices import bridge, new_office

LETTERS = {"response": "SJ", "minutes": "BA", "assignment": "ST", "visit": "BL", "cover": "SP"}
ADDRESS = "https://aduan.sinjaikab.go.id"


@pytest.fixture
def enrolled(tmp_path: Path):
    """An office that the district knows, with its address."""
    made = new_office(tmp_path / "data")
    with writing(made.engine) as connection:
        own_devices.register(connection, made.device.id, "token", "A")
        kept_values.save(connection, "district", district.Connected(address=ADDRESS, district="73.07"))
    yield made
    made.close()


@pytest.mark.parametrize("kind", LETTERS)
def test_a_letters_code_is_read_from_the_page_and_is_genuine(kind: str, office: Office, number: str):
    made = case_maker(kind)(office, number, Order(paper="a4"))
    assert made.archival
    [scanned] = paper_check.codes(made.pdf)
    checked = paper_codes.check(office, scanned)
    assert (checked.verdict, checked.kind_code, checked.number) == ("genuine", LETTERS[kind], number)
    assert checked.day == office.today()
    assert "Andi" not in scanned


@pytest.mark.parametrize("paper", ["a5", "roll58", "roll80"])
def test_the_receipt_of_an_enrolled_office_leads_to_the_page_and_is_signed(paper: str, enrolled: Office):
    complaint = enrolled.case(enrolled.record(bridge()).number).complaint
    made = case_maker("receipt")(enrolled, complaint.number, Order(paper=paper))  # pyright: ignore[reportArgumentType]
    [scanned] = paper_check.codes(made.pdf)
    assert scanned.startswith(f"{ADDRESS}/lacak?kode={complaint.tracking_code}&surat=BA1*TT*")
    checked = paper_codes.check(enrolled, scanned)
    assert (checked.verdict, checked.number, checked.day) == ("genuine", complaint.number, complaint.received_on)
    letter = case_maker("cover")(enrolled, complaint.number, Order())
    assert paper_check.codes(letter.pdf)[0].startswith(f"{ADDRESS}/lacak?surat=BA1*SP*")
    assert "aduan.sinjaikab.go.id/lacak" in paper_check.words(letter.pdf).replace(" ", "")


def test_a_changed_code_is_forged_and_another_offices_unknown(office: Office, number: str, enrolled: Office):
    [scanned] = paper_check.codes(case_maker("response")(office, number, Order()).pdf)
    changed = scanned.replace(number, "2026-A-9999")
    assert paper_codes.check(office, changed).verdict == "forged"
    elsewhere = paper_codes.check(enrolled, scanned)
    assert elsewhere.verdict == "unknown"
    assert "aduan.sinjaikab.go.id/lacak" in str(elsewhere.sentence)


def test_a_receipt_with_its_tracking_code_alone_is_known_by_the_book(office: Office, number: str):
    code = office.case(number).complaint.tracking_code
    assert paper_codes.check(office, code).verdict == "genuine"
    assert paper_codes.check(office, f"https://a.id/lacak?kode={code}").number == number
    for other in ("K7QM-4T2X-9DNB", "halo", "", number):
        with pytest.raises(NoPaperCode):
            paper_codes.check(office, other)


def test_the_same_words_have_the_same_fingerprint_and_others_another(office: Office, number: str):
    def code(order: Order) -> str:
        return read_code(paper_check.codes(case_maker("assignment")(office, number, order).pdf)[0]).fingerprint

    assert code(Order()) == code(Order(paper="a4"))
    assert code(Order()) != code(Order(to="Andi Mappa"))


def test_the_key_of_before_enrolment_is_the_one_that_is_enrolled(tmp_path: Path):
    office = new_office(tmp_path / "data")
    number = office.record(bridge()).number
    [scanned] = paper_check.codes(case_maker("cover")(office, number, Order()).pdf)
    with reading(office.engine) as connection:
        before = own_devices.load(connection)[0].key
    assert office.district.store.prepared(office.device.id).key == before
    assert paper_codes.check(office, scanned).verdict == "genuine"
    office.close()


def test_an_offices_own_shared_part_of_before_prints_letters_still(office: Office, number: str):
    from desktop.documents import templates

    templates.copy(office.folder, "kop.typ")
    templates.copy(office.folder, "surat-jawaban.typ").write_text(
        '#import "kop.typ": *\n#show: halaman.with(judul: data.subject)\n#kop()\n#paragraf(data.body)', encoding="utf-8"
    )
    assert paper_check.codes(case_maker("response")(office, number, Order()).pdf) == []
    assert len(paper_check.codes(case_maker("minutes")(office, number, Order()).pdf)) == 1
