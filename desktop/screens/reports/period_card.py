"""Laporan ke kabupaten: the report on a month, quarter or year; its narrative is a draft that stays, and sending it is one button."""

from collections.abc import Callable
from pathlib import Path

from complaints.errors import OfficeError
from complaints.period_report import PeriodReport
from complaints.report_period import latest_ended, parse_period
from desktop.documents import printable
from desktop.documents.document import Order
from desktop.documents.period_report import period_report, signer
from desktop.documents.printable import Printable
from desktop.exporting.period_report_book import write_package
from desktop.office import period_reports
from desktop.screens.reports.card import ReportContext
from desktop.screens.reports.paper_cards import SpanCard
from desktop.widgets import Button, FormField, PrimaryButton, hint
from desktop.widgets.file_dialogs import ask_folder
from desktop.widgets.layouts import add_to
from desktop.widgets.text_box import text_box
from desktop.wording.translation import tr, tr_phrase


class PeriodCard(SpanCard):
    """What is typed is kept before anything is made of it, and when another period or screen comes."""

    def __init__(self, around: ReportContext) -> None:
        super().__init__(around, "period")
        last = latest_ended("quarter", around.office.today())
        self._shown: PeriodReport | None = None
        self._add_span("period", last.code[4:], (around.office.today().year, last.first.year))
        self.state = hint("", "reports-period-state")
        titles = {
            "obstacles": tr("Kendala"), "follow_up": tr("Tindak lanjut"), "recommendations": tr("Rekomendasi"),
            "reasons": tr("Sebab terlambat, satu baris satu nomor"),
        }  # fmt: skip
        self.texts = {
            name: FormField(title, text_box(height=64), f"reports-period-{name}") for name, title in titles.items()
        }
        add_to(self.column, self.state, *self.texts.values())
        preview = Button(tr("Pratinjau laporan…"), "reports-period-open", clicked=lambda: self._keep(self.open))
        self.files = Button(tr("Simpan berkas…"), "reports-period-files", clicked=self._choose)
        self.send = PrimaryButton(tr("Kirim"), "reports-period-send", clicked=lambda: self._keep(self._send))
        self.add_button(preview, self.files, self.send)
        for choice in (self.span.editor, self.year.editor):
            choice.currentIndexChanged.connect(lambda _: self._keep(self.refresh))

    def refresh(self) -> None:
        office, period = self.around.office, parse_period(self.code)
        self.around.operations.query(
            "reports-period", lambda: period_reports.standing(office, period, signer(office)), self._show
        )

    def changed(self, kinds: frozenset[str]) -> None:
        if "complaints" in kinds and self.isVisible():
            self._keep(self.refresh)

    def _show(self, standing: period_reports.Standing) -> None:
        same_period = self._shown is not None and self._shown.period == standing.report.period
        self._shown = standing.report
        self.state.setText(period_reports.state_words(standing))
        self.send.setEnabled(standing.may_send)
        for name, text in period_reports.texts(standing.report).items():
            editor = self.texts[name].editor
            # Somebody who is typing goes on typing.
            if editor.toPlainText() != text and not (same_period and editor.hasFocus()):
                editor.setPlainText(text)
        self.texts["reasons"].setVisible(bool(standing.report.late))

    def _keep(self, then: Callable[[], object]) -> None:
        """Keeps what is typed for the period that is shown, and goes on."""
        shown, office = self._shown, self.around.office
        if shown is None:
            then()
            return
        typed = {name: field.editor.toPlainText() for name, field in self.texts.items()}
        period = parse_period(shown.period)
        self.around.operations.change(lambda: period_reports.save_texts(office, period, shown, typed), lambda _: then())

    def _printable(self) -> Printable:
        return printable.of_period_report(self.around.office, self.code)

    def _choose(self) -> None:
        folder = ask_folder(self, tr("Folder untuk laporan"), "")
        if folder is not None:
            self._keep(lambda: self.write(Path(folder)))

    def write(self, folder: Path) -> None:
        """PDF, XLSX and JSON in this folder."""
        office, period = self.around.office, parse_period(self.code)

        def write() -> None:
            report = period_reports.make(office, period, signer(office))
            paper = period_report(office, report, Order())
            write_package(office, report, folder, paper.name, paper.pdf)

        self.around.operations.change(
            write,
            lambda _: self.around.say(tr("Laporan tertulis di {folder}", folder=folder), "ok"),
            on_error=self._refused,
        )

    def _refused(self, refusal: OfficeError) -> None:
        self.around.say(tr_phrase(refusal.phrase), "danger")

    def _send(self) -> None:
        office, period = self.around.office, parse_period(self.code)
        self.around.operations.change(
            lambda: period_reports.send(office, period, signer(office)), self._sent, ("complaints",), self._refused
        )

    def _sent(self, _: object) -> None:
        self.around.say(tr("Laporan ikut dengan sinkronisasi atau flashdisk berikutnya."), "ok")
        self.refresh()
