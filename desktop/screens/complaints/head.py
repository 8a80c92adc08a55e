"""What the complaint is: number and stage, title, text, who and where, and by when it must be answered."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from complaints.complaint import IS_NEWER
from desktop.office import head_words
from desktop.office.case import Case
from desktop.office.head_words import DueWords
from desktop.office.office import Office
from desktop.screens.complaints.details import Details
from desktop.widgets import FlowLayout, LinkButton, Pill, ScrollArea, label, show_text
from desktop.widgets.layouts import Gap, add_widgets, column_of, row_of
from desktop.widgets.theme import SPACE_L, SPACE_S, SPACE_XS, look
from desktop.wording import names
from desktop.wording.field_text import place
from desktop.wording.translation import tr, tr_count

BODY_LINES = 7
_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse


class BodyText(ScrollArea):
    """The complaint's own words: selectable, as high as they are, and scrolling when they are long."""

    def __init__(self) -> None:
        self.text = label("", name="case-body", wrap=True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.text.setTextInteractionFlags(_SELECTABLE | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        super().__init__(self.text, "case-body-area", tr("Isi pengaduan"))

    def show_text(self, text: str) -> None:
        self.text.setText(text)
        self.verticalScrollBar().setValue(0)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(300, self.minimumHeight())

    def _fit(self) -> None:
        height = self.text.heightForWidth(max(self.viewport().width(), 100))
        highest = self.text.fontMetrics().lineSpacing() * BODY_LINES + 4
        self.setFixedHeight(min(max(height, 1), highest))


class _PlaceLabel(QLabel):
    """The place in one line, and in several where the pane is narrower than that: it never makes the pane wider."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("case-where")
        self.setProperty("role", "muted")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2, self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(look.px(120), self.fontMetrics().height())


class CaseHead(QWidget):
    identity_asked = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self.line = label("", "muted", "case-line", wrap=True, selectable=True)
        self.stage = Pill(name="case-stage")
        self.title = label("", "case-title", "case-title", wrap=True, selectable=True)
        self.newer = label("", "muted", "case-newer", wrap=True)
        self.body = BodyText()
        self.deadline = _DeadlineLine()
        self.details = Details(office)
        column_of(
            row_of((self.line, 1), (self.stage, 0, Qt.AlignmentFlag.AlignTop)),
            self.title,
            self.newer,
            Gap(SPACE_XS),
            self.body,
            Gap(SPACE_XS),
            self._build_people(),
            self.deadline,
            self.details,
            space=SPACE_XS,
            of=self,
        )

    def _build_people(self) -> QWidget:
        self.complainant = label("", "muted", "case-who")
        self.show_identity = LinkButton(
            tr("(Tampilkan…)"), "case-show-identity", role="link", keys="Ctrl+I", clicked=self.identity_asked
        )
        complainant = QWidget()
        row_of(self.complainant, self.show_identity, space=SPACE_XS, of=complainant)
        self.place = _PlaceLabel()
        self.files = label("", "muted", "case-file-count")
        self.supports = label("", "muted", "case-supports")
        self.flags = Pill(name="case-flags")
        self.toggle = LinkButton(tr("Rincian"), "case-details", role="link", clicked=self._toggle)
        people = QWidget()
        self._people = FlowLayout(people, SPACE_L)
        add_widgets(self._people, complainant, self.place, self.files, self.supports, self.flags, self.toggle)
        return people

    def _toggle(self) -> None:
        self._show_details(not self.details.isVisible())

    def _show_details(self, visible: bool) -> None:
        self.details.setVisible(visible)
        self.toggle.setText(tr("Tutup rincian") if self.details.isVisible() else tr("Rincian"))

    def show_case(self, case: Case, *, fresh: bool) -> None:
        """`fresh`: it is another complaint than before; its text is shown from the start."""
        complaint, today = case.complaint, self._office.today()
        self.line.setText(head_words.line(complaint, self._office))
        self.stage.set(names.stage(complaint.stage), names.stage_tone(complaint.stage))
        self.title.setText(complaint.title)
        self.newer.setText(names.newer())
        self.newer.setVisible(complaint.newer == IS_NEWER)
        if fresh or self.body.text.text() != complaint.body:
            self.body.show_text(complaint.body)
        self._show_people(case)
        self.deadline.show_due(head_words.due(case, self._office, today))
        self.details.show_case(case)
        self._show_details(case.identity_shown or (self.details.isVisible() and not fresh))

    def _show_people(self, case: Case) -> None:
        complaint = case.complaint
        self.complainant.setText(tr("Pelapor: {who}", who=head_words.complainant(case)))
        masked = not case.identity_shown and not complaint.erased
        self.show_identity.setVisible(masked and "show-identity" in case.actions)
        show_text(self.place, place(complaint.location))
        self.files.setText(head_words.files(complaint))
        self.files.setVisible(bool(complaint.attachments))
        self.supports.setText(tr_count("{count} dukungan", count=len(complaint.supporters)))
        self.supports.setVisible(bool(complaint.supporters))
        self.flags.set(head_words.flags(complaint), "warning")
        self.flags.setVisible(bool(self.flags.text))
        self._people.invalidate()


class _DeadlineLine(QWidget):
    """The deadline that counts now, as a pill with words and day; while its clock is stopped, since when and for whom."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("case-deadline")
        self.pill = Pill(name="case-due")
        self.words: QLabel = label("", "muted", "case-due-words", wrap=True)
        row_of(
            (self.pill, 0, Qt.AlignmentFlag.AlignTop),
            (self.words, 1),
            space=SPACE_S,
            of=self,
            margins=(0, SPACE_XS, 0, SPACE_XS),
        )
        look.changed.connect(self.updateGeometry)

    def show_due(self, due: DueWords | None) -> None:
        self.setVisible(due is not None)
        if due is not None:
            self.pill.set(due.pill, due.tone)
            self.words.setText(due.words)
            self.setToolTip(due.all_deadlines)
