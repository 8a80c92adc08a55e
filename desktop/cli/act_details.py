"""What `act` was told about its step, on one complaint or on many."""

from datetime import date
from typing import Literal

import msgspec
from msgspec import Struct, structs

from complaints.complaint import VoiceKind
from complaints.draft import Person
from complaints.errors import InvalidField, Refused
from complaints.events import Weight
from complaints.phrases import phrase
from complaints.steps import Change, StepDetails
from complaints.workflow import Action
from desktop.cli.arguments import CommandOptions
from desktop.cli.json_input import read_json


class _Details(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What --json may hold for a step other than `correct`."""

    note: str = ""
    to: str = ""
    weight: Weight | None = None
    resumed: bool = False
    draft: bool = False
    answer: str = ""
    satisfaction: Literal[1, 2, 3, 4, 5] | None = None
    on: date | None = None
    field: str = ""
    event_device: str = ""
    event_seq: int = 0
    granted: bool | None = None
    channel: str = ""
    purpose: str = ""
    supporter: int = 0
    voice: VoiceKind | Literal[""] = ""
    lapor: Literal["", "present", "not_needed"] = ""
    complainant: Person = Person()

    def step_details(self) -> StepDetails:
        fields = structs.asdict(self)
        return StepDetails(person=fields.pop("complainant"), **fields)


def refuse_more_than_note(options: CommandOptions) -> None:
    """Of `undo`."""
    arguments = options.arguments
    if arguments.file is not None or arguments.json is not None or arguments.to or arguments.answer:
        raise Refused(
            phrase("“undo” membatalkan langkah terakhir Anda; selain --note tidak ada isian. Tidak ada yang berubah.")
        )


def read_details(action: Action, file: str | None, note: str, to: str) -> StepDetails:
    """The details of the step; --note and --to go before what the file says."""
    details = StepDetails()
    if file is not None:
        content = read_json(file)
        try:
            if action == "correct":
                details = StepDetails(change=msgspec.json.decode(content, type=Change))
            else:
                details = msgspec.json.decode(content, type=_Details).step_details()
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise InvalidField(
                "",
                phrase(
                    "Isian JSON tidak dapat dibaca: {fault}. Tidak ada yang disimpan; perbaiki lalu ulangi.",
                    fault=str(error),
                ),
            ) from None
    if action == "correct" and file is None:
        raise InvalidField(
            "", phrase("Isian yang diperbaiki belum disebut: beri --json dengan isian itu. Tidak ada yang berubah.")
        )
    return structs.replace(details, note=note or details.note, to=to or details.to)
