"""Which office: any desa, kelurahan or kecamatan of Indonesia, found by typing, those of Sinjai first; or an agency by its code and name."""

from PySide6.QtWidgets import QCheckBox, QLineEdit

from desktop.lanes.operations import Operations
from desktop.office.units import HOME, Unit, Units, typed_agency
from desktop.resources import resource
from desktop.screens.wizard.step import WizardStep
from desktop.tables.units import unit_columns
from desktop.trace import mark
from desktop.widgets import Card, FormField, RowModel, RowTable, SearchField, hint, named_by_text
from desktop.widgets.layouts import add_to
from desktop.widgets.theme import SPACE_M, SPACE_XS
from desktop.wording import first_start
from desktop.wording.translation import tr

MAX_LISTED = 100
LONGEST_NAME = 120  # letters


class OfficeStep(WizardStep):
    def __init__(self, operations: Operations) -> None:
        super().__init__("office")
        self._operations = operations
        self._units: Units | None = None
        self._listed_for: str | None = None  # the text whose units the list shows
        self._entered_early = ""  # Enter came on this text before its units did
        self.unit: Unit | None = None
        self.search = SearchField(tr("Misalnya: saotanre sinjai tengah"), "office-search")
        self.search.searched.connect(self._search)
        self.search.entered.connect(lambda _: self._entered())
        self.search.down.connect(self._into_list)
        self.list = RowTable(
            RowModel(unit_columns()),
            "office-list",
            tr("Desa, kelurahan dan kecamatan yang cocok"),
            row_height=44,
            inset=SPACE_M,
            gap=SPACE_M,
        )
        self.list.horizontalHeader().hide()
        self.list.selectionModel().currentRowChanged.connect(self._choose)
        self.list.acted.connect(self.forward)
        self.list.opened.connect(self.forward)
        card = Card("office-card", space=SPACE_XS)
        card.column.addWidget(self.list)
        self.below = hint(tr("Memuat daftar 83.762 desa dan kelurahan…"), "office-below")
        self.is_agency = named_by_text(QCheckBox(tr("Kantor ini dinas atau badan kabupaten")), "office-agency")
        self.agency_code = FormField(
            tr("Kode unit"), QLineEdit(), "office-agency-code", hint=tr("Dari kabupaten, misalnya DINSOS.")
        )
        self.agency_name = FormField(tr("Nama kantor"), QLineEdit(), "office-agency-name")
        self.is_agency.hide()  # an agency is in no list: it is asked about once nothing fits what is typed
        for field in (self.agency_code, self.agency_name):
            field.hide()
            field.editor.setMaxLength(LONGEST_NAME)
            field.editor.textChanged.connect(self._choose)
        self.is_agency.toggled.connect(self._show_agency)
        self._found_by_typing = (self.search, card, self.below)
        words = tr("Kantor ini sudah memakai Buku Aduan di komputer lain")
        self.joins = named_by_text(QCheckBox(words), "office-joins")
        self.joining = hint(first_start.joining(), "office-joining")
        self.joining.hide()
        self.joins.toggled.connect(self.joining.setVisible)
        add_to(
            self.column, self.search, (card, 1), self.below, self.is_agency, self.agency_code, self.agency_name, self.joins,
            self.joining,
        )  # fmt: skip

    def begin(self) -> None:
        self.search.edit.setFocus()
        if self._units is None:
            self._operations.query("units", lambda: Units.load(resource("units/units.zlib")), self._loaded)

    def ready(self) -> bool:
        return self.unit is not None

    def parent_name(self) -> str:
        """The kecamatan of the chosen unit, '' for a kecamatan itself and an agency."""
        return self._units.parent_name(self.unit) if self._units and self.unit else ""

    def _loaded(self, units: Units) -> None:
        self._units = units
        self._search(self.search.text())

    def _search(self, text: str) -> None:
        units = self._units
        if units is not None and text != self._listed_for:
            self._operations.query(
                "unit-search",
                lambda: units.offices(text or HOME, MAX_LISTED),
                lambda matches: self._show(text, matches),
            )

    def _show(self, text: str, matches: tuple[Unit, ...]) -> None:
        self._listed_for = text
        self.list.lines.show_lines(matches)
        mark("units found")
        self._choose()
        self.is_agency.setVisible(not matches or self.is_agency.isChecked())
        self.below.setText(first_start.units_shown(text, len(matches), MAX_LISTED))
        if not matches:
            return
        entered, self._entered_early = self._entered_early, ""
        if text:
            self.list.choose(0)
            if len(matches) == 1 and text == entered == self.search.text():
                self.forward.emit()

    def _show_agency(self, is_agency: bool) -> None:
        for widget in self._found_by_typing:
            widget.setVisible(not is_agency)
        self.agency_code.setVisible(is_agency)
        self.agency_name.setVisible(is_agency)
        (self.agency_code.editor if is_agency else self.search.edit).setFocus()
        self._choose()

    def _choose(self) -> None:
        self.unit = self._agency() if self.is_agency.isChecked() else self.list.chosen_line
        self.ready_changed.emit()

    def _agency(self) -> Unit | None:
        """What is typed, once it may be an agency."""
        return typed_agency(self.agency_code.editor.text(), self.agency_name.editor.text())

    def _entered(self) -> None:
        # Enter right after the last letter may come before its answer: then the list still shows another text's units.
        if self._listed_for != self.search.text():
            self._entered_early = self.search.text()
        elif self.unit is not None:
            self.forward.emit()

    def _into_list(self) -> None:
        if self.list.lines.rowCount():
            self.list.setFocus()
