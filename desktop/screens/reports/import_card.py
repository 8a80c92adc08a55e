"""Impor register: the years that lie in Excel come into the book."""

from desktop.screens.navigate import Goto
from desktop.screens.reports.card import ReportCard, ReportContext
from desktop.screens.widgets import Button
from desktop.wording.translation import tr


class ImportCard(ReportCard):
    def __init__(self, around: ReportContext) -> None:
        super().__init__(around, "import")
        button = Button(tr("Impor dari Excel…"), "reports-import", keys="Ctrl+Shift+I")
        button.clicked.connect(lambda: around.navigate(Goto("import")))
        self.add_button(button)
