"""The questions that a register leaves open, each asked once for all equal rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from complaints.errors import InvalidField
from complaints.phrases import Phrase

QuestionKind = Literal["undated", "dates", "date_order", "swapped_dates", "results", "contacts", "changed"]
KINDS: tuple[QuestionKind, ...] = ("undated", "date_order", "swapped_dates", "dates", "results", "contacts", "changed")


class Unanswered(InvalidField):
    """A cell whose meaning only people can decide. `kind` is the question, `value` the cell's text."""

    def __init__(self, field: str, reason: Phrase, kind: QuestionKind, value: str = "") -> None:
        super().__init__(field, reason)
        self.kind: QuestionKind = kind
        self.value = value

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.field, self.phrase, self.kind, self.value)


@dataclass(frozen=True, slots=True)
class QuestionValue:
    """One of the texts that a question is about, with the rows that have it, as people find them, and why it is asked."""

    text: str
    places: tuple[str, ...]
    reason: Phrase | None = None

    @property
    def count(self) -> int:
        return len(self.places)


@dataclass(frozen=True, slots=True)
class Question:
    """`open`: it has no answer yet, and its rows are left out.

    Other questions were answered, or need no answer and are only reported.
    """

    kind: QuestionKind
    values: tuple[QuestionValue, ...]
    open: bool

    @property
    def count(self) -> int:
        """How many rows it is about."""
        return sum(value.count for value in self.values)


class Questions:
    """Gathers the questions of one import."""

    def __init__(self) -> None:
        self._places: dict[tuple[QuestionKind, bool], dict[str, list[str]]] = {}
        self._reasons: dict[tuple[QuestionKind, str], Phrase] = {}

    def add(self, kind: QuestionKind, text: str, place: str, *, is_open: bool, reason: Phrase | None = None) -> None:
        self._places.setdefault((kind, is_open), {}).setdefault(text, []).append(place)
        if reason is not None:
            self._reasons.setdefault((kind, text), reason)

    def questions(self) -> tuple[Question, ...]:
        return tuple(self._in_order())

    def _in_order(self) -> Iterable[Question]:
        for kind in KINDS:
            for is_open in (True, False):
                texts = self._places.get((kind, is_open))
                if texts:
                    ordered = sorted(texts.items(), key=lambda entry: -len(entry[1]))
                    yield Question(kind, tuple(self._value(kind, text, places) for text, places in ordered), is_open)

    def _value(self, kind: QuestionKind, text: str, places: list[str]) -> QuestionValue:
        return QuestionValue(text, tuple(places), self._reasons.get((kind, text)))
