"""The window of the program, and what any window needs, whatever it shows."""
