"""English is whole: every text that can reach a screen has its English, with the same fields."""

import ast
import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from complaints import vocabulary
from complaints.errors import OfficeError
from complaints.fields import FIELDS
from desktop.resources import resource
from desktop.wording import formats, names
from desktop.wording.translation import english_table, tr, tr_sentence, use

ROOT = Path(__file__).resolve().parents[2]


def sources(*folders: str) -> list[tuple[Path, ast.Module]]:
    """What is said in an office; the district's end speaks Indonesian only."""
    server = ROOT / "sync" / "server"
    files = [file for folder in folders for file in sorted((ROOT / folder).rglob("*.py")) if server not in file.parents]
    return [(file, ast.parse(file.read_text("utf-8"))) for file in files]


def calls(module: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Every call in the file, with the last part of what is called."""
    for node in ast.walk(module):
        match node:
            case ast.Call(func=ast.Name(id=name)) | ast.Call(func=ast.Attribute(attr=name)):
                yield name, node


def text_of(node: ast.expr) -> set[str]:
    """The text of a literal; nothing for anything else."""
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()


def screen_texts() -> set[str]:
    found: set[str] = set()
    for file, module in sources("desktop/screens", "desktop/wording"):
        for name, node in calls(module):
            if name == "tr" and node.args:
                first = node.args[0]
                if isinstance(first, ast.JoinedStr):
                    raise AssertionError(
                        f"{file}:{node.lineno}: tr() of an f-string can't be translated; give it fields"
                    )
                if isinstance(first, ast.IfExp):
                    found |= text_of(first.body) | text_of(first.orelse)
                found |= text_of(first)
    return found


def template(node: ast.expr) -> str | None:
    """The sentence with its holes numbered, as the table has it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        text, hole = "", 0
        for part in node.values:
            if isinstance(part, ast.Constant):
                text += str(part.value)
            else:
                text += f"{{{hole}}}"
                hole += 1
        return text
    return None


def refusal_names() -> set[str]:
    """The classes of refusals: OfficeError and whatever is derived from it, and the fault of a field."""
    refusals, grew = {"OfficeError", "Problem"}, True
    while grew:
        before = len(refusals)
        for _, module in sources("complaints", "sync", "desktop"):
            for node in ast.walk(module):
                if isinstance(node, ast.ClassDef) and any(
                    isinstance(b, ast.Name) and b.id in refusals for b in node.bases
                ):
                    refusals.add(node.name)
        grew = len(refusals) > before
    return refusals


def written(argument: ast.expr) -> Iterator[ast.expr]:
    """The sentences that an argument may be."""
    match argument:
        case ast.IfExp(body=one, orelse=other):
            yield from written(one)
            yield from written(other)
        case ast.Call(func=ast.Name(id="tr")):
            pass
        case _:
            yield argument


def refusal_sentences() -> set[str]:
    """What refusals are made with: by name, by `_fault`, and by the refusal classes' own `super().__init__`."""
    refusals, found = refusal_names() | {"_fault"}, set()
    for _, module in sources("complaints", "sync", "desktop"):
        classes = [node for node in ast.walk(module) if isinstance(node, ast.ClassDef) and node.name in refusals]
        own = {node for one in classes for name, node in calls(one) if name == "__init__"}
        for name, node in calls(module):
            if name not in refusals and node not in own:
                continue
            for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
                for text in map(template, written(argument)):
                    if text and " " in text and re.search(r"[a-z]{3}", text):
                        found.add(text)
    return found


def word_texts() -> set[str]:
    """The words that the screens translate from the vocabulary."""
    tables = (
        vocabulary.STAGES, vocabulary.KINDS, vocabulary.CHANNELS, vocabulary.ROLES, vocabulary.DUE_STEPS, vocabulary.MEASURED_STEPS,
        vocabulary.SEXES, vocabulary.WEIGHTS, vocabulary.PURPOSES, vocabulary.SCORES,
    )  # fmt: skip
    return {word for table in tables for word in table.values()} | {
        word for step in vocabulary.STEPS.values() for word in (step.button, step.name)
    }


def field_texts() -> set[str]:
    return {text for field in FIELDS for text in (field.label, *field.choices.values())}


@pytest.mark.parametrize("collect", [screen_texts, refusal_sentences, word_texts, field_texts])
def test_every_text_has_its_english(collect):
    missing = collect() - english_table().keys()
    assert not missing, "no English in resources/translations/en/*.toml for:\n" + "\n".join(sorted(missing))


def test_a_translation_keeps_the_fields_of_its_source():
    for source, target in english_table().items():
        assert set(re.findall(r"\{(\w*)\}", target)) <= set(re.findall(r"\{(\w*)\}", source)), source


def test_two_files_never_translate_a_text_differently():
    seen: dict[str, str] = {}
    for file in sorted(resource("translations/en").glob("*.toml")):
        for source, target in tomllib.loads(file.read_text("utf-8")).items():
            assert isinstance(target, str), f"{file.name}: a table header has no place here"
            assert seen.setdefault(source, target) == target, source


def test_a_refusal_is_said_in_english_with_its_numbers():
    error = OfficeError("Terlalu panjang: 301 huruf, paling banyak 300.")
    assert tr_sentence(error.sentence) == error.sentence
    use("en")
    assert tr_sentence(error.sentence) == "Too long: 301 characters, at most 300."
    assert tr_sentence("Kalimat yang tidak dikenal.") == "Kalimat yang tidak dikenal."


def test_indonesian_is_the_source_and_needs_no_table():
    assert tr("{days} hari kerja", days=3) == "3 hari kerja"
    use("en")
    assert tr("{days} hari kerja", days=3) == "3 working days"


def test_english_tells_one_from_several():
    assert tr("{count} dukungan", count=1) == "1 dukungan"
    use("en")
    assert [tr("{count} dukungan", count=formats.number(count)) for count in (0, 1, 2, 1000)] == [
        "0 supporters",
        "1 supporter",
        "2 supporters",
        "1,000 supporters",
    ]


def test_numbers_dates_and_times_are_written_as_in_indonesia():
    today = date(2026, 11, 23)
    assert formats.number(1204) == "1.204"
    assert formats.number(6.4, 1) == "6,4"
    assert formats.rupiah(1_250_000) == "Rp1.250.000"
    assert formats.long_date(today) == "Senin, 23 November 2026"
    assert formats.short_date(today) == "Sen 23 Nov"
    assert formats.short_date(date(2025, 12, 11), today) == "Kam 11 Des 2025"
    assert formats.moment(datetime(2026, 11, 23, 7, 58).astimezone(), today) == "hari ini 07.58"
    assert formats.moment(datetime(2026, 11, 22, 16, 2).astimezone(), today) == "kemarin 16.02"
    assert formats.moment(datetime(2026, 11, 20, 8, 12).astimezone(), today) == "Jum 20 Nov 08.12"
    assert formats.day_and_time(datetime(2026, 11, 20, 10, 41).astimezone(), today) == "20 Nov 10.41"
    assert [formats.size(n) for n in (0, 999, 3100, 380_000, 4_200_000)] == [
        "0 byte",
        "999 byte",
        "3,1 KB",
        "380 KB",
        "4,2 MB",
    ]
    use("en")
    assert formats.long_date(today) == "Monday, 23 November 2026"
    assert formats.number(1204.5, 1) == "1,204.5"


@pytest.mark.parametrize(
    ("days", "said", "tone"),
    [(-2, "lewat 2 hari kerja", "danger"), (0, "hari ini", "warning"), (2, "2 hari kerja", "warning"), (4, "4 hari kerja", "info"),
     (9, "9 hari kerja", "neutral"), (None, "—", "neutral")],
)  # fmt: skip
def test_what_is_left_of_a_deadline_is_said_in_words(days, said, tone):
    assert names.due(days) == (said, tone)


def test_what_fills_a_sentence_is_translated_and_a_quoted_name_is_not():
    use("en")
    said = tr_sentence("Pengaduan 2026-A-0001 tidak dapat diverifikasi: statusnya selesai. Tidak ada yang berubah.")
    assert "diverifikasi" not in said
    assert "2026-A-0001" in said
    named = tr_sentence("“selesai” kosong (0 byte), jadi tidak dilampirkan.")
    assert "“selesai”" in named


def test_one_word_with_two_meanings_is_told_apart_behind_a_bar():
    assert tr("Pengaduan|menu") == tr("Pengaduan") == "Pengaduan"
    use("en")
    assert (tr("Pengaduan|menu"), tr("Pengaduan")) == ("Complaints", "Complaint")
