"""The office's time limits as data that a district can change, each rule with the source it comes from.

Which limit holds for the answer is decided by order: the first `done` rule that fits. The shipped policy puts supervisory
complaints first, whatever their weight; then light, normative and information requests; then all others.
"""

import json
import tomllib
from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import Meta, Struct, structs

from complaints.errors import OfficeError
from complaints.events import Kind, Weight
from complaints.phrases import Phrase, phrase

Days = Annotated[int, Meta(ge=1, le=366)]
Text = Annotated[str, Meta(min_length=1, max_length=500)]

EXPECTED = {
    "working_days": phrase("bilangan bulat 1 sampai 366"),
    "days": phrase("bilangan bulat 1 sampai 366"),
    "due_soon_working_days": phrase("bilangan bulat 0 sampai 30"),
    "kind": phrase("complaint, aspiration atau information_request"),
    "weight": phrase("light atau normative"),
    "supervisory": phrase("true atau false"),
    "confirmed": phrase("true atau false"),
    "required": phrase("true atau false"),
}


class InvalidPolicy(OfficeError):
    """A policy file that can't be used; `key` is the entry at fault ('' when the whole file is)."""

    def __init__(self, key: str, fault: Phrase) -> None:
        super().__init__(
            phrase(
                "Kebijakan tidak dapat dipakai: {fault} Kebijakan lama tetap berlaku; perbaiki lalu muat lagi.",
                fault=fault,
            )
        )
        self.key = key


class Rule(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`confirmed` is False where the number is common knowledge that no written source confirms."""

    source: Text
    confirmed: bool = False


class Limit(Rule, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A number of working days; the day that it is counted from is not one of them."""

    working_days: Days


class DoneLimit(Limit, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The limit for the answer to the complaints that it fits; a condition left out fits all."""

    kind: Kind | None = None
    weight: Weight | None = None
    supervisory: bool | None = None

    def fits(self, kind: Kind, supervisory: bool, weight: Weight | None) -> bool:
        return (
            (self.kind is None or self.kind == kind)
            and (self.weight is None or self.weight == weight)
            and (self.supervisory is None or self.supervisory == supervisory)
        )

    def fits_all(self) -> bool:
        return self.kind is None and self.weight is None and self.supervisory is None


class Reaction(Rule, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Calendar days after the answer in which the complainant may react, before the complaint closes by itself."""

    days: Days


class Approval(Rule, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Whether an answer needs the head's approval before it is given."""

    required: bool


ENTRY_DAYS = 3


class Policy(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All limits of an office. `verify` counts from the day received, `follow_up` from verification.

    `entry`: within how many working days after its day a step must be entered to count as in time.
    """

    name: Text
    due_soon_working_days: Annotated[int, Meta(ge=0, le=30)]
    approval: Approval
    verify: Limit
    follow_up: Limit
    reaction: Reaction
    done: tuple[DoneLimit, ...]
    # Left out where it is as usual: offices of 1.0.0 refuse a policy with an entry that they don't know.
    entry: Limit | None = None

    @property
    def entry_days(self) -> int:
        return self.entry.working_days if self.entry is not None else ENTRY_DAYS

    @property
    def approval_required(self) -> bool:
        return self.approval.required

    @property
    def reaction_days(self) -> int:
        return self.reaction.days

    def done_limit(self, kind: Kind, supervisory: bool, weight: Weight | None) -> DoneLimit:
        """The first rule that fits; the last one always does."""
        for limit in self.done[:-1]:
            if limit.fits(kind, supervisory, weight):
                return limit
        return self.done[-1]


def parse_policy(text: str) -> Policy:
    """The policy in this TOML. Raises InvalidPolicy with the entry at fault and what belongs there."""
    try:
        policy = msgspec.convert(tomllib.loads(text), Policy)
    except tomllib.TOMLDecodeError as error:
        raise InvalidPolicy("", phrase("berkas bukan TOML yang benar ({fault}).", fault=str(error))) from None
    except msgspec.ValidationError as error:
        raise fault_of(str(error)) from None
    if not policy.done or not policy.done[-1].fits_all():
        raise InvalidPolicy(
            "done", phrase("aturan “done” terakhir harus tanpa syarat, agar setiap pengaduan punya tenggat.")
        )
    return policy


def policy_text(policy: Policy) -> str:
    """The TOML of a policy, for a district that changes a number on the screen and hands the file on."""
    lines = [f"name = {_toml(policy.name)}", f"due_soon_working_days = {policy.due_soon_working_days}"]
    tables: list[tuple[str, Rule]] = [
        ("[approval]", policy.approval),
        ("[verify]", policy.verify),
        ("[follow_up]", policy.follow_up),
        ("[reaction]", policy.reaction),
        *((("[entry]", policy.entry),) if policy.entry is not None else ()),
        *(("[[done]]", limit) for limit in policy.done),
    ]
    for heading, rule in tables:
        entries = structs.asdict(rule).items()
        lines += ["", heading, *(f"{key} = {_toml(value)}" for key, value in entries if value is not None)]
    return "\n".join(lines) + "\n"


def _toml(value: str | int | bool) -> str:
    """A TOML value; its basic strings are JSON's but for DEL, and it has no lone surrogates."""
    if not isinstance(value, str):
        return str(value).lower()
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def fault_of(message: str, expected_values: Mapping[str, Phrase] = EXPECTED) -> InvalidPolicy:
    """msgspec's 'Expected … - at `$.done[0].weight`' or 'Object missing required field `verify`' as a sentence."""
    fault, _, place = message.partition(" - at `$")
    parent = place.strip("`").lstrip(".")
    if "field `" in fault:
        name = fault.split("`")[1]
        key = f"{parent}.{name}" if parent else name
        lacking = "missing" in fault
        return InvalidPolicy(
            key,
            phrase("isian “{key}” belum ada.", key=key)
            if lacking
            else phrase("isian “{key}” tidak dikenal; periksa ejaannya.", key=key),
        )
    expected = expected_values.get(parent.rpartition(".")[2], phrase("seperti di berkas bawaan"))
    return InvalidPolicy(parent, phrase("isian “{key}” harus {expected}.", key=parent, expected=expected))
