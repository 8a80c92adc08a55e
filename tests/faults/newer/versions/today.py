"""The version that stores of today have."""

from desktop.store.migrate import CURRENT

revision = CURRENT
down_revision = None


def upgrade() -> None:
    """Nothing to do."""
