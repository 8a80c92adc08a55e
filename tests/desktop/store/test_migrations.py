"""Stores of former versions become today's: nothing in them is lost, and they look like one that was made today."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from desktop.office.office import Office
from desktop.store import restore
from desktop.store.database import reading
from desktop.store.listing import Query
from desktop.store.vault import Vault
from tests.offices import PASSWORD, USER, bridge, new_office

FIRST = (
    Path(__file__).parent / "data" / "versi-0001.aduan"
)  # written by the version of 24 November 2026, commit 7b3efab


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """The folder of a store of the first version: three complaints, five events, one attachment."""
    folder = tmp_path / "lama"
    with ZipFile(FIRST) as archive:
        for name in archive.namelist():
            if name != "manifest.json":
                archive.extract(name, folder)
    return folder


def opened(folder: Path) -> Office:
    return Office(folder, Vault(folder).unlock(USER, PASSWORD), USER)


def tables(office: Office) -> dict[str, Any]:
    """Each table's columns by name (type, NOT NULL, default, place in the key), and the indexes' columns."""
    with reading(office.engine) as connection:
        names = connection.exec_driver_sql(
            "SELECT type, name FROM sqlite_master WHERE type IN ('table', 'index') AND name NOT LIKE 'sqlite_%'"
        ).all()
        return {
            name: sorted(tuple(row)[1:] for row in connection.exec_driver_sql(f"PRAGMA {kind}_info('{name}')"))
            for kind, name in names
        }


def test_a_store_of_the_first_version_opens_whole_and_goes_on(first: Path):
    office = opened(first)
    assert [row.title for row in office.page(Query())] == ["Jembatan 2", "Jembatan 1", "Jembatan 0"]
    assert office.case("2026-A-0001").complaint.stage == "verified"
    assert office.show_identity("2026-A-0003", "uji").complaint.complainant.national_id == "7307031504870001"
    report = office.upkeep.check(repair=False)
    assert (report.problems, report.mended) == ((), ())
    assert (report.events, report.complaints, report.attachments) == (6, 3, 1)
    assert office.record(bridge()).number.endswith("-A-0004") or office.today().year != 2026
    assert office.upkeep.check(repair=False).clean
    office.close()
    assert list((first / "backups").glob("sebelum-versi-0001-*.aduan"))


def test_a_migrated_store_looks_like_a_new_one(first: Path, tmp_path: Path):
    old, new = opened(first), new_office(tmp_path / "baru")
    assert tables(old) == tables(new)
    old.close()
    new.close()


def test_a_backup_of_the_first_version_can_be_restored(tmp_path: Path):
    folder = tmp_path / "pulih"
    folder.mkdir()
    report = restore.restore(FIRST, folder, lambda vault: vault.unlock(USER, PASSWORD), datetime.now(UTC))
    assert (report.events, report.complaints) == (5, 3)
    office = opened(folder)
    assert office.upkeep.check(repair=False).clean
    office.close()
