"""The text of a letter, as it is edited and as it is set: on paper and in Word alike."""

from dataclasses import asdict, dataclass
from datetime import date

import msgspec


@dataclass(frozen=True, slots=True)
class Letter:
    """The letter as it is edited: every field may hold placeholders such as {nama}. `addressee` and `copies` are lines.

    `day` is the letter's, '2026-11-30'; '' for the day on which it is printed.
    """

    number: str
    nature: str
    attachment: str
    subject: str
    addressee: str
    body: str
    copies: str
    day: str = ""

    def on(self, today: date) -> date:
        return date.fromisoformat(self.day) if self.day else today


def encode(letter: Letter) -> bytes:
    """As the draft of a letter is saved."""
    return msgspec.json.encode(asdict(letter))


def decode(content: bytes) -> Letter | None:
    """The saved draft; None when another version of the program wrote it and it can't be read."""
    try:
        return msgspec.json.decode(content, type=Letter)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def lines(text: str) -> list[str]:
    """The lines of a field that say anything."""
    return [line.rstrip() for line in text.splitlines() if line.strip()]
