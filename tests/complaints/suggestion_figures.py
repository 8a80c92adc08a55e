"""How often suggestions are right, on labelled texts: `python -m tests.complaints.suggestion_figures [tuning|unseen]`.

The texts are written for this, in the way people of a village write. The `tuning` half is there to be looked at while words and
weights change; nobody looks at the other half but to measure.
"""

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from time import process_time

from complaints.categories import Categories, parse_categories
from complaints.events import Location
from complaints.similar import Candidate, rank
from complaints.suggest import CategoryModel

TEXTS = Path(__file__).parent / "suggestion_texts"
RESOURCES = Path(__file__).parents[2] / "resources"
TODAY = date(2026, 11, 24)


@dataclass(frozen=True, slots=True)
class CategoryFigures:
    """Shares from 0 to 1. `first` and `among_three` are of the texts that were answered, `silent` of all of them."""

    texts: int
    first: float
    among_three: float
    silent: float
    milliseconds: float


@dataclass(frozen=True, slots=True)
class SimilarFigures:
    """Shares from 0 to 1: of the paraphrases told among the first three (of them as surely the same), and of those that only look alike."""

    paraphrases: int
    recall: float
    recall_same: float
    look_alikes: int
    false_same: float
    false_maybe: float


def labelled(half: str) -> list[tuple[str, str]]:
    """Pairs of a text and its category's code."""
    lines = (TEXTS / f"categories_{half}.tsv").read_text(encoding="utf-8").splitlines()
    return [(text, code) for code, _, text in (line.partition("\t") for line in lines)]


def pairs(half: str, kind: str) -> list[tuple[str, str]]:
    """Two texts about the same matter (`same`), or about two that only look alike (`near`)."""
    lines = (TEXTS / f"pairs_{half}.tsv").read_text(encoding="utf-8").splitlines()
    parts = [line.split("\t") for line in lines]
    return [(first, second) for line_kind, first, second in parts if line_kind == kind]


def demo() -> list[tuple[str, str]]:
    lines = (RESOURCES / "demo" / "complaints.jsonl").read_text(encoding="utf-8").splitlines()
    complaints = [json.loads(line)["complaint"] for line in lines]
    return [(f"{complaint.get('title', '')} {complaint['body']}", complaint["category"]) for complaint in complaints]


def shipped() -> Categories:
    return parse_categories((RESOURCES / "categories.toml").read_text(encoding="utf-8"))


def category_figures(model: CategoryModel, texts: Sequence[tuple[str, str]], *, learn: bool = False) -> CategoryFigures:
    """With `learn`, each text is learned after it was guessed, as on an office's PC."""
    first = among_three = spoken = 0
    seconds = 0.0
    for text, code in texts:
        begun = process_time()
        codes = [suggestion.code for suggestion in model.suggest(text)]
        seconds += process_time() - begun
        spoken += bool(codes)
        first += codes[:1] == [code]
        among_three += code in codes[:3]
        if learn:
            model.learn(text, code)
    return CategoryFigures(
        len(texts), first / spoken, among_three / spoken, 1 - spoken / len(texts), 1000 * seconds / len(texts)
    )


Told = Callable[[str], Sequence[tuple[str, bool]]]


def similar_figures(half: str, told: Told) -> SimilarFigures:
    """`told` gives the texts of the book that a typed text is told, and whether each is surely the same. See `book`."""
    same, near = pairs(half, "same"), pairs(half, "near")
    recalled = [dict(told(typed)).get(recorded) for recorded, typed in same]
    false = [dict(told(typed)).get(recorded) for recorded, typed in near]
    return SimilarFigures(
        len(same),
        sum(tone is not None for tone in recalled) / len(same),
        sum(tone is True for tone in recalled) / len(same),
        len(near),
        sum(tone is True for tone in false) / len(near),
        sum(tone is False for tone in false) / len(near),
    )


def book(half: str) -> list[str]:
    """The first texts of all pairs: what was recorded before the second ones are typed, without a place."""
    return [recorded for recorded, _ in [*pairs(half, "same"), *pairs(half, "near")]]


def ranked(half: str) -> Told:
    """What a new office is told from a book in which the search finds everything."""
    model = CategoryModel(shipped())
    candidates = [
        Candidate(f"{place}", text, Location(), TODAY - timedelta(days=place % 45))
        for place, text in enumerate(book(half))
    ]

    def told(typed: str) -> list[tuple[str, bool]]:
        matches = rank(typed, Location(), TODAY, candidates, lambda text: model.agreement(typed, text))[:3]
        return [(candidates[int(match.id)].text, match.same) for match in matches]

    return told


def taught_by(texts: Iterable[tuple[str, str]]) -> CategoryModel:
    model = CategoryModel(shipped())
    for text, code in texts:
        model.learn(text, code)
    return model


def main(half: str) -> None:
    texts = labelled(half)
    other = labelled("unseen" if half == "tuning" else "tuning")
    rows = (
        ("new office", category_figures(CategoryModel(shipped()), texts)),
        ("taught by the other half", category_figures(taught_by(other), texts)),
        ("demo office, new", category_figures(CategoryModel(shipped()), demo())),
        ("demo office, taught as it goes", category_figures(CategoryModel(shipped()), demo(), learn=True)),
        ("similar", similar_figures(half, ranked(half))),
    )
    for name, figures in rows:
        sys.stdout.write(f"{name:32}{figures}\n")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "unseen")
