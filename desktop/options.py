"""What the program was asked for when it was started with a window, and where its data are.

Read by hand, so that nothing is imported before the first painted window that it doesn't need.
"""

from pathlib import Path
from typing import Literal, NamedTuple


class WindowOptions(NamedTuple):
    """How the window was asked for. `data` None means the platform's user data folder; `file` is opened in the window."""

    data: Path | None = None
    demo: bool = False
    language: Literal["id", "en", ""] = ""
    minimised: bool = False
    file: Path | None = None


BUNDLE_ENDING, BACKUP_ENDING, RELEASE_ENDING = ".aduan-usb", ".aduan", ".aduan-rilis"


DATA_WITH_DEMO = (
    "--data dan --demo tidak dapat dipakai bersama: kantor contoh selalu di folder sementara. "
    "Tidak ada yang dibuka atau diubah; hilangkan salah satunya."
)


class WrongUsage(ValueError):
    """The arguments make no sense; the text says why."""


def window_options(arguments: list[str]) -> WindowOptions | None:
    """The options when a window is asked for, None when a subcommand or help is. Raises WrongUsage."""
    data: Path | None = None
    demo = False
    language: Literal["id", "en", ""] = ""
    minimised = False
    file: Path | None = None
    remaining = list(arguments)
    while remaining:
        argument = remaining.pop(0)
        name, joined, value = argument.partition("=")
        if name == "--demo" and not joined:
            demo = True
        elif name == "--minimised" and not joined:
            minimised = True
        elif argument == "open" and file is None:
            if not remaining:
                raise WrongUsage("open: berkasnya belum disebut")
            file = Path(remaining.pop(0)).absolute()
        elif name in ("--data", "--lang"):
            if not joined:
                if not remaining:
                    raise WrongUsage(f"{name}: nilainya belum diberikan")
                value = remaining.pop(0)
            if name == "--data":
                data = Path(value)
            elif value in ("id", "en"):
                language = value
            else:
                raise WrongUsage("--lang: id atau en")
        elif _is_ours(argument) and file is None:
            file = Path(argument).absolute()
        else:
            return None
    if demo and data is not None:
        raise WrongUsage(DATA_WITH_DEMO)
    return WindowOptions(data, demo, language, minimised, file)


def _is_ours(argument: str) -> bool:
    """Whether this is a file that we write: what a double click, or a file dropped on the program, gives."""
    return not argument.startswith("-") and argument.lower().endswith((BUNDLE_ENDING, BACKUP_ENDING, RELEASE_ENDING))


def kind_of_file(file: Path) -> Literal["bundle", "backup", "release"]:
    """Which of our files this is, by its ending."""
    name = file.name.lower()
    return "backup" if name.endswith(BACKUP_ENDING) else "release" if name.endswith(RELEASE_ENDING) else "bundle"


def data_folder(requested: Path | None) -> Path:
    """Where the office's data are: as asked for, else in the platform's folder for the user's data."""
    if requested is not None:
        return requested.absolute()
    import platformdirs

    return Path(platformdirs.user_data_dir("buku-aduan", appauthor=False))
