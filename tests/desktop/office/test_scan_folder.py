"""What is new in the scanner's folder: whole files of the last hours; a folder that is away offers nothing and breaks nothing."""

import os
from pathlib import Path

import pytest

from complaints.errors import InvalidField
from desktop.office import scan_folder
from desktop.office.office import Office

NOW = 1_800_000_000_000


def put(folder: Path, name: str, seconds_ago: float, content: bytes = b"%PDF-1.7") -> Path:
    file = folder / name
    file.write_bytes(content)
    os.utime(file, ns=(0, int((NOW / 1000 - seconds_ago) * 1e9)))
    return file


def names(folder: Path, *passed_over: Path) -> list[str]:
    files = scan_folder.new_files(str(folder), NOW, passed_over)
    assert files is not None
    return [file.path.name for file in files]


def test_whole_files_of_the_last_hours_the_newest_first(tmp_path: Path):
    put(tmp_path, "Pindaian 1.PDF", 60)
    taken = put(tmp_path, "foto.jpg", 30)
    put(tmp_path, "sedang-ditulis.pdf", 0.5)
    put(tmp_path, "kemarin.pdf", 90_000)
    put(tmp_path, "kosong.pdf", 40, b"")
    put(tmp_path, "program.exe", 40)
    put(tmp_path, ".tersembunyi.pdf", 40)
    (tmp_path / "folder.pdf").mkdir()
    assert names(tmp_path) == ["foto.jpg", "Pindaian 1.PDF"]
    assert names(tmp_path, taken) == ["Pindaian 1.PDF"]


def test_not_more_than_a_few_are_offered(tmp_path: Path):
    for place in range(30):
        put(tmp_path, f"{place:02d}.png", 100 + place)
    assert names(tmp_path) == [f"{place:02d}.png" for place in range(scan_folder.MOST_OFFERED)]


def test_a_folder_that_is_away_offers_nothing(tmp_path: Path):
    assert scan_folder.new_files(str(tmp_path / "dicabut"), NOW) is None
    assert scan_folder.new_files(str(put(tmp_path, "berkas.pdf", 5)), NOW) is None


def test_the_folder_is_kept_and_need_not_be_there(office: Office, tmp_path: Path):
    assert scan_folder.load(office).folder == ""
    scan_folder.save(office, f" {tmp_path / 'stik'} ")
    assert scan_folder.load(office).folder == str(tmp_path / "stik")
    with pytest.raises(InvalidField):
        scan_folder.save(office, "pindaian")
    scan_folder.save(office, "")
    assert scan_folder.load(office).folder == ""
