"""Reads the JSON that a command is given: from a file or stdin, in whatever encoding Windows tools wrote it."""

import codecs
import sys
from pathlib import Path

from complaints.errors import Refused
from complaints.phrases import phrase

LARGEST_BYTES = 8 * 1024 * 1024
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_json(name: str) -> bytes:
    """The content as UTF-8 without a mark; `-` is stdin. Raises Refused when there is nothing to read."""
    content = sys.stdin.buffer.read(LARGEST_BYTES + 1) if name == "-" else _file(Path(name))
    if len(content) > LARGEST_BYTES:
        raise Refused(phrase("Isian JSON terlalu besar: paling besar 8 MB. Tidak ada yang disimpan."))
    for mark, encoding in MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding).encode("utf-8")
            except UnicodeError:
                raise Refused(
                    phrase("Isian JSON bukan teks UTF-8. Tidak ada yang disimpan; simpan ulang berkasnya.")
                ) from None
    return content


def _file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_BYTES + 1)
    except (OSError, ValueError):
        raise Refused(
            phrase("Berkas “{name}” tidak dapat dibaca. Tidak ada yang disimpan; periksa letaknya.", name=path.name)
        ) from None


def folder_of(name: str) -> Path:
    """Where relative paths in the JSON are looked for first."""
    return Path.cwd() if name == "-" else Path(name).absolute().parent
