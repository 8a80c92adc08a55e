"""The side bar: whose book this is, the way to every screen, and who works with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from complaints.workflow import leads_office
from desktop.preferences import title_of_office
from desktop.screens.navigate import ScreenName
from desktop.widgets import Button, PrimaryButton, SideButton, label, named, rule
from desktop.widgets.layouts import STRETCH, Gap, add_to, column_of, row_of
from desktop.widgets.theme import SPACE_M, SPACE_S, SPACE_XS, look
from desktop.wording import names
from desktop.wording.translation import tr
from desktop.wording.window_edges import lock_words

if TYPE_CHECKING:
    from desktop.office.office import Office
    from desktop.office.open_drafts import OpenDraft
    from desktop.screens.screen_table import ScreenEntry
    from desktop.store.listing import Counts

WIDTH, STRIP = 208, 30


class SideBar(QFrame):
    """`chosen` carries the name of the screen that somebody wants to go to; `folded` whether only a strip of it stays."""

    chosen = Signal(str)
    lock_asked = Signal()
    folded = Signal(bool)

    def __init__(self, office: Office, entries: dict[ScreenName, ScreenEntry]) -> None:
        super().__init__()
        named(self, "side", tr("Menu"))
        self._office, self._entries = office, entries
        self.buttons: dict[ScreenName, SideButton] = {}
        self._build()
        self._is_folded = office.layout.folded_side
        look.changed.connect(self._measure)
        self._measure()
        self.show_office()

    def _build(self) -> None:
        self._office_label = label("", "hint", "side-office", wrap=True)
        self.record = PrimaryButton(tr("Catat pengaduan"), "side-record", keys="Ctrl+N", role="accent")
        self.record.clicked.connect(lambda: self.chosen.emit("record"))
        self.draft = label(tr("draf tadi dilanjutkan"), "hint", "side-draft", wrap=True)
        self.draft.setContentsMargins(10, 2, 0, 0)  # as the entries below begin
        self.draft.hide()
        self._whole = QWidget()
        self.fold_button = Button("", "side-fold", self, role="link", clicked=self.turn)
        column_of(self._whole, space=0, of=self)
        column = column_of(
            column_of(
                label("Buku Aduan", "product", "side-product"), self._office_label, space=0, margins=(10, 0, 0, 0)
            ),
            Gap(SPACE_M),
            column_of(self.record, self.draft, space=0, margins=(2, 0, 2, 0)),
            Gap(SPACE_M - SPACE_XS),
            space=SPACE_XS,
            of=self._whole,
            margins=(10, 18, 10, 18),
        )
        titles: dict[ScreenName, str] = {
            name: entry.title
            for name, entry in self._entries.items()
            if entry.title and (not entry.leads or leads_office(self._office.user.role))
        }
        for number, (name, title) in enumerate(titles.items(), 1):
            button = SideButton(title, f"side-{name}", f"Ctrl+{number}")
            button.clicked.connect(lambda _=False, name=name: self.chosen.emit(name))
            self.buttons[name] = button
            column.addWidget(button)
        self._user_label = label("", "", "side-user", wrap=True)
        self._lock_label = label("", "hint", "side-lock-hint", wrap=True)
        self.lock = Button(tr("Kunci"), "side-lock", role="link", clicked=self.lock_asked)
        self.lock.setToolTip(tr("Kunci sekarang (Ctrl+L)"))
        add_to(
            column,
            STRETCH,
            rule(),
            row_of(
                (column_of(self._user_label, self._lock_label, space=0), 1),
                (self.lock, 0, Qt.AlignmentFlag.AlignTop),
                margins=(SPACE_M, SPACE_S, 0, 0),
            ),
        )

    def turn(self) -> None:
        """Folds it to a strip, or opens it."""
        self._is_folded = not self._is_folded
        self._measure()
        self.folded.emit(self._is_folded)

    def _measure(self) -> None:
        self._whole.setVisible(not self._is_folded)
        self.setFixedWidth(look.px(STRIP if self._is_folded else WIDTH))
        words = tr("Buka menu samping (F9)") if self._is_folded else tr("Lipat menu samping (F9)")
        self.fold_button.setText("»" if self._is_folded else "«")
        self.fold_button.setAccessibleName(words)
        self.fold_button.setToolTip(words)
        # In the corner, where the name of the product leaves room.
        self.fold_button.setGeometry(self.width() - look.px(STRIP), look.px(12), look.px(STRIP - 2), look.px(24))
        self.fold_button.raise_()

    def mark(self, name: ScreenName) -> None:
        """The entry of this screen is the one where somebody is."""
        button = self.buttons.get(self._entries[name].under or name)
        for entry in self.buttons.values():
            entry.setAutoExclusive(False)
            entry.setChecked(entry is button)
            entry.setAutoExclusive(button is not None)

    def show_drafts(self, drafts: list[OpenDraft]) -> None:
        """Whether recording goes on with what was typed before."""
        goes_on = any(draft.is_recording for draft in drafts)
        self.draft.setVisible(goes_on)
        self.record.setAccessibleDescription(self.draft.text() if goes_on else "")

    def show_counts(self, counts: Counts) -> None:
        if "desk" in self.buttons:
            self.buttons["desk"].set_count(counts.stages.get("awaiting_approval", 0))
        self.buttons["complaints"].set_count(counts.overdue + counts.due_soon)
        self.buttons["dispositions"].set_count(counts.dispositions)

    def show_office(self) -> None:
        settings, user = self._office.settings, self._office.user
        self._office_label.setText(title_of_office(settings))
        self._user_label.setText(user.name)
        self._lock_label.setText(lock_words(names.role(user.role, settings.unit_code), settings.lock_minutes))
