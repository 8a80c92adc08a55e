"""Whether a paper that somebody brings is this office's: the text of its QR code, pasted or typed by a scanner."""

from PySide6.QtWidgets import QLineEdit

from complaints.errors import OfficeError
from desktop.office import paper_codes
from desktop.office.paper_codes import CheckedPaper
from desktop.screens.reports.card import ReportCard, ReportContext
from desktop.widgets import Button, FormField, label
from desktop.widgets.theme import restyle
from desktop.wording import formats
from desktop.wording.translation import tr, tr_phrase


class CheckingCard(ReportCard):
    def __init__(self, around: ReportContext) -> None:
        super().__init__(around, "checking")
        self.code = FormField(tr("Tulisan kode QR"), QLineEdit(), "reports-checking-code")
        # A scanner that works as a keyboard ends with Enter.
        self.code.editor.returnPressed.connect(self.check)
        self.code.editor.textEdited.connect(lambda _: self._clear())
        self.result = label("", name="reports-checking-result", wrap=True, selectable=True)
        self.result.hide()
        self.column.addWidget(self.code)
        self.add_button(Button(tr("Periksa"), "reports-checking-check", clicked=self.check))
        self.column.addWidget(self.result)

    def check(self) -> None:
        office, scanned = self.around.office, self.code.editor.text()
        self.around.operations.query(
            "reports-checking", lambda: paper_codes.check(office, scanned), self._show, on_error=self._refuse
        )

    def _show(self, checked: CheckedPaper) -> None:
        unit = paper_codes.unit_title(self.around.office, checked.unit)
        facts = " · ".join((tr_phrase(checked.kind), checked.number, formats.full_date(checked.day), unit))
        mark = "✓" if checked.verdict == "genuine" else "⚠"
        self.code.set_error("")
        self.result.setText(f"{mark}  {tr_phrase(checked.sentence)}\n{facts}")
        restyle(self.result, "role", "" if checked.verdict == "genuine" else "error")
        self.result.show()
        self.code.editor.selectAll()

    def _refuse(self, error: OfficeError) -> None:
        self.result.hide()
        self.code.set_error(tr_phrase(error.phrase))
        self.code.editor.selectAll()

    def _clear(self) -> None:
        self.code.set_error("")
        self.result.hide()
