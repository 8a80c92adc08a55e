"""The one way to run something outside the GUI thread."""

import threading

import shiboken6
from PySide6.QtWidgets import QWidget

from complaints.errors import OfficeError
from complaints.phrases import phrase
from desktop.lanes.operations import Operations


def test_work_runs_outside_the_gui_thread_and_its_result_arrives_inside(operations):
    here, seen = threading.get_ident(), []
    operations.query(
        "where", threading.get_ident, lambda there: seen.append((there != here, threading.get_ident() == here))
    )
    assert operations.wait()
    assert seen == [(True, True)]


def test_only_the_newest_query_of_a_key_is_answered(operations):
    gate, seen = threading.Event(), []
    operations.query("list", lambda: gate.wait(5) and "first", seen.append)
    for text in ("se", "sek", "seko"):
        operations.query("list", lambda text=text: text, seen.append)
    operations.query("other", lambda: "other", seen.append)
    gate.set()
    assert operations.wait()
    assert seen == ["seko", "other"]


def test_a_forgotten_query_is_not_answered(operations):
    seen = []
    operations.query("list", lambda: 1, seen.append)
    operations.forget("list")
    assert operations.wait()
    assert seen == []


def test_changes_keep_their_order_and_say_what_changed(operations):
    seen = []
    operations.changed.connect(seen.append)
    for number in range(20):
        operations.change(lambda number=number: number, seen.append, kinds=("complaints",) if number == 19 else ())
    assert operations.wait()
    assert seen == [*range(20), frozenset({"complaints"})]


def test_a_refusal_goes_to_who_asked_else_to_the_message_bar(operations):
    def refuse():
        raise OfficeError(phrase("Tidak bisa."))

    seen = []
    operations.refused.connect(lambda error: seen.append(("bar", error.sentence)))
    operations.change(refuse, on_error=lambda error: seen.append(("caller", error.sentence)))
    operations.change(refuse, kinds=("complaints",))
    operations.changed.connect(seen.append)
    assert operations.wait()
    assert seen == [("caller", "Tidak bisa."), ("bar", "Tidak bisa.")]


def test_a_bug_reaches_the_bug_window_and_the_lane_goes_on(operations):
    seen = []
    operations.crashed.connect(lambda error: seen.append(type(error)))
    operations.query("bad", lambda: 1 / 0, seen.append)
    operations.query("good", lambda: "good", seen.append)
    assert operations.wait()
    assert seen == [ZeroDivisionError, "good"]


def test_a_result_for_a_deleted_screen_is_dropped(operations, qtbot):
    shown = []

    class Screen(QWidget):
        def show_result(self, result):
            shown.append(result)

    gate, screen = threading.Event(), Screen()
    operations.query("late", lambda: gate.wait(5), screen.show_result)
    shiboken6.delete(screen)
    gate.set()
    assert operations.wait()
    assert shown == []


def test_a_result_for_a_closure_over_a_deleted_screen_is_dropped(operations, qtbot):
    shown, screen = [], QWidget()

    def within(result):
        shown.append((screen, result))

    def around(result):
        within(result)

    gate = threading.Event()
    operations.query("late", lambda: gate.wait(5), around)
    shiboken6.delete(screen)
    gate.set()
    assert operations.wait()
    assert shown == []


def test_a_task_shows_progress_and_stops_when_cancelled(operations, qtbot):
    parts, ends = [], []

    def count(progress):
        for part in range(1_000_000):
            if not progress(part, 1_000_000):
                return "stopped"
            threading.Event().wait(0.001)
        return "whole"

    task = operations.task(
        count, ends.append, lambda part, _whole: parts.append(part), on_cancel=lambda: ends.append("cancelled")
    )
    qtbot.waitUntil(lambda: len(parts) > 3)
    task.cancel()
    assert operations.wait()
    assert ends == ["cancelled"]


def test_closing_finishes_the_changes_that_were_accepted(qapp):
    operations, saved = Operations(), []
    for number in range(50):
        operations.change(lambda number=number: saved.append(number))
    operations.close()
    assert saved == list(range(50))


def test_closing_stops_a_task_that_takes_too_long_and_tells_of_one_that_does_not_hear(qapp, monkeypatch):
    hearing, deaf = Operations(), Operations()
    stopped, released = threading.Event(), threading.Event()

    def endless(progress):
        while progress(0, 1):
            released.wait(0.001)
        stopped.set()

    hearing.task(endless)
    assert hearing.close(0.05)
    assert stopped.is_set()

    monkeypatch.setattr("desktop.lanes.operations.STOPPING_SECONDS", 0.05)
    deaf.task(lambda _progress: released.wait(30))
    assert not deaf.close(0.05)
    released.set()
    deaf._lanes["task"].thread.join(30)
