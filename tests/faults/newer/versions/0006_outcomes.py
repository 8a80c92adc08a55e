"""The version that stores of today have."""

revision = "0006"
down_revision = None


def upgrade() -> None:
    """Nothing to do."""
