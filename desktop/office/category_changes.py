"""Changes of an office to the list of categories: what may be saved, and what is saved."""

from complaints.categories import Categories, CategoryChange
from complaints.draft import clean, clean_line
from desktop.wording.translation import tr


def fault_of(categories: Categories, code: str, name: str) -> str:
    """Why a category can't have this name, '' where it can."""
    if not name:
        return tr("Nama kategori belum diisi.")
    twin = categories.twin(name, code)
    return tr("Sudah ada kategori bernama {name} di kelompok ini.", name=twin.name) if twin is not None else ""


def typed_change(code: str, name: str, name_en: str, words: str, *, hidden: bool) -> CategoryChange:
    """As typed; `words` are parted by spaces, each counts once and in small letters."""
    parts = tuple(dict.fromkeys(clean(words).lower().split()))
    return CategoryChange(code=code, name=name, name_en=clean_line(name_en), words=parts, hidden=hidden)


def replaced(changes: tuple[CategoryChange, ...], code: str, *others: CategoryChange) -> tuple[CategoryChange, ...]:
    """With these in the place of those to the category of this code."""
    return (*(change for change in changes if change.code != code), *others)
