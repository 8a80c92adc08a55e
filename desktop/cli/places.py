"""`place`: the dusun, RW and RT that complaints name, renamed and merged with all of them, and what was done taken back."""

from complaints.events import PlacePart
from desktop.cli import output
from desktop.cli.arguments import CommandOptions
from desktop.cli.opening import opened
from desktop.office import places
from desktop.office.office import Office
from desktop.wording.field_text import place_name


def place(options: CommandOptions) -> int:
    arguments = options.arguments
    with opened(options) as office:
        match arguments.way:
            case "list":
                _list(office, similar=arguments.similar, changes=arguments.changes, json=arguments.json)
            case "undo":
                undone = places.undo(office, arguments.change)
                output.line({"change": undone.id, "names": undone.change.names, "name": undone.change.name})
            case _:
                names = [arguments.name] if arguments.way == "rename" else arguments.names
                _rename(office, arguments.part, names, arguments.new_name, arguments.dusun, arguments.rw)
    return 0


def _rename(office: Office, part: PlacePart, names: list[str], name: str, dusun: str, rw: str) -> None:
    count = places.give_name(office, part, names, name, dusun=dusun, rw=rw)
    change = places.register(office).changes[0]
    output.line({"change": change.id, "names": change.change.names, "name": change.change.name, "complaints": count})


def _list(office: Office, *, similar: bool, changes: bool, json: bool) -> None:
    register = places.register(office)
    if similar:
        for pair in register.similar:
            fields = {"keep": pair.keep, "other": pair.other}
            output.line(fields) if json else output.text(f"{pair.keep}  {pair.other}")
        return
    if changes:
        for change in register.changes:
            fields = {
                "change": change.id, "part": change.change.part, "names": change.change.names, "name": change.change.name,
                "dusun": change.change.dusun, "rw": change.change.rw, "actor": change.actor,
            }  # fmt: skip
            output.line(fields) if json else output.text(f"{change.id}  {change.words}  {change.actor}")
        return
    for one in register.places:
        fields = {"part": one.part, "name": one.name, "dusun": one.dusun, "rw": one.rw, "count": one.count}
        within = ", ".join(name for name in (place_name("rw", one.rw), one.dusun) if name)
        output.line(fields) if json else output.text(
            f"{one.count:>6}  {place_name(one.part, one.name)}  {within}".rstrip()
        )
