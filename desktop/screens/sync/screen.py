"""Sinkronisasi: what waits, the district's server and how past syncs went; on a PC that is not enrolled, the form that enrols it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from desktop.lanes.operations import Operations
from desktop.office import carried_words, invited, sync_situation
from desktop.office.office import Office
from desktop.screens.navigate import Goto, Navigate
from desktop.screens.screen import Screen
from desktop.screens.sync.automatic import AutomaticSync
from desktop.screens.sync.enrolment import EnrolForm
from desktop.screens.sync.held_card import HeldFilesCard
from desktop.screens.sync.status_cards import ServerCard, WaitingCard
from desktop.screens.sync.stick_buttons import StickButtons
from desktop.screens.sync.sync_history import AttemptModel, AttemptTable
from desktop.widgets import Button, Card, EmptyState, Pages, PrimaryButton, heading, label, show_text
from desktop.widgets.layouts import STRETCH, add_to, add_widgets, column_of, in_column, row_of
from desktop.widgets.theme import SCREEN_MARGINS, SPACE_L, SPACE_M, SPACE_S, SPACE_XL, look
from desktop.wording import empty_places
from desktop.wording.translation import tr, tr_phrase


class SyncScreen(Screen):
    def __init__(self, operations: Operations, office: Office, navigate: Navigate, sync: AutomaticSync) -> None:
        super().__init__("sync", operations, office, navigate)
        self._sync = sync
        self._enrolling = False
        self._build()
        operations.changed.connect(self._changed)
        sync.changed.connect(self._show)
        self.attempts.refresh()
        self._show()

    # What the window calls -------------------------------------------------------------------------------------------

    def shown(self) -> None:
        self._show()
        self.take_focus()

    def go(self, goto: Goto) -> None:
        """`action` 'enrol' opens the form, also on a PC that is enrolled already; `file` is a bundle to read."""
        if goto.action == "enrol":
            self._enrol_again()
        if goto.file is not None and invited.is_invitation(goto.file):
            self._enrol_again(str(goto.file))
        elif goto.file is not None:
            self.sticks.read(goto.file)

    def take_focus(self) -> None:
        if self.pages.currentWidget() is self._form_page:
            self.form.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.now.setFocus(Qt.FocusReason.OtherFocusReason)

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.pages = Pages()
        self._form_page = self._enrolment()
        self._work_page = self._work()
        add_widgets(self.pages, QWidget(), self._form_page, self._work_page)
        column_of(self._head(), self.sticks.below, (self.pages, 1), space=SPACE_M + 2, of=self, margins=SCREEN_MARGINS)

    def _head(self) -> QHBoxLayout:
        self.subtitle = label(sync_situation.safe_here(), "muted", "sync-subtitle", wrap=True)
        words = column_of(label(tr("Sinkronisasi"), "title", "sync-title"), self.subtitle, space=0)
        self.now = PrimaryButton(tr("Sinkronkan sekarang"), "sync-now", clicked=self._sync.now)
        # The key is the desk's, and works on every screen; here it is only shown.
        self.now.keys = "F5"
        self.now.setToolTip(tr("Sinkronkan sekarang (F5)"))
        self.sticks = StickButtons(self._operations, self._office)
        return row_of(
            (words, 1),
            (self.sticks, 0, Qt.AlignmentFlag.AlignVCenter),
            (self.now, 0, Qt.AlignmentFlag.AlignVCenter),
            space=SPACE_S,
        )

    def _work(self) -> QWidget:
        self.waiting, self.server = WaitingCard(), ServerCard()
        self.waiting.cancelled.connect(self._sync.cancel)
        self.waiting.paused.connect(self._sync.set_paused)
        self.server.limited.connect(self._sync.set_limit)
        cards = row_of((self.waiting, 1), (self.server, 1), space=SPACE_M)
        self.held = HeldFilesCard(self._operations, self._office, self._navigate)
        self.held.decided.connect(lambda: self._sync.now(again=True))
        self.carried = label("", name="sync-carried", wrap=True)
        self._read_carried()
        return in_column(self._stopped(), self.held, cards, self.carried, (self._past(), 1), space=SPACE_M + 2)

    def _stopped(self) -> QWidget:
        """Why nothing is tried any more, and the button that mends it."""
        self.stopped = Card("sync-stopped", tone="notice", space=SPACE_M)
        self.stopped_sentence = label("", name="sync-stopped-sentence", wrap=True)
        self.enrol_again = Button(tr("Daftarkan lagi…"), "sync-enrol-again", clicked=self._enrol_again)
        self.stopped.column.addLayout(row_of((self.stopped_sentence, 1), self.enrol_again, space=SPACE_M))
        self.stopped.hide()
        return self.stopped

    def _past(self) -> QWidget:
        card = Card("sync-past", space=6)
        self.attempts = AttemptModel(self._operations, self._office)
        self.attempts.filled.connect(self._show_past)
        self.table = AttemptTable(self.attempts)
        self.table.chosen.connect(self._show_outcome)
        self.outcome = label("", "muted", "sync-whole", wrap=True)
        self.outcome.setContentsMargins(SPACE_S + 2, 0, SPACE_S, SPACE_S)
        self.outcome.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.outcome.hide()
        self.past_pages = QStackedWidget()
        add_widgets(self.past_pages, EmptyState(*empty_places.never_synced(), "sync-past-empty"), self.table)
        add_to(card.column, (self.past_pages, 1), self.outcome)
        return card

    def _enrolment(self) -> QWidget:
        card = Card("sync-enrolment", space=SPACE_XL, gap=SPACE_L)
        self.enrol_title = heading("", "sync-enrol-title")
        self.enrol_sentence = label("", "muted", "sync-enrol-sentence", wrap=True)
        self.enrol_sentence.setMaximumWidth(look.px(640))
        self.form = EnrolForm(self._operations, self._office, can_cancel=True)
        self.form.enrolled.connect(self._leave_form)
        self.form.cancelled.connect(self._leave_form)
        add_to(card.column, self.enrol_title, self.enrol_sentence, self.form, STRETCH)
        return card

    # Showing ---------------------------------------------------------------------------------------------------------

    def _changed(self, kinds: frozenset[str]) -> None:
        if "sync" in kinds:
            self.attempts.refresh()
            self._read_carried()

    def _read_carried(self) -> None:
        """How old what the district told is, where a stick brings it, and how it stands with the units that this office carries for."""
        office = self._office
        self._operations.query("sync-carried", lambda: carried_words.carrying(office), self._show_carried)

    def _show_carried(self, carrying: carried_words.Carrying) -> None:
        show_text(self.carried, carrying.words)
        self.sticks.offer_below(carrying.button)

    def _show(self) -> None:
        now = self._sync.situation
        if now is None:
            return
        enrolled, today = now.connection.enrolled or now.connection.invited, self._office.today()
        form = self._enrolling or not enrolled
        page = self._form_page if form else self._work_page
        self.now.setVisible(not form)
        self.sticks.setVisible(not form)
        if self.pages.currentWidget() is not page:
            self._show_form_words(enrolled=enrolled)
            self.form.back.setVisible(enrolled)
            self.pages.setCurrentWidget(page)
            if self.isVisible():
                self.take_focus()
        self.waiting.show_situation(now)
        self.server.show_situation(now, today)
        self.held.show_count(now.connection.held_files)
        self.attempts.set_next(now.next_try, stopped=bool(now.connection.stopped))
        self.stopped_sentence.setText(tr_phrase(now.connection.stopped) if now.connection.stopped else "")
        self.stopped.setVisible(bool(now.connection.stopped))
        self.enrol_again.setVisible(self._office.user.role == "admin")

    def _show_form_words(self, *, enrolled: bool) -> None:
        title, sentence = sync_situation.invitation_to_enrol(enrolled=enrolled)
        self.enrol_title.setText(title)
        self.enrol_sentence.setText(sentence)

    def _show_past(self) -> None:
        self.past_pages.setCurrentIndex(1 if self.attempts.rowCount() else 0)

    def _show_outcome(self, sentence: str) -> None:
        show_text(self.outcome, sentence)

    # Enrolling -------------------------------------------------------------------------------------------------------

    def _enrol_again(self, place: str = "") -> None:
        now = self._sync.situation
        self._enrolling = True
        self._show()
        self.form.begin(place or (now.connection.address if now else ""))

    def _leave_form(self) -> None:
        self._enrolling = False
        self._show()
