"""Takes out of an attachment what it hides before it leaves the PC: where it was taken, with which device, by whom.

What people see or hear stays as it is. A module a family of formats; `cleaned` is the one door.
"""

from sync.cleaning.cleaner import NotCleanable, cleaned

__all__ = ["NotCleanable", "cleaned"]
