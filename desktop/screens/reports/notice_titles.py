"""The window in which the head gives an answer about a person a neutral title, so that it may stand on the notice board."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from complaints.errors import OfficeError
from complaints.fields import TITLE_LIMIT
from desktop.lanes.operations import Operations
from desktop.office import notice_board
from desktop.office.notice_board import LeftOut
from desktop.office.office import Office
from desktop.widgets import Button, FormField, PrimaryButton, hint, label, name_window
from desktop.widgets.combo_box import combo_box
from desktop.widgets.layouts import STRETCH, column_of, row_of
from desktop.widgets.theme import SPACE_M, SPACE_S, look
from desktop.wording.translation import tr, tr_phrase


class NoticeTitles(QDialog):
    """`approved` after each title that was taken."""

    approved = Signal()

    def __init__(self, operations: Operations, office: Office, left_out: tuple[LeftOut, ...], parent: QWidget) -> None:
        super().__init__(parent.window())
        name_window(self, "notice-titles", tr("Judul netral untuk papan pengumuman"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(look.px(560))
        self._operations, self._office, self._left_out = operations, office, left_out
        complaints = (entry.complaint for entry in left_out)
        choices = combo_box((f"{complaint.number} · {complaint.title}", complaint.id) for complaint in complaints)
        self.complaint = FormField(tr("Pengaduan"), choices, "notice-complaint")
        self.answer = label("", name="notice-answer", wrap=True, selectable=True)
        self.title = FormField(tr("Judul netral, tanpa nama dan jabatan orang"), QLineEdit(), "notice-title")
        self.title.editor.setMaxLength(TITLE_LIMIT)
        self.said = hint("", "notice-said")
        self.approve = PrimaryButton(tr("Setujui judul ini"), "notice-approve", clicked=self._approve)
        column_of(
            self.complaint,
            hint(tr("Tanggapan ini ikut dimuat; periksa bahwa tidak menyebut orang:"), "notice-answer-title"),
            self.answer,
            self.title,
            self.said,
            row_of(STRETCH, Button(tr("Tutup"), "notice-close", clicked=self.reject), self.approve, space=SPACE_S),
            space=SPACE_M,
            of=self,
            margins=(SPACE_M, SPACE_M, SPACE_M, SPACE_M),
        )
        self.complaint.editor.currentIndexChanged.connect(self._show)
        self._show()
        self.title.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        at = self.complaint.editor.currentIndex()
        self.answer.setText(self._left_out[at].complaint.response if at >= 0 else "")
        self.title.editor.clear()

    def _approve(self) -> None:
        office, complaint, title = self._office, self.complaint.editor.currentData(), self.title.editor.text()
        self._operations.change(
            lambda: notice_board.approve(office, complaint, title), self._taken, ("complaints",), self._refused
        )

    def _taken(self, _: object) -> None:
        self.said.setText(tr("Disetujui dan dicatat di riwayatnya. Tanggapan ini kini dimuat."))
        self.title.editor.clear()
        self.approved.emit()

    def _refused(self, refusal: OfficeError) -> None:
        self.said.setText(tr_phrase(refusal.phrase))
        self.title.editor.setFocus(Qt.FocusReason.OtherFocusReason)
