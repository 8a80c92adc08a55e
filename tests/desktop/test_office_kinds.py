"""A book of every kind of unit: its words, its people and its papers are that kind's."""

from pathlib import Path

import pytest

from complaints.office_kind import OfficeKind, is_agency_code, office_kind
from desktop.documents.letterhead import filled
from desktop.office.office import Office
from desktop.office.units import Units
from desktop.resources import resource
from desktop.store.vault import Vault
from desktop.wording import names
from tests.conftest import PASSWORD
from tests.desktop.command import runner


def founded(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, unit: str, *words: str
) -> Office:
    ended = runner(folder, capsys, monkeypatch)("init", "--unit", unit, *words, "--user", "Siti")
    assert ended.code == 0, ended.err
    return Office(folder, Vault(folder).unlock("Siti", PASSWORD), "Siti")


@pytest.mark.parametrize(
    ("unit", "words", "kind", "title", "lines", "head", "stranger"),
    [
        ("73.07.04.2009", (), "desa", "Kepala Desa", "DESA SAOTANRE", "kepala desa", "Sekretaris Kecamatan"),
        ("73.07.04.1001", (), "kelurahan", "Lurah", "KELURAHAN SAMAENRE", "lurah", "Kaur Umum"),
        ("73.07.04", (), "kecamatan", "Camat", "KECAMATAN SINJAI TENGAH", "camat", "Sekretaris Desa"),
        ("DINSOS", ("--name", "Dinas Sosial"), "opd", "Kepala Dinas Sosial", "DINAS SOSIAL", "kepala dinas/badan", "Kaur Umum"),
    ],
)  # fmt: skip
def test_words_and_papers_fit_the_kind_of_unit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    unit: str, words: tuple[str, ...], kind: OfficeKind, title: str, lines: str, head: str, stranger: str,
):  # fmt: skip
    office = founded(tmp_path / "office", capsys, monkeypatch, unit, *words)
    letterhead = filled(office)
    assert office_kind(unit) == kind
    assert letterhead.head_title == title
    assert letterhead.lines[-1] == lines
    assert len(set(letterhead.lines)) == len(letterhead.lines)
    assert not any(line.startswith("KECAMATAN KABUPATEN") for line in letterhead.lines)
    assert names.head_of_office(unit) == head
    assert stranger not in office.settings.people
    assert len(office.settings.people) >= 4
    office.close()


def test_a_kecamatan_records_and_hands_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    run = runner(tmp_path / "office", capsys, monkeypatch)
    assert run("init", "--unit", "73.07.04", "--user", "Siti").code == 0
    (tmp_path / "aduan.json").write_text('{"kind": "complaint", "body": "Jalan poros rusak"}')
    number = run("record", "--json", tmp_path / "aduan.json").object["number"]
    assert run("act", number, "verify").code == 0
    assert run("act", number, "forward", "--to", "73.07.04.2009").code == 0
    assert run("act", number, "forward", "--to", "73.07.04").code == 1  # to itself
    assert run("status", "--json").object["unit"] == "73.07.04"


@pytest.mark.parametrize(
    ("unit", "words"),
    [("DINSOS", ()), ("DINSOS", ("--name", "  ")), ("73", ()), ("73.07", ()), ("73.07.99", ()), ("DIN SOS", ("--name", "Dinas"))],
)  # fmt: skip
def test_init_refuses_what_keeps_no_book(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    unit: str,
    words: tuple[str, ...],
):
    ended = runner(tmp_path / "office", capsys, monkeypatch)("init", "--unit", unit, *words, "--user", "Siti")
    assert (ended.code, ended.out) == (1, "")
    assert not (tmp_path / "office").exists()


def test_a_code_tells_the_kind():
    codes = ("73.07.04.2009", "73.07.04.1001", "73.07.04", "DINSOS", "DINAS-7307", "73.07.04.3001")
    assert [office_kind(code) for code in codes] == ["desa", "kelurahan", "kecamatan", "opd", "opd", "opd"]
    agencies = ("DINSOS", "DINAS-PU.7307", "73.07.04", "", "DIN SOS", "D" * 33, "ДИНСОС")
    assert [is_agency_code(code) for code in agencies] == [True, True, False, False, False, False, False]


def test_the_wizard_offers_kecamatan_behind_villages_and_first_when_asked_for():
    units = Units.load(resource("units/units.zlib"))
    assert [unit.title for unit in units.offices("saotanre")] == ["Desa Saotanre"]
    assert units.offices("kec sinjai tengah")[0].title == "Kecamatan Sinjai Tengah"
    assert units.offices("73.07.04")[0].code == "73.07.04"
    everyone = units.offices("73.07", 100)
    assert len(everyone) == 89
    assert [unit.kind for unit in everyone[-9:]] == ["kecamatan"] * 9
    assert all(unit.is_office for unit in everyone)
