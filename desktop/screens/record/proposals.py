"""What the office proposes for what is being typed: asked for a moment after each pause, outside the GUI thread."""

from dataclasses import dataclass
from datetime import date

from msgspec import structs
from PySide6.QtCore import QObject, Signal

from complaints.deadlines import Deadline
from complaints.draft import Draft, Person
from complaints.suggest import Suggestion, suggest_title
from desktop.office.case import Case
from desktop.office.office import Office
from desktop.office.suggestions import PastAnswer, SimilarCase
from desktop.screens.operations import Operations
from desktop.screens.record import typed as typing
from desktop.screens.record.beside import Beside
from desktop.screens.record.record_form import Form
from desktop.screens.trace import mark
from desktop.store.attachments import Content
from desktop.wording.translation import language, tr

SHORTEST = 12  # letters that say enough to look for others like it


@dataclass(frozen=True, slots=True)
class Proposed:
    """What the office offers for what is typed so far."""

    title: str
    categories: tuple[Suggestion, ...]
    similar: list[SimilarCase]
    answers: list[PastAnswer]
    deadlines: tuple[Deadline, ...]


def propose(office: Office, draft: Draft, own_title: bool, received_on: date) -> Proposed:
    """Looks all of it up; does I/O."""
    text = f"{draft.title if own_title else ''} {draft.body}".strip()
    enough = len(text) >= SHORTEST
    like = enough and not draft.sealed
    return Proposed(
        suggest_title(draft.body) if draft.body.strip() else "",
        office.suggest_category(text) if enough else (),
        office.similar(text, draft.location, received_on) if like else [],
        office.past_answers(text, draft.category) if like else [],
        () if draft.sealed else office.forecast(received_on, draft.kind, draft.supervisory),
    )


def join(office: Office, complaint: str, person: Person, note: str, files: list[Content]) -> Case:
    """Adds the person, what they said and brought to this complaint, and drops the draft. Raises Refused when it is over."""
    case = office.support(complaint, person, note)
    for file in files:
        case = office.attach(complaint, file)
    office.drop_draft()
    return case


class Proposals(QObject):
    """Puts what is proposed into the form and beside it. `changed` when a proposal changed what the form holds."""

    changed = Signal()

    def __init__(self, operations: Operations, office: Office, form: Form, beside: Beside, parent: QObject) -> None:
        super().__init__(parent)
        self._operations, self._office, self._form, self._beside = operations, office, form, beside
        self._similar: list[SimilarCase] = []

    def ask(self) -> None:
        typed = self._form.typed()
        draft, _ = typing.read(typed, self._office.categories, self._office.today())
        if self._form.line("dusun").hasFocus():
            # Half a name would be another place.
            draft = structs.replace(draft, location=structs.replace(draft.location, dusun=""))
        office, own, received = self._office, typed.title_own, draft.received_on or self._office.today()
        self._operations.query("record.proposals", lambda: propose(office, draft, own, received), self._arrived)

    def clear(self) -> None:
        self._operations.forget("record.proposals")
        self._similar = []
        self._beside.clear()

    def dismiss(self, complaint: str) -> None:
        """The officer says that this is another one."""
        self._form.dismissed = (*self._form.dismissed, complaint)
        self._show_similar()

    def _arrived(self, found: Proposed) -> None:
        mark("proposals")
        before = self._form.typed().title
        self._form.suggest_title(found.title)
        self._show_category(found.categories)
        self._similar = found.similar
        self._show_similar()
        self._beside.past.show_answers(found.answers)
        self._beside.deadlines.show_deadlines(found.deadlines)
        if self._form.typed().title != before:
            self.changed.emit()

    def _show_category(self, found: tuple[Suggestion, ...]) -> None:
        editor, said = self._form.category, ""
        best = self._office.categories.label(found[0].code, language()) if found else ""
        editor.suggest(best)
        if found and not editor.text().strip():
            said = tr("saran {percent}% — Tab untuk menerima", percent=round(found[0].probability * 100))
        elif found and editor.text().strip() == best:
            said = tr("sesuai saran")
        self._form.say("category", said)

    def _show_similar(self) -> None:
        dismissed = self._form.dismissed
        self._beside.similar.show_cases([one for one in self._similar if one.row.id not in dismissed])
