"""Imports an office's old register from Excel or CSV: guesses columns, reports bad rows, records no row twice."""
