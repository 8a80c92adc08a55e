"""`report`: the contract of cli.md for documents."""

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from complaints.events import Location
from tests.conftest import Founded
from tests.desktop.command import Run
from tests.offices import bridge


@pytest.fixture
def number(founded: Founded) -> str:
    office = founded.open()
    number = office.record(bridge()).number
    office.close()
    return number


@pytest.mark.parametrize(
    "kind", ["receipt", "form", "disposition", "response", "minutes", "assignment", "visit", "cover", "slip", "case"]
)
def test_a_document_of_a_complaint(run: Run, number: str, tmp_path: Path, kind: str):
    file = tmp_path / f"{kind}.pdf"
    ended = run("report", kind, number, "--out", file, "--json")
    assert ended.code == 0, ended.err
    assert ended.object["file"] == str(file)
    assert ended.object["archival"] is True
    assert file.read_bytes().startswith(b"%PDF-1.")


@pytest.mark.parametrize(
    "arguments",
    [
        ("register",), ("register", "--from", "2026-01-01", "--to", "2026-12-31", "--with-identity", "--paper", "a4"),
        ("recap", "--period", "2026-T4"), ("recap",), ("week",), ("week", "--week", "2026-W48"), ("notice",), ("form",),
    ],
)  # fmt: skip
def test_a_document_of_the_office(run: Run, number: str, tmp_path: Path, arguments: tuple[str, ...]):
    file = tmp_path / "out.pdf"
    assert run("report", *arguments, "--out", file).code == 0
    assert file.read_bytes().startswith(b"%PDF-1.")


def test_the_letter_as_docx(run: Run, number: str, tmp_path: Path):
    file = tmp_path / "surat.docx"
    assert run("report", "response", number, "--out", file).code == 0
    assert file.read_bytes().startswith(b"PK")


def test_showing_people_is_logged(run: Run, number: str, tmp_path: Path):
    run("report", "case", number, "--out", tmp_path / "a.pdf", "--with-identity")
    assert run("show", number, "--json").object["history"][-1]["step"] == "identity_shown"
    run("report", "register", "--out", tmp_path / "b.pdf", "--with-identity")
    assert run("log", "--json").objects[-1]["step"] == "identities_exported"


@pytest.mark.parametrize(
    "arguments",
    [
        ("receipt", "2099-A-0001", "--out", "a.pdf"), ("form", "2026-A-0001", "--out", "a.docx"), ("register", "--out", "a.xlsx"),
        ("register", "--out", "none/there/a.pdf"), ("recap", "--period", "2026-13", "--out", "a.pdf"),
        ("register", "--from", "2026-02-01", "--to", "2026-01-01", "--out", "a.pdf"),
    ],
)  # fmt: skip
def test_what_is_refused_writes_nothing(run: Run, number: str, tmp_path: Path, arguments: tuple[str, ...]):
    given = [tmp_path / one if one.startswith(("a.", "none")) else one for one in arguments]
    ended = run("report", *given)
    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert not list(tmp_path.glob("a.*"))


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("painting", "--out", "a.pdf"),
        ("receipt", "--out", "a.pdf"),
        ("recap",),
        ("register", "--from", "x", "--out", "a.pdf"),
    ],
)
def test_wrong_usage(run: Run, arguments: tuple[str, ...]):
    assert run("report", *arguments).code == 2


def test_the_figures_of_the_screen_by_command(run: Run, number: str, tmp_path: Path):
    for ending, start in (("pdf", b"%PDF-1."), ("xlsx", b"PK")):
        file = tmp_path / f"pemantauan.{ending}"
        ended = run("report", "monitoring", "--out", file, "--compare", "year-before", "--json")
        assert ended.code == 0, ended.err
        assert ended.object["received"] == 1
        assert file.read_bytes().startswith(start)
    assert run("report", "monitoring", "--out", tmp_path / "a.docx").code == 1
    assert (
        run("report", "monitoring", "--out", tmp_path / "a.pdf", "--from", "2026-12-01", "--to", "2026-11-01").code == 1
    )


def test_the_figures_go_down_to_the_rt_by_command(run: Run, founded: Founded, tmp_path: Path):
    office = founded.open()
    office.record(bridge(location=Location(dusun="Bonto", rw="01", rt="02")))
    office.close()
    file = tmp_path / "pemantauan.xlsx"
    assert run("report", "monitoring", "--out", file, "--places", "rt").code == 0
    lines = CalamineWorkbook.from_path(str(file)).get_sheet_by_name("Per dusun").to_python()
    assert [line[:2] for line in lines[1:]] == [["Bonto", 1], ["Bonto, RW 01", 1], ["Bonto, RW 01, RT 02", 1]]


def test_signs_that_no_font_has_are_told(run: Run, founded: Founded, tmp_path: Path):
    office = founded.open()
    number = office.record(bridge(title="Jalan \u1a15\u1a18\u1a01 rusak, \U00013000")).number
    plain = office.record(bridge(title="Jalan \u0639\u0631\u0628\u064a rusak, hujan")).number
    office.close()
    ended = run("report", "cover", number, "--out", tmp_path / "a.pdf", "--json")
    assert ended.code == 0
    assert "\U00013000" in ended.object["undrawn"]
    assert "tampak sebagai kotak" in ended.err
    assert "undrawn" not in run("report", "cover", plain, "--out", tmp_path / "b.pdf", "--json").object


def test_a_letters_code_is_verified_by_command(run: Run, number: str, tmp_path: Path):
    from tests.desktop.documents.paper_check import codes

    file = tmp_path / "surat.pdf"
    run("report", "cover", number, "--out", file)
    [scanned] = codes(file.read_bytes())
    told = run("verify", scanned, "--json")
    assert (told.code, told.object["verdict"], told.object["number"]) == (0, "genuine", number)
    forged = run("verify", scanned.replace("*SP*", "*SJ*"))
    assert forged.code == 1
    assert "TIDAK ASLI" in forged.err
    assert run("verify", "bukan kode").code == 1
