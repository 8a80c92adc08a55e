"""Two complaints with one number: the later one gets its own, by an event; every PC shows the same, and both old receipts find theirs."""

from pathlib import Path
from shutil import copytree

import pytest

from complaints.errors import Refused
from complaints.events import Withdrawn
from complaints.steps import StepDetails
from desktop.office.office import Office
from desktop.office.recording import Receipt
from desktop.store import log, projection
from desktop.store.database import writing
from desktop.store.listing import Query
from desktop.store.log import NewEvent
from sync.server.district import District
from tests.desktop.command import runner
from tests.desktop.documents.paper_check import words
from tests.offices import PASSWORD, UNIT, Clock, bridge
from tests.sync.offices import Direct, Synced, office_at, opened

NEIGHBOUR = "73.07.04.2010"


class Pair:
    """Two PCs of one unit that both recorded before their enrolment, and then synced."""

    def __init__(self, folder: Path, clock: Clock, district: District) -> None:
        self.clock, self.district = clock, district
        self.pcs = [Synced(office_at(folder / name, clock), Direct(district)) for name in "ab"]
        self.receipts: list[Receipt] = []
        for pc, name in zip(self.pcs, "ab", strict=True):
            self.receipts.append(pc.office.record(bridge(title=f"Jembatan {name}")))
            clock.seconds += 60
        for pc in self.pcs:
            pc.enrol(district.issue_code(UNIT))
        self.sync()

    @property
    def offices(self) -> list[Office]:
        return [pc.office for pc in self.pcs]

    def sync(self) -> None:
        for pc in (*self.pcs, *self.pcs):
            pc.sync()

    def numbers(self) -> list[tuple[str, tuple[str, ...]]]:
        """Of both complaints, in the order of recording; the same on both PCs."""
        seen = [
            [(now.number, now.former_numbers) for one in self.receipts for now in [office.case(one.id).complaint]]
            for office in self.offices
        ]
        assert seen[0] == seen[1]
        return seen[0]


@pytest.fixture
def pair(tmp_path: Path, clock: Clock, district: District):
    pair = Pair(tmp_path, clock, district)
    yield pair
    for office in pair.offices:
        office.close()


def test_the_pair_waits_for_a_decision_until_the_later_one_has_its_own(pair: Pair):
    first, second = pair.receipts
    for office in pair.offices:
        counts = office.counts()
        assert (counts.needs_decision, counts.doubled, counts.apart, counts.requested) == (2, 2, 0, 0)
        assert [item.next_action for item in office.home().items if item.row.needs_decision] == ["review", "review"]
        assert {row.id for row in office.page(Query(needs_decision=True))} == {first.id, second.id}
        assert [holder.id for holder in office.case(first.id).sharing] == [first.id, second.id]
        (group,) = office.upkeep.check().doubled
        assert [holder.id for holder in group] == [first.id, second.id]
    (renumbered,) = pair.offices[0].renumber(first.number)
    assert (renumbered.id, renumbered.former, renumbered.tracking_code) == (
        second.id,
        first.number,
        second.tracking_code,
    )
    pair.sync()
    assert pair.numbers() == [(first.number, ()), (renumbered.number, (first.number,))]
    for office in pair.offices:
        assert office.counts().needs_decision == 0
        assert not office.case(second.id).sharing
        assert {row.id for row in office.page(Query(text=first.number))} == {first.id, second.id}
        assert [row.id for row in office.page(Query(text=renumbered.number))] == [second.id]
        assert office.case(renumbered.number).complaint.id == second.id
        with pytest.raises(Refused, match=second.tracking_code):
            office.case(first.number)
        with pytest.raises(Refused):
            office.renumber(first.number)
        report = office.upkeep.check(repair=False)
        assert (report.clean, report.doubled) == (True, ())


