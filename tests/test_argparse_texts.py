"""What the command lines say of wrong usage is Indonesian, whichever of argparse's sentences it is."""

import argparse
import ast
import inspect
import re
import subprocess
import sys

import pytest

from sync.argparse_texts import INDONESIAN

# What argparse says to programmers only, when a parser itself is built wrongly.
OF_PROGRAMMERS = frozenset(
    {
        "conflicting option string: %s", "conflicting option strings: %s", ".__call__() not defined", "%r is not callable",
        "'required' is an invalid argument for positionals", "mutually exclusive arguments must be optional",
        "cannot merge actions - two groups are named %r", "dest= is required for options like %r",
        "invalid option string %(option)r: must start with a character %(prefix_chars)r",
        "invalid conflict_resolution value: %r", "cannot have multiple subparser arguments", "conflicting subparser: %s",
        "conflicting subparser alias: %s",
    }
)  # fmt: skip
PLACES = re.compile(r"%(?:\(\w+\))?[rs]")


def _texts_of_argparse() -> set[str]:
    calls = (node for node in ast.walk(ast.parse(inspect.getsource(argparse))) if isinstance(node, ast.Call))
    named = (call for call in calls if isinstance(call.func, ast.Name) and call.func.id in ("_", "ngettext"))
    texts = (argument for call in named for argument in call.args if isinstance(argument, ast.Constant))
    return {str(text.value) for text in texts}


def test_every_sentence_of_argparse_that_a_user_can_meet_has_its_indonesian() -> None:
    texts = _texts_of_argparse()
    assert len(texts) > 25
    assert texts - OF_PROGRAMMERS - set(INDONESIAN) == set()


def test_a_translation_names_no_value_that_its_sentence_does_not_have() -> None:
    for english, indonesian in INDONESIAN.items():
        named, given = PLACES.findall(indonesian), PLACES.findall(english)
        assert set(named) <= set(given), english
        if "%(" not in english:
            assert named == given, english


@pytest.mark.parametrize(
    ("program", "arguments", "sentence"),
    [
        ("desktop", ["terbang"], "'terbang' bukan pilihan; pilih salah satu dari"),
        ("desktop", ["list", "--terbang"], "argumen tidak dikenal: --terbang"),
        ("desktop", ["import"], "belum diberikan: "),
        (
            "desktop",
            ["init", "--unit", "73.07.01.2003", "--user", "Siti", "--role", "raja"],
            "--role: 'raja' bukan pilihan",
        ),
        ("desktop", ["list", "--limit", "banyak"], "--limit: "),
        ("desktop", ["--help"], "menampilkan bantuan ini"),
        ("sync.server", ["terbang"], "'terbang' bukan pilihan; pilih salah satu dari"),
        ("sync.server", ["device", "revoke"], "belum diberikan: id"),
        ("sync.server", ["serve", "--port"], "--port: nilainya belum diberikan"),
        ("sync.server", ["list", "--terbang"], "argumen tidak dikenal: --terbang"),
        ("sync.server", ["--help"], "menampilkan bantuan ini"),
    ],
)
def test_wrong_usage_is_told_in_indonesian(program: str, arguments: list[str], sentence: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", program, *arguments], capture_output=True, text=True, encoding="utf-8"
    )
    assert sentence in ended.stdout + ended.stderr
    assert ended.returncode == (0 if arguments == ["--help"] else 2)


def test_who_asks_for_english_gets_argparses_own_words() -> None:
    for arguments in (["--lang", "en", "list", "--terbang"], ["list", "--terbang", "--lang=en"]):
        ended = subprocess.run([sys.executable, "-m", "desktop", *arguments], capture_output=True, text=True)
        assert "unrecognized arguments: --terbang" in ended.stderr
        assert ended.returncode == 2
