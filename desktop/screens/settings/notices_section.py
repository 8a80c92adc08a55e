"""What this PC tells of beside the clock, when, and whether the program is there from the start of the session."""

from msgspec import structs
from PySide6.QtWidgets import QCheckBox

from complaints.errors import OfficeError
from desktop.office import due_notices, session_start
from desktop.office.due_notices import KINDS, NoticeChoices
from desktop.office.notice_lines import kind_title
from desktop.screens.settings.section import Section, SectionContext
from desktop.widgets import heading, hint, label, named_by_text
from desktop.wording import settings_explanations
from desktop.wording.translation import tr


class NoticesSection(Section):
    def __init__(self, around: SectionContext) -> None:
        super().__init__(around, for_admins=False)
        self._choices = NoticeChoices()
        self.missing = label(settings_explanations.no_tray(), "muted", "notices-missing", wrap=True)
        self.kinds = {kind: self._box(kind_title(kind), f"notice-{kind}") for kind in KINDS}
        self.summary = self._box(tr("Ringkasan setiap pagi hari kerja"), "notice-summary")
        self.always = self._box(tr("Juga di luar jam kerja (08.00–16.00) dan hari libur"), "notice-always")
        self.close_to_tray = self._box(tr("Menutup jendela membiarkan program di dekat jam"), "notice-close-to-tray")
        words = tr("Mulai bersama komputer, di bilah tugas")
        self.with_session = named_by_text(QCheckBox(words), "notice-with-session")
        self.with_session.clicked.connect(self._set_start)
        self.card("notices-card", heading(tr("Beri tahu saya")), self.missing, *self.kinds.values(), self.summary, self.always,
                  hint(settings_explanations.notices_while_locked()))  # fmt: skip
        self.card("session-card", heading(tr("Selalu siap")), self.with_session, self.close_to_tray)

    def _box(self, words: str, name: str) -> QCheckBox:
        box = named_by_text(QCheckBox(words), name)
        box.clicked.connect(lambda: self._save())
        return box

    def reload(self) -> None:
        from desktop.screens import tray

        self.missing.setVisible(not tray.is_available())
        office = self.office
        self.operations.query(
            "notice-choices",
            lambda: (due_notices.load_choices(office), session_start.starts_with_session()),
            self._show,
        )

    def _show(self, state: tuple[NoticeChoices, bool]) -> None:
        self._choices, starts = state
        for kind, box in self.kinds.items():
            box.setChecked(kind not in self._choices.off)
        self.summary.setChecked(self._choices.summary)
        self.always.setChecked(self._choices.always)
        self.close_to_tray.setChecked(self._choices.close_to_tray)
        self.with_session.setChecked(starts)

    def _save(self) -> None:
        off = tuple(kind for kind, box in self.kinds.items() if not box.isChecked())
        self._choices = choices = structs.replace(
            self._choices, off=off, summary=self.summary.isChecked(), always=self.always.isChecked(),
            close_to_tray=self.close_to_tray.isChecked(),
        )  # fmt: skip
        office = self.office
        self.change(
            lambda: due_notices.save_choices(office, choices),
            lambda _: self.say(tr("Pemberitahuan tersimpan.")),
            kinds=("notices",),
        )

    def _set_start(self, on: bool) -> None:
        self.change(
            lambda: session_start.set_start_with_session(on=on),
            lambda _: self.say(tr("Pemberitahuan tersimpan.")),
            on_error=self._refuse_start,
        )

    def _refuse_start(self, error: OfficeError) -> None:
        self.with_session.setChecked(not self.with_session.isChecked())
        self.refuse(error)
