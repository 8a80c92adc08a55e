"""Version numbers of the program, compared by value: '1.10.0' comes after '1.9'."""

import re

_VERSION = re.compile(r"(0|[1-9]\d{0,4})(\.(0|[1-9]\d{0,4})){1,3}", re.ASCII)


def is_version(text: str) -> bool:
    """Two to four numbers with dots between them, nothing else."""
    return _VERSION.fullmatch(text) is not None


def order(version: str) -> tuple[int, ...]:
    """What to compare versions by. What a build adds behind '+' or '-' doesn't count; an unreadable version comes before all others."""
    plain = re.split(r"[+\- ]", version, maxsplit=1)[0]
    if not is_version(plain):
        return ()
    numbers = [int(part) for part in plain.split(".")]
    while numbers[-1:] == [0]:
        numbers.pop()
    return (*numbers, -1)


def is_newer(version: str, than: str) -> bool:
    return order(version) > order(than)
