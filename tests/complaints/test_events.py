"""Rules of the log's bytes: read back as written, and readable across versions."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET, msgpack

from complaints import events as e
from complaints.events import Event, Facts, Location, UnknownStep, chain_hash, decode, encode

ON = date(2026, 11, 23)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
DAYS = st.dates()
OPTIONAL = st.just(UNSET)
FACTS = st.builds(
    Facts,
    kind=st.sampled_from(e.KINDS) | OPTIONAL,
    title=TEXT | OPTIONAL,
    body=TEXT | OPTIONAL,
    channel=st.sampled_from(e.CHANNELS) | OPTIONAL,
    received_on=DAYS | OPTIONAL,
    occurred_on=DAYS | st.none() | OPTIONAL,
    supervisory=st.booleans() | OPTIONAL,
    location=st.builds(Location, dusun=TEXT, rt=TEXT, latitude=st.floats(-90, 90) | st.none()) | OPTIONAL,
    suspected_loss=st.integers(0, 10**15) | st.none() | OPTIONAL,
)
STEPS: st.SearchStrategy[e.AnyStep] = st.one_of(
    st.builds(e.Recorded, DAYS, TEXT, TEXT, FACTS, st.binary(max_size=40)),
    st.builds(e.Corrected, DAYS, FACTS, st.binary(max_size=40), TEXT),
    st.builds(e.Verified, DAYS, TEXT, st.sampled_from([None, "light", "normative"])),
    st.builds(e.Returned, DAYS, TEXT),
    st.builds(e.Forwarded, DAYS, TEXT, TEXT, st.booleans(), TEXT),
    st.builds(e.Accepted, DAYS, TEXT),
    st.builds(e.FollowedUp, DAYS, TEXT, st.booleans()),
    st.builds(e.Responded, DAYS, TEXT, st.booleans()),
    st.builds(e.Approved, DAYS, TEXT),
    st.builds(e.Declined, DAYS, TEXT),
    st.builds(e.Closed, DAYS, TEXT, st.booleans(), st.none() | st.integers(1, 5)),
    st.builds(e.Reopened, DAYS, TEXT),
    st.builds(e.Archived, DAYS, TEXT),
    st.builds(e.Noted, DAYS, TEXT),
    st.builds(e.Attached, DAYS, TEXT, TEXT, TEXT, st.integers(0, 2**40)),
    st.builds(e.Supported, DAYS, TEXT, st.binary(max_size=40)),
    st.builds(e.IdentityShown, DAYS, TEXT),
    st.builds(e.Contacted, DAYS, TEXT, TEXT, TEXT),
    st.builds(e.Rated, DAYS, st.integers(1, 5), TEXT),
    st.builds(e.Erased, DAYS, TEXT),
    st.builds(e.Reviewed, DAYS, TEXT, TEXT, st.integers(0, 2**40), TEXT),
    st.builds(e.IdentitiesExported, DAYS, st.integers(0, 10**6), TEXT),
    st.builds(e.Sealed, DAYS, TEXT, st.binary(max_size=40)),
    st.builds(e.Reported, DAYS, TEXT, st.binary(max_size=40)),
)
SEEN = st.lists(st.tuples(TEXT, st.integers(1, 2**40)), max_size=3).map(tuple)
EVENTS = st.builds(
    Event, TEXT, st.integers(1, 2**63 - 1), st.integers(0, 2**63 - 1), TEXT, TEXT, TEXT, SEEN, STEPS,
    st.none() | st.integers(0, 2**47),
)  # fmt: skip


def written(step: list[object], **more: object) -> bytes:
    """An event's bytes as another version writes them."""
    fields: list[object] = ["a", 1, 1 << 16, "c1", "Sitti", "73.07.01.2003", [], step]
    return msgpack.encode([*fields, *more.values()])


@given(EVENTS)
def test_an_event_is_read_back_as_written(event: Event):
    content = encode(event)
    assert decode(content) == event
    assert encode(decode(content)) == content


