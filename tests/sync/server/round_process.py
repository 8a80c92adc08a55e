"""The daily round as a process of its own at a given moment, for tests that kill it: DATA DATABASE SECONDS."""

import sys
from pathlib import Path

from sync.server import daily_round
from sync.server.district import District
from sync.server.options import ServerOptions
from sync.server.own_device import OwnDevices

if __name__ == "__main__":
    folder, database, seconds = sys.argv[1:]
    options = ServerOptions(Path(folder), database)
    opened = options.open()
    district = District(opened.database, opened.keys, lambda: float(seconds))
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    sys.stdout.write(f"{daily_round.run(district, OwnDevices()).written}\n")
