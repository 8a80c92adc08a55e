"""Language, light or dark, and the size of the text: what is in force in this run, and what is saved for the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop import preferences
from desktop.preferences import Preferences
from desktop.widgets.theme import look
from desktop.wording import translation

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from desktop.wording.translation import Language


class Appearance:
    """`language` holds in this run instead of the saved one, until somebody chooses another in the settings."""

    def __init__(self, app: QApplication, folder: Path, saved: Preferences, language: Language | None) -> None:
        self._app, self._folder, self.saved = app, folder, saved
        self._language_of_this_run: Language | None = language
        translation.use(language or saved.language)
        look.first(app, saved.theme, saved.text_size)

    def complete(self) -> None:
        """What the first paint didn't wait for."""
        from desktop.window.qt_translator import choose_dialogs

        choose_dialogs(translation.language())
        look.apply(self._app, self.saved.theme, self.saved.text_size)

    def take(
        self, chosen: Preferences, write: Callable[[Callable[[], None]], object], *, language_chosen: bool
    ) -> bool:
        """What was chosen is in force at once and at the next start. Whether screens now speak another language."""
        spoken = translation.language()
        if language_chosen:
            self._language_of_this_run = None
        self.save(chosen, write)
        return translation.language() != spoken

    def save(self, chosen: Preferences, write: Callable[[Callable[[], None]], object]) -> None:
        """`write` runs what it is given outside the GUI thread."""
        from desktop.window.qt_translator import choose_dialogs

        language = self._language_of_this_run or chosen.language
        if language != translation.language():
            translation.use(language)
            choose_dialogs(language)
        previous, self.saved, folder = self.saved, chosen, self._folder
        if (chosen.theme, chosen.text_size) != (previous.theme, previous.text_size):
            look.apply(self._app, chosen.theme, chosen.text_size)
        if chosen != previous:
            write(lambda: preferences.save(folder, chosen))
