"""Penyerahan ke SP4N-LAPOR!: what is left to enter there, each field ready to paste, and a place for the number it got."""

from desktop.screens.lapor.screen import LaporScreen

__all__ = ["LaporScreen"]
