"""A complaint on its way through the office, step by step, as the screens and the command line take it."""

from datetime import date

import pytest
from msgspec import structs

from complaints.complaint import Complainant
from complaints.draft import Person
from complaints.errors import InvalidField, Refused
from complaints.events import Corrected, IdentityShown
from complaints.identity import Identity, PersonChange
from complaints.steps import Change, StepDetails, corrections
from desktop.office.handling import NotFound
from desktop.office.office import Office
from desktop.store.attachments import Content
from desktop.store.listing import Query
from desktop.store.vault import Vault
from tests.offices import Clock, bridge, new_office


@pytest.fixture
def office(tmp_path):
    made = new_office(tmp_path / "kantor", Clock())
    yield made
    made.close()


@pytest.fixture
def number(office):
    return office.record(bridge()).number


def as_user(office, name, role):
    office.members.put(name, "sandi-lain-99", role)
    unlocked = Vault(office.folder, office.clock).unlock(name, "sandi-lain-99")
    return Office(office.folder, unlocked, name, office.clock)


def test_the_whole_way_from_recording_to_archive_and_back(office, number):
    def stage(action, **taken):
        return office.act(number, action, StepDetails(**taken)).complaint.stage

    assert stage("return", note="Nama dusun kurang jelas") == "returned"
    assert stage("verify", weight="normative") == "verified"
    assert stage("forward", to="Kaur Perencanaan") == "in_progress"
    assert stage("forward", to="73.07.04", note="Mohon alat berat") == "forwarded"
    assert stage("accept") == "forwarded"
    assert stage("follow-up", note="Kecamatan menyerahkan kembali", resumed=True) == "in_progress"
    assert stage("respond", note="Tali diganti 25 November") == "responded"
    assert stage("close", satisfaction=5) == "closed"
    assert stage("rate", satisfaction=3) == "closed"
    assert stage("reopen", note="Tali putus lagi") == "in_progress"
    assert stage("archive", note="Pelapor pindah") == "archived"


def test_a_unit_is_forwarded_to_by_its_code_and_shown_by_its_name(office, number):
    office.act(number, "verify")
    case = office.act(number, "forward", StepDetails(to="73.07.04"))
    assert case.complaint.forwarded_to == "73.07.04"
    assert "Sinjai Tengah" in case.complaint.forwarded_name


def test_an_unknown_unit_code_is_refused(office, number):
    office.act(number, "verify")
    with pytest.raises(InvalidField, match=r"99\.99"):
        office.act(number, "forward", StepDetails(to="99.99"))
    assert office.case(number).complaint.stage == "verified"


def test_an_accepted_forward_stops_our_clock(office, number):
    office.act(number, "verify")
    office.act(number, "forward", StepDetails(to="Dinas PUPR"))
    running = office.page(Query())[0]
    assert not running.paused
    office.act(number, "accept")
    standing = office.page(Query())[0]
    assert standing.paused
    current = office.case(number).current
    assert current is not None
    assert current.paused


@pytest.mark.parametrize("action", ["respond", "close", "forward", "reopen", "approve", "accept"])
def test_a_step_that_the_stage_does_not_allow_is_refused_and_changes_nothing(office, number, action):
    before = office.case(number)
    with pytest.raises(Refused):
        office.act(number, action, StepDetails(note="x", to="Kaur Umum"))
    assert office.case(number) == before
    assert action not in before.actions


@pytest.mark.parametrize("action", ["return", "note", "archive"])
def test_a_step_that_needs_a_reason_is_refused_without_one(office, number, action):
    with pytest.raises(InvalidField):
        office.act(number, action, StepDetails(note="  "))


def test_the_head_leads_but_does_not_do_the_officers_work(office, number):
    head = as_user(office, "Haji Mappa", "head")
    with pytest.raises(Refused):
        head.act(number, "verify")
    office.act(number, "verify")
    assert head.act(number, "forward", StepDetails(to="Kaur Umum")).complaint.assignee == "Kaur Umum"
    head.close()


@pytest.mark.parametrize("role", ["officer", "head"])
def test_only_an_admin_changes_users_and_the_recovery_code(office, role):
    other = as_user(office, "Rahma", role)
    for change in (
        lambda: other.members.put("Baru", "sandi-baru-1", "admin"),
        lambda: other.members.set_role(other.user, "admin"),
        lambda: other.members.reset_password(office.user, "sandi-baru-1"),
        lambda: other.members.remove(office.user),
        other.members.new_recovery_code,
    ):
        with pytest.raises(Refused, match="admin"):
            change()
    assert {person.name: person.role for person in office.members.list_all()} == {"Siti Aminah": "admin", "Rahma": role}
    other.close()


def test_an_answer_waits_for_the_head_where_the_policy_says_so(office, number):
    from msgspec import structs

    from desktop.office.rules import shipped_policy

    strict = shipped_policy().replace("required = false", "required = true")
    office.change_settings(structs.replace(office.settings, policy=strict))
    officer, head = as_user(office, "Rahma", "officer"), as_user(office, "Haji Mappa", "head")
    officer.act(number, "verify")
    assert officer.act(number, "respond", StepDetails(note="Rancangan jawaban")).complaint.stage == "awaiting_approval"
    with pytest.raises(Refused):
        officer.act(number, "approve")
    assert head.act(number, "decline", StepDetails(note="Lengkapi tanggalnya")).complaint.stage == "in_progress"
    officer.act(number, "respond", StepDetails(note="Diganti 25 November"))
    approved = head.act(number, "approve").complaint
    assert (approved.stage, approved.response) == ("responded", "Diganti 25 November")
    officer.close()
    head.close()


