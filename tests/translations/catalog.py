"""The catalogs of resources/translations, as translators' tools read them: made from the source, checked, and compiled.

gettext marks a text where it is said: `tr`, `tr_in` and `tr_count` on screens, `phrase` and `phrase_count` elsewhere, `tell` and
`tell_count` on the command line. The words of complaints/vocabulary.py and complaints/fields.py stand in tables and are taken from there.
"""

import re
from collections.abc import Iterator
from contextlib import redirect_stderr
from io import BytesIO, StringIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from complaints import fields, vocabulary

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = tuple(sorted(folder.name for folder in FOLDER.iterdir() if folder.is_dir()))
ONE, WITH_CONTEXT, COUNTED = (1,), ((1, "c"), 2), (1, 1)
KEYWORDS = {
    "tr": ONE, "tr_in": WITH_CONTEXT, "tr_count": COUNTED, "phrase": ONE, "phrase_count": COUNTED, "tell": ONE, "tell_count": COUNTED,
}  # fmt: skip
_HOLE = re.compile(r"\{(\w*)\}")


def place(language: str) -> Path:
    """The catalog that translators edit; the compiled one that the program reads stands beside it as .mo."""
    return FOLDER / language / "LC_MESSAGES" / "buku-aduan.po"


def source_files() -> list[Path]:
    """What is said in an office; the district's end speaks Indonesian only."""
    server = ROOT / "sync" / "server"
    files = (file for package in ("complaints", "sync", "desktop") for file in (ROOT / package).rglob("*.py"))
    return sorted(file for file in files if server not in file.parents)


def extracted() -> Catalog:
    """Every text that the source says to people, without translations."""
    catalog = Catalog(domain="buku-aduan", project="Buku Aduan", version="", charset="utf-8", fuzzy=False)
    for file in source_files():
        location = file.relative_to(ROOT).as_posix()
        # Babel warns of f-strings among the values of a call; that no text itself is one, a test sees to.
        with redirect_stderr(StringIO()):
            calls = extract_from_file("python", file, keywords=KEYWORDS)
        for _, text, _, context in calls:
            catalog.add(text, locations=[(location, 0)], context=context)
    for word, location in words():
        catalog.add(word, locations=[(location, 0)])
    return catalog


def words() -> Iterator[tuple[str, str]]:
    """The words of the tables, with the file that has them."""
    for name, table in vars(vocabulary).items():
        if isinstance(table, dict) and name.isupper() and not name.endswith(("_SYNONYMS", "_LETTERS")):
            for entry in table.values():
                for word in (entry,) if isinstance(entry, str) else entry:
                    yield word, "complaints/vocabulary.py"
    for word in vocabulary.STAGES.values():
        yield vocabulary.inside_sentence(word), "complaints/vocabulary.py"
    for label in fields.LABELS.values():
        yield label, "complaints/fields.py"


def read(language: str) -> Catalog:
    with place(language).open("rb") as file:
        return read_po(file, locale=language, domain="buku-aduan")


def update(language: str) -> None:
    """Brings the catalog up to date with the source: new texts come in empty, those that nobody says any more go."""
    catalog = read(language)
    catalog.update(extracted(), no_fuzzy_matching=True, update_header_comment=False, update_creation_date=False)
    catalog.obsolete.clear()
    write(catalog, language)


def write(catalog: Catalog, language: str) -> None:
    """The .po with a line a text, by the file that says it, and the .mo that is made from it."""
    with place(language).open("wb") as file:
        write_po(file, catalog, width=0, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    place(language).with_suffix(".mo").write_bytes(compiled(language))


def compiled(language: str) -> bytes:
    into = BytesIO()
    write_mo(into, read(language))
    return into.getvalue()


def faults(catalog: Catalog, source: Catalog) -> Iterator[str]:
    """What is wrong with a catalog: texts missing, stale, in doubt, or with other braces than their source."""
    for message in source:
        if message.id and not _has(catalog, message):
            yield f"missing: {_name(message)}"
    for message in catalog:
        if not message.id:
            continue
        if catalog_lacks(source, message):
            yield f"stale: {_name(message)}"
        if message.fuzzy:
            yield f"fuzzy: {_name(message)}"
        yield from (f"{fault}: {_name(message)}" for fault in _broken(message, catalog))


def catalog_lacks(catalog: Catalog, message: Message) -> bool:
    known = catalog.get(_text(message), message.context)
    return known is None or known.pluralizable != message.pluralizable


def _has(catalog: Catalog, message: Message) -> bool:
    known = catalog.get(_text(message), message.context)
    return known is not None and known.pluralizable == message.pluralizable and all(_forms(known))


def _broken(message: Message, catalog: Catalog) -> Iterator[str]:
    forms = _forms(message)
    if message.pluralizable and len(forms) != catalog.num_plurals:
        yield f"{len(forms)} forms of {catalog.num_plurals}"
    for form in forms:
        if set(_HOLE.findall(form)) - set(_HOLE.findall(_text(message))):
            yield "braces that the source has not"
    if not message.pluralizable and set(_HOLE.findall(_text(message))) - set(_HOLE.findall(forms[0])):
        yield "a value left out"


def _text(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def _name(message: Message) -> str:
    return f"{_text(message)} ({message.context})" if message.context else _text(message)
