"""What the program must know before the store is open: language, theme, text size, whose book it is and who may log in.

A line 'name=value' each: reading it is part of every start, and JSON's module alone takes longer than that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, cast

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop.store.settings import Settings
    from desktop.wording.translation import Language

ThemeName = Literal["light", "dark", "system"]
BETWEEN, MOST_NAMES = "|", 8
TEXT_SIZES = (100, 115, 130)


class Preferences(NamedTuple):
    """`office` is shown at log in: 'Desa Saotanre · Sinjai Tengah'. The settings in the store are what counts after it.

    `users` are offered at log in, who came last first, '|' between.
    `window`: where it was when it was closed, 'left,top,width,height' in pixels, or 'max'.
    """

    language: Language = "id"
    theme: ThemeName = "system"
    text_size: int = 100
    office: str = ""
    window: str = ""
    users: str = ""

    @property
    def names(self) -> list[str]:
        return [name for name in self.users.split(BETWEEN) if name]


def _file(folder: Path) -> Path:
    return folder / "window.txt"


def load(folder: Path) -> Preferences:
    """What was saved; the defaults for whatever is missing or makes no sense."""
    try:
        lines = _file(folder).read_bytes()[:2000].decode("utf-8", "replace").splitlines()
    except OSError:
        return Preferences()
    values = {name: value for name, _, value in (line.partition("=") for line in lines)}
    language, theme = values.get("language", ""), values.get("theme", "")
    return Preferences(
        cast("Language", language if language in ("id", "en") else "id"),
        cast("ThemeName", theme if theme in ("light", "dark", "system") else "system"),
        next((size for size in TEXT_SIZES if str(size) == values.get("text_size")), 100),
        values.get("office", "").replace("<", "")[:200],  # stands in a label, where it must not be markup
        values.get("window", "")[:40],
        values.get("users", "")[:800],
    )


def title_of_office(settings: Settings) -> str:
    """'Desa Saotanre · Sinjai Tengah'."""
    return " · ".join(part for part in (settings.office_name, settings.parent_name) if part)


def as_settings_say(saved: Preferences, settings: Settings) -> Preferences:
    """What the next start needs of the office's settings, in the place of what was saved before."""
    return saved._replace(
        language=settings.language, theme=settings.theme, text_size=settings.text_size, office=title_of_office(settings)
    )


def names_offered(last: str, everybody: Sequence[str]) -> str:
    """The `users` of the next log in. Who has the separator in their name types it."""
    names = (last, *(name for name in everybody if name != last))
    return BETWEEN.join([name for name in names if BETWEEN not in name][:MOST_NAMES])


def save(folder: Path, preferences: Preferences) -> None:
    """Saves them for the next start. Raises OfficeError when the folder can't be written."""
    from desktop.store.durable_files import write_durably

    lines = (f"{name}={' '.join(str(value).split())}\n" for name, value in preferences._asdict().items())
    write_durably(_file(folder), "".join(lines).encode())


class Area(NamedTuple):
    """A rectangle of the screen, in pixels."""

    left: int
    top: int
    width: int
    height: int


def placed(saved: str, least: tuple[int, int], space: Area) -> Area | None:
    """Where the window was by what was saved of it, as far as this screen goes: it may be another one. None where that makes no sense."""
    numbers = [int(part) for part in saved.split(",") if part.lstrip("-").isdecimal()]
    if len(numbers) != len(Area._fields):
        return None
    left, top, width, height = numbers
    width = min(max(width, least[0]), space.width)
    height = min(max(height, least[1]), space.height)
    left = min(max(left, space.left), space.left + space.width - width)
    top = min(max(top, space.top), space.top + space.height - height)
    return Area(left, top, width, height)


def next_text_size(size: int, step: int) -> int:
    """The size so many steps larger, or smaller where `step` is negative; never beyond the largest or the smallest."""
    at = TEXT_SIZES.index(size) if size in TEXT_SIZES else 0
    return TEXT_SIZES[min(max(at + step, 0), len(TEXT_SIZES) - 1)]
