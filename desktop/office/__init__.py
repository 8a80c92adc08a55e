"""What an office does: recording, handling, sealing, erasing, the district, the stick, its figures."""

from desktop.store import lean_sqlalchemy  # noqa: F401 - before all else of SQLAlchemy
