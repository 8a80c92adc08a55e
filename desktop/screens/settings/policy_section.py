"""The time limits that hold here, each with its source; a district may change any of them, and hand its file on."""

from pathlib import Path

from msgspec import structs
from PySide6.QtWidgets import QCheckBox, QFileDialog, QGridLayout, QWidget

from complaints.errors import OfficeError
from complaints.phrases import phrase
from complaints.policy import DoneLimit, Limit, Policy, Reaction, parse_policy, policy_text
from complaints.vocabulary import inside_sentence
from desktop.office import rules
from desktop.screens.settings.number_edit import NumberEdit
from desktop.screens.settings.section import Section, Surroundings, button_row
from desktop.screens.theme import SPACE_L, SPACE_M, look
from desktop.screens.widgets import Button, PrimaryButton, label
from desktop.screens.widgets.layouts import add_to, column_of
from desktop.store.durable_files import disk_errors, write_durably
from desktop.wording import names
from desktop.wording.translation import tr

FILES = "*.toml"
SOURCE_LIMIT = 500
FILE_BYTES = 100_000


def limit_name(limit: DoneLimit) -> str:
    """Which complaints a limit for the answer is about, in words."""
    parts: list[str] = []
    if limit.kind is not None:
        parts.append(names.kind(limit.kind))
    if limit.supervisory is not None:
        parts.append(tr("berkadar pengawasan") if limit.supervisory else tr("tidak berkadar pengawasan"))
    if limit.weight is not None:
        parts.append(inside_sentence(names.weight(limit.weight)))
    return tr("Tanggapan: {which}", which=", ".join(parts) or tr("semua yang lain"))


def with_number(rule: Limit | Reaction, number: int, shipped: Limit | Reaction | None) -> Limit | Reaction:
    """The rule with this number. A changed number no longer comes from the source that gave the other one; that is said."""
    key = "days" if isinstance(rule, Reaction) else "working_days"
    if number == getattr(rule, key):
        return rule
    if shipped is not None and getattr(shipped, key) == number:
        return shipped
    origin = shipped or rule
    source = f"Ditetapkan kantor ini; semula {getattr(origin, key)} hari: {origin.source}"[:SOURCE_LIMIT]
    return structs.replace(rule, source=source, confirmed=False, **{key: number})


