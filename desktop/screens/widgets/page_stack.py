"""Pages of which one is seen."""

from PySide6.QtWidgets import QStackedWidget


class Pages(QStackedWidget):
    """The pages fill its place, whatever their height.

    Otherwise Qt would ask each page for its height at this width, whenever anything on one of them moves.
    """

    def hasHeightForWidth(self) -> bool:
        return False
