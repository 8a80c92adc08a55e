"""`verify`: whether a letter or a receipt is this office's, by the text of its QR code."""

import sys

from desktop.cli import output
from desktop.cli.arguments import CommandOptions
from desktop.cli.opening import opened
from desktop.office import paper_codes
from desktop.wording.translation import tr_phrase

MOST_READ = 10_000  # letters of stdin


def verify(options: CommandOptions) -> int:
    """Exit code 0 for a genuine one, else 1."""
    arguments = options.arguments
    scanned = sys.stdin.read(MOST_READ) if arguments.code == "-" else arguments.code
    with opened(options) as office:
        checked = paper_codes.check(office, scanned)
        unit = paper_codes.unit_title(office, checked.unit)
    if arguments.json:
        output.line(
            {
                "verdict": checked.verdict, "paper": checked.kind_code, "number": checked.number, "day": checked.day,
                "unit": checked.unit, "fingerprint": checked.fingerprint,
            }
        )  # fmt: skip
    else:
        output.text(f"{tr_phrase(checked.kind)}  {checked.number}  {checked.day}  {unit}")
    output.complain(tr_phrase(checked.sentence))
    return 0 if checked.verdict == "genuine" else 1
