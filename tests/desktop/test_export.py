"""The register as a file for others: whole, typed, masked unless asked, and harmless to open."""

import csv
import json
import os
import time
from datetime import date, datetime
from pathlib import Path

import openpyxl
import psutil
import pytest
from openpyxl.utils import get_column_letter

from complaints.draft import Draft, Person
from complaints.errors import OfficeError, Refused
from complaints.events import Corrected, Facts, IdentitiesExported, Location
from desktop.exporting.export import ExportStopped, export
from desktop.office.office import Office
from desktop.store import log
from desktop.store.database import writing
from desktop.store.durable_files import FileInUse
from desktop.store.listing import Query
from desktop.store.log import Author, Device, NewEvent
from desktop.xlsx_file import workbook
from sync.disk.faults import DiskFault, disk_fault
from tests.desktop.command import Run
from tests.sync.disk.test_faults import windows_error

SECRETS = ("Andi Baso", "7307031504870001", "81234567890", "Kaur Umum")


@pytest.fixture
def office(office: Office) -> Office:
    office.record(
        Draft(
            kind="complaint", title="=2+5", body="-Jalan\nrusak", received_on=date(2026, 4, 3), suspected_loss=1250000, subject="Kaur Umum",
            complainant=Person(name="Andi Baso", national_id="7307031504870001", phone="081234567890"),
        )
    )  # fmt: skip
    office.record(Draft(kind="aspiration", body="@lampu", received_on=date(2026, 5, 4), anonymous=True))
    return office


