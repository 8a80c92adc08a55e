"""What the command line writes: JSON, one object a line, and tables on stdout; sentences for people on stderr."""

import io
import sys
import unicodedata

import msgspec

from desktop.wording.translation import tr, tr_count


def prepare_streams() -> None:
    """UTF-8 everywhere: Windows would write its own code page into a pipe. What can't be written is shown as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def line(value: object) -> None:
    """One JSON object on a line of stdout."""
    sys.stdout.write(msgspec.json.encode(value).decode("utf-8") + "\n")


def text(line_text: str) -> None:
    """A line for people on stdout. What somebody typed can't drive the terminal."""
    sys.stdout.write(_harmless(line_text) + "\n")


def complain(sentence: str) -> None:
    """One line on stderr, already in the user's language."""
    sys.stderr.write(f"buku-aduan: {_harmless(sentence)}\n")


def tell(sentence: str, /, **fields: object) -> None:
    """One line on stderr, translated."""
    complain(tr(sentence, **fields))


def tell_count(sentence: str, /, *, count: int, **fields: object) -> None:
    """One line on stderr, translated, whose `{count}` decides between one and several."""
    complain(tr_count(sentence, count=count, **fields))


def _harmless(line_text: str) -> str:
    one_line = line_text.replace("\n", " ").replace("\t", " ")
    return "".join(c if c.isprintable() or unicodedata.category(c) == "Zs" else "·" for c in one_line)
