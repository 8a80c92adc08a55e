"""The check of the book: whether everything is as it was written, and what could be mended."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget

from desktop.screens.settings.row_heights import RowHeight
from desktop.screens.settings.section import Section, Surroundings, button_row
from desktop.screens.theme import look
from desktop.screens.widgets import PrimaryButton, label
from desktop.screens.widgets.layouts import add_to
from desktop.screens.widgets.naming import named
from desktop.screens.widgets.task_row import TaskRow
from desktop.store.check import CheckReport
from desktop.wording.formats import number
from desktop.wording.translation import tr, tr_count, tr_phrase


class CheckSection(Section):
    def __init__(self, around: Surroundings) -> None:
        super().__init__(
            around,
            tr("Memastikan tidak ada yang berubah, hilang, atau rusak sejak ditulis."),
            for_admins=False,
        )
        card = self.card(
            "check-card",
            tr("Periksa seluruh buku"),
            tr(
                "Berkas data, rantai catatan, lampiran, dan daftar pengaduan dicocokkan dengan riwayatnya. Daftar yang tidak cocok dibuat ulang dari riwayat. Anda dapat tetap bekerja."
            ),
        )
        self.button = PrimaryButton(tr("Periksa sekarang"), "check-now", clicked=self._check)
        self.task = TaskRow(around.operations, "check-task")
        add_to(card.column, button_row(self.button), self.task)
        self.result = label("", "heading", "check-result", wrap=True)
        self.counted = label("", "muted", "check-counted", wrap=True)
        self.list = named(QListWidget(), "check-problems", tr("Temuan"))
        self.list.setWordWrap(True)
        RowHeight(self.list, 30)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(look.px(160))
        for part in (self.result, self.counted, self.list):
            part.hide()
            card.column.addWidget(part)

    def _check(self) -> None:
        upkeep = self.around.office.upkeep
        if self.task.busy:
            self.around.say(tr("Pekerjaan sebelumnya belum selesai; tunggu sebentar atau hentikan."), "info")
            return
        self.task.start(
            tr("Memeriksa…"), lambda progress: upkeep.check(progress=progress), self._show,
            failed=self._failed, stopped=lambda: self._ended(tr("Dihentikan. Tidak ada yang diubah.")), kinds=("complaints",),
        )  # fmt: skip

    def _show(self, report: CheckReport) -> None:
        if report.problems:
            told = tr_count("⚠ {count} hal perlu diperhatikan", count=len(report.problems))
        elif report.mended:
            told = tr_count("✓ Utuh; {count} tampilan sudah dibuat ulang dari riwayat", count=len(report.mended))
        else:
            told = tr("✓ Semua utuh")
        self._ended(told)
        counted = tr(
            "{complaints} pengaduan, {events} catatan, {attachments} lampiran diperiksa.",
            complaints=number(report.complaints), events=number(report.events), attachments=number(report.attachments),
        )  # fmt: skip
        self.counted.setText(counted)
        self.counted.show()
        self.list.clear()
        self.list.addItems([tr_phrase(sentence) for sentence in (*report.problems, *report.mended)])
        self.list.setVisible(self.list.count() > 0)
        tone = "danger" if report.problems else "ok"
        self.around.say(told.lstrip("✓⚠ ") + ".", tone)

    def _failed(self, sentence: str) -> None:
        self._ended(sentence)
        self.around.say(sentence, "danger")

    def _ended(self, told: str) -> None:
        self.result.setText(told)
        self.result.show()
        self.counted.hide()
        self.list.hide()
