"""The settings: sections in a list at the left, the chosen one at the right, confirmations above."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.office.office import Office
from desktop.screens.navigate import Goto, Navigate
from desktop.screens.operations import Operations
from desktop.screens.settings.row_heights import RowHeight
from desktop.screens.settings.section import Section, Surroundings
from desktop.screens.theme import SPACE_L, SPACE_M, SPACE_S, look
from desktop.screens.widgets import Card, MessageBar, label
from desktop.screens.widgets.message import MessageTone
from desktop.screens.widgets.task_row import TaskRow
from desktop.wording.translation import tr

Make = Callable[[Surroundings], Section]


def _office(around: Surroundings) -> Section:
    from desktop.screens.settings.office_section import OfficeSection

    return OfficeSection(around)


def _documents(around: Surroundings) -> Section:
    from desktop.screens.settings.documents_section import DocumentsSection

    return DocumentsSection(around)


def _users(around: Surroundings) -> Section:
    from desktop.screens.settings.users_section import UsersSection

    return UsersSection(around)


def _categories(around: Surroundings) -> Section:
    from desktop.screens.settings.categories_section import CategoriesSection

    return CategoriesSection(around)


def _texts(around: Surroundings) -> Section:
    from desktop.screens.settings.texts_section import TextsSection

    return TextsSection(around)


def _calendar(around: Surroundings) -> Section:
    from desktop.screens.settings.calendar_section import CalendarSection

    return CalendarSection(around)


def _policy(around: Surroundings) -> Section:
    from desktop.screens.settings.policy_section import PolicySection

    return PolicySection(around)


def _appearance(around: Surroundings) -> Section:
    from desktop.screens.settings.appearance_section import AppearanceSection

    return AppearanceSection(around)


def _security(around: Surroundings) -> Section:
    from desktop.screens.settings.security_section import SecuritySection

    return SecuritySection(around)


def _district(around: Surroundings) -> Section:
    from desktop.screens.settings.district_section import DistrictSection

    return DistrictSection(around)


def _backup(around: Surroundings) -> Section:
    from desktop.screens.settings.backup_section import BackupSection

    return BackupSection(around)


def _sealed(around: Surroundings) -> Section:
    from desktop.screens.settings.sealed_section import SealedSection

    return SealedSection(around)


def _check(around: Surroundings) -> Section:
    from desktop.screens.settings.check_section import CheckSection

    return CheckSection(around)


def _about(around: Surroundings) -> Section:
    from desktop.screens.settings.about_section import AboutSection

    return AboutSection(around)


def sections() -> list[tuple[str, str, Make]]:
    """The sections in their order: name, what the list says, how it is made. Each is built when it is first opened."""
    return [
        ("office", tr("Kantor"), _office),
        ("documents", tr("Dokumen"), _documents),
        ("users", tr("Pengguna"), _users),
        ("categories", tr("Kategori|semua"), _categories),
        ("texts", tr("Teks & balasan"), _texts),
        ("calendar", tr("Hari kerja & libur"), _calendar),
        ("policy", tr("Tenggat|semua"), _policy),
        ("appearance", tr("Tampilan"), _appearance),
        ("security", tr("Keamanan"), _security),
        ("sealed", tr("Aduan tersegel"), _sealed),
        ("district", tr("Kabupaten"), _district),
        ("backup", tr("Cadangan"), _backup),
        ("check", tr("Pemeriksaan"), _check),
        ("about", tr("Tentang"), _about),
    ]


class SettingsScreen(QWidget):
    def __init__(self, operations: Operations, office: Office, navigate: Navigate) -> None:
        super().__init__()
        self.setObjectName("settings")
        self._operations, self._office, self._navigate = operations, office, navigate
        self._around = Surroundings(operations, office, self.say, self.rules_changed)
        self._sections: dict[int, Section] = {}
        self._makers = sections()
        self._build()
        operations.changed.connect(self._changed)
        look.changed.connect(self._measure)
        self.list.setCurrentRow(0)

    # What the window calls -------------------------------------------------------------------------------------------

    def shown(self) -> None:
        section = self._sections.get(self.list.currentRow())
        if section is not None:
            section.shown()

    def go(self, goto: Goto) -> None:
        """`action` names a section: Goto("settings", action="backup")."""
        for row, (name, _, _) in enumerate(self._makers):
            if name == goto.action:
                self.list.setCurrentRow(row)

    def here(self) -> Goto:
        """Where one stands, to come back to it."""
        return Goto("settings", action=self._makers[max(self.list.currentRow(), 0)][0])

    def leave(self) -> None:
        for section in self._sections.values():
            section.leave()

    def take_focus(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(22, SPACE_L, 22, SPACE_L)
        page.setSpacing(SPACE_M)
        page.addWidget(label(tr("Pengaturan"), "title", "settings-title"))
        self.messages = MessageBar(name="settings-message")
        page.addWidget(self.messages.place)
        self.refreshing = TaskRow(self._operations, "refresh-deadlines")
        page.addWidget(self.refreshing)
        row = QHBoxLayout()
        row.setSpacing(SPACE_L)
        card = Card("settings-list-card", space=SPACE_S)
        self.list = _SectionList(self._enter_section)
        self.list.setObjectName("settings-sections")
        self.list.setAccessibleName(tr("Bagian pengaturan"))
        RowHeight(self.list, 34)
        for name, text, _ in self._makers:
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, name)
            self.list.addItem(item)
        self.list.currentRowChanged.connect(self._open)
        card.column.addWidget(self.list)
        self._list_card = card
        row.addWidget(card)
        self.stack = QStackedWidget()
        row.addWidget(self.stack, 1)
        page.addLayout(row, 1)
        self.setFocusProxy(self.list)
        self._measure()

    def _measure(self) -> None:
        self._list_card.setFixedWidth(look.px(190))

    def _open(self, row: int) -> None:
        if row < 0:
            return
        if row not in self._sections:
            section = self._makers[row][2](self._around)
            area = QScrollArea()
            area.setObjectName(f"scroll-{section.name}")
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setWidgetResizable(True)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setWidget(section)
            self._sections[row] = section
            self.stack.addWidget(area)
        section = self._sections[row]
        for index in range(self.stack.count()):
            area = self.stack.widget(index)
            if isinstance(area, QScrollArea) and area.widget() is section:
                self.stack.setCurrentIndex(index)
        section.shown()

    def _enter_section(self) -> None:
        """Right or Enter in the list: into the section."""
        section = self._sections.get(self.list.currentRow())
        if section is not None:
            self.list.focusNextChild()

    # What is heard and said ------------------------------------------------------------------------------------------

    def say(self, sentence: str, tone: MessageTone = "ok") -> None:
        self.messages.say(sentence, tone)

    def _changed(self, kinds: frozenset[str]) -> None:
        for section in self._sections.values():
            section.refresh(kinds)

    def rules_changed(self) -> None:
        """Due days in the list were reckoned by the rules before: reckon them again, with progress."""
        upkeep = self._office.upkeep
        self._operations.query("rules-changed", upkeep.rules_changed, self._refresh_deadlines)

    def _refresh_deadlines(self, needed: bool) -> None:
        if needed:
            self.refreshing.start(
                tr("Tenggat dihitung ulang menurut aturan baru…"),
                self._office.upkeep.refresh_deadlines,
                self._refreshed,
                failed=lambda sentence: self.say(sentence, "danger"),
                stopped=lambda: self.say(
                    tr(
                        "Perhitungan dihentikan; sebagian daftar masih memakai aturan lama. Simpan lagi untuk melanjutkan."
                    ),
                    "warning",
                ),
                kinds=("complaints",),
            )

    def _refreshed(self, count: int) -> None:
        if count:
            self.say(tr("Aturan tersimpan; tenggat {count} pengaduan sudah dihitung ulang.", count=count), "ok")
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
