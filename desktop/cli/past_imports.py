"""`imports`: what was imported on this PC; takes one back, or archives what is left of it."""

from complaints.errors import Refused
from complaints.phrases import phrase
from desktop.cli import output
from desktop.cli.arguments import CommandOptions
from desktop.cli.opening import opened
from desktop.importing.rest import archive_rest, count_rest
from desktop.importing.sentences import past_import, undo_result
from desktop.importing.undo import past_imports, undo
from desktop.office import bulk_steps
from desktop.office.bulk_words import reason, report


def imports(options: CommandOptions) -> int:
    arguments = options.arguments
    if (arguments.archive_rest or arguments.undo) and arguments.run is None:
        raise Refused(phrase("Sebut nomor impornya; “imports” menampilkannya. Tidak ada yang berubah."))
    with opened(options) as office:
        if arguments.archive_rest:
            ended = archive_rest(office, arguments.run, arguments.note)
            output.complain(report(ended, "archive"))
            for group in ended.left_out:
                output.complain(reason(group))
            if arguments.json:
                left = bulk_steps.count_left_out(ended.left_out)
                output.line({"run": arguments.run, "archived": len(ended.done), "left_out": left})
            return 1 if ended.left_out or ended.waiting else 0
        if arguments.undo:
            taken = undo(office, arguments.run, lambda _part, _total: True)
            output.complain(undo_result(taken))
            if arguments.json:
                output.line({"run": arguments.run, "withdrawn": taken.withdrawn, "remaining": taken.remaining})
            return 0
        rest = count_rest(office)
        for past in past_imports(office):
            if arguments.run not in (None, past.id):
                continue
            if arguments.json:
                output.line(
                    {
                        "run": past.id,
                        "at": past.at.isoformat(),
                        "actor": past.actor,
                        "file": past.file,
                        "recorded": past.recorded,
                        "withdrawn": past.withdrawn,
                        "rest": rest.get(past.id, 0),
                    }
                )
            else:
                output.text(f"{past.id:>4}  {past_import(past)}")
    return 0
