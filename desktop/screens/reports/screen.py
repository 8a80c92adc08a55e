"""Laporan & cetak: cards in two columns that scroll together, and above them the message of what happened last."""

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.lanes.operations import Operations
from desktop.office.office import Office
from desktop.screens.navigate import Goto, Navigate
from desktop.screens.reports.card import ReportCard, ReportContext
from desktop.screens.reports.channel_card import ChannelCard
from desktop.screens.reports.checking_card import CheckingCard
from desktop.screens.reports.export_card import ExportCard
from desktop.screens.reports.leading_cards import ImportCard, LaporCard
from desktop.screens.reports.paper_cards import FormCard, NoticeCard, RecapCard, RegisterCard
from desktop.screens.reports.period_card import PeriodCard
from desktop.screens.screen import Screen
from desktop.widgets import MessageBar, ScrollArea, label
from desktop.widgets.layouts import STRETCH, column_of, row_of, stack
from desktop.widgets.message import MessageTone
from desktop.widgets.theme import SCREEN_MARGINS, SPACE_L, SPACE_M, look
from desktop.wording.translation import tr

NARROW = 860  # as on the home screen: pixels at 100 percent under which there is one column

# The cards by column, in their order.
COLUMNS: tuple[tuple[Callable[[ReportContext], ReportCard], ...], ...] = (
    (ExportCard, ImportCard, LaporCard, CheckingCard),
    (PeriodCard, RegisterCard, RecapCard, NoticeCard, FormCard, ChannelCard),
)


class ReportsScreen(Screen):
    def __init__(self, operations: Operations, office: Office, navigate: Navigate) -> None:
        super().__init__("reports", operations, office, navigate)
        self._around = ReportContext(operations, office, navigate, self.say)
        self._build()
        operations.changed.connect(self._changed)

    def _build(self) -> None:
        left_margin, top, right_margin, bottom = SCREEN_MARGINS
        self.messages = MessageBar(name="reports-message")
        cards = [[card(self._around) for card in column] for column in COLUMNS]
        self.cards = [card for column in cards for card in column]
        columns = [(column_of(*column, STRETCH, space=SPACE_L), 1) for column in cards]
        inside = QWidget()
        self._columns = row_of(*columns, space=SPACE_L, margins=(0, 0, 0, bottom), of=inside)
        self.area = ScrollArea(inside, "reports-area", tr("Laporan & cetak"))
        column_of(
            label(tr("Laporan & cetak"), "title", "reports-title"),
            self.messages.place,
            (self.area, 1),
            space=SPACE_M,
            of=self,
            margins=(left_margin, top, right_margin, 0),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the cards stand in one column."""
        super().resizeEvent(event)
        stack(self._columns, upright=self.width() < look.px(NARROW))

    @property
    def shortcuts(self) -> tuple[tuple[str, str], ...]:
        return tuple(key for card in self.cards for key in card.shortcuts)

    def shown(self) -> None:
        for card in self.cards:
            card.refresh()
        self.cards[0].first.setFocus()

    def go(self, goto: Goto) -> None:
        for card in self.cards:
            card.go(goto)

    def say(self, sentence: str, tone: MessageTone) -> None:
        self.messages.say(sentence, tone)

    def _changed(self, kinds: frozenset[str]) -> None:
        for card in self.cards:
            card.changed(kinds)
