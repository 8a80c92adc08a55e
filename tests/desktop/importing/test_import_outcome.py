"""An old register brings along how its complaints ended: the steps it tells, on its days, in an order that the workflow allows."""

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.errors import InvalidField
from complaints.events import Event, Facts, Noted, Recorded, Responded, Verified
from complaints.fold import fold
from complaints.steps import StepDetails
from desktop.importing.past_steps import Course, Outcome, course, stage_of
from desktop.importing.register_import import always, import_register
from desktop.importing.undo import past_imports, undo
from desktop.office.office import Office
from desktop.store.listing import Query
from tests.conftest import Founded
from tests.desktop.importing.test_import import write_csv

RECEIVED = date(2024, 3, 4)
HEAD = ["Tanggal", "Isi Pengaduan", "Status", "Tindak Lanjut", "Hasil", "Tanggal Tindak Lanjut", "Tanggal Selesai"]
ROWS = [
    ["04/03/2024", "Lampu padam", "Selesai", "Diteruskan ke PLN", "Lampu sudah diganti", "06/03/2024", "8 Maret 2024"],
    ["05/03/2024", "Air keruh", "Proses", "Menunggu pompa", "", "07/03/2024", ""],
    ["06/03/2024", "Tetangga berisik", "Ditolak", "", "Bukan kewenangan desa", "", "07/03/2024"],
    ["07/03/2024", "Jalan rusak", "", "", "Sudah ditambal", "", ""],
    ["08/03/2024", "Jembatan", "Baru", "", "", "", ""],
    ["09/03/2024", "Sampah", "melayang", "", "", "", ""],
    ["10/03/2024", "Irigasi", "selesai", "", "", "", "01/03/2024"],
]


def folded(told: Outcome, received_on: date = RECEIVED):
    """The complaint that the recording and the steps make, and the course itself."""
    found = course(told, received_on)
    steps = (
        Recorded(received_on, "2024-A-0001", "KODE", Facts(kind="complaint", body="x", received_on=received_on)),
        *found.steps,
    )
    events = [Event("pc", at, at, "pc-1", "Siti", "73", (), step) for at, step in enumerate(steps, 1)]
    complaint = fold(events)
    assert complaint is not None
    assert not any(entry.misplaced for entry in complaint.history), told
    return complaint, found


def test_a_finished_row_is_verified_followed_up_answered_and_closed():
    told = Outcome(
        "Selesai", "Diteruskan ke PLN", "Diganti", followed_up_on=date(2024, 3, 6), closed_on=date(2024, 3, 8)
    )
    complaint, found = folded(told)
    assert (complaint.stage, complaint.response, found.undated) == ("closed", "Diganti", False)
    days = complaint.milestones
    assert (days.verified_on, days.followed_up_on, days.responded_on, days.closed_on) == (
        RECEIVED, date(2024, 3, 6), date(2024, 3, 8), date(2024, 3, 8),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("told", "stage", "response"),
    [
        (Outcome(), "new", ""), (Outcome("menunggu"), "new", ""), (Outcome("1"), "new", ""), (Outcome("2"), "in_progress", ""),
        (Outcome("3"), "closed", "Selesai menurut register."), (Outcome("SELESAI."), "closed", "Selesai menurut register."),
        (Outcome("sudah ditindaklanjuti", "Didatangi"), "in_progress", ""),
        (Outcome("sudah ditindaklanjuti", "Didatangi", closed_on=RECEIVED), "closed", "Didatangi"),
        (Outcome(response="Sudah ditambal"), "responded", "Sudah ditambal"), (Outcome(response="selesai"), "closed", "Selesai menurut register."),
        (Outcome(response="belum"), "new", ""), (Outcome(follow_up="Dalam proses"), "in_progress", ""),
        (Outcome(follow_up="Menunggu alat"), "in_progress", ""), (Outcome(closed_on=RECEIVED), "closed", "Selesai menurut register."),
        (Outcome("ditolak", response="Bukan kewenangan"), "archived", ""), (Outcome("dikembalikan"), "returned", ""),
        (Outcome("terverifikasi"), "verified", ""), (Outcome("diteruskan ke Dinas PU"), "forwarded", ""),
        (Outcome("diteruskan", forwarded_to="Kecamatan"), "forwarded", ""), (Outcome("ditanggapi", response="Ya"), "responded", "Ya"),
        (Outcome("menunggu persetujuan", response="Ya"), "awaiting_approval", ""),
    ],
    ids=str,
)  # fmt: skip
def test_what_a_row_says_is_the_stage_that_it_gets(told: Outcome, stage: str, response: str):
    complaint, found = folded(told)
    assert (complaint.stage, found.stage, complaint.response) == (stage, stage, response)


