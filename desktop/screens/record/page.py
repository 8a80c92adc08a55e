"""The layout of the screen: the head with its buttons, the form, and the column of cards beside it."""

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.lanes.operations import Operations
from desktop.office.office import Office
from desktop.office.record_words import DraftStatus, draft_words
from desktop.screens.navigate import Navigate
from desktop.screens.record.beside import Beside
from desktop.screens.record.record_form import Form
from desktop.screens.record.sealing import SealingAdvice
from desktop.screens.screen import Screen
from desktop.widgets import Button, MessageBar, PrimaryButton, ScrollArea, label
from desktop.widgets.layouts import column_of, in_column, row_of
from desktop.widgets.theme import SPACE_L, SPACE_M, look
from desktop.wording.translation import tr

BESIDE_SHARE, BESIDE_MOST = 0.31, 356
SCROLL_BAR = 14


class RecordPage(Screen):
    """The widgets of the screen, in the order in which Tab goes through them; the form's are built in `parts`."""

    def __init__(self, operations: Operations, office: Office, navigate: Navigate) -> None:
        super().__init__("record", operations, office, navigate)
        self._draft = DraftStatus()
        self.status = label("", "muted", "record-about", wrap=True)
        self.cancel = Button(tr("Batal"), "record-cancel")
        self.print = Button(tr("Simpan & cetak tanda terima"), "record-print", keys="Ctrl+P")
        self.save = PrimaryButton(tr("Simpan"), "record-save", keys="Ctrl+S")
        title = column_of(label(tr("Catat pengaduan"), "title", "record-title"), self.status, space=0)
        buttons = [(button, 0, Qt.AlignmentFlag.AlignVCenter) for button in (self.cancel, self.print, self.save)]
        head = row_of((title, 1), *buttons, space=SPACE_M)
        self.messages = MessageBar(name="record-message")
        self.form, self.beside = Form(operations), Beside()
        self.advice = SealingAdvice()
        self.form_area = _scroll(self.form, "record-scroll", tr("Catat pengaduan"))
        self._side = _scroll(self.beside, "record-side", tr("Samping isian"))
        column_of(
            head,
            self.messages.place,
            self.advice,
            (row_of((self.form_area, 1), self._side, space=SPACE_M), 1),
            space=SPACE_M,
            of=self,
            margins=(22, SPACE_L, 22, 18),
        )

    def parts(self) -> Iterator[None]:
        """Each in a turn of the event loop of its own: all at once would make the window wait."""
        yield from self.form.parts()
        self.enter_at(self.form.body)
        last = self.form.line("longitude")
        for button in (self.save, self.print, self.cancel):
            QWidget.setTabOrder(last, button)
            last = button

    def show_draft(self, **changes: object) -> None:
        """Something else is to be said under the title."""
        self._draft = replace(self._draft, **changes)  # type: ignore[arg-type]
        self.status.setText(draft_words(self._draft))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        least = self.beside.least_width() + SCROLL_BAR
        self._side.setFixedWidth(max(least, min(look.px(BESIDE_MOST), round(self.width() * BESIDE_SHARE))))


def _scroll(inside: QWidget, name: str, spoken: str) -> QScrollArea:
    # A holder, for the stylesheet makes what stands directly in a scroll area transparent.
    return ScrollArea(in_column(inside), name, spoken)
