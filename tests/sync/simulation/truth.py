"""What must hold whatever happened: the simulation knows everything that was written, and looks into every store."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from complaints import access
from complaints import events as e
from complaints.citizen_words import plain
from complaints.events import Event
from complaints.fold import fold
from complaints.reminders import rung_of
from sync.messages import SyncAnswer
from sync.server.entitlement import reach
from tests.sync.simulation.centre import Centre
from tests.sync.simulation.pc import Pc, known

if TYPE_CHECKING:
    from tests.sync.simulation.world import World

DISTRICT = "73.07"
REMINDER = "pengingat "


class Violation(AssertionError):
    """Something that must hold doesn't."""


def moment(ms: int) -> datetime:
    return datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=ms)


def text_of(event: Event) -> str:
    """The text of the simulation in this event; only one event in the world may have it."""
    match event.step:
        case e.Recorded(facts=facts):
            return str(facts.body)
        case e.Corrected(facts=facts):
            return str(facts.title)
        case e.Sealed(box=box):
            return box.decode()
        case e.IdentitiesExported(file=file):
            return file
        case e.Erased(reason=reason):
            return reason
        case e.IdentityShown(purpose=purpose):
            return purpose
        case e.Noted(meaning=e.Meaning(reminder=e.Reminder() as reminder)):
            return f"{REMINDER}{event.complaint} {rung_of(reminder)}"
        case e.Reopened(note=note) | e.Rated(note=note):
            return plain(note)
        case e.Noted(note=note, meaning=meaning) if (
            meaning is not None
        ):  # a request: what is asked, and then the reason
            return note.rpartition(" ")[2]
        case e.Verified(note=note) | e.Noted(note=note) | e.Forwarded(note=note) | e.Responded(note=note):
            return note
        case _:
            raise AssertionError(event)


def texts_anywhere(world: "World") -> set[str]:
    """Every text that lies on a disk now, the district's or a PC's."""
    found = {text_of(event) for event in world.centre.events()}
    for pc in world.pcs:
        found.update(map(text_of, pc.events()))
    return found


def state(pc: Pc) -> object:
    """Changes as long as anything is still on its way, be it only that the PC has learnt of a fork and has yet to settle it.

    Two clones of a disk that has written nothing yet are one device to the district, and each enrolment takes the other's token:
    that goes on until one of them writes, and is no news.
    """
    standing = pc.exchange_state()
    devices = tuple(replace(device, token="known" if device.token else "") for device in standing.devices)
    return pc.contents(), pc.identity_keys(), replace(standing, devices=devices)


def held(centre: Centre) -> object:
    return centre.contents(), centre.identity_keys()


# While it runs -------------------------------------------------------------------------------------------------------


def check_answer(world: "World", unit: str, answer: SyncAnswer) -> None:
    """Nothing goes to a unit that may not have it."""
    # Also what it had before it was put back from a backup; what it has now under the same name comes last, and counts.
    for name, content in world.centre.contents().items():
        world.known[name] = known(content)
    cases = _by_complaint(world.known.values())
    for content, _ in answer.events:
        event = known(content)
        if event.unit == unit:
            continue
        if not event.complaint or unit not in access.units(cases[event.complaint], DISTRICT):
            raise Violation(f"{unit} was given {event.id}, {text_of(event)!r}, which it may not see")
    for complaint in answer.keys:
        recorded = next((one for one in cases[complaint] if isinstance(one.step, e.Recorded)), None)
        if recorded is None or not isinstance(recorded.step, e.Recorded):
            raise Violation(f"{unit} was given a key of nothing")
        if recorded.unit != unit and recorded.step.facts.anonymous is True:
            raise Violation(f"{unit} was given the key of an anonymous person")
        if unit not in access.units(cases[complaint], DISTRICT):
            raise Violation(f"{unit} was given a key that it may not have")


# At the end ----------------------------------------------------------------------------------------------------------


def check(world: "World") -> None:
    """Raises Violation. After everybody has synced in peace."""
    _check_texts(world)
    check_numbers(world)
    _check_replicas(world)
    _check_keys(world)
    for sentence in world.centre.problems():
        raise Violation(f"the district's check: {sentence}")
    for pc in world.pcs:
        for sentence in pc.problems():
            raise Violation(f"the check of {pc.name}: {sentence}")


