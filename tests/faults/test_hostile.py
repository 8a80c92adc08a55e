"""What an enrolled device may write, and what must not come of it: no office and no district stops at another's event."""

# ruff: noqa: F811 - fixtures of tests/sync are imported, and named again by whoever takes them

from collections.abc import Callable, Mapping
from pathlib import Path
from secrets import token_hex
from unittest.mock import patch

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import msgpack

from complaints.events import Attached
from desktop.store.database import reading
from desktop.store.listing import Query
from desktop.store.schema import unread
from desktop.wording import history as told
from sync import frame
from sync.client import HttpAnswer
from sync.messages import Refusal, SyncAnswer
from sync.refusals import DistrictRefused, QuotaReached
from sync.server import entitlement, opened_identities
from sync.server.check import KeptBack, check
from sync.server.district import District
from sync.server.intake_limits import Limits
from sync.server.pull import LARGEST_EVENT
from sync.server.shelf import Folder
from tests.faults.anything import STEPS, built_of, taken
from tests.faults.hostile import KEY, ON, Hostile, sealed
from tests.offices import UNIT, bridge
from tests.sync.conftest import _cheap_keys, clock, district, enrolled  # noqa: F401 - fixtures
from tests.sync.offices import Direct, Synced
from tests.sync.server.conftest import post_to
from tests.sync.server.pcs import Refused
from tests.sync.sticks import Counter

OTHER = "73.07.04.2010"
MISSING = "0" * 64
NINTH_TRUE = ["Andi", None, 1, None, None, None, None, None, True]

Enrolled = Callable[..., Synced]


@pytest.fixture
def victim(enrolled: Enrolled) -> Synced:
    """The office that hostile events are forwarded to."""
    return enrolled("victim", OTHER)


@pytest.fixture
def hostile(enrolled: Enrolled, district: District) -> Hostile:
    one = enrolled("hostile", UNIT)
    one.sync()
    return Hostile.of(one, post_to(district))


def titles(office: Synced) -> set[str]:
    return {row.title for row in office.office.page(Query())}


def goes_on(hostile: Hostile, victim: Synced) -> None:
    """A later complaint arrives, and the office can write and send its own."""
    later = hostile.record(title="Sesudahnya")
    hostile.forward(later, OTHER)
    hostile.push()
    victim.sync()
    assert "Sesudahnya" in titles(victim)
    victim.office.record(bridge(title="Buatan sendiri"))
    victim.sync()
    assert not victim.store.exchange_state().current.waits
    assert victim.office.upkeep.check(repair=False).problems == ()


@pytest.mark.parametrize("plain", [NINTH_TRUE, [True], [[["Andi"]]], {"name": 3}, b"\xc1", "Andi", [1.5], [["a"] * 9]])
def test_an_identity_that_opens_and_is_none_stops_nobody(hostile: Hostile, victim: Synced, plain: object):
    """As it comes from a district that lets it through: the fold masks the person, and goes on."""
    case = hostile.record(sealed(plain))
    hostile.forward(case, OTHER)
    with patch.object(opened_identities.identity, "is_agreed", lambda _content, _key: True):
        hostile.push({case: KEY})
    victim.sync()
    shown = victim.office.show_identity(case, "uji").complaint.complainant
    assert shown.name == ("Andi" if plain == NINTH_TRUE else "")
    goes_on(hostile, victim)


def test_the_district_takes_no_identity_that_offices_of_1_0_0_stop_at(hostile: Hostile, victim: Synced):
    case = hostile.record(sealed(["Andi"]))
    hostile.forward(case, OTHER)
    hostile.push({case: KEY})
    hostile.write(["corrected", ON, {}, sealed(NINTH_TRUE, b"n" * 12)], case)
    for keys in ({}, {case: KEY}, {case: b"x" * 16}):
        with pytest.raises(Refused) as refused:
            hostile.push(keys)
        assert refused.value.message == Refusal("malformed", "identity")
    hostile.drop()
    goes_on(hostile, victim)


