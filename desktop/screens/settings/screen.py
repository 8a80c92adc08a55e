"""The settings: sections in a list at the left, the chosen one at the right, confirmations above."""

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedWidget

from desktop.lanes.operations import Operations
from desktop.office.office import Office
from desktop.screens.navigate import Goto, Navigate
from desktop.screens.screen import Screen
from desktop.screens.settings.section import Section, SectionContext
from desktop.screens.settings.section_keeping import SectionKeeper
from desktop.widgets import Card, MessageBar, ScrollArea, TaskRow, label, named
from desktop.widgets.layouts import column_of, row_of
from desktop.widgets.lists import RowHeight
from desktop.widgets.message import MessageTone
from desktop.widgets.theme import SPACE_L, SPACE_M, SPACE_S, look
from desktop.window.lazy_class import LazyClass
from desktop.wording import settings_explanations
from desktop.wording.settings_sections import SectionWords, section_words
from desktop.wording.translation import tr, tr_count


class SectionEntry(NamedTuple):
    name: str
    words: SectionWords
    section: LazyClass


def sections() -> list[SectionEntry]:
    """Each is loaded and built when it is first opened: 'office' is `OfficeSection` in office_section.py."""
    return [
        SectionEntry(name, words, LazyClass(f"desktop.screens.settings.{name}_section", f"{name.capitalize()}Section"))
        for name, words in section_words().items()
    ]


class SettingsScreen(Screen):
    def __init__(self, operations: Operations, office: Office, navigate: Navigate) -> None:
        super().__init__("settings", operations, office, navigate)
        self._around = SectionContext(operations, office, self.say, self.rules_changed, navigate=navigate)
        self._sections: dict[int, Section] = {}
        self._keepers: list[SectionKeeper] = []
        self._areas: dict[int, ScrollArea] = {}
        self._entries = sections()
        self._build()
        operations.changed.connect(self._refresh)
        look.changed.connect(self._measure)
        self.list.setCurrentRow(0)

    # What the window calls -------------------------------------------------------------------------------------------

    def shown(self) -> None:
        section = self._sections.get(self.list.currentRow())
        if section is not None:
            section.reload()

    def go(self, goto: Goto) -> None:
        """`action` names a section: Goto("settings", action="backup"); `file` is one for it to open."""
        for row, entry in enumerate(self._entries):
            if entry.name == goto.action:
                self.list.setCurrentRow(row)
                if goto.file is not None:
                    self._sections[row].open_file(goto.file)

    def here(self) -> Goto:
        return Goto("settings", action=self._entries[max(self.list.currentRow(), 0)].name)

    def leave(self) -> None:
        for keeper in self._keepers:
            keeper.flush()
        for section in self._sections.values():
            section.leave()

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.messages = MessageBar(name="settings-message")
        self.refreshing = TaskRow(self._operations, "refresh-deadlines")
        self.list = named(_SectionList(self._enter_section), "settings-sections", tr("Bagian pengaturan"))
        RowHeight(self.list, 34)
        for entry in self._entries:
            item = QListWidgetItem(entry.words.title)
            item.setData(Qt.ItemDataRole.UserRole, entry.name)
            self.list.addItem(item)
        self.list.currentRowChanged.connect(self._open)
        self._list_card = Card("settings-list-card", space=SPACE_S)
        self._list_card.column.addWidget(self.list)
        self.stack = QStackedWidget()
        column_of(
            label(tr("Pengaturan"), "title", "settings-title"),
            self.messages.place,
            self.refreshing,
            (row_of(self._list_card, (self.stack, 1), space=SPACE_L), 1),
            space=SPACE_M,
            of=self,
            margins=(22, SPACE_L, 22, SPACE_L),
        )
        self.enter_at(self.list)
        self._measure()

    def _measure(self) -> None:
        self._list_card.setFixedWidth(look.px(190))

    def _open(self, row: int) -> None:
        if row < 0:
            return
        if row not in self._sections:
            entry = self._entries[row]
            title, sentence = entry.words
            around = replace(self._around, name=entry.name, title=title, sentence=sentence)
            section: Section = entry.section.load()(around)
            self._sections[row] = section
            self._keepers.append(SectionKeeper(section))
            self._areas[row] = ScrollArea(section, f"scroll-{section.name}")
            self.stack.addWidget(self._areas[row])
        self.stack.setCurrentWidget(self._areas[row])
        self._sections[row].reload()

    def _enter_section(self) -> None:
        """Right or Enter in the list: into the section."""
        if self.list.currentRow() in self._sections:
            self.list.focusNextChild()

    # Changes and messages --------------------------------------------------------------------------------------------

    def say(self, sentence: str, tone: MessageTone = "ok") -> None:
        self.messages.say(sentence, tone)

    def _refresh(self, kinds: frozenset[str]) -> None:
        for section in self._sections.values():
            section.refresh(kinds)

    def rules_changed(self) -> None:
        """Due days in the list were reckoned by the rules before: reckon them again, with progress."""
        upkeep = self._office.upkeep

        def refresh_deadlines(changed: bool) -> None:
            if changed:
                self.refreshing.start(
                    tr("Tenggat dihitung ulang menurut aturan baru…"),
                    upkeep.refresh_deadlines,
                    self._confirm_deadlines,
                    failed=lambda sentence: self.say(sentence, "danger"),
                    stopped=lambda: self.say(settings_explanations.deadlines_half_done(), "warning"),
                    kinds=("complaints",),
                )

        self._operations.query("rules-changed", upkeep.rules_changed, refresh_deadlines)

    def _confirm_deadlines(self, count: int) -> None:
        if count:
            self.say(tr_count("Aturan tersimpan; tenggat {count} pengaduan sudah dihitung ulang.", count=count))
        # Another rule may have been changed meanwhile.
        self.rules_changed()


class _SectionList(QListWidget):
    def __init__(self, enter: Callable[[], None]) -> None:
        super().__init__()
        self._enter = enter

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right):
            self._enter()
        else:
            super().keyPressEvent(event)
