"""Who saves while a sync writes page after page gets their turn after the page of now."""

import time
from collections.abc import Callable
from threading import Thread

import pytest

from desktop.store import database
from desktop.store.database import StoreBusy, WriteQueue

LIMIT = 30


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + LIMIT
    while not true():
        assert time.monotonic() < end
        time.sleep(0.001)


def test_turns_come_in_the_order_of_asking():
    line, order = WriteQueue(), list[str]()

    def write(name: str) -> None:
        with line.turn():
            order.append(name)

    threads = [Thread(target=write, args=(name,)) for name in ("save", "page", "another save")]
    with line.turn():
        for count, thread in enumerate(threads, 1):
            thread.start()
            until(lambda count=count: line.waiting == count)
    write("last")
    for thread in threads:
        thread.join(LIMIT)
    assert order == ["save", "page", "another save", "last"]


def test_whoever_waits_too_long_is_told_and_holds_nobody_up(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(database, "BUSY_MS", 1)
    line = WriteQueue()
    with line.turn(), pytest.raises(StoreBusy), line.turn():
        pass
    with line.turn():
        assert line.waiting == 0


def test_a_turn_that_fails_is_over():
    line = WriteQueue()
    with pytest.raises(ZeroDivisionError), line.turn():
        raise ZeroDivisionError
    with line.turn():
        assert line.waiting == 0
