"""`relay take`, `give`, `exchange`, `list`: a kecamatan carries for its villages, an agency for its parts."""

from collections.abc import Iterable
from pathlib import Path

from complaints.errors import Refused
from complaints.phrases import phrase
from desktop.cli import output
from desktop.cli.arguments import CommandOptions
from desktop.cli.opening import opened
from desktop.office.office import Office
from desktop.wording.translation import tr_phrase


class NoFolder(Refused):
    def __init__(self) -> None:
        super().__init__(
            phrase("Balasan ditaruh di sebuah folder atau flashdisk. Tidak ada yang diubah; sebutkan foldernya.")
        )


def relay(options: CommandOptions) -> int:
    arguments = options.arguments
    if arguments.way in ("give", "exchange") and not arguments.folder.is_dir():
        raise NoFolder
    with opened(options) as office:
        done: dict[str, object] = {}
        match arguments.way:
            case "take":
                done = _take(office, arguments.places)
            case "give":
                done = _give(office, arguments.folder, arguments.unit)
            case "exchange":
                done = _take(office, [arguments.folder]) | _give(office, arguments.folder, [])
            case _:
                _list(office, as_json=arguments.json)
                return 0
    if arguments.json:
        output.line(done)
    return 0


def _take(office: Office, places: Iterable[Path]) -> dict[str, object]:
    taken = office.relay.take(place.absolute() for place in places)
    output.tell(
        "{bundles} kiriman dan {answers} balasan dibawa, tanpa dibaca; yang sudah pernah dibawa dilewati. Kiriman diserahkan "
        "pada sinkronisasi berikutnya, atau ikut flashdisk kantor ini ('bundle write').",
        bundles=taken.bundles, answers=taken.answers,
    )  # fmt: skip
    return {
        "bundles": taken.bundles,
        "answers": taken.answers,
        "skipped": taken.skipped,
        "units": list(taken.units),
    }


def _give(office: Office, folder: Path, units: Iterable[str]) -> dict[str, object]:
    given = office.relay.give(folder.absolute(), units)
    if given:
        output.tell("Balasan kabupaten untuk {units} ditaruh di flashdisk itu.", units=", ".join(given))
    else:
        output.tell("Belum ada balasan kabupaten untuk flashdisk itu; bawalah lagi sesudah kantor ini menyinkronkan.")
    return {"given": given}


def _list(office: Office, *, as_json: bool) -> None:
    for unit in office.relay.units():
        if as_json:
            output.line(
                {
                    "unit": unit.unit,
                    "name": unit.name,
                    "waiting": unit.waiting,
                    "taken": unit.taken,
                    "handed_in": unit.handed_in,
                    "refused": str(unit.refused) if unit.refused else None,
                    "answer_made": unit.answer_made,
                    "given": unit.given,
                    "given_made": unit.given_made,
                }
            )
            continue
        day = unit.given_made or unit.answer_made
        output.text(
            "\t".join(
                (
                    unit.unit,
                    unit.name,
                    str(unit.waiting),
                    f"{unit.handed_in:%Y-%m-%d}" if unit.handed_in else "-",
                    f"{day:%Y-%m-%d}" if day else "-",
                    tr_phrase(unit.refused) if unit.refused else "",
                )
            )
        )
