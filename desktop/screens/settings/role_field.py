"""The choice of a role, with what each may do said under it."""

from PySide6.QtWidgets import QComboBox

from complaints.workflow import ROLES
from desktop.screens.settings.section import combo_box
from desktop.screens.widgets import Field
from desktop.wording import names
from desktop.wording.translation import tr


def role_field(name: str) -> Field[QComboBox]:
    box = combo_box((names.role(role), role) for role in ROLES)
    field = Field(tr("Peran"), box, name, hint=names.role_duties(ROLES[0]))
    box.currentIndexChanged.connect(lambda _: field.set_hint(names.role_duties(box.currentData())))
    return field
