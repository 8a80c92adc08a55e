"""A newer version's migrations run as the program's own do."""

from pathlib import Path
from runpy import run_path

from desktop.store.migrate import MIGRATIONS

run_path(str(Path(MIGRATIONS) / "env.py"))
