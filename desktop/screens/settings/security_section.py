"""When the program locks itself, and the recovery code."""

from PySide6.QtWidgets import QComboBox

from desktop.screens.settings.recovery_card import RecoveryCard
from desktop.screens.settings.section import Section, Surroundings
from desktop.screens.theme import look
from desktop.screens.widgets import Field
from desktop.wording.translation import tr

MINUTES = (2, 5, 10, 15, 30, 60, 0)


class SecuritySection(Section):
    def __init__(self, around: Surroundings) -> None:
        super().__init__(
            around,
            tr("Data di komputer ini terenkripsi; yang menjaganya ialah kata sandi dan kunci layar."),
        )
        card = self.card(
            "lock-card",
            tr("Kunci otomatis"),
            tr("Bila tidak dipakai, layar terkunci dan isian tetap ada. Kunci sendiri kapan saja dengan Ctrl+L."),
        )
        self.minutes = Field(tr("Terkunci setelah"), QComboBox(), "lock-minutes")
        self.minutes.setMaximumWidth(look.px(260))
        current = self.settings.lock_minutes
        options = MINUTES if current in MINUTES else (*MINUTES, current)
        for value in options:
            self.minutes.editor.addItem(tr("{minutes} menit", minutes=value) if value else tr("tidak pernah"), value)
        self.minutes.editor.setCurrentIndex(options.index(current))
        self.minutes.editor.activated.connect(self._chosen)
        self._warn()
        card.column.addWidget(self.minutes)
        self.recovery = RecoveryCard(self)

    def _chosen(self) -> None:
        minutes = self.minutes.editor.currentData()
        self._warn()
        if minutes != self.settings.lock_minutes:
            self.save(tr("Kunci otomatis tersimpan."), lock_minutes=minutes)

    def _warn(self) -> None:
        never = self.minutes.editor.currentData() == 0
        self.minutes.set_hint(tr("Siapa pun yang lewat dapat membaca buku ini. Sebaiknya jangan.") if never else "")
