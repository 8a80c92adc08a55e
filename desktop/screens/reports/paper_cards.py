"""The papers of the whole office, each opened in the preview: register, recapitulation, notice board, blank form."""

from desktop.documents import printable
from desktop.documents.printable import Printable
from desktop.office.notice_board import Board, board, may_approve, words_of_left_out
from desktop.screens.documents.opening import show_paper
from desktop.screens.reports.card import ReportCard, ReportContext
from desktop.widgets import Button, FormField, hint, show_text
from desktop.widgets.combo_box import combo_box
from desktop.widgets.day_range import DayRange
from desktop.widgets.layouts import row_of
from desktop.widgets.theme import SPACE_L
from desktop.wording.periods import spans_of_a_year
from desktop.wording.translation import tr

YEARS_BACK = 15


class _PaperCard(ReportCard):
    """A card with one button that opens the preview."""

    def open(self) -> None:
        show_paper(self._printable, self.around.operations, self)

    def _printable(self) -> Printable:
        raise NotImplementedError


class _DaysCard(_PaperCard):
    """With the days that the paper is about."""

    def _add_days(self, name: str) -> None:
        self.range = DayRange(
            tr("Dari tanggal"), self.around.office.today(), (f"reports-{name}-from", f"reports-{name}-to")
        )
        self.range.changed.connect(lambda: self.button.setEnabled(self.range.in_order))
        self.column.addWidget(self.range)


class RegisterCard(_DaysCard):
    def __init__(self, around: ReportContext) -> None:
        super().__init__(around, "book")
        self._add_days("book")
        self.add_button(Button(tr("Pratinjau register…"), "reports-book-open", clicked=self.open))

    def _printable(self) -> Printable:
        return printable.of_register(self.around.office, *self.range.days)


class NoticeCard(_DaysCard):
    def __init__(self, around: ReportContext) -> None:
        super().__init__(around, "notice")
        self._add_days("notice")
        self.left_out = hint("", "reports-notice-left-out")
        self.column.addWidget(self.left_out)
        self.titles = Button(tr("Judul netral…"), "reports-notice-titles", clicked=self._open_titles)
        preview = Button(tr("Pratinjau lembar pengumuman…"), "reports-notice-open", clicked=self.open)
        self.add_button(preview, self.titles)
        self.range.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """How many answers of these days the board leaves out; they are asked for anew when complaints change."""
        if not self.range.in_order:
            return
        office, days = self.around.office, self.range.days
        self.around.operations.query("reports-notice", lambda: board(office, *days), self._show)

    def changed(self, kinds: frozenset[str]) -> None:
        if "complaints" in kinds:
            self.refresh()

    def _show(self, shown: "Board") -> None:
        self._board = shown
        show_text(self.left_out, words_of_left_out(shown))
        self.titles.setVisible(bool(shown.left_out) and may_approve(self.around.office))

    def _open_titles(self) -> None:
        from desktop.screens.reports.notice_titles import NoticeTitles

        self.window_of_titles = NoticeTitles(self.around.operations, self.around.office, self._board.left_out, self)
        self.window_of_titles.approved.connect(self.refresh)
        self.window_of_titles.open()

    def _printable(self) -> Printable:
        return printable.of_notice(self.around.office, *self.range.days)


class SpanCard(_PaperCard):
    """With the month, the quarter or the year that the paper is about; `span_changed` is called with each new choice."""

    def _add_span(self, name: str, span: str, years: tuple[int, int]) -> None:
        """Begins with `span` ('-11', '-T3', '') of the second of the years, which go from the first back to the past."""
        self.span = FormField(tr("Masa"), combo_box(spans_of_a_year(), span), f"reports-{name}-span")
        choice = ((str(year), f"{year:04d}") for year in range(years[0], years[0] - YEARS_BACK, -1))
        self.year = FormField(tr("Tahun"), combo_box(choice, f"{years[1]:04d}"), f"reports-{name}-year")
        self.column.addLayout(row_of((self.span, 1), (self.year, 1), space=SPACE_L))

    @property
    def code(self) -> str:
        """The period as its code: '2026-T3'."""
        return f"{self.year.editor.currentData()}{self.span.editor.currentData()}"


class RecapCard(SpanCard):
    def __init__(self, around: ReportContext) -> None:
        super().__init__(around, "recap")
        today = around.office.today()
        self._add_span("recap", f"-{today.month:02d}", (today.year, today.year))
        self.add_button(Button(tr("Pratinjau rekapitulasi…"), "reports-recap-open", clicked=self.open))

    def _printable(self) -> Printable:
        return printable.of_recap(self.around.office, self.code)


class FormCard(_PaperCard):
    def __init__(self, around: ReportContext) -> None:
        super().__init__(around, "form")
        self.add_button(Button(tr("Pratinjau formulir…"), "reports-form-open", clicked=self.open))

    def _printable(self) -> Printable:
        return printable.blank_form(self.around.office)
