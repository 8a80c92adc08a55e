"""The office's desk: the side bar, the screens that are opened one at a time, and the line of what is so at the bottom."""

from __future__ import annotations

import sys
from datetime import date, datetime
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from complaints.errors import OfficeError
from desktop import __version__
from desktop.screens.held_keys import HeldKeys
from desktop.screens.navigate import Goto, ScreenName
from desktop.screens.operations import Operations, Progress
from desktop.screens.sync.status import StatusButton
from desktop.screens.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XS, look
from desktop.screens.trace import mark
from desktop.screens.widgets.button import Button, PrimaryButton
from desktop.screens.widgets.card import label, rule
from desktop.screens.widgets.chips import SideButton
from desktop.screens.widgets.message import MessageBar, MessageTone
from desktop.screens.widgets.page_stack import Pages
from desktop.wording import formats, names
from desktop.wording.translation import tr, tr_sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from desktop.office.office import Office
    from desktop.office.upkeep import Daily
    from desktop.screens.guide_window import GuideWindow
    from desktop.screens.sync.automatic import AutomaticSync
    from desktop.store.attempts import Attempt
    from desktop.store.listing import Counts

SIDE_WIDTH = 208
# Screens that have no entry of their own in the side bar.
_ENTRY_OF: dict[ScreenName, ScreenName] = {"import": "reports", "lapor": "reports"}
_MINUTE_MS = 60_000
_UPKEEP_AFTER_MS = 3_000
# What an officer goes to next is imported behind the home screen. Built ahead, the record form alone takes 5 MB at 100,000
# complaints, and turns of the event loop build it just as well when it is wanted.
_AHEAD: tuple[ScreenName, ...] = ("complaints", "record")
# Home is painted first: an import computes, and the window's thread would share with it while it draws.
_AHEAD_AFTER_MS = 400
_MODULES: dict[ScreenName, str] = {"dispositions": "complaints", "sync": "sync.screen", "import": "importing"}


class Coming(NamedTuple):
    """The screen that somebody is on the way to, and what is done when it is there."""

    goto: Goto
    then: Callable[[], None] | None = None


