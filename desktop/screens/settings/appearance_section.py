"""Language, light or dark, and the size of the text."""

from desktop.screens.settings.section import Section, Surroundings, choices
from desktop.wording.translation import tr


class AppearanceSection(Section):
    def __init__(self, around: Surroundings) -> None:
        super().__init__(
            around,
            tr("Berlaku untuk semua pengguna komputer ini, segera setelah dipilih."),
            for_admins=False,
        )
        settings = self.settings
        card = self.card(
            "language-card",
            tr("Bahasa"),
            tr("Layar dibuka ulang dalam bahasa yang dipilih. Isi pengaduan tidak diterjemahkan."),
        )
        self.language = choices(
            "language", tr("Bahasa"), (("id", "Bahasa Indonesia"), ("en", "English")), settings.language, self._language
        )
        card.column.addWidget(self.language)
        card = self.card("theme-card", tr("Terang atau gelap"))
        self.theme = choices(
            "theme",
            tr("Terang atau gelap"),
            (("light", tr("Terang")), ("dark", tr("Gelap")), ("system", tr("Ikut sistem"))),
            settings.theme,
            self._theme,
        )
        card.column.addWidget(self.theme)
        card = self.card("text-size-card", tr("Ukuran huruf"))
        self.text_size = choices(
            "text-size",
            tr("Ukuran huruf"),
            ((100, tr("Biasa")), (115, tr("Besar")), (130, tr("Sangat besar"))),
            settings.text_size,
            self._text_size,
        )
        card.column.addWidget(self.text_size)

    def _language(self, value: str) -> None:
        if value != self.settings.language:
            self.save(tr("Bahasa tersimpan."), language=value)

    def _theme(self, value: str) -> None:
        if value != self.settings.theme:
            self.save(tr("Tampilan tersimpan."), theme=value)

    def _text_size(self, value: int) -> None:
        if value != self.settings.text_size:
            self.save(tr("Ukuran huruf tersimpan."), text_size=value)
