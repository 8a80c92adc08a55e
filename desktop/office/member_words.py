"""The people of an office in words: what each may do, and what is missing of somebody new."""

from complaints.workflow import Role, sees_own_dusun
from desktop.wording import names
from desktop.wording.translation import tr


def role_words(role: Role, unit_code: str, dusun: str = "") -> str:
    """'Kepala dusun · Bonto'."""
    words = names.role(role, unit_code)
    return f"{words} · {dusun}" if dusun else words


def missing_dusun(role: Role, dusun: str) -> str:
    """Why a kadus can't do without one; '' where nothing is missing."""
    return tr("Isi dusunnya: pengaduan dusun itu saja yang dilihatnya.") if sees_own_dusun(role) and not dusun else ""
