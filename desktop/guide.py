"""The short guide that ships with the program: a page a screen, in both languages, and the hint at somebody's first visit to a screen."""

import re
from dataclasses import dataclass
from typing import Literal

from msgspec import Struct
from sqlalchemy import Engine

from desktop.resources import resource
from desktop.store import kept_values
from desktop.store.database import writing

PAGES = (
    "start",
    "home",
    "desk",
    "record",
    "complaints",
    "reports",
    "import",
    "lapor",
    "monitoring",
    "sync",
    "settings",
)
Language = Literal["id", "en"]
_PAGE_OF = {"dispositions": "complaints"}
_PICTURE = re.compile(r"!\[[^\]]*\]\(([\w-]+\.png)\)")


@dataclass(frozen=True, slots=True)
class Page:
    """`text` is Markdown; `pictures` are PNG files by the names that it uses."""

    name: str
    title: str
    text: str
    pictures: dict[str, bytes]

    def has(self, words: str) -> bool:
        """All of them, in its title or its text."""
        text = self.text.casefold()
        return all(word in text for word in words.casefold().split())


class Visited(Struct, frozen=True):
    """The screens that somebody has been to, by name."""

    screens: tuple[str, ...] = ()


def page_of(screen: str) -> str:
    """The page about this screen."""
    name = _PAGE_OF.get(screen, screen)
    return name if name in PAGES else "start"


def read(name: str, language: Language) -> Page:
    text = resource(f"help/{language}/{name}.md").read_text(encoding="utf-8")
    title = text.partition("\n")[0].removeprefix("# ")
    pictures = {file: resource(f"help/pictures/{file}").read_bytes() for file in _PICTURE.findall(text)}
    return Page(name, title, text, pictures)


def read_all(language: Language) -> tuple[Page, ...]:
    return tuple(read(name, language) for name in PAGES)


def first_visit(engine: Engine, slot: str, screen: str) -> bool:
    """Whether the user of this key slot comes to the screen for the first time; from now on they have been there."""
    with writing(engine) as connection:
        visited = kept_values.load(connection, f"visited.{slot}", Visited) or Visited()
        if screen in visited.screens:
            return False
        kept_values.save(connection, f"visited.{slot}", Visited((*visited.screens, screen)))
        return True
