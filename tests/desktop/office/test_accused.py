"""Whom a supervisory complaint is about, and the head, see nowhere who complains; others do, and it is logged."""

from pathlib import Path

import openpyxl
import pytest
from msgspec import structs

from complaints.draft import Person
from complaints.errors import Refused
from complaints.steps import Change, StepDetails
from complaints.workflow import Role
from desktop.documents.document import Order
from desktop.documents.printable import case_maker
from desktop.exporting.export import export
from desktop.office.office import Office
from desktop.store.listing import Query
from desktop.store.users import User
from tests.offices import bridge

NAME, PHONE, SUPPORTER = "Zulkarnain", "0811-2233-4455", "Maimunah"
HEAD = "H. Ahmad Dahlan, S.Sos"
PAPERS = ("receipt", "form", "disposition", "response", "minutes", "case")


def recorded(office: Office, subject: str = "Pak Kades", *, supervisory: bool = True) -> str:
    office.change_settings(structs.replace(office.settings, head_name=HEAD))
    draft = bridge(
        title="Pungutan bantuan", complainant=Person(name=NAME, phone=PHONE), subject=subject, supervisory=supervisory
    )
    number = office.record(draft).number
    office.support(number, Person(name=SUPPORTER))
    return number


def become(office: Office, name: str, role: Role) -> None:
    office.user = User(office.user.slot, name, role)


def shows_nobody(office: Office, number: str, tmp_path: Path) -> None:
    case = office.case(number)
    assert case.identity_hidden
    assert not set(case.actions) & {"show-identity", "contact"}
    for call in (
        office.show_identity,
        office.shown_case,
        lambda number: office.act(number, "contact", StepDetails(note="x")),
    ):
        with pytest.raises(Refused, match="tidak ditampilkan kepada Anda"):
            call(number)
    for kind in PAPERS:
        for order in (Order(identity=True), Order(identity=True, logged=True)):
            with pytest.raises(Refused, match="tidak ditampilkan kepada Anda"):
                case_maker(kind)(office, number, order)
    for ending in (".csv", ".jsonl"):
        file = tmp_path / f"daftar{ending}"
        export(office, file, with_identity=True)
        content = file.read_text(encoding="utf-8-sig")
        assert number in content
        for word in (NAME, SUPPORTER, "22334455", "2233-4455"):
            assert word not in content
    for typed in (NAME, "zulkarnaen", SUPPORTER, PHONE, "22334455"):
        assert office.page(Query(text=typed, forgiving=True)) == []
    (listed,) = office.register(Query(), with_identity=True)
    assert listed.complaint.complainant.name == listed.complaint.supporters[0].name == listed.complaint.subject == ""
    assert all(case.complaint.complainant.name == "" for case in office.cases(None, None, with_identity=True))


@pytest.mark.parametrize(
    ("user", "role", "subject"),
    [
        ("Ahmad Dahlan", "head", "Pak Kades"),
        ("Ahmad Dahlan", "admin", "Kepala Desa Saotanre"),
        ("Ahmad", "officer", "H. Ahmad, S.Sos"),
        ("Orang Lain", "head", "Sekdes"),
        ("Pak Kades", "admin", "kades"),
        ("Sekdes Saotanre", "officer", "oknum sekretaris desa"),
        ("Budi Santoso", "officer", "Budi Santoso"),
        ("Budi Santoso", "admin", "Kaur Umum: Bapak Budi"),
    ],
)
def test_the_head_and_the_accused_see_nowhere_who_complains(
    office: Office, tmp_path: Path, user: str, role: Role, subject: str
):
    if user.startswith("Budi"):
        office.members.put(user, "rahasia-kantor-2", role)
    number = recorded(office, subject)
    become(office, user, role)
    shows_nobody(office, number, tmp_path)


