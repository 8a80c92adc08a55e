"""`reminded`: at a kecamatan, of which complaints of the units below it the district reminded."""

from desktop.cli import output
from desktop.cli.arguments import CommandOptions
from desktop.cli.opening import opened
from desktop.office import reminded_below


def reminded(options: CommandOptions) -> int:
    with opened(options) as office:
        for one in office.published.reminded:
            if options.arguments.json:
                output.line(
                    {
                        "unit": one.unit, "complaint": one.complaint, "number": one.number, "step": one.step,
                        "working_days": one.working_days, "due_on": one.due_on, "letter": one.letter,
                    }
                )  # fmt: skip
            else:
                output.text(reminded_below.line(one, office))
    return 0