@pytest.mark.parametrize("which", [0, 1])
def test_it_is_asked_for_by_number_id_or_code_of_either(pair: Pair, which: int):
    one = pair.receipts[which]
    (renumbered,) = pair.offices[1].renumber((one.id, one.tracking_code)[which])
    assert renumbered.id == pair.receipts[1].id


def test_both_pcs_at_once_come_to_the_same_and_no_receipt_is_lost(pair: Pair):
    given = [office.renumber(pair.receipts[0].number)[0].number for office in pair.offices]
    assert given[0] != given[1]
    pair.sync()
    first, second = pair.numbers()
    assert first == (pair.receipts[0].number, ())
    assert {second[0], *second[1]} == {pair.receipts[0].number, *given}
    for office in pair.offices:
        assert office.counts().needs_decision == 0
        for number in given:
            assert office.case(number).complaint.id == pair.receipts[1].id
            assert office.next_number() not in (*given, pair.receipts[0].number)


def test_a_new_number_that_somebody_else_gave_meanwhile_is_marked_again(
    pair: Pair, tmp_path: Path, clock: Clock, district: District
):
    one = pair.offices[0]
    # A copy of this disk: the same letter, the same counter.
    copytree(tmp_path / "a", tmp_path / "c")
    clone = Synced(opened(tmp_path / "c", clock), Direct(district))
    renumbered = one.renumber(pair.receipts[0].number)[0]
    clock.seconds += 60
    third = clone.office.record(bridge(title="Jembatan c"))
    assert third.number == renumbered.number
    pair.sync()
    clone.sync()
    clone.sync()
    pair.sync()
    assert one.counts().doubled == 2
    assert clone.office.counts().doubled == 2
    (group,) = one.upkeep.check().doubled
    assert [holder.id for holder in group] == [
        pair.receipts[1].id,
        one.case(third.tracking_code).complaint.id,
    ]
    again = pair.offices[1].renumber(renumbered.number)[0]
    pair.sync()
    clone.sync()
    assert one.counts().doubled == 0
    assert clone.office.case(third.tracking_code).complaint.number == again.number
    clone.office.close()


def test_of_three_both_later_ones_get_their_own(tmp_path: Path, clock: Clock, district: District):
    pcs = [Synced(office_at(tmp_path / name, clock), Direct(district)) for name in "abc"]
    receipts: list[Receipt] = []
    for pc in pcs:
        receipts.append(pc.office.record(bridge()))
        clock.seconds += 60
    for pc in pcs:
        pc.enrol(district.issue_code(UNIT))
    for pc in (*pcs, *pcs):
        pc.sync()
    assert pcs[2].office.counts().doubled == 3
    changed = pcs[2].office.renumber(receipts[1].id)
    assert [one.id for one in changed] == [receipt.id for receipt in receipts[1:]]
    assert len({one.number for one in changed} | {receipts[0].number}) == 3
    for pc in (*pcs, *pcs):
        pc.sync()
    for pc in pcs:
        assert pc.office.counts().needs_decision == 0
        assert pc.office.count(Query(text=receipts[0].number)) == 3
        assert pc.office.upkeep.check(repair=False).clean
        pc.office.close()


def test_a_number_of_two_other_units_opens_neither(tmp_path: Path, clock: Clock, district: District):
    villages = [Synced(office_at(tmp_path / unit, clock, unit), Direct(district)) for unit in (UNIT, NEIGHBOUR)]
    receiver = Synced(office_at(tmp_path / "c", clock, "73.07.04"), Direct(district))
    for pc, unit in ((villages[0], UNIT), (villages[1], NEIGHBOUR), (receiver, "73.07.04")):
        pc.enrol(district.issue_code(unit))
    receipts = [pc.office.record(bridge()) for pc in villages]
    for pc, receipt in zip(villages, receipts, strict=True):
        pc.office.act(receipt.id, "verify")
        pc.office.act(receipt.id, "forward", StepDetails(to="73.07.04"))
        pc.sync()
    receiver.sync()
    with pytest.raises(Refused, match=NEIGHBOUR):
        receiver.office.case(receipts[0].number)
    assert receiver.office.counts().doubled == 0
    with pytest.raises(Refused):
        receiver.office.renumber(receipts[0].number)
    assert villages[0].office.case(receipts[0].number).complaint.id == receipts[0].id
    own = receiver.office.record(bridge())
    if own.number == receipts[0].number:
        assert receiver.office.case(own.number).complaint.id == own.id
    for pc in (*villages, receiver):
        pc.office.close()


