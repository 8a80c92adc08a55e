"""The first version: stores are born with it (desktop.store.migrate.create)."""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Nothing to do: no store is older."""
