"""Impor register: the years that lie in Excel come into the book."""

from PySide6.QtWidgets import QWidget

from desktop.screens.navigate import Goto
from desktop.screens.reports.card import ReportCard, Surroundings
from desktop.screens.theme import SPACE_S
from desktop.screens.widgets import Button
from desktop.screens.widgets.layouts import STRETCH, row_of
from desktop.wording.translation import tr


class ImportCard(ReportCard):
    def __init__(self, around: Surroundings) -> None:
        super().__init__(
            around,
            "import",
            tr("Impor register lama"),
            tr(
                "Dari Excel, CSV atau OpenSID: kolom dikenali, tiap baris diperiksa dulu, dan seluruh impor dapat diurungkan."
            ),
        )
        self.button = Button(tr("Impor dari Excel…"), "reports-import", keys="Ctrl+Shift+I")
        self.button.clicked.connect(lambda: around.navigate(Goto("import")))
        self.column.addLayout(row_of(self.button, STRETCH, space=SPACE_S))

    @property
    def first(self) -> QWidget:
        return self.button

    @property
    def shortcuts(self) -> tuple[tuple[str, str], ...]:
        return (("Ctrl+Shift+I", tr("Impor dari Excel…")),)
