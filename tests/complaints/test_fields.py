"""The list of fields is the one that structs, screens, papers, registers and the district's pages go by."""

import pytest

from complaints import fields
from complaints.categories import Categories
from complaints.complaint import Complainant, Complaint
from complaints.draft import Draft, Person
from complaints.events import Facts, Location
from complaints.fields import FIELDS
from complaints.identity import Identity, PersonChange
from complaints.steps import Change
from desktop.exporting.columns import columns
from desktop.importing import cell_values, headings, sentences
from desktop.office.typed_draft import TypedDraft
from sync.server.web import history

PERSON = {field.name for field in fields.PERSON}
PLACE = {field.name for field in fields.PLACE}
OPEN = {field.name for field in fields.OPEN}


def test_no_field_is_there_twice():
    assert len({field.name for field in FIELDS}) == len({field.path for field in FIELDS}) == len(FIELDS)


@pytest.mark.parametrize(
    ("struct", "names"),
    [
        (Facts, OPEN | {"location"}),
        (Identity, PERSON | {"subject"}),
        (Location, PLACE),
        (Person, PERSON),
        (Complainant, PERSON),
        (PersonChange, PERSON),
        (Change, OPEN | {"location", "subject", "complainant"}),
        (Draft, OPEN | {"location", "subject", "complainant", "sealed", "attachments"}),
    ],
)
def test_structs_have_the_fields_of_the_list(struct: type, names: set[str]):
    assert set(struct.__struct_fields__) == names


def test_a_person_has_its_fields_in_one_order():
    assert Complainant.__struct_fields__ == PersonChange.__struct_fields__ == Identity.__struct_fields__[:-1]
    assert Identity.__struct_fields__[-1] == "subject"


def test_a_complaint_has_every_field():
    assert OPEN | {"location", "subject", "complainant"} <= set(Complaint.__struct_fields__)


def test_an_export_has_a_column_for_every_field():
    """But for `anonymous`, which the name says. The widths are what an office is used to."""
    found = [(column.heading, column.width) for column in columns(Categories(()), with_identity=True)]
    assert found == [
        ("Nomor register", 14), ("Tanggal diterima", 13), ("Jenis laporan", 14), ("Kanal", 15), ("Nama pelapor", 24),
        ("Jenis kelamin", 9), ("NIK", 18), ("Nomor telepon", 16), ("Email", 20), ("Alamat", 28), ("Status pelapor", 20), ("Ragam disabilitas", 12), ("Perihal", 34),
        ("Isi pengaduan", 60), ("Harapan pelapor", 32), ("Kategori", 26), ("Terlapor", 20), ("Dugaan kerugian (Rp)", 14), ("Berkadar pengawasan", 13),
        ("Penanganan rahasia", 13), ("Tanggal kejadian", 13), ("Dusun", 16), ("RT", 6), ("RW", 6), ("Patokan lokasi", 24), ("Lintang", 11), ("Bujur", 11),
        ("Status", 18), ("Tanggal verifikasi", 13), ("Tanggal tindak lanjut", 13), ("Tanggal tanggapan", 13), ("Tanggal selesai", 13),
        ("Diteruskan kepada", 24), ("Tanggapan", 60), ("Nomor SP4N-LAPOR", 14), ("Nomor register lama", 14),
    ]  # fmt: skip


def test_the_heading_of_a_column_is_read_back_as_its_field():
    for field in FIELDS:
        assert {headings.guess(field.column), headings.guess(field.label)} == {field.path}


@pytest.mark.parametrize(
    ("label", "path"),
    [
        ("Isi", "body"), ("Isi aduan", "body"), ("Uraian masalah", "body"), ("Uraian pengaduan", "body"), ("Harapan", "expectation"),
        ("Surel", "complainant.email"), ("Telepon / WA", "complainant.phone"), ("Telepon / WhatsApp", "complainant.phone"),
        ("Nomor di SP4N-LAPOR!", "lapor_id"), ("Jenis", "kind"), ("Pihak yang diadukan", "subject"),
        ("Aparat/pihak yang diadukan", "subject"), ("Ragam disabilitas, bila ada", "complainant.disability"),
        ("Dugaan penyalahgunaan dana", "suspected_loss"), ("Diterima lewat", "channel"), ("Saluran", "channel"), ("Lokasi", "location.detail"),
        ("Tempat kejadian", "location.detail"),
    ],
)  # fmt: skip
def test_a_label_of_earlier_screens_and_papers_is_read_as_its_field(label: str, path: str):
    assert headings.guess(label) == path


def test_no_heading_means_two_fields():
    every = [heading for alternatives in headings.ALTERNATIVES.values() for heading in alternatives]
    assert len(every) == len(set(every))


def test_the_words_of_every_choice_are_read_back_as_its_code():
    for field in FIELDS:
        for code, word in field.choices.items():
            if code:
                assert {cell_values.as_choice(cell, field.path) for cell in (code, word)} == {code}
        assert set(field.synonyms) <= set(field.choices)


def test_an_import_offers_every_field_for_a_column():
    assert set(sentences.FIELD_ORDER) == headings.PATHS


def test_a_form_takes_every_field():
    assert {field.name for field in FIELDS} <= set(TypedDraft.__struct_fields__)


def test_the_district_names_every_open_field():
    assert set(history.FIELD_WORDS) == OPEN | {"location"}
