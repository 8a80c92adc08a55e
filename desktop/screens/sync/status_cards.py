"""The two cards over the table: what waits to be sent and how it goes, and the district's server."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QProgressBar, QSizePolicy

from desktop.office import sync_situation
from desktop.office.sync_situation import Situation
from desktop.widgets import Button, Card, heading, hint, label, named
from desktop.widgets.grid import grid_of
from desktop.widgets.layouts import STRETCH, add_to, column_of, row_of
from desktop.widgets.theme import SPACE_M, SPACE_S, SPACE_XS
from desktop.wording.translation import tr

PARTS = 1000  # of the bar


class WaitingCard(Card):
    """`cancelled` when the sync that runs is to stop; `paused` with whether automatic syncs are to pause."""

    cancelled = Signal()
    paused = Signal(bool)

    def __init__(self) -> None:
        super().__init__("sync-waiting")
        self._rate = 0.0
        self._is_paused = False
        self.title = heading(tr("Menunggu dikirim"))
        self.figure = label("", "figure", "sync-figure")
        self.bar = named(QProgressBar(), "sync-bar", tr("Kemajuan sinkronisasi"))
        self.bar.setRange(0, PARTS)
        self.bar.setTextVisible(False)
        # Its place is kept while nothing runs, so that nothing jumps when something does.
        policy = self.bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(policy)
        self.below = hint("", "sync-below")
        self.cancel = Button(tr("Hentikan"), "sync-cancel", clicked=self.cancelled)
        self.pause = Button("", "sync-pause", clicked=lambda: self.paused.emit(not self._is_paused))
        add_to(
            self.column,
            row_of(
                (column_of(self.title, self.figure, space=SPACE_XS), 1),
                (self.cancel, 0, Qt.AlignmentFlag.AlignTop),
                (self.pause, 0, Qt.AlignmentFlag.AlignTop),
                space=SPACE_S,
            ),
            self.bar,
            self.below,
            STRETCH,
        )

    def show_situation(self, now: Situation) -> None:
        connection, progress = now.connection, now.progress
        self.figure.setText(sync_situation.waiting(connection))
        self.figure.setAccessibleName(f"{self.title.text()}: {self.figure.text()}")
        if progress is not None and progress.bytes_per_second > 0:
            self._rate = progress.bytes_per_second
        self.bar.setVisible(now.running)
        if now.running:
            self._show_progress(now)
        else:
            self.below.setText(sync_situation.at_rest(connection, self._rate))
        self.cancel.setVisible(now.running)
        self.cancel.setEnabled(not now.stopping)
        self._is_paused = connection.paused
        self.pause.setText(tr("Lanjutkan") if connection.paused else tr("Jeda"))
        self.pause.setAccessibleName(
            tr("Lanjutkan sinkronisasi otomatis") if connection.paused else tr("Jeda sinkronisasi otomatis")
        )
        self.pause.setToolTip(self.pause.accessibleName())

    def _show_progress(self, now: Situation) -> None:
        progress = now.progress
        if now.stopping:
            self.below.setText(tr("Menghentikan… Yang sudah diterima kabupaten tetap tercatat."))
        elif progress is None or not progress.total:
            self.below.setText(tr("Menghubungi kabupaten…"))
        else:
            self.below.setText(sync_situation.under_way(progress, self._rate))
        part = sync_situation.part_done(progress, PARTS) if progress else 0
        self.bar.setRange(0, PARTS if part else 0)
        self.bar.setValue(part)


class ServerCard(Card):
    """`limited` with the new limit in bytes a day, None for no limit."""

    limited = Signal(object)

    def __init__(self) -> None:
        super().__init__("sync-server")
        self.column.addWidget(heading(tr("Server kabupaten")))
        grid = grid_of(spaces=(SPACE_M, SPACE_XS), stretch=(0, 1))
        titles = sync_situation.server_titles()
        self.facts = {name: self._row(grid, title, name) for name, title in titles.items()}
        self.limit = named(QComboBox(), "sync-limit", tr("Batas data sehari"))
        self.limit.setToolTip(tr("Paling banyak sebegini sehari, dikirim dan diterima, untuk kuota yang terbatas."))
        self.limit.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.limit.activated.connect(lambda row: self.limited.emit(self.limit.itemData(row)))
        grid.addWidget(self.limit, grid.rowCount() - 1, 2)
        self._fill(None)
        add_to(self.column, grid, STRETCH)

    def _row(self, grid: QGridLayout, title: str, name: str) -> QLabel:
        row = grid.rowCount()
        value = label("", name=f"sync-{name}", wrap=True)
        value.setAccessibleDescription(title)
        grid.addWidget(label(title, "muted"), row, 0)
        grid.addWidget(value, row, 1, 1, 1 if name == "used" else 2)  # beside which stands the limit
        return value

    def _fill(self, limit: int | None) -> None:
        self.limit.clear()
        for words, option in sync_situation.limits(limit):
            self.limit.addItem(words, option)
        self.limit.setCurrentIndex(self.limit.findData(limit))

    def show_situation(self, now: Situation, today: date) -> None:
        for name, text in sync_situation.server_facts(now, today).items():
            self.facts[name].setText(text)
        if self.limit.currentData() != now.connection.limit_bytes_a_day:
            self._fill(now.connection.limit_bytes_a_day)
