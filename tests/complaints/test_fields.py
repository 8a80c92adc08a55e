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
from desktop.importing import headings, row_draft
from desktop.screens.importing import columns_page
from desktop.screens.record import record_form, typed
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
    """But for `anonymous`, which the name says."""
    found = [column.heading for column in columns(Categories(()), with_identity=True)]
    assert [field.column for field in FIELDS if field.name != "anonymous"] == [
        heading for heading in found if heading in {field.column for field in FIELDS}
    ]


def test_an_import_reads_every_field_by_its_headings():
    assert {path for path in headings.ALTERNATIVES if not path.startswith(("outcome.", "reply_to"))} - {""} == {
        *(field.path for field in FIELDS),
        "location.rt_rw",
    }
    for field in FIELDS:
        assert headings.ALTERNATIVES[field.path] == field.headings
        assert headings.guess(field.column) == field.path


def test_an_import_reads_the_cells_of_every_field():
    assert {*row_draft.DRAFT, "category"} == {field.name for field in FIELDS if "." not in field.path}
    assert set(row_draft.LOCATION) == PLACE | {"rt_rw"}
    assert set(row_draft.COMPLAINANT) == PERSON


def test_an_import_offers_every_field_for_a_column():
    assert set(columns_page.ORDER) == headings.FIELDS


def test_a_form_takes_every_field():
    assert {field.name for field in FIELDS} <= set(typed.Typed.__struct_fields__)
    assert set(typed.PERSON) == PERSON
    assert set(typed.PLACE) == PLACE
    assert set(record_form.HIDDEN_WHEN_ANONYMOUS) == {
        field.name for field in fields.PERSON if not field.kept_when_anonymous
    }


def test_the_district_names_every_open_field():
    assert set(history.FIELD_WORDS) == OPEN | {"location"}
