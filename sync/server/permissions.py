"""Who may do what on the district's pages: one table from role to rights, and which complaints they reach."""

from typing import Literal

AccountRole = Literal["admin", "coordinator", "unit", "leader", "inspectorate"]
ROLES: tuple[AccountRole, ...] = ("admin", "coordinator", "unit", "leader", "inspectorate")

# complaints: read them, as far as the account's scope reaches. dispose: hand one to a unit, write a note to its office.
# identity: see who complains, with a reason. receipts: of sealed complaints, that they exist. offices: units, their PCs and codes.
# events: the log, and setting an event aside. figures: monitoring and its sheets. accounts: all accounts, and what each did.
# settings: units, policy, days off and what else holds in the district.
# desk: the inbox of the account's own unit, and every step that a unit takes.
Right = Literal[
    "complaints", "dispose", "identity", "receipts", "offices", "events", "figures", "accounts", "desk", "settings"
]

RIGHTS: dict[AccountRole, frozenset[Right]] = {
    "admin": frozenset(
        {"complaints", "dispose", "identity", "receipts", "offices", "events", "figures", "accounts", "settings"}
    ),
    "coordinator": frozenset({"complaints", "dispose", "identity", "receipts", "offices", "figures", "settings"}),
    "unit": frozenset({"desk"}),
    "leader": frozenset({"figures"}),
    "inspectorate": frozenset({"complaints"}),
}
HOME: dict[AccountRole, str] = {
    "admin": "/aduan", "coordinator": "/aduan", "unit": "/meja", "leader": "/pimpinan", "inspectorate": "/aduan",
}  # fmt: skip
# Whose `complaints` are those about supervision alone. (A unit's `desk` reaches what a PC of that unit would hold: unit_desk.py.)
SUPERVISORY_ONLY: frozenset[AccountRole] = frozenset({"inspectorate"})
WORDS: dict[AccountRole, str] = {
    "admin": "Admin", "coordinator": "Koordinator", "unit": "Petugas unit", "leader": "Pimpinan", "inspectorate": "Inspektorat",
}  # fmt: skip
