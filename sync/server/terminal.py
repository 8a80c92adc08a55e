"""What a command prints: texts came from elsewhere, and a terminal obeys some of their signs."""

import json
import sys
from collections.abc import Mapping


def line(fields: Mapping[str, object]) -> None:
    """One JSON object; what no terminal shows, it may obey: such signs are written as JSON escapes."""
    text = json.dumps(fields, ensure_ascii=False)
    sys.stdout.write("".join(sign if sign.isprintable() else json.dumps(sign)[1:-1] for sign in text) + "\n")


def printable(text: str, *, lines: bool = False) -> str:
    """Without signs that a terminal would obey; with `lines` line breaks stay."""
    return "".join(sign if sign.isprintable() or (lines and sign == "\n") else "\ufffd" for sign in text)
