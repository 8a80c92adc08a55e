"""Pages of which one is seen."""

from PySide6.QtWidgets import QStackedWidget


class Pages(QStackedWidget):
    """Its pages fill the place that it is given.

    Qt would ask all of them how high they want to be for its width, whenever anything on one of them moves.
    """

    def hasHeightForWidth(self) -> bool:
        return False
