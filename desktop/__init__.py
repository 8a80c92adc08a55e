"""The program on the office PC."""

__version__ = "1.0.0"
