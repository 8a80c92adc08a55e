"""Takes the people out of free text: their names, numbers and NIK, where who complains is kept from the reader.

The complaint's own words often say who speaks ('saya, Sitti Aminah, …'). A word too many that is covered harms nobody.
"""

import re
from collections.abc import Iterable
from typing import Protocol

from complaints.accused import name_words
from complaints.search_words import fold


class Named(Protocol):
    """A person by name and numbers, whether of a draft or of a complaint."""

    @property
    def name(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def national_id(self) -> str: ...


COVER = "•••"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NUMBER = re.compile(r"\+?\d(?:[ ().\-]{0,2}\d){7,}")
_SAME_END = 8  # digits: +62 811… and 0811… are the same number


def people_in(text: str, people: Iterable[Named]) -> bool:
    """Whether the text says who one of these people is."""
    return without_people(text, people) != text


def without_people(text: str, people: Iterable[Named]) -> str:
    """The text with their names, telephone numbers and NIK covered."""
    listed = tuple(people)
    names = {word for person in listed for word in name_words(person.name)}
    ends = {
        digits[-_SAME_END:]
        for person in listed
        for number in (person.phone, person.national_id)
        if (digits := _digits(number))
    }
    if not text or not (names or ends):
        return text
    covered = _WORD.sub(lambda word: COVER if fold(word[0]).replace("'", "") in names else word[0], text)
    return _NUMBER.sub(lambda number: COVER if _digits(number[0])[-_SAME_END:] in ends else number[0], covered)


def _digits(text: str) -> str:
    digits = "".join(sign for sign in text if sign.isdigit())
    return digits if len(digits) >= _SAME_END else ""
