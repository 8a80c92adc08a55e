"""`numbers`: the pattern of letter and agenda numbers, how far they are counted, and which were given."""

from msgspec import structs

from desktop.cli import output
from desktop.cli.arguments import CommandOptions
from desktop.cli.opening import opened
from desktop.office import paper_numbers
from desktop.office.office import Office
from desktop.office.paper_numbers import Numbering
from desktop.store.given_numbers import Series


def numbers(options: CommandOptions) -> int:
    arguments = options.arguments
    changes: dict[str, str] = {
        name: value
        for name in ("letter", "agenda", "classification", "code")
        if (value := getattr(arguments, name)) is not None
    }
    last: dict[Series, int] = {
        series: value for series in paper_numbers.SERIES if (value := getattr(arguments, f"{series}_last")) is not None
    }
    with opened(options) as office:
        if changes or last:
            paper_numbers.save(office, structs.replace(paper_numbers.load(office), **changes), last)
        if arguments.given:
            _list(office, json=arguments.json)
        else:
            _show(office, paper_numbers.load(office), json=arguments.json)
    return 0


def _show(office: Office, numbering: Numbering, *, json: bool) -> None:
    for count in paper_numbers.counts(office):
        fields = {
            "series": count.series, "pattern": getattr(numbering, count.series), "last": count.last, "next": count.next,
            "letter": office.device.letter,
        }  # fmt: skip
        if json:
            output.line(fields)
        else:
            output.text(f"{count.series:<7} {count.last:>6}  {count.next or '-'}")


def _list(office: Office, *, json: bool) -> None:
    """The numbers that this PC gave, the latest first."""
    for given, register in paper_numbers.latest(office, 1_000):
        if json:
            output.line(
                {
                    "series": given.series, "number": given.number, "paper": given.paper, "on": given.dated,
                    "complaint": register,
                }
            )  # fmt: skip
        else:
            output.text(f"{given.dated} {given.number}  {given.paper}  {register}")