def test_others_see_who_complains_and_it_is_logged(office: Office, tmp_path: Path):
    number = recorded(office)
    assert not office.case(number).identity_hidden
    assert office.show_identity(number).complaint.complainant.name == NAME
    assert case_maker("receipt")(office, number, Order(identity=True)).pdf
    export(office, tmp_path / "daftar.csv", with_identity=True)
    assert NAME in (tmp_path / "daftar.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(("subject", "supervisory"), [("Pak Kades", False), ("CV Maju Jaya", True), ("", True)])
def test_of_any_other_complaint_the_head_may_see_who_complains(office: Office, subject: str, supervisory: bool):
    number = recorded(office, subject, supervisory=supervisory)
    become(office, "Ahmad Dahlan", "head")
    assert office.show_identity(number).complaint.complainant.name == NAME


def test_a_subject_that_is_corrected_hides_from_then_on_and_never_less(office: Office, tmp_path: Path):
    number = recorded(office, "CV Maju Jaya")
    assert not hidden_from_head(office, number)
    office.correct(number, Change(subject="Kepala Desa"))
    assert hidden_from_head(office, number)
    office.correct(number, Change(subject="CV Maju Jaya"))
    office.correct(number, Change(supervisory=False))
    assert hidden_from_head(office, number), "who could correct it could look"
    become(office, "Ahmad Dahlan", "head")
    shows_nobody(office, number, tmp_path)


def hidden_from_head(office: Office, number: str) -> bool:
    user = office.user
    become(office, "Ahmad Dahlan", "head")
    hidden = office.case(number).identity_hidden
    office.user = user
    return hidden


def test_a_check_of_the_book_still_agrees(office: Office):
    number = recorded(office)
    office.correct(number, Change(subject="Sekdes"))
    report = office.upkeep.check()
    assert report.clean
    assert report.mended == ()


def test_what_was_written_covers_the_complainant_from_the_accused(office: Office, tmp_path: Path):
    number = recorded(office)
    office.correct(number, Change(body=f"Saya, {NAME}, diminta uang", title=f"Aduan {NAME}"))
    office.act(number, "note", StepDetails(note=f"{NAME.upper()} datang lagi, HP {PHONE}"))
    assert NAME in office.case(number).complaint.body
    become(office, "Ahmad Dahlan", "head")
    complaint = office.case(number).complaint
    assert (complaint.body, complaint.title) == ("Saya, •••, diminta uang", "Aduan •••")
    assert NAME.casefold() not in str(complaint).casefold()
    for ending in (".csv", ".jsonl"):
        export(office, tmp_path / f"daftar{ending}", with_identity=True)
        assert NAME.casefold() not in (tmp_path / f"daftar{ending}").read_text(encoding="utf-8-sig").casefold()


def test_no_list_and_no_search_says_who_complains(office: Office):
    number = recorded(office)
    office.correct(number, Change(body=f"Saya, {NAME}, diminta uang", title=f"Aduan {NAME} soal beras"))
    office.act(number, "note", StepDetails(note=f"{NAME} datang lagi, HP {PHONE}"))
    other = recorded(office, subject="", supervisory=False)
    office.correct(other, Change(title=f"Lampu jalan, kata {NAME}"))
    titles = {row.number: row.title for row in office.page(Query())}
    assert titles == {number: "Aduan ••• soal beras", other: f"Lampu jalan, kata {NAME}"}
    for typed in (NAME, PHONE[-4:]):
        assert [row.number for row in office.page(Query(text=typed))] == [other], typed
    assert [row.number for row in office.page(Query(text="beras"))] == [number]
    assert office.case(number).complaint.title == f"Aduan {NAME} soal beras"
    assert office.upkeep.check().clean


def test_an_export_says_of_how_many_the_complainant_is_left_out(office: Office, tmp_path: Path):
    recorded(office)
    assert export(office, tmp_path / "semua.xlsx", with_identity=True).hidden == 0
    become(office, "Ahmad Dahlan", "head")
    assert export(office, tmp_path / "tanpa.csv").hidden == 0
    assert export(office, tmp_path / "register.xlsx", with_identity=True).hidden == 1
    names = {file: openpyxl.load_workbook(tmp_path / file).sheetnames for file in ("semua.xlsx", "register.xlsx")}
    assert ["Catatan" in sheets for sheets in names.values()] == [False, True]
    (cell,) = [cell.value for row in openpyxl.load_workbook(tmp_path / "register.xlsx")["Catatan"] for cell in row]
    assert str(cell).startswith("1 pengaduan ditulis tanpa pelapornya")
