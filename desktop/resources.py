"""Where the files that ship with the program are: the same beside the code in a checkout, an installed package and a built folder."""

from pathlib import Path

# PyInstaller keeps `__file__` inside its folder and build.spec puts `resources` at its top, so one rule serves all three.
FOLDER = Path(__file__).resolve().parent.parent / "resources"


def resource(name: str) -> Path:
    """The shipped file of this name, for example 'icons/buku-aduan.svg'."""
    return FOLDER / name
