"""The translations are whole: every text that can reach people stands in the catalogs, with its values, and nothing else does."""

import ast
from collections.abc import Iterator
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tests.translations import catalog as catalogs
from tests.translations.catalog import KEYWORDS, ROOT, source_files

# What hands a text on that its caller wrote out.
PASSES_ON = {"desktop/cli/output.py", "desktop/wording/translation.py", "complaints/phrases.py"}


@pytest.fixture(scope="module")
def source() -> Catalog:
    return catalogs.extracted()


def calls() -> Iterator[tuple[Path, str, ast.Call]]:
    """Every call that says something to people."""
    for file in source_files():
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=name)) | ast.Call(func=ast.Attribute(attr=name)) if name in KEYWORDS:
                    if name not in ("tell", "tell_count") or "desktop/cli" in file.as_posix():
                        yield file, name, node


def test_a_text_is_written_out_where_it_is_said():
    for file, name, call in calls():
        if file.relative_to(ROOT).as_posix() not in PASSES_ON:
            texts = call.args[: 2 if name == "tr_in" else 1]
            assert texts, f"{file}:{call.lineno}: {name}() of nothing"
            for text in texts:
                written = isinstance(text, ast.Constant) and isinstance(text.value, str)
                assert written, f"{file}:{call.lineno}: {name}() needs its text written out, for translators"


def test_no_text_is_lost_on_the_way_to_the_translators(source: Catalog):
    count = 0
    for file, name, call in calls():
        texts = [str(text.value) for text in call.args if isinstance(text, ast.Constant)]
        if file.relative_to(ROOT).as_posix() in PASSES_ON or texts == [""]:
            continue
        count += 1
        known = source.get(texts[1], texts[0]) if name == "tr_in" else source.get(texts[0])
        assert known is not None, f"{file}:{call.lineno}: Babel does not see this text"
        assert known.pluralizable == name.endswith("_count"), f"{file}:{call.lineno}: said with a count and without"
    assert count > 1_500


def test_refusals_are_made_of_phrases():
    """A sentence put together by hand would be said in Indonesian to everybody."""
    for file in source_files():
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="Phrase"), args=[ast.JoinedStr(), *_]):
                    raise AssertionError(f"{file}:{node.lineno}: a finished sentence is no template")
                case ast.Raise(exc=ast.Call(args=arguments)):
                    written = [one for one in arguments if isinstance(one, ast.Constant) and " " in str(one.value)]
                    says = [one for one in written if str(one.value).endswith(".")]
                    assert not says, f"{file}:{node.lineno}: a refusal is said by phrase()"
                case _:
                    pass


@pytest.mark.parametrize("language", catalogs.LANGUAGES)
def test_the_catalog_is_whole(language: str, source: Catalog):
    faults = list(catalogs.faults(catalogs.read(language), source))
    assert not faults, f"python -m tests.translations, then fill in {catalogs.place(language)}:\n" + "\n".join(faults)


@pytest.mark.parametrize("language", catalogs.LANGUAGES)
def test_the_program_reads_what_the_translators_wrote(language: str):
    with catalogs.place(language).with_suffix(".mo").open("rb") as file:
        read = GNUTranslations(file)
    made = GNUTranslations(BytesIO(catalogs.compiled(language)))
    assert _texts(read) == _texts(made), "the .mo is not made from the .po: python -m tests.translations"


def _texts(translations: GNUTranslations) -> dict[object, str]:
    texts: dict[object, str] = translations._catalog  # type: ignore[attr-defined]
    return {text: english for text, english in texts.items() if text != ""}


@pytest.mark.parametrize(
    ("text", "english", "fault"),
    [
        ("Nama belum diisi.", "", "missing"),
        ("Kalimat lama.", "Old sentence.", "stale"),
        ("Pengaduan {number}.", "Complaint.", "a value left out"),
        ("Pengaduan {number}.", "Complaint {nomor}.", "braces that the source has not"),
        (("{count} berkas", "{count} berkas"), ("{count} file", ""), "missing"),
        (("{count} berkas", "{count} berkas"), ("{count} file",), "1 forms of 2"),
    ],
)
def test_a_broken_entry_is_found(text: str, english: str, fault: str):
    source, translated = Catalog(), Catalog("en")
    if fault != "stale":
        source.add(text)
    translated.add(text, english)
    assert any(found.startswith(fault) for found in catalogs.faults(translated, source))


def test_a_doubtful_entry_is_found():
    source, translated = Catalog(), Catalog("en")
    source.add("Nama belum diisi.")
    translated.add("Nama belum diisi.", "The name is empty.", flags=["fuzzy"])
    assert list(catalogs.faults(translated, source)) == ["fuzzy: Nama belum diisi."]
