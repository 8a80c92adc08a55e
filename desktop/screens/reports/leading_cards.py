"""Cards that lead to a screen of their own: the import of an old register, and what is to be entered in SP4N-LAPOR!."""

from desktop.screens.navigate import Goto
from desktop.screens.reports.card import ReportCard, ReportContext
from desktop.store.listing import Query
from desktop.widgets import Button, label
from desktop.wording.translation import tr, tr_count


class ImportCard(ReportCard):
    """The years that lie in Excel come into the book."""

    def __init__(self, around: ReportContext) -> None:
        super().__init__(around, "import")
        button = Button(tr("Impor…"), "reports-import", keys="Ctrl+Shift+I")
        button.clicked.connect(lambda: around.navigate(Goto("import")))
        self.add_button(button)


class LaporCard(ReportCard):
    """How many complaints are not entered there yet."""

    def __init__(self, around: ReportContext) -> None:
        super().__init__(around, "lapor")
        self.count = label("", "", "reports-lapor-count")
        self.column.addWidget(self.count)
        self.add_button(Button(tr("Buka daftarnya"), "reports-lapor", clicked=lambda: around.navigate(Goto("lapor"))))
        self.refresh()

    def changed(self, kinds: frozenset[str]) -> None:
        if "complaints" in kinds:
            self.refresh()

    def refresh(self) -> None:
        office = self.around.office
        self.around.operations.query("reports-lapor", lambda: office.count(Query(unentered=True)), self._show)

    def _show(self, count: int) -> None:
        self.count.setText(
            tr_count("{count} pengaduan belum diinput.", count=count) if count else tr("Semua sudah diinput.")
        )
