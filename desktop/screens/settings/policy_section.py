"""The time limits that hold here, each with its source; a district may change any of them, and hand its file on."""

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QWidget

from complaints.policy import Policy, parse_policy, policy_text
from desktop.office import rules
from desktop.office.policy_changes import PolicyRow, policy_rows, read_policy_file, with_approval, with_days
from desktop.screens.settings.section import Section, SectionContext, button_row
from desktop.store.durable_files import write_durably
from desktop.widgets import Button, PrimaryButton, heading, hint, label, named, named_by_text
from desktop.widgets.file_dialogs import ask_file, ask_new_file
from desktop.widgets.grid import Row, grid_of
from desktop.widgets.layouts import column_of
from desktop.widgets.number_edit import NumberEdit
from desktop.widgets.theme import SPACE_L, SPACE_M, look
from desktop.wording import names, settings_explanations
from desktop.wording.translation import tr

FILES = "*.toml"


class PolicySection(Section):
    def __init__(self, around: SectionContext) -> None:
        super().__init__(around)
        self.shipped = parse_policy(rules.shipped_policy())
        self.policy_name = label("", "heading", "policy-name", wrap=True)
        self._rows = QWidget()
        self._rows_place = column_of(self._rows)
        self.save_button = PrimaryButton(tr("Simpan"), "policy-save", keys="Ctrl+S", clicked=self._save)
        self.undo_button = Button(tr("Batalkan perubahan"), "policy-undo", clicked=self._fill)
        buttons = button_row(self.save_button, self.undo_button)
        self.card("policy-card", self.policy_name, self._rows_place, buttons)
        self.load_button = Button(tr("Muat berkas kebijakan…"), "policy-load", clicked=self._ask_file)
        self.export_button = Button(tr("Simpan sebagai berkas…"), "policy-export", clicked=self._ask_target)
        self.revert_button = Button(tr("Kembali ke bawaan"), "policy-revert", clicked=self._revert)
        self.card(
            "policy-files-card",
            heading(tr("Berkas kebijakan")),
            hint(settings_explanations.policy_files()),
            button_row(self.load_button, self.export_button, self.revert_button),
        )
        self._fill()

    @property
    def policy(self) -> Policy:
        return self.office.rules.policy

    def refresh(self, kinds: frozenset[str]) -> None:
        if "settings" in kinds and self.policy != self._filled_from:
            self._fill()

    # The table -------------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        """Builds the rows anew: another policy may have more or fewer rules."""
        self._filled_from = policy = self.policy
        self.policy_name.setText(policy.name)
        self.spins: dict[str, NumberEdit] = {}
        words = tr("Tanggapan petugas disetujui {head} dahulu", head=names.head_of_office(self.settings.unit_code))
        self.approval = named_by_text(QCheckBox(words), "policy-approval")
        self.approval.setChecked(policy.approval.required)
        self.approval.toggled.connect(self._show_changed)
        rows = QWidget()
        fields = (self._row(row) for row in policy_rows(policy))
        grid_of(*fields, (self.approval,), spaces=(SPACE_L, SPACE_M), stretch=(1,), of=rows)
        self._rows_place.replaceWidget(self._rows, rows)
        self._rows.deleteLater()
        self._rows = rows
        self.revert_button.setEnabled(bool(self.settings.policy))
        self._show_changed()

    def _row(self, row: PolicyRow) -> Row:
        """What is limited and by which source, the number of days to change, and their unit."""
        spin = named(NumberEdit(row.least, row.most, row.days), f"policy-{row.name}", f"{row.title} ({row.unit})")
        spin.setFixedWidth(look.px(84))
        spin.valueChanged.connect(self._show_changed)
        self.spins[row.name] = spin
        texts = column_of(label(row.title, wrap=True), space=0)
        if row.source:
            texts.addWidget(hint(row.source, f"policy-{row.name}-source"))
            spin.setAccessibleDescription(row.source)
        return texts, spin, label(row.unit, "muted")

    def _typed(self) -> Policy:
        days = {name: spin.value() for name, spin in self.spins.items()}
        return with_approval(with_days(self.policy, self.shipped, days), self.approval.isChecked())

    def _show_changed(self) -> None:
        changed = self._typed() != self.policy
        self.save_button.setEnabled(changed)
        self.undo_button.setEnabled(changed)

    # What is done ----------------------------------------------------------------------------------------------------

    def _save(self) -> None:
        if self.save_button.isEnabled():
            self._put_in_force(policy_text(self._typed()), tr("Tenggat tersimpan."))

    def _put_in_force(self, text: str, confirmation: str) -> None:
        self.save(confirmation, after=self._fill, rules=True, policy=text)

    def _revert(self) -> None:
        self._put_in_force("", tr("Kebijakan bawaan berlaku lagi."))

    def _ask_file(self) -> None:
        file = ask_file(self, tr("Muat berkas kebijakan…"), Path.home(), FILES)
        if file:
            self.load(file)

    def load(self, file: Path) -> None:
        """Reads a policy from a file and puts it in force. A file that can't be used changes nothing and says why."""

        def put_in_force(text: str) -> None:
            self._put_in_force(text, tr("Kebijakan “{name}” berlaku.", name=parse_policy(text).name))

        self.change(lambda: read_policy_file(file), put_in_force)

    def _ask_target(self) -> None:
        file = ask_new_file(self, tr("Simpan sebagai berkas…"), Path.home() / "kebijakan.toml", FILES)
        if file:
            self.export(file)

    def export(self, file: Path) -> None:
        content = policy_text(self.policy).encode()
        self.change(
            lambda: write_durably(file, content), lambda _: self.say(tr("Kebijakan tersimpan di {file}.", file=file))
        )