def test_a_key_that_comes_after_such_an_identity_is_handed_to_nobody(hostile: Hostile, victim: Synced):
    case = hostile.record(sealed(NINTH_TRUE))
    hostile.forward(case, OTHER)
    hostile.push()
    hostile.push({case: KEY})
    victim.sync()
    assert victim.store.held_keys("", 10) == {}
    goes_on(hostile, victim)


NO_HASHES = ("bukan hash", "", "A" * 64, MISSING + "\n", "../x", "\0" * 64)


@pytest.mark.parametrize("name", NO_HASHES)
def test_a_file_under_a_hash_that_is_none_is_not_asked_for(hostile: Hostile, victim: Synced, name: str):
    case = hostile.record()
    hostile.write(["attached", ON, MISSING, "surat.txt", "text/plain", 5], case)
    hostile.write(["noted", ON, "Catatan"], case)
    good = hostile.pc.chain[-1]
    bad = hostile.envelope(["attached", ON, name, "surat.txt", "text/plain", 5], case, seq=hostile.next_seq - 1)
    hostile.forward(case, OTHER)
    hostile.push()
    with patch.object(victim, "carrier", Careless(victim.carrier, {good: msgpack.encode(bad)})):
        victim.sync()
    assert [one.sha256 for one in victim.office.district.files.to_get()] == [MISSING]
    assert victim.office.upkeep.check(repair=False).unreadable == 1
    goes_on(hostile, victim)


def test_files_that_an_earlier_version_noted_under_no_hash_are_passed_over(hostile: Hostile, victim: Synced):
    case = hostile.record()
    hostile.write(["attached", ON, MISSING, "surat.txt", "text/plain", 5], case)
    hostile.write(["attached", ON, "bukan hash", "surat.txt", "text/plain", 5], case)
    hostile.forward(case, OTHER)
    with patch.object(Attached, "names_file", True):
        hostile.push()
        victim.sync()
    assert [one.sha256 for one in victim.office.district.files.to_get()] == [MISSING]
    assert [one.sha256 for one in victim.office.district.files.missing()] == [MISSING]


AT_WHICH_1_0_0_STOPS = (
    *(["attached", ON, name, "surat.txt", "text/plain", 5] for name in NO_HASHES),
    ["attached", ON, MISSING, "surat.txt", "text/plain", 2**63],
    ["closed", ON, "Catatan", False, 2**63],
)


def test_what_stops_an_office_of_1_0_0_stays_with_the_district(
    hostile: Hostile,
    victim: Synced,
    district: District,
    tmp_path: Path,
):
    case = hostile.record()
    hostile.forward(case, OTHER)
    for step in AT_WHICH_1_0_0_STOPS:
        hostile.write(step, case)
        hostile.write(step, "")
    hostile.push({case: KEY})
    victim.sync()
    assert len(victim.office.case(case).complaint.history) == 2
    kept_back = KeptBack()
    assert list(check(district, Folder(tmp_path), kept_back)) == []
    assert kept_back.events == len(AT_WHICH_1_0_0_STOPS)
    goes_on(hostile, victim)


