"""Settings: a list of sections, each of which says what it is for and confirms what was saved."""
