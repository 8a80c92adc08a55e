"""Rows of chips. Tab stops once in a row; the arrow keys go from chip to chip, as in a group of radio buttons."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from desktop.widgets import Chip, FlowLayout, lettered, named
from desktop.widgets.theme import look

Choice = tuple[str, str]
CHIP_ENDS = 25  # the padding and edge of a chip, as the stylesheet has them
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class RightFlow(FlowLayout):
    """A flow that stands at the right as long as it fits in one row."""

    def setGeometry(self, rect: QRect) -> None:
        width = self.sizeHint().width()
        if width < rect.width():
            rect = rect.adjusted(rect.width() - width, 0, 0, 0)
        super().setGeometry(rect)


class ChipRow(QWidget):
    """Chips of which one is on (`Choices`) or any (`Switches`); only one of them is a stop for Tab."""

    changed = Signal()

    def __init__(self, title: str, name: str, choices: Sequence[Choice], *, right: bool = False) -> None:
        super().__init__()
        named(self, name, title)
        self.chips: dict[str, Chip] = {}
        self.flow = RightFlow(self) if right else FlowLayout(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for code, text in choices:
            chip = Chip(text, f"{name}-{code}")
            chip.setAccessibleName(f"{title}: {text}")
            chip.installEventFilter(self)
            chip.clicked.connect(lambda _checked=False, code=code: self._clicked(code))
            self.flow.addWidget(chip)
            self.chips[code] = chip
        self._stop_at(next(iter(self.chips.values())))
        look.changed.connect(self._fit)
        self._fit()

    @property
    def stop(self) -> Chip:
        """The chip that Tab comes to."""
        return next(chip for chip in self.row() if chip.focusPolicy() == Qt.FocusPolicy.StrongFocus)

    def take_focus(self) -> None:
        self.stop.setFocus(Qt.FocusReason.TabFocusReason)

    def row(self) -> list[Chip]:
        return list(self.chips.values())

    def _clicked(self, code: str) -> None:
        self._stop_at(self.chips[code])
        self._choose(code)

    def _choose(self, code: str) -> None:
        raise NotImplementedError

    def _moved_to(self, chip: Chip) -> None:
        """The arrow keys came to this chip."""

    def _fit(self) -> None:
        """Makes each chip as wide as it is when on, with heavier letters, so that none moves when it is turned on or off."""
        metrics = QFontMetrics(look.font(12, bold=True))
        for chip in self.row():
            chip.setMinimumWidth(metrics.horizontalAdvance(chip.text()) + CHIP_ENDS)
        self.flow.invalidate()

    def _stop_at(self, chosen: Chip) -> None:
        for chip in self.row():
            stops = Qt.FocusPolicy.StrongFocus if chip is chosen else Qt.FocusPolicy.ClickFocus
            chip.setFocusPolicy(stops)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, Chip):
            step = _STEPS.get(Qt.Key(event.key()), 0)
            if step and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                row = [chip for chip in self.row() if chip.isEnabled() or chip is watched]
                chip = row[(row.index(watched) + step) % len(row)]
                self._stop_at(chip)
                chip.setFocus(Qt.FocusReason.TabFocusReason)
                self._moved_to(chip)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                watched.click()
                return True
        return super().eventFilter(watched, event)


class Choices(ChipRow):
    """One of the chips is on. `rare` choices are in the menu of a last chip, which shows the chosen one of them."""

    def __init__(
        self,
        title: str,
        name: str,
        choices: Sequence[Choice],
        *,
        rare: Sequence[Choice] = (),
        rare_title: str = "",
    ) -> None:
        self._rare, self._rare_title = dict(rare), rare_title
        self._menu_chip: Chip | None = None
        super().__init__(title, name, choices)
        self._first = self._value = choices[0][0]
        if rare:
            self._menu_chip = Chip(rare_title, f"{name}-more")
            self._menu_chip.installEventFilter(self)
            self._menu_chip.clicked.connect(self._open_menu)
            self._menu_chip.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self.flow.addWidget(self._menu_chip)
        self.menu = named(QMenu(self), f"{name}-menu", rare_title)
        for code, text in rare:
            self.menu.addAction(lettered(text)).triggered.connect(lambda _checked=False, code=code: self._choose(code))
        self.set_value(self._value)

    def value(self) -> str:
        return self._value

    def set_value(self, code: str) -> None:
        """Turns the chip of this code on; an unknown code the first."""
        self._value = code if code in self.chips or code in self._rare else self._first
        for chip_code, chip in self.chips.items():
            chip.setChecked(chip_code == self._value)
        if self._menu_chip is not None:
            text = self._rare.get(self._value, self._rare_title)
            self._menu_chip.setChecked(self._value in self._rare)
            self._menu_chip.set_text(f"{text} ▾")
            self._menu_chip.setAccessibleName(f"{self.accessibleName()}: {text}")
        self._fit()
        self._stop_at(self.chips.get(self._value) or self._menu_chip or self.row()[0])

    def row(self) -> list[Chip]:
        return super().row() + ([self._menu_chip] if self._menu_chip is not None else [])

    def _choose(self, code: str) -> None:
        before = self._value
        self.set_value(code)
        if before != code:
            self.changed.emit()

    def _moved_to(self, chip: Chip) -> None:
        if chip is not self._menu_chip:
            self._choose(next(code for code, candidate in self.chips.items() if candidate is chip))

    def _open_menu(self) -> None:
        assert self._menu_chip is not None
        self._menu_chip.setChecked(self._value in self._rare)
        self.menu.popup(self._menu_chip.mapToGlobal(self._menu_chip.rect().bottomLeft()))


class Switches(ChipRow):
    """Each chip is on or off by itself: Space turns it."""

    def on(self, code: str) -> bool:
        return self.chips[code].isChecked()

    def set_on(self, code: str, on: bool) -> None:
        """Turns this chip; Tab then comes to the first that is on, so that the same keys do the same in every form."""
        self.chips[code].setChecked(on)
        self._stop_at(next((chip for chip in self.row() if chip.isChecked()), self.row()[0]))

    def _choose(self, code: str) -> None:
        del code  # the chip turned itself already
        self.changed.emit()
