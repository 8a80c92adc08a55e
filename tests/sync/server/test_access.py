"""A unit never receives an event of a complaint that it may not see, whatever any unit does: held against a rule of its own."""

from dataclasses import dataclass, field
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from complaints.clock import stamp
from complaints.events import AnyStep, Corrected, Event, Facts, Forwarded, Noted, Recorded, Withdrawn, decode, encode
from sync.server.district import District
from tests.sync.server.conftest import post_to
from tests.sync.server.pcs import GUNUNG_PERAK, SAOTANRE, TODAY, Pc, Refused, new_id

MOST_UNITS = 4
_worlds = count(1)

Doing = st.tuples(
    st.sampled_from(("record", "anonymous", "note", "forward", "forge", "pretend", "unmask", "return", "key", "sync")),
    st.integers(0, MOST_UNITS - 1),
    st.integers(0, 30),
    st.integers(0, MOST_UNITS - 1),
)


@dataclass
class World:
    """`cases` are all complaints of all units: whoever makes trouble knows them, as a former officer might."""

    pcs: list[Pc]
    cases: list[str] = field(default_factory=list)

    def do(self, what: str, who: int, which: int, to: int) -> None:
        pc = self.pcs[who]
        case = self.cases[which % len(self.cases)] if self.cases else ""
        match what:
            case "record" | "anonymous":
                self.cases.append(pc.record(f"Aduan {len(self.cases)}", "Andi Baso", anonymous=what == "anonymous"))
            case "sync":
                pc.sync()
            case _ if not case:
                return
            case "note":
                pc.note(case)  # also on what this unit has never seen
            case "forward":
                pc.forward(case, self.pcs[to].unit)  # also what it may not forward, and to itself
            case "pretend":
                # A recording under the id of another's complaint.
                seq = decode(pc.chain[-1]).seq if pc.chain else 0
                pc.write(Recorded(TODAY, f"2026-Z-{seq:04}", "R3BT-VJTA-Q271", _facts(), b""), case)
            case "unmask":
                # A correction that would lift the anonymity, by whoever did not record the complaint.
                if not case.startswith(f"{pc.id}-"):
                    pc.write(Corrected(TODAY, Facts(anonymous=False)), case)
            case "forge":
                self._forge(pc, case, self.pcs[to].unit)
            case "return":
                self._return(pc)
            case "key":
                pc.exchange(keys={case: bytes(16)})
            case _:
                raise AssertionError(what)

    def _forge(self, pc: Pc, case: str, unit: str) -> None:
        """An event in the name of the unit that owns the case, or of a device that nobody enrolled."""
        pc.sync()
        honest = list(pc.chain)
        step = Forwarded(TODAY, unit=pc.unit, name=pc.unit)
        stranger = Pc(pc.post, unit, id=pc.id if unit != pc.unit else new_id())
        stranger.chain = list(honest)
        stranger.write(step, case)
        pc.chain = stranger.chain
        with pytest.raises(Refused) as refused:
            pc.exchange()
        assert refused.value.status == 403
        pc.chain = honest

    def _return(self, pc: Pc) -> None:
        """What it was given it gives back, once as it came and once with another's event in the seal's place."""
        held = [one for events in pc.held.values() for one in events.values()]
        if held:
            pc.exchange(returned=[*held, (held[0][0], held[-1][1])])


def test_a_withdrawn_complaint_keeps_its_anonymous_person_to_its_unit(district: District):
    office, forwarded = (Pc(post_to(district), unit) for unit in (SAOTANRE, GUNUNG_PERAK))
    again = Pc(post_to(district), SAOTANRE)
    for pc in (office, forwarded, again):
        pc.enrol(district.issue_code(pc.unit))
    case = office.record(name="Siti", anonymous=True)
    office.forward(case, GUNUNG_PERAK)
    office.write(Withdrawn(TODAY), case)
    office.sync()
    forwarded.sync()
    again.sync()
    assert not forwarded.received_keys
    assert again.received_keys == office.keys


