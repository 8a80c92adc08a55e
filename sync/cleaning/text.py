"""Text hides nothing: all that it says can be read in it. But a drawing or a page may carry a photo as text, and nobody reads that."""

import re

from sync.cleaning.not_cleanable import NotCleanable

_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\r\f\x1a\x1b")


def is_text(content: bytes) -> bool:
    """UTF-8, UTF-16 with its mark, or an old encoding of one byte a letter, without bytes that no text has."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            decoded = content.decode("utf-16")
        except UnicodeDecodeError:
            return False
        return not _CONTROLS & {ord(letter) for letter in set(decoded)}
    return not _CONTROLS & set(content)


# As in SVG and HTML, and as in a saved letter.
_PHOTO = re.compile(
    r"base64[^A-Za-z0-9+/]{0,80}(?:[A-Za-z0-9+/=]\s*){64}|Content-Transfer-Encoding:\s*base64", re.IGNORECASE
)
# What drawing programs note in a drawing: its author, and where it lay on somebody's disk.
_NOTED = re.compile(r"<svg[\s>].*(?:<metadata|sodipodi:docname|inkscape:export-filename)", re.IGNORECASE | re.DOTALL)


def clean(content: bytes) -> bytes:
    """The text as it is. Raises NotCleanable for one that carries a file, or a drawing that says who made it."""
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "latin-1"
    text = content.decode(encoding)
    if _PHOTO.search(text) or _NOTED.search(text):
        raise NotCleanable
    return content