def test_every_step_is_in_the_union_under_its_own_tag():
    # A private class is another way of writing a step that is read into its public one.
    steps = [step for step in e.Step.__subclasses__() if not step.__name__.startswith("_")]
    tags = [step.__struct_config__.tag for step in steps]
    assert len(set(tags)) == len(tags)
    assert set(steps) == set(e.AnyStep.__args__)


def test_a_step_of_a_newer_version_is_unknown_and_not_lost():
    event = decode(written(["mediated", "2026-11-23", "camat", 3]))
    assert event.step == UnknownStep("mediated")
    assert event.id == "a-1"


def test_an_unknown_step_is_never_written_by_this_version():
    with pytest.raises(TypeError):
        encode(decode(written(["mediated", "2026-11-23"])))


def test_a_known_step_with_a_value_of_a_newer_version_is_kept_as_unknown():
    assert decode(written(["verified", "2026-11-23", "", "heavy"])).step == UnknownStep("verified")
    assert decode(written([])).step == UnknownStep("")


@pytest.mark.parametrize("behind", [[], ["closed"], [""], ["closed", "2026-11-23"], [3]])
def test_a_step_without_a_name_takes_none_from_what_stands_behind(behind: list[object]):
    assert decode(written(["", *behind])).step == UnknownStep("")


@pytest.mark.parametrize("tag", ["", "mediated"])
def test_what_lies_in_an_unknown_step_is_not_read(tag: str):
    """It stays bytes; only the district reads all of it, before it takes it (tests/sync/server/test_intake_limits.py)."""
    content = written([tag, "", "sampai"]).replace(b"sampai", b"sampa\xff")
    assert decode(content).step == UnknownStep(tag)


@pytest.mark.parametrize(
    "facts", [[1], {1: "x"}, {b"x": 1}, {"anonymous": [{}] * 9}, {"title": "x", "anonymous": "?"}], ids=repr
)
def test_a_newer_recording_whose_facts_cant_be_read_names_nobody(facts: object):
    content = msgpack.encode(
        ["a", 1, 2**40, "a-1", "Siti", "u", [], ["recorded", "2026-11-23", 7, {}, facts, "x", [3]]]
    )
    step = decode(content).step
    assert isinstance(step, e.NewerRecording)
    assert step.readable.facts.anonymous is True
    assert (step.readable.number, step.readable.identity, step.readable.register) == ("a-1", b"", None)


def test_fields_added_by_a_newer_version_are_passed_over():
    event = decode(written(["noted", "2026-11-23", "catatan", {"new": 1}], wall=None, colour="red", size=7))
    assert event.step == e.Noted(ON, "catatan")
    facts = {"body": "Isi", "newer": [1, 2]}
    recorded = decode(written(["recorded", "2026-11-23", "2026-A-0001", "K7QM", facts]))
    assert recorded.step == e.Recorded(ON, "2026-A-0001", "K7QM", Facts(body="Isi"))


def test_fields_that_an_older_version_left_out_have_their_defaults():
    event = decode(written(["verified", "2026-11-23"]))
    assert event.step == e.Verified(ON)
    assert event.wall is None


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\x00", b"garbage", msgpack.encode([1, 2]), msgpack.encode({}), written(["noted", "2026-11-23", "x"])[:-1],
        msgpack.encode(["a", 0, 1, "c", "", "", [], ["noted", "2026-11-23", "x"]]),
        msgpack.encode(["a", 1, 2**63, "c", "", "", [], ["noted", "2026-11-23", "x"]]),
        msgpack.encode(["a", 1, -1, "c", "", "", [], ["noted", "2026-11-23", "x"]]),
        msgpack.encode(["a", 1, 1, "c", "", "", [], "noted"]),
    ],
)  # fmt: skip
def test_bytes_that_are_no_event_are_refused(content: bytes):
    with pytest.raises(msgspec.DecodeError):
        decode(content)


@given(st.binary(max_size=200))
def test_any_bytes_are_an_event_or_refused(content: bytes):
    try:
        decode(content)
    except msgspec.DecodeError:
        return


def test_the_chain_hash_notices_any_change():
    first = chain_hash(b"", b"one")
    assert len(first) == 32
    assert chain_hash(first, b"two") != chain_hash(chain_hash(b"", b"One"), b"two")