def test_whoever_it_was_forwarded_to_is_named():
    assert folded(Outcome("Diteruskan ke Dinas PU"))[0].forwarded_name == "Dinas PU"
    assert folded(Outcome("diteruskan", forwarded_to="Kecamatan"))[0].forwarded_name == "Kecamatan"
    assert folded(Outcome("dilimpahkan"))[0].forwarded_name == "Unit lain"


def test_of_several_answers_the_last_waits_for_approval_and_the_others_are_kept():
    found = course(Outcome("menunggu persetujuan", response="Sudah dikerjakan", answers=((None, "Balasan"),)), RECEIVED)
    assert [type(step) for step in found.steps] == [Verified, Noted, Responded]
    assert "Sudah dikerjakan" in str(found.steps[1])


def test_finished_without_a_day_is_told():
    assert course(Outcome("selesai"), RECEIVED).undated
    assert not course(Outcome("selesai", changed_on=date(2024, 3, 9)), RECEIVED).undated
    assert not course(Outcome("proses"), RECEIVED).undated


@pytest.mark.parametrize(
    ("told", "field"),
    [
        (Outcome("melayang"), "status"), (Outcome("selesai", closed_on=date(2024, 3, 3)), "closed_on"),
        (Outcome("proses", closed_on=date(2024, 3, 9)), "closed_on"),
        (Outcome("selesai", followed_up_on=date(2024, 3, 9), closed_on=date(2024, 3, 8)), "closed_on"),
        (Outcome(followed_up_on=date(2024, 3, 1)), "followed_up_on"), (Outcome("selesai", response="x" * 10_001), "response"),
    ],
    ids=str,
)  # fmt: skip
def test_what_makes_no_sense_is_refused(told: Outcome, field: str):
    with pytest.raises(InvalidField) as refusal:
        course(told, RECEIVED)
    assert refusal.value.field == f"outcome.{field}"


DAYS = st.none() | st.dates(date(2024, 3, 4), date(2024, 4, 4))
TEXTS = st.sampled_from(["", "Sudah dikerjakan", "selesai", "belum"])
WORDS = ["", "baru", "proses", "selesai", "ditolak", "diteruskan ke PU", "ditanggapi", "dikembalikan", "verifikasi", "sudah ditindaklanjuti",
         "menunggu persetujuan"]  # fmt: skip


@given(
    st.builds(
        Outcome, st.sampled_from(WORDS), TEXTS, TEXTS, st.sampled_from(["", "PU"]), DAYS, DAYS, DAYS, DAYS, DAYS,
        st.lists(st.tuples(DAYS, st.just("Balasan")), max_size=2).map(tuple),
    )
)  # fmt: skip
def test_every_row_ends_where_it_says_with_no_step_out_of_place(told: Outcome):
    try:
        complaint, found = folded(told)
    except InvalidField:
        return
    assert complaint.stage == found.stage
    days = [RECEIVED, *(step.on for step in found.steps)]
    assert days == sorted(days)
    kept = " ".join(str(step) for step in found.steps)
    for text in (told.follow_up, told.response):
        assert stage_of(text) is not None or text in kept
    assert kept.count("Balasan") >= (1 if told.answers else 0)


@given(st.text())
def test_no_word_is_a_bug(text: str):
    with suppress(InvalidField):
        assert isinstance(course(Outcome(text), RECEIVED), Course)


def imported(office: Office, tmp_path: Path):
    return import_register(office, write_csv(tmp_path / "register.csv", [HEAD, *ROWS]))


