"""`buku-aduan import` of ten thousand rows, as a process of its own, start and key derivation included."""

import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from desktop.founding import Setup, found
from tests.bench import seed
from tests.bench.figure import Figure

ROWS = 10_000


def figures(*, small: bool) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(dir=seed.place()) as place:
        file = Path(place) / "register.csv"
        with file.open("w", newline="", encoding="utf-8") as out:
            writer = csv.writer(out)
            writer.writerow(["Tanggal", "Nama", "Alamat", "Dusun", "Isi aduan", "Kanal"])
            for draft in seed.complaint_drafts(ROWS, seed=9):
                writer.writerow(
                    [draft.received_on, draft.complainant.name, "RT 02", draft.location.dusun, draft.body, "surat"]
                )
        best = 0.0
        for turn in range(3):
            folder = Path(place) / f"office-{turn}"
            office, _ = found(
                folder, Setup("73.07.05.2005", "Desa Saotanre", "Sinjai Tengah", seed.USER, seed.PASSWORD)
            )
            office.close()
            started = time.perf_counter()
            ran = subprocess.run(
                [sys.executable, "-m", "desktop", "--data", str(folder), "import", str(file)],
                env=os.environ | {"BUKU_ADUAN_PASSWORD": seed.PASSWORD, "BUKU_ADUAN_USER": seed.USER},
                capture_output=True,
                check=False,
            )
            seconds = time.perf_counter() - started
            if ran.returncode != 0:
                raise RuntimeError(ran.stderr.decode(errors="replace"))
            best = max(best, ROWS / seconds)
        yield Figure.of(f"import: {ROWS:,} rows, whole command", best, "complaints/s")
