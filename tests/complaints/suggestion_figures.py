"""How often suggestions are right, on labelled texts: `python -m tests.complaints.suggestion_figures [tuning|unseen]`.

The texts are written for this, in the way people of a village write. The `tuning` half is there to be looked at while words and
weights change; nobody looks at the other half but to measure.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from time import process_time

from complaints.categories import Categories, parse_categories
from complaints.events import Location
from complaints.similar import Candidate, Similar, rank
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
    """Shares from 0 to 1: `recall` of the paraphrases among the first three; false ones by tone, of the texts without a twin."""

    pairs: int
    recall: float
    recall_same: float
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


def similar_figures(half: str) -> SimilarFigures:
    """The first texts of all pairs are the book; the second ones are typed, without a place."""
    same, near = pairs(half, "same"), pairs(half, "near")
    book = [
        Candidate(f"{place}", first, Location(), TODAY - timedelta(days=place % 45))
        for place, (first, _) in enumerate([*same, *near])
    ]
    recalled = recalled_same = false_same = false_maybe = 0
    for place, (_, second) in enumerate(same):
        shown = rank(second, Location(), TODAY, book)[:3]
        recalled += any(match.id == f"{place}" for match in shown)
        recalled_same += any(match.id == f"{place}" and is_same(match) for match in shown)
    for _, second in near:
        shown = rank(second, Location(), TODAY, book)[:3]
        false_same += any(is_same(match) for match in shown)
        false_maybe += bool(shown)
    return SimilarFigures(
        len(same), recalled / len(same), recalled_same / len(same), false_same / len(near), false_maybe / len(near)
    )


def is_same(match: Similar) -> bool:
    return bool(getattr(match, "same", True))


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
        ("similar", similar_figures(half)),
    )
    for name, figures in rows:
        sys.stdout.write(f"{name:32}{figures}\n")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "unseen")
