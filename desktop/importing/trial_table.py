"""The columns of the rows of a trial run, by their kind."""

from collections.abc import Callable, Sequence

from desktop.columns import Cell, Column, Width
from desktop.importing.trial import TrialRow

_WIDTHS = {
    "bad": (Width(70), Width(170), Width(220), None),
    "good": (Width(90), Width(130), Width(190), Width(130), None),
    "unread": (Width(70), Width(170), Width(220), None),
    "skipped": (Width(120), Width(320), None),
    "changed": (Width(90), Width(130), Width(120), Width(120), None),
}
CHECKABLE = ("good", "changed")


def trial_columns(
    kind: str, headings: Sequence[str], ticked: Callable[[TrialRow], bool | None]
) -> list[Column[TrialRow]]:
    """`ticked`: whether the row's box is ticked; None for rows without one."""
    number, *texts = zip(headings, _WIDTHS[kind], strict=True)
    return [
        Column(number[0], lambda row: Cell(row.place, ticked=ticked(row)), number[1]),
        *(Column(heading, _text(at), width) for at, (heading, width) in enumerate(texts)),
    ]


def _text(at: int) -> Callable[[TrialRow], Cell]:
    return lambda row: Cell(row.texts[at])
