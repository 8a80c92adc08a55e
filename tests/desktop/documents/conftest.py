"""An office to print in, one for each file of tests, and a handled complaint for each test."""

import shutil
from collections.abc import Iterator

import pytest

from complaints.steps import StepDetails
from desktop.documents import letterhead, templates
from desktop.office.office import Office
from tests.offices import bridge, new_office


@pytest.fixture(scope="module")
def printing_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made = new_office(tmp_path_factory.mktemp("office") / "data")
    yield made
    made.close()


@pytest.fixture
def office(printing_office: Office) -> Iterator[Office]:
    """With nothing of its own: neither templates nor a letterhead."""
    settings = printing_office.settings
    yield printing_office
    printing_office.settings = settings
    shutil.rmtree(templates.own_folder(printing_office.folder), ignore_errors=True)
    letterhead.save(printing_office, letterhead.Letterhead())


@pytest.fixture
def number(office: Office) -> str:
    """A complaint that was answered."""
    number = office.record(bridge()).number
    office.act(number, "verify")
    office.act(number, "respond", StepDetails(note="Tali jembatan sudah diganti hari Senin."))
    return number
