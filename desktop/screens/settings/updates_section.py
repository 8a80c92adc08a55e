"""The version of the program, and the next one: from the district by itself, or from a file on a stick."""

from pathlib import Path

from desktop import __version__
from desktop.lanes.lane import Progress
from desktop.office.update_words import ready_sentence, state_sentence
from desktop.screens.settings.section import Section, SectionContext, button_row
from desktop.updates.updates import UpdateState
from desktop.widgets import Button, TaskRow, heading, label
from desktop.widgets.file_dialogs import ask_file
from desktop.widgets.grid import grid_of
from desktop.widgets.theme import SPACE_L, SPACE_S
from desktop.wording import settings_explanations
from desktop.wording.formats import size
from desktop.wording.translation import tr
from sync.release.manifest import ReleaseManifest
from sync.release.release_file import SUFFIX


class UpdatesSection(Section):
    reloads_on = frozenset({"sync", "updates"})

    def __init__(self, around: SectionContext) -> None:
        super().__init__(around, for_admins=False)
        self.version = label(__version__, name="updates-version")
        self.state = label("", name="updates-state", wrap=True)
        self.file_button = Button(tr("Pasang dari berkas…"), "updates-file", clicked=self._ask_file)
        self.again_button = Button(tr("Coba lagi"), "updates-again", clicked=self._try_again)
        self.again_button.hide()
        self.task = TaskRow(self.operations, "updates-task", amount=size)
        self.card(
            "updates-card",
            grid_of(
                (label(tr("Versi sekarang"), "muted"), self.version),
                (label(tr("Versi berikutnya"), "muted"), self.state),
                spaces=(SPACE_L, SPACE_S),
                stretch=(0, 1),
            ),
            button_row(self.file_button, self.again_button),
            self.task,
        )
        self.card(
            "updates-how",
            heading(tr("Yang terjadi saat memperbarui")),
            *(label(text, "muted", wrap=True) for text in settings_explanations.updating()),
        )

    def reload(self) -> None:
        self.operations.query("updates", lambda: self.office.updates.state(), self._show)

    def open_file(self, file: Path) -> None:
        """Somebody opened a release: it is made ready, with progress."""
        office = self.office

        def work(progress: Progress) -> ReleaseManifest:
            return office.updates.install(file, progress)

        stopped = tr("Dihentikan. Tidak ada yang berubah; versi yang sekarang tetap dipakai.")
        self.run(
            self.task,
            tr("Menyiapkan {name}…", name=file.name),
            work,
            lambda manifest: self.say(ready_sentence(manifest.version)),
            stopped=stopped,
            kinds=("updates",),
        )

    def _show(self, state: UpdateState) -> None:
        self.version.setText(state.version)
        self.state.setText(state_sentence(state))
        installs = state.beside is None and state.has_keys
        self.file_button.setEnabled(installs)
        self.again_button.setVisible(installs and not state.ready and bool(state.given_up or state.refused))

    def _ask_file(self) -> None:
        file = ask_file(self, tr("Pasang dari berkas…"), Path.home(), f"*{SUFFIX}")
        if file is not None:
            self.open_file(file)

    def _try_again(self) -> None:
        updates, kinds = self.office.updates, ("updates", "sync")
        self.change(updates.try_again, lambda _: self.say(settings_explanations.tried_again()), kinds=kinds)