def test_an_event_larger_than_an_answer_stays_with_the_district(
    hostile: Hostile,
    victim: Synced,
    district: District,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    """As a district of 1.0.0 took it, without limits."""
    everything = dict.fromkeys(Limits.__struct_fields__, 2**53)
    monkeypatch.setattr(district, "limits", Limits(**everything))
    case = hostile.record()
    hostile.forward(case, OTHER)
    for size in (LARGEST_EVENT, 3_900_000):
        hostile.write(["noted", ON, token_hex(size // 2)], case)
        hostile.push()
    for _ in range(5):
        hostile.write(["noted", ON, token_hex(LARGEST_EVENT // 2 - 200)], case)
        hostile.push()
    victim.sync()
    assert len(victim.office.case(case).complaint.history) == 7
    kept_back = KeptBack()
    assert list(check(district, Folder(tmp_path), kept_back)) == []
    assert kept_back.events == 2
    goes_on(hostile, victim)


@pytest.mark.parametrize("depth", [65, 200, 900, 5000])
def test_an_event_too_deep_for_some_reader_is_refused(hostile: Hostile, victim: Synced, depth: int):
    case = hostile.record()
    hostile.forward(case, OTHER)
    hostile.push()
    deep = msgspec.Raw(b"\x91" * depth + b"\x01")
    note = ["noted", ON, "Catatan"]
    for step, behind in ((["mediated", ON, deep], ()), ([*note, deep], ()), (note, (None, deep))):
        hostile.write_bytes(msgpack.encode(hostile.envelope(step, case, *behind)))
        with pytest.raises(Refused) as refused:
            hostile.push()
        assert refused.value.message == Refusal("malformed", "event")
        hostile.drop()
    goes_on(hostile, victim)


class Careless:
    """A district's answers with other bytes in the place of some events, as one hands them out that doesn't read them."""

    def __init__(self, carrier: Direct, instead: Mapping[bytes, bytes]) -> None:
        self.carrier = carrier
        self.instead = instead

    def carry(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes = b"", *, limit: int = frame.LARGEST_BODY
    ) -> HttpAnswer:
        answer = self.carrier.carry(method, path, headers, body, limit=limit)
        said = frame.unpack(answer.body, answer.headers.get("content-encoding", ""), SyncAnswer)
        events = [(self.instead.get(content, content), seal) for content, seal in said.events]
        packed, encoding = frame.pack(msgspec.structs.replace(said, events=events))
        return HttpAnswer(answer.status, {**answer.headers, "content-encoding": encoding}, packed)


NONE = (b"", b"\xc1", b"bukan peristiwa", msgpack.encode([1, 2, 3]), b"\x91" * 5000, b"\x91" * 900 + b"\x01")


@pytest.mark.parametrize("content", NONE)
def test_what_is_no_event_is_laid_aside_by_itself_and_counted(hostile: Hostile, victim: Synced, content: bytes):
    case = hostile.record()
    hostile.forward(case, OTHER)
    hostile.write(["noted", ON, "tak terbaca"], case)
    hostile.push()
    with patch.object(victim, "carrier", Careless(victim.carrier, {hostile.pc.chain[-1]: content})):
        victim.sync()
    assert victim.office.upkeep.check(repair=False).unreadable == 1
    goes_on(hostile, victim)
    with reading(victim.office.engine) as connection:
        assert [row.content for row in connection.execute(unread.select())] == [content]


NO_STEPS = (
    5,
    None,
    {},
    [],
    [5],
    ["noted", 5],
    ["noted", ON, b"\xff"],
    ["recorded", ON],
    ["attached", ON, "x", "y", "z", -1],
)


@pytest.mark.parametrize("step", [*NO_STEPS, msgspec.Raw(b"\x91\xa2\xff\xff"), msgspec.Raw(b"\x91" * 900 + b"\x01")])
def test_a_step_that_cannot_be_read_is_shown_as_one_by_its_author(hostile: Hostile, victim: Synced, step: object):
    case = hostile.record()
    hostile.forward(case, OTHER)
    hostile.write(["noted", ON, "tak terbaca"], case)
    good = hostile.pc.chain[-1]
    bad = msgpack.encode(hostile.envelope(step, case, seq=hostile.next_seq - 1))
    hostile.push()
    with patch.object(victim, "carrier", Careless(victim.carrier, {good: bad})):
        victim.sync()
    last = told.tell(victim.office.case(case).complaint, victim.office.categories)[0]
    assert last.sentence.startswith("Langkah yang tidak terbaca")
    assert last.event.actor == "Siti"
    assert victim.office.upkeep.check(repair=False).unreadable == 1
    goes_on(hostile, victim)


def test_the_same_on_a_stick(hostile: Hostile, victim: Synced, district: District, tmp_path: Path):
    """Through a district that hands out everything, as one of 1.0.0 does: the office reads its stick, and the next one, too."""
    victim.sync()
    counter = Counter.at(district, tmp_path / "counter")
    case = hostile.record(sealed(NINTH_TRUE))
    for step in AT_WHICH_1_0_0_STOPS:
        hostile.write(step, case)
    hostile.forward(case, OTHER)
    with (
        patch.object(opened_identities.identity, "is_agreed", lambda _content, _key: True),
        patch.object(entitlement, "stops_offices", lambda _event: False),
    ):
        hostile.push({case: KEY})
    counter.there_and_back(victim.office)
    assert victim.office.show_identity(case, "uji").complaint.complainant.name == "Andi"
    assert victim.office.upkeep.check(repair=False).unreadable == len(AT_WHICH_1_0_0_STOPS)
    later = hostile.record(title="Sesudahnya")
    hostile.forward(later, OTHER)
    hostile.push()
    counter.there_and_back(victim.office)
    assert "Sesudahnya" in titles(victim)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_flipped_bits_of_an_event_stop_no_office(hostile: Hostile, victim: Synced, data: st.DataObject):
    """Whatever the district says of such bytes, an office that gets them takes the events around them."""
    case = hostile.record(sealed(["Andi"]))
    hostile.forward(case, OTHER)
    hostile.write(built_of(data.draw(st.sampled_from(STEPS))), case)
    if not taken(hostile.pc.chain[-1]):
        hostile.pc.chain[-1] = msgpack.encode(
            hostile.envelope(["noted", ON, "Catatan"], case, seq=hostile.next_seq - 1)
        )
    good = hostile.pc.chain[-1]
    spoilt = bytearray(good)
    # Behind the device and its number: under another's name it would be another device's event.
    for place in data.draw(st.lists(st.integers(0, 65_535), min_size=1, max_size=4)):
        spoilt[30 + place % (len(good) - 30)] ^= 1 << data.draw(st.integers(0, 7))
    later = hostile.record(title=f"Sesudahnya {hostile.next_seq}")
    hostile.forward(later, OTHER)
    hostile.push({case: KEY})
    with patch.object(victim, "carrier", Careless(victim.carrier, {good: bytes(spoilt)})):
        victim.sync()
    assert victim.office.case(later).complaint.title.startswith("Sesudahnya")
    victim.office.upkeep.check(repair=False)


ODD_ENVELOPES = (
    {"at": 0}, {"at": 1}, {"at": 2**63 - 1}, {"wall": 0}, {"wall": -1}, {"wall": 2**64 - 1},
    {"wall": -(2**63)}, {"wall": 253_402_300_800_000}, {"actor": ""}, {"actor": "\0"}, {"actor": "\u202e" * 999}, {"actor": "<b>" * 300},
    {"saw": [["aaaaaaaaaaaaaaaa", 2**63 - 1]]}, {"saw": [[f"aaaaaaaaaaaaa{a}{b}a", 1] for a in "abcdefghij" for b in "abcdefghij"]},
)  # fmt: skip


@pytest.mark.parametrize("changes", ODD_ENVELOPES, ids=lambda changes: str(changes)[:30])
def test_odd_times_authors_and_pasts_stop_nobody(
    hostile: Hostile, victim: Synced, district: District, tmp_path: Path, changes: dict[str, object]
):
    case = hostile.record()
    hostile.write(["noted", ON, "Catatan"], case, **changes)
    hostile.forward(case, OTHER)
    hostile.push()
    victim.sync()
    told.tell(victim.office.case(case).complaint, victim.office.categories)
    goes_on(hostile, victim)
    assert list(check(district, Folder(tmp_path))) == []


def test_the_office_is_told_which_of_its_steps_the_district_refuses(
    enrolled: Enrolled, district: District, monkeypatch: pytest.MonkeyPatch
):
    office = enrolled("own", UNIT)
    monkeypatch.setattr(district, "limits", msgspec.structs.replace(district.limits, line_letters=5, text_letters=5))
    office.office.record(bridge(title="Jembatan putus"))
    with pytest.raises(DistrictRefused) as refused:
        office.sync()
    assert refused.value.reason == "limit"
    assert refused.value.sentence.startswith("Kabupaten tidak menerima langkah ke-1 komputer ini: ")
    monkeypatch.undo()
    office.sync()
    assert not office.store.exchange_state().current.waits
    monkeypatch.setattr(district, "limits", msgspec.structs.replace(district.limits, day_complaints=1))
    office.office.record(bridge(title="Kedua"))
    with pytest.raises(QuotaReached) as waits:
        office.sync()
    assert 0 < waits.value.seconds <= 3600
    assert "dikirim besok" in waits.value.sentence
