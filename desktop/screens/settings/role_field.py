"""The choice of a role, with what each may do told under it."""

from PySide6.QtWidgets import QComboBox

from complaints.workflow import ROLES, Role
from desktop.screens.widgets import Field
from desktop.wording import names
from desktop.wording.translation import tr


def role_hint(role: Role) -> str:
    match role:
        case "officer":
            return tr("mencatat dan menangani pengaduan")
        case "head":
            return tr("mendisposisi, menyetujui tanggapan, membaca semua")
        case "admin":
            return tr("semua langkah, pengguna dan pengaturan")


def role_field(name: str) -> Field[QComboBox]:
    field = Field(tr("Peran"), QComboBox(), name)
    for role in ROLES:
        field.editor.addItem(names.role(role), role)
    field.editor.currentIndexChanged.connect(lambda _: field.set_hint(role_hint(field.editor.currentData())))
    field.set_hint(role_hint("officer"))
    return field
