"""`python -m tests.bench NAME… --json`: measures, and prints each figure beside its floor, a line each."""

import argparse
import importlib
import sys
from pathlib import Path

import msgspec

from tests.bench.figure import Figure

BENCHES = (
    "start",
    "save",
    "search",
    "fold",
    "import",
    "documents",
    "export",
    "block",
    "monitoring",
    "sync",
    "wire",
    "server",
    "web",
    "hostile",
    "at_rest",
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{', '.join(BENCHES)}; none means all")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--small", action="store_true", help="leave out the office of 1,000,000 complaints")
    parser.add_argument(
        "--built",
        nargs="?",
        const="",
        metavar="FOLDER",
        help="with start: the built program's, beside a bare one; without a FOLDER that PyInstaller made it is built",
    )
    given = parser.parse_args()
    unknown = set(given.names) - set(BENCHES)
    if unknown:
        parser.error(f"no bench of this name: {', '.join(sorted(unknown))}")
    if given.built is not None:
        if given.names != ["start"]:
            parser.error("--built belongs to start")
        from tests.bench import built_bench

        for figure in built_bench.figures(Path(given.built).absolute() if given.built else None):
            show(figure, as_json=given.json)
        return 0
    for name in given.names or BENCHES:
        module = importlib.import_module(f"tests.bench.{name}_bench")
        for figure in module.figures(small=given.small):
            show(figure, as_json=given.json)
    return 0


def show(figure: Figure, *, as_json: bool) -> None:
    if as_json:
        print(msgspec.json.encode(figure).decode(), flush=True)
        return
    floor = "" if figure.floor is None else f"   floor {figure.floor:g} {figure.unit}   ratio {figure.ratio:g}"
    note = f"   ({figure.note})" if figure.note else ""
    print(f"{figure.name:44} {figure.value:>12,g} {figure.unit}{floor}{note}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
