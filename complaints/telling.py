"""Whether a complainant is owed a word: after an answer, a return or a closing, until they were told or nobody needs to tell them.

The office that recorded the complaint owes it, to its complainant and to each supporter who can be reached at all. Nothing is owed for
what a register says of the past, nor where SP4N-LAPOR! tells its complainant itself.
"""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from complaints import lapor
from complaints.causality import SeenEvents, pasts, saw
from complaints.citizen_words import kind_of
from complaints.complaint import Complainant, Complaint, Stage
from complaints.entry_day import end_of_register
from complaints.errors import InvalidField
from complaints.events import (
    Approved,
    Closed,
    Contacted,
    Event,
    Noted,
    Rated,
    Recorded,
    Reopened,
    Responded,
    Returned,
    Supported,
    Verified,
)
from complaints.phrases import phrase

OWING: frozenset[Stage] = frozenset({"returned", "responded", "closed"})
NOT_NEEDED = "not_needed"  # as a note's meaning has it
NOT_NEEDED_WORDS = "Tidak perlu dikabari."
TO_ALL = frozenset({"notice_board", "social_media"})  # what stands there is for everybody
# What a contact about an earlier step says tells nobody of an answer, a return or a closing.
_EARLIER = frozenset({"received", "verified", "forwarded"})
COMPLAINANT = 0


class Reachable(Struct, frozen=True, gc=False):
    """Somebody who can be told: the complainant at `place` 0, else a supporter by their place, from 1.

    `supports` is the id of their event; '' for the complainant.
    """

    place: int
    person: Complainant
    supports: str = ""


class OwedWord(Struct, frozen=True, gc=False):
    """Since which day somebody waits for a word, and who does, by their places (Reachable)."""

    since: date
    places: tuple[int, ...]


def reachable(complaint: Complaint) -> tuple[Reachable, ...]:
    """Who can be told, as far as this complaint shows its people: with a telephone number, an e-mail or an address."""
    ids = supports(complaint)
    people = [Reachable(COMPLAINANT, complaint.complainant)]
    people += [
        Reachable(place, person, id)
        for place, (person, id) in enumerate(zip(complaint.supporters, ids, strict=True), 1)
    ]
    return tuple(each for each in people if each.person.phone or each.person.email or each.person.address)


def supports(complaint: Complaint) -> tuple[str, ...]:
    """The ids of the events with which the supporters came, in their order."""
    return tuple(
        entry.event.id
        for entry in complaint.history
        if isinstance(entry.event.step, Supported) and not entry.misplaced and not entry.undone
    )


def reason(note: str) -> str:
    """Why nobody needs to be told, without the words that say so in a history."""
    return note.removeprefix(NOT_NEEDED_WORDS).strip()


def supporter_id(complaint: Complaint, place: int) -> str:
    """The id of the supporter at this place, '' of the complainant at 0. Raises InvalidField where there is none."""
    ids = ("", *supports(complaint))
    if not 0 <= place < len(ids):
        raise InvalidField(
            "supporter",
            phrase("Pendukung ke-{place} tidak ada pada pengaduan ini. Tidak ada yang berubah.", place=place),
        )
    return ids[place]


def owed_word(complaint: Complaint, unit: str) -> OwedWord | None:
    """What this unit ('': nobody says which unit this is) owes the people of a complaint that was folded with their identities."""
    if complaint.stage not in OWING or "" != complaint.unit != unit != "" or complaint.source == lapor.SOURCE:
        return None
    steps = _counted(complaint)
    if len(steps) == 1:
        return None  # it is as its register left it
    people = reachable(complaint)
    if not people:
        return None
    since: dict[int, date] = {}
    waiting = {each.supports: each.place for each in people}
    later: list[Event] = []
    events = [entry.event for entry in complaint.history]
    past = pasts(events) if len({event.device for event in events}) > 1 else {}
    for event in reversed(steps):
        if isinstance(event.step, Recorded | Reopened | Verified):
            break  # what was owed before is over
        if (owing := _owing(event)) is not None:
            reached = _reached(later, event, past, complaint.unit)
            for supports_id, place in waiting.items():
                if reached is not None and supports_id not in reached:
                    since[place] = owing
        elif _tells(event):
            later.append(event)
    return OwedWord(min(since.values()), tuple(sorted(since))) if since else None


def _counted(complaint: Complaint) -> list[Event]:
    """The steps taken here that have their place; a register's own are its past."""
    device, last = end_of_register(complaint)
    return [
        event
        for entry in complaint.history
        for event in (entry.event,)
        if not (entry.undone or entry.misplaced or entry.requested)
        and (event.records or event.device != device or event.seq > last)
    ]


def _owing(event: Event) -> date | None:
    """The day from which a word is owed for this step; None where it owes none."""
    match event.step:
        case Responded(on=on, draft=False) | Approved(on=on) | Returned(on=on) | Closed(on=on, automatic=False):
            return on
        case _:
            return None


def _tells(event: Event) -> bool:
    """Whether somebody knows afterwards what came before, or need not: a contact, a word of their own, a mark."""
    match event.step:
        case Contacted(purpose=purpose):
            return purpose not in _EARLIER
        case Rated():
            return True
        case _:
            return says_not_needed(event) or kind_of(event) is not None


def says_not_needed(event: Event) -> bool:
    """Whether this marks that nobody has to be told of what was done before it."""
    step = event.step
    return isinstance(step, Noted) and step.meaning is not None and step.meaning.contact == NOT_NEEDED


def _reached(later: list[Event], owing: Event, past: Mapping[str, SeenEvents], owner: str) -> frozenset[str] | None:
    """Who was told by these later events, by `Reachable.supports`; None: nobody needs to be. Only what had seen the step counts."""
    reached: set[str] = set()
    for event in later:
        if past and not saw(past[event.id], owing):
            continue
        if says_not_needed(event):
            if event.unit == owner:
                return None
            continue
        match event.step:
            case Contacted(channel=channel) if channel in TO_ALL:
                return None
            case Contacted(supporter=supporter):
                reached.add(supporter)
            case _:
                reached.add("")
    return frozenset(reached)
