"""Python's garbage is collected in the GUI thread alone: a collection in a lane's thread would destroy widgets and timers there, and Qt crashes."""

import gc

from PySide6.QtCore import QObject

from desktop.widgets.later import every

_EVERY_MS = 1_000


class Collector(QObject):
    """Takes over from Python's own collecting: looks once a second, by Python's own thresholds, whether there is enough."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        every(self, _EVERY_MS, collect_if_due).start()


def collect_if_due() -> None:
    """Collects the oldest generation that has gathered enough, with the younger ones."""
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return
