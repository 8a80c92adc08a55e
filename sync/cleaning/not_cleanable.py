"""The one refusal of all cleaners."""


class NotCleanable(Exception):
    """What this file hides can't be taken out of it: its format is unknown, it is damaged, closed, signed or holds other files."""
