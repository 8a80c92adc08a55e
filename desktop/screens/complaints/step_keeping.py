"""Saves what is typed in the panel of a step, a moment after the last keystroke, and puts it back when the step is begun again."""

import msgspec
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit

from desktop.lanes.operations import Operations
from desktop.office.office import Office
from desktop.screens.complaints.forms import StepForm
from desktop.screens.complaints.forms.step_form import Typed
from desktop.store.step_drafts import StepDraft
from desktop.widgets.later import TypingPause

# What these ask for isn't kept: why somebody is shown or erased, and files.
_NOT_KEPT = frozenset({"show-identity", "erase", "attach"})


class StepKeeper(QObject):
    """Of every complaint and step what this user has typed, and not yet taken."""

    def __init__(self, operations: Operations, office: Office, parent: QObject) -> None:
        super().__init__(parent)
        self._operations, self._office = operations, office
        self._typed: dict[tuple[str, str], Typed] = {}
        self._form: StepForm | None = None
        self._untouched: Typed = {}
        self._touched = False
        self._pause = TypingPause(self, self.flush)
        operations.query("step-drafts", office.step_drafts, self._loaded)

    def watch(self, form: StepForm) -> None:
        """Puts back what was typed in it before, and keeps what is typed from now on."""
        self.flush()
        if form.action in _NOT_KEPT:
            self._form = None
            return
        self._form, self._untouched, self._touched = form, form.typed(), False
        if form.case.complaint.erased:
            self._forget(form.case.complaint.id)
        if typed := self._typed.get((form.case.complaint.id, form.action)):
            form.put_back(typed)
        for edit in form.findChildren(QPlainTextEdit):
            edit.textChanged.connect(self._soon)
        for edit in form.findChildren(QLineEdit):
            edit.textChanged.connect(self._soon)
        for box in form.findChildren(QComboBox):
            box.currentIndexChanged.connect(self._soon)
        for button in form.findChildren(QAbstractButton):
            if button.isCheckable():
                button.toggled.connect(self._soon)

    def flush(self) -> None:
        """Saves at once what has changed since the last time."""
        self._pause.stop()
        form = self._form
        if form is None or not self._touched:
            return
        complaint, action = key = form.case.complaint.id, form.action
        typed = {name: text for name, text in form.typed().items() if text != self._untouched.get(name)}
        if typed == self._typed.get(key, {}):
            return
        if not typed:
            self._drop(complaint, action)
            return
        self._typed[key] = typed
        draft, office = StepDraft(complaint, action, msgspec.json.encode(typed)), self._office
        self._operations.change(lambda: office.save_step_draft(draft), kinds=("drafts",))

    def people_hidden(self) -> None:
        """The form hid the people, and with them what was typed about them: what was saved stays for the next time."""
        self._pause.stop()
        self._touched = False

    def leave(self) -> None:
        """The panel goes; what was typed stays."""
        self.flush()
        self._form = None

    def taken(self) -> None:
        """The step was taken: nothing of it waits any more."""
        form, self._form = self._form, None
        self._pause.stop()
        if form is not None:
            self._drop(form.case.complaint.id, form.action)
            if form.action == "erase":
                self._forget(form.case.complaint.id)

    def _forget(self, complaint: str) -> None:
        """Its people are erased: the store has forgotten what was typed, too."""
        self._typed = {key: typed for key, typed in self._typed.items() if key[0] != complaint}

    def _soon(self) -> None:
        self._touched = True
        self._pause.start()

    def _drop(self, complaint: str, action: str) -> None:
        if self._typed.pop((complaint, action), None) is not None:
            office = self._office
            self._operations.change(lambda: office.drop_step_draft(complaint, action), kinds=("drafts",))

    def _loaded(self, drafts: list[StepDraft]) -> None:
        for draft in drafts:
            self._typed.setdefault((draft.complaint, draft.action), msgspec.json.decode(draft.content, type=Typed))
