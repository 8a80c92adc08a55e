"""Pages of which one is seen."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget


class Pages(QStackedWidget):
    """The pages fill its place, whatever their height.

    Otherwise Qt would ask each page for its height at this width, whenever anything on one of them moves.
    """

    def minimumSizeHint(self) -> QSize:
        """What the page in front needs: one that was seen before makes no small window scroll."""
        page = self.currentWidget()
        return page.minimumSizeHint().expandedTo(page.minimumSize()) if page is not None else super().minimumSizeHint()

    def hasHeightForWidth(self) -> bool:
        return False