def test_making_everything_anew_finds_the_same(pair: Pair):
    pair.offices[0].renumber(pair.receipts[0].number)
    pair.sync()
    before = pair.numbers()
    for office in pair.offices:
        with writing(office.engine) as connection:
            projection.rebuild(connection, office.rules)
        assert office.upkeep.check(repair=False).clean
        assert {row.id for row in office.page(Query(text=before[1][1][0]))} == {one.id for one in pair.receipts}
    assert pair.numbers() == before
    with pytest.raises(Refused):
        pair.offices[1].case(pair.receipts[0].number)


def test_making_everything_anew_marks_what_stands_twice(pair: Pair):
    for office in pair.offices:
        with writing(office.engine) as connection:
            projection.rebuild(connection, office.rules)
        assert office.counts().doubled == 2
        assert office.upkeep.check(repair=False).clean


def test_a_withdrawn_one_shares_nothing(pair: Pair):
    office = pair.offices[1]
    second = office.case(pair.receipts[1].id).complaint
    with writing(office.engine) as connection:
        history = log.history(connection, second.id)
        history += log.append(
            connection,
            office.author,
            [NewEvent(second.id, second.heads, Withdrawn(office.today(), "uji"))],
            office.now_ms,
        )
        projection.project(connection, history, projection.opener(connection, second.id), office.rules)
    pair.sync()
    for one in pair.offices:
        assert one.counts().needs_decision == 0
        assert one.case(pair.receipts[0].number).complaint.id == pair.receipts[0].id
        assert one.upkeep.check(repair=False).clean


def test_the_command_gives_the_number_prints_the_receipt_and_tells_them_apart(
    pair: Pair, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    first, second = pair.receipts
    office = pair.offices[0]
    run = runner(office.folder, capsys, monkeypatch)
    monkeypatch.setenv("BUKU_ADUAN_PASSWORD", PASSWORD)
    assert run("show", first.id, "--json").object["needs_decision"]
    checked = run("check", "--json")
    (doubled,) = checked.object["doubled"]
    assert (checked.code, doubled["number"]) == (0, first.number)
    assert first.tracking_code in checked.err
    assert second.tracking_code in checked.err
    done = run("renumber", first.number, "--receipts", tmp_path)
    assert done.code == 0
    assert (done.object["id"], done.object["former"]) == (second.id, first.number)
    assert Path(done.object["receipt"]).read_bytes().startswith(b"%PDF")
    paper = words(Path(done.object["receipt"]).read_bytes())
    assert done.object["number"] in paper
    assert f"Nomor lama: {first.number}" in paper
    assert second.tracking_code in paper
    several = run("show", first.number, "--json")
    assert several.code == 1
    told = {choice["id"]: choice for choice in several.object["several"]}
    assert [told[one.id]["number"] for one in (first, second)] == [first.number, done.object["number"]]
    assert [told[one.id]["tracking_code"] for one in (first, second)] == [first.tracking_code, second.tracking_code]
    assert told[first.id]["device"] != told[second.id]["device"]
    assert told[first.id]["recorded_at"] < told[second.id]["recorded_at"]
    shown = run("show", done.object["number"], "--json").object
    assert (shown["id"], shown["former_numbers"], shown["needs_decision"]) == (second.id, [first.number], False)
    assert run("check", "--json").object["doubled"] == []
    refused = run("renumber", first.number)
    assert (refused.code, refused.out) == (1, "")
