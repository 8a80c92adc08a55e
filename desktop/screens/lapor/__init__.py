"""Penyerahan ke SP4N-LAPOR!: what is left to enter there, each field ready to paste, and a place for the number it got."""
