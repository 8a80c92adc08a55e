"""What the program says, before it is said in a language: an Indonesian template and the values that fill it."""

from dataclasses import dataclass, field
from typing import TypeAlias

# A text is a name or a number that stays as it is in every language; a Phrase is translated like what it stands in.
Value: TypeAlias = "str | int | float | Phrase"


@dataclass(frozen=True, slots=True)
class Phrase:
    """`template` is Indonesian and what translators translate; each of `values` fills the braces with its name.

    With a `count`, other languages tell one from several by it; `values` has it under that name, too.
    """

    template: str
    values: dict[str, Value] = field(default_factory=dict[str, Value])
    count: int | None = None

    def __str__(self) -> str:
        """The phrase in Indonesian. What stands in a value is never taken for a template, whatever braces it holds."""
        return self.template.format(**self.values) if self.values else self.template


def phrase(template: str, /, **values: Value) -> Phrase:
    """A sentence or word for people. Translators get the template from the call, so it is written out there."""
    return Phrase(template, values)


def phrase_count(template: str, /, *, count: int, **values: Value) -> Phrase:
    """A phrase whose `{count}` decides between one and several: 'lewat {count} hari kerja'."""
    return Phrase(template, {"count": count, **values}, count)


def to_text(message: Phrase) -> str:
    """A phrase as a line of text to keep: its template where no values fill it, else JSON."""
    if not message.values:
        return message.template
    import msgspec  # errors come with every start, the keeping of phrases with few

    return msgspec.json.encode(message).decode("utf-8")


def from_text(text: str) -> Phrase:
    """The phrase that was kept; a finished sentence, which version 1.0.0 kept, comes back as it is."""
    if text.startswith('{"template":'):
        import msgspec

        try:
            return msgspec.json.decode(text, type=Phrase)
        except msgspec.DecodeError:
            pass
    return Phrase(text)
