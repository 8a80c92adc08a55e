"""Laporan & cetak: what leaves the book as files and paper, and what comes into it from Excel. A card is a file."""

from desktop.screens.reports.screen import ReportsScreen

__all__ = ["ReportsScreen"]
