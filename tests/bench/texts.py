"""What people wrote, no sentence of it twice: the demo's complaints and answers put together to texts of one length."""

import json
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any

from desktop.resources import resource

WRITTEN = ("body", "expectation", "note")


@cache
def sentences() -> tuple[str, ...]:
    lines = resource("demo/complaints.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(dict.fromkeys(text for line in lines for text in _texts(json.loads(line))))


def _texts(value: Any, name: str = "") -> Iterator[str]:
    match value:
        case dict():
            for key, one in value.items():
                yield from _texts(one, key)
        case list():
            for one in value:
                yield from _texts(one, name)
        case str() if name in WRITTEN:
            yield value
        case _:
            return


def texts(count: int, length: int) -> list[str]:
    """So many texts of exactly so many characters. Raises ValueError when nobody wrote that much."""
    whole = " ".join(sentences())
    found = list(islice((whole[at : at + length] for at in range(0, len(whole) - length, length)), count))
    if len(found) < count:
        raise ValueError(f"{count} × {length} characters are more than the {len(whole)} that were written")
    return found
