"""Laporan & cetak: what leaves the book as files and paper, and what comes into it from Excel. A card is a file."""
