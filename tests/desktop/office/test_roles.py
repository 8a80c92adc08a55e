"""Ready roles by office: what a sekretaris, a kaur, a kasi and a kadus may do, and that a kadus sees their own dusun alone, everywhere."""

from datetime import timedelta

import pytest

from complaints.errors import InvalidField, Refused
from complaints.events import Location
from complaints.steps import StepDetails
from complaints.workflow import RIGHTS
from desktop.exporting.export import export
from desktop.office import approvals, bulk_steps, due_notices, early_warnings
from desktop.office.handling import NotFound
from desktop.office.late_work import late_work
from desktop.office.office import Office
from desktop.store.listing import Query
from desktop.store.vault import Vault
from tests.offices import PASSWORD, USER, Clock, bridge, new_office


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def office(tmp_path, clock):
    made = new_office(tmp_path / "kantor", clock)
    yield made
    made.close()


@pytest.fixture
def as_user(office):
    opened = []

    def enter(name: str, role: str, dusun: str = "") -> Office:
        office.members.put(name, PASSWORD, role, dusun)
        opened.append(
            Office(office.folder, Vault(office.folder, office.clock).unlock(name, PASSWORD), name, office.clock)
        )
        return opened[-1]

    yield enter
    for one in opened:
        one.close()


def at(office: Office, dusun: str, **fields: object) -> str:
    fields = {"body": "Sudah lama begini."} | fields
    return office.record(bridge(location=Location(dusun=dusun), **fields)).id


def test_a_sekretaris_approves_what_others_wrote_and_not_their_own(office, as_user):
    secretary = as_user("Rahma", "secretary")
    others, own = office.record(bridge()).id, office.record(bridge()).id
    for complaint, writer in ((others, office), (own, secretary)):
        writer.act(complaint, "verify")
        writer.act(complaint, "respond", StepDetails(note="Sudah.", draft=True))
    assert [answer.complaint for answer in approvals.waiting(secretary)] == [others]
    assert approvals.approve(secretary, others).complaint.stage == "responded"
    with pytest.raises(Refused):
        approvals.approve(secretary, own, "Diperbaiki sendiri.")
    report = approvals.approve_each(secretary, [own])
    assert (report.done, bulk_steps.count_left_out(report.left_out)) == ((), 1)


def test_a_kasi_works_on_what_was_given_and_does_not_close(office, as_user):
    kasi = as_user("Kasi Pelayanan", "section")
    complaint = office.record(bridge()).id
    with pytest.raises(Refused):
        kasi.act(complaint, "verify")
    office.act(complaint, "verify")
    kasi.act(complaint, "follow-up", StepDetails(note="Ditinjau."))
    assert (
        kasi.act(complaint, "respond", StepDetails(note="Selesai Jumat.", draft=True)).complaint.stage
        == "awaiting_approval"
    )
    assert "verify" in RIGHTS["affairs"]
    assert "approve" not in RIGHTS["affairs"] | RIGHTS["section"] | RIGHTS["hamlet"]


def test_a_kadus_has_a_dusun(office):
    with pytest.raises(InvalidField):
        office.members.put("Kadus", PASSWORD, "hamlet")
    person = office.members.put("Kadus", PASSWORD, "hamlet", " Lappae ")
    assert person.dusun == "Lappae"
    with pytest.raises(InvalidField):
        office.members.set_role(person, "hamlet")
    office.members.set_role(person, "officer")
    assert next(one for one in office.members.list_all() if one.name == "Kadus").dusun == ""


