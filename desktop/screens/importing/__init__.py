"""Impor: an old register from Excel, step by step: the file, its columns, a trial run, and what came of it."""