class PolicySection(Section):
    def __init__(self, around: Surroundings) -> None:
        super().__init__(
            around,
            tr("Batas waktu menurut kebijakan yang berlaku. Perubahan menghitung ulang semua tenggat."),
        )
        self.shipped = parse_policy(rules.shipped_policy())
        card = self.card("policy-card")
        self.policy_name = label("", "heading", "policy-name", wrap=True)
        self.grid_place = QWidget()
        self.save_button = PrimaryButton(tr("Simpan"), "policy-save", keys="Ctrl+S", clicked=self._save)
        self.undo_button = Button(tr("Batalkan perubahan"), "policy-undo", clicked=self._fill)
        add_to(card.column, self.policy_name, self.grid_place, button_row(self.save_button, self.undo_button))
        self._column = card.column
        card = self.card(
            "policy-files-card",
            tr("Berkas kebijakan"),
            tr("Kabupaten dapat membagikan satu berkas untuk semua kantor."),
        )
        self.load_button = Button(tr("Muat berkas kebijakan…"), "policy-load", clicked=self._ask_file)
        self.export_button = Button(tr("Simpan sebagai berkas…"), "policy-export", clicked=self._ask_target)
        self.revert_button = Button(tr("Kembali ke bawaan"), "policy-revert", clicked=self._revert)
        card.column.addLayout(button_row(self.load_button, self.export_button, self.revert_button))
        self._fill()

    @property
    def policy(self) -> Policy:
        return self.around.office.rules.policy

    def refresh(self, kinds: frozenset[str]) -> None:
        if "settings" in kinds and self.policy != self._shown:
            self._fill()

    # The table -------------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        """Builds the rows anew: another policy may have more or fewer rules."""
        self._shown = policy = self.policy
        self.policy_name.setText(policy.name)
        place = QWidget()
        grid = QGridLayout(place)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_L)
        grid.setVerticalSpacing(SPACE_M)
        grid.setColumnStretch(0, 1)
        self.spins: dict[str, NumberEdit] = {}
        working, plain = tr("hari kerja"), tr("hari kalender")
        self._row(grid, "verify", tr("Verifikasi, sejak diterima"), policy.verify.working_days, working, policy.verify)
        self._row(
            grid,
            "follow-up",
            tr("Tindak lanjut, sejak verifikasi"),
            policy.follow_up.working_days,
            working,
            policy.follow_up,
        )
        for index, limit in enumerate(policy.done):
            self._row(grid, f"done-{index}", limit_name(limit), limit.working_days, working, limit)
        self._row(
            grid, "reaction", tr("Selesai sendiri bila pelapor diam"), policy.reaction.days, plain, policy.reaction
        )
        self._row(grid, "due-soon", tr("Disebut jatuh tempo bila tersisa"), policy.due_soon_working_days, working, None)
        self.approval = QCheckBox(tr("Tanggapan petugas disetujui kepala desa/lurah dahulu"))
        self.approval.setObjectName("policy-approval")
        self.approval.setChecked(policy.approval.required)
        self.approval.toggled.connect(self._typed)
        grid.addWidget(self.approval, grid.rowCount(), 0, 1, 3)
        self._column.replaceWidget(self.grid_place, place)
        self.grid_place.deleteLater()
        self.grid_place = place
        self.revert_button.setEnabled(bool(self.settings.policy))
        self._typed()

    def _row(
        self, grid: QGridLayout, name: str, title: str, value: int, unit: str, rule: Limit | Reaction | None
    ) -> None:
        spin = NumberEdit(1, 366, value) if rule is not None else NumberEdit(0, 30, value)
        spin.setObjectName(f"policy-{name}")
        spin.setAccessibleName(f"{title} ({unit})")
        spin.setFixedWidth(look.px(84))
        spin.valueChanged.connect(self._typed)
        told = column_of(label(title, wrap=True), space=0)
        if rule is not None:
            source = rule.source if rule.confirmed else tr("lazim, belum bersumber tertulis") + " · " + rule.source
            told.addWidget(label(source, "hint", f"policy-{name}-source", wrap=True))
            spin.setAccessibleDescription(source)
        at = grid.rowCount()
        grid.addLayout(told, at, 0)
        grid.addWidget(spin, at, 1)
        grid.addWidget(label(unit, "muted"), at, 2)
        self.spins[name] = spin

    def _written(self) -> Policy:
        policy, value = self.policy, {name: spin.value() for name, spin in self.spins.items()}
        done = tuple(
            with_number(limit, value[f"done-{index}"], self._shipped_twin(limit))
            for index, limit in enumerate(policy.done)
        )
        approval = policy.approval
        if approval.required != self.approval.isChecked():
            approval = structs.replace(approval, required=self.approval.isChecked())
        return structs.replace(
            policy,
            verify=with_number(policy.verify, value["verify"], self.shipped.verify),
            follow_up=with_number(policy.follow_up, value["follow-up"], self.shipped.follow_up),
            reaction=with_number(policy.reaction, value["reaction"], self.shipped.reaction),
            due_soon_working_days=value["due-soon"],
            approval=approval,
            done=done,
        )

    def _shipped_twin(self, limit: DoneLimit) -> DoneLimit | None:
        same = (limit.kind, limit.weight, limit.supervisory)
        return next((one for one in self.shipped.done if (one.kind, one.weight, one.supervisory) == same), None)

    def _typed(self) -> None:
        changed = self._written() != self.policy
        self.save_button.setEnabled(changed)
        self.undo_button.setEnabled(changed)

    # What is done ----------------------------------------------------------------------------------------------------

    def _save(self) -> None:
        if self.save_button.isEnabled():
            self._keep(policy_text(self._written()), tr("Tenggat tersimpan."))

    def _keep(self, text: str, said: str) -> None:
        self.save(said, after=self._fill, rules=True, policy=text)

    def _revert(self) -> None:
        self._keep("", tr("Kebijakan bawaan berlaku lagi."))

    def _ask_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Muat berkas kebijakan…"), str(Path.home()), FILES)
        if name:
            self.load(Path(name))

    def load(self, file: Path) -> None:
        """Reads a policy from a file and puts it in force. A file that can't be used changes nothing and says why."""
        self.around.operations.change(lambda: _read(file), self._loaded, on_error=self.refuse)

    def _loaded(self, text: str) -> None:
        self._keep(text, tr("Kebijakan “{name}” berlaku.", name=parse_policy(text).name))

    def _ask_target(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Simpan sebagai berkas…"), str(Path.home() / "kebijakan.toml"), FILES
        )
        if name:
            self.export(Path(name))

    def export(self, file: Path) -> None:
        content = policy_text(self.policy).encode()

        def done(_: None) -> None:
            self.around.say(tr("Kebijakan tersimpan di {file}.", file=file), "ok")

        self.around.operations.change(lambda: write_durably(file, content), self.while_here(done), on_error=self.refuse)


def _read(file: Path) -> str:
    with disk_errors():
        content = file.read_bytes() if file.stat().st_size <= FILE_BYTES else b""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    if not text.strip():
        raise OfficeError(phrase("Berkas itu bukan berkas kebijakan. Kebijakan lama tetap berlaku."))
    parse_policy(text)
    return text
