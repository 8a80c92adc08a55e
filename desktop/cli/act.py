"""`act`: one step of the work on a complaint, checked by the same rules as on the screen."""

from typing import cast

from msgspec import structs

from complaints.errors import InvalidField, Refused
from complaints.phrases import phrase
from complaints.workflow import Action
from desktop.cli import output
from desktop.cli.act_details import read_details, refuse_more_than_note
from desktop.cli.arguments import CommandOptions
from desktop.cli.opening import opened


def act(options: CommandOptions) -> int:
    arguments = options.arguments
    if arguments.from_list is not None or arguments.dry_run or "\n" in arguments.number:
        from desktop.cli.act_on_many import act_on_many

        return act_on_many(options)
    if arguments.action == "undo":
        return _undo(options)
    action = cast(Action, arguments.action)
    if arguments.file is not None and action != "attach":
        raise Refused(phrase("Berkas hanya untuk langkah 'attach'. Tidak ada yang berubah."))
    details = read_details(action, arguments.json, arguments.note, arguments.to)
    details = structs.replace(details, answer=arguments.answer or details.answer)
    if details.answer and action != "approve":
        raise Refused(phrase("--answer hanya untuk langkah 'approve'. Tidak ada yang berubah."))
    with opened(options) as office:
        if action == "attach":
            if arguments.file is None:
                raise InvalidField("file", phrase("Berkas yang akan dilampirkan belum disebut."))
            case = office.attach(arguments.number, arguments.file)
        else:
            case = office.act(arguments.number, action, details)
    output.line({"number": case.complaint.number, "stage": case.complaint.stage, "id": case.complaint.id})
    return 0


def _undo(options: CommandOptions) -> int:
    arguments = options.arguments
    refuse_more_than_note(options)
    with opened(options) as office:
        case = office.undo(arguments.number, arguments.note)
    output.line({"number": case.complaint.number, "stage": case.complaint.stage, "id": case.complaint.id})
    return 0
