"""The columns of an exported register, in the words of the paper book. Columns with personal data only come when the caller asks for them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from typing import Any

from complaints import vocabulary
from complaints.categories import Categories
from complaints.complaint import Complaint
from complaints.fields import FIELDS, Field, Reading

Cell = str | int | float | date | None

MASKED = "(disamarkan)"
YES = {True: "ya", False: ""}


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """A column: its heading, its width in characters, and what stands in it. `personal`: it tells who someone is."""

    heading: str
    width: int
    cell: Callable[[Complaint], Cell]
    personal: bool = False


# In characters; a field that isn't here has the usual one of its kind.
_WIDTHS = {
    "kind": 14, "channel": 15, "name": 24, "sex": 9, "national_id": 18, "phone": 16, "address": 28, "disability": 12, "title": 34,
    "body": 60, "category": 26, "suspected_loss": 14, "supervisory": 13, "confidential": 13, "dusun": 16, "rt": 6, "rw": 6, "detail": 24, "lapor_id": 14,
}  # fmt: skip
_USUAL_WIDTHS: dict[Reading, int] = {"day": 13, "switch": 9, "degrees": 11}
_LONG = 32
_LETTERS = {"sex": vocabulary.SEX_LETTERS}


def columns(categories: Categories, *, with_identity: bool) -> list[RegisterColumn]:
    """Without identities the name says that it is masked, and the other personal columns are left out."""

    def name(c: Complaint) -> str:
        return "Anonim" if c.anonymous else c.complainant.name if with_identity else MASKED

    def of(field: Field) -> RegisterColumn:
        usual = _LONG if field.many_lines else _USUAL_WIDTHS.get(field.reads, 20)
        width = _WIDTHS.get(field.name, usual)
        return RegisterColumn(field.column, width, _cell(field, categories), personal=field.personal)

    # `anonymous` is said by the name.
    fields = {field.name: of(field) for field in FIELDS if field.name != "anonymous"}
    fields["name"] = replace(fields["name"], cell=name, personal=False)
    lapor_id = fields.pop("lapor_id")
    all_columns = [
        RegisterColumn("Nomor register", 14, lambda c: c.number),
        *fields.values(),
        RegisterColumn("Status", 18, lambda c: vocabulary.STAGES[c.stage]),
        RegisterColumn("Tanggal verifikasi", 13, lambda c: _dated(c, "verify", c.milestones.verified_on)),
        RegisterColumn("Tanggal tindak lanjut", 13, lambda c: _dated(c, "follow_up", c.milestones.followed_up_on)),
        RegisterColumn("Tanggal tanggapan", 13, lambda c: _dated(c, "respond", c.milestones.responded_on)),
        RegisterColumn("Tanggal selesai", 13, lambda c: _dated(c, "close", c.milestones.closed_on)),
        RegisterColumn("Diteruskan kepada", 24, lambda c: c.forwarded_name or c.assignee),
        RegisterColumn("Tanggapan", 60, lambda c: c.response),
        lapor_id,
        RegisterColumn("Nomor register lama", 14, lambda c: ", ".join(c.former_numbers)),
    ]
    return [column for column in all_columns if with_identity or not column.personal]


def _dated(complaint: Complaint, step: str, on: date | None) -> date | None:
    """The day of a step, but where a register told of it without one: what stands in the book then only keeps the order."""
    return None if step in complaint.milestones.undated else on


def _cell(field: Field, categories: Categories) -> Callable[[Complaint], Cell]:
    """What the field's column shows of a complaint; a choice that only a newer version has stays a code."""
    value: Callable[[Complaint], Any] = attrgetter(field.path)
    match field.reads:
        case "choice":
            words = _LETTERS.get(field.name, field.choices)
            return lambda c: words.get(code := value(c), code)
        case "category":
            return lambda c: categories.label(value(c))
        case "switch":
            return lambda c: YES[value(c)]
        case _:
            return value
