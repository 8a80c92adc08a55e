"""The buttons of the steps that are allowed now, in one line; what has no room there is in the menu."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from complaints.workflow import Action
from desktop.office.case import Case
from desktop.office.step_order import arrange, button_words
from desktop.widgets import Button, FlowLayout, PrimaryButton, named
from desktop.widgets.layouts import column_of, take_out
from desktop.widgets.menus import Entry, open_under, passing_menu
from desktop.widgets.theme import SPACE_S
from desktop.wording import names
from desktop.wording.paper_names import CASE_KINDS, case_name
from desktop.wording.translation import tr

KEYS: dict[Action, str] = {"forward": "Ctrl+D", "note": "Ctrl+K"}
PRIMARY_KEY, MENU_KEY, PRINT_KEY = "Ctrl+T", "Ctrl+M", "Ctrl+P"


class ActionBar(QWidget):
    """`step_asked` names a step, `print_asked` one of the case's papers."""

    step_asked = Signal(str)
    lapor_asked = Signal()
    print_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        named(self, "case-actions", tr("Langkah"))
        buttons = QWidget()
        self._flow = FlowLayout(buttons, SPACE_S)
        column_of(buttons, of=self)
        self._arranged: tuple[object, ...] = ()
        self._beside: list[tuple[Button, QAction]] = []  # each with its entry in the menu
        self._menu_button: Button | None = None
        self.primary: Button | None = None
        self.menu = named(QMenu(self), "case-menu", tr("Langkah lain"))
        self._has_supporters = False

    def show_case(self, case: Case) -> None:
        self._has_supporters = bool(case.complaint.supporters)
        arranged = arrange(case.complaint.stage, case.actions, owes_word=case.owed is not None)
        if arranged == self._arranged:
            return
        self._arranged = arranged
        # Without this every button that is shown lays out the whole case again.
        self._flow.setEnabled(False)
        self._clear()
        primary, beside, menu = arranged
        if primary is not None:
            self.primary = PrimaryButton(names.action_button(primary), f"action-{primary}", keys=PRIMARY_KEY)
            self._add_step(self.primary, primary)
        for action in beside:
            button = Button(button_words(action), f"action-{action}", keys=KEYS.get(action, ""))
            self._add_step(button, action)
            self._beside.append((button, self._add_to_menu(action)))
        paper = Button(tr("Cetak ▾"), "case-print", keys=PRINT_KEY)
        paper.setAccessibleName(tr("Cetak dokumen pengaduan ini"))
        self._add(paper, lambda: self._open_papers(paper))
        if menu or beside:
            self._add_menu_button(case, menu)
        self._flow.setEnabled(True)
        self._fit()
        self.updateGeometry()

    def _open_papers(self, button: Button) -> None:
        kinds = [kind for kind in CASE_KINDS if kind != "support" or self._has_supporters]
        entries = [Entry(f"{case_name(kind)}…", partial(self.print_asked.emit, kind)) for kind in kinds]
        open_under(button, passing_menu(self, "case-papers", entries))

    def _add_menu_button(self, case: Case, menu: tuple[Action, ...]) -> None:
        button = Button("···", "case-more", keys=MENU_KEY)
        button.setAccessibleName(tr("Langkah lain"))
        button.setToolTip(tr("Langkah lain ({keys})", keys=MENU_KEY))
        self._menu_button = button
        self._add(button, lambda: open_under(button, self.menu))
        for action in menu:
            self._add_to_menu(action)
        if "correct" in case.actions:
            self.menu.addSeparator()
            self.menu.addAction(tr("Input ke SP4N-LAPOR…")).triggered.connect(self.lapor_asked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As many steps beside the first one as there is room for; the last ones give way to the menu."""
        room = self.width() + SPACE_S - sum(button.sizeHint().width() + SPACE_S for button in self._buttons())
        visible = len(self._beside)
        while room < 0 and visible:
            visible -= 1
            room += self._beside[visible][0].sizeHint().width() + SPACE_S
        for place, (button, entry) in enumerate(self._beside):
            button.setVisible(place < visible)
            entry.setVisible(place >= visible)
        if self._menu_button is not None:
            self._menu_button.setVisible(any(entry.isVisible() for entry in self.menu.actions()))

    @property
    def last(self) -> QWidget:
        """What Tab comes to last."""
        return next((button for button in reversed(self._buttons()) if button.isVisibleTo(self)), self)

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
        self._menu_button = None
        for entry in self.actions():
            self.removeAction(entry)
        self.menu.clear()
        for button in self._buttons():
            take_out(self._flow, button)

    def _add_step(self, button: Button, action: Action) -> None:
        button.setProperty("action", action)
        self._add(button, lambda: self.step_asked.emit(action))

    def _add(self, button: Button, act: Callable[[], None]) -> None:
        button.clicked.connect(act)
        self._flow.addWidget(button)
        button.show()

    def _add_to_menu(self, action: Action) -> QAction:
        entry = self.menu.addAction(button_words(action))
        entry.setData(action)
        if action in KEYS:
            entry.setShortcut(QKeySequence(KEYS[action]))
        entry.triggered.connect(lambda: self.step_asked.emit(action))
        # Added to the bar as well, so that its key works while the menu is closed.
        self.addAction(entry)
        return entry
