"""Spreadsheets are read in a process of their own: whatever a file does to its reader, the program says a sentence and goes on."""

import random
import sys
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from complaints.errors import Refused
from desktop.importing import apart
from desktop.importing.register_import import import_register
from desktop.importing.source_table import read_tables
from desktop.importing.spreadsheet import read_spreadsheet
from desktop.office.office import Office
from tests.desktop.command import Run
from tests.desktop.importing.truth import REGISTERS


@pytest.mark.parametrize(
    "name", ["14-merge.xlsx", "08-hasil.xls", "08-hasil.ods", "14-html.xls", "83-future-year.xlsx"]
)
def test_what_the_child_reads_arrives_as_it_is(name: str):
    assert read_tables(REGISTERS / name) == read_spreadsheet(REGISTERS / name)


def test_the_same_register_is_the_same_in_every_format(office: Office):
    first = import_register(office, REGISTERS / "08-hasil.xlsx")
    for name in ("08-hasil.xls", "08-hasil.ods"):
        again = import_register(office, REGISTERS / name)
        assert (again.recorded, again.already_in_book, again.changed) == (0, first.recorded, ())


def child(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(apart, "_command", lambda _path: [sys.executable, "-c", code])


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("import os; os.abort()", "terhenti"), ("raise SystemExit(3)", "terhenti"), ("print('half')", "terhenti"),
        ("import sys, os; sys.stderr.write('memory allocation of 9 bytes failed'); sys.stderr.flush(); os.abort()", "terlalu banyak"),
    ],
)  # fmt: skip
def test_a_reader_that_ends_is_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: str, sentence: str):
    (tmp_path / "r.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    child(monkeypatch, code)
    with pytest.raises(Refused, match=sentence):
        read_tables(tmp_path / "r.xls")


def test_a_reader_that_never_ends_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    (tmp_path / "r.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    child(monkeypatch, "while True: pass")
    monkeypatch.setattr(apart, "LONGEST_SECONDS", 1)
    with pytest.raises(Refused, match="terlalu lama"):
        read_tables(tmp_path / "r.xls")
    with pytest.raises(Refused, match="Dihentikan"):
        read_tables(tmp_path / "r.xls", lambda: False)


def locked_xls(file: Path) -> None:
    """A record FILEPASS behind the first BOF."""
    content = bytearray((REGISTERS / "08-hasil.xls").read_bytes())
    start = content.index(b"\x09\x08\x10\x00")
    content[start + 20 : start + 22] = b"\x2f\x00"
    file.write_bytes(content)


def locked_ods(file: Path, part: str) -> None:
    with zipfile.ZipFile(file, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr(
            "META-INF/manifest.xml", f'<m:file-entry m:full-path="{part}"><m:encryption-data/></m:file-entry>'
        )
        book.writestr(part, b"\x00\x01")


def test_a_locked_spreadsheet_of_any_kind_is_named(tmp_path: Path):
    locked_xls(tmp_path / "a.xls")
    locked_ods(tmp_path / "b.ods", "content.xml")
    locked_ods(tmp_path / "c.ods", "encrypted-package")
    for file in (*sorted(tmp_path.iterdir()), REGISTERS / "61-password.xlsx"):
        with pytest.raises(Refused, match="kata sandi"):
            read_tables(file)


def test_a_small_file_that_unpacks_to_gigabytes_is_a_sentence(tmp_path: Path):
    """Each part stays below the limit of one."""
    file = tmp_path / "bomb.xlsx"
    with (
        zipfile.ZipFile(REGISTERS / "14-merge.xlsx") as whole,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bomb,
    ):
        for part in whole.infolist():
            bomb.writestr(part, whole.read(part))
        for at in range(3):
            bomb.writestr(f"xl/more{at}.xml", b" " * (200 * 1024 * 1024))
    assert file.stat().st_size < 2_000_000
    with pytest.raises(Refused, match="terlalu banyak"):
        read_tables(file)


def damaged(content: bytes, chance: random.Random) -> bytes:
    if chance.random() < 0.5:
        return content[: chance.randrange(len(content))]
    flipped = bytearray(content)
    for _ in range(chance.choice((1, 3, 30))):
        flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
    return bytes(flipped)


@pytest.mark.parametrize(
    "name", ["08-hasil.xls", "08-hasil.ods", "08-hasil.xlsx", "14-html.xls", "23b-semicolons-commas.csv"]
)
def test_a_damaged_register_is_a_report_or_a_sentence(office: Office, tmp_path: Path, name: str):
    chance = random.Random(name)
    for at in range(5):
        file = tmp_path / f"{at}-{name}"
        file.write_bytes(damaged((REGISTERS / name).read_bytes(), chance))
        # Anything but a refusal goes through here and fails the test.
        with suppress(Refused):
            import_register(office, file, dry_run=True)


def test_the_command_says_one_sentence_of_a_reader_that_ended(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "r.xls").write_bytes((REGISTERS / "08-hasil.xls").read_bytes()[:700])
    ended = run("import", tmp_path / "r.xls")
    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
