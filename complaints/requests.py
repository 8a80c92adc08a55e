"""What other units ask of the one that recorded a complaint, and what came of it (chain.md, rule 3)."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from msgspec import UNSET, structs

from complaints.complaint import CitizenWord, Complaint, OwnerRequest, Wish
from complaints.errors import InvalidField, Refused
from complaints.events import (
    AnyStep,
    Corrected,
    Erased,
    Event,
    Facts,
    Meaning,
    Noted,
    Reopened,
    Reviewed,
    Supported,
    Withdrawn,
)
from complaints.fields import LABELS
from complaints.identity import EMPTY, Identity
from complaints.ownership import OWN_FACTS, is_owners
from complaints.phrases import phrase
from complaints.vocabulary import inside_sentence
from complaints.workflow import RIGHTS, Action, Role

REOPEN = "reopen"  # asked by the complainant (voice.py)
WISHES: dict[str, Wish] = {"erase": "erase", "withdraw": "withdraw", "correct": "correct", REOPEN: "reopen"}


class RequestState(NamedTuple):
    """What the complaint is now, as far as it settles a request: the fields by name, whether somebody erased or withdrew, and which

    requests came before a reopening.
    """

    values: dict[str, Any]
    open_identity: Callable[[bytes], Identity]
    erased: bool
    withdrawn: bool
    before_reopening: frozenset[str] = frozenset()


def of(steps: Iterable[Event], reviews: Iterable[Event], owner: str, state: RequestState) -> tuple[OwnerRequest, ...]:
    """The requests in these steps, in their order, with what the owner decided about each; its last word counts."""
    decisions: dict[str, Event] = {}
    for review in reviews:
        step = review.step
        if isinstance(step, Reviewed) and step.granted is not None and is_owners(review, step, owner):
            decisions[f"{step.device}-{step.seq}"] = review
    return tuple(_decided(_request(event), decisions.get(event.id), state) for event in steps)


def undecided(complaint: Complaint) -> tuple[list[OwnerRequest], list[CitizenWord]]:
    """What waits for the owner: open requests, and words of the complainant that nobody has read and that no request repeats."""
    asked = [request for request in complaint.requests if request.is_open]
    repeated = {request.event.id for request in asked}
    return asked, [word for word in complaint.voices if not word.is_read and word.event.id not in repeated]


def _request(event: Event) -> OwnerRequest:
    match event.step:
        case Erased(reason=reason):
            return OwnerRequest(event, "erase", reason)
        case Withdrawn(reason=reason):
            return OwnerRequest(event, "withdraw", reason)
        case Corrected() as step:
            facts = structs.replace(Facts(), **{name: getattr(step.facts, name) for name in OWN_FACTS})
            return OwnerRequest(event, "correct", step.reason, facts, step.identity)
        case Supported() as step:
            return OwnerRequest(event, "support", step.note, identity=step.identity)
        case Noted(meaning=meaning, note=note) if meaning is not None:
            return OwnerRequest(event, WISHES.get(meaning.request, "other"), note, meaning.facts, meaning.identity)
        case _:
            raise AssertionError("a step that asks for nothing")


def _decided(request: OwnerRequest, review: Event | None, state: RequestState) -> OwnerRequest:
    granted = review is not None and isinstance(review.step, Reviewed) and review.step.granted is True
    person = state.open_identity(request.identity) if request.identity else EMPTY
    request = structs.replace(request, person=person, decision=review, granted=granted)
    return structs.replace(request, settled=_is_settled(request, state))


def _is_settled(request: OwnerRequest, state: RequestState) -> bool:
    """Whether nothing is left to do: it is so already, or there is nobody any more whom it is about."""
    match request.wish:
        case "erase":
            return state.erased
        case "withdraw":
            return state.withdrawn
        case "support":
            return state.erased
        case "correct":
            return _stands(request.facts, state.values) and (
                not request.identity
                or state.erased
                or (request.person != EMPTY and _stands(request.person, state.values))
            )
        case "reopen":
            return request.event.id in state.before_reopening
        case "other":
            return False


def _stands(asked: Facts | Identity, values: dict[str, Any]) -> bool:
    return all(values.get(name) == value for name, value in structs.asdict(asked).items() if value is not UNSET)


def of_another_unit(step: AnyStep, identity: Identity) -> list[AnyStep]:
    """What a unit that did not record the complaint writes instead of this step: what only the owner may say, as a request.

    The request stands in a note whose words tell it, too, for offices of 1.0.0. `identity` is what the step seals. Raises InvalidField
    when an erasure is asked for without a reason.
    """
    match step:
        case Erased():
            if not step.reason:
                sentence = phrase(
                    "Tulis alasannya: kantor yang mencatat pengaduan ini yang memutuskan. Tidak ada yang berubah."
                )
                raise InvalidField("note", sentence)
            return [Noted(step.on, _words("hapus data pribadi", step.reason), Meaning("erase"))]
        case Withdrawn():
            return [Noted(step.on, _words("tarik pengaduan ini dari buku", step.reason), Meaning("withdraw"))]
        case Corrected():
            own = {name: getattr(step.facts, name) for name in OWN_FACTS}
            named = [name for name, value in (own | structs.asdict(identity)).items() if value is not UNSET]
            if not named:
                return [step]
            facts = structs.replace(step.facts, **dict.fromkeys(OWN_FACTS, UNSET))
            rest: list[AnyStep] = [] if facts == Facts() else [Corrected(step.on, facts, b"", step.reason)]
            labels = ", ".join(inside_sentence(LABELS[name]) for name in named)
            asked = Meaning("correct", structs.replace(Facts(), **own), step.identity)
            return [*rest, Noted(step.on, _words(f"ubah {labels}", step.reason), asked)]
        case _:
            return [step]


def _words(wish: str, reason: str) -> str:
    asked = f"Permintaan kepada kantor yang mencatat: {wish}."
    return f"{asked} Alasan: {reason}" if reason else asked


# Who may carry a request out: whoever may take the step itself.
_RIGHT: dict[Wish, Action] = {
    "erase": "erase",
    "withdraw": "archive",
    "correct": "correct",
    "support": "support",
    "reopen": "reopen",
    "other": "review",
}


def answer(review: Reviewed, complaint: Complaint, unit: str, role: Role) -> list[AnyStep]:
    """The owner's decision, and the steps that carry it out. Raises Refused or InvalidField; then nothing is to change."""
    id = f"{review.device}-{review.seq}"
    request = next((request for request in complaint.requests if request.event.id == id), None)
    if request is None or not request.is_open or complaint.unit != unit:
        raise Refused(
            phrase("Tidak ada permintaan yang menunggu keputusan kantor ini pada langkah itu. Tidak ada yang berubah.")
        )
    if not review.note:
        raise InvalidField(
            "note", phrase("Tulis alasan keputusannya: kantor yang meminta membacanya. Tidak ada yang berubah.")
        )
    if not review.granted:
        return [review]
    if _RIGHT[request.wish] not in RIGHTS[role]:
        raise Refused(
            phrase(
                "Peran Anda tidak berwenang memenuhi permintaan ini. Tidak ada yang berubah; mintalah petugas yang berwenang."
            )
        )
    match request.wish:
        case "erase":
            return [review, Erased(review.on, review.note)]
        case "withdraw":
            return [review, Withdrawn(review.on, review.note)]
        case "correct":
            identity = b"" if complaint.erased else request.identity
            return [review, Corrected(review.on, request.facts, identity, review.note)]
        case "support":
            return [review]
        case "reopen":
            return [review, Reopened(review.on, review.note)]
        case "other":
            raise Refused(
                phrase(
                    "Permintaan ini dari versi program yang lebih baru. Tidak ada yang berubah; perbarui program untuk memenuhinya."
                )
            )
