"""The card on which an office sets how its letters and its agenda are numbered, and sees how far this PC counted."""

from PySide6.QtWidgets import QLineEdit

from complaints import letter_numbers
from desktop.office import paper_numbers
from desktop.office.paper_numbers import NumberingState
from desktop.screens.settings.section import Section, button_row
from desktop.store.given_numbers import Series
from desktop.widgets import Card, FormField, PrimaryButton, heading, hint
from desktop.widgets.grid import grid_of
from desktop.widgets.layouts import add_to
from desktop.widgets.number_edit import NumberEdit
from desktop.widgets.theme import SPACE_L, SPACE_M
from desktop.wording import settings_explanations
from desktop.wording.translation import tr


class NumberingCard(Card):
    def __init__(self, section: Section) -> None:
        super().__init__("numbering-card")
        self._section = section
        self._state: NumberingState | None = None
        self.fields = {
            name: FormField(title, QLineEdit(), f"numbering-{name}")
            for name, title in (
                ("letter", tr("Pola nomor surat")),
                ("agenda", tr("Pola nomor agenda")),
                ("classification", tr("Kode klasifikasi")),
                ("code", tr("Kode kantor")),
            )
        }
        self.fields["letter"].editor.setPlaceholderText(letter_numbers.LETTER_PATTERN)
        self.fields["agenda"].editor.setPlaceholderText(letter_numbers.AGENDA_PATTERN)
        self.last: dict[Series, FormField[NumberEdit]] = {
            series: FormField(title, NumberEdit(0, letter_numbers.HIGHEST - 1, 0), f"numbering-{series}-last")
            for series, title in zip(
                paper_numbers.SERIES,
                (tr("Nomor surat terakhir tahun ini"), tr("Nomor agenda terakhir tahun ini")),
                strict=True,
            )
        }
        self.next = hint("", "numbering-next")
        self.save_button = PrimaryButton(tr("Simpan"), "numbering-save", clicked=self._save)
        add_to(
            self.column,
            heading(tr("Nomor surat dan agenda")),
            hint(settings_explanations.numbering()),
            grid_of(
                (self.fields["letter"], self.last["letter"]),
                (self.fields["agenda"], self.last["agenda"]),
                (self.fields["classification"], self.fields["code"]),
                spaces=(SPACE_L, SPACE_M),
                stretch=(1, 1),
            ),
            self.next,
            button_row(self.save_button),
        )
        for field in self.fields.values():
            field.editor.textChanged.connect(self._show_changed)
        for field in self.last.values():
            field.editor.valueChanged.connect(self._show_changed)
        self.load()

    def load(self) -> None:
        office = self._section.office
        self._section.operations.query("settings-numbering", lambda: paper_numbers.state(office), self._show)

    def changed(self) -> bool:
        """Whether something was typed that isn't saved."""
        if self._state is None:
            return False
        typed = self._state.with_typed(self._typed())
        return typed != self._state.numbering or bool(self._state.other_counts(self._last()))

    def _typed(self) -> dict[str, str]:
        return {name: field.editor.text() for name, field in self.fields.items()}

    def _last(self) -> dict[Series, int]:
        return {series: field.editor.value() for series, field in self.last.items()}

    def _show(self, state: NumberingState) -> None:
        self._state = state
        for name, field in self.fields.items():
            field.editor.setText(getattr(state.numbering, name))
            field.set_error("")
        for count in state.counts:
            self.last[count.series].editor.setValue(count.last)
        letter, agenda = (count.next for count in state.counts)
        self.next.setText(settings_explanations.next_numbers(self._section.office.device.letter, letter, agenda))
        self._show_changed()

    def _show_changed(self) -> None:
        self.save_button.setEnabled(self.changed())

    def _save(self) -> None:
        office, state = self._section.office, self._state
        assert state is not None
        typed, last = state.with_typed(self._typed()), state.other_counts(self._last())

        def confirm(_: None) -> None:
            self._section.say(tr("Penomoran tersimpan."))
            self.load()

        self._section.change(lambda: paper_numbers.save(office, typed, last), confirm, kinds=("settings",))
