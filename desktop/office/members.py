"""Who may open this book, and as what: joins the users of the store with their slots in the vault."""

from sqlalchemy import Engine

from complaints.draft import clean, clean_line
from complaints.errors import InvalidField, Refused
from complaints.phrases import phrase
from complaints.workflow import Role, sees_own_dusun
from desktop.store import users
from desktop.store.database import reading, writing
from desktop.store.users import User
from desktop.store.vault import RECOVERY, Unlocked, Vault, check_password


class Members:
    """The users of one opened office. `acting` is who opened it; only an admin changes others."""

    def __init__(self, engine: Engine, vault: Vault, unlocked: Unlocked, name: str) -> None:
        self._engine = engine
        self._vault = vault
        self._unlocked = unlocked
        self.acting = self._opened_by(name)

    def list_all(self) -> list[User]:
        with reading(self._engine) as connection:
            return users.load(connection)

    def _opened_by(self, name: str) -> User:
        """The user whose slot opened the store; with the recovery code, the user of this name, else the first admin."""
        people = self.list_all()
        slot = self._vault.slot_of(name) if self._unlocked.slot == RECOVERY else self._unlocked.slot
        for person in people:
            if person.slot == slot:
                return person
        if self._unlocked.slot == RECOVERY:
            return next(person for person in people if person.role == "admin")
        raise Refused(phrase("Pengguna ini sudah dikeluarkan dari buku ini. Mintalah admin menambahkannya lagi."))

    def put(self, name: str, password: str, role: Role, dusun: str = "") -> User:
        """Adds a user; a kadus with their dusun. The key slot comes first: a user without a slot could never log in."""
        clean_name = " ".join(clean(name).split())
        if not clean_name:
            raise Refused(phrase("Nama pengguna belum diisi."))
        self._refuse_unless_admin()
        dusun = _dusun_of(role, dusun)
        check_password(password, clean_name)
        slot = self._vault.slot_of(clean_name)
        if any(person.slot == slot for person in self.list_all()):
            raise Refused(phrase("Nama ini sudah ada. Pakai nama lain, atau ganti kata sandinya."))
        person = User(slot, clean_name, role, dusun)
        self._vault.put(self._unlocked, clean_name, password)
        with writing(self._engine) as connection:
            users.put(connection, person)
        return person

    def change_password(self, person: User, old: str, new: str) -> None:
        """For users themselves. Raises WrongPassword when the old one isn't right; then nothing changed."""
        check_password(new, person.name)
        self._vault.unlock(person.name, old)
        self._vault.put(self._unlocked, person.name, new)

    def reset_password(self, person: User, new: str) -> None:
        """For an admin, or for whoever opened the store by the recovery code."""
        if self._unlocked.slot != RECOVERY:
            self._refuse_unless_admin()
        self._vault.put(self._unlocked, person.name, new)

    def set_role(self, person: User, role: Role, dusun: str = "") -> None:
        """Raises InvalidField for a kadus without a dusun; then nothing changed."""
        self._refuse_unless_admin()
        with writing(self._engine) as connection:
            users.put(connection, User(person.slot, person.name, role, _dusun_of(role, dusun)))

    def remove(self, person: User) -> None:
        self._refuse_unless_admin()
        with writing(self._engine) as connection:
            users.remove(connection, person.slot)
        self._vault.remove(person.slot)

    def new_recovery_code(self) -> str:
        """Replaces the recovery code, for an admin; the former one opens nothing any more."""
        self._refuse_unless_admin()
        return self._vault.put_recovery(self._unlocked)

    def _refuse_unless_admin(self) -> None:
        current = next((person for person in self.list_all() if person.slot == self.acting.slot), None)
        if current is None or current.role != "admin":
            raise Refused(phrase("Hanya admin yang mengatur pengguna dan kode pemulihan. Tidak ada yang diubah."))


def _dusun_of(role: Role, dusun: str) -> str:
    """The dusun of a kadus; '' of everybody else."""
    if not sees_own_dusun(role):
        return ""
    name = clean_line(dusun)
    if not name:
        raise InvalidField("dusun", phrase("Dusunnya belum diisi: kepala dusun melihat pengaduan dusunnya saja."))
    return name
