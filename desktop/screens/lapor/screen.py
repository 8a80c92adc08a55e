"""Leads through what is left to enter in SP4N-LAPOR!: the list at the left, the complaint's fields and its number there at the right."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QLineEdit, QListWidgetItem, QWidget

from complaints.complaint import Complaint
from complaints.errors import InvalidField, OfficeError
from complaints.lapor_form import LaporFormField
from desktop.lanes.operations import Operations
from desktop.office.case import Case
from desktop.office.lapor import case_title, keep_id, load_case, load_waiting, mark_not_needed
from desktop.office.office import Office
from desktop.screens.lapor.copy_fields import LaporFields
from desktop.screens.navigate import Goto, Navigate
from desktop.screens.screen import Screen
from desktop.store.listing import Row
from desktop.widgets import Button, Card, EmptyState, FormField, PrimaryButton, hint, label
from desktop.widgets.keys import on_keys
from desktop.widgets.layouts import add_to, add_widgets, in_row, row_of
from desktop.widgets.lists import word_list
from desktop.widgets.page_stack import Pages
from desktop.widgets.screen_column import ScreenColumn
from desktop.widgets.tab_order import tab_after
from desktop.widgets.theme import SPACE_M, SPACE_S, look
from desktop.wording import empty_places
from desktop.wording.translation import tr, tr_count, tr_phrase

MAX_ROWS = 500


class LaporScreen(Screen):
    def __init__(self, operations: Operations, office: Office, navigate: Navigate) -> None:
        super().__init__("lapor", operations, office, navigate)
        self._rows: list[Row] = []
        self._goal = ""  # the complaint that someone came for
        self._open = ""
        self._build()
        on_keys(self, "Escape", self.list.setFocus, within=True)
        operations.changed.connect(self._changed)

    def _build(self) -> None:
        column = ScreenColumn(self, tr("Belum diinput ke SP4N-LAPOR"))
        self.count, self.messages = column.note, column.messages
        self.pages = Pages()
        self.empty = EmptyState(*empty_places.all_entered(), "lapor-empty")
        work = in_row((self._build_list(), 4), (self._build_case(), 7), space=SPACE_M)
        add_widgets(self.pages, work, self.empty)
        column.addWidget(self.pages, 1)

    def _build_list(self) -> QWidget:
        card = Card("lapor-list-card", space=6)
        card.setMinimumWidth(look.px(205))
        self.list = word_list("lapor-list", tr("Pengaduan yang belum diinput"))
        self.list.currentRowChanged.connect(self._show_row)
        card.column.addWidget(self.list)
        return card

    def _build_case(self) -> QWidget:
        card = Card("lapor-case", gap=SPACE_M)
        self.number = label("", "heading", "lapor-number", wrap=True)
        self.previous = Button(tr("Sebelumnya"), "lapor-previous", keys="Alt+Up", clicked=lambda: self._step(-1))
        self.following = Button(tr("Berikutnya"), "lapor-next", keys="Alt+Down", clicked=lambda: self._step(1))
        open_case = Button(tr("Buka perkara"), "lapor-open-case", role="link", clicked=self._open_case)
        self.fields = LaporFields()
        self.fields.copied.connect(self._copied)
        self.id = FormField(tr("Nomor yang diberikan SP4N-LAPOR"), QLineEdit(), "lapor-id")
        self.id.editor.setMaxLength(60)
        self.id.editor.returnPressed.connect(self._save)
        self.save = PrimaryButton(tr("Simpan dan lanjut"), "lapor-save", keys="Ctrl+S", clicked=self._save)
        self.not_needed = Button(
            tr("Tidak perlu diinput"), "lapor-not-needed", keys="Alt+T", clicked=self._mark_not_needed
        )
        add_to(
            card.column,
            row_of((self.number, 1), open_case, self.previous, self.following),
            (self.fields, 1),
            row_of(
                (self.id, 1),
                (self.save, 0, Qt.AlignmentFlag.AlignBottom),
                (self.not_needed, 0, Qt.AlignmentFlag.AlignBottom),
                space=SPACE_S,
            ),
            hint(tr("Alt+1 sampai Alt+7 menyalin isian; tempel di lapor.go.id, lalu isikan nomornya di sini.")),
        )
        return card

    # What the window calls -------------------------------------------------------------------------------------------

    def shown(self) -> None:
        self._query_list()
        self.list.setFocus()

    def go(self, goto: Goto) -> None:
        """`complaint`: the one to enter, also when it isn't in the list."""
        if goto.complaint:
            self._goal = goto.complaint
            self._query_list()

    # Asking ----------------------------------------------------------------------------------------------------------

    def _query_list(self) -> None:
        office = self._office
        self._operations.query("lapor-list", lambda: load_waiting(office, MAX_ROWS), lambda result: self._show(*result))

    def _changed(self, kinds: frozenset[str]) -> None:
        if "complaints" in kinds and self.isVisible():
            self._query_list()

    def _show(self, rows: list[Row], count: int) -> None:
        self._rows = rows
        self.count.setText(tr_count("{count} pengaduan lagi", count=count))
        place = max(self.list.currentRow(), 0)
        with QSignalBlocker(self.list):
            self.list.clear()
            for row in rows:
                item = QListWidgetItem(f"{row.number}  ·  {row.title}")
                item.setToolTip(row.title)
                self.list.addItem(item)
        ids = [row.id for row in rows]
        if self._goal and self._goal not in ids:
            self.pages.setCurrentIndex(0)
            self._query_case(self._goal)
            return
        self.pages.setCurrentIndex(0 if ids else 1)
        if ids:
            goal = self._goal or self._open
            self.list.setCurrentRow(ids.index(goal) if goal in ids else min(place, len(ids) - 1))
            self._show_row(self.list.currentRow())

    def _show_row(self, place: int) -> None:
        if 0 <= place < len(self._rows):
            self.previous.setEnabled(place > 0)
            self.following.setEnabled(place + 1 < len(self._rows))
            self._query_case(self._rows[place].id)

    def _query_case(self, complaint: str) -> None:
        self._goal = ""
        if complaint == self._open and self.fields.buttons:
            return
        self._open = complaint
        office = self._office
        self._operations.query("lapor-case", lambda: load_case(office, complaint), self._show_case)

    def _show_case(self, case: tuple[Complaint, tuple[LaporFormField, ...]]) -> None:
        complaint, fields = case
        self.number.setText(case_title(complaint))
        self.fields.show_fields(fields)
        inside = self.fields.widget()
        assert inside is not None
        tab_after(self.following, inside)
        self.id.editor.setText(complaint.lapor_id)
        self.id.set_error("")

    # Doing -----------------------------------------------------------------------------------------------------------

    def _step(self, by: int) -> None:
        place = self.list.currentRow() + by
        if 0 <= place < self.list.count():
            self.list.setCurrentRow(place)

    def _open_case(self) -> None:
        if self._open:
            self._navigate(Goto("complaints", complaint=self._open))

    def _copied(self, title: str) -> None:
        self.messages.say(tr("{field} disalin; tempel di SP4N-LAPOR.", field=title), "ok")
        if not any(button.hasFocus() for button in self.fields.buttons):
            self.id.editor.setFocus()

    def _save(self) -> None:
        number = self.id.editor.text().strip()
        if not number:
            self.id.set_error(tr("Isi nomor yang diberikan SP4N-LAPOR."))
            self.id.editor.setFocus()
            return
        office, complaint = self._office, self._open
        self._open = ""
        self._operations.change(
            lambda: keep_id(office, complaint, number, tr("Diinput ke SP4N-LAPOR")),
            lambda case: self._saved(case.complaint.number), kinds=("complaints",), on_error=lambda error: self._refused(error, complaint),
        )  # fmt: skip

    def _mark_not_needed(self) -> None:
        """It leaves the queue, and the next one is there; the message takes it back."""
        office, complaint = self._office, self._open
        if complaint:
            self._open = ""
            self._operations.change(
                lambda: mark_not_needed(office, complaint), self._marked, ("complaints",), lambda error: self._refused(error, complaint)
            )  # fmt: skip

    def _marked(self, case: Case) -> None:
        office, complaint = self._office, case.complaint.id

        def undo() -> None:
            self._goal = complaint
            self._operations.change(lambda: office.undo(complaint), kinds=("complaints",))

        sentence = tr("{number} keluar dari antrean: tidak perlu diinput.", number=case.complaint.number)
        self.messages.say(sentence, "ok", offers=[(tr("Batalkan"), undo)])
        self.list.setFocus()

    def _saved(self, number: str) -> None:
        self.messages.say(tr("{number} tercatat sudah diinput.", number=number), "ok")
        self.list.setFocus()

    def _refused(self, error: OfficeError, complaint: str) -> None:
        self._open = complaint
        if isinstance(error, InvalidField):
            self.id.set_error(tr_phrase(error.phrase))
        else:
            self.messages.refuse(error)
