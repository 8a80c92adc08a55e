"""What a row is known again by, from whatever file, sheet, order of columns or type of cells: its day, text and name, squeezed."""

import re
import unicodedata

from complaints.draft import clean
from complaints.tokens import fold

_MARKS = re.compile(r"[\W_]+")
_ASCII_MARKS = bytes(code for code in range(128) if not chr(code).isalnum())


def row_marks(day: str, body: str, name: str) -> str:
    return "\x1f".join((day, squeezed(body), squeezed(name)))


def squeezed(text: str) -> str:
    """The text without case, accents, signs and invisible marks."""
    if text.isascii():
        return text.lower().encode().translate(None, _ASCII_MARKS).decode() or text.strip()
    plain = unicodedata.normalize("NFKC", clean(text))
    return _MARKS.sub("", fold(plain)) or plain.strip()
