"""Cetak: the papers of the whole office, each opened in the preview: register, recapitulation, notice board, blank form."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QHBoxLayout

from desktop.screens.reports.card import ReportCard, Surroundings
from desktop.screens.theme import SPACE_L, SPACE_S
from desktop.screens.widgets import Button, Field
from desktop.screens.widgets.date_edit import DateEdit
from desktop.screens.widgets.layouts import STRETCH, row_of
from desktop.wording import formats
from desktop.wording.translation import tr

if TYPE_CHECKING:
    from desktop.documents.printable import Printable


YEARS_BACK = 15


class _PaperCard(ReportCard):
    """A card with one button that opens the preview."""

    def _foot(self, name: str, text: str) -> None:
        self.button = Button(text, f"reports-{name}-open", clicked=self.open)
        self.column.addLayout(row_of(self.button, STRETCH, space=SPACE_S))

    def open(self) -> None:
        from desktop.screens.documents import preview

        preview.show(self._printable, self.around.operations, self)

    def _printable(self) -> "Printable":
        raise NotImplementedError


class _DaysCard(_PaperCard):
    """With the days that the paper is about."""

    def _days(self, name: str) -> None:
        today = self.around.office.today()
        self.first_day = Field(tr("Dari tanggal"), DateEdit(date(today.year, 1, 1)), f"reports-{name}-from")
        self.last_day = Field(tr("sampai tanggal"), DateEdit(today), f"reports-{name}-to")
        row = QHBoxLayout()
        row.setSpacing(SPACE_L)
        for field in (self.first_day, self.last_day):
            row.addWidget(field, 1)
            field.editor.dateChanged.connect(self._typed)
        self.column.addLayout(row)

    def _typed(self) -> None:
        first, last = self.days()
        self.last_day.set_error(tr("Tanggal akhir sebelum tanggal awal.") if last < first else "")
        self.button.setEnabled(first <= last)

    def days(self) -> tuple[date, date]:
        first, last = self.first_day.editor.date().toPython(), self.last_day.editor.date().toPython()
        assert isinstance(first, date)
        assert isinstance(last, date)
        return first, last


class RegisterCard(_DaysCard):
    def __init__(self, around: Surroundings) -> None:
        super().__init__(
            around,
            "book",
            tr("Buku register"),
            tr("Pengaduan yang diterima, melintang, dengan jumlah di tiap halaman."),
        )
        self._days("book")
        self._foot("book", tr("Pratinjau register…"))

    def _printable(self) -> "Printable":
        from desktop.documents import printable

        return printable.of_register(self.around.office, *self.days())


class NoticeCard(_DaysCard):
    def __init__(self, around: Surroundings) -> None:
        super().__init__(
            around, "notice", tr("Papan pengumuman"), tr("Jawaban atas pengaduan tanpa nama, untuk ditempel di kantor.")
        )
        self._days("notice")
        self._foot("notice", tr("Pratinjau lembar pengumuman…"))

    def _printable(self) -> "Printable":
        from desktop.documents import printable

        return printable.of_notice(self.around.office, *self.days())


class RecapCard(_PaperCard):
    def __init__(self, around: Surroundings) -> None:
        super().__init__(
            around,
            "recap",
            tr("Rekapitulasi"),
            tr("Sebulan, setriwulan, atau setahun: menurut kategori, kanal, status, dan ketepatan waktu."),
        )
        today = around.office.today()
        self.span = Field(tr("Masa"), QComboBox(), "reports-recap-span")
        for number in range(1, 13):
            self.span.editor.addItem(formats.month_name(number), f"-{number:02d}")
        for number, roman in enumerate(("I", "II", "III", "IV"), 1):
            self.span.editor.addItem(tr("Triwulan {number}", number=roman), f"-T{number}")
        self.span.editor.addItem(tr("Setahun"), "")
        self.span.editor.setCurrentIndex(today.month - 1)
        self.year = Field(tr("Tahun"), QComboBox(), "reports-recap-year")
        for year in range(today.year, today.year - YEARS_BACK, -1):
            self.year.editor.addItem(str(year), f"{year:04d}")
        self.column.addLayout(row_of((self.span, 1), (self.year, 1), space=SPACE_L))
        self._foot("recap", tr("Pratinjau rekapitulasi…"))

    def _printable(self) -> "Printable":
        from desktop.documents import printable

        return printable.of_recap(
            self.around.office, f"{self.year.editor.currentData()}{self.span.editor.currentData()}"
        )


class FormCard(_PaperCard):
    def __init__(self, around: Surroundings) -> None:
        super().__init__(
            around,
            "form",
            tr("Formulir kosong"),
            tr("Untuk diisi tangan, misalnya di meja pelayanan atau di rumah kepala dusun."),
        )
        self._foot("form", tr("Pratinjau formulir…"))

    def _printable(self) -> "Printable":
        from desktop.documents import printable

        return printable.blank_form(self.around.office)