def check_numbers(world: "World", *, settled: bool = False) -> None:
    """A register number stands once, or is marked; whatever number a receipt has finds its complaint. `settled`: none is marked."""
    for pc in world.pcs:
        now: Counter[str] = Counter()
        for history in _by_complaint(pc.events()).values():
            folded = fold(history)
            if folded is None or folded.withdrawn or folded.unit != pc.unit:
                continue
            now[folded.number] += 1
            recorded = next(event.step for event in history if event.records)
            assert isinstance(recorded, e.Recorded)
            for number in {recorded.number, folded.number, *folded.former_numbers}:
                if folded.id not in pc.holders(number):
                    raise Violation(f"{pc.name} doesn't find {folded.id} by {number}")
        doubled = {number for number, count in now.items() if count > 1}
        marked = {group[0].number for group in pc.doubled()}
        if doubled != marked:
            raise Violation(f"{pc.name}: {sorted(doubled)} stand twice, {sorted(marked)} are marked")
        if settled and doubled:
            raise Violation(f"{pc.name}: {sorted(doubled)} stand twice after everybody decided")


def _check_texts(world: "World") -> None:
    found = Counter(text_of(event) for event in world.centre.events())
    # A district that was put back may remind once more before it gets the first one back; the fold shows one.
    forgets = world.district_restored
    doubled = sorted(text for text, count in found.items() if count > 1 and not (forgets and text.startswith(REMINDER)))
    if doubled:
        raise Violation(f"doubled: {doubled}")
    lost = [text for text in world.written if text not in found and text not in world.excused]
    if lost:
        raise Violation(f"lost: {lost}")


def _check_replicas(world: "World") -> None:
    contents = world.centre.contents()
    cases = _by_complaint(map(known, contents.values()))
    belongs: dict[str, dict[tuple[str, int], bytes]] = {unit: {} for unit in world.units}
    for complaint, history in cases.items():
        entitled = access.units(history, DISTRICT) if complaint else frozenset[str]()
        for event in history:
            for unit in reach(event, entitled):
                if unit in belongs:
                    name = (event.device, event.seq)
                    belongs[unit][name] = contents[name]
    for pc in world.pcs:
        here, there = pc.contents(), belongs[pc.unit]
        missing, foreign = there.keys() - here.keys(), here.keys() - there.keys()
        if missing:
            raise Violation(f"{pc.name} lacks {_named(missing, there)}")
        if foreign:
            raise Violation(f"{pc.name} has {_named(foreign, here)}, which the district doesn't give its unit")
        for name, content in here.items():
            if there[name] != content:
                raise Violation(f"{pc.name} has another {name} than the district")
        if any(device.waits or device.forked for device in pc.exchange_state().devices):
            raise Violation(f"{pc.name} believes that something is still to be sent")
    _check_folds(world)


def _check_folds(world: "World") -> None:
    """Whoever may see a complaint sees the same."""
    seen: dict[str, object] = {}
    for pc in world.pcs:
        for complaint, history in _by_complaint(pc.events()).items():
            entitled = access.units(history, DISTRICT) if complaint else ()
            counting = [event for event in history if event.unit in entitled]
            if not entitled:
                continue
            folded = fold(counting)
            if seen.setdefault(complaint, folded) != folded:
                raise Violation(f"{pc.name} shows another {complaint} than the others")


def _check_keys(world: "World") -> None:
    kept = world.centre.identity_keys()
    held = {pc.name: pc.identity_keys() for pc in world.pcs}
    for complaint, history in _by_complaint(world.centre.events()).items():
        entitled = access.units(history, DISTRICT) if complaint else ()
        if not entitled:
            continue
        recorded = next(one for one in history if isinstance(one.step, e.Recorded) and one.id == complaint)
        erased = any(isinstance(one.step, e.Erased) and one.unit in entitled for one in history)
        step = recorded.step
        assert isinstance(step, e.Recorded)
        if (complaint in kept) == erased:
            raise Violation(f"the district {'has' if complaint in kept else 'lacks'} the key of {complaint}")
        for pc in world.pcs:
            here = complaint in held[pc.name]
            if erased and here:
                raise Violation(f"{pc.name} still has the key of the erased {complaint}")
            if pc.unit != recorded.unit and here and step.facts.anonymous is True:
                raise Violation(f"{pc.name} has the key of an anonymous person")
            # A key that opens nothing yet may come only with the first name: to a receiver, and after a loss to anyone.
            early = pc.unit == recorded.unit and not world.district_restored
            owes = not erased and pc.unit in entitled and (early or bool(step.identity))
            if owes and not here and (pc.unit == recorded.unit or step.facts.anonymous is not True):
                raise Violation(f"{pc.name} lacks the key of {complaint}")


def _by_complaint(events: Iterable[Event]) -> dict[str, list[Event]]:
    cases: defaultdict[str, list[Event]] = defaultdict(list)
    for event in events:
        cases[event.complaint].append(event)
    return cases


def _named(names: Iterable[tuple[str, int]], contents: dict[tuple[str, int], bytes]) -> str:
    return ", ".join(f"{device}-{seq} {text_of(known(contents[device, seq]))!r}" for device, seq in sorted(names))
