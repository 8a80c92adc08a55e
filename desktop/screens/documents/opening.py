"""Opens a document in the preview; what that takes is loaded only then."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.documents.printable import Printable
    from desktop.lanes.operations import Operations


def show_paper(printable: Callable[[], Printable] | Printable, operations: Operations, parent: QWidget) -> None:
    """In front of the window that `parent` is in."""
    from desktop.screens.documents.preview import PreviewWindow

    PreviewWindow(printable() if callable(printable) else printable, operations, parent.window()).open()
