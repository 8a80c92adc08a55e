"""The people of this PC: who may open the book and as what; and everyone's own password."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QLayout,
    QLineEdit,
    QListWidgetItem,
    QStackedWidget,
    QWidget,
)

from complaints.errors import OfficeError
from complaints.workflow import ROLES, Role, sees_own_dusun
from desktop.office.member_words import missing_dusun, role_words
from desktop.screens.settings.password_form import PasswordForm
from desktop.screens.settings.section import Section, SectionContext, button_row
from desktop.store.users import User
from desktop.widgets import Button, FormField, heading, hint, label
from desktop.widgets.combo_box import combo_box
from desktop.widgets.faults import refusing, show_faults
from desktop.widgets.layouts import STRETCH, add_widgets, column_of, in_column, row_of
from desktop.widgets.lists import word_list
from desktop.widgets.theme import SPACE_L, SPACE_M, look
from desktop.wording import names, settings_explanations
from desktop.wording.translation import tr


class UsersSection(Section):
    reloads_on = frozenset({"users"})

    def __init__(self, around: SectionContext) -> None:
        super().__init__(around, for_admins=False)
        self.people: list[User] = []
        if around.admin:
            self._build_list()
        self._build_my_password()

    def _role_words(self, role: Role, dusun: str = "") -> str:
        return role_words(role, self.settings.unit_code, dusun)

    def _is_me(self, person: User) -> bool:
        return person.slot == self.office.user.slot

    # The own password ------------------------------------------------------------------------------------------------

    def _build_my_password(self) -> None:
        user = self.office.user
        self.my_password = PasswordForm("own", user.name, tr("Ganti kata sandi"), with_old=True)
        self.my_password.submitted.connect(self._change_my_password)
        self.card(
            "own-password-card",
            heading(tr("Kata sandi saya")),
            hint(tr("Masuk sebagai {name} · {role}", name=user.name, role=self._role_words(user.role))),
            self.my_password,
        )

    def _change_my_password(self, old: str, new: str) -> None:
        office = self.office

        def confirm(_: None) -> None:
            self.my_password.clear()
            self.say(tr("Kata sandi Anda diganti. Pakai yang baru saat masuk berikutnya."))

        self.my_password.set_busy(True)
        self.change(
            lambda: office.members.change_password(office.user, old, new),
            confirm,
            # The vault speaks of name or password; here only the password was asked.
            on_error=self.my_password.refuse,
        )

    # The others ------------------------------------------------------------------------------------------------------

    def _build_list(self) -> None:
        self.list = word_list("users-list", tr("Semua pengguna"), row_height=46)
        self.list.setMinimumHeight(look.px(180))
        self.list.currentRowChanged.connect(self._show_chosen)
        self.add_button = Button(tr("Tambah pengguna…"), "users-add", clicked=self._begin_new)
        list_column = column_of((self.list, 1), button_row(self.add_button))
        self.side = QStackedWidget()
        add_widgets(self.side, self._build_person(), self._build_new_person())
        sides = row_of((list_column, 2), (self.side, 3), space=SPACE_L)
        self.card("users-card", heading(tr("Semua pengguna")), sides)

    def _build_person(self) -> QWidget:
        self.chosen_name = heading("", "user-name")
        self.own_note = label(settings_explanations.oneself(), "muted", wrap=True)
        self.role = _role_field("user-role", self.settings.unit_code)
        self.role.editor.activated.connect(self._set_role)
        self.dusun = _dusun_field("user-dusun", self.role)
        self.dusun.editor.editingFinished.connect(self._set_role)
        self.reset = PasswordForm("reset", "", tr("Beri kata sandi baru"))
        self.reset.submitted.connect(self._reset)
        self.remove_button = Button(
            tr("Keluarkan pengguna ini"), "user-remove", role="danger", clicked=self._ask_to_remove
        )
        self.sure_button = Button(tr("Ya, keluarkan"), "user-remove-sure", role="danger", clicked=self._remove)
        cancel = Button(tr("Batal"), "user-remove-keep", clicked=self._cancel_removal)
        after = label(settings_explanations.after_removal(), wrap=True)
        self.sure = in_column(after, button_row(self.sure_button, cancel))
        remove_row = button_row(self.remove_button)
        return _page(self.chosen_name, self.own_note, self.role, self.dusun, self.reset, remove_row, self.sure)

    def _build_new_person(self) -> QWidget:
        self.new_name = FormField(tr("Nama"), QLineEdit(), "new-user-name", required=True)
        self.new_name.editor.setMaxLength(80)
        self.new_role = _role_field("new-user-role", self.settings.unit_code)
        self.new_dusun = _dusun_field("new-user-dusun", self.new_role)
        self.new_password = PasswordForm("new-user", "", tr("Tambahkan"))
        self.new_password.submitted.connect(self._add)
        self.new_name.editor.textChanged.connect(self.new_password.set_user)
        return _page(heading(tr("Pengguna baru")), self.new_name, self.new_role, self.new_dusun, self.new_password)

    def _offer_places(self, names: list[str]) -> None:
        for field in (self.dusun, self.new_dusun):
            completer = QCompleter(names, field.editor)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            field.editor.setCompleter(completer)

    # What is shown ---------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        if self.around.admin:
            self.operations.query("users", self.office.members.list_all, self._show)
            self.operations.query("users-places", lambda: self.office.places_offered().dusun, self._offer_places)

    def leave(self) -> None:
        self.my_password.clear()
        if self.around.admin:
            self.reset.clear()
            self.new_password.clear()

    def _show(self, people: list[User]) -> None:
        current = (self._chosen() or self.office.user).slot
        self.people = people
        with QSignalBlocker(self.list):
            self.list.clear()
            for person in people:
                me = " · " + tr("Anda") if self._is_me(person) else ""
                self.list.addItem(QListWidgetItem(f"{person.name}\n{self._role_words(person.role, person.dusun)}{me}"))
        if self.side.currentIndex() == 0:
            self.list.setCurrentRow(next((row for row, person in enumerate(people) if person.slot == current), 0))

    def _chosen(self) -> User | None:
        row = self.list.currentRow()
        return self.people[row] if 0 <= row < len(self.people) else None

    def _show_chosen(self) -> None:
        person = self._chosen()
        if person is None:
            return
        self.side.setCurrentIndex(0)
        is_me = self._is_me(person)
        self.chosen_name.setText(person.name)
        self.own_note.setVisible(is_me)
        self.role.editor.setCurrentIndex(ROLES.index(person.role))
        self.role.setEnabled(not is_me)
        self.dusun.editor.setText(person.dusun)
        self.reset.clear()
        self.reset.set_user(person.name)
        self.reset.setVisible(not is_me)
        self._cancel_removal()

    # What is done ----------------------------------------------------------------------------------------------------

    def _begin_new(self) -> None:
        self.list.setCurrentRow(-1)
        self.side.setCurrentIndex(1)
        self.new_name.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, _old: str, password: str) -> None:
        members, role = self.office.members, self.new_role.editor.currentData()
        name = self.new_name.editor.text().strip()
        dusun = self.new_dusun.editor.text().strip()
        if show_faults(
            (self.new_name, "" if name else tr("Nama belum diisi.")), (self.new_dusun, missing_dusun(role, dusun))
        ):
            return

        def confirm(person: User) -> None:
            self.new_name.editor.clear()
            self.new_dusun.editor.clear()
            self.new_password.clear()
            self.side.setCurrentIndex(0)
            self.people = [*self.people, person]
            self.list.addItem(person.name)
            self.list.setCurrentRow(len(self.people) - 1)
            self.say(tr("{name} ditambahkan sebagai {role}.", name=person.name, role=self._role_words(person.role)))

        def refuse(error: OfficeError) -> None:
            self.new_password.set_busy(False)
            refusing(self.new_name)(error)

        self.new_password.set_busy(True)
        self.change(lambda: members.put(name, password, role, dusun), confirm, kinds=("users",), on_error=refuse)

    def _set_role(self) -> None:
        person, role, members = self._chosen(), self.role.editor.currentData(), self.office.members
        dusun = self.dusun.editor.text().strip() if sees_own_dusun(role) else ""
        if person is None or (role, dusun) == (person.role, person.dusun):
            return
        if show_faults((self.dusun, missing_dusun(role, dusun))):
            return

        def refuse(error: OfficeError) -> None:
            self.refuse(error)
            self._show_chosen()

        self.change(
            lambda: members.set_role(person, role, dusun),
            lambda _: self.say(tr("{name} sekarang {role}.", name=person.name, role=self._role_words(role))),
            kinds=("users",),
            on_error=refuse,
        )

    def _reset(self, _old: str, password: str) -> None:
        person, members = self._chosen(), self.office.members
        if person is None:
            return

        def confirm(_: None) -> None:
            self.reset.clear()
            self.say(settings_explanations.password_replaced(person.name))

        self.reset.set_busy(True)
        self.change(lambda: members.reset_password(person, password), confirm, on_error=self.reset.refuse)

    def _ask_to_remove(self) -> None:
        self.sure.show()
        self.remove_button.hide()
        self.sure_button.setFocus()

    def _cancel_removal(self) -> None:
        self.sure.hide()
        person = self._chosen()
        self.remove_button.setVisible(person is not None and not self._is_me(person))

    def _remove(self) -> None:
        person, members = self._chosen(), self.office.members
        if person is not None:
            self.change(
                lambda: members.remove(person),
                lambda _: self.say(tr("{name} dikeluarkan.", name=person.name)),
                kinds=("users",),
            )


def _page(*parts: QWidget | QLayout) -> QWidget:
    return in_column(*parts, STRETCH, space=SPACE_M)


def _dusun_field(name: str, role: FormField[QComboBox]) -> FormField[QLineEdit]:
    """Asked for only of a kadus."""
    edit = QLineEdit()
    edit.setMaxLength(80)
    explanation = tr("Ia melihat pengaduan dusun ini saja. Ini aturan kantor, bukan penyandian.")
    field = FormField(tr("Dusun"), edit, name, required=True, hint=explanation)

    role.editor.currentIndexChanged.connect(lambda _: field.setVisible(sees_own_dusun(role.editor.currentData())))
    field.hide()
    return field


def _role_field(name: str, unit: str) -> FormField[QComboBox]:
    """The choice of a role, with what each may do said under it."""
    box = combo_box((names.role(role, unit), role) for role in ROLES)
    field = FormField(tr("Peran"), box, name, hint=names.role_duties(ROLES[0]))
    box.currentIndexChanged.connect(lambda _: field.set_hint(names.role_duties(box.currentData())))
    return field
