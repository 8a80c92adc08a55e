"""Text hides nothing: all that it says can be read in it."""

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
