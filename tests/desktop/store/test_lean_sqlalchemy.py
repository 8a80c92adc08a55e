"""An office opens without what SQLAlchemy imports for others, and whoever wants that gets the real one."""

import subprocess
import sys

PROBE = """
import sys
import desktop.office.office
assert "sqlalchemy" in sys.modules
print(sorted({"asyncio", "ssl", "importlib.metadata", "email", "sysconfig", "sqlite3"} & set(sys.modules)))
import sqlalchemy.util.concurrency as concurrency
print(concurrency.asyncio.Lock.__module__)
import asyncio
print(asyncio.run(asyncio.sleep(0, "real")), asyncio is sys.modules["asyncio"])
import importlib
from importlib import metadata
print(metadata.version("msgspec") == importlib.metadata.version("msgspec"))
import sysconfig
print(sysconfig.get_config_var("Py_GIL_DISABLED") in (0, None), sysconfig.get_paths()["stdlib"] != "")
"""


def test_opening_an_office_imports_nothing_that_is_for_others():
    answer = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True, timeout=60)
    assert answer.stdout.splitlines() == ["[]", "asyncio.locks", "real True", "True", "True True"]
