"""What complaints are about: the shipped two-level list of categories, and an office's own changes to it."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import cast

import msgspec

from complaints.tokens import fold

SEPARATOR = " › "
# What begins the codes that an office or its district adds, so that they never meet those of a later shipped list.
OFFICE, DISTRICT = "office_", "district_"


@dataclass(frozen=True, slots=True)
class Category:
    """One category. `group` is the parent's name.

    `words` are seed words for the suggestion of a category, which an office may change; `further_words` are those that only ship,
    'polisi_tidur' for two that stand side by side.
    """

    code: str
    name: str
    name_en: str = ""
    words: tuple[str, ...] = ()
    further_words: tuple[str, ...] = ()
    group: str = ""
    group_en: str = ""
    hidden: bool = False

    @property
    def parent(self) -> str:
        """The code of the group this category belongs to, '' for a group itself."""
        return self.code.rpartition(".")[0]

    @property
    def is_of_office(self) -> bool:
        """Whether an office added it to the shipped list."""
        return self.code.rpartition(".")[2].startswith(OFFICE)

    @property
    def is_of_district(self) -> bool:
        """Whether the district added it to the shipped list."""
        return self.code.rpartition(".")[2].startswith(DISTRICT)

    @property
    def label(self) -> str:
        """As the screen writes it: 'Infrastruktur › Jembatan'."""
        return f"{self.group}{SEPARATOR}{self.name}" if self.group else self.name

    @property
    def label_en(self) -> str:
        name = self.name_en or self.name
        group = self.group_en or self.group
        return f"{group}{SEPARATOR}{name}" if group else name


class CategoryChange(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """An office's own word on one category: a new one, another name, more seed words, or hidden. None leaves it as is."""

    code: str
    name: str | None = None
    name_en: str | None = None
    words: tuple[str, ...] | None = None
    hidden: bool = False


class DistrictCategory(msgspec.Struct, frozen=True, array_like=True):
    """What the district says of a category to all its offices: '' leaves a shipped one's name or seed words (with spaces between) as they are."""

    code: str
    name: str = ""
    words: str = ""
    hidden: bool = False


class Categories:
    """The categories in the order they are shown: each group, followed by what is in it."""

    def __init__(self, categories: Iterable[Category]) -> None:
        unique = {category.code: category for category in categories}
        groups = {code: category for code, category in unique.items() if not category.parent}
        named = [_under(category, groups.get(category.parent)) for category in unique.values()]
        order = {code: place for place, code in enumerate(groups)}
        named.sort(
            key=lambda category: (order.get(category.parent or category.code, len(order)), bool(category.parent))
        )
        self._by_code = {category.code: category for category in named}
        self._by_label: dict[str, Category] = {}
        for category in named:
            for text in (category.label, category.label_en):
                self._by_label.setdefault(_plain(text), category)
        # A bare name ('Jembatan') is good enough in a spreadsheet, as long as it means one category only.
        bare: dict[str, list[Category]] = {}
        for category in named:
            for text in {_plain(category.name), _plain(category.name_en)}:
                bare.setdefault(text, []).append(category)
        for text, codes in bare.items():
            if text and len(codes) == 1:
                self._by_label.setdefault(text, codes[0])

    def __iter__(self) -> Iterator[Category]:
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def get(self, code: str) -> Category | None:
        """The category of a code, hidden ones too: old complaints keep theirs."""
        return self._by_code.get(code)

    def by_label(self, label: str) -> Category | None:
        """The category that someone means by a label or bare name in either language, or by its code."""
        return self._by_code.get(label.strip()) or self._by_label.get(_plain(label))

    def label(self, code: str, language: str = "id") -> str:
        """The label of a code; a code that this office doesn't know (from another one) is shown as it is."""
        category = self._by_code.get(code)
        if category is None:
            return code
        return category.label_en if language == "en" else category.label

    def labels(self, language: str = "id") -> list[str]:
        """Those of all that an officer chooses from."""
        return [self.label(choice.code, language) for choice in self.choices]

    def new_code(self, name: str, group: str, prefix: str = OFFICE) -> str:
        """A code that this list doesn't have yet: 'infrastructure.office_pasar_malam'. `group` is '' for a new group."""
        words = "_".join("".join(c if c.isalnum() else " " for c in fold(name)).split())[:40] or "baru"
        stem = f"{group}.{prefix}{words}" if group else f"{prefix}{words}"
        code, number = stem, 2
        while code in self:
            code, number = f"{stem}_{number}", number + 1
        return code

    def twin(self, name: str, code: str) -> Category | None:
        """Another category with this name in the group of this code."""
        group = code.rpartition(".")[0]
        same_group = (category for category in self if category.parent == group and category.code != code)
        return next((category for category in same_group if fold(category.name) == fold(name)), None)

    @property
    def groups(self) -> tuple[Category, ...]:
        return tuple(category for category in self if not category.parent and not category.hidden)

    def within(self, group: str) -> tuple[Category, ...]:
        """What can be chosen in a group, in order."""
        return tuple(category for category in self if category.parent == group and self._is_shown(category))

    @property
    def choices(self) -> tuple[Category, ...]:
        """What an officer chooses from: everything shown that has nothing shown below it."""
        parents = {category.parent for category in self if category.parent and self._is_shown(category)}
        return tuple(category for category in self if category.code not in parents and self._is_shown(category))

    def with_office(self, changes: Iterable[CategoryChange]) -> "Categories":
        """This list with an office's additions, renamings and hidings; the order of the shipped ones stays."""
        merged = dict(self._by_code)
        for change in changes:
            merged[change.code] = _changed(merged.get(change.code, Category(change.code, change.code)), change)
        return Categories(merged.values())

    def with_district(self, changes: Iterable[DistrictCategory]) -> "Categories":
        """This list as the district has it."""
        return self.with_office(
            CategoryChange(
                code=change.code, name=change.name or None, words=tuple(change.words.split()) if change.words else None, hidden=change.hidden
            )
            for change in changes
        )  # fmt: skip

    def _is_shown(self, category: Category) -> bool:
        parent = self._by_code.get(category.parent)
        return not category.hidden and not (parent is not None and parent.hidden)


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    code: str
    name: str
    name_en: str = ""
    words: str = ""
    further_words: str = ""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    category: list[_Entry] = []


def parse_categories(text: str) -> Categories:
    """Reads a list of categories in the form of resources/categories.toml. ValueError when it isn't one."""
    entries = msgspec.convert(cast(object, tomllib.loads(text)), _File).category
    return Categories(
        Category(entry.code, entry.name, entry.name_en, tuple(entry.words.split()), tuple(entry.further_words.split()))
        for entry in entries
    )


def _under(category: Category, group: Category | None) -> Category:
    if group is None:
        return replace(category, group="", group_en="")
    return replace(category, group=group.name, group_en=group.name_en or group.name)


def _changed(category: Category, change: CategoryChange) -> Category:
    return replace(
        category,
        name=category.name if change.name is None else change.name,
        name_en=category.name_en if change.name_en is None else change.name_en,
        words=category.words if change.words is None else change.words,
        hidden=change.hidden,
    )


def _plain(label: str) -> str:
    return " ".join(fold(label).replace(">", " ").replace("›", " ").replace("/", " ").split())
