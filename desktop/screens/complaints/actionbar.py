"""The buttons of the steps that are allowed now, and only of those: in one line, what has no room there is in the menu."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from complaints.workflow import Action
from desktop.office.case import Case
from desktop.screens.complaints.step_order import KEYS, MENU_KEY, PRIMARY_KEY, PRINT_KEY, arrange
from desktop.screens.theme import SPACE_S
from desktop.screens.widgets import Button, FlowLayout, PrimaryButton
from desktop.screens.widgets.layouts import column_of
from desktop.wording import names
from desktop.wording.paper_names import CASE_KINDS, case_name
from desktop.wording.translation import tr

_MORE_WORDS = frozenset(
    {"forward", "return", "archive", "correct", "erase", "reopen", "attach", "support", "decline", "contact", "rate"}
)


class ActionBar(QWidget):
    """`asked` names a step, `print_asked` one of the case's papers."""

    asked = Signal(str)
    lapor_asked = Signal()
    print_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("case-actions")
        self.setAccessibleName(tr("Langkah"))
        self._held = QWidget()
        self._flow = FlowLayout(self._held, SPACE_S)
        column_of(self._held, of=self)
        self._shown: tuple[object, ...] = ()
        self._beside: list[tuple[Button, QAction]] = []
        self._more: Button | None = None
        self.primary: Button | None = None
        self.menu = QMenu(self)
        self.menu.setObjectName("case-menu")
        self.papers = QMenu(self)
        self.papers.setObjectName("case-papers")
        for kind in CASE_KINDS:
            entry = self.papers.addAction(f"{case_name(kind)}…")
            entry.setData(kind)
            entry.triggered.connect(lambda _=False, kind=kind: self.print_asked.emit(kind))

    def show_case(self, case: Case) -> None:
        arranged = arrange(case.complaint.stage, case.actions)
        if arranged == self._shown:
            return
        self._shown = arranged
        # Each button shown would else lay out the whole case anew.
        self._flow.setEnabled(False)
        self._clear()
        primary, beside, menu = arranged
        if primary is not None:
            self.primary = PrimaryButton(names.action_button(primary), f"action-{primary}", keys=PRIMARY_KEY)
            self._add(self.primary, primary)
        for action in beside:
            button = Button(_word(action), f"action-{action}", keys=KEYS.get(action, ""))
            self._add(button, action)
            self._beside.append((button, self._add_to_menu(action)))
        paper = Button(tr("Cetak ▾"), "case-print", keys=PRINT_KEY)
        paper.setAccessibleName(tr("Cetak dokumen pengaduan ini"))
        paper.clicked.connect(lambda: self._open(self.papers, paper))
        self._flow.addWidget(paper)
        paper.show()
        if menu or beside:
            more = Button("···", "case-more", keys=MENU_KEY)
            more.setAccessibleName(tr("Langkah lain"))
            more.setToolTip(tr("Langkah lain ({keys})", keys=MENU_KEY))
            more.clicked.connect(lambda: self._open(self.menu, more))
            self._flow.addWidget(more)
            self._more = more
            for action in menu:
                self._add_to_menu(action)
            if "correct" in case.actions:
                self.menu.addSeparator()
                self.menu.addAction(tr("Input ke SP4N-LAPOR…")).triggered.connect(self.lapor_asked)
        self._flow.setEnabled(True)
        self._fit()
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As many steps beside the first one as there is room for; the last ones give way to the menu."""
        if not self._shown:
            return
        buttons = self._buttons()
        room = self.width() + SPACE_S - sum(one.sizeHint().width() + SPACE_S for one in buttons)
        moved = 0
        while room < 0 and moved < len(self._beside):
            moved += 1
            room += self._beside[-moved][0].sizeHint().width() + SPACE_S
        kept = len(self._beside) - moved
        for place, (button, entry) in enumerate(self._beside):
            button.setVisible(place < kept)
            entry.setVisible(place >= kept)
        if self._more is not None:
            self._more.setVisible(any(entry.isVisible() for entry in self.menu.actions()))

    def offered(self) -> set[str]:
        """Every step that can be taken from here."""
        return {str(button.property("action")) for button in self._buttons() if button.property("action")} | {
            str(entry.data()) for entry in self.menu.actions() if entry.data()
        }

    def _buttons(self) -> list[Button]:
        items = (self._flow.itemAt(i) for i in range(self._flow.count()))
        return [widget for item in items if item and isinstance(widget := item.widget(), Button)]

    def _clear(self) -> None:
        self.primary = None
        self._beside = []
        self._more = None
        for entry in self.actions():
            self.removeAction(entry)
        self.menu.clear()
        for button in self._buttons():
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()

    def _add(self, button: Button, action: Action) -> None:
        button.setProperty("action", action)
        button.clicked.connect(lambda: self.asked.emit(action))
        self._flow.addWidget(button)
        button.show()

    def _add_to_menu(self, action: Action) -> QAction:
        entry = self.menu.addAction(_word(action))
        entry.setData(action)
        if action in KEYS:
            entry.setShortcut(QKeySequence(KEYS[action]))
        entry.triggered.connect(lambda: self.asked.emit(action))
        # Of the bar too, so that its key works while the menu is shut.
        self.addAction(entry)
        return entry

    def _open(self, menu: QMenu, button: Button) -> None:
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))
        if menu.actions():
            menu.setActiveAction(menu.actions()[0])


def _word(action: Action) -> str:
    """A step that asks for more before anything happens ends in '…'."""
    return names.action_button(action) + ("…" if action in _MORE_WORDS else "")
