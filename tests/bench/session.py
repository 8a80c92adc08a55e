"""The real program in a process of its own, with someone at its keyboard: `python -m tests.bench.session FOLDER login|work|import`.

Tells in JSON lines what happened; the moments of the start come from BUKU_ADUAN_TRACE. A probe in the event loop measures how
long the GUI thread answered to nothing.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.__main__ import main as door
from desktop.window import python_import  # noqa: F401 - as in the program, before all else of Qt

# isort: split
from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.screens import app as program
from tests.bench.seed import PASSWORD, USER

if TYPE_CHECKING:
    from desktop.importing.questions import QuestionKind
    from desktop.screens.workspace import Workspace

PROBE_MS = 2
BETWEEN_MS = 120
Step = tuple[str, Callable[[], object], int]


def tell(**said: Any) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


class Probe(QObject):
    """A timer that should ring every two milliseconds; what it comes late is a block.

    `worst` has the longest of each step, and of the same step the longest that the thread itself computed: where other programs
    load the machine the first grows and the second doesn't.
    """

    def __init__(self) -> None:
        super().__init__()
        self.clock = QElapsedTimer()
        self.clock.start()
        self.doing = "start"
        self.worst: dict[str, tuple[float, float]] = {}
        self.computed = time.thread_time_ns()
        self.timer = QTimer(self)
        self.timer.setTimerType(Qt.TimerType.PreciseTimer)
        self.timer.setInterval(PROBE_MS)
        self.timer.timeout.connect(self._ring)
        self.timer.start()

    def _ring(self) -> None:
        late = self.clock.nsecsElapsed() / 1e6 - PROBE_MS
        computed = time.thread_time_ns()
        used = (computed - self.computed) / 1e6
        self.clock.restart()
        self.computed = computed
        worst, most = self.worst.get(self.doing, (0.0, 0.0))
        self.worst[self.doing] = (max(worst, late), max(most, used))


class Hands(QObject):
    """Logs in, then does one step after the other as a person would, each a moment after the last."""

    def __init__(self, running: program.Program, script: str) -> None:
        super().__init__()
        self.program, self.script = running, script
        self.probe = Probe()
        self.steps: Iterator[Step] | None = None
        if script != "login":
            # Only then: what a person's hands need is no part of the program's memory. And not within a measured step.
            import PySide6.QtTest  # noqa: F401
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self._next)
        self.timer.start(1500)

    def _next(self) -> None:
        if self.steps is None:
            # What is done at the desk is decided when it stands there.
            work = {"work": self._work, "import": self._import}.get(self.script, lambda: iter(()))
            self.steps = chain(self._log_in(), work())
        step = next(self.steps, None)
        if step is None:
            self._done()
            return
        self.probe.doing, act, wait = step
        act()
        if os.environ.get("BUKU_ADUAN_BENCH_SHOW"):
            focus = QApplication.focusWidget()
            tell(doing=self.probe.doing, focus=focus.objectName() if focus else None)
        self.timer.start(wait)

    def _done(self) -> None:
        tell(blocks=self.probe.worst)
        if self.script != "login":
            self.program.window.close()

    def _log_in(self) -> list[Step]:
        login = self.program.login
        assert login is not None

        # A virtual screen has no window manager that gives the window its keyboard.
        self.program.window.windowHandle().requestActivate()

        def enter() -> None:
            login.name.editor.setText(USER)
            login.password.editor.setText(PASSWORD)
            login.enter.click()

        # The program's own work behind its first window belongs to the start, not to what someone does in it.
        return [("log in", enter, 6000), ("daily backup and rest", lambda: None, 8000)]

    def _work(self) -> Iterator[Step]:
        control = Qt.KeyboardModifier.ControlModifier
        yield "list", lambda: self._key(Qt.Key.Key_2, control), 700
        yield "find", lambda: self._key(Qt.Key.Key_F, control), 200
        for letter in "jalan rusak":
            yield "search letter", lambda letter=letter: self._type(letter), BETWEEN_MS
        yield "to the rows", lambda: self._key(Qt.Key.Key_Down), 300
        for _ in range(12):
            yield "next case", lambda: self._key(Qt.Key.Key_Down), BETWEEN_MS
        yield "find", lambda: self._key(Qt.Key.Key_F, control), 200
        for _ in range(11):
            yield "delete letter", lambda: self._key(Qt.Key.Key_Backspace), BETWEEN_MS
        yield "to the rows", lambda: self._key(Qt.Key.Key_Down), 300
        for _ in range(20):
            yield "page down", lambda: self._key(Qt.Key.Key_PageDown), BETWEEN_MS
        yield "last row", lambda: self._key(Qt.Key.Key_End), 600
        yield "first row", lambda: self._key(Qt.Key.Key_Home), 600
        yield "record", lambda: self._key(Qt.Key.Key_N, control), 800
        for letter in "Lampu jalan padam di depan masjid Nurul Huda sejak hari Sabtu malam":
            yield "record letter", lambda letter=letter: self._type(letter), 60
        yield "suggestions", lambda: None, 1500
        yield "save without a category", lambda: self._key(Qt.Key.Key_S, control), 500
        for letter in "lampu":
            yield "category letter", lambda letter=letter: self._type(letter), BETWEEN_MS
        yield "choose category", lambda: self._key(Qt.Key.Key_Return), 300
        yield "save", lambda: self._key(Qt.Key.Key_S, control), 1500
        yield from self._many(control)
        yield "home", lambda: self._key(Qt.Key.Key_1, control), 1200
        for name, button in self._desk().buttons.items():
            if name not in ("home", "complaints"):
                yield name, button.click, 1200
        yield "home again", lambda: self._key(Qt.Key.Key_1, control), 800
        yield "lock", lambda: self._key(Qt.Key.Key_L, control), 600

    def _many(self, control: Qt.KeyboardModifier) -> Iterator[Step]:
        """A thousand are verified in one go, and that is taken back."""
        from desktop.screens.complaints.screen import ComplaintsScreen
        from desktop.store.listing import Query

        shift = Qt.KeyboardModifier.ShiftModifier
        yield "list again", lambda: self._key(Qt.Key.Key_2, control), 800
        screen = next(one for one in self._desk().findChildren(ComplaintsScreen) if one.name == "complaints")
        office = screen._office
        first = tuple(office.ids(Query(stages=("new",)))[:1000])
        yield "a thousand listed", lambda: screen._list_only(first), 800
        yield "many: all chosen", lambda: self._key(Qt.Key.Key_A, control), 800
        yield "many: fewer by a row", lambda: self._key(Qt.Key.Key_Up, shift), 500
        yield "many: all chosen", lambda: self._key(Qt.Key.Key_A, control), 800
        yield "many: preview", lambda: screen.many.begin("verify"), 1000
        yield "many: taken", lambda: screen.many._run(), 300
        while screen._operations.busy():
            yield "many: taken", lambda: None, 200
        yield "many: taken", lambda: None, 800
        yield "many: taken back", screen.many.undo, 300
        while screen._operations.busy():
            yield "many: taken back", lambda: None, 200
        yield "many: taken back", lambda: None, 800
        yield "many: everything chosen", lambda: screen._ask(Query()), 800
        yield "many: everything chosen", screen.table.selectAll, 1500

    def _import(self) -> Iterator[Step]:
        """Tries a register out (BUKU_ADUAN_BENCH_REGISTER), answers, looks at its rows; records nothing."""
        from desktop.screens.navigate import Goto

        yield "import: come there", lambda: self._desk().go(Goto("import")), 2500
        from desktop.screens.importing.screen import ImportScreen  # the program has it now

        screen = self._desk().findChild(ImportScreen)
        assert screen is not None
        yield "import: read and try out", lambda: screen.open(Path(os.environ["BUKU_ADUAN_BENCH_REGISTER"])), 2000
        while screen._operations.busy():
            yield "import: read and try out", lambda: None, 200
        yield "import: shown", lambda: None, 1500
        questions = screen.review.questions
        answers: list[tuple[QuestionKind, list[str], str]] = [
            ("undated", [""], "undated"), ("results", [f"nanti {at}" for at in range(40)], "in_progress"),
        ]  # fmt: skip
        for kind, texts, answer in answers:
            yield (
                "import: answer",
                lambda kind=kind, texts=texts, answer=answer: questions.answered.emit(kind, texts, answer),
                1000,
            )
            while screen._operations.busy():
                yield "import: answer", lambda: None, 200
            yield "import: answered", lambda: None, 1200
        for kind in ("bad", "good"):
            yield "import: look row by row", lambda kind=kind: screen.review.looked.emit(kind), 700
            yield "import: filter", lambda: screen.rows_page.filter.searched.emit("jalan"), 500
            yield "import: filter", lambda: screen.rows_page.filter.searched.emit(""), 500
        yield "import: back to what was understood", screen.back.click, 700

    def _desk(self) -> "Workspace":
        assert self.program.workspace is not None
        return self.program.workspace

    def _focus(self) -> QWidget:
        focus = QApplication.focusWidget()
        if focus is None:
            raise RuntimeError(f"nothing has the keyboard at {self.probe.doing!r}")
        return focus

    def _key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        from PySide6.QtTest import QTest

        QTest.keyClick(self._focus(), key, modifier)

    def _type(self, letter: str) -> None:
        from PySide6.QtTest import QTest

        target = self._focus()
        if isinstance(target, QLineEdit) and target.echoMode() == QLineEdit.EchoMode.Password:
            raise RuntimeError("the session lost its way")
        QTest.keyClicks(target, letter)


def main(folder: str, script: str) -> int:
    started = program.Program.start
    hands: list[Hands] = []

    def start(running: program.Program, *, minimised: bool = False) -> None:
        started(running, minimised=minimised)
        hands.append(Hands(running, script))

    program.Program.start = start  # pyright: ignore[reportAttributeAccessIssue]
    before = time.monotonic()
    code = door(["--data", folder])
    tell(ended=time.monotonic() - before)
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
