"""What isn't used any more goes in the GUI thread only: Qt's timers and widgets may die nowhere else."""

import gc
import threading

import pytest
from PySide6.QtCore import QTimer

from desktop.window.garbage import Collector, collect_if_due


@pytest.fixture
def own_collecting():
    yield
    gc.disable()


class Cycle:
    """Rubbish that only the collector finds, and the thread in which it was found."""

    def __init__(self, ends: list[str]) -> None:
        self.me, self.ends = self, ends

    def __del__(self) -> None:
        self.ends.append(threading.current_thread().name)


def rubbish(ends: list[str]) -> None:
    for _ in range(5_000):
        Cycle(ends)


def test_work_in_a_lane_collects_nothing(qapp, own_collecting):
    gc.enable()
    collector = Collector()
    ends: list[str] = []
    lane = threading.Thread(target=rubbish, args=(ends,), name="lane")
    lane.start()
    lane.join()
    assert ends == []
    collect_if_due()
    assert set(ends) == {threading.current_thread().name}
    collector.deleteLater()


def test_rubbish_goes_by_itself_while_the_program_waits(qtbot, own_collecting):
    collector = Collector()
    ends: list[str] = []
    QTimer.singleShot(0, lambda: rubbish(ends))
    qtbot.waitUntil(lambda: len(ends) == 5_000, timeout=10_000)
    collector.deleteLater()
