"""What a complainant said since the recording, as a history tells it, and whether an office has done something since."""

from collections.abc import Collection, Mapping, Sequence

from complaints.causality import SeenEvents, saw
from complaints.complaint import CitizenWord, Entry, VoiceKind
from complaints.events import (
    Closed,
    Contacted,
    Event,
    FollowedUp,
    Forwarded,
    Meaning,
    Noted,
    Rated,
    Reopened,
    Responded,
    Returned,
    Reviewed,
    Verified,
)
from complaints.ownership import speaks_for_district

UNSATISFIED, ADDITION = "unsatisfied", "addition"  # as a note's meaning has them
UNSATISFIED_WORDS, ADDITION_WORDS = "Pelapor: belum selesai.", "Keterangan tambahan dari pelapor:"
# By these an office shows that it has read what was said before.
_WORK = (Verified, Returned, Forwarded, FollowedUp, Responded, Closed, Contacted, Reviewed, Reopened)


def kind_of(event: Event) -> VoiceKind | None:
    """What kind of word of the complainant's this is; None where it is none."""
    match event.step:
        case Rated(voice=True):
            return "rating"
        case Reopened(voice=True):
            return "unsatisfied"
        case Noted(meaning=Meaning(voice="unsatisfied")):
            return "unsatisfied"
        case Noted(meaning=Meaning(voice="addition")):
            return "addition"
        case _:
            return None


def of(
    entries: Sequence[Entry], owner: str, said: Collection[str], past: Mapping[str, SeenEvents]
) -> tuple[CitizenWord, ...]:
    """The complainant's words in this history, in its order; `said` are the ids of the events with one.

    `past`: what each event's author had seen (causality.py); empty where one device wrote them all.
    """
    words: list[CitizenWord] = []
    work: list[Event] = []
    for entry in reversed(entries):
        event = entry.event
        if event.id in said:
            is_read = any(not past or saw(past[later.id], event) for later in work)
            words.append(_word(event, is_read=is_read))
        elif not entry.undone and _shows_reading(event, owner):
            work.append(event)
    return tuple(reversed(words))


def _shows_reading(event: Event, owner: str) -> bool:
    step = event.step
    if not isinstance(step, _WORK) or speaks_for_district(event, owner):
        return False
    return not (isinstance(step, Closed) and step.automatic) and kind_of(event) is None


def _word(event: Event, *, is_read: bool) -> CitizenWord:
    kind = kind_of(event)
    assert kind is not None
    match event.step:
        case Rated(satisfaction=satisfaction, note=note):
            return CitizenWord(event, kind, note, satisfaction, is_read)
        case Reopened(note=note) | Noted(note=note):
            return CitizenWord(event, kind, plain(note), None, is_read)
        case _:
            raise AssertionError("no word of the complainant's")


def plain(note: str) -> str:
    """Their own words, without those that say in a history whose they are."""
    return note.removeprefix(UNSATISFIED_WORDS).removeprefix(ADDITION_WORDS).strip()
