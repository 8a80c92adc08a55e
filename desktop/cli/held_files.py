"""`held-files`: the attachments that can't be cleaned of what they hide, and what is decided on them."""

from desktop.cli import output
from desktop.cli.arguments import CommandOptions
from desktop.cli.opening import opened

_STATE = {"": "held", "send": "sent as it is", "keep": "stays here"}


def held_files(options: CommandOptions) -> int:
    with opened(options) as office:
        for sha256 in options.arguments.send:
            office.district.decide_on_file(sha256, "send")
        for sha256 in options.arguments.keep:
            office.district.decide_on_file(sha256, "keep")
        files = office.district.held_files()
    for file in files:
        if options.arguments.json:
            output.line(
                {
                    "sha256": file.sha256,
                    "name": file.name,
                    "number": file.number or None,
                    "size": file.size,
                    "state": _STATE[file.decision],
                }
            )
        else:
            output.text(f"{file.sha256}  {_STATE[file.decision]:13}  {file.number:14}  {file.name}")
    return 0
