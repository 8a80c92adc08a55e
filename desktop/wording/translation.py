"""What is said to people in the user's language: Indonesian is the source text, English comes from resources/translations/en."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Literal

from complaints.phrases import Phrase

if TYPE_CHECKING:
    from gettext import GNUTranslations

Language = Literal["id", "en"]

_language: Language = "id"
_override: ContextVar[Language | None] = ContextVar("language of what is being written here", default=None)
_english: "GNUTranslations | None" = None


def use(language: Language) -> None:
    """Screens built from now on speak this language; the English catalog is only read when it is needed."""
    global _language, _english
    if language == "en" and _english is None:
        _english = catalog(language)
    _language = language


def catalog(language: str) -> "GNUTranslations":
    """The compiled translations of resources/translations. An Indonesian start does not pay for reading them."""
    from gettext import GNUTranslations

    from desktop.resources import resource

    with resource(f"translations/{language}/LC_MESSAGES/buku-aduan.mo").open("rb") as file:
        return GNUTranslations(file)


def language() -> Language:
    return _override.get() or _language


@contextmanager
def in_indonesian() -> Iterator[None]:
    """What this thread says meanwhile is Indonesian, as an office's papers are, whatever language the screens speak."""
    before = _override.set("id")
    try:
        yield
    finally:
        _override.reset(before)


def tr(text: str, /, **fields: object) -> str:
    """The text in the user's language, its `{name}` fields filled in. The text is written out in the call: translators get it there."""
    english = _catalog()
    if english is not None and text:  # the translation of '' is the catalog's own head
        text = english.gettext(text)
    return text.format(**fields) if fields else text


def tr_in(context: str, text: str, /, **fields: object) -> str:
    """As `tr`, of a text that is one in Indonesian only: 'Pengaduan' of the 'menu' is 'Complaints' in English."""
    english = _catalog()
    if english is not None:
        text = english.pgettext(context, text)
    return text.format(**fields) if fields else text


def tr_count(text: str, /, *, count: int, **fields: object) -> str:
    """As `tr`, of a text whose `{count}` decides between one and several: '1 file', '1,000 files'. Indonesian needs no two forms."""
    english = _catalog()
    grouped = f"{count:,}"
    if english is None:
        return text.format(count=grouped.replace(",", "."), **fields)
    return english.ngettext(text, text, count).format(count=grouped, **fields)


def tr_word(word: str) -> str:
    """A word of the tables complaints/vocabulary.py and complaints/fields.py, which translators get whole."""
    english = _catalog()
    return english.gettext(word) if english is not None and word else word


def tr_phrase(phrase: Phrase) -> str:
    """The phrase, and the phrases among its values, in the user's language. Other values stay as they are."""
    english = _catalog()
    if english is None:
        return str(phrase)
    template, values = phrase.template, phrase.values
    if phrase.count is not None:
        template = english.ngettext(template, template, phrase.count)
    elif template:
        template = english.gettext(template)
    if not values:
        return template
    return template.format_map(
        {name: tr_phrase(value) if isinstance(value, Phrase) else value for name, value in values.items()}
    )


def _catalog() -> "GNUTranslations | None":
    """The catalog of the language that is spoken here; none for Indonesian, the language of the source."""
    return _english if (_override.get() or _language) == "en" else None
