"""The office's workspace: the side bar, the screens that are opened one at a time, and the status line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import structs
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from complaints.errors import OfficeError
from complaints.workflow import leads_office
from desktop.lanes.operations import Operations
from desktop.office.sync_situation import sync_ended
from desktop.preferences import next_text_size
from desktop.screens.daily_upkeep import DailyUpkeep
from desktop.screens.help import Help
from desktop.screens.navigate import Goto, ScreenName
from desktop.screens.program_updates import ProgramUpdates
from desktop.screens.screen_table import screens
from desktop.screens.side_bar import SideBar
from desktop.screens.status_line import StatusLine
from desktop.trace import mark
from desktop.widgets import Pages, on_keys
from desktop.widgets.layouts import column_of, in_column, row_of
from desktop.widgets.message import MessageBar, MessageTone
from desktop.widgets.theme import SPACE_M
from desktop.window.building_in_turns import BuildingInTurns
from desktop.wording.translation import tr, tr_phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from desktop.office.office import Office
    from desktop.office.open_drafts import OpenDraft
    from desktop.screens.screen import Screen
    from desktop.screens.sync.automatic import AutomaticSync
    from desktop.store.attempts import Attempt

# What an officer goes to next is imported behind the home screen. Built ahead, the record form alone takes 5 MB at 100,000
# complaints, and turns of the event loop build it just as well when it is wanted.
_AHEAD: tuple[ScreenName, ...] = ("complaints", "record")
# Home is painted first: an import computes, and the window's thread would share with it while it draws.
_AHEAD_AFTER_MS = 400
MOST_PAST = 50
WHEEL_STEP = 120  # eighths of a degree: one notch of a wheel; a touch pad tells less at a time


class Destination(NamedTuple):
    """The screen that somebody is on the way to, and what is done when it is there."""

    goto: Goto
    then: Callable[[], object] | None = None


class Workspace(QWidget):
    """Built when an office is opened; its screens are built when they are first gone to.

    The window answers between any two parts of this: the frame, a screen, its place in the window, its first paint. What is typed
    while a screen comes is for that screen.
    """

    lock_asked = Signal()
    restore_asked = Signal(object)  # the backup that is to become the book

    def __init__(self, operations: Operations, office: Office, sync: AutomaticSync, first: Goto | None = None) -> None:
        super().__init__()
        self.setObjectName("workspace")
        self._operations, self._office, self._sync = operations, office, sync
        self._entries = screens()
        self._screens: dict[ScreenName, Screen] = {}
        self._current: ScreenName | None = None
        self._destination: Destination | None = None
        self._turned = 0
        self._past: list[Goto] = []  # where one was before, for Alt+Left
        self._building = BuildingInTurns(self._build_screen, self._arrive_if_built, self)
        self.help = Help(operations, office, self)
        self._build()
        self._keys = self._build_shortcuts()
        operations.changed.connect(self._refresh)
        sync.changed.connect(self._show_sync)
        sync.ended.connect(self._say_sync_result)
        self._show_sync()
        self._upkeep = DailyUpkeep(operations, office, self)
        self._upkeep.backed_up.connect(lambda state: self.status.show_backup(state, office.today()))
        self._upkeep.warned.connect(lambda sentence: self.say(sentence, "warning"))
        self._updates = ProgramUpdates(operations, office, self)
        self._updates.told.connect(self.status.show_update)
        self._updates.warned.connect(lambda sentence: self.say(sentence, "warning"))
        QTimer.singleShot(0, self, lambda: self._open(first or self._start))
        self._ask_counts()
        self._upkeep.ask_backup()

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.stack = Pages()
        self.stack.setObjectName("screens")
        self.messages = MessageBar()
        self.messages.place.setContentsMargins(22, SPACE_M, 22, 0)
        self.side = SideBar(self._office, self._entries)
        self.side.chosen.connect(lambda name: self.go(Goto(name)))
        self.side.lock_asked.connect(self.lock_asked)
        self.buttons = self.side.buttons
        self.side.folded.connect(self._keep_side)
        self.status = StatusLine()
        self.status.network.clicked.connect(lambda: self.go(Goto("sync")))
        column_of(
            (row_of(self.side, (in_column(self.messages.place, (self.stack, 1), space=0), 1), space=0), 1),
            self.status,
            space=0,
            of=self,
        )

    def _build_shortcuts(self) -> tuple[tuple[str, str], ...]:
        """Returns the keys that work on every screen, with what each does."""
        shortcuts: list[tuple[str, str, Callable[[], object]]] = [
            ("Ctrl+F", tr("Cari pengaduan"), self._find),
            *(
                (f"Ctrl+{number}", self._entries[name].title, lambda name=name: self.go(Goto(name)))
                for number, name in enumerate(self.buttons, 1)
            ),
            ("Alt+Left", tr("Kembali ke layar sebelumnya"), self.go_back),
            ("F9", tr("Lipat atau buka menu samping"), self.side.turn),
            ("Ctrl++", tr("Huruf lebih besar (juga Ctrl dan roda tetikus)"), lambda: self.zoom(1)),
            ("Ctrl+-", tr("Huruf lebih kecil"), lambda: self.zoom(-1)),
            ("Ctrl+Q", tr("Tutup program"), lambda: self.window().close()),
            ("F5", tr("Sinkronkan sekarang"), self._sync_now),
            ("Ctrl+L", tr("Kunci"), self.lock_asked.emit),
            ("F1", tr("Panduan untuk layar ini"), lambda: self.help.show_guide(self._current or "home")),
            ("Shift+F1", tr("Semua tombol pintas"), self._show_or_hide_keys),
        ]
        for keys, _, act in shortcuts:
            on_keys(self, keys, act)
        # The button in the side bar has the shortcut for recording.
        return (("Ctrl+N", tr("Catat pengaduan")), *((keys, text) for keys, text, _ in shortcuts))

    # Going about -----------------------------------------------------------------------------------------------------

    @property
    def _start(self) -> Goto:
        """Who leads the office begins at the desk, everybody else at home."""
        return Goto("desk" if leads_office(self._office.user.role) else "home")

    def _open(self, first: Goto) -> None:
        """The first screen, unless someone was quicker."""
        if self._destination is None:
            self._come(Destination(first))

    def go(self, goto: Goto, then: Callable[[], object] | None = None) -> None:
        """Someone goes to this screen: at once where it is built, else in turns of the event loop."""
        destination = Destination(goto, then)
        if goto.screen in self._screens:
            self._arrive(destination)
            return
        self.side.mark(goto.screen)
        self._building.keys.hold()
        self._come(destination)

    def _come(self, destination: Destination) -> None:
        self._destination = destination
        name, screen = destination.goto.screen, self._entries[destination.goto.screen].screen
        if screen.loaded:
            self._building.begin(name)
        else:
            # What a screen is made of is as much work as itself, and needs no window.
            self._operations.query("workspace-load", screen.load, lambda _: self._building.begin(name))

    def _arrive_if_built(self, name: ScreenName) -> None:
        if self._destination is not None and self._destination.goto.screen == name:
            self._arrive(self._destination)

    def _arrive(self, destination: Destination) -> None:
        self.navigate(destination.goto)
        if destination.then is not None:
            destination.then()
        self._building.keys.give()

    def navigate(self, goto: Goto) -> None:
        """Bring this screen to the front; build it when it is gone to for the first time."""
        if goto.action == "restore":
            # Not from within the button's own click, whose screen goes.
            QTimer.singleShot(0, self, lambda: self.restore_asked.emit(goto.file))
            return
        name = goto.screen
        if name not in self._screens:
            self._building.finish(name)
        if self._current is not None and goto != Goto(self._current):
            self._past = [*self._past[-MOST_PAST:], self.here()]
        screen = self._screens[name]
        self._destination = None
        if self._current is not None:
            self.messages.clear()
        self._current = name
        self.side.mark(name)
        self.stack.setCurrentWidget(screen)
        screen.shown()
        self.help.hint_at(name, self.status.show_hint)
        mark(f"screen {name}")
        if name != "home":  # whoever comes here first has as good as seen the home screen
            self._updates.reach_home()
        if goto != Goto(name):
            screen.go(goto)

    def go_back(self) -> None:
        """To where one was before."""
        if self._past:
            goto, rest = self._past[-1], self._past[:-1]
            self.go(goto, lambda: setattr(self, "_past", rest))

    def zoom(self, step: int) -> None:
        """The next larger or smaller text, for everybody of this office as in the settings."""
        office = self._office
        size = next_text_size(office.settings.text_size, step)
        if size != office.settings.text_size:
            self._operations.change(
                lambda: office.change_settings(structs.replace(office.settings, text_size=size)), kinds=("settings",)
            )

    def hasHeightForWidth(self) -> bool:
        """No: else the window would scroll to the height that the tallest screen likes best, whichever is in front."""
        return False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if (window := self.window().windowHandle()) is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl and the wheel, before any part that scrolls or writes takes it: the size of all text."""
        if (
            event.type() == QEvent.Type.Wheel
            and isinstance(event, QWheelEvent)
            and event.modifiers() == Qt.KeyboardModifier.ControlModifier
            and self.isVisible()
        ):
            self._turned += event.angleDelta().y()
            if abs(self._turned) >= WHEEL_STEP:
                self.zoom(1 if self._turned > 0 else -1)
                self._turned = 0
            return True
        return super().eventFilter(watched, event)

    def _build_screen(self, name: ScreenName) -> Iterator[None]:
        """The parts of the screen; it is there with the last."""
        entry = self._entries[name]
        exchange = (self._sync,) if name == "sync" else ()
        screen: Screen = entry.screen.load()(self._operations, self._office, self.go, *exchange)
        # One that has no place in the window yet goes with the workspace too.
        self.destroyed.connect(screen.deleteLater)
        screen.go(Goto(name))
        if name == "home":
            single = Qt.ConnectionType.SingleShotConnection
            screen.filled.connect(lambda: mark("home filled"), single)
            screen.filled.connect(self._updates.reach_home, single)
        if name in ("home", "desk"):
            single = Qt.ConnectionType.SingleShotConnection
            screen.filled.connect(lambda: QTimer.singleShot(_AHEAD_AFTER_MS, self, self._prepare), single)
        yield
        # In the window it is dressed: as much work as building it. A large one goes on being built in its place.
        self.stack.addWidget(screen)
        yield
        yield from screen.parts()
        self._screens[name] = screen

    def _prepare(self) -> None:
        """Home is filled and painted: a lane reads what the next screens are made of."""
        office, entries = self._office, self._entries

        def read() -> None:
            for name in _AHEAD:
                entries[name].screen.load()
            _ = office.categories

        self._operations.query("workspace-ahead", read, lambda _: None)
        self._ask_drafts()

    @property
    def _front(self) -> Screen | None:
        return self._screens[self._current] if self._current is not None else None

    def _find(self) -> None:
        """Ctrl+F: in the screen's own search, else in that of the list."""
        if self._front is None or not self._front.search(""):
            self.go(Goto("complaints"), lambda: self._screens["complaints"].search(""))

    def here(self) -> Goto:
        """The screen in front, and its section where it has some."""
        return Goto("home") if self._current is None else self._screens[self._current].here()

    def leave(self) -> None:
        """The workspace is about to be covered or closed: screens keep what is being typed."""
        self._hide_keys()
        if self._destination is not None:
            self._destination = None
            self._building.keys.forget()
            self.side.mark(self._current or "home")
        for screen in self._screens.values():
            screen.leave()

    def came_back(self) -> None:
        """Unlocked again: the time may be another day's."""
        if self._front is not None:
            self._front.shown()
            self._front.setFocus()
        self._upkeep.look()

    def say(self, sentence: str, tone: MessageTone = "info", seconds: float | None = None) -> None:
        self.messages.say(sentence, tone, seconds)

    def _keep_side(self, folded: bool) -> None:
        office = self._office
        self._operations.change(lambda: office.save_layout(structs.replace(office.layout, folded_side=folded)))

    # Keys --------------------------------------------------------------------------------------------------------------

    def _show_or_hide_keys(self) -> None:
        if not self._hide_keys():
            of_screen = self._front.shortcuts if self._front is not None else ()
            self.help.show_keys((*of_screen, *self._keys)).closed.connect(self._hide_keys)

    def _hide_keys(self) -> bool:
        hidden = self.help.hide_keys()
        if hidden and self._front is not None:
            self._front.setFocus()
        return hidden

    def resizeEvent(self, event: QEvent) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.help.fit()

    # What changes ----------------------------------------------------------------------------------------------------

    def _refresh(self, kinds: frozenset[str]) -> None:
        if "complaints" in kinds:
            self._ask_counts()
        if kinds & {"drafts", "complaints"}:
            self._ask_drafts()
        if kinds & {"sync", "updates"}:
            self._updates.ask()
        if kinds & {"backup", "complaints"}:
            self._upkeep.ask_backup()
        if kinds & {"settings", "users"}:
            self.side.show_office()

    def _ask_drafts(self) -> None:
        def ask() -> list[OpenDraft]:
            from desktop.office import open_drafts

            return open_drafts.load(self._office)

        self._operations.query("workspace-drafts", ask, self.side.show_drafts)

    def _ask_counts(self) -> None:
        self._operations.query("workspace-counts", self._office.counts, self.side.show_counts)

    # The exchange with the district -----------------------------------------------------------------------------------

    def _show_sync(self) -> None:
        now = self._sync.situation
        if now is not None:
            self.status.network.show_situation(now, self._office.today())
            waits = now.connection.waiting + now.connection.waiting_files if now.connection.enrolled else 0
            self.buttons["sync"].set_count(waits, quiet=True)

    def _sync_now(self) -> None:
        """F5, on every screen; a PC that isn't enrolled is led to where it can be."""
        now = self._sync.situation
        if now is not None and (not now.connection.enrolled or now.connection.stopped):
            self.go(Goto("sync"))
        else:
            self._sync.now()

    def _say_sync_result(self, result: Attempt | OfficeError) -> None:
        """Someone waited for this one: say how it went. Those that run by themselves only show in the line below."""
        if isinstance(result, OfficeError):
            self.say(tr_phrase(result.phrase), "warning")
        else:
            self.say(sync_ended(result), "ok")
