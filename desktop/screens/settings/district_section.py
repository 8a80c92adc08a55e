"""The district's server: where this PC is enrolled, and the form that enrols it, for the first time or again."""

from desktop.office.carried_words import joined
from desktop.office.district import ConnectionState
from desktop.office.sync_situation import registration
from desktop.screens.settings.section import Section, SectionContext
from desktop.screens.sync.enrolment import EnrolForm
from desktop.widgets import heading, hint, label
from desktop.wording import settings_explanations
from desktop.wording.translation import tr


class DistrictSection(Section):
    def __init__(self, around: SectionContext) -> None:
        super().__init__(around)
        self.now = label("", name="district-now", wrap=True)
        self.card("district-now-card", heading(tr("Pendaftaran komputer ini")), self.now)
        self.form = EnrolForm(self.operations, self.office)
        self.form.enrolled.connect(self._enrolled)
        self.card(
            "district-enrol-card",
            heading(tr("Daftarkan dengan kode")),
            hint(settings_explanations.enrolling()),
            self.form,
        )

    def reload(self) -> None:
        self.operations.query("settings-district", lambda: self.office.district.connection_state(), self._show)

    def refresh(self, kinds: frozenset[str]) -> None:
        if "sync" in kinds and self.isVisible():
            self.reload()

    def leave(self) -> None:
        self.form.code.editor.clear()

    def _show(self, state: ConnectionState) -> None:
        self.now.setText(registration(state))
        if state.enrolled and not self.form.address.editor.text():
            self.form.address.editor.setText(state.address)

    def _enrolled(self) -> None:
        self.say(joined(by_invitation=self.form.by_invitation))
        self.reload()
