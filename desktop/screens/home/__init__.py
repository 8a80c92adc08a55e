"""Home: what needs doing today, and the one button that does it."""
