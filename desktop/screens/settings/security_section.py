"""When the program locks itself, and the recovery code."""

from desktop.screens.settings.recovery_card import RecoveryCard
from desktop.screens.settings.section import Section, SectionContext
from desktop.widgets import FormField, heading, hint
from desktop.widgets.combo_box import combo_box
from desktop.widgets.theme import look
from desktop.wording import settings_explanations
from desktop.wording.translation import tr


class SecuritySection(Section):
    def __init__(self, around: SectionContext) -> None:
        super().__init__(around)
        current = self.settings.lock_minutes
        box = combo_box(settings_explanations.minutes_until_locked(current), current)
        box.activated.connect(self._save)
        self.minutes = FormField(tr("Terkunci setelah"), box, "lock-minutes")
        self.minutes.setMaximumWidth(look.px(260))
        self._warn()
        self.card("lock-card", heading(tr("Kunci otomatis")), hint(settings_explanations.locking()), self.minutes)
        self.recovery = RecoveryCard(self)

    def _save(self) -> None:
        self._warn()
        minutes = self.minutes.editor.currentData()
        if minutes != self.settings.lock_minutes:
            self.save(tr("Kunci otomatis tersimpan."), lock_minutes=minutes)

    def _warn(self) -> None:
        is_never = self.minutes.editor.currentData() == 0
        self.minutes.set_hint(settings_explanations.never_locked() if is_never else "")
