"""Names that no disk takes, and folders that aren't there, end in a sentence and change nothing."""

import errno
from pathlib import Path

import pytest

from complaints.attachment import safe_name
from complaints.errors import OfficeError
from desktop.documents.document import Order
from desktop.documents.printable import case_maker
from desktop.exporting.export import export
from desktop.office.office import Office
from desktop.store import backup, durable_files
from desktop.store.attachments import Content
from desktop.store.durable_files import FolderMissing, NameTooLong, disk_errors, write_durably
from tests.offices import bridge

LONG = "pengaduan-" * 30


@pytest.mark.parametrize("name", [f"{LONG}.pdf", f"{LONG}/x.pdf", "é" * 130 + ".pdf"])
def test_a_name_longer_than_the_disk_takes_is_refused_with_a_sentence(tmp_path: Path, name: str):
    with pytest.raises(NameTooLong) as refused:
        write_durably(tmp_path / name, b"x")
    assert "terlalu panjang" in refused.value.sentence
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_missing_or_a_name_of_a_folder_is_refused(tmp_path: Path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "berkas").write_bytes(b"x")
    for place in ("tidak-ada/x.pdf", "folder", "berkas/x.pdf"):
        with pytest.raises(FolderMissing):
            write_durably(tmp_path / place, b"x")


def test_windows_says_of_a_long_path_that_it_does_not_exist(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(durable_files, "IS_WINDOWS", True)
    path = "C:\\" + "\\".join(["folder panjang sekali"] * 15)
    for number in (errno.ENOENT, errno.EINVAL):
        with pytest.raises(NameTooLong), disk_errors():
            raise OSError(number, "The system cannot find the path specified", path)
    with pytest.raises(FileNotFoundError), disk_errors():
        raise OSError(errno.ENOENT, "The system cannot find the path specified", "C:\\x.pdf")


@pytest.mark.parametrize("ending", [".xlsx", ".csv", ".jsonl"])
def test_an_export_under_too_long_a_name_is_refused(office: Office, tmp_path: Path, ending: str):
    office.record(bridge())
    with pytest.raises(OfficeError, match="terlalu panjang"):
        export(office, tmp_path / f"{LONG}{ending}")


def test_a_backup_under_too_long_a_name_is_refused(office: Office, tmp_path: Path):
    with pytest.raises(OfficeError, match="terlalu panjang"):
        office.upkeep.backup(tmp_path / f"{LONG}{backup.SUFFIX}")


@pytest.mark.parametrize("letter", ["a", "é", "中", "😀"])
def test_an_attachment_of_any_name_gets_one_that_every_disk_takes(office: Office, tmp_path: Path, letter: str):
    number = office.record(bridge()).number
    case = office.attach(number, Content(f"{letter * 400}.jpg", b"\xff\xd8\xff\xd9 x"))
    name = case.complaint.attachments[0].name
    assert name == safe_name(f"{letter * 400}.jpg")
    assert name.endswith(f"{letter}.jpg")
    assert len(f"{name}.part".encode()) <= 255
    (tmp_path / name).write_bytes(b"x")
    assert case_maker("case")(office, number, Order()).pdf


def test_an_office_of_a_very_long_name_prints_and_exports(office: Office, tmp_path: Path):
    from msgspec import structs

    office.change_settings(structs.replace(office.settings, office_name="Desa " + "Sangat " * 60 + "Panjang"))
    number = office.record(bridge(title="x" * 200)).number
    assert case_maker("receipt")(office, number, Order()).pdf
    export(office, tmp_path / "daftar.xlsx")