def table(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as read:
        return list(csv.DictReader(read))


@pytest.mark.parametrize("name", ["r.csv", "r.xlsx", "r.jsonl"])
def test_identities_are_masked_unless_asked_for(office: Office, tmp_path: Path, name: str):
    done = export(office, tmp_path / name)
    assert (done.complaints, done.identities) == (2, 0)
    content = (tmp_path / name).read_bytes()
    if name == "r.xlsx":
        content = str([[c.value for c in row] for row in openpyxl.load_workbook(tmp_path / name)["Register"]]).encode()
    assert not any(secret.encode() in content for secret in SECRETS)
    assert not any(isinstance(event.step, IdentitiesExported) for event in office.events())


@pytest.mark.parametrize("name", ["r.csv", "r.xlsx", "r.jsonl"])
@pytest.mark.parametrize("nowhere", [float("nan"), float("inf")])
def test_coordinates_that_are_no_numbers_stop_no_export(office: Office, tmp_path: Path, name: str, nowhere: float):
    """No form takes them, but another office's event may say so."""
    case = office.case("2026-A-0001").complaint
    step = Corrected(office.today(), Facts(location=Location(latitude=nowhere, longitude=nowhere)))
    with writing(office.engine) as connection:
        log.append(
            connection,
            Author(Device("a" * 16, "B"), "", "73.07.05"),
            [NewEvent(case.id, case.heads, step)],
            office.now_ms,
        )
    assert export(office, tmp_path / name).complaints == 2


@pytest.mark.parametrize("name", ["r.csv", "r.xlsx", "r.jsonl"])
def test_an_export_with_identities_is_counted_and_logged(office: Office, tmp_path: Path, name: str):
    done = export(office, tmp_path / name, with_identity=True)
    assert (done.complaints, done.identities) == (2, 1)
    (event,) = (event for event in office.events() if isinstance(event.step, IdentitiesExported))
    assert event.step == IdentitiesExported(office.today(), 1, name)
    assert (event.complaint, event.actor) == ("", office.user.name)
    assert office.upkeep.check().clean


def test_no_file_with_identities_appears_before_its_log_entry(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    from desktop.store.durable_files import DiskFull

    def full(*_: object) -> None:
        raise DiskFull

    monkeypatch.setattr("desktop.exporting.export.log.append", full)
    with pytest.raises(DiskFull):
        export(office, tmp_path / "r.csv", with_identity=True)
    assert list(tmp_path.glob("r.csv*")) == []


def test_cells_have_types_and_the_header_stays(office: Office, tmp_path: Path):
    export(office, tmp_path / "r.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")["Register"]
    head = {str(cell.value): get_column_letter(place) for place, cell in enumerate(sheet[1], 1)}
    assert sheet[f"{head['Tanggal diterima']}2"].value == datetime(2026, 4, 3)  # noqa: DTZ001 - a spreadsheet knows no zone
    assert sheet[f"{head['Dugaan kerugian (Rp)']}2"].value == 1250000
    assert sheet.freeze_panes == "B2"
    assert sheet.column_dimensions[head["Isi pengaduan"]].width == pytest.approx(60, abs=1)
    assert sheet.auto_filter.ref


def test_the_register_prints_wide_enough_to_be_read(office: Office, tmp_path: Path):
    export(office, tmp_path / "r.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")["Register"]
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (3, 0)
    assert sheet.page_setup.pageOrder == "overThenDown"
    assert (sheet.print_title_cols, sheet.print_title_rows) == ("$A:$A", "$1:$1")


def test_no_cell_can_run_as_a_formula(office: Office, tmp_path: Path):
    export(office, tmp_path / "r.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")["Register"]
    assert {cell.data_type for row in sheet for cell in row} <= {"s", "n", "d"}
    assert any(cell.value == "=2+5" for cell in sheet[2])
    export(office, tmp_path / "r.csv")
    assert table(tmp_path / "r.csv")[0]["Perihal"] == "'=2+5"
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in table(tmp_path / "r.csv") for cell in row.values())


def test_days_bound_the_register(office: Office, tmp_path: Path):
    def numbers(first: date | None, last: date | None) -> int:
        return export(office, tmp_path / "r.jsonl", Query(received_from=first, received_to=last)).complaints

    assert numbers(None, None) == 2
    assert numbers(date(2026, 4, 3), date(2026, 4, 3)) == 1
    assert numbers(date(2026, 4, 4), None) == 1
    assert numbers(None, date(2026, 4, 2)) == 0


def test_each_line_of_jsonl_is_a_complaint(office: Office, tmp_path: Path):
    export(office, tmp_path / "r.jsonl", with_identity=True)
    first, second = (json.loads(line) for line in (tmp_path / "r.jsonl").read_text("utf-8").splitlines())
    assert (first["received_on"], first["complainant"]["name"], second["kind"]) == (
        "2026-04-03",
        "Andi Baso",
        "aspiration",
    )


@pytest.mark.parametrize("name", ["r.pdf", "r", "r.xlsx.exe", "none/r.csv"])
def test_what_can_not_be_written_is_refused_and_leaves_nothing(office: Office, tmp_path: Path, name: str):
    with pytest.raises(Refused):
        export(office, tmp_path / name)
    assert not any(path.name.startswith("r") for path in tmp_path.iterdir())


def test_a_folder_in_the_files_place_is_refused(office: Office, tmp_path: Path):
    (tmp_path / "r.csv").mkdir()
    with pytest.raises(OfficeError):
        export(office, tmp_path / "r.csv")


def test_a_former_file_stays_until_the_new_one_is_whole(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "r.csv").write_text("lama")
    monkeypatch.setattr("desktop.exporting.text_formats.plain", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        export(office, tmp_path / "r.csv")
    assert (tmp_path / "r.csv").read_text() == "lama"
    assert not (tmp_path / "r.csv.part").exists()


@pytest.mark.parametrize("name", ["r.csv", "r.xlsx", "r.jsonl"])
def test_a_stopped_export_leaves_nothing_and_is_not_logged(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
):
    monkeypatch.setattr("desktop.exporting.export.STEP", 1)
    seen: list[tuple[int, int]] = []

    def until_the_second(part: int, whole: int) -> bool:
        seen.append((part, whole))
        return part == 0

    folder = tmp_path / "keluar"
    folder.mkdir()
    (folder / name).write_text("lama")
    with pytest.raises(ExportStopped):
        export(office, folder / name, with_identity=True, progress=until_the_second)
    assert seen == [(0, 2), (1, 2)]
    assert [(path.name, path.read_text()) for path in folder.iterdir()] == [(name, "lama")]
    assert not any(isinstance(event.step, IdentitiesExported) for event in office.events())


def test_the_command(run: Run, tmp_path: Path):
    (tmp_path / "a.json").write_text(
        '{"kind":"complaint","body":"x","complainant":{"name":"Andi"},"received_on":"2026-04-03"}'
    )
    run("record", "--json", tmp_path / "a.json")
    done = run("export", tmp_path / "r.csv", "--from", "2026-01-01", "--to", "2026-12-31", "--json").object
    assert (done["complaints"], done["identities"]) == (1, 0)
    assert run("export", tmp_path / "r.csv", "--with-identity", "--json").object["identities"] == 1
    assert [event["step"] for event in run("log", "--json").objects] == ["recorded", "identities_exported"]
    assert run("export", tmp_path / "r.csv", "--from", "2026-02-01", "--to", "2026-01-01").code == 1
    assert run("export", tmp_path / "r.pdf").code == 1


def test_a_stopped_export_closes_its_work_files_before_they_are_removed(office: Office, tmp_path: Path):
    """On Windows an open file stays, with the names in it."""
    place = tmp_path / "tujuan"
    place.mkdir()
    with pytest.raises(ExportStopped) as stopped:
        export(office, place / "r.xlsx", with_identity=True, progress=lambda *_: False)
    assert stopped.tb is not None  # what the frames hold is alive while we look
    assert not [file for file in psutil.Process().open_files() if str(place) in file.path]
    assert list(place.iterdir()) == []


def test_what_a_killed_export_left_goes_with_the_next(office: Office, tmp_path: Path):
    left = tmp_path / ".buku-aduan-terhenti"
    left.mkdir()
    (left / "tmp1").write_text("Andi Baso")
    yesterday = time.time() - 2 * 86_400
    os.utime(left, (yesterday, yesterday))
    export(office, tmp_path / "r.xlsx")
    assert not left.exists()


def test_a_workbook_that_finds_no_room_raises_what_the_disk_said(tmp_path: Path):
    if not Path("/dev/full").exists():
        pytest.skip("no device that is always full here")
    with pytest.raises(OSError) as full, workbook(tmp_path / "r.xlsx") as book:  # noqa: PT011
        book.filename = Path("/dev/full").open("wb")  # noqa: SIM115
    assert disk_fault(full.value) is DiskFault.FULL


def test_a_target_that_is_open_elsewhere_is_named(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "r.csv").write_text("lama")

    def open_in_excel(*_: object) -> None:
        raise windows_error(5, 13)

    monkeypatch.setattr(Path, "replace", open_in_excel)
    with pytest.raises(FileInUse, match=r"“r\.csv” sedang dibuka program lain"):
        export(office, tmp_path / "r.csv")
    assert (tmp_path / "r.csv").read_text() == "lama"
    assert list(tmp_path.glob("*.part")) == []
