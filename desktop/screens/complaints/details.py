"""What else is recorded of a complaint, opened by a click."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.office.case import Case
from desktop.office.office import Office
from desktop.widgets import label
from desktop.widgets.grid import grid_of
from desktop.widgets.layouts import clear
from desktop.widgets.theme import SPACE_M, SPACE_XS
from desktop.wording.case_facts import facts


class Details(QWidget):
    """Filled when they are opened: whoever goes from case to case seldom opens them."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._unshown: Case | None = None
        self.setObjectName("case-facts")
        self._grid = grid_of(spaces=(SPACE_M, SPACE_XS), stretch=(0, 1), of=self)
        self._grid.setContentsMargins(0, SPACE_XS, 0, SPACE_XS)
        self.hide()

    def show_case(self, case: Case) -> None:
        self._unshown = case
        if self.isVisible():
            self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        self._fill()
        super().showEvent(event)

    def _fill(self) -> None:
        case, self._unshown = self._unshown, None
        if case is None:
            return
        clear(self._grid)
        office = self._office
        rows = facts(case.complaint, office.categories, office.today(), people=case.identity_shown)
        for row, (name, text) in enumerate(rows):
            value = label(text, name="case-fact", wrap=True, selectable=True)
            value.setAccessibleName(f"{name}: {text}")
            self._grid.addWidget(label(name, "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, row, 1)
