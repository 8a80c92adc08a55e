"""An office's own templates go before the shipped ones, and a broken one says where, with the shipped one as a way out."""

from io import BytesIO

import pytest
from msgspec import structs

from complaints.errors import Refused
from desktop.documents import letterhead, receipt, templates, typeset
from desktop.documents.document import Order
from desktop.documents.typeset import BrokenTemplate
from desktop.office.office import Office
from tests.desktop.documents import paper_check
from tests.desktop.documents.archival_check import assert_archival


def change(office: Office, name: str, old: str, new: str) -> None:
    file = templates.copy(office.folder, name)
    content = file.read_text(encoding="utf-8")
    assert old in content
    file.write_text(content.replace(old, new, 1), encoding="utf-8")


def test_the_offices_copy_is_used(office: Office, number: str):
    change(office, "tanda-terima.typ", "TANDA TERIMA PENGADUAN", "BUKTI TERIMA ADUAN")
    assert templates.own_copies(office.folder) == ("tanda-terima.typ",)
    text = paper_check.words(receipt.receipt(office, number, Order()).pdf)
    assert "BUKTI TERIMA ADUAN" in text
    shipped = paper_check.words(receipt.receipt(office, number, Order(only_shipped=True)).pdf)
    assert "TANDA TERIMA PENGADUAN" in shipped


def test_a_copy_of_the_shared_part_reaches_every_document(office: Office, number: str):
    change(office, "kop.typ", "#let kop(skala: 1.0) = {", "#let kop(skala: 1.0) = {\n  [KOP KANTOR SENDIRI]")
    assert "KOP KANTOR SENDIRI" in paper_check.words(receipt.receipt(office, number, Order()).pdf)


def test_a_second_copy_never_overwrites_the_offices_work(office: Office):
    change(office, "tanda-terima.typ", "TANDA TERIMA", "BUKTI")
    with pytest.raises(Refused):
        templates.copy(office.folder, "tanda-terima.typ")
    assert "BUKTI" in (office.folder / "templat" / "tanda-terima.typ").read_text(encoding="utf-8")
    with pytest.raises(Refused):
        templates.copy(office.folder, "../vault.json")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("#kop(skala", "#kopp(skala", "baris"),
        ("#judul-dokumen(", "#judul-dokumen((", "baris"),
        ("data.number, tepi", "data.no_such_field, tepi", "baris"),
    ],
)
def test_a_broken_copy_is_told_with_its_line(office: Office, number: str, old: str, new: str, told: str):
    change(office, "tanda-terima.typ", old, new)
    with pytest.raises(BrokenTemplate) as refused:
        receipt.receipt(office, number, Order())
    assert "“tanda-terima.typ”" in refused.value.sentence
    assert f"tanda-terima.typ, {told} " in refused.value.sentence
    assert receipt.receipt(office, number, Order(only_shipped=True)).archival


def test_a_copy_that_is_no_text_is_told(office: Office, number: str):
    templates.copy(office.folder, "tanda-terima.typ").write_bytes(b"\xff\xfe\x00garbage\x80")
    with pytest.raises(BrokenTemplate):
        receipt.receipt(office, number, Order())


@pytest.mark.parametrize("reach", ["../../keys.json", "/etc/passwd", "@preview/cetz:0.3.0"])
def test_a_template_reads_nothing_but_templates(office: Office, number: str, reach: str):
    wanted = f'#import "{reach}": *' if reach.startswith("@") else f'#read("{reach}")'
    change(office, "tanda-terima.typ", "#kop(skala", f"{wanted}\n#kop(skala")
    with pytest.raises(BrokenTemplate):
        receipt.receipt(office, number, Order())


def test_the_logo_is_on_the_paper(office: Office, number: str):
    from PIL import Image

    logo = BytesIO()
    Image.new("RGBA", (200, 220), (20, 120, 60, 255)).save(logo, "PNG")
    letterhead.save(office, structs.replace(letterhead.load(office), logo=logo.getvalue()))
    made = receipt.receipt(office, number, Order())
    assert made.archival
    assert_archival(made.pdf)
    assert len(paper_check.run("pdfimages", made.pdf, "-list", "-").splitlines()) >= 3


def test_a_kelurahan_is_signed_for_by_its_lurah(office: Office):
    office.settings = structs.replace(office.settings, unit_code="73.07.05.1003", office_name="Kelurahan Balangnipa")
    ready = letterhead.filled(office)
    assert (ready.head_title, ready.place) == ("Lurah", "Balangnipa")
    assert ready.lines == ("PEMERINTAH KABUPATEN SINJAI", "KECAMATAN SINJAI TENGAH", "KELURAHAN BALANGNIPA")


def test_long_runs_get_places_to_break_but_never_inside_a_sign():
    family = "👨‍👩‍👧"
    broken = typeset._breakable(family * 20)
    assert broken.replace("\u200b", "") == family * 20
    assert "\u200b\u200d" not in broken
    assert "\u200d\u200b" not in broken
    assert typeset._breakable("kata biasa 2026-A-0048") == "kata biasa 2026-A-0048"
