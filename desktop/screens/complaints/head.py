"""What the complaint is: number and stage, title, text, who and where, and by when it must be answered."""

from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from complaints import deadlines
from complaints.deadlines import Deadline
from desktop.office.case import Case
from desktop.office.office import Office
from desktop.screens.complaints.details import Details
from desktop.screens.complaints.links import LinkButton
from desktop.screens.complaints.row_text import urgent_tone
from desktop.screens.complaints.step_order import IDENTITY_KEY
from desktop.screens.theme import SPACE_L, SPACE_S, SPACE_XS, look
from desktop.screens.widgets import FlowLayout, Pill, label
from desktop.screens.widgets.layouts import Gap, add_to, column_of, row_of
from desktop.wording import formats, names
from desktop.wording.field_text import place
from desktop.wording.translation import language, tr, tr_count, tr_phrase

BODY_LINES = 7
_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse


class BodyText(QScrollArea):
    """The complaint's own words: selectable, as high as they are, and scrolling when they are long."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("case-body-area")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.text = label("", name="case-body", wrap=True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.text.setTextInteractionFlags(_SELECTABLE | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.setWidget(self.text)

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
        wanted = self.text.heightForWidth(max(self.viewport().width(), 100))
        most = self.text.fontMetrics().lineSpacing() * BODY_LINES + 4
        self.setFixedHeight(min(max(wanted, 1), most))


class _Where(QLabel):
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
        self.line = label("", "muted", "case-line", wrap=True)
        self.line.setTextInteractionFlags(_SELECTABLE)
        self.stage = Pill(name="case-stage")
        self.title = label("", "case-title", "case-title", wrap=True)
        self.title.setTextInteractionFlags(_SELECTABLE)
        self.body = BodyText()
        column = column_of(
            row_of((self.line, 1), (self.stage, 0, Qt.AlignmentFlag.AlignTop)),
            self.title,
            Gap(SPACE_XS),
            self.body,
            Gap(SPACE_XS),
            space=SPACE_XS,
            of=self,
        )
        held = QWidget()
        self._people = FlowLayout(held, SPACE_L)
        self._build_people()
        self.deadline = _DeadlineLine()
        self.details = Details(office)
        add_to(column, held, self.deadline, self.details)

    def _build_people(self) -> None:
        who = QWidget()
        self.who = label("", "muted", "case-who")
        self.show_identity = LinkButton(tr("(Tampilkan…)"), "case-show-identity", keys=IDENTITY_KEY)
        self.show_identity.clicked.connect(self.identity_asked)
        row_of(self.who, self.show_identity, space=SPACE_XS, of=who)
        self.where = _Where()
        self.files = label("", "muted", "case-file-count")
        self.supports = label("", "muted", "case-supports")
        self.flags = Pill(name="case-flags")
        self.more = LinkButton(tr("Rincian"), "case-details")
        self.more.clicked.connect(self._toggle)
        for widget in (who, self.where, self.files, self.supports, self.flags, self.more):
            self._people.addWidget(widget)

    def _toggle(self) -> None:
        self.details.setVisible(not self.details.isVisible())
        self.more.setText(tr("Tutup rincian") if self.details.isVisible() else tr("Rincian"))

    def show_case(self, case: Case, *, fresh: bool) -> None:
        """`fresh`: it is another complaint than before; its text is shown from the start."""
        one, today = case.complaint, self._office.today()
        category = self._office.categories.label(one.category, language()) if one.category else tr("tanpa kategori")
        self.line.setText(f"{one.number} · {names.kind(one.kind)} · {category}")
        self.stage.set(names.stage(one.stage), names.stage_tone(one.stage))
        self.title.setText(one.title)
        if fresh or self.body.text.text() != one.body:
            self.body.show_text(one.body)
        self._show_people(case)
        self.deadline.show_case(case, self._office, today)
        self.details.show_case(case)
        self.details.setVisible(case.identity_shown or (self.details.isVisible() and not fresh))
        self.more.setText(tr("Tutup rincian") if self.details.isVisible() else tr("Rincian"))

    def _show_people(self, case: Case) -> None:
        one = case.complaint
        masked = not case.identity_shown and not one.erased and "show-identity" in case.actions
        if one.erased:
            who = tr("data pribadi dihapus")
        elif case.identity_shown:
            who = one.complainant.name or tr("tanpa nama")
        else:
            who = tr("anonim") if one.anonymous else tr("disamarkan")
        self.who.setText(tr("Pelapor: {who}", who=who))
        self.show_identity.setVisible(masked)
        self.where.setText(place(one.location))
        self.where.setVisible(bool(self.where.text()))
        images = sum(file.media_type.startswith("image/") for file in one.attachments)
        others = len(one.attachments) - images
        parts = (
            tr_count("{count} foto", count=images) if images else "",
            tr_count("{count} berkas", count=others) if others else "",
        )
        self.files.setText(" · ".join(part for part in parts if part))
        self.files.setVisible(bool(one.attachments))
        self.supports.setText(tr_count("{count} dukungan", count=len(one.supporters)))
        self.supports.setVisible(bool(one.supporters))
        flags = (tr("rahasia") if one.confidential else "", tr("berkadar pengawasan") if one.supervisory else "")
        self.flags.set(" · ".join(flag for flag in flags if flag), "warning")
        self.flags.setVisible(any(flags))
        self._people.invalidate()


class _DeadlineLine(QWidget):
    """The deadline that counts now as a pill with words and day; when the clock stands, since when and for whom."""

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

    def show_case(self, case: Case, office: Office, today: date) -> None:
        current = case.current
        self.setVisible(current is not None or case.complaint.stage == "responded")
        if current is None:
            self._answered(case, office, today)
            return
        calendar, policy = office.rules.calendar, office.rules.policy
        state = deadlines.state(current, today, calendar, policy)
        tone = urgent_tone(state.urgency) or ("warning" if state.urgency == "soon" else "neutral")
        self.pill.set(tr_phrase(deadlines.phrase_of(state, case.complaint.forwarded_name)), tone)
        due = tr(
            "{step} paling lambat {day}",
            step=names.due_step(current.step),
            day=formats.short_date(current.due_on, today),
        )
        if current.pause is not None:
            since = formats.short_date(current.pause.start, today)
            due = tr("Jam tenggat berhenti sejak {day}", day=since) + " · " + due
        self.words.setText(due)
        self.setToolTip(_all(case, office, today))

    def _answered(self, case: Case, office: Office, today: date) -> None:
        closes = deadlines.closes_on(case.complaint.milestones, office.rules.policy)
        self.pill.set(tr("sudah ditanggapi"), "ok")
        self.words.setText(
            tr("selesai dengan sendirinya {day} bila pelapor tidak keberatan", day=formats.short_date(closes, today))
            if closes
            else ""
        )
        self.setToolTip(_all(case, office, today))


def _all(case: Case, office: Office, today: date) -> str:
    """Every deadline with how it stands and where its number comes from."""

    def one(found: Deadline) -> str:
        state = deadlines.state(found, today, office.rules.calendar, office.rules.policy)
        phrase = tr_phrase(deadlines.phrase_of(state, case.complaint.forwarded_name))
        return f"{names.due_step(found.step)}: {formats.short_date(found.due_on, today)}, {phrase} ({found.source})"

    return "\n".join(one(found) for found in case.deadlines)
