"""The text of a letter, as it is edited and as it is set: on paper and in Word alike."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letter:
    """The letter as it is edited: every field may hold placeholders such as {nama}. `addressee` and `copies` are lines."""

    number: str
    nature: str
    attachment: str
    subject: str
    addressee: str
    body: str
    copies: str


def lines(text: str) -> list[str]:
    """The lines of a field that say anything."""
    return [line.rstrip() for line in text.splitlines() if line.strip()]
