"""Small parts that screens are built of; each says what it is to screen readers and looks as theme.py says.

A part is only loaded when it is first used: log in must not wait for what it doesn't show.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop.widgets.button import Button, LinkButton, PrimaryButton, lettered
    from desktop.widgets.card import Card, EmptyState, heading, hint, label, rule, show_text
    from desktop.widgets.chips import Chip, SideButton
    from desktop.widgets.combo_box import ChoiceEdit
    from desktop.widgets.date_edit import DateEdit
    from desktop.widgets.field import FormField
    from desktop.widgets.flow import FlowLayout
    from desktop.widgets.keys import on_keys
    from desktop.widgets.message import MessageBar
    from desktop.widgets.naming import name_window, named, named_by_text
    from desktop.widgets.page_stack import Pages
    from desktop.widgets.password import PasswordEdit
    from desktop.widgets.pill import Pill, paint_pill, pill_size
    from desktop.widgets.row_model import RowModel
    from desktop.widgets.row_table import RowTable
    from desktop.widgets.scroll_area import ScrollArea
    from desktop.widgets.search import SearchField
    from desktop.widgets.task_row import TaskRow

_HOMES = {
    "Button": "button", "LinkButton": "button", "PrimaryButton": "button", "lettered": "button", "Card": "card", "EmptyState": "card",
    "heading": "card", "hint": "card", "label": "card", "rule": "card", "show_text": "card", "Chip": "chips", "SideButton": "chips",
    "ChoiceEdit": "combo_box", "DateEdit": "date_edit", "FormField": "field", "FlowLayout": "flow",
    "on_keys": "keys", "MessageBar": "message", "name_window": "naming", "named": "naming", "named_by_text": "naming",
    "Pages": "page_stack", "PasswordEdit": "password", "Pill": "pill", "paint_pill": "pill", "pill_size": "pill",
    "RowModel": "row_model", "RowTable": "row_table", "ScrollArea": "scroll_area", "SearchField": "search", "TaskRow": "task_row",
}  # fmt: skip

__all__ = [
    "Button", "Card", "Chip", "ChoiceEdit", "DateEdit", "EmptyState", "FlowLayout", "FormField", "LinkButton", "MessageBar", "Pages",
    "PasswordEdit", "Pill", "PrimaryButton", "RowModel", "RowTable", "ScrollArea", "SearchField", "SideButton", "TaskRow",
    "heading", "hint", "label", "lettered", "name_window", "named", "named_by_text", "on_keys", "paint_pill", "pill_size", "rule",
    "show_text",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
