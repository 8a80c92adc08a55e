"""The head's desk."""
