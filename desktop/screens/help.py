"""Help for the screen in front: F1 opens the guide at its page, Shift+F1 lays its keys over the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.wording import names

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.lanes.operations import Operations
    from desktop.office.office import Office
    from desktop.screens.guide_window import GuideWindow
    from desktop.screens.navigate import ScreenName
    from desktop.window.shortcuts import ShortcutOverlay


class Help:
    """Both are made when they are first asked for."""

    def __init__(self, operations: Operations, office: Office, workspace: QWidget) -> None:
        self._operations, self._office, self._workspace = operations, office, workspace
        self._at: ScreenName | None = None
        self.guide: GuideWindow | None = None
        self.overlay: ShortcutOverlay | None = None

    def show_guide(self, screen: ScreenName) -> None:
        from desktop.guide import page_of
        from desktop.screens.guide_window import GuideWindow

        if self.guide is None:
            self.guide = GuideWindow(self._operations, self._workspace)
        self.guide.go(page_of(screen))
        self.guide.show()
        self.guide.raise_()
        self.guide.activateWindow()

    def show_keys(self, keys: tuple[tuple[str, str], ...]) -> ShortcutOverlay:
        from desktop.window.shortcuts import ShortcutOverlay

        self.overlay = ShortcutOverlay(keys, self._workspace)
        self.fit()
        self.overlay.show()
        self.overlay.setFocus()
        return self.overlay

    def hide_keys(self) -> bool:
        """Whether they were there."""
        overlay, self.overlay = self.overlay, None
        if overlay is None:
            return False
        overlay.hide()
        overlay.deleteLater()
        return True

    def fit(self) -> None:
        """The workspace has another size."""
        if self.overlay is not None:
            self.overlay.setGeometry(self._workspace.rect())

    def hint_at(self, screen: ScreenName, show_hint: Callable[[str], None]) -> None:
        """At somebody's first visit to a screen the line at the bottom says how it is used."""
        from desktop.guide import first_visit

        self._at = screen
        text, office = names.first_visit(screen), self._office
        show_hint("")
        if text:
            self._operations.change(
                lambda: first_visit(office.engine, office.user.slot, screen),
                lambda is_first: show_hint(text) if is_first and self._at == screen else None,
            )
