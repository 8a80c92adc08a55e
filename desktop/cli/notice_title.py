"""`notice-title`: under which neutral title an answer about a person may stand on the notice board."""

from complaints.errors import Refused
from complaints.phrases import phrase
from desktop.cli import output
from desktop.cli.arguments import CommandOptions
from desktop.cli.opening import opened
from desktop.office import notice_board
from desktop.office.office import Office


def notice_title(options: CommandOptions) -> int:
    arguments = options.arguments
    if not arguments.number and (arguments.title or arguments.withdraw):
        raise Refused(phrase("Nomor pengaduannya belum disebut. Tidak ada yang berubah."))
    with opened(options) as office:
        if not arguments.number:
            _list(office, json=arguments.json)
        elif arguments.withdraw:
            withdrawn = notice_board.withdraw(office, arguments.number)
            if arguments.json:
                output.line({"number": arguments.number, "withdrawn": withdrawn})
        else:
            approved = notice_board.approve(office, arguments.number, arguments.title)
            if arguments.json:
                output.line({"number": arguments.number, "title": approved.title, "by": approved.by})
    return 0


def _list(office: Office, *, json: bool) -> None:
    """The answers that the board leaves out, and why."""
    for entry in notice_board.board(office).left_out:
        if json:
            output.line({"number": entry.complaint.number, "title": entry.complaint.title, "reason": entry.reason})
        else:
            output.text(f"{entry.complaint.number:<13} {entry.reason:<11} {entry.complaint.title}")
