"""The fields of one complaint, each with a button that copies it; Alt+1…7 do the same from anywhere."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QScrollArea, QWidget

from complaints.lapor_form import LaporFormField
from desktop.widgets import Button, label, named
from desktop.widgets.grid import grid_of
from desktop.widgets.text_box import text_box
from desktop.widgets.theme import SPACE_M, SPACE_S, look
from desktop.wording.translation import tr

TALL, TALL_HEIGHT = frozenset({"body"}), 120


class LaporFields(QScrollArea):
    """`copied` with the title of the field that is now on the clipboard."""

    copied = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        named(self, "lapor-fields", tr("Isian untuk SP4N-LAPOR!"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.buttons: list[Button] = []
        self._fields: tuple[LaporFormField, ...] = ()

    def show_fields(self, fields: tuple[LaporFormField, ...]) -> None:
        self._fields = fields
        self.buttons = []
        inside = QWidget()
        grid = grid_of(spaces=(SPACE_M, SPACE_S), stretch=(1,), of=inside)
        grid.setContentsMargins(0, 0, SPACE_M, 0)
        for row, field in enumerate(fields):
            grid.addWidget(label(field.title, "field"), row * 2, 0)
            box = text_box(field.text) if field.name in TALL else QLineEdit(field.text)
            named(box, f"lapor-{field.name}", field.title)
            box.setReadOnly(True)
            if isinstance(box, QPlainTextEdit):
                grid.setRowMinimumHeight(row * 2 + 1, look.px(TALL_HEIGHT))
            else:
                box.setCursorPosition(0)
            grid.addWidget(box, row * 2 + 1, 0)
            button = Button(tr("Salin"), f"lapor-copy-{field.name}", keys=f"Alt+{row + 1}")
            button.setAccessibleName(tr("Salin {field}", field=field.title))
            button.setEnabled(bool(field.text))
            button.clicked.connect(lambda _=False, row=row: self.copy(row))
            grid.addWidget(button, row * 2 + 1, 1)
            self.buttons.append(button)
        grid.setRowStretch(len(fields) * 2, 1)
        self.setWidget(inside)

    def copy(self, row: int) -> None:
        """The field goes to the clipboard, and the keyboard to the next field's button."""
        QGuiApplication.clipboard().setText(self._fields[row].text)
        self.buttons[row].setText(tr("✓ Disalin"))
        if row + 1 < len(self.buttons):
            self.buttons[row + 1].setFocus()
        self.copied.emit(self._fields[row].title)
