"""Small parts that screens are built of; each says what it is to screen readers and looks as theme.py says.

A part is only loaded when it is first used: log in must not wait for what it doesn't show.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop.screens.widgets.button import Button, PrimaryButton, lettered
    from desktop.screens.widgets.card import Card, EmptyState, heading, hint, label, rule
    from desktop.screens.widgets.chips import Chip, SideButton
    from desktop.screens.widgets.field import FormField
    from desktop.screens.widgets.flow import FlowLayout
    from desktop.screens.widgets.message import MessageBar
    from desktop.screens.widgets.page_stack import Pages
    from desktop.screens.widgets.password import PasswordEdit
    from desktop.screens.widgets.pill import Pill, paint_pill, pill_size
    from desktop.screens.widgets.search import SearchField

_HOMES = {
    "Button": "button", "PrimaryButton": "button", "Card": "card", "EmptyState": "card", "heading": "card", "hint": "card",
    "label": "card", "lettered": "button", "rule": "card", "Chip": "chips", "SideButton": "chips", "FormField": "field", "FlowLayout": "flow",
    "MessageBar": "message", "Pages": "page_stack", "PasswordEdit": "password", "Pill": "pill", "paint_pill": "pill", "pill_size": "pill",
    "SearchField": "search",
}  # fmt: skip

__all__ = [
    "Button", "Card", "Chip", "EmptyState", "FlowLayout", "FormField", "MessageBar", "Pages", "PasswordEdit", "Pill",
    "PrimaryButton", "SearchField", "SideButton", "heading", "hint", "label", "lettered", "paint_pill", "pill_size", "rule",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
