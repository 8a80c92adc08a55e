"""Settings: a list of sections, each of which says what it is for and confirms what was saved."""

from desktop.screens.settings.screen import SettingsScreen

__all__ = ["SettingsScreen"]
