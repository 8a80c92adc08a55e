"""Which sealed identities of a push their keys open, and whether every version can read what is inside: each is opened once."""

from complaints import identity


class OpenedIdentities:
    """For one push: a recording is looked at when it is checked, and again when its key is kept."""

    def __init__(self) -> None:
        self._agreed: dict[tuple[bytes, bytes], bool | None] = {}

    def is_agreed(self, sealed: bytes, key: bytes) -> bool | None:
        """As `identity.is_agreed`."""
        name = (sealed, key)
        if name not in self._agreed:
            self._agreed[name] = identity.is_agreed(sealed, key)
        return self._agreed[name]
