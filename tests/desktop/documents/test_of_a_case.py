"""The papers of one complaint: sound files, the right words on them, people only when they are asked for."""

import re
from collections.abc import Callable

import pytest

from complaints.draft import Person
from complaints.events import IdentityShown, Location
from complaints.steps import StepDetails
from desktop.documents import (
    casefile,
    complaint_form,
    cover_letter,
    disposition,
    field_visit,
    letter,
    letterhead,
    minutes,
    receipt,
)
from desktop.documents.document import Document, Order
from desktop.office.office import Office
from tests.desktop.documents import paper_check
from tests.desktop.documents.archival_check import assert_archival
from tests.offices import bridge

NAME, NATIONAL_ID = "Andi Baso Ramli", "7307031504870001"
Make = Callable[[Office, str, Order], Document]
ALL: dict[str, Make] = {
    "receipt": receipt.receipt,
    "form": complaint_form.filled,
    "disposition": disposition.disposition,
    "response": letter.response,
    "minutes": minutes.minutes,
    "assignment": field_visit.assignment,
    "visit": field_visit.visit,
    "cover": cover_letter.cover,
    "case": casefile.case_file,
}
MARKUP = "#let x = 1 $a^2$ *b* _c_ @ref \\ [d] `raw` <lab> // komentar /* */ ~ -- = judul #panic() {nama} =cmd|x"


@pytest.mark.parametrize("kind", ALL)
def test_it_is_archival_and_sound_and_names_the_complaint(kind: str, office: Office, number: str):
    made = ALL[kind](office, number, Order())
    assert made.archival
    paper_check.assert_sound(made.pdf)
    assert_archival(made.pdf)
    text = paper_check.words(made.pdf)
    assert number in text
    assert "DESA SAOTANRE" in text
    assert "PEMERINTAH KABUPATEN SINJAI" in text
    assert paper_check.page_size_mm(made.pdf) == ((148, 210) if kind == "receipt" else (215, 330))


@pytest.mark.parametrize("kind", ALL)
def test_people_are_masked_until_asked_for_and_that_is_logged(kind: str, office: Office, number: str):
    masked = paper_check.words(ALL[kind](office, number, Order()).pdf)
    assert NAME not in masked
    assert NATIONAL_ID not in masked
    assert not [entry for entry in office.case(number).complaint.history if isinstance(entry.event.step, IdentityShown)]
    assert NAME in paper_check.words(ALL[kind](office, number, Order(identity=True)).pdf)
    shown = [e.event.step for e in office.case(number).complaint.history if isinstance(e.event.step, IdentityShown)]
    assert len(shown) == 1
    assert shown[0].purpose.startswith("Mencetak")


@pytest.mark.parametrize("kind", ALL)
def test_what_people_wrote_is_never_markup(kind: str, office: Office):
    draft = bridge(
        title=MARKUP,
        body=f"{MARKUP}\n\nbaris\nبسم الله שלום 😀\n{'x' * 3000}",
        location=Location(dusun="#Bonto", detail="$5 \\ [x]"),
        complainant=Person(name="#Andi *Baso* _R_", address="<a> @b `c`"),
    )
    number = office.record(draft).number
    office.act(number, "verify")
    office.act(number, "respond", StepDetails(note=MARKUP))
    made = ALL[kind](office, number, Order(identity=True))
    text = paper_check.words(made.pdf)
    assert "#let x = 1 $a^2$ *b* _c_ @ref \\ [d] `raw` <lab> // komentar" in text
    assert "#Andi *Baso* _R_" in text
    paper_check.assert_sound(made.pdf)


@pytest.mark.parametrize("kind", ["form", "case", "minutes"])
def test_a_word_of_3000_letters_stays_on_the_page(kind: str, office: Office):
    number = office.record(bridge(body="x" * 3000)).number
    pdf = ALL[kind](office, number, Order()).pdf
    assert paper_check.words(pdf).replace(" ", "").count("x" * 3000) == 1
    width = paper_check.page_size_mm(pdf)[0] * 72 / 25.4
    assert max(paper_check.right_edges(pdf)) < width - 30


