"""The office's workspace: the side bar, the screens that are opened one at a time, and the line of what is so at the bottom."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QWidget

from complaints.errors import OfficeError
from desktop import __version__
from desktop.screens.building_in_turns import BuildingInTurns
from desktop.screens.navigate import Goto, ScreenName
from desktop.screens.operations import Operations, Progress
from desktop.screens.screen_table import screens
from desktop.screens.sync.status import StatusButton
from desktop.screens.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XS, look
from desktop.screens.trace import mark
from desktop.screens.widgets.button import Button, PrimaryButton
from desktop.screens.widgets.card import label, rule
from desktop.screens.widgets.chips import SideButton
from desktop.screens.widgets.layouts import STRETCH, Gap, add_to, column_of, row_of
from desktop.screens.widgets.message import MessageBar, MessageTone
from desktop.screens.widgets.naming import named
from desktop.screens.widgets.page_stack import Pages
from desktop.wording import formats, names
from desktop.wording.translation import tr, tr_phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from desktop.office.office import Office
    from desktop.office.upkeep import Daily
    from desktop.screens.guide_window import GuideWindow
    from desktop.screens.screen import Screen
    from desktop.screens.sync.automatic import AutomaticSync
    from desktop.store.attempts import Attempt
    from desktop.store.listing import Counts

SIDE_WIDTH = 208
_MINUTE_MS = 60_000
_UPKEEP_AFTER_MS = 3_000
# What an officer goes to next is imported behind the home screen. Built ahead, the record form alone takes 5 MB at 100,000
# complaints, and turns of the event loop build it just as well when it is wanted.
_AHEAD: tuple[ScreenName, ...] = ("complaints", "record")
# Home is painted first: an import computes, and the window's thread would share with it while it draws.
_AHEAD_AFTER_MS = 400


class Coming(NamedTuple):
    """The screen that somebody is on the way to, and what is done when it is there."""

    goto: Goto
    then: Callable[[], object] | None = None


class Workspace(QWidget):
    """Built when an office is opened; its screens are built when they are first gone to.

    The window answers between any two parts of this: the frame, a screen, its place in the window, its first paint. What is typed
    while a screen comes is for that screen.
    """

    lock_asked = Signal()

    def __init__(self, operations: Operations, office: Office, sync: AutomaticSync, first: Goto | None = None) -> None:
        super().__init__()
        self.setObjectName("workspace")
        self._operations, self._office, self._sync = operations, office, sync
        self._entries = screens()
        self._screens: dict[ScreenName, Screen] = {}
        self._current: ScreenName | None = None
        self._coming: Coming | None = None
        self._turns = BuildingInTurns(self._built, self._ready, self)
        self._keys: list[tuple[str, str]] = []
        self._guide: GuideWindow | None = None
        self._overlay: QWidget | None = None
        self._build()
        self._shortcuts()
        operations.changed.connect(self._changed)
        sync.changed.connect(self._show_sync)
        sync.ended.connect(self._sync_ended)
        self._show_sync()
        self._clock = QTimer(self)
        self._clock.setInterval(_MINUTE_MS)
        self._clock.timeout.connect(self._minute)
        self._clock.start()
        self._day = office.today()
        QTimer.singleShot(0, self, lambda: self._open(first or Goto("home")))
        self._ask_counts()
        self._ask_backup()
        # The day's upkeep waits until the first screen has what it asked for.
        self._upkeep_day: date | None = None
        QTimer.singleShot(_UPKEEP_AFTER_MS, self, self._upkeep)

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.stack = Pages()
        self.stack.setObjectName("screens")
        self.messages = MessageBar(over=self.stack)
        self.messages.place.setContentsMargins(22, SPACE_M, 22, 0)
        column_of(
            (row_of(self._build_side(), (column_of(self.messages.place, (self.stack, 1), space=0), 1), space=0), 1),
            self._build_status(),
            space=0,
            of=self,
        )

    def _build_side(self) -> QWidget:
        side = named(QFrame(), "side", tr("Menu"))
        side.setFixedWidth(look.px(SIDE_WIDTH))
        look.changed.connect(self._resized)
        self._side = side
        self._office_label = label("", "hint", "side-office", wrap=True)
        self.record = PrimaryButton(tr("Catat pengaduan"), "side-record", keys="Ctrl+N", role="accent")
        self.record.clicked.connect(self._going("record"))
        column = column_of(
            column_of(
                label("Buku Aduan", "product", "side-product"), self._office_label, space=0, margins=(10, 0, 0, 0)
            ),
            Gap(SPACE_M),
            column_of(self.record, margins=(2, 0, 2, 0)),
            Gap(SPACE_M - SPACE_XS),
            space=SPACE_XS,
            of=side,
            margins=(10, 18, 10, 18),
        )
        self.buttons: dict[ScreenName, SideButton] = {}
        for name, entry in self._entries.items():
            if not entry.title:
                continue
            keys = f"Ctrl+{len(self.buttons) + 1}"
            button = SideButton(entry.title, f"side-{name}", keys)
            button.clicked.connect(self._going(name))
            self.buttons[name] = button
            column.addWidget(button)
        self._user_label = label("", "", "side-user", wrap=True)
        self._lock_label = label("", "hint", "side-lock-hint", wrap=True)
        self.lock = Button(tr("Kunci"), "side-lock", role="link", clicked=self.lock_asked)
        self.lock.setToolTip(tr("Kunci sekarang (Ctrl+L)"))
        add_to(
            column,
            STRETCH,
            rule(),
            row_of(
                (column_of(self._user_label, self._lock_label, space=0), 1),
                (self.lock, 0, Qt.AlignmentFlag.AlignTop),
                margins=(SPACE_M, SPACE_S, 0, 0),
            ),
        )
        self._show_office()
        return side

    def _going(self, name: ScreenName) -> Callable[[], None]:
        return lambda: self.go(Goto(name))

    def _build_status(self) -> QWidget:
        status = QFrame()
        status.setObjectName("status")
        status.setFixedHeight(look.px(28))
        self._status = status
        self.network = StatusButton()
        self.network.clicked.connect(self._going("sync"))
        self.backup = label("", name="status-backup")
        self.hint = label("", "muted", "status-hint")
        row_of(
            self.network,
            STRETCH,
            self.hint,
            STRETCH,
            self.backup,
            label(f"v{__version__}", name="status-version"),
            space=SPACE_L,
            of=status,
            margins=(12, 0, 14, 0),
        )
        return status

    def _shortcuts(self) -> None:
        def key(keys: str, text: str, act: object) -> None:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(act)
            self._keys.append((keys, text))

        self._keys.append(("Ctrl+N", tr("Catat pengaduan")))
        key("Ctrl+F", tr("Cari pengaduan"), self._find)
        for number, name in enumerate(self.buttons, 1):
            key(f"Ctrl+{number}", self._entries[name].title, self._going(name))
        key("F5", tr("Sinkronkan sekarang"), self._sync_now)
        key("Ctrl+L", tr("Kunci"), self.lock_asked.emit)
        key("F1", tr("Panduan untuk layar ini"), self._guide_here)
        key("Shift+F1", tr("Semua tombol pintas"), self._help)

    # Going about -----------------------------------------------------------------------------------------------------

    def _open(self, first: Goto) -> None:
        """The first screen, unless someone was quicker."""
        if self._coming is None:
            self._come(Coming(first))

    def go(self, goto: Goto, then: Callable[[], object] | None = None) -> None:
        """Someone goes to this screen: at once where it is built, else in turns of the event loop."""
        coming = Coming(goto, then)
        if goto.screen in self._screens:
            self._arrive(coming)
            return
        self._mark_entry(goto.screen)
        self._turns.held.hold()
        self._come(coming)

    def _come(self, coming: Coming) -> None:
        self._coming = coming
        self._turns.begin(coming.goto.screen)

    def _ready(self, name: ScreenName) -> None:
        if self._coming is not None and self._coming.goto.screen == name:
            self._arrive(self._coming)

    def _arrive(self, coming: Coming) -> None:
        self.navigate(coming.goto)
        if coming.then is not None:
            coming.then()
        self._turns.held.give()

    def navigate(self, goto: Goto) -> None:
        """Bring this screen to the front; build it when it is gone to for the first time."""
        name = goto.screen
        if name not in self._screens:
            self._turns.finish(name)
        screen = self._screens[name]
        self._coming = None
        if self._current is not None:
            self.messages.clear()
        self._current = name
        self._mark_entry(name)
        self.stack.setCurrentWidget(screen)
        self.messages.raise_()
        screen.shown()
        self._hint_at(name)
        mark(f"screen {name}")
        if goto != Goto(name):
            screen.go(goto)

    def _mark_entry(self, name: ScreenName) -> None:
        button = self.buttons.get(self._entries[name].under or name)
        for other in self.buttons.values():
            other.setAutoExclusive(False)
            other.setChecked(other is button)
            other.setAutoExclusive(button is not None)

    def _built(self, name: ScreenName) -> Iterator[None]:
        """The parts of the screen; it is there with the last."""
        entry = self._entries[name]
        if not entry.screen.loaded:
            entry.screen.load()
            yield
        exchange = (self._sync,) if name == "sync" else ()
        screen: Screen = entry.screen.load()(self._operations, self._office, self.go, *exchange)
        # One that has no place in the window yet goes with the workspace too.
        self.destroyed.connect(screen.deleteLater)
        screen.go(Goto(name))
        if name == "home":
            self._wait_for_home(screen)
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
        self._hide_help()
        if self._coming is not None:
            self._coming = None
            self._turns.held.forget()
            self._mark_entry(self._current or "home")
        for screen in self._screens.values():
            screen.leave()

    def came_back(self) -> None:
        """Unlocked again: the time may be another day's."""
        if self._front is not None:
            self._front.shown()
            self._front.setFocus()
        self._minute()

    def say(self, sentence: str, tone: MessageTone = "info", seconds: float | None = None) -> None:
        self.messages.say(sentence, tone, seconds)

    # Keys --------------------------------------------------------------------------------------------------------------

    def _guide_here(self) -> None:
        from desktop.guide import page_of
        from desktop.screens.guide_window import GuideWindow

        if self._guide is None:
            self._guide = GuideWindow(self._operations, self)
        self._guide.go(page_of(self._current or "home"))
        self._guide.show()
        self._guide.raise_()
        self._guide.activateWindow()

    def _hint_at(self, name: ScreenName) -> None:
        """At somebody's first visit to a screen the line at the bottom says how it is used."""
        from desktop.guide import first_visit

        self.hint.setText("")
        text, office = names.first_visit(name), self._office
        if text:
            self._operations.change(
                lambda: first_visit(office.engine, office.user.slot, name),
                lambda first: self.hint.setText(text if first and name == self._current else self.hint.text()),
            )

    def _help(self) -> None:
        if self._overlay is not None:
            self._hide_help()
            return
        from desktop.screens.shortcuts import ShortcutOverlay

        own = self._front.shortcuts if self._front is not None else ()
        self._overlay = ShortcutOverlay((*own, *self._keys), self)
        self._overlay.left.connect(self._hide_help)
        self._overlay.setGeometry(self.rect())
        self._overlay.show()
        self._overlay.setFocus()

    def _hide_help(self) -> None:
        if self._overlay is not None:
            self._overlay.hide()
            self._overlay.deleteLater()
            self._overlay = None
            if self._front is not None:
                self._front.setFocus()

    def resizeEvent(self, event: QEvent) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        if self._overlay is not None:
            self._overlay.setGeometry(self.rect())

    # What is so ------------------------------------------------------------------------------------------------------

    def _changed(self, kinds: frozenset[str]) -> None:
        if "complaints" in kinds:
            self._ask_counts()
        if kinds & {"backup", "complaints"}:
            self._ask_backup()
        if kinds & {"settings", "users"}:
            self._show_office()

    def _minute(self) -> None:
        today = self._office.today()
        if today != self._day:
            self._day = today
            # Deadlines move with the day: every screen that shows complaints asks again.
            self._operations.changed.emit(frozenset({"complaints"}))
        self._ask_backup()
        self._upkeep()

    def _ask_counts(self) -> None:
        self._operations.query("workspace-counts", self._office.counts, self._show_counts)

    def _show_counts(self, counts: Counts) -> None:
        if "complaints" in self.buttons:
            self.buttons["complaints"].set_count(counts.overdue + counts.due_soon)
        if "dispositions" in self.buttons:
            self.buttons["dispositions"].set_count(counts.dispositions)

    def _ask_backup(self) -> None:
        self._operations.query("workspace-backup", self._office.upkeep.last_backup, self._show_backup)

    def _upkeep(self) -> None:
        """Once a day: the backup, answered complaints whose time is over, and due days where the rules have changed."""
        if self._upkeep_day == self._office.today():
            return
        self._upkeep_day = self._office.today()
        upkeep = self._office.upkeep

        def work(progress: Progress) -> Daily:
            if upkeep.rules_changed():
                upkeep.refresh_deadlines(progress)
            return upkeep.daily(progress)

        self._operations.task(work, self._kept, kinds=("backup", "complaints"))

    def _kept(self, daily: Daily) -> None:
        if daily.fallback:
            self.say(
                tr(
                    "Folder cadangan tidak ditemukan; cadangan hari ini disimpan di komputer ini. Pasang flashdisk cadangan lalu cadangkan dari Pengaturan."
                ),
                "warning",
            )

    def _show_backup(self, at: datetime | None) -> None:
        if at is None:
            self.backup.setText(tr("Belum ada cadangan"))
        else:
            when = formats.moment(at.astimezone(), self._office.today())
            self.backup.setText(tr("Cadangan terakhir: {when} ✓", when=when))

    # The exchange with the district -----------------------------------------------------------------------------------

    def _show_sync(self) -> None:
        now = self._sync.situation
        if now is not None:
            self.network.show_situation(now, self._office.today())
            waits = now.connection.waiting + now.connection.waiting_files if now.connection.enrolled else 0
            self.buttons["sync"].set_count(waits, quiet=True)

    def _sync_now(self) -> None:
        """F5, on every screen; a PC that isn't enrolled is led to where it can be."""
        now = self._sync.situation
        if now is not None and (not now.connection.enrolled or now.connection.stopped):
            self.go(Goto("sync"))
        else:
            self._sync.now()

    def _sync_ended(self, result: Attempt | OfficeError) -> None:
        """Someone waited for this one: say how it went. Those that run by themselves only show in the line below."""
        if isinstance(result, OfficeError):
            self.say(tr_phrase(result.phrase), "warning")
        else:
            self.say(
                tr(
                    "Sinkronisasi berhasil: {sent} dikirim, {received} diterima.",
                    sent=formats.number(result.sent), received=formats.number(result.received),
                ),
                "ok",
            )  # fmt: skip

    def _show_office(self) -> None:
        settings, user = self._office.settings, self._office.user
        place = " · ".join(part for part in (settings.office_name, settings.parent_name) if part)
        self._office_label.setText(place)
        self._user_label.setText(user.name)
        role = names.role(user.role)
        if settings.lock_minutes > 0:
            self._lock_label.setText(
                tr("{role} · terkunci otomatis {minutes} menit", role=role, minutes=settings.lock_minutes)
            )
        else:
            self._lock_label.setText(role)

    def _resized(self) -> None:
        self._side.setFixedWidth(look.px(SIDE_WIDTH))
        self._status.setFixedHeight(look.px(28))

    def _wait_for_home(self, home: Screen) -> None:
        once = Qt.ConnectionType.SingleShotConnection
        home.filled.connect(lambda: mark("home filled"), once)
        home.filled.connect(lambda: QTimer.singleShot(_AHEAD_AFTER_MS, self, self._prepare), once)
