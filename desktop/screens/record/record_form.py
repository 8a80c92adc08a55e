"""The record form: shows a draft in its fields, reads them again, and shows the faults under them."""

from collections.abc import Iterable, Iterator

from msgspec import structs
from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from complaints import typed_values
from complaints.draft import Problem
from complaints.events import Location
from complaints.fields import PERSON
from complaints.place_names import PARTS
from desktop.lanes.operations import Operations
from desktop.office.record_words import privacy_note
from desktop.office.typed_draft import EMPTY, TypedDraft, harmless
from desktop.screens.record.form_fields import FormFields
from desktop.store.place_names import PlacesOffered
from desktop.widgets import ChoiceEdit, show_text
from desktop.widgets.editors import MaskedEdit
from desktop.wording.translation import tr, tr_count, tr_phrase

HIDDEN_WHEN_ANONYMOUS = tuple(field.name for field in PERSON if not field.kept_when_anonymous)


class Form(FormFields):
    """`edited` comes whenever what is typed changes, `sealing` with whether the complaint is to be sealed."""

    edited = Signal()
    sealing = Signal(bool)

    def __init__(self, operations: Operations) -> None:
        super().__init__(operations)
        self._faults: dict[str, str] = {}
        self.dismissed: tuple[str, ...] = ()
        self._title_own = False
        self._quiet = False
        self.setAcceptDrops(True)
        self._dusun = QStringListModel(self)
        self._places = PlacesOffered()

    def parts(self) -> Iterator[None]:
        yield from super().parts()
        completer = QCompleter(self._dusun, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        self.line("dusun").setCompleter(completer)
        for part in PARTS:
            self.line(part).editingFinished.connect(self._name_places)
            self.line(part).editingFinished.connect(self._changed)
        self._listen()

    def _listen(self) -> None:
        for row in (self.kind, self.channel, self.sex, self.switches, self.supervisory):
            row.changed.connect(self._changed)
        for edit in (self.body, self.expectation):
            edit.textChanged.connect(self._changed)
            edit.files_inserted.connect(self.files.take)
        for name, field in self.fields.items():
            if isinstance(field.editor, QLineEdit):
                field.editor.textEdited.connect(self._title_changed if name == "title" else self._changed)
            elif isinstance(field.editor, ChoiceEdit):
                field.editor.activated.connect(self._changed)
        self.title.editingFinished.connect(self._title_left)
        for picker in (self.received, self.occurred, self.category):
            picker.chosen.connect(self._changed)
        self.line("latitude").editingFinished.connect(self.settle)
        self.switches.changed.connect(self._show_privacy)

    # What is typed ---------------------------------------------------------------------------------------------------

    def typed(self) -> TypedDraft:
        anonymous = self.switches.on("anonymous")
        lines: dict[str, str] = {}
        for name, field in self.fields.items():
            if isinstance(field.editor, MaskedEdit | ChoiceEdit):
                lines[name] = harmless(field.editor.value())
            elif isinstance(field.editor, QLineEdit):
                lines[name] = harmless(field.editor.text())
        if anonymous:
            lines |= dict.fromkeys(HIDDEN_WHEN_ANONYMOUS, "")
        return TypedDraft(
            kind=self.kind.value(),
            channel=self.channel.value(),
            body=harmless(self.body.toPlainText()),
            expectation=harmless(self.expectation.toPlainText()),
            title_own=self._title_own,
            supervisory=self.supervisory.on("supervisory"),
            anonymous=anonymous,
            confidential=self.switches.on("confidential"),
            sealed=self.switches.on("sealed"),
            sex=self.sex.value(),
            dismissed=self.dismissed,
            **lines,
        )

    def fill(self, typed: TypedDraft) -> None:
        """Shows this draft, without `edited`."""
        self._quiet = True
        for name, value in structs.asdict(typed).items():
            editor = self.fields[name].editor if name in self.fields else None
            if isinstance(editor, MaskedEdit | ChoiceEdit):
                editor.set_value(value)
            elif isinstance(editor, QLineEdit):
                editor.setText(value)
        self.body.go_on_with(typed.body)
        self.expectation.go_on_with(typed.expectation)
        self.kind.set_value(typed.kind)
        self.channel.set_value(typed.channel)
        self.sex.set_value(typed.sex)
        self.supervisory.set_on("supervisory", typed.supervisory)
        for name in ("anonymous", "confidential", "sealed"):
            self.switches.set_on(name, getattr(typed, name))
        self._title_own, self.dismissed = typed.title_own, typed.dismissed
        self._show_privacy()
        self._quiet = False

    def clear(self) -> None:
        self.fill(EMPTY)
        self.received.set_day(self.received.today)
        self.category.suggest("")
        self._faults.clear()
        for name in self.fields:
            self.say(name, "")
        self.files.set_files([])

    def suggest_title(self, title: str) -> None:
        """Shows this title as long as the officer has written none."""
        if not self._title_own and self.title.text() != title:
            self.title.setText(title)
            self.title.setCursorPosition(0)

    def set_places(self, offered: PlacesOffered) -> None:
        """The places that complaints have named before, to complete what is typed."""
        self._places = offered
        self._dusun.setStringList(offered.dusun)

    def _name_places(self) -> None:
        """What was typed of a place, as the register has it."""
        lines = {part: self.line(part) for part in PARTS}
        place = Location(lines["dusun"].text(), lines["rt"].text(), lines["rw"].text())
        for part, name in structs.asdict(self._places.names.location(place)).items():
            if part in lines and lines[part].text() != name:
                lines[part].setText(name)

    @property
    def title_own(self) -> bool:
        return self._title_own

    def _changed(self) -> None:
        if not self._quiet:
            self.edited.emit()

    def _title_changed(self, text: str) -> None:
        self._title_own = bool(text.strip())
        self._changed()

    def _title_left(self) -> None:
        if not self.title.hasFocus():
            self.title.setCursorPosition(0)

    def settle(self) -> None:
        """Puts latitude and longitude, pasted together from a map, into their two fields."""
        parts = typed_values.pair(self.line("latitude").text())
        if parts is not None:
            self.line("latitude").setText(parts[0])
            self.line("longitude").setText(parts[1])
            self._changed()

    def _show_privacy(self) -> None:
        anonymous = self.switches.on("anonymous")
        for name in HIDDEN_WHEN_ANONYMOUS:
            self.fields[name].setVisible(not anonymous)
        sealed = self.switches.on("sealed")
        note = privacy_note(
            anonymous=anonymous,
            confidential=self.switches.on("confidential"),
            sealed=sealed,
            can_seal=self.switches.chips["sealed"].isEnabled(),
        )
        show_text(self.privacy_note, note)
        self.fields["category"].set_required(not sealed)
        self.sealing.emit(sealed)

    def set_sealing(self, *, possible: bool) -> None:
        """`possible` when there is a key to seal with; else the chip is off, and the note below says why.

        If it is chosen already, it stays so and saving is refused: a text to be sealed never becomes a draft by itself.
        """
        chip = self.switches.chips["sealed"]
        chip.setEnabled(possible or chip.isChecked())
        self._show_privacy()

    # Faults ----------------------------------------------------------------------------------------------------------

    def show_news(
        self, news: dict[str, str], problems: Iterable[Problem], *, also: frozenset[str] = frozenset()
    ) -> None:
        """Shows good news and faults under their fields. In the field with the keyboard a fault is a hint, unless `also` names it."""
        faults: dict[str, Problem] = {}
        for problem in problems:
            faults.setdefault(problem.field, problem)
        for name, field in self.fields.items():
            problem = faults.get(name)
            quiet = problem is not None and name not in also and field.editor.hasFocus()
            self._faults[name] = tr_phrase(problem.phrase) if problem and not quiet else ""
            if name in ("body", "title", "category"):
                field.set_error(self._faults[name])
            else:
                self.say(name, tr_phrase(problem.phrase) if problem and quiet else news.get(name, ""))
        self.sealed_field.setVisible("sealed" in faults)
        if "attachments" in faults:
            self.files.field.set_error(tr_phrase(faults["attachments"].phrase))

    def count(self, typed: TypedDraft) -> None:
        """Shows how long the text is, and whether the title is a suggestion."""
        hint = tr_count("{count} karakter", count=len(typed.body)) if typed.body else ""
        if typed.body.strip() and not typed.title_own and typed.title:
            hint += " · " + tr("perihal disarankan dari isi")
        self.say("body", hint)

    def say(self, name: str, hint: str) -> None:
        """Shows a hint under a field; a fault that is there stays."""
        self.fields[name].set_hint(hint)
        self.fields[name].set_error(self._faults.get(name, ""))

    def focus_on(self, name: str) -> None:
        """Puts the cursor into the field of a fault."""
        target: QWidget | None = None
        if name in self.fields:
            target = self.fields[name].editor
        if name == "sealed":
            target = self.switches.chips["sealed"]
        elif name in ("attachments", "file"):
            target = self.files.line
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            if isinstance(target, QLineEdit):
                target.selectAll()

    # Files -----------------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.files.accept_drag(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.files.accept_drop(event)