class Desk(QWidget):
    """Built when an office is opened; its screens are built when they are first gone to.

    The window answers between any two parts of this: the frame, a screen, its place in the window, its first paint. What is typed
    while a screen comes is for that screen.
    """

    lock_asked = Signal()

    def __init__(self, operations: Operations, office: Office, sync: AutomaticSync, first: Goto | None = None) -> None:
        super().__init__()
        self.setObjectName("desk")
        self._operations, self._office, self._sync = operations, office, sync
        self._screens: dict[str, QWidget] = {}
        self._current: ScreenName | None = None
        self._coming: Coming | None = None
        self._under_way: dict[ScreenName, Iterator[None]] = {}
        # Started anew after each part, it stands behind whatever waits; `QTimer.singleShot` lets two parts go before that.
        self._turns = QTimer(self)
        self._turns.setSingleShot(True)
        self._turns.setInterval(0)
        self._turns.timeout.connect(self._go_on)
        self._held = HeldKeys(self)
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
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._build_side())
        right = QVBoxLayout()
        right.setSpacing(0)
        self.stack = Pages()
        self.stack.setObjectName("screens")
        self.messages = MessageBar(over=self.stack)
        self.messages.place.setContentsMargins(22, SPACE_M, 22, 0)
        right.addWidget(self.messages.place)
        right.addWidget(self.stack, 1)
        row.addLayout(right, 1)
        column.addLayout(row, 1)
        column.addWidget(self._build_status())

    def _build_side(self) -> QWidget:
        side = QFrame()
        side.setObjectName("side")
        side.setAccessibleName(tr("Menu"))
        side.setFixedWidth(look.px(SIDE_WIDTH))
        look.changed.connect(self._resized)
        self._side = side
        column = QVBoxLayout(side)
        column.setContentsMargins(10, 18, 10, 18)
        column.setSpacing(SPACE_XS)
        head = QVBoxLayout()
        head.setContentsMargins(10, 0, 0, 0)
        head.setSpacing(0)
        head.addWidget(label("Buku Aduan", "product", "side-product"))
        self._office_label = label("", "hint", "side-office", wrap=True)
        head.addWidget(self._office_label)
        column.addLayout(head)
        column.addSpacing(SPACE_M)
        self.record = PrimaryButton(tr("Catat pengaduan"), "side-record", keys="Ctrl+N", role="accent")
        self.record.clicked.connect(self._going("record"))
        held = QVBoxLayout()
        held.setContentsMargins(2, 0, 2, 0)
        held.addWidget(self.record)
        column.addLayout(held)
        column.addSpacing(SPACE_M - SPACE_XS)
        self.buttons: dict[str, SideButton] = {}
        for name, text in self._entries():
            keys = f"Ctrl+{len(self.buttons) + 1}"
            button = SideButton(text, f"side-{name}", keys)
            button.clicked.connect(self._going(name))
            self.buttons[name] = button
            column.addWidget(button)
        column.addStretch()
        column.addWidget(rule())
        foot = QHBoxLayout()
        foot.setContentsMargins(SPACE_M, SPACE_S, 0, 0)
        who = QVBoxLayout()
        who.setSpacing(0)
        self._user_label = label("", "", "side-user", wrap=True)
        self._lock_label = label("", "hint", "side-lock-hint", wrap=True)
        who.addWidget(self._user_label)
        who.addWidget(self._lock_label)
        foot.addLayout(who, 1)
        self.lock = Button(tr("Kunci"), "side-lock", role="link")
        self.lock.setToolTip(tr("Kunci sekarang (Ctrl+L)"))
        self.lock.clicked.connect(self.lock_asked)
        foot.addWidget(self.lock, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(foot)
        self._show_office()
        return side

    def _going(self, name: ScreenName) -> Callable[[], None]:
        return lambda: self.go(Goto(name))

    def _entries(self) -> list[tuple[ScreenName, str]]:
        entries: list[tuple[ScreenName, str]] = [
            ("home", tr("Beranda")),
            ("complaints", tr("Pengaduan|menu")),
            ("dispositions", tr("Disposisi masuk")),
            ("reports", tr("Laporan & cetak")),
            ("monitoring", tr("Pemantauan")),
            ("sync", tr("Sinkronisasi")),
            ("settings", tr("Pengaturan")),
        ]
        return entries

    def _build_status(self) -> QWidget:
        status = QFrame()
        status.setObjectName("status")
        status.setFixedHeight(look.px(28))
        self._status = status
        row = QHBoxLayout(status)
        row.setContentsMargins(12, 0, 14, 0)
        row.setSpacing(SPACE_L)
        self.network = StatusButton()
        self.network.clicked.connect(self._going("sync"))
        self.backup = label("", name="status-backup")
        row.addWidget(self.network)
        self.hint = label("", "muted", "status-hint")
        row.addStretch()
        row.addWidget(self.hint)
        row.addStretch()
        row.addWidget(self.backup)
        row.addWidget(label(f"v{__version__}", name="status-version"))
        return status

    def _shortcuts(self) -> None:
        def key(keys: str, text: str, act: object) -> None:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(act)
            self._keys.append((keys, text))

        self._keys.append(("Ctrl+N", tr("Catat pengaduan")))
        key("Ctrl+F", tr("Cari pengaduan"), self._find)
        for number, (name, text) in enumerate(self._entries(), 1):
            key(f"Ctrl+{number}", text, self._going(name))
        key("F5", tr("Sinkronkan sekarang"), self._sync_now)
        key("Ctrl+L", tr("Kunci"), self.lock_asked.emit)
        key("F1", tr("Panduan untuk layar ini"), self._guide_here)
        key("Shift+F1", tr("Semua tombol pintas"), self._help)

    # Going about -----------------------------------------------------------------------------------------------------

    def _open(self, first: Goto) -> None:
        """The first screen, unless someone was quicker."""
        if self._coming is None:
            self._come(Coming(first))

    def go(self, goto: Goto, then: Callable[[], None] | None = None) -> None:
        """Someone goes to this screen: at once where it is built, else in turns of the event loop."""
        coming = Coming(goto, then)
        if goto.screen in self._screens:
            self._arrive(coming)
            return
        self._mark_entry(goto.screen)
        self._held.hold()
        self._come(coming)

    def _come(self, coming: Coming) -> None:
        self._coming, name = coming, coming.goto.screen
        self._under_way.setdefault(name, self._built(name))
        self._turns.start()

    def _go_on(self) -> None:
        """The next part of a screen under way; somebody may meanwhile have gone elsewhere."""
        name = next(reversed(self._under_way), None)
        if name is None:
            return
        try:
            for _ in self._under_way[name]:
                return
        except Exception:
            self._held.forget()
            raise
        finally:
            self._turns.start()
        if self._coming is not None and self._coming.goto.screen == name:
            self._arrive(self._coming)

    def _arrive(self, coming: Coming) -> None:
        self.navigate(coming.goto)
        if coming.then is not None:
            coming.then()
        self._held.give()

    def navigate(self, goto: Goto) -> None:
        """Bring this screen to the front; build it when it is gone to for the first time."""
        name = goto.screen
        if name not in self._screens:
            for _ in self._under_way.setdefault(name, self._built(name)):
                pass
        screen = self._screens[name]
        self._coming = None
        if self._current is not None:
            self.messages.clear()
        self._current = name
        self._mark_entry(name)
        self.stack.setCurrentWidget(screen)
        self.messages.raise_()
        _call(screen, "shown")
        self._hint_at(name)
        mark(f"screen {name}")
        if goto != Goto(name):
            _call(screen, "go", goto)

    def _mark_entry(self, name: ScreenName) -> None:
        button = self.buttons.get(_ENTRY_OF.get(name, name))
        for other in self.buttons.values():
            other.setAutoExclusive(False)
            other.setChecked(other is button)
            other.setAutoExclusive(button is not None)

    def _built(self, name: ScreenName) -> Iterator[None]:
        """Build the screen, for whoever has the time to go on in another turn of the event loop. It is there with the last part."""
        try:
            # First it is seen where one goes.
            yield
            module = f"desktop.screens.{_MODULES.get(name, name)}"
            if module not in sys.modules:
                import_module(module)
                yield
            screen = self._make(name)
            # One that has no place in the window yet goes with the desk too.
            self.destroyed.connect(screen.deleteLater)
            if name == "home":
                self._wait_for_home(screen)
            yield
            # In the window it is dressed: as much work as building it. A large one goes on being built in its place.
            self.stack.addWidget(screen)
            yield
            yield from getattr(screen, "parts", tuple)()
            self._screens[name] = screen
        finally:
            del self._under_way[name]

    def _prepare(self) -> None:
        """Home is filled and painted: a lane reads what the next screens are made of."""
        office = self._office

        def read() -> None:
            for name in _AHEAD:
                import_module(f"desktop.screens.{name}")
            _ = office.categories

        self._operations.query("desk-ahead", read, lambda _: None)

    def _make(self, name: ScreenName) -> QWidget:
        common = (self._operations, self._office, self.go)
        match name:
            case "home":
                from desktop.screens.home import HomeScreen

                return HomeScreen(*common)
            case "record":
                from desktop.screens.record import RecordScreen

                return RecordScreen(*common)
            case "complaints":
                from desktop.screens.complaints import ComplaintsScreen

                return ComplaintsScreen(*common)
            case "dispositions":
                from desktop.screens.complaints import ComplaintsScreen

                screen = ComplaintsScreen(*common)
                _call(screen, "go", Goto("dispositions"))
                return screen
            case "reports":
                from desktop.screens.reports import ReportsScreen

                return ReportsScreen(*common)
            case "monitoring":
                from desktop.screens.monitoring import MonitoringScreen

                return MonitoringScreen(*common)
            case "sync":
                from desktop.screens.sync.screen import SyncScreen

                return SyncScreen(*common, self._sync)
            case "import":
                from desktop.screens.importing import ImportScreen

                return ImportScreen(*common)
            case "lapor":
                from desktop.screens.lapor import LaporScreen

                return LaporScreen(*common)
            case "settings":
                from desktop.screens.settings import SettingsScreen

                return SettingsScreen(*common)

    def _find(self) -> None:
        screen = self._screens.get(self._current or "")
        if screen is None or not hasattr(screen, "search"):
            self.go(Goto("complaints"), lambda: _call(self._screens["complaints"], "search", ""))
        else:
            _call(screen, "search", "")

    def here(self) -> Goto:
        """The screen in front, and its section where it has some."""
        here = getattr(self._screens.get(self._current or ""), "here", None)
        return here() if here is not None else Goto(self._current or "home")

    def leave(self) -> None:
        """The desk is about to be covered or closed: screens keep what is being typed."""
        self._hide_help()
        if self._coming is not None:
            self._coming = None
            self._held.forget()
            self._mark_entry(self._current or "home")
        for screen in self._screens.values():
            _call(screen, "leave")

    def came_back(self) -> None:
        """Unlocked again: the time may be another day's."""
        screen = self._screens.get(self._current or "")
        if screen is not None:
            _call(screen, "shown")
            screen.setFocus()
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

        screen = self._screens.get(self._current or "")
        own = tuple(getattr(screen, "shortcuts", ()))
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
            screen = self._screens.get(self._current or "")
            if screen is not None:
                screen.setFocus()

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
        self._operations.query("desk-counts", self._office.counts, self._show_counts)

    def _show_counts(self, counts: Counts) -> None:
        if "complaints" in self.buttons:
            self.buttons["complaints"].set_count(counts.overdue + counts.due_soon)
        if "dispositions" in self.buttons:
            self.buttons["dispositions"].set_count(counts.dispositions)

    def _ask_backup(self) -> None:
        self._operations.query("desk-backup", self._office.upkeep.last_backup, self._show_backup)

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
            waits = now.standing.waiting + now.standing.waiting_files if now.standing.enrolled else 0
            self.buttons["sync"].set_count(waits, quiet=True)

    def _sync_now(self) -> None:
        """F5, on every screen; a PC that isn't enrolled is led to where it can be."""
        now = self._sync.situation
        if now is not None and (not now.standing.enrolled or now.standing.stopped):
            self.go(Goto("sync"))
        else:
            self._sync.now()

    def _sync_ended(self, result: Attempt | OfficeError) -> None:
        """Someone waited for this one: say how it went. Those that run by themselves only show in the line below."""
        if isinstance(result, OfficeError):
            self.say(tr_sentence(result.sentence), "warning")
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

    def _wait_for_home(self, home: QWidget) -> None:
        filled = getattr(home, "filled", None)
        if filled is not None:
            filled.connect(lambda: mark("home filled"), Qt.ConnectionType.SingleShotConnection)
            filled.connect(
                lambda: QTimer.singleShot(_AHEAD_AFTER_MS, self, self._prepare), Qt.ConnectionType.SingleShotConnection
            )


def _call(screen: QWidget, hook: str, *arguments: object) -> None:
    """A screen takes part in the desk only where it wants to."""
    method = getattr(screen, hook, None)
    if method is not None:
        method(*arguments)
