"""A register of 5,000 complaints as PDF, its memory and that of 20,000 beside that of 1,000, and a receipt.

Each register in a process of its own, which has read all of them once: the store's cache, which has its bound, is full by then.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from desktop.office.founding import Setup, found_office
from tests.bench import seed
from tests.bench.figure import Figure

FEW, MANY, LONG = 1_000, 5_000, 20_000
RECEIPTS = 20
# Prints seconds, user CPU seconds, how much memory grew at its peak in MB, pages, and bytes of the file.
REGISTER = """
import json, resource, sys, threading, time
from datetime import date
from pathlib import Path
from desktop.documents.document import Order
from desktop.documents.pdf_pages import PdfPages
from desktop.documents.register import of_period
from desktop.office.office import Office
from desktop.store.listing import Query
from desktop.store.vault import Vault
folder, user, password = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
office = Office(folder, Vault(folder).unlock(user, password), user)
def pss():
    for line in open("/proc/self/smaps_rollup"):
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
for _ in office.register(Query(), with_identity=False):
    pass
before = peak = pss()
ended = threading.Event()
def watch():
    global peak
    while not ended.wait(0.05):
        peak = max(peak, pss())
watching = threading.Thread(target=watch)
watching.start()
cpu, started = resource.getrusage(resource.RUSAGE_SELF).ru_utime, time.perf_counter()
made = of_period(office, date(1990, 1, 1), date(2100, 1, 1), Order(), lambda part, whole: True)
seconds = time.perf_counter() - started
ended.set()
watching.join()
print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_utime - cpu, peak - before, len(PdfPages(made.pdf)), len(made.pdf)]))
"""


def figures(*, small: bool) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(dir=seed.place()) as place:
        few, many = (_register(Path(place) / f"office-{count}", count) for count in (FEW, MANY))
        yield Figure.of(f"documents: register of {MANY:,} ({many[3]:.0f} pages)", many[0], "s")
        yield Figure.of("documents: the same, CPU of this process", many[1], "s")
        yield _memory(MANY, many, few)
        if not small:
            yield _memory(LONG, _register(Path(place) / f"office-{LONG}", LONG), few)
        yield Figure.of("documents: a receipt", _receipt(Path(place) / f"office-{FEW}"), "ms")


def _memory(count: int, ran: list[float], few: list[float]) -> Figure:
    name = f"documents: memory that a register of {count:,} takes (PSS), its file of {ran[4] / 1e6:.1f} MB with it"
    return Figure.of(name, ran[2], "MB", few[2], f"a register of {FEW:,}, with its file of {few[4] / 1e6:.1f} MB")


def _register(folder: Path, count: int) -> list[float]:
    office, _ = found_office(folder, Setup("73.07.05.2005", "Desa Saotanre", "Sinjai Tengah", seed.USER, seed.PASSWORD))
    for _ in office.record_many(seed.complaint_drafts(count, seed=4)):
        pass
    office.close()
    ran = subprocess.run(
        [sys.executable, "-c", REGISTER, str(folder), seed.USER, seed.PASSWORD],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[2])}, capture_output=True, check=False,
    )  # fmt: skip
    if ran.returncode != 0:
        raise RuntimeError(ran.stderr.decode(errors="replace"))
    return json.loads(ran.stdout)


def _receipt(folder: Path) -> float:
    """The median, once the engine is loaded."""
    from desktop.documents import receipt
    from desktop.documents.document import Order
    from desktop.office.office import Office
    from desktop.store.listing import Query
    from desktop.store.vault import Vault

    office = Office(folder, Vault(folder).unlock(seed.USER, seed.PASSWORD), seed.USER)
    times: list[float] = []
    for row in office.page(Query(), limit=RECEIPTS):
        started = time.perf_counter()
        receipt.receipt(office, row.id, Order())
        times.append((time.perf_counter() - started) * 1000)
    office.close()
    return sorted(times)[len(times) // 2]