def test_identities_stay_masked_until_asked_for_and_the_asking_is_kept(office, number):
    masked = office.case(number).complaint
    assert masked.complainant.name == ""
    shown = office.show_identity(number, "Menghubungi pelapor")
    assert shown.complaint.complainant.name == "Andi Baso Ramli"
    last = office.case(number).complaint.history[-1].event
    assert isinstance(last.step, IdentityShown)
    assert last.actor == "Siti Aminah"


def test_a_correction_keeps_the_old_value_in_the_history(office, number):
    office.correct(number, Change(title="Jembatan Bonto putus"), "Salah tulis")
    complaint = office.case(number).complaint
    assert complaint.title == "Jembatan Bonto putus"
    assert complaint.history[0].event.step.facts.title.startswith("Jembatan gantung")
    assert isinstance(complaint.history[-1].event.step, Corrected)


def test_a_corrected_phone_leaves_the_name_alone(office, number):
    office.correct(number, Change(complainant=PersonChange(phone="0813-1111-2222")))
    person = office.show_identity(number).complaint.complainant
    assert (person.name, person.phone) == ("Andi Baso Ramli", "+6281311112222")


def test_a_correction_that_changes_nothing_is_no_event(office, number):
    with pytest.raises(InvalidField):
        office.correct(number, Change(title="Jembatan gantung Dusun Bonto putus talinya"))
    assert len(office.case(number).complaint.history) == 1


def test_a_complainant_who_becomes_anonymous_leaves_no_name_on_the_case(office, number):
    office.correct(number, Change(anonymous=True))
    person = office.show_identity(number).complaint.complainant
    assert (person.name, person.national_id, person.phone) == ("", "", "")


def test_the_status_of_an_anonymous_complainant_is_left_out(office: Office):
    """In a village it says who it was."""
    anonymous = office.record(bridge(anonymous=True, complainant=Person(sex="male", role="hamlet_head"))).number
    assert office.show_identity(anonymous).complaint.complainant == Complainant(sex="male")
    number = office.record(bridge(complainant=Person(name="Andi", role="hamlet_head"))).number
    office.correct(number, Change(anonymous=True))
    assert office.show_identity(number).complaint.complainant == Complainant()


def test_a_status_that_nobody_knows_is_refused(office: Office):
    with pytest.raises(InvalidField, match="hamlet_head"):
        office.record(bridge(complainant=Person(role="king")))
    number = office.record(bridge(complainant=Person(name="Andi"))).number
    with pytest.raises(InvalidField, match="hamlet_head"):
        office.correct(number, Change(complainant=PersonChange(role="king")))


def test_a_status_of_a_newer_version_stays_while_something_else_is_corrected(office: Office):
    number = office.record(bridge(complainant=Person(name="Andi"))).number
    complaint = office.show_identity(number).complaint
    newer = structs.replace(complaint, complainant=structs.replace(complaint.complainant, role="village_nurse"))
    changed = corrections(Change(complainant=PersonChange(name="Andi Baso")), newer, office.today())
    assert changed.identity == Identity(name="Andi Baso")


def test_support_counts_instead_of_a_duplicate(office, number):
    office.support(number, Person(name="Nurhayati", phone="081298765432"))
    complaint = office.show_identity(number).complaint
    assert [person.name for person in complaint.supporters] == ["Nurhayati"]
    assert office.count(Query(text="nurhayati")) == 1


def test_an_erased_person_is_gone_from_case_and_search_and_the_log_stays_whole(office, number):
    assert office.count(Query(text="ramli")) == 1
    office.act(number, "erase", StepDetails(note="Permintaan pelapor"))
    assert office.count(Query(text="ramli")) == 0
    assert office.show_identity(number).complaint.complainant.name == ""
    assert office.upkeep.check().clean
    with pytest.raises(Refused):
        office.correct(number, Change(complainant=PersonChange(name="Andi")))


def test_a_step_can_be_dated_back_but_not_before_the_complaint(office, number):
    office.clock.pass_days(3)
    case = office.act(number, "verify", StepDetails(on=date(2026, 11, 25)))
    assert case.complaint.milestones.verified_on == date(2026, 11, 25)
    with pytest.raises(InvalidField):
        office.act(number, "note", StepDetails(note="x", on=date(2026, 11, 1)))


def test_a_program_is_not_attached(office, number):
    with pytest.raises(InvalidField, match="program"):
        office.attach(number, Content("foto.jpg", b"MZ\x90\x00"))
    assert office.case(number).complaint.attachments == ()


def test_a_number_that_is_not_in_the_book_gets_a_sentence(office):
    with pytest.raises(NotFound, match="2026-A-9999"):
        office.case("2026-A-9999")


def test_a_sealed_complaint_is_not_kept_in_the_open(office):
    with pytest.raises(InvalidField, match="Inspektorat"):
        office.record(bridge(sealed=True))
    assert office.counts().total == 0
