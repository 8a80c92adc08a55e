"""Poster and cards with the office's channels; what is typed here is kept for the next time."""

from PySide6.QtWidgets import QLineEdit

from desktop.documents import printable
from desktop.office import channels
from desktop.office.channels import Channels
from desktop.screens.documents.opening import show_paper
from desktop.screens.reports.card import ReportCard, ReportContext
from desktop.widgets import Button, FormField
from desktop.widgets.faults import refusing
from desktop.widgets.layouts import row_of
from desktop.widgets.theme import SPACE_L
from desktop.wording.translation import tr


class ChannelCard(ReportCard):
    def __init__(self, around: ReportContext) -> None:
        super().__init__(around, "channels")
        self.whatsapp = FormField(tr("Nomor WhatsApp"), QLineEdit(), "reports-channels-whatsapp")
        self.hours = FormField(tr("Jam layanan"), QLineEdit(), "reports-channels-hours")
        self.hours.editor.setPlaceholderText(tr("Senin–Jumat 08.00–15.00"))
        self.column.addLayout(row_of((self.whatsapp, 1), (self.hours, 1), space=SPACE_L))
        poster = Button(tr("Pratinjau poster…"), "reports-channels-poster", clicked=lambda: self.open(cards=False))
        self.cards = Button(tr("Pratinjau kartu…"), "reports-channels-cards", clicked=lambda: self.open(cards=True))
        self.add_button(poster, self.cards)
        office = around.office
        around.operations.query("reports-channels", lambda: channels.load(office), self._show)

    def _show(self, kept: Channels) -> None:
        self.whatsapp.editor.setText(kept.whatsapp)
        self.hours.editor.setText(kept.hours)

    def open(self, *, cards: bool) -> None:
        office, typed = self.around.office, Channels(self.whatsapp.editor.text(), self.hours.editor.text())
        self.whatsapp.set_error("")

        def show(kept: Channels) -> None:
            show_paper(lambda: printable.of_channels(office, kept, cards=cards), self.around.operations, self)

        self.around.operations.change(lambda: channels.save(office, typed), show, on_error=refusing(self.whatsapp))
