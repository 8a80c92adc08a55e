"""What a program reads in an office's book and in a district's folder, so that two programs' readings can be compared."""

import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.v1_0_0.programs import Program

# Reckoned by the rules and the day of whoever reads, or written in the reader's time zone: not what the book holds.
RECKONED = frozenset({"deadlines", "due_on", "due_step", "overdue", "paused", "actions", "time"})
PEOPLE = ("complainant", "subject", "supporters", "identity_shown")


def read_office(program: Program, data: Path) -> dict[str, Any]:
    """The list, receipts of the sealed complaints, the log, each complaint with masked people, and the people."""
    with TemporaryDirectory() as place:
        register = Path(place) / "register.jsonl"
        listed, sealed, log, _ = program.office_each(
            data,
            [
                ("list", "--json"),
                ("list", "--sealed", "--json"),
                ("log", "--json"),
                ("export", register, "--with-identity"),
            ],
        )
        exported = [json.loads(line) for line in register.read_text(encoding="utf-8").splitlines()]
    numbers = [row["number"] for row in listed.objects]
    shown = program.office_each(data, [("show", number, "--json") for number in numbers])
    return {
        "list": listed.objects,
        "sealed": sealed.objects,
        "log": log.objects,
        "show": [ended.object for ended in shown],
        "people": {row["number"]: {name: row[name] for name in PEOPLE} for row in exported},
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
    printed = program.district_each(data, list(commands.values()))
    return {name: [json.loads(line) for line in out.splitlines()] for name, out in zip(commands, printed, strict=True)}


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
