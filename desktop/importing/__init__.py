"""Brings an office's old register, kept in Excel or CSV, into the book: columns guessed, bad rows told, nothing twice."""