def test_a_sign_without_any_glyph_costs_the_archive_form_only(office: Office):
    number = office.record(bridge(body="Aksara langka: \U000e0fff dan \U00013000 dan \uf8ff")).number
    made = casefile.case_file(office, number, Order())
    assert not made.archival
    with pytest.raises(AssertionError, match=r"6\.2\.3|6\.6\.4"):
        assert_archival(made.pdf)
    paper_check.assert_sound(made.pdf)
    assert "Aksara langka" in paper_check.words(made.pdf)


@pytest.mark.parametrize("paper", ["a5", "roll58", "roll80"])
def test_the_receipts_code_is_read_back_by_another_library(paper: str, office: Office, number: str):
    made = receipt.receipt(office, number, Order(paper=paper))  # pyright: ignore[reportArgumentType]
    code = office.case(number).complaint.tracking_code
    assert paper_check.codes(made.pdf) == [code]
    assert code in paper_check.words(made.pdf)
    assert paper_check.page_size_mm(made.pdf)[0] == {"a5": 148, "roll58": 58, "roll80": 80}[paper]


def test_an_anonymous_complaints_papers_name_nobody(office: Office):
    number = office.record(bridge(anonymous=True, complainant=Person())).number
    for make in ALL.values():
        assert "Andi" not in paper_check.words(make(office, number, Order(identity=True)).pdf)
    assert "Tanpa nama (anonim)" in paper_check.words(receipt.receipt(office, number, Order()).pdf)


def test_the_receipt_of_a_recording_has_the_name_that_was_just_typed(office: Office):
    draft = bridge()
    made = receipt.of_recorded(office, office.record(draft), draft, Order())
    assert paper_check.words(made.pdf).count(NAME) == 2


def test_a_blank_form_asks_for_everything(office: Office):
    text = paper_check.words(complaint_form.blank(office, Order(paper="a4")).pdf)
    for asked in (
        "Nomor register", "Tanggal diterima", "Kanal", "Nama", "Jenis kelamin", "Alamat", "Status pelapor", "Nomor telepon",
        "Isi pengaduan", "Terlapor", "Harapan pelapor", "Dugaan kerugian", "Petugas pencatat",
        "Petugas penerima",
    ):  # fmt: skip
        assert asked in text
    assert paper_check.pages(complaint_form.blank(office, Order(paper="a4")).pdf) == 1
    assert paper_check.pages(complaint_form.blank(office, Order(paper="f4")).pdf) == 1


def test_the_case_file_tells_the_history_in_indonesian_whatever_the_screens_speak(office: Office, number: str):
    from desktop.wording.translation import language, use

    use("en")
    try:
        text = paper_check.words(casefile.case_file(office, number, Order()).pdf)
        assert language() == "en"
    finally:
        use("id")
    assert "Diverifikasi · lengkap" in text
    assert "Ditanggapi" in text
    assert "Tali jembatan sudah diganti hari Senin." in text


def test_a_photo_of_the_case_is_printed_and_a_broken_one_only_listed(office: Office, number: str):
    from io import BytesIO

    from PIL import Image

    from desktop.store.attachments import Content

    photo = BytesIO()
    Image.new("RGB", (2400, 1600), "#2a7").save(photo, "JPEG")
    office.attach(number, Content("jembatan.jpg", photo.getvalue()))
    office.attach(number, Content("rusak.jpg", photo.getvalue()[:400]))
    pdf = casefile.case_file(office, number, Order()).pdf
    assert_archival(pdf)
    listed = paper_check.run("pdfimages", pdf, "-list", "-")
    assert len(listed.splitlines()) == 3
    assert int(listed.splitlines()[2].split()[3]) <= casefile.LONGEST_SIDE
    assert "rusak.jpg" in paper_check.words(pdf)


@pytest.mark.parametrize("paper", ["roll58", "roll80", "a5"])
def test_a_name_of_wide_letters_stays_on_the_receipt(paper: str, office: Office):
    number = office.record(bridge(title="W" * 20, complainant=Person(name="W" * 22))).number
    pdf = receipt.receipt(office, number, Order(paper=paper, identity=True)).pdf  # pyright: ignore[reportArgumentType]
    width = paper_check.page_size_mm(pdf)[0] * 72 / 25.4
    assert max(paper_check.right_edges(pdf)) < width - 8


