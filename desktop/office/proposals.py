"""What the office proposes for a complaint that is being typed: title, category, deadlines, complaints and answers like it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from complaints.deadlines import Deadline
from complaints.draft import Draft, Person
from desktop.office.case import Case
from desktop.office.office import Office
from desktop.store.attachments import Content

if TYPE_CHECKING:
    from complaints.suggest import Suggestion
    from desktop.office.suggestions import PastAnswer, SimilarCase

SHORTEST = 12  # letters that say enough to look for others like it


@dataclass(frozen=True, slots=True)
class Proposals:
    """What is offered for the text so far; `categories` likeliest first."""

    title: str
    categories: tuple[Suggestion, ...]
    similar: list[SimilarCase]
    answers: list[PastAnswer]
    deadlines: tuple[Deadline, ...]


def propose(office: Office, draft: Draft, received_on: date, *, own_title: bool) -> Proposals:
    """`own_title`: the officer wrote the title, so it says something about the matter. Does I/O."""
    from complaints.suggest import suggest_title

    text = f"{draft.title if own_title else ''} {draft.body}".strip()
    long_enough = len(text) >= SHORTEST
    comparable = long_enough and not draft.sealed
    return Proposals(
        suggest_title(draft.body) if draft.body.strip() else "",
        office.suggest_category(text) if long_enough else (),
        office.similar(text, draft.location, received_on) if comparable else [],
        office.past_answers(text, draft.category) if comparable else [],
        () if draft.sealed else office.forecast(received_on, draft.kind, draft.supervisory),
    )


def join(office: Office, complaint: str, person: Person, note: str, files: list[Content]) -> Case:
    """Adds the person, what they said and the files to this complaint, and drops the draft. Raises Refused when it is over."""
    case = office.support(complaint, person, note)
    for file in files:
        case = office.attach(complaint, file)
    office.drop_draft()
    return case
