"""An office opens without `asyncio`, and whoever wants that gets the real one."""

import subprocess
import sys

PROBE = """
import sys
import desktop.office.office
assert "sqlalchemy" in sys.modules
print(sorted({"asyncio", "ssl"} & set(sys.modules)))
import sqlalchemy.util.concurrency as concurrency
print(concurrency.asyncio.Lock.__module__)
import asyncio
print(asyncio.run(asyncio.sleep(0, "real")), asyncio is sys.modules["asyncio"])
"""


def test_opening_an_office_imports_no_asyncio():
    answer = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True, timeout=60)
    assert answer.stdout.splitlines() == ["[]", "asyncio.locks", "real True"]
