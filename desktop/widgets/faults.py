"""What is wrong with what was typed, said beside its field: by the form that checks it, or by whoever refused it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.wording.translation import tr_phrase

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit

    from desktop.lanes.lane import Refusal
    from desktop.widgets.field import FormField


def show_faults(*checks: tuple[FormField[QLineEdit], str]) -> FormField[QLineEdit] | None:
    """Each field with the sentence on its fault, '' where it has none. The first wrong one gets the keyboard and is returned."""
    for field, sentence in checks:
        field.set_error(sentence)
    wrong = next((field for field, sentence in checks if sentence), None)
    if wrong is not None:
        wrong.editor.setFocus()
    return wrong


def refusing(field: FormField[QLineEdit]) -> Refusal:
    """For what is refused because of this field: why stands beside it."""
    return lambda error: show_faults((field, tr_phrase(error.phrase)))
