"""A field of a form: its label above, the editor, and one line below that helps or says what is wrong."""

from typing import Generic, TypeVar

from PySide6.QtWidgets import QLabel, QWidget

from desktop.widgets.card import label
from desktop.widgets.layouts import column_of
from desktop.widgets.qt_numbers import PLAIN_TEXT
from desktop.widgets.theme import SPACE_XS, look, restyle

Editor = TypeVar("Editor", bound=QWidget, covariant=True)


class FormField(QWidget, Generic[Editor]):
    """`editor` gets the `name`, for tests, and the title and the error as what a screen reader says."""

    def __init__(
        self,
        title: str,
        editor: Editor,
        name: str,
        *,
        required: bool = False,
        hint: str = "",
    ) -> None:
        super().__init__()
        self.setObjectName(f"field-{name}")
        self.editor = editor
        self._title, self._required, self._hint, self._error = title, required, hint, ""
        self.label = QLabel()
        self.label.setProperty("role", "field")
        self.label.setBuddy(editor)
        editor.setObjectName(name)
        editor.setAccessibleName(title)
        self.below = label(hint, "hint", f"{name}-below", wrap=True, plain=bool(hint))
        column_of(self.label, editor, self.below, space=SPACE_XS, of=self)
        self.below.setVisible(bool(hint))
        self._show_title()
        look.changed.connect(self._show_title)

    def _show_title(self) -> None:
        safe = self._title.replace("&", "&amp;").replace("<", "&lt;")
        star = f' <span style="color:{look.colours.danger_pair.ink}">*</span>' if self._required else ""
        self.label.setText(safe + star)

    def set_title(self, title: str) -> None:
        self._title = title
        self.editor.setAccessibleName(title)
        self._show_title()

    def set_required(self, required: bool) -> None:
        self._required = required
        self._show_title()

    def set_hint(self, text: str) -> None:
        """Help under the field, shown as long as there is no error."""
        self._hint = text
        self._show_below()

    def set_error(self, sentence: str) -> None:
        """What is wrong with the typed text, in a plain sentence; '' when nothing is."""
        marked = bool(self._error)
        self._error = sentence
        self._show_below()
        self.editor.setAccessibleDescription(sentence or self._hint)
        if bool(sentence) != marked:
            restyle(self.editor, "wrong", "true" if sentence else "false")

    def _show_below(self) -> None:
        text, role = (f"⚠ {self._error}", "error") if self._error else (self._hint, "hint")
        if text == self.below.text():
            return
        self.below.setProperty("textFormat", PLAIN_TEXT)
        self.below.setText(text)
        self.below.setVisible(bool(text))
        restyle(self.below, "role", role)
