"""Recording a complaint: one screen from the first field to the receipt."""

from desktop.screens.record.screen import RecordScreen

__all__ = ["RecordScreen"]
