"""`buku-aduan import` of ten thousand rows, as a process of its own, start and key derivation included; also of finished ones."""

import csv
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

ROWS = 10_000


def figures(*, small: bool) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(dir=seed.place()) as place:
        for name, outcome in (("", False), (" with their outcome", True)):
            file = _register(Path(place) / f"register-{outcome}.csv", outcome=outcome)
            best = max(ROWS / _seconds(Path(place) / f"office-{outcome}-{turn}", file) for turn in range(3))
            yield Figure.of(f"import: {ROWS:,} rows{name}, whole command", best, "complaints/s")


def _register(file: Path, *, outcome: bool) -> Path:
    """As an office kept it; with `outcome` every complaint has three more steps."""
    head = ["Tanggal", "Nama", "Alamat", "Dusun", "Isi aduan", "Kanal"]
    with file.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow([*head, "Status", "Hasil", "Tanggal selesai"] if outcome else head)
        for draft in seed.complaint_drafts(ROWS, seed=9):
            row = [draft.received_on, draft.complainant.name, "RT 02", draft.location.dusun, draft.body, "surat"]
            writer.writerow([*row, "Selesai", "Sudah ditangani bersama warga", draft.received_on] if outcome else row)
    return file


def _seconds(folder: Path, file: Path) -> float:
    office, _ = found_office(folder, Setup("73.07.05.2005", "Desa Saotanre", "Sinjai Tengah", seed.USER, seed.PASSWORD))
    office.close()
    started = time.perf_counter()
    ran = subprocess.run(
        [sys.executable, "-m", "desktop", "--data", str(folder), "import", str(file)],
        env=os.environ | {"BUKU_ADUAN_PASSWORD": seed.PASSWORD, "BUKU_ADUAN_USER": seed.USER},
        capture_output=True,
        check=False,
    )
    if ran.returncode != 0:
        raise RuntimeError(ran.stderr.decode(errors="replace"))
    return time.perf_counter() - started
