"""Home: what needs doing today, and the one button that does it."""

from desktop.screens.home.screen import HomeScreen

__all__ = ["HomeScreen"]
