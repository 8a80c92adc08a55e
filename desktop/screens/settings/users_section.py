"""The people of this PC: who may open the book and as what; and everyone's own password."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from complaints.errors import OfficeError
from complaints.workflow import ROLES, Role
from desktop.screens.settings.password_form import PasswordForm
from desktop.screens.settings.role_field import role_field
from desktop.screens.settings.row_heights import RowHeight
from desktop.screens.settings.section import Section, Surroundings, button_row
from desktop.screens.theme import SPACE_L, SPACE_M, look
from desktop.screens.widgets import Button, Field, heading, label
from desktop.screens.widgets.layouts import STRETCH, add_widgets, column_of, row_of
from desktop.screens.widgets.naming import named
from desktop.store.users import User
from desktop.wording import names
from desktop.wording.translation import tr, tr_phrase


class UsersSection(Section):
    def __init__(self, around: Surroundings) -> None:
        sentence = tr("Setiap orang masuk dengan namanya sendiri: riwayat pengaduan mencatat siapa yang melakukan apa.")
        super().__init__(around, sentence, for_admins=False)
        self.people: list[User] = []
        if around.admin:
            self._others()
        self._own_password()

    # The own password ------------------------------------------------------------------------------------------------

    def _own_password(self) -> None:
        user = self.around.office.user
        card = self.card(
            "own-password-card",
            tr("Kata sandi saya"),
            tr("Masuk sebagai {name} · {role}", name=user.name, role=names.role(user.role)),
        )
        self.own = PasswordForm("own", user.name, tr("Ganti kata sandi"), with_old=True)
        self.own.submitted.connect(self._change_own)
        card.column.addWidget(self.own)

    def _change_own(self, old: str, new: str) -> None:
        office = self.around.office
        self.own.set_busy(True)
        self.around.operations.change(
            lambda: office.members.change_password(office.user, old, new), self._own_changed, on_error=self._own_refused
        )

    def _own_changed(self, _: None) -> None:
        self.own.clear()
        self.around.say(tr("Kata sandi Anda diganti. Pakai yang baru saat masuk berikutnya."), "ok")

    def _own_refused(self, error: OfficeError) -> None:
        self.own.set_busy(False)
        # The vault speaks of name or password; here only the password was asked.
        self.own.refuse(tr_phrase(error.phrase))

    # The others ------------------------------------------------------------------------------------------------------

    def _others(self) -> None:
        card = self.card("users-card", tr("Semua pengguna"))
        self.list = named(QListWidget(), "users-list", tr("Semua pengguna"))
        self.list.setMinimumHeight(look.px(180))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        RowHeight(self.list, 46)
        self.list.currentRowChanged.connect(self._choose)
        self.add_button = Button(tr("Tambah pengguna…"), "users-add", clicked=self._adding)
        left = column_of((self.list, 1), button_row(self.add_button))
        self.side = QStackedWidget()
        add_widgets(self.side, self._one_page(), self._add_page())
        card.column.addLayout(row_of((left, 2), (self.side, 3), space=SPACE_L))

    def _one_page(self) -> QWidget:
        self.chosen_name = heading("", "user-name")
        self.own_note = label(
            tr("Ini Anda. Peran Anda diubah, dan Anda dikeluarkan, hanya oleh admin lain."), "muted", wrap=True
        )
        self.role = role_field("user-role")
        self.role.editor.activated.connect(self._set_role)
        self.reset = PasswordForm("reset", "", tr("Beri kata sandi baru"))
        self.reset.submitted.connect(self._reset)
        self.remove_button = Button(
            tr("Keluarkan pengguna ini"), "user-remove", role="danger", clicked=self._remove_asked
        )
        self.sure = QWidget()
        self.sure_button = Button(tr("Ya, keluarkan"), "user-remove-sure", role="danger", clicked=self._remove)
        keep = Button(tr("Batal"), "user-remove-keep", clicked=self._remove_kept)
        column_of(
            label(tr("Ia tidak dapat masuk lagi. Namanya tetap ada di riwayat pengaduan."), wrap=True),
            button_row(self.sure_button, keep),
            of=self.sure,
        )
        page = QWidget()
        parts = (self.chosen_name, self.own_note, self.role, self.reset, button_row(self.remove_button), self.sure)
        column_of(*parts, STRETCH, space=SPACE_M, of=page)
        return page

    def _add_page(self) -> QWidget:
        self.new_name = Field(tr("Nama"), QLineEdit(), "new-user-name", needed=True)
        self.new_name.editor.setMaxLength(80)
        self.new_role = role_field("new-user-role")
        self.new_password = PasswordForm("new-user", "", tr("Tambahkan"))
        self.new_password.submitted.connect(self._add)
        self.new_name.editor.textChanged.connect(self.new_password.set_user)
        page = QWidget()
        parts = (heading(tr("Pengguna baru")), self.new_name, self.new_role, self.new_password)
        column_of(*parts, STRETCH, space=SPACE_M, of=page)
        return page

    # What is shown ---------------------------------------------------------------------------------------------------

    def shown(self) -> None:
        if self.around.admin:
            self.around.operations.query("users", self.around.office.members.all, self._show)

    def leave(self) -> None:
        self.own.clear()
        if self.around.admin:
            self.reset.clear()
            self.new_password.clear()

    def refresh(self, kinds: frozenset[str]) -> None:
        if "users" in kinds:
            self.shown()

    def _show(self, people: list[User]) -> None:
        row = self.list.currentRow()
        before = self.people[row].slot if 0 <= row < len(self.people) else self.around.office.user.slot
        self.people = people
        self.list.blockSignals(True)
        self.list.clear()
        for person in people:
            mine = " · " + tr("Anda") if person.slot == self.around.office.user.slot else ""
            self.list.addItem(QListWidgetItem(f"{person.name}\n{names.role(person.role)}{mine}"))
        self.list.blockSignals(False)
        at = next((place for place, person in enumerate(people) if person.slot == before), 0)
        if self.side.currentIndex() == 0:
            self.list.setCurrentRow(at)

    def _chosen(self) -> User | None:
        row = self.list.currentRow()
        return self.people[row] if 0 <= row < len(self.people) else None

    def _choose(self, _row: int) -> None:
        person = self._chosen()
        if person is None:
            return
        self.side.setCurrentIndex(0)
        mine = person.slot == self.around.office.user.slot
        self.chosen_name.setText(person.name)
        self.own_note.setVisible(mine)
        self.role.editor.setCurrentIndex(ROLES.index(person.role))
        self.role.setEnabled(not mine)
        self.reset.clear()
        self.reset.set_user(person.name)
        self.reset.setVisible(not mine)
        self.remove_button.setVisible(not mine)
        self._remove_kept()

    # What is done ----------------------------------------------------------------------------------------------------

    def _adding(self) -> None:
        self.list.setCurrentRow(-1)
        self.side.setCurrentIndex(1)
        self.new_name.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, _old: str, password: str) -> None:
        name = self.new_name.editor.text().strip()
        if not name:
            self.new_name.set_error(tr("Nama belum diisi."))
            self.new_name.editor.setFocus()
            return
        self.new_name.set_error("")
        role: Role = self.new_role.editor.currentData()
        members = self.around.office.members
        self.new_password.set_busy(True)
        self.around.operations.change(
            lambda: members.put(name, password, role), self._added, kinds=("users",), on_error=self._add_refused
        )

    def _added(self, person: User) -> None:
        self.new_name.editor.clear()
        self.new_password.clear()
        self.side.setCurrentIndex(0)
        self.people = [*self.people, person]
        self.list.addItem(person.name)
        self.list.setCurrentRow(len(self.people) - 1)
        said = tr("{name} ditambahkan sebagai {role}.", name=person.name, role=names.role(person.role))
        self.around.say(said, "ok")

    def _add_refused(self, error: OfficeError) -> None:
        self.new_password.set_busy(False)
        self.new_name.set_error(tr_phrase(error.phrase))
        self.new_name.editor.setFocus()

    def _set_role(self) -> None:
        person, role = self._chosen(), self.role.editor.currentData()
        if person is None or role == person.role:
            return
        members = self.around.office.members

        def done(_: None) -> None:
            self.around.say(tr("{name} sekarang {role}.", name=person.name, role=names.role(role)), "ok")

        self.around.operations.change(
            lambda: members.set_role(person, role), self.while_here(done), kinds=("users",), on_error=self._role_refused
        )

    def _role_refused(self, error: OfficeError) -> None:
        self.refuse(error)
        self._choose(0)

    def _reset(self, _old: str, password: str) -> None:
        person = self._chosen()
        if person is None:
            return
        members = self.around.office.members
        self.reset.set_busy(True)

        def done(_: None) -> None:
            self.reset.clear()
            said = tr(
                "Kata sandi {name} diganti. Sampaikan langsung, dan minta ia menggantinya sendiri.", name=person.name
            )
            self.around.say(said, "ok")

        self.around.operations.change(
            lambda: members.reset_password(person, password), self.while_here(done), on_error=self._reset_refused
        )

    def _reset_refused(self, error: OfficeError) -> None:
        self.reset.set_busy(False)
        self.reset.refuse(tr_phrase(error.phrase))

    def _remove_asked(self) -> None:
        self.sure.show()
        self.remove_button.hide()
        self.sure_button.setFocus()

    def _remove_kept(self) -> None:
        self.sure.hide()
        person = self._chosen()
        self.remove_button.setVisible(person is not None and person.slot != self.around.office.user.slot)

    def _remove(self) -> None:
        person = self._chosen()
        if person is None:
            return
        members = self.around.office.members

        def done(_: None) -> None:
            self.around.say(tr("{name} dikeluarkan.", name=person.name), "ok")

        self.around.operations.change(
            lambda: members.remove(person), self.while_here(done), kinds=("users",), on_error=self.refuse
        )