def test_a_register_comes_in_with_its_outcomes(office: Office, tmp_path: Path):
    report = imported(office, tmp_path)
    assert [(bad.row, bad.field, bad.value) for bad in report.bad] == [
        (7, "outcome.status", "melayang"), (8, "outcome.closed_on", "01/03/2024"),
    ]  # fmt: skip
    stages = [case.complaint.stage for case in office.cases(None, None, with_identity=False)]
    assert stages == ["closed", "in_progress", "archived", "responded", "new"]
    assert list(report.stages.values()) == stages
    assert report.undated == 1
    assert office.counts().overdue == 2  # what the register itself has as unfinished
    assert office.count(Query(text="ditambal")) == 1
    figures = office.monitoring(date(2024, 3, 1), date(2024, 3, 31))
    assert (figures.received, figures.settled, figures.timeliness["respond"].late) == (5, 3, 2)
    assert office.upkeep.check(repair=False).clean
    again = imported(office, tmp_path)
    assert (again.recorded, again.already_in_book) == (0, 5)


def test_a_dry_run_names_the_same_stages_and_records_nothing(office: Office, tmp_path: Path):
    tried = import_register(office, write_csv(tmp_path / "register.csv", [HEAD, *ROWS]), dry_run=True)
    assert office.counts().total == 0
    done = imported(office, tmp_path)
    assert (tried.stages, tried.bad, tried.undated) == (done.stages, done.bad, done.undated)


def test_an_undo_takes_the_outcomes_back_but_not_what_was_worked_on_since(office: Office, tmp_path: Path):
    report = imported(office, tmp_path)
    # The last complaint of an import is followed by its own later work without a gap, also when the clock stands.
    office.act("2024-A-0005", "verify", StepDetails())
    office.act("2024-A-0001", "reopen", StepDetails(note="Padam lagi"))
    done = undo(office, report.run, always)
    assert (done.withdrawn, sorted(done.remaining)) == (3, ["2024-A-0001", "2024-A-0005"])
    assert office.counts().total == 2
    (past,) = past_imports(office)
    assert (past.recorded, past.withdrawn) == (5, 3)
    assert office.upkeep.check(repair=False).clean


def test_an_undo_of_all_leaves_nothing(office: Office, tmp_path: Path):
    report = imported(office, tmp_path)
    assert undo(office, report.run, always).withdrawn == 5
    assert (office.counts().total, office.monitoring(None, None).received) == (0, 0)
    assert imported(office, tmp_path).recorded == 5


def test_what_was_exported_comes_back_with_its_outcome(founded_once: Founded, office: Office, tmp_path: Path):
    from desktop.exporting.export import export

    imported(office, tmp_path)
    office.act("2024-A-0002", "forward", StepDetails(to="Dinas PU"))
    before = [case.complaint for case in office.cases(None, None, with_identity=True)]
    export(office, tmp_path / "out.xlsx", with_identity=True)
    other = founded_once.copy(tmp_path / "fresh").open()
    report = import_register(other, tmp_path / "out.xlsx")
    after = [case.complaint for case in other.cases(None, None, with_identity=True)]
    other.close()
    assert report.bad == ()
    for old, new in zip(before, after, strict=True):
        assert (old.stage, old.response, old.milestones.closed_on) == (
            new.stage,
            new.response,
            new.milestones.closed_on,
        )
        assert old.milestones.responded_on == new.milestones.responded_on


@pytest.mark.parametrize(
    ("status", "stage"),
    [
        ("Belum Terverifikasi", "new"),
        ("Belum Ditindaklanjuti", "new"),  # verified there; a register that says so need not have been
        ("Diproses", "in_progress"),
        ("Selesai", "closed"),
        ("Diarsip", "archived"),
        (
            "Ditunda",
            None,
        ),  # waits for the complainant there, but a village may have put the matter off: the officer is asked
    ],
)
def test_the_statuses_of_sp4n_lapor_are_understood_where_they_are_clear(status: str, stage: str | None):
    assert stage_of(status) == stage
