"""The words on the screen in the user's language: Indonesian is the source text, English comes from resources/translations/en."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal

Language = Literal["id", "en"]

_language: Language = "id"
_here: ContextVar[Language | None] = ContextVar("language of what is being written here", default=None)
_english: dict[str, str] = {}
_patterns: list[tuple[re.Pattern[str], str]] = []

_HOLE = re.compile(r"\{(\w*)\}")


def use(language: Language) -> None:
    """Screens built from now on speak this language; the English table is only read when it is needed."""
    global _language
    if language == "en" and not _english:
        _english.update(english_table())
    _language = language


def language() -> Language:
    return _here.get() or _language


@contextmanager
def in_indonesian() -> Iterator[None]:
    """What this thread says meanwhile is Indonesian, as an office's papers are, whatever language the screens speak."""
    before = _here.set("id")
    try:
        yield
    finally:
        _here.reset(before)


def tr(text: str, /, **fields: object) -> str:
    """The text in the user's language, its `{name}` fields filled in.

    'Pengaduan|menu' says 'Pengaduan': what stands behind the bar tells words apart that are one in Indonesian only. In the
    English table '{count} file|{count} files' tells one and several apart, where Indonesian needs no two forms.
    """
    english = _english.get(text) if language() == "en" else None
    text, _, several = (english or text).partition("|")
    if english and several and "1" not in map(str, fields.values()):
        text = several
    return text.format(**fields) if fields else text


def tr_sentence(sentence: str) -> str:
    """The sentence of an OfficeError, which arrives with its numbers and names already filled in, in the user's language."""
    if language() == "id":
        return sentence
    if sentence in _english:
        return _english[sentence]
    if not _patterns:
        # A refusal's sentence has numbered holes; named ones are the screens' own. The longest says the most.
        sources = sorted((source for source in _english if "{0}" in source), key=len, reverse=True)
        _patterns.extend((_pattern(source), _english[source]) for source in sources)
    for pattern, target in _patterns:
        match = pattern.fullmatch(sentence)
        if match:
            # A hole may hold a word or sentence of the program's own; what stands in quotes is a name and stays.
            arguments = (
                one if f"“{{{hole}}}”" in target else tr_sentence(one) for hole, one in enumerate(match.groups())
            )
            return target.format(*arguments) if "{0}" in target else target
    return sentence


def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(_HOLE.sub("(.+?)", re.sub(r"[\\^$.|?*+()\[\]]", r"\\\g<0>", source)), re.DOTALL)


def english_table() -> dict[str, str]:
    """Every English text by its Indonesian source: one file an area of the program, so that each is edited by itself."""
    import tomllib

    from desktop.resources import resource

    table: dict[str, str] = {}
    for file in sorted(resource("translations/en").glob("*.toml")):
        table.update(tomllib.loads(file.read_text("utf-8")))
    return table
