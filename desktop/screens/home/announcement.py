"""What the district announces, until somebody says to have read it, and of what it reminded below a kecamatan: over what needs doing."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from desktop.office.reminded_below import RemindedBelow
from desktop.widgets import Button, Card, label
from desktop.widgets.layouts import column_of, row_of
from desktop.widgets.theme import SPACE_M
from desktop.wording import announced
from desktop.wording.translation import tr
from sync.messages import Announcement


class RemindedCard(Card):
    """At a kecamatan: which complaints below it the district reminded of. Hidden where there are none."""

    def __init__(self) -> None:
        super().__init__("reminded-below", tone="notice", space=SPACE_M)
        self.title, self.text = label("", "heading"), label("", name="reminded-below-lines", wrap=True, selectable=True)
        self.column.addLayout(column_of(self.title, self.text))
        self.hide()

    def show_reminded(self, reminded: RemindedBelow) -> None:
        self.title.setText(reminded.heading)
        self.text.setText("\n".join(reminded.lines))
        self.setAccessibleName(reminded.heading)
        self.setVisible(bool(reminded.heading))


class AnnouncementCard(Card):
    """Hidden while there is nothing to read; of several the newest stands on it. `read(number)`."""

    read = Signal(int)

    def __init__(self) -> None:
        super().__init__("announcement", tone="notice", space=SPACE_M)
        self.title, self.text = label("", "heading"), label("", name="announcement-text", wrap=True, selectable=True)
        self.read_button = Button(tr("Sudah dibaca"), "announcement-read", clicked=self._read)
        self.column.addLayout(row_of((column_of(self.title, self.text), 1), self.read_button, space=SPACE_M))
        self._number = 0
        self.hide()

    def show_unread(self, unread: Sequence[Announcement]) -> None:
        self.setVisible(bool(unread))
        if unread:
            self._number = unread[0].number
            self.title.setText(announced.title(unread[0].day, len(unread) - 1))
            self.text.setText(unread[0].text)
            self.setAccessibleName(f"{self.title.text()} {unread[0].text}")

    def _read(self) -> None:
        self.read.emit(self._number)
