"""Saves what is typed in a section of the settings, and offers it again; passwords are never kept."""

import msgspec
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit

from desktop.office.open_drafts import of_section
from desktop.screens.settings.section import Section, button_row
from desktop.store.step_drafts import StepDraft
from desktop.widgets import Button, Card, label
from desktop.widgets.later import later
from desktop.wording.translation import tr

PAUSE_MS = 1000
_SECRET = frozenset({"users", "security"})
Typed = dict[str, str]


class SectionKeeper(QObject):
    """Of one section what this user has typed, and not yet saved."""

    def __init__(self, section: Section) -> None:
        super().__init__(section)
        self._section, self._action, self._kept = section, of_section(section.name), {}
        self._soon = later(self, PAUSE_MS, self.flush)
        edits = [*section.findChildren(QLineEdit), *section.findChildren(QPlainTextEdit)]
        is_kept = section.may_change and section.name not in _SECRET
        # Qt's own fields within others have names of their own.
        self._edits = [
            edit for edit in edits if is_kept and edit.objectName() and not edit.objectName().startswith("qt_")
        ]
        if not self._edits:
            return
        for edit in self._edits:
            (edit.textEdited if isinstance(edit, QLineEdit) else edit.textChanged).connect(self._soon.start)
        section.saved.connect(self._drop)
        office, action = section.office, self._action
        section.operations.query(
            action, lambda: next((kept for kept in office.step_drafts() if kept.action == action), None), self._offer
        )

    def flush(self) -> None:
        """Saves at once what was typed since the last time."""
        self._soon.stop()
        edited = [edit for edit in self._edits if _is_edited(edit)]
        typed = {edit.objectName(): _text(edit) for edit in edited}
        if not typed or typed == self._kept:
            return
        self._kept = typed
        boxes = {box.objectName(): box.currentText() for box in self._section.findChildren(QComboBox)}
        draft, office = StepDraft("", self._action, msgspec.json.encode((boxes, typed))), self._section.office
        self._section.operations.change(lambda: office.save_step_draft(draft), kinds=("drafts",))

    def _offer(self, kept: StepDraft | None) -> None:
        if kept is None:
            return
        boxes, typed = msgspec.json.decode(kept.content, type=tuple[Typed, Typed])
        card = Card("section-draft", tone="notice")
        go_on = Button(tr("Lanjutkan"), "section-draft-go-on")
        discard = Button(tr("Buang"), "section-draft-discard")
        card.column.addWidget(label(tr("Yang Anda ketik di bagian ini belum disimpan."), wrap=True))
        card.column.addLayout(button_row(go_on, discard))
        self._section.column.insertWidget(0, card)

        def put_back() -> None:
            for box in self._section.findChildren(QComboBox):
                if (index := box.findText(boxes.get(box.objectName(), ""))) >= 0:
                    box.setCurrentIndex(index)
            for edit in self._edits:
                if (text := typed.get(edit.objectName())) is not None:
                    if isinstance(edit, QLineEdit):
                        edit.setText(text)
                        edit.setModified(True)
                    else:
                        edit.setPlainText(text)
                        edit.document().setModified(True)
            card.hide()

        go_on.clicked.connect(put_back)
        discard.clicked.connect(lambda: (card.hide(), self._drop()))
        self._section.saved.connect(card.hide)

    def _drop(self) -> None:
        self._soon.stop()
        self._kept = {}
        for edit in self._edits:
            (edit if isinstance(edit, QLineEdit) else edit.document()).setModified(False)
        office, action = self._section.office, self._action
        self._section.operations.change(lambda: office.drop_step_draft("", action), kinds=("drafts",))


def _is_edited(edit: QLineEdit | QPlainTextEdit) -> bool:
    """Whether somebody typed in it since the program filled it."""
    if isinstance(edit, QLineEdit):
        return edit.isModified() and edit.echoMode() == QLineEdit.EchoMode.Normal
    return edit.document().isModified()


def _text(edit: QLineEdit | QPlainTextEdit) -> str:
    return edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText()
