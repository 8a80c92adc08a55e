"""Language, light or dark, and the size of the text."""

from desktop.screens.settings.section import Section, SectionContext, radio_buttons
from desktop.widgets import heading, hint
from desktop.wording import settings_explanations
from desktop.wording.translation import language, tr


class AppearanceSection(Section):
    def __init__(self, around: SectionContext) -> None:
        super().__init__(around, for_admins=False)
        title = tr("Bahasa")
        languages = (("id", "Bahasa Indonesia"), ("en", "English"))
        # The language in force: the command line may have asked for another than the one that is saved.
        buttons = radio_buttons("language", title, languages, language(), self._save_language)
        self.card("language-card", heading(title), hint(settings_explanations.language()), buttons)
        title = tr("Terang atau gelap")
        themes = (("light", tr("Terang")), ("dark", tr("Gelap")), ("system", tr("Ikut sistem")))
        buttons = radio_buttons("theme", title, themes, self.settings.theme, self._save_theme)
        self.card("theme-card", heading(title), buttons)
        title = tr("Ukuran huruf")
        sizes = ((100, tr("Biasa")), (115, tr("Besar")), (130, tr("Sangat besar")))
        buttons = radio_buttons("text-size", title, sizes, self.settings.text_size, self._save_text_size)
        self.card("text-size-card", heading(title), buttons)

    def _save_language(self, value: str) -> None:
        if value != language() or value != self.settings.language:
            self.save(tr("Bahasa tersimpan."), kinds=("settings", "language"), language=value)

    def _save_theme(self, value: str) -> None:
        if value != self.settings.theme:
            self.save(tr("Tampilan tersimpan."), theme=value)

    def _save_text_size(self, value: int) -> None:
        if value != self.settings.text_size:
            self.save(tr("Ukuran huruf tersimpan."), text_size=value)
