"""The two cards over the table: what waits to be sent and how it goes, and the district's server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QProgressBar, QSizePolicy

from desktop.screens.sync import sentences
from desktop.screens.theme import SPACE_M, SPACE_S, SPACE_XS
from desktop.screens.widgets import Button, Card, heading, hint, label
from desktop.screens.widgets.layouts import STRETCH, add_to, column_of, row_of
from desktop.screens.widgets.naming import named
from desktop.wording import formats
from desktop.wording.translation import tr

if TYPE_CHECKING:
    from datetime import date

    from desktop.screens.sync.automatic import Situation

MEGABYTE = 1_000_000
LIMITS = (None, 1 * MEGABYTE, 5 * MEGABYTE, 10 * MEGABYTE, 25 * MEGABYTE, 50 * MEGABYTE, 100 * MEGABYTE)
PARTS = 1000  # of the bar


class WaitingCard(Card):
    """`cancelled` when a sync under way is to stop; `paused` with whether the automatic one is to rest."""

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
        standing, progress = now.standing, now.progress
        self.figure.setText(sentences.waiting(standing))
        self.figure.setAccessibleName(f"{self.title.text()}: {self.figure.text()}")
        if progress is not None and progress.bytes_per_second > 0:
            self._rate = progress.bytes_per_second
        self.bar.setVisible(now.running)
        if now.running:
            self._show_progress(now)
        else:
            self.below.setText(sentences.at_rest(standing, self._rate))
        self.cancel.setVisible(now.running)
        self.cancel.setEnabled(not now.stopping)
        self._is_paused = standing.paused
        self.pause.setText(tr("Lanjutkan") if standing.paused else tr("Jeda"))
        self.pause.setAccessibleName(
            tr("Lanjutkan sinkronisasi otomatis") if standing.paused else tr("Jeda sinkronisasi otomatis")
        )
        self.pause.setToolTip(self.pause.accessibleName())

    def _show_progress(self, now: Situation) -> None:
        progress = now.progress
        if now.stopping:
            self.below.setText(tr("Menghentikan… Yang sudah diterima kabupaten tetap tercatat."))
        elif progress is None or not progress.total:
            self.below.setText(tr("Menghubungi kabupaten…"))
        else:
            self.below.setText(sentences.under_way(progress, self._rate))
        part = _part(progress.done, progress.done_bytes, progress.total, progress.total_bytes) if progress else 0
        self.bar.setRange(0, PARTS if part else 0)
        self.bar.setValue(part)


class ServerCard(Card):
    """`limited` with the new limit in bytes a day, None for no limit; `enrol_asked` when this PC is to be enrolled again."""

    limited = Signal(object)
    enrol_asked = Signal()

    def __init__(self) -> None:
        super().__init__("sync-server")
        self.column.addWidget(heading(tr("Server kabupaten")))
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_M)
        grid.setVerticalSpacing(SPACE_XS)
        grid.setColumnStretch(1, 1)
        self.address = self._row(grid, tr("Alamat"), "sync-address")
        self.success = self._row(grid, tr("Terakhir berhasil"), "sync-success")
        self.clock = self._row(grid, tr("Selisih jam"), "sync-clock")
        self.next_try = self._row(grid, tr("Percobaan berikut"), "sync-next")
        self.used = self._row(grid, tr("Data hari ini"), "sync-used", wide=1)
        self.limit = named(QComboBox(), "sync-limit", tr("Batas data sehari"))
        self.limit.setToolTip(tr("Paling banyak sebegini sehari, dikirim dan diterima, untuk kuota yang terbatas."))
        self.limit.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.limit.activated.connect(lambda row: self.limited.emit(self.limit.itemData(row)))
        grid.addWidget(self.limit, grid.rowCount() - 1, 2)
        self._fill(None)
        add_to(self.column, grid, STRETCH)

    def _row(self, grid: QGridLayout, title: str, name: str, *, wide: int = 2) -> QLabel:
        row = grid.rowCount()
        value = label("", name=name, wrap=True)
        value.setAccessibleDescription(title)
        grid.addWidget(label(title, "muted"), row, 0)
        grid.addWidget(value, row, 1, 1, wide)
        return value

    def _fill(self, limit: int | None) -> None:
        options = LIMITS if limit in LIMITS else (*LIMITS, limit)
        self.limit.clear()
        for one in options:
            self.limit.addItem(_limit(one), one)
        self.limit.setCurrentIndex(options.index(limit))

    def show_situation(self, now: Situation, today: date) -> None:
        standing = now.standing
        self.address.setText(standing.address.removeprefix("https://"))
        self.success.setText(sentences.success(standing.last_success, today))
        self.clock.setText(sentences.clock(standing.clock_offset_ms))
        self.next_try.setText(sentences.next_try(now, today))
        used, limit = formats.size(standing.used_today), standing.limit_bytes_a_day
        full = limit is not None and standing.used_today >= limit
        self.used.setText(tr("{used}, batas tercapai; dilanjutkan besok", used=used) if full else used)
        if self.limit.currentData() != limit:
            self._fill(limit)


def _limit(limit: int | None) -> str:
    if limit is None:
        return tr("tanpa batas")
    whole = limit % MEGABYTE == 0
    return tr("batas {size}", size=f"{limit // MEGABYTE} MB" if whole else formats.size(limit))


def _part(done: int, done_bytes: int, whole: int, whole_bytes: int) -> int:
    """How far it is, of PARTS: by bytes where they are known, else by what is done."""
    if whole_bytes:
        return PARTS * done_bytes // whole_bytes
    return PARTS * done // whole if whole else 0