@pytest.mark.parametrize("kept", [True, False])
def test_of_what_a_unit_said_of_anonymity_the_last_counts_as_everyone_reads_it(district: District, kept: bool):
    """Also where the last one's stamp is earlier, and another office's step alone tells that it came behind."""
    office, other, forwarded = (Pc(post_to(district), unit) for unit in (SAOTANRE, SAOTANRE, GUNUNG_PERAK))
    for pc in (office, other, forwarded):
        pc.enrol(district.issue_code(pc.unit))
    case = office.record(name="Siti", anonymous=True)
    office.forward(case, GUNUNG_PERAK)

    def write(pc: Pc, step: AnyStep, at: int, saw: Pc) -> None:
        seen = ((saw.id, len(saw.chain)),)
        pc.chain.append(encode(Event(pc.id, len(pc.chain) + 1, at, case, "Siti", pc.unit, seen, step)))

    year_2037, year_2026 = stamp(2_114_000_000_000), stamp(1_800_000_100_000)
    write(office, Corrected(TODAY, Facts(anonymous=not kept)), year_2037, office)
    write(forwarded, Noted(TODAY, "Dibaca"), year_2026, office)
    write(other, Corrected(TODAY, Facts(anonymous=kept)), year_2026, forwarded)
    write(forwarded, Corrected(TODAY, Facts(anonymous=False)), year_2026 + 1, other)
    for pc in (office, other, forwarded, forwarded):
        pc.sync()
    assert (case in forwarded.received_keys) is not kept


def _facts() -> Facts:
    return Facts(kind="complaint", title="Palsu", body="Palsu", received_on=TODAY)


def may_see(world: World) -> dict[str, set[str]]:
    """For each complaint the units that may see it: its recorder's, the district, and whoever one of these forwarded it to."""
    events = [decode(content) for pc in world.pcs for content in pc.chain]
    found: dict[str, set[str]] = {}
    for case in world.cases:
        device = case.rpartition("-")[0]
        seen = {pc.unit for pc in world.pcs if pc.id == device}
        while True:
            more = {
                one.step.unit
                for one in events
                if one.complaint == case and isinstance(one.step, Forwarded) and one.unit in seen
            }
            if more <= seen:
                break
            seen |= more
        found[case] = seen
    return found


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(doings=st.lists(Doing, min_size=4, max_size=30))
def test_a_unit_never_gets_what_it_may_not_see(district: District, doings: list[tuple[str, int, int, int]]):
    district.issue_code("73.07.04.2009")  # tells it who it is
    number = next(_worlds)  # of the units in one district's database, of which no two runs have the same
    world = World([Pc(post_to(district), f"73.07-{number}-{unit}") for unit in range(MOST_UNITS)])
    for pc in world.pcs:
        pc.enrol(district.issue_code(pc.unit))
    for doing in doings:
        world.do(*doing)
    for _ in range(2):
        for pc in world.pcs:
            pc.sync()
    allowed = may_see(world)
    anonymous = {
        one.complaint
        for pc in world.pcs
        for one in map(decode, pc.chain)
        if isinstance(one.step, Recorded) and one.step.facts.anonymous is True
    }
    for pc in world.pcs:
        for event in pc.events():
            if event.unit != pc.unit:
                assert pc.unit in allowed[event.complaint], f"{pc.unit} got {event.id} of {event.complaint}"
        for case in pc.received_keys:
            assert pc.unit in allowed[case]
            assert case not in anonymous or case.startswith(f"{pc.id}-")
        got = {event.id for event in pc.events()}
        for other in world.pcs:
            for event in map(decode, other.chain):
                # And whoever may see it has it, as far as its author may write there.
                seen = allowed.get(event.complaint, set())
                if other is not pc and pc.unit in seen and other.unit in seen:
                    assert event.id in got, f"{pc.unit} lacks {event.id} of {event.complaint}"
