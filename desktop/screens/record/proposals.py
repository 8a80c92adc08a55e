"""Shows in the form and beside it what the office proposes: asked for a moment after each pause, outside the GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs
from PySide6.QtCore import QObject, Signal

from desktop.lanes.operations import Operations
from desktop.office import typed_draft
from desktop.office.office import Office
from desktop.office.proposals import Proposals, propose
from desktop.office.record_words import category_hint
from desktop.screens.record.beside import Beside
from desktop.screens.record.record_form import Form
from desktop.trace import mark
from desktop.wording.translation import language

if TYPE_CHECKING:
    from complaints.suggest import Suggestion
    from desktop.office.suggestions import SimilarCase


class ShownProposals(QObject):
    """`changed` when a proposal changed what the form holds: the title, as long as the officer has written none."""

    changed = Signal()

    def __init__(self, operations: Operations, office: Office, form: Form, beside: Beside, parent: QObject) -> None:
        super().__init__(parent)
        self._operations, self._office, self._form, self._beside = operations, office, form, beside
        self._similar: list[SimilarCase] = []

    def ask(self) -> None:
        typed = self._form.typed()
        draft, _ = typed_draft.read(typed, self._office.categories, self._office.today())
        if self._form.line("dusun").hasFocus():
            # Half a name would be another place.
            draft = structs.replace(draft, location=structs.replace(draft.location, dusun=""))
        office, received = self._office, draft.received_on or self._office.today()
        self._operations.query(
            "record.proposals", lambda: propose(office, draft, received, own_title=typed.title_own), self._show
        )

    def clear(self) -> None:
        self._operations.forget("record.proposals")
        self._similar = []
        self._beside.clear()

    def dismiss(self, complaint: str) -> None:
        """The officer says that this complaint is about something else."""
        self._form.dismissed = (*self._form.dismissed, complaint)
        self._show_similar()

    def _show(self, proposals: Proposals) -> None:
        mark("proposals")
        title = self._form.typed().title
        self._form.suggest_title(proposals.title)
        self._show_category(proposals.categories)
        self._similar = proposals.similar
        self._show_similar()
        self._beside.past.show_answers(proposals.answers)
        self._beside.deadlines.show_deadlines(proposals.deadlines)
        if self._form.typed().title != title:
            self.changed.emit()

    def _show_category(self, suggestions: tuple[Suggestion, ...]) -> None:
        editor = self._form.category
        best = self._office.categories.label(suggestions[0].code, language()) if suggestions else ""
        editor.suggest(best)
        self._form.say("category", category_hint(suggestions, best, editor.text().strip()))

    def _show_similar(self) -> None:
        dismissed = self._form.dismissed
        self._beside.similar.show_cases([case for case in self._similar if case.row.id not in dismissed])
