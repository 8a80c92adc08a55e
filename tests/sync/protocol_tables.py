"""Makes the tables of PROTOCOL.md from the code: `python -m tests.sync.protocol_tables` writes them anew, and a test keeps them true.

Each stands between `<!-- table NAME -->` and `<!-- end -->`.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import get_args

from msgspec import NODEFAULT, Struct, inspect

from complaints import events as e
from complaints import identity, numbering, workflow
from complaints.categories import DistrictCategory
from complaints.clock import COUNTER_BITS, DAY_MS, LATEST_MS
from complaints.complaint import STAGES, Stage
from complaints.contact import CONTACT_CHANNELS, PURPOSES
from complaints.events import AnyStep, Envelope, Event, Facts, Location, Register, Step, encode
from complaints.fields import NAMED
from complaints.fold import ACTIONS, fold
from complaints.vocabulary import COMPLAINANT_ROLES
from complaints.workflow import ALLOWED, NEEDS_NOTE, Action
from sync import files, frame, messages, pace
from sync.bundle import attachments, contents, envelope, invitation
from sync.server import app, enrolment, intake, intake_limits, pull, push, uploads

PAPER = Path(__file__).parents[2] / "sync" / "PROTOCOL.md"
MESSAGES: tuple[type[Struct], ...] = (
    messages.EnrolRequest, messages.DeviceRequest, messages.Enrolled, messages.SyncRequest, messages.SyncAnswer, messages.OfferingAnswer,
    messages.ReleaseOffer, messages.Forked,
    messages.Refusal, messages.Notice, messages.Minimum, messages.Announcement, messages.Agency, DistrictCategory, messages.Reminded, messages.Cover, messages.Opening, messages.ReportingOpening, messages.AnsweringOpening, messages.ReadingOpening, messages.Enrolling, messages.Carried, messages.AnsweredRequest, messages.BundledAnswer, messages.BundleReceipt, messages.OfferingReceipt,
    messages.BundledRelease, invitation.Invitation,
)  # fmt: skip
DAY, UNIT, OTHER = date(2026, 11, 24), "73.07.04.2009", "73.07.01.2003"
_TABLE = re.compile(r"(<!-- table ([a-z]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def rows(headings: Iterable[str], body: Iterable[Iterable[object]]) -> str:
    lines = [list(headings)]
    lines.append(["---"] * len(lines[0]))
    lines += [[str(cell).replace("|", "\\|") for cell in line] for line in body]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


# Types ---------------------------------------------------------------------------------------------------------------


def type_words(kind: inspect.Type) -> str:
    match kind:
        case inspect.UnionType(types):
            options = [type_words(option) for option in types if "Unset" not in repr(option)]
            return " or ".join(sorted(options, key=lambda word: word == "nil"))
        case inspect.LiteralType(values):
            return "one of " + ", ".join(f"`{value}`" for value in values)
        case inspect.StrType():
            return "text" + _bounds(kind.min_length, kind.max_length, "letters") + (
                f" `{kind.pattern.strip('^$')}`" if kind.pattern else ""
            )  # fmt: skip
        case inspect.BytesType():
            return "bytes" + _bounds(kind.min_length, kind.max_length, "bytes")
        case inspect.IntType():
            return "integer" + _bounds(kind.ge, kind.le, "")
        case inspect.CustomType(cls) | inspect.StructType(cls):
            return "any value" if cls.__name__ == "Raw" else cls.__name__
        case inspect.TupleType(items):
            return "[" + ", ".join(map(type_words, items)) + "]"
        case inspect.ListType(item) | inspect.VarTupleType(item):
            return f"array of {type_words(item)}"
        case inspect.DictType(key, value):
            return f"map {type_words(key)} → {type_words(value)}"
        case _:
            return {
                inspect.BoolType: "boolean", inspect.DateType: "date", inspect.NoneType: "nil", inspect.FloatType: "number",
                inspect.RawType: "any value",
            }.get(type(kind), type(kind).__name__)  # fmt: skip


def _bounds(low: int | None, high: int | None, unit: str) -> str:
    words = [_number(bound) for bound in (low, high) if bound is not None]
    if not words:
        return ""
    span = words[0] if low == high else f"{words[0]} to {words[1]}" if len(words) == 2 else (
        f"at least {words[0]}" if low is not None else f"at most {words[0]}"
    )  # fmt: skip
    return f" ({span} {unit})".replace(" )", ")")


def _number(value: float) -> str:
    return "2⁶³−1" if value == e.LARGEST else f"{value:,}"


def default_words(field: inspect.Field) -> str:
    if field.required:
        return ""
    if field.default is NODEFAULT:
        return "empty"
    match field.default:
        case bool(value):
            return str(value).lower()
        case None:
            return "nil"
        case str() | bytes() as value if not value:
            return "`''`" if isinstance(value, str) else "empty"
        case tuple() | Struct():
            return "empty"
        case value:
            return str(value)


def fields_of(struct: type[Struct]) -> tuple[inspect.Field, ...]:
    info = inspect.type_info(struct)
    assert isinstance(info, inspect.StructType)
    return info.fields


# Events --------------------------------------------------------------------------------------------------------------


def event_fields() -> str:
    return rows(
        ("place", "field", "type", "when left out"),
        ((place, f"`{field.name}`", type_words(field.type), default_words(field)) for place, field in enumerate(fields_of(Envelope))),
    )  # fmt: skip


def limit_words(name: str, field: inspect.Field) -> str:
    """What the district takes at most of this field of a step."""
    kind = type_words(field.type)
    if name == "identity":
        return f"{intake_limits.shipped().identity_bytes:,} bytes"
    if not kind.startswith("text"):
        return ""
    letters = (
        intake_limits.shipped().text_letters if name in intake_limits._TEXTS else intake_limits.shipped().line_letters
    )
    return f"{letters:,} letters"


def steps() -> str:
    def lines() -> Iterator[tuple[str, ...]]:
        for step in sorted(get_args(AnyStep), key=_place_in_source):
            tag = step.__struct_config__.tag
            for place, field in enumerate(fields_of(step), 1):
                yield (
                    f"`{tag}`" if place == 1 else "", str(place), f"`{field.name}`", type_words(field.type),
                    default_words(field) if not field.required else "must be there", limit_words(field.name, field),
                )  # fmt: skip

    return rows(("tag (place 0)", "place", "field", "type", "when left out", "district's limit"), lines())


def _place_in_source(step: type[Step]) -> int:
    return list(vars(e)).index(step.__name__)


def map_of(struct: type[Struct]) -> str:
    def office_limit(name: str) -> str:
        field = NAMED.get(name)
        return f"{field.limit:,}" if field is not None and field.limit else ""

    return rows(
        ("key", "type", "an office's program takes, in letters", "district's limit"),
        ((f"`{f.name}`", type_words(f.type), office_limit(f.name), limit_words(f.name, f)) for f in fields_of(struct)),
    )


def identity_places() -> str:
    forms = {
        "national_id": "integer where it has at most 18 digits and no leading zero, else text",
        "sex": "integer: " + ", ".join(f"{number} {sex or 'unknown'}" for number, sex in enumerate(identity._SEXES)),
        "phone": f"integer: what follows `{identity._COUNTRY}`, in the same way; else text (E.164)",
        "role": "one of " + ", ".join(f"`{role}`" for role in COMPLAINANT_ROLES if role) + ", or `''`",
    }
    names = ("name", "national_id", "sex", "phone", "email", "address", "disability", "subject", "role")
    assert set(names) == set(identity.Identity.__struct_fields__)
    return rows(
        ("place", "of", "form"), ((place, f"`{name}`", forms.get(name, "text")) for place, name in enumerate(names))
    )


def enums() -> str:
    values: dict[str, Iterable[object]] = {
        "kind": e.KINDS, "channel": e.CHANNELS, "weight": get_args(e.Weight), "stage (of the fold, never on the wire)": STAGES,
        "`contacted`: channel": CONTACT_CHANNELS, "`contacted`: purpose": ("", *PURPOSES),
        "`register`: undated": ("receive", "verify", "follow_up", "respond", "close"),
        "satisfaction": (1, 2, 3, 4, 5),
    }  # fmt: skip
    return rows(
        ("what", "values"),
        (
            (name, ", ".join(f"`{value}`" if value != "" else "`''`" for value in known))
            for name, known in values.items()
        ),
    )


# Steps and stages ----------------------------------------------------------------------------------------------------

_EXAMPLES: dict[Action, tuple[tuple[str, AnyStep], ...]] = {
    "verify": (("", e.Verified(DAY)),),
    "return": (("", e.Returned(DAY, "kurang")),),
    "forward": (("to a unit", e.Forwarded(DAY, OTHER, "Unit")), ("`person` true", e.Forwarded(DAY, "", "Kaur", True))),
    "accept": (("", e.Accepted(DAY)),),
    "follow-up": (("", e.FollowedUp(DAY, "dicek")), ("`resumed` true", e.FollowedUp(DAY, "kembali", True))),
    "respond": (("", e.Responded(DAY, "jawaban")), ("`draft` true", e.Responded(DAY, "jawaban", True))),
    "approve": (("", e.Approved(DAY)),),
    "decline": (("", e.Declined(DAY, "ulang")),),
    "close": (("", e.Closed(DAY)),),
    "reopen": (("", e.Reopened(DAY, "belum")),),
    "archive": (("", e.Archived(DAY, "arsip")),),
    "rate": (("", e.Rated(DAY, 4)),),
    "support": (("", e.Supported(DAY)),),
    "note": (("", e.Noted(DAY, "catatan")),),
    "attach": (("", e.Attached(DAY, "0" * 64, "a.txt", "text/plain", 1)),),
    "correct": (("", e.Corrected(DAY, Facts())),),
    "contact": (("", e.Contacted(DAY, "phone")),),
    "review": (("", e.Reviewed(DAY)),),
    "show-identity": (("", e.IdentityShown(DAY)),),
    "erase": (("", e.Erased(DAY)),),
    "withdraw": (("asked of its unit", e.Withdrawn(DAY, "dua kali")),),
}
_WAYS: dict[Stage, tuple[AnyStep, ...]] = {
    "new": (), "returned": (e.Returned(DAY, "x"),), "verified": (e.Verified(DAY),), "in_progress": (e.Verified(DAY), e.FollowedUp(DAY, "x")),
    "forwarded": (e.Verified(DAY), e.Forwarded(DAY, OTHER, "Unit")), "awaiting_approval": (e.Verified(DAY), e.Responded(DAY, "x", True)),
    "responded": (e.Verified(DAY), e.Responded(DAY, "x")), "closed": (e.Verified(DAY), e.Responded(DAY, "x"), e.Closed(DAY)),
    "archived": (e.Archived(DAY, "x"),),
}  # fmt: skip


def _folded(steps: Iterable[AnyStep], last_unit: str = UNIT) -> tuple[str, bool]:
    """The stage after these steps, and whether the last of them found no place."""
    written = [e.Recorded(DAY, "2026-A-0001", "", Facts(kind="complaint")), *steps]
    case = "abcdefgh234567ab-1"
    history = [
        Event("abcdefgh234567ab", seq, seq, case, "", last_unit if seq == len(written) > 1 else UNIT, (), step)
        for seq, step in enumerate(written, 1)
    ]
    for event in history:
        encode(event)
    complaint = fold(history)
    assert complaint is not None
    return complaint.stage, complaint.history[-1].misplaced


def transitions() -> str:
    def lines() -> Iterator[tuple[str, ...]]:
        for action, examples in _EXAMPLES.items():
            for when, step in examples:
                assert type(step) not in ACTIONS or ACTIONS[type(step)] == action
                after: dict[str, list[str]] = {}
                for stage, way in _WAYS.items():
                    assert _folded(way)[0] == stage
                    if stage not in ALLOWED[action]:
                        assert type(step) not in ACTIONS or _folded((*way, step))[1]
                        continue
                    now, misplaced = _folded((*way, step))
                    assert not misplaced
                    after.setdefault("the same" if now == stage else now, []).append(stage)
                tag = f"`{type(step).__struct_config__.tag}`" + (f", {when}" if when else "")
                from_words = "; ".join(f"{', '.join(froms)} → {to}" for to, froms in after.items())
                if len(ALLOWED[action]) == len(STAGES):
                    from_words = "any → the same"
                yield tag, from_words, "must be there" if action in NEEDS_NOTE else ""

    assert _folded((*_WAYS["forwarded"], e.Responded(DAY, "x")), OTHER) == ("responded", False)
    # What stands on a slip is a `reopened`, a `noted` or a `rated` (§2), and that nobody has to be told a `noted`.
    assert set(_EXAMPLES) | {"voice", "no-contact"} == set(get_args(workflow.Action))
    return rows(("step", "from stage → to stage", "note, in an office's program"), lines())


# Sizes and messages --------------------------------------------------------------------------------------------------


def sizes() -> str:
    limits = intake_limits.shipped()
    values: dict[str, object] = {
        "body of a request or answer, on the wire": f"{frame.LARGEST_BODY:,} bytes",
        "the same after decompression": f"{frame.LARGEST_MESSAGE:,} bytes",
        "body of `/v1/enrol`, `/v1/device`, and of anything with an unknown token": f"{app.UNPROVEN_BODY:,} bytes",
        "events, keys in a request": f"{push.MOST_EVENTS:,}, {push.MOST_KEYS:,}",
        "an event that the district takes": f"{limits.event_bytes:,} bytes",
        "an event that it hands on (of before these limits)": f"{pull.LARGEST_EVENT:,} bytes",
        "arrays and maps within each other, in an event": intake.MOST_NESTED,
        "events in an answer": f"{pull.LARGEST_PAGE:,}",
        "`room`": f"{pull.SMALLEST_ROOM:,} to {pull.LARGEST_ROOM:,} bytes",
        "requests of a device at a time": app.MOST_AT_ONCE,
        "events that this client sends at once, first / least / most": " / ".join(
            f"{size:,}" for size in (pace.FIRST, pace.SMALLEST, pace.LARGEST)
        )
        + " bytes",
        "a file": f"{uploads.LARGEST_FILE:,} bytes on the wire",
        "a file that an office attaches": f"{attachment_size():,} bytes",
        "an upload that nobody goes on with is kept": f"{uploads.KEPT_SECONDS // 86_400} days",
        "a piece of a file that this client sends, first / least / most": " / ".join(
            f"{size:,}" for size in (files.FIRST, files.SMALLEST, files.LARGEST)
        )
        + " bytes",
        "files in a bundle": f"{attachments.LARGEST:,} bytes",
        "a file, a message in a bundle": f"{contents.LARGEST_FILE:,} bytes; as in a body, unpacked",
        "`length` of a cover": f"{envelope.LARGEST_COVER:,} bytes",
        "an enrolment code is valid": f"{enrolment.VALID_MS // 86_400_000} days",
        "a stamp that is followed": f"at most {DAY_MS:,} ms ahead of the own clock",
        "ms in a stamp": f"at most {LATEST_MS:,} (a counter of {COUNTER_BITS} bits behind them)",
    }
    return rows(("what", "at most, or exactly"), values.items())


def attachment_size() -> int:
    from complaints.attachment import LARGEST_BYTES

    return LARGEST_BYTES


def message_fields() -> str:
    def lines() -> Iterator[tuple[str, ...]]:
        for message in MESSAGES:
            tag = message.__struct_config__.tag
            first = 1 if tag else 0
            for place, field in enumerate(fields_of(message), first):
                name = f"`{message.__name__}`" + (f", place 0 `{tag}`" if tag else "") if place == first else ""
                yield (
                    name,
                    str(place),
                    f"`{field.name}`",
                    type_words(field.type),
                    default_words(field) if not field.required else "must be there",
                )

    return rows(("message", "place", "field", "type", "when left out"), lines())


def numbers() -> str:
    code = numbering.tracking_code(bytes(range(7)))
    receipt = numbering.sealed_receipt(bytes(range(7, 14)))
    return rows(
        ("what", "form", "example"),
        (
            ("register number", f"`{numbering.NUMBER.pattern}`: year, letter, counter of at least four digits", f"`{numbering.Number(2026, 'A', 48)}`"),
            ("tracking code, enrolment code", f"{numbering.SECRET_SIGNS} random signs and two check signs of `{numbering.ALPHABET}`, in groups of four", f"`{code}` of the bytes 00 01 02 03 04 05 06"),
            ("receipt of a sealed complaint", f"`{numbering.RECEIPT_MARK}-` and such a code", f"`{receipt}` of the bytes 07 to 0D"),
        ),
    )  # fmt: skip


TABLES: dict[str, Callable[[], str]] = {
    "event": event_fields, "steps": steps, "facts": lambda: map_of(Facts), "location": lambda: map_of(Location),
    "updates": lambda: rows(("key", "type"), ((f"`{f.name}`", type_words(f.type)) for f in fields_of(messages.UpdateReport))),
    "register": lambda: map_of(Register), "meaning": lambda: map_of(e.Meaning), "reminder": lambda: map_of(e.Reminder), "identity": identity_places, "enums": enums, "transitions": transitions, "numbers": numbers,
    "sizes": sizes, "messages": message_fields,
}  # fmt: skip


def written(paper: str) -> str:
    """The paper with its tables made anew."""
    return _TABLE.sub(lambda match: f"{match[1]}{TABLES[match[2]]()}\n{match[3]}", paper)


if __name__ == "__main__":
    PAPER.write_text(written(PAPER.read_text("utf-8")), "utf-8")
