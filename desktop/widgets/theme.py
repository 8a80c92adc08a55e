"""The look in force: its colours and sizes, the font, and the stylesheet that every window wears."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFont

from desktop.colours import DARK, LIGHT, Colours, stylesheet
from desktop.resources import resource

if TYPE_CHECKING:
    from PySide6.QtGui import QPalette
    from PySide6.QtWidgets import QApplication, QWidget

    from desktop.preferences import ThemeName

SPACE_XS, SPACE_S, SPACE_M, SPACE_L, SPACE_XL = 4, 8, 12, 16, 24
SCREEN_MARGINS = (22, 16, 22, 18)
FAMILY = "Inter"


class Look(QObject):
    """What is in force now. `changed` tells widgets that paint themselves to take the new colours and sizes.

    Windows wear the stylesheet, not the program: under a stylesheet of the program Qt styles a widget anew each time that
    something it stands in finds its place, and a screen of 180 widgets takes three times as long to build.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.colours = LIGHT
        self.name: ThemeName = "light"
        self.percent = 100
        self._follows = False
        self._system_dark = False
        self._sheet = ""

    def first(self, app: QApplication, name: ThemeName, percent: int) -> None:
        """The look for the first paint; `apply` completes it behind the painted window.

        Asking Qt for the colour scheme, or setting a palette, loads enumerations that take 30 ms of a start. The system's own
        palette tells whether it is dark just as well.
        """
        self.name, self.percent = name, percent
        self._system_dark = app.palette().window().color().lightness() < 128
        self._cut(app)

    def apply(self, app: QApplication, name: ThemeName = "system", percent: int = 100) -> None:
        """Dress every window anew; also while the program runs. `percent` is the text size: 100, 115 or 130."""
        from PySide6.QtCore import Qt

        self.name, self.percent = name, percent
        hints = app.styleHints()
        if hints.colorScheme() != Qt.ColorScheme.Unknown:
            self._system_dark = hints.colorScheme() == Qt.ColorScheme.Dark
        if not self._follows:
            self._follows = True
            hints.colorSchemeChanged.connect(lambda: self._system_changed(app))
        self._cut(app)
        app.setPalette(_palette(self.colours))
        for window in app.topLevelWidgets():
            if window.styleSheet() not in ("", self._sheet):
                window.setStyleSheet(self._sheet)
        self.changed.emit()

    def dress(self, window: QWidget) -> None:
        """Every window wears the look, and everything in it with it; a dialog or a menu has it from the widget it belongs to."""
        window.setStyleSheet(self._sheet)

    def _cut(self, app: QApplication) -> None:
        dark = self.name == "dark" or (self.name == "system" and self._system_dark)
        self.colours = DARK if dark else LIGHT
        app.setFont(self.font())
        self._sheet = stylesheet(self.colours, self.percent)

    def px(self, size: int) -> int:
        """A length that goes with the text: 13 at 100 percent."""
        return round(size * self.percent / 100)

    def font(self, size: int = 13, *, bold: bool = False, figures: bool = False) -> QFont:
        """The program's font at this size in pixels at 100 percent, for painting; with `figures` all digits are of one width."""
        font = QFont(FAMILY)
        font.setPixelSize(self.px(size))
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        if figures:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def _system_changed(self, app: QApplication) -> None:
        if self.name == "system":
            self.apply(app, "system", self.percent)


look = Look()


def restyle(widget: QWidget, name: str, value: str) -> None:
    """Changes a property that the stylesheet looks at: Qt draws by the new one only when it is told so."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def load_fonts() -> None:
    """Make the shipped font known to Qt; where it can't be read the system's font serves."""
    from PySide6.QtGui import QFontDatabase

    for file in ("Inter-Regular.otf", "Inter-SemiBold.otf", "Inter-Bold.otf"):
        QFontDatabase.addApplicationFont(str(resource(f"fonts/{file}")))


def _palette(colours: Colours) -> QPalette:
    from PySide6.QtGui import QColor, QPalette

    role = QPalette.ColorRole
    palette = QPalette()
    for key, value in (
        (role.Window, colours.ground), (role.WindowText, colours.ink), (role.Base, colours.card), (role.Text, colours.ink),
        (role.AlternateBase, colours.hover), (role.Button, colours.card), (role.ButtonText, colours.ink),
        (role.BrightText, colours.danger), (role.Highlight, colours.primary), (role.HighlightedText, colours.primary_ink),
        (role.ToolTipBase, colours.card), (role.ToolTipText, colours.ink), (role.PlaceholderText, colours.muted),
        (role.Link, colours.link), (role.LinkVisited, colours.link), (role.Mid, colours.line), (role.Accent, colours.primary),
    ):  # fmt: skip
        palette.setColor(key, QColor(value))
    for key in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, key, QColor(colours.muted))
    return palette
