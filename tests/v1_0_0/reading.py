"""What a program reads in an office's book and in a district's folder, so that two programs' readings can be compared."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.v1_0_0.programs import Program

# Reckoned by the rules and the day of whoever reads, or written in the reader's time zone: not what the book holds.
RECKONED = frozenset({"deadlines", "due_on", "due_step", "overdue", "paused", "actions", "time"})
PEOPLE = ("complainant", "subject", "supporters", "conflicts", "identity_shown")


def read_office(program: Program, data: Path) -> dict[str, Any]:
    """The list, every complaint without and with its people, receipts of the sealed ones, and the log before that look."""
    listed, sealed, log = (
        ended.objects
        for ended in program.office_each(data, [("list", "--json"), ("list", "--sealed", "--json"), ("log", "--json")])
    )
    numbers = [row["number"] for row in listed]
    masked = program.office_each(data, [("show", number, "--json") for number in numbers])
    shown = program.office_each(data, [("show", number, "--with-identity", "--json") for number in numbers])
    return {
        "list": listed,
        "sealed": sealed,
        "log": log,
        "show": [ended.object for ended in masked],
        "people": [{name: ended.object[name] for name in PEOPLE} for ended in shown],
    }


def read_district(program: Program, data: Path) -> dict[str, Any]:
    """Every complaint, receipt, event and computer, and what the district tells its offices."""
    commands = {
        "list": ("list", "--json"),
        "sealed": ("list", "--sealed", "--json"),
        "log": ("log", "--json"),
        "devices": ("device", "list"),
        "notice": ("district",),
    }
    return {
        name: [json.loads(line) for line in program.district(data, *words).splitlines()]
        for name, words in commands.items()
    }


def kept(value: Any) -> Any:
    """The reading without what the reader reckoned."""
    match value:
        case dict():
            return {name: kept(one) for name, one in value.items() if name not in RECKONED}
        case list():
            return [kept(one) for one in value]
        case _:
            return value


def differences(old: Any, new: Any, place: str = "") -> list[str]:
    """Where the new reading lacks or changes what the old one has; what is only in the new one may come with a version."""
    match old, new:
        case Mapping(), Mapping():
            missing = [f"{place}.{name} is missing" for name in old if name not in new]
            return missing + [
                found for name in old if name in new for found in differences(old[name], new[name], f"{place}.{name}")
            ]
        case list(), list() if len(old) == len(new):
            pairs = enumerate(zip(old, new, strict=True))
            return [found for at, (before, after) in pairs for found in differences(before, after, f"{place}[{at}]")]
        case _:
            return [] if old == new else [f"{place}: {old!r} became {new!r}"]
