"""What the program was asked for when it was started with a window, and where its data are.

Read by hand, so that nothing is imported before the first painted window that it doesn't need.
"""

from pathlib import Path
from typing import Literal, NamedTuple


class WindowOptions(NamedTuple):
    """How the window was asked for. `data` None means the platform's user data folder."""

    data: Path | None = None
    demo: bool = False
    language: Literal["id", "en", ""] = ""


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
    remaining = list(arguments)
    while remaining:
        name, joined, value = remaining.pop(0).partition("=")
        if name == "--demo" and not joined:
            demo = True
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
        else:
            return None
    if demo and data is not None:
        raise WrongUsage(DATA_WITH_DEMO)
    return WindowOptions(data, demo, language)


def data_folder(requested: Path | None) -> Path:
    """Where the office's data are: as asked for, else in the platform's folder for the user's data."""
    if requested is not None:
        return requested.absolute()
    import platformdirs

    return Path(platformdirs.user_data_dir("buku-aduan", appauthor=False))
