"""What is issued again after a fork says the same as before, under new names, and only once."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from complaints.events import Event, Facts, Noted, Recorded, Reviewed, decode, encode
from complaints.fold import fold
from sync.reissue import reissue

DAY = date(2026, 11, 24)
OLD, NEW, THIRD = "oldoldoldoldold2", "newnewnewnewnew2", "thirdthirdthird2"
UNIT = "73.07.04.2009"


def written(plan: list[int], device: str = OLD) -> list[bytes]:
    """Events of a device: 0 records a complaint, n notes on the n-th last complaint, having seen it."""
    cases: list[str] = []
    contents: list[bytes] = []
    for seq, what in enumerate(plan, 1):
        at = (1_795_000_000_000 + seq) << 16
        if what == 0 or not cases:
            cases.append(f"{device}-{seq}")
            step = Recorded(DAY, f"2026-A-{seq:04}", "", Facts(kind="complaint", title=f"Aduan {seq}"))
            event = Event(device, seq, at, cases[-1], "Siti", UNIT, (), step)
        else:
            case = cases[-1 - (what - 1) % len(cases)]
            opened = int(case.rpartition("-")[2])
            step = Noted(DAY, f"Catatan {seq}") if what % 2 else Reviewed(DAY, "", device, opened)
            event = Event(device, seq, at, case, "Siti", UNIT, ((device, opened),), step)
        contents.append(encode(event))
    return contents


def shown(events: list[Event]) -> dict[str, list[str]]:
    """Each complaint by its number: what its history says, ids left out."""
    by_case: dict[str, list[Event]] = {}
    for event in events:
        by_case.setdefault(event.complaint, []).append(event)
    folded = [fold(history) for history in by_case.values()]
    return {
        one.number: [f"{entry.event.at} {type(entry.event.step).__name__} {entry.misplaced}" for entry in one.history]
        for one in folded
        if one is not None
    }


PLANS = st.lists(st.integers(0, 4), max_size=12)


@given(PLANS)
def test_everything_is_said_again_under_the_new_device(plan: list[int]):
    contents = written(plan)
    made = reissue(contents, [], NEW, 1)
    events = [decode(content) for content in made.contents]
    assert [event.id for event in events] == [f"{NEW}-{seq}" for seq in range(1, len(contents) + 1)]
    assert shown(events) == shown([decode(content) for content in contents])
    assert OLD.encode() not in b"".join(made.contents)


@given(PLANS, st.data())
def test_what_a_clone_has_issued_again_already_is_not_issued_twice(plan: list[int], data: st.DataObject):
    contents = written(plan)
    first = reissue(contents[: data.draw(st.integers(0, len(contents)))], [], THIRD, 1)
    second = reissue(contents, [decode(content) for content in first.contents], NEW, 1)
    together = [decode(content) for content in first.contents + second.contents]
    assert len(together) == len(contents)
    assert shown(together) == shown([decode(content) for content in contents])
    assert reissue(contents, together, "fourfourfourfou2", 1).contents == []
