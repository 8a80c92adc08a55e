"""The screen 'Catat pengaduan': the form, the cards beside it, and what happens from the first field to the saved complaint."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QHideEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from complaints import accused
from complaints.draft import NOTE_LIMIT, Draft, Problem
from complaints.errors import InvalidField, OfficeError
from desktop.lanes.operations import Operations
from desktop.office import record_words, typed_draft
from desktop.office.case import Case
from desktop.office.office import Office
from desktop.office.proposals import join
from desktop.office.recording import Receipt
from desktop.office.sealing import InspectorateKey
from desktop.screens.documents.opening import show_paper
from desktop.screens.navigate import Goto, Navigate
from desktop.screens.record.asking import ask_to_discard
from desktop.screens.record.keeping import DraftKeeper
from desktop.screens.record.page import RecordPage
from desktop.screens.record.proposals import ShownProposals
from desktop.store.attachments import Content
from desktop.widgets.keys import on_keys
from desktop.widgets.later import later
from desktop.widgets.message import PASSING_SECONDS, UNTIL_CLOSED
from desktop.widgets.theme import look
from desktop.wording.translation import language, tr, tr_in, tr_phrase

if TYPE_CHECKING:
    from desktop.office.suggestions import SimilarCase

T = TypeVar("T")
PAUSE_MS = 250


class RecordScreen(RecordPage):
    def __init__(self, operations: Operations, office: Office, navigate: Navigate) -> None:
        super().__init__(operations, office, navigate)
        self._checked_fields: frozenset[str] = frozenset()
        self._refusal: tuple[typed_draft.TypedDraft, Problem] | None = None
        self._saving = False
        self._holders: tuple[str, ...] = ()
        self._last = ""
        self.keeper = DraftKeeper(operations, office, self)
        self.proposals = ShownProposals(operations, office, self.form, self.beside, self)
        self._pause = later(self, PAUSE_MS, self._paused)

    def parts(self) -> Iterator[None]:
        yield from super().parts()
        self.form.files.watch(self._office, self.form.column)
        yield
        self._listen()
        self._new_day()
        self._load_lists()
        self._ask_key()
        self.keeper.load()

    def _listen(self) -> None:
        self.form.edited.connect(self._edited)
        self.form.files.changed.connect(self._files_changed)
        self.form.sealing.connect(self._sealing)
        self.advice.seal.connect(lambda: self.form.switches.chips["sealed"].click())
        self.advice.on_paper.connect(self._print_for_inspectorate)
        self.save.clicked.connect(lambda: self.record(with_receipt=False))
        self.print.clicked.connect(lambda: self.record(with_receipt=True))
        self.cancel.clicked.connect(self.ask_to_leave)
        for keys, act in (
            ("Ctrl+Return", self.save.click),
            ("Ctrl+Enter", self.save.click),
            ("Ctrl+G", self.beside.similar.take_focus),
            ("Ctrl+O", self._open_last),
            ("Esc", self.ask_to_leave),
        ):
            on_keys(self, keys, act, within=True)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)
        self.proposals.changed.connect(self._title_proposed)
        self.keeper.saved.connect(self._draft_saved)
        self.keeper.restored.connect(self._restored)
        self.beside.similar.join.connect(self._join)
        self.beside.similar.dismissed.connect(self._dismiss)
        self.beside.similar.opened.connect(self._open)
        self._operations.changed.connect(self._something_changed)

    def _focus_moved(self, before: QWidget | None, entered: QWidget | None) -> None:
        """Checks the field that had the keyboard before, and scrolls to the one that has it now."""
        if not isValid(self.form):
            return
        if before is not None and self.form.isAncestorOf(before):
            self._check()
        if entered is not None and self.form.isAncestorOf(entered):
            # After the lock or on another visit, the keyboard comes back to this field.
            self.enter_at(entered)
            self.form_area.ensureWidgetVisible(entered, 0, look.px(48))

    # What the window calls -------------------------------------------------------------------------------------------

    def shown(self) -> None:
        self._new_day()
        self._ask_number()
        self._ask_key()
        self._ask_places()
        self.proposals.ask()
        self.take_focus()

    def take_focus(self) -> None:
        """The field that had the keyboard last, if anything is typed; else the text of the complaint."""
        focused = self.focusWidget()
        if focused is None or not self.form.isAncestorOf(focused) or typed_draft.is_empty(self.form.typed()):
            self.form.body.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        self.keeper.flush()

    def hideEvent(self, event: QHideEvent) -> None:
        self.keeper.flush()
        super().hideEvent(event)

    # While typing ----------------------------------------------------------------------------------------------------

    def _edited(self) -> None:
        self.keeper.edited(self.form.typed())
        self._pause.start()

    def _title_proposed(self) -> None:
        self.keeper.edited(self.form.typed())
        self.form.count(self.form.typed())

    def _files_changed(self) -> None:
        self.keeper.files_changed(self.form.files.files)

    def _ask_key(self) -> None:
        self._operations.query("record.key", self._office.sealing.key, self._key_found)
        self._operations.query("record.holders", lambda: self._office.office_holders, self._holders_found)

    def _holders_found(self, holders: tuple[str, ...]) -> None:
        self._holders = holders
        self._advise()

    def _advise(self) -> None:
        """Says at the top of the form when the complaint seems to be about the office's own people."""
        typed = self.form.typed()
        category = self._office.categories.by_label(typed.category)
        reason = accused.why_seal(typed.subject, category.code if category else "", self._holders)
        self.advice.show_reason(reason, sealed=typed.sealed)

    def _print_for_inspectorate(self) -> None:
        """A form to post, after which nothing of it is kept here but the receipt number."""
        from desktop.documents.inspectorate_form import number_for

        draft, problems = self._check()
        faults = [p for p in problems if p.blocks]
        if faults or self._saving or not draft.body:
            self._point_at(faults)
            return
        office = self._office
        self._save(
            lambda: number_for(office, draft),
            lambda number: self._printed_for_inspectorate(number, draft),
            kinds=("drafts",),
        )

    def _printed_for_inspectorate(self, number: str, draft: Draft) -> None:
        from desktop.documents import printable

        self._empty()
        self.messages.say(record_words.printed_for_inspectorate(number), "ok", UNTIL_CLOSED)
        show_paper(printable.of_inspectorate_form(self._office, draft, number), self._operations, self)

    def _key_found(self, key: InspectorateKey | None) -> None:
        self.beside.sealing.show_key(key)
        self.form.set_sealing(possible=key is not None)
        self.advice.set_possible(key is not None)
        self._advise()

    def _sealing(self, on: bool) -> None:
        self.show_draft(is_sealed=on)
        self._advise()
        self.beside.show_sealing(on)

    def _paused(self) -> None:
        self._check()
        self._advise()
        self.proposals.ask()

    def _check(self) -> tuple[Draft, tuple[Problem, ...]]:
        """Reads the form and shows its good news and faults."""
        typed = self.form.typed()
        draft, problems = typed_draft.read(typed, self._office.categories, self._office.today())
        refused = self._refusal[1] if self._refusal is not None and self._refusal[0] == typed else None
        visible = typed_draft.visible_problems(typed, problems, refused, self._checked_fields)
        self.form.show_news(typed_draft.good_news(typed, self._office.today()), visible, also=self._checked_fields)
        self.form.count(typed)
        return draft, problems

    # Similar complaints ----------------------------------------------------------------------------------------------

    def _dismiss(self, complaint: str) -> None:
        self.proposals.dismiss(complaint)
        self._edited()
        if not self.beside.similar.isVisible():
            self.take_focus()

    def _open(self, complaint: str) -> None:
        self.keeper.flush()
        self._navigate(Goto("complaints", complaint=complaint))

    def _open_last(self) -> None:
        """The complaint that was recorded last here, also when the message that offers it has gone."""
        if self._last:
            self._open(self._last)

    def _join(self, similar: SimilarCase) -> None:
        """Adds the person who is typed here as one more support to the similar complaint; no second complaint is recorded."""
        typed = self.form.typed()
        draft, problems = self._check()
        faults = [p for p in problems if p.blocks and p.field in typed_draft.PERSON]
        if faults or self._saving:
            self._point_at(faults)
            return
        office, note, files = self._office, draft.body[:NOTE_LIMIT], self.form.files.files
        self._save(lambda: join(office, similar.row.id, typed_draft.person(typed), note, files), self._joined)

    def _joined(self, case: Case) -> None:
        self._empty()
        self._navigate(Goto("complaints", complaint=case.complaint.id))

    # Saving ----------------------------------------------------------------------------------------------------------

    def record(self, *, with_receipt: bool) -> None:
        """Records what is typed, or goes to the first field with a fault."""
        if self._saving or self.form.files.busy:
            return
        self.form.settle()
        self._checked_fields = frozenset(self.form.fields) | {"attachments"}
        draft, problems = self._check()
        faults = [p for p in (*problems, *typed_draft.missing(self.form.typed())) if p.blocks]
        if faults:
            self._point_at(faults)
            return
        office, files = self._office, self.form.files.files
        self._save(
            lambda: office.record(draft, files, drop_draft=True),
            lambda receipt: self._recorded(receipt, draft, with_receipt),
        )

    def _save(
        self, work: Callable[[], T], done: Callable[[T], None], kinds: Iterable[str] = ("complaints", "drafts")
    ) -> None:
        """Nothing on the screen can be used until it is done or refused."""
        self._wait(True)
        self.keeper.flush()
        self._operations.change(work, done, kinds, self._refused)

    def _recorded(self, receipt: Receipt, draft: Draft, with_receipt: bool) -> None:
        self._empty()
        office = self._office
        self._last = "" if receipt.sealed_for else receipt.id

        def show_receipt() -> None:
            from desktop.documents import printable

            show_paper(printable.of_recorded(office, receipt, draft), self._operations, self)

        # A sealed one has neither a case nor a code, and its receipt is shown at once.
        offers: list[tuple[str, Callable[[], object]]] = (
            []
            if receipt.sealed_for
            else [
                (tr("Tanda terima"), show_receipt),
                (tr_in("tombol", "Buka") + " (Ctrl+O)", self._open_last),
                (tr("Salin kode"), lambda: QGuiApplication.clipboard().setText(receipt.tracking_code)),
            ]
        )
        # A number that is nowhere else may have to be written down.
        seconds = UNTIL_CLOSED if receipt.sealed_for else None
        self.messages.say(record_words.recorded(receipt), "ok", seconds, offers)
        self.form.body.setFocus(Qt.FocusReason.OtherFocusReason)
        if with_receipt or receipt.sealed_for:
            show_receipt()

    def _refused(self, error: OfficeError) -> None:
        self._wait(False)
        sentence = tr_phrase(error.phrase)
        if isinstance(error, InvalidField) and error.field:
            field = error.field.rpartition(".")[2]
            self._refusal = (self.form.typed(), Problem(field, error.phrase))
            self._checked_fields |= {field}
            self._check()
            self.form.focus_on(field)
        self.messages.say(sentence, "danger")

    def _point_at(self, faults: list[Problem]) -> None:
        """Goes to the first field with a fault, in the order of the screen."""
        order = list(self.form.fields)
        faults.sort(key=lambda fault: order.index(fault.field) if fault.field in order else len(order))
        if faults:
            self.form.focus_on(faults[0].field)
            self._check()
            self.messages.say(record_words.faults(faults), "warning", PASSING_SECONDS)

    def _empty(self) -> None:
        """Clears everything for the next complaint."""
        self._pause.stop()
        self.keeper.forget()
        self.form.clear()
        self._checked_fields = frozenset()
        self.show_draft(saved=None)
        self.proposals.clear()
        self.messages.clear()
        self._wait(False)
        self._new_day()
        self.keeper.forget()
        self._ask_places()
        self._ask_number()
        self.proposals.ask()
        self.form_area.verticalScrollBar().setValue(0)

    def _wait(self, saving: bool) -> None:
        self._saving = saving
        for part in (self.form, self.save, self.print, self.cancel, self.beside):
            part.setEnabled(not saving)

    # Leaving ---------------------------------------------------------------------------------------------------------

    def ask_to_leave(self) -> None:
        """Throws away what is typed, after asking; an empty form is just left."""
        if typed_draft.is_empty(self.form.typed()) and not self.form.files.files:
            self._navigate(Goto("home"))
            return
        ask_to_discard(self, self._discard)

    def _discard(self) -> None:
        self.keeper.discard()
        self._empty()
        self._navigate(Goto("home"))

    # Draft, number, lists --------------------------------------------------------------------------------------------

    def _restored(self, typed: typed_draft.TypedDraft, files: list[Content], saved: datetime) -> None:
        already = self.form.body.toPlainText()
        if already:
            typed = structs.replace(typed, body=f"{typed.body}\n{already}")
        self.form.fill(typed)
        self.form.files.set_files(files)
        self._draft_saved(saved)
        self._check()
        self.proposals.ask()

    def _draft_saved(self, saved: datetime) -> None:
        if not self._saving:
            self.show_draft(saved=saved)

    def _ask_number(self) -> None:
        self._operations.query("record.number", self._office.next_number, lambda number: self.show_draft(number=number))

    def _new_day(self) -> None:
        today = self._office.today()
        for picker in (self.form.received, self.form.occurred):
            picker.today = today
        if typed_draft.is_empty(self.form.typed()):
            self.form.received.set_day(today)

    def _load_lists(self) -> None:
        self.form.category.set_labels(self._office.categories.labels(language()))

    def _ask_places(self) -> None:
        self._operations.query("record.places", self._office.places_offered, self.form.set_places)

    def _something_changed(self, kinds: frozenset[str]) -> None:
        if "settings" in kinds:
            self._load_lists()
        if kinds & {"settings", "complaints"}:  # a sync may bring the key
            self._ask_key()
        if self.isVisible() and kinds & {"settings", "complaints"}:
            self._ask_number()
            self.proposals.ask()
