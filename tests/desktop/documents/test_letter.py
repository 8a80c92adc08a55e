"""Surat jawaban: placeholders, blocks, and the same letter as DOCX."""

import shutil
import subprocess
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from msgspec import structs

from complaints.deadlines import closes_on
from complaints.errors import InvalidField
from complaints.steps import StepDetails
from desktop.documents import letter, letterhead
from desktop.documents.document import Order
from desktop.office.office import Office
from desktop.wording.paper_formats import full_date
from tests.desktop.documents import paper_check
from tests.offices import bridge


def test_placeholders_are_filled_once_and_by_name(office: Office, number: str):
    known = letter.values(office, office.case(number))
    wanted = replace(letter.draft(office), body="No. {nomor}, {perihal}, { TANGGAPAN }; {} dan { 1 } tetap. {isi}")
    ready = letter.filled(wanted, known | {"isi": "isinya {nama}"})
    assert ready.body == (
        f"No. {number}, Jembatan gantung Dusun Bonto putus talinya, Tali jembatan sudah diganti hari Senin.; "
        "{} dan { 1 } tetap. isinya {nama}"
    )


def test_an_unknown_placeholder_is_named(office: Office, number: str):
    wrong = replace(letter.draft(office), body="Kepada {nama} tentang {perihall}")
    with pytest.raises(InvalidField) as refused:
        letter.response(office, number, Order(), wrong)
    assert refused.value.field == "body"
    assert "“{perihall}”" in refused.value.sentence
    assert "{perihal}" in refused.value.sentence


def test_the_letter_has_the_blocks_of_an_official_letter(office: Office, number: str):
    letterhead.save(
        office,
        letterhead.Letterhead(
            head_name="H. Muh. Tahir", head_id="19700101 199803 1 002", contact="Jl. Poros Saotanre No. 1, Kode Pos 92652",
            copies=("Camat Sinjai Tengah", "Arsip"),
        ),
    )  # fmt: skip
    text = paper_check.text(letter.response(office, number, Order(identity=True)).pdf)
    order = [
        "PEMERINTAH KABUPATEN SINJAI", "Jl. Poros Saotanre", "Nomor", "Sifat", "Lampiran", "Hal", "Yth.", "Sdr. Andi Baso Ramli",
        "Menindaklanjuti", "Tali jembatan sudah diganti", "Kepala Desa Saotanre,", "H. Muh. Tahir", "NIP 19700101", "Tembusan",
        "1. Camat Sinjai Tengah", "2. Arsip",
    ]  # fmt: skip
    places = [text.find(one) for one in order]
    assert -1 not in places, order[places.index(-1)]
    assert places == sorted(places)
    assert "Saotanre, 24 November 2026" in text


def test_the_docx_says_the_same(office: Office, number: str):
    import docx

    made = docx.Document(BytesIO(letter.response_docx(office, number, Order(identity=True))))
    cells = " ".join(cell.text for table in made.tables for row in table.rows for cell in row.cells)
    body = "\n".join(paragraph.text for paragraph in made.paragraphs)
    assert "Sdr. Andi Baso Ramli" in cells
    assert f"Jawaban atas pengaduan nomor {number}" in cells
    assert "Tali jembatan sudah diganti hari Senin." in body
    assert "DESA SAOTANRE" in body
    assert round(made.sections[0].page_height.mm) == 330  # pyright: ignore[reportOptionalMemberAccess]


def test_libreoffice_opens_the_docx(office: Office, number: str, tmp_path: Path):
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    file = tmp_path / "surat.docx"
    file.write_bytes(letter.response_docx(office, number, Order()))
    ended = subprocess.run(
        [program, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf", "--outdir", tmp_path, file],
        capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    pdf = (tmp_path / "surat.pdf").read_bytes()
    assert "Tali jembatan sudah diganti hari Senin." in paper_check.words(pdf)
    assert paper_check.pages(pdf) == 1


def test_signs_that_no_xml_may_hold_are_left_out_of_the_docx(office: Office, number: str):
    import docx

    strange = replace(letter.draft(office), body="a\x0bb & <c> \ud83d d")
    made = docx.Document(BytesIO(letter.response_docx(office, number, Order(), strange)))
    assert any("& <c>" in paragraph.text for paragraph in made.paragraphs)


def test_the_offices_own_wording_goes_first(office: Office, number: str):
    own = office.folder / "templat" / "surat-jawaban.txt"
    own.parent.mkdir()
    own.write_text("Salam, {nama}. {tanggapan}", encoding="utf-8")
    assert letter.draft(office).body == "Salam, {nama}. {tanggapan}"


def test_a_letterhead_is_cleaned_and_only_an_admins(office: Office):
    letterhead.save(office, letterhead.Letterhead(lines=("PEMERINTAH\nKABUPATEN ", "", "DESA X"), paper="a4"))
    assert letterhead.load(office).lines == ("PEMERINTAH KABUPATEN", "DESA X")
    with pytest.raises(InvalidField):
        letterhead.save(office, structs.replace(letterhead.load(office), logo=b"GIF89a not a logo"))
    with pytest.raises(InvalidField):
        letterhead.save(office, structs.replace(letterhead.load(office), logo=b"\x89PNG\r\n\x1a\nbroken"))
    assert letterhead.load(office).logo == b""


def test_the_letter_names_the_day_from_which_the_program_closes_by_itself(office: Office):
    number = office.record(bridge(confidential=True)).number
    office.act(number, "verify")
    office.act(number, "respond", StepDetails(note="Sudah diganti."))
    case = office.case(number)
    closing = closes_on(case.complaint.milestones, office.rules.policy)
    # Printed later, the letter gives no more time than the program does.
    later = Order(on=office.today() + timedelta(days=3))
    for order in (Order(), later):
        text = paper_check.words(letter.response(office, number, order).pdf)
        assert f"sebelum tanggal {full_date(closing)} (10 hari sejak tanggapan diberikan)" in text
        assert "Sifat : Rahasia" in text


def test_an_open_letter_is_of_the_usual_nature(office: Office, number: str):
    assert "Sifat : Biasa" in paper_check.words(letter.response(office, number, Order()).pdf)


def test_the_docx_tables_are_as_wide_as_their_cells(office: Office, number: str):
    """LibreOffice goes by the grid, Word by the cells."""
    import docx
    from PIL import Image

    logo = BytesIO()
    Image.new("RGB", (200, 240), "#2a7").save(logo, "PNG")
    letterhead.save(office, letterhead.Letterhead(logo=logo.getvalue()))
    made = docx.Document(BytesIO(letter.response_docx(office, number, Order())))
    assert len(made.tables) == 2
    for table in made.tables:
        grid = [column.width or 0 for column in table.columns]
        for row in table.rows:
            for cell, width in zip(row.cells, grid, strict=True):
                assert cell.width == width
        assert abs(sum(grid) - 165 * 36_000) < 20_000


def test_a_list_in_an_answer_is_not_stretched_in_the_docx(office: Office, number: str):
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    written = replace(letter.draft(office), body="Yang sudah dikerjakan:\n1. tali\n2. papan\n\nTerima kasih.")
    made = docx.Document(BytesIO(letter.response_docx(office, number, Order(), written)))
    aligned = {paragraph.text.split("\n")[0]: paragraph.alignment for paragraph in made.paragraphs}
    assert aligned["Yang sudah dikerjakan:"] == WD_ALIGN_PARAGRAPH.LEFT
    assert aligned["Terima kasih."] == WD_ALIGN_PARAGRAPH.JUSTIFY