def test_a_kadus_sees_their_dusun_alone_wherever_they_look(office, as_user, clock, tmp_path):
    own = [at(office, "Lappae", title="Jembatan Lappae"), at(office, "dusun  lappae", title="Lampu Lappae")]
    other = at(office, "Bonto", title="Jembatan Bonto")
    nowhere = at(office, "", title="Jembatan tanpa dusun")
    number = office.case(other).complaint.number
    for complaint in (*own, other, nowhere):
        office.act(complaint, "verify")
        office.act(complaint, "respond", StepDetails(note="Nanti.", draft=True))
    clock.pass_days(60)
    kadus = as_user("Kadus Lappae", "hamlet", "Lappae")
    assert {row.id for row in kadus.page(Query())} == set(own)
    assert [row.id for row in kadus.page(Query(text="jembatan", forgiving=True))] == own[:1]
    assert kadus.count(Query(text="jembatan")) == 1
    assert kadus.count(Query(text="bonto")) == 0
    assert kadus.count(Query()) == len(kadus.ids(Query())) == kadus.counts().total == 2
    for name in (other, nowhere, number, office.case(other).complaint.tracking_code):
        with pytest.raises(NotFound):
            kadus.case(name)
    for act in (
        lambda: kadus.act(other, "note", StepDetails(note="x")),
        lambda: kadus.show_identity(other, "x"),
        lambda: kadus.shown_case(other),
        lambda: kadus.undo(other),
        lambda: kadus.support(other, bridge().complainant),
    ):
        with pytest.raises(NotFound):
            act()
    home = kadus.home()
    assert home.counts.total == 2
    assert {item.row.id for item in home.items} <= set(own)
    assert sum(month.received for month in home.months) == 2
    assert kadus.monitoring(None, None).received == 2
    assert office.monitoring(None, None).received == 4
    assert {
        share.name: share.received
        for share in kadus.monitoring_split("dusun", kadus.today() - timedelta(90), kadus.today())
    } == {"Lappae": 2}
    assert late_work(kadus).total == 2
    early_warnings.lines(kadus, 9)
    file = tmp_path / "register.jsonl"
    export(kadus, file, Query())
    assert file.read_text("utf-8").count("\n") == 2
    assert {event.complaint for event in kadus.events()} == set(own)
    alike = kadus.similar("Jembatan gantung putus talinya", Location(dusun="Bonto"), kadus.today())
    assert all(similar.row.id in own for similar in alike)
    planned = bulk_steps.plan(kadus, [*own, other], "note", StepDetails(note="x"))
    assert set(planned.able) == set(own)
    assert due_notices.look(kadus, sync_broken=False) is not None
    # The office itself sees all as before, and so does the kadus after a write.
    assert kadus.act(own[0], "note", StepDetails(note="Sudah ditinjau.")).complaint.id == own[0]
    assert {row.id for row in kadus.page(Query())} == set(own)
    assert office.count(Query()) == 4


def test_a_kadus_records_for_their_dusun(office, as_user):
    kadus = as_user("Kadus Lappae", "hamlet", "Lappae")
    receipt = kadus.record(bridge(location=Location(rt="02")))
    assert kadus.case(receipt.id).complaint.location.dusun == "Lappae"
    with pytest.raises(InvalidField):
        kadus.record(bridge(location=Location(dusun="Bonto")))
    with pytest.raises(Refused):
        list(kadus.record_many([bridge()]))
    assert office.count(Query()) == 1


def test_a_kadus_of_a_dusun_with_a_strange_name_sees_it_and_nothing_breaks(office, as_user):
    own = at(office, "D'Uso; DROP")
    at(office, "Bonto")
    kadus = as_user("Kadus", "hamlet", "d'uso; drop")
    assert [row.id for row in kadus.page(Query())] == [own]
    nobody = as_user("Kadus Baru", "hamlet", "Belum Ada")
    assert nobody.page(Query()) == []
    assert nobody.home().counts.total == 0


def test_who_holds_the_accused_office_does_not_see_who_complains(office, as_user):
    complaint = office.record(bridge(supervisory=True, subject="oknum sekretaris desa")).id
    assert as_user("Rahma", "secretary").case(complaint).identity_hidden
    assert not as_user("Dewi", "affairs").case(complaint).identity_hidden


def test_the_command_line_gives_roles(founded, run, monkeypatch):
    monkeypatch.setenv("BUKU_ADUAN_NEW_PASSWORD", "rahasia-kadus-lappae-7")
    assert run("users", "Kadus", "--role", "hamlet").code == 1
    lines = run("users", "Kadus", "--role", "hamlet", "--dusun", "Lappae", "--json").objects
    assert {"name": "Kadus", "role": "hamlet", "dusun": "Lappae"} in lines
    office = founded.open()
    own, other = at(office, "Lappae"), at(office, "Bonto")
    office.close()
    monkeypatch.setenv("BUKU_ADUAN_PASSWORD", "rahasia-kadus-lappae-7")
    assert [line["id"] for line in run("list", "--user", "Kadus", "--json").objects] == [own]
    assert run("show", other, "--user", "Kadus").code == 1
    assert run("users", USER, "--role", "officer", "--user", "Kadus").code == 1