def test_signatories_stand_in_one_line_though_a_name_takes_two(office: Office):
    name = "Dr. Ir. Haji Andi Baso Ramli bin Syamsuddin Daeng Mattola"
    number = office.record(bridge(complainant=Person(name=name))).number
    pdf = complaint_form.filled(office, number, Order(identity=True)).pdf
    text = paper_check.text(pdf)
    assert any("Pelapor," in line and "Petugas pencatat," in line for line in text.splitlines())


def test_the_disposition_is_half_a_folio_with_what_the_head_ticks_and_who_signs(office: Office):
    from io import BytesIO

    from PIL import Image

    logo = BytesIO()
    Image.new("RGB", (200, 240), "#2a7").save(logo, "PNG")
    letterhead.save(
        office,
        letterhead.Letterhead(
            contact="Jalan Poros Bonto Nomor 1",
            logo=logo.getvalue(),
            head_name="Andi Tenri",
            head_id="19700101 199003 1 001",
        ),
    )
    long = bridge(channel="letter", title="Jembatan gantung di dusun " * 7, body="Tali jembatan putus. " * 200)
    number = office.record(long).number
    office.act(number, "verify")
    office.act(number, "forward", StepDetails(to="Kasi Pelayanan", note="Periksa ke lapangan. " * 60))
    for paper, size in (("half", (215, 165)), ("f4", (215, 330)), ("a4", (210, 297))):
        pdf = disposition.disposition(office, number, Order(paper)).pdf  # pyright: ignore[reportArgumentType]
        assert (paper_check.pages(pdf), paper_check.page_size_mm(pdf)) == (1, size)
        text = paper_check.words(pdf)
        for word in (
            "Surat dari", "Nomor surat", "Tanggal surat", "Nomor agenda", "Paraf", "Tanggal", "Ditindaklanjuti",
            "Sekretaris Desa", "Kepala Desa Saotanre",
        ):  # fmt: skip
            assert word in text
        bottoms = re.findall(r'yMax="([\d.]+)"', paper_check.run("pdftotext", pdf, "-bbox", "-", "-"))
        assert max(map(float, bottoms)) < 165 * 72 / 25.4


def test_minutes_of_an_anonymous_complaint_have_no_second_party(office: Office):
    number = office.record(bridge(anonymous=True, confidential=True, complainant=Person())).number
    text = paper_check.words(minutes.minutes(office, number, Order(identity=True)).pdf)
    assert "Pihak" not in text
    assert "pihak" not in text
    assert "pelapor yang tidak menyebutkan namanya" in text
    assert "Sifat: RAHASIA" in text
    open_case = office.record(bridge()).number
    text = paper_check.words(minutes.minutes(office, open_case, Order()).pdf)
    assert "Pihak Kedua," in text
    assert "RAHASIA" not in text


def test_a_paper_of_the_field_names_who_is_sent_and_a_cover_letter_to_whom_it_goes(office: Office, number: str):
    order = Order(to="Andi Tenri, Kasi Pelayanan; Budi Santoso")
    for make in (field_visit.assignment, field_visit.visit):
        text = paper_check.words(make(office, number, order).pdf)
        assert "Andi Tenri, Kasi Pelayanan" in text
        assert "Budi Santoso" in text
    assert "Camat Sinjai Tengah" in paper_check.words(cover_letter.cover(office, number, Order()).pdf)
    to_district = office.record(bridge(supervisory=True)).number
    text = paper_check.words(cover_letter.cover(office, to_district, Order()).pdf)
    assert "Inspektur Kabupaten Sinjai" in text
    assert "Rahasia" in text
    agency = paper_check.words(cover_letter.cover(office, to_district, Order(to="Kepala Dinas PUPR")).pdf)
    assert "Kepala Dinas PUPR" in agency


def test_copies_stand_below_letters_that_leave_the_office(office: Office, number: str):
    letterhead.save(office, letterhead.Letterhead(copies=("Bupati Sinjai", "Arsip")))
    for make in (field_visit.assignment, cover_letter.cover, letter.response):
        text = paper_check.words(make(office, number, Order()).pdf)
        assert "Tembusan disampaikan kepada: 1. Bupati Sinjai 2. Arsip" in text
