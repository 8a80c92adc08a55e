"""The windows of the program; the only place where Qt is imported."""
