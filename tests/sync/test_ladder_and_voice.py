"""Ladder and voice between real offices and a district: reminders reach the book and its papers, words the queue, slips the district."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from complaints import voice
from complaints.complaint import VoiceKind
from complaints.errors import InvalidField, Refused
from complaints.reminders import reminder_of
from complaints.steps import StepDetails
from desktop.documents.citizen_slip import slip
from desktop.documents.document import Order
from desktop.documents.receipt import of_recorded, receipt
from desktop.documents.reminder_letter import letter
from desktop.office.home_words import card_words
from desktop.office.reminded_below import on_home
from desktop.office.todo_lines import todo_line
from desktop.store import feed_position, kept_values, projection
from desktop.store.database import reading
from desktop.store.listing import Query
from sync.messages import Notice
from sync.server import citizen, daily_round, notice, reckoning, units
from sync.server.district import District
from sync.server.own_device import OwnDevices
from tests.desktop.documents.paper_check import words
from tests.offices import UNIT, Clock, bridge
from tests.sync.offices import Synced

Enrolled = Callable[..., Synced]
TODAY = date(2026, 11, 24)


def step(kind: VoiceKind, note: str = "", value: int | None = None, on: date | None = None) -> StepDetails:
    return StepDetails(note=note, voice=kind, satisfaction=value, on=on)  # pyright: ignore[reportArgumentType]


def say(district: District, case: str, kind: VoiceKind, note: str = "", value: int | None = None) -> None:
    """As somebody who knows the word does on the public page."""
    own_devices, rule, today = OwnDevices(), reckoning.ladder("").voice, district.today()
    district.database.write(
        lambda t: citizen.say(t, district.desk(t), own_devices, case, kind, note, value, rule, today, district.now())
    )


def answered(synced: Synced) -> str:
    case = synced.office.record(bridge()).id
    synced.office.act(case, "verify")
    synced.office.act(case, "respond", StepDetails(note="Sudah diperbaiki"))
    synced.sync()
    return case


def test_the_word_on_the_receipt_opens_the_page_of_the_district(enrolled: Enrolled, district: District):
    one, other = enrolled("a"), enrolled("b")
    draft = bridge()
    recorded = one.office.record(draft)
    paper = words(of_recorded(one.office, recorded, draft, Order()).pdf)
    one.sync()
    other.sync()
    word = one.office.secret_word(one.office.case(recorded.id).complaint)
    assert word in paper
    assert word in words(receipt(other.office, recorded.number, Order()).pdf)
    assert word in words(receipt(other.office, recorded.number, Order(paper="roll58")).pdf)
    code = recorded.tracking_code
    assert district.database.read(lambda t: citizen.known(t, district, code, word)) == recorded.id
    for wrong in ("", "kata-lain", word[:-1]):
        with pytest.raises(citizen.WrongWord):
            district.database.read(lambda t, wrong=wrong: citizen.known(t, district, code, wrong))
    one.office.act(recorded.id, "erase", StepDetails(note="Permintaan"))
    one.sync()
    with pytest.raises(citizen.WrongWord):
        district.database.read(lambda t: citizen.known(t, district, code, word))
    assert one.office.secret_word(one.office.case(recorded.id).complaint) == ""


def test_another_units_receipt_has_no_word(enrolled: Enrolled):
    owner, receiver = enrolled("a"), enrolled("c", "73.07.04.2010")
    case = owner.office.record(bridge()).id
    owner.office.act(case, "verify")
    owner.office.act(case, "forward", StepDetails(to="73.07.04.2010"))
    owner.sync()
    receiver.sync()
    assert receiver.office.secret_word(receiver.office.case(case).complaint) == ""
    assert voice.secret_word(b"x" * 16) not in words(receipt(receiver.office, case, Order()).pdf)


def test_words_wait_in_a_queue_of_their_own_until_they_are_read(enrolled: Enrolled, district: District):
    one = enrolled("a")
    case = answered(one)
    say(district, case, "rating", "Lama sekali", 2)
    one.sync()
    counts = one.office.counts()
    assert (counts.spoken, counts.needs_decision) == (1, 0)
    [row] = one.office.page(Query(spoken=True))
    assert (row.id, row.is_spoken, row.needs_decision) == (case, True, False)
    assert one.office.page(Query(needs_decision=True)) == []
    item = next(item for item in one.office.home().items if item.row.id == case)
    assert todo_line(item, "admin", one.office.today()).step == "Jawaban warga"
    [word] = one.office.case(case).complaint.voices
    one.office.act(case, "review", StepDetails(event_device=word.event.device, event_seq=word.event.seq))
    assert one.office.counts().spoken == 0
    assert one.office.page(Query(spoken=True)) == []
    one.sync()
    assert one.office.case(case).complaint.satisfaction == 2


def test_not_done_on_the_page_reopens_in_the_book(enrolled: Enrolled, district: District):
    one, other = enrolled("a"), enrolled("b")
    case = answered(one)
    say(district, case, "unsatisfied", "Masih menetes")
    for pc in (one, other):
        pc.sync()
        complaint = pc.office.case(case).complaint
        assert (complaint.stage, complaint.voices[0].text) == ("in_progress", "Masih menetes")
        assert pc.office.counts().spoken == 1
    other.office.act(case, "respond", StepDetails(note="Pipa diganti"))
    other.sync()
    one.sync()
    assert one.office.counts().spoken == 0


@pytest.mark.parametrize(
    ("details", "fault"),
    [
        (step("unsatisfied"), InvalidField),
        (step("rating"), InvalidField),
        (step("rating", value=6), InvalidField),
        (step("unsatisfied", "Belum", on=TODAY + timedelta(days=1)), InvalidField),
        (step("unsatisfied", "Belum", on=TODAY - timedelta(days=400)), InvalidField),
        (StepDetails(note="apa?"), InvalidField),
    ],
)
def test_a_slip_at_fault_changes_nothing(enrolled: Enrolled, details: StepDetails, fault: type[Exception]):
    one = enrolled("a")
    case = answered(one)
    before = one.office.case(case).complaint
    with pytest.raises(fault):
        one.office.act(case, "voice", details)
    assert one.office.case(case).complaint == before


def test_a_slip_counts_as_the_page_does_and_once(enrolled: Enrolled, district: District):
    one = enrolled("a")
    case = answered(one)
    one.office.act(case, "voice", step("unsatisfied", "Masih menetes"))
    one.sync()
    with pytest.raises(Refused):
        say(district, case, "unsatisfied", "Masih menetes")
    one.office.act(case, "respond", StepDetails(note="Pipa diganti"))
    one.office.act(case, "voice", step("rating", value=4))
    with pytest.raises(Refused):
        one.office.act(case, "voice", step("rating", value=4))
    one.office.act(case, "voice", step("rating", value=5))
    one.sync()
    complaint = one.office.case(case).complaint
    assert (complaint.satisfaction, len(complaint.voices), complaint.needs_decision) == (5, 3, False)


def test_the_slip_is_a_paper_that_names_nobody(enrolled: Enrolled):
    one = enrolled("a")
    case = answered(one)
    text = words(slip(one.office, case, Order()).pdf)
    for wanted in ("SLIP JAWABAN WARGA", "Belum selesai", "10 hari", "Sudah diperbaiki"):
        assert wanted in text
    assert "Andi Baso" not in text


def test_the_district_reminds_and_the_office_shows_and_prints_it(enrolled: Enrolled, district: District, clock: Clock):
    one, other = enrolled("a"), enrolled("c", "73.07.04.2010")
    case = one.office.record(bridge()).id
    one.sync()
    due_on = one.office.case(case).deadlines[0].due_on
    for working_days, reminded in ((0, 1), (7, 2)):
        day = one.office.rules.calendar.add(due_on, working_days)
        clock.seconds = Clock(day.year, day.month, day.day, 2)()  # ten o'clock in Sinjai
        assert daily_round.run(district, OwnDevices()).written == 1
        one.sync()
        [row] = [row for row in one.office.page(Query()) if row.id == case]
        assert row.reminded == reminded
    item = next(item for item in one.office.home().items if item.row.id == case)
    assert todo_line(item, "admin", one.office.today()).step.endswith("ada surat teguran")
    assert card_words(one.office.home())["overdue"].figure == 1
    text = words(letter(one.office, case, Order()).pdf)
    assert "lewat sedikitnya 7 hari kerja" in text
    one.office.act(case, "verify")
    [row] = [row for row in one.office.page(Query()) if row.id == case]
    assert row.reminded == 0
    assert [
        reminder.working_days for e in one.office.case(case).complaint.reminders if (reminder := reminder_of(e))
    ] == [0, 7]
    other.sync()
    assert other.office.page(Query()) == []
    with pytest.raises(Refused):
        letter(other.office, other.office.record(bridge()).number, Order())


def test_a_kecamatan_is_told_whom_below_it_the_district_reminded(enrolled: Enrolled, district: District, clock: Clock):
    """In its own notice: nobody else gets one for it, and what is done is told no more after the next round."""
    village, kecamatan, other = enrolled("a"), enrolled("k", "73.07.04"), enrolled("b", "73.07.05")
    case = village.office.record(bridge(title="Rahasia desa"))
    for one in (village, kecamatan, other):
        one.sync()
    due_on = village.office.case(case.id).deadlines[0].due_on

    def round_after(working_days: int) -> None:
        day = village.office.rules.calendar.add(due_on, working_days)
        clock.seconds = Clock(day.year, day.month, day.day, 2)()
        daily_round.run(district, OwnDevices())
        for one in (village, kecamatan, other):
            one.sync()
            one.refresh()

    version = notice_of(other).version
    round_after(0)
    assert kecamatan.office.published.reminded == (), "not told yet at this rung"
    round_after(7)
    [reminded] = kecamatan.office.published.reminded
    assert (reminded.unit, reminded.number, reminded.working_days, reminded.letter) == (UNIT, case.number, 7, True)
    shown = on_home(kecamatan.office)
    assert shown.heading == "Diingatkan kabupaten di bawah kantor ini: 1 aduan"
    assert shown.lines[0].startswith(f"Desa Saotanre · {case.number} · Verifikasi lewat sedikitnya 7 hari kerja")
    assert "Rahasia" not in repr(notice_of(kecamatan))
    assert (village.office.published.reminded, other.office.published.reminded) == ((), ())
    assert notice_of(other).version == version
    told = notice_of(kecamatan).version
    daily_round.run(district, OwnDevices())
    kecamatan.sync()
    assert notice_of(kecamatan).version == told
    village.office.act(case.id, "verify")
    village.sync()
    round_after(8)
    assert kecamatan.office.published.reminded == ()


def notice_of(synced: Synced) -> Notice:
    with reading(synced.office.engine) as connection:
        kept = kept_values.load(connection, feed_position.NOTICE, Notice)
    assert kept is not None
    return kept


def test_the_row_is_what_folding_anew_gives(enrolled: Enrolled, district: District):
    one = enrolled("a")
    case = answered(one)
    say(district, case, "rating", "", 1)
    one.sync()
    assert one.office.upkeep.check().problems == ()
    with reading(one.office.engine) as connection:
        folded = projection.load(connection, case, with_identity=False)
    assert folded is not None
    assert [word.is_read for word in folded.voices] == [False]


@pytest.mark.parametrize("receiver", ["73.07.04", "DINSOS"])
def test_whoever_has_it_in_hand_is_reminded_in_its_own_program(
    enrolled: Enrolled, district: District, clock: Clock, receiver: str
):
    listed = units.parse(
        "code,name,kind,parent_code\nDINSOS,Dinas Sosial,opd,73.07\n73.07.04,Sinjai Tengah,kecamatan,73.07\n"
    )
    district.database.write(lambda t: (units.put(t, listed), notice.renew(t)))
    village, other = enrolled("a"), enrolled("c", receiver)
    village.sync()
    case = village.office.record(bridge()).id
    village.office.act(case, "verify")
    village.office.act(case, "forward", StepDetails(to=receiver))
    village.sync()
    other.sync()
    due_on = max(deadline.due_on for deadline in other.office.case(case).deadlines)
    day = other.office.rules.calendar.add(due_on, 7)
    clock.seconds = Clock(day.year, day.month, day.day, 2)()
    assert daily_round.run(district, OwnDevices()).letters == 1
    other.sync()
    village.sync()
    [row] = [row for row in other.office.page(Query()) if row.id == case]
    assert row.reminded == 2
    item = next(item for item in other.office.home().items if item.row.id == case)
    assert todo_line(item, "admin", other.office.today()).step.endswith("ada surat teguran")
    assert "lewat sedikitnya 7 hari kerja" in words(letter(other.office, case, Order()).pdf)
    # The village isn't the one that is late.
    assert [row.reminded for row in village.office.page(Query()) if row.id == case] == [0]
