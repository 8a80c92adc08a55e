"""Sealed complaints: for whom they are closed, and their receipts, which is all that the office knows of them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QLineEdit, QStackedWidget, QTreeWidget, QTreeWidgetItem

from complaints.errors import OfficeError
from desktop.office.sealing import InspectorateKey, SealedRecord
from desktop.screens.settings.section import Section, SectionContext, button_row
from desktop.widgets import Button, EmptyState, FormField, PrimaryButton, heading, label, named
from desktop.widgets.faults import refusing
from desktop.widgets.layouts import add_widgets
from desktop.widgets.lists import RowHeight
from desktop.widgets.theme import look
from desktop.wording import empty_places, formats, names, settings_explanations
from desktop.wording.translation import tr, tr_in


class SealedSection(Section):
    def __init__(self, around: SectionContext) -> None:
        super().__init__(around, for_admins=False)
        self._build_list()
        self._build_key()

    def _build_list(self) -> None:
        self.list = named(QTreeWidget(), "sealed-receipts", tr("Tanda terima aduan tersegel"))
        self.list.setRootIsDecorated(False)
        self.list.setHeaderLabels([tr("Nomor"), tr("Dicatat"), tr("Ke kabupaten")])
        self.list.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.list.setMinimumHeight(look.px(220))
        RowHeight(self.list, 30)
        self.empty = EmptyState(*empty_places.no_sealed_complaints(), "sealed-empty")
        self.pages = QStackedWidget()
        add_widgets(self.pages, self.list, self.empty)
        self.card("sealed-card", heading(tr_in("semua", "Tanda terima")), self.pages)

    def _build_key(self) -> None:
        self.fingerprint = label("–", "code", "inspectorate-fingerprint", wrap=True)
        self.source = label("", "muted", "inspectorate-source", wrap=True)
        self.key = FormField(
            tr("Kunci publik dari Inspektorat"),
            QLineEdit(self.settings.inspectorate_key),
            "inspectorate-key",
            hint=settings_explanations.inspectorate_key(),
        )
        self.key.editor.setMaxLength(200)
        self.key.editor.textChanged.connect(self._show_changed)
        self.key.editor.returnPressed.connect(self._save_key)
        self.save_button = PrimaryButton(tr("Simpan kunci"), "inspectorate-save", clicked=self._save_key)
        self.remove_button = Button(tr("Hapus kunci"), "inspectorate-remove", clicked=self._remove_key)
        self.card(
            "inspectorate-card",
            heading(tr("Kunci Inspektorat")),
            self.fingerprint,
            self.source,
            self.key,
            button_row(self.save_button, self.remove_button),
        )
        self._show_changed()

    # What is shown ---------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        sealing = self.office.sealing
        self.operations.query("sealed-key", sealing.key, self._show_key)
        self.operations.query("sealed-receipts", sealing.receipts, self._show_receipts)

    def refresh(self, kinds: frozenset[str]) -> None:
        if kinds & {"settings", "complaints"} and self.isVisible():
            self.reload()

    def _show_key(self, key: InspectorateKey | None) -> None:
        self.fingerprint.setText(key.fingerprint if key else tr("Belum ada kunci"))
        self.source.setText(names.key_source(key.source) if key else settings_explanations.no_inspectorate_key())
        # Whom a complaint is about may be the admin: what the district says goes before what was typed here.
        from_district = key is not None and key.source == "district"
        for part in (self.key, self.save_button, self.remove_button):
            part.setVisible(self.around.admin and not from_district)

    def _show_receipts(self, receipts: list[SealedRecord]) -> None:
        self.list.clear()
        for receipt in receipts:
            state = tr("✓ sudah diterima") if receipt.sent else tr("● menunggu dikirim")
            columns = [receipt.number, formats.long_date(receipt.on), state]
            item = QTreeWidgetItem(columns)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, ", ".join(columns))
            self.list.addTopLevelItem(item)
        self.pages.setCurrentIndex(0 if receipts else 1)

    # The key ---------------------------------------------------------------------------------------------------------

    def _show_changed(self) -> None:
        typed = "".join(self.key.editor.text().split())
        self.key.set_error("")
        self.save_button.setEnabled(bool(typed) and typed != self.settings.inspectorate_key)
        self.remove_button.setEnabled(bool(self.settings.inspectorate_key))

    def _save_key(self) -> None:
        if self.save_button.isEnabled():
            confirmation = tr("Kunci Inspektorat tersimpan. Cocokkan sidiknya dengan pengumuman Inspektorat.")
            self.save(confirmation, after=self._show_saved, inspectorate_key=self.key.editor.text())

    def _remove_key(self) -> None:
        self.save(tr("Kunci Inspektorat dihapus dari kantor ini."), after=self._show_saved, inspectorate_key="")

    def _show_saved(self) -> None:
        self.key.editor.setText(self.settings.inspectorate_key)
        self._show_changed()

    def refuse(self, error: OfficeError) -> None:
        refusing(self.key)(error)
