"""The longest that the GUI thread answered to nothing: in a scripted session on 100,000 complaints, and while a register of 10,000 rows is tried out."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from desktop.office.founding import Setup, found_office
from tests.bench import seed
from tests.bench.figure import Figure
from tests.bench.screen import screen

ROWS = 10_000


def figures(*, small: bool) -> Iterator[Figure]:
    seeded = seed.copy_of(100_000)
    with screen() as environment, tempfile.TemporaryDirectory(dir=seed.place()) as place:
        blocks = measured(environment, seeded.folder, "work")
        register = register_of(Path(place) / "register.xlsx")
        office, _ = found_office(
            Path(place) / "office", Setup("73.07.05.2005", "Desa Saotanre", "Sinjai Tengah", seed.USER, seed.PASSWORD)
        )
        office.close()
        wizard = measured(environment | {"BUKU_ADUAN_BENCH_REGISTER": str(register)}, Path(place) / "office", "import")
        blocks |= {doing: block for doing, block in wizard.items() if doing.startswith("import:")}
    yield Figure.of("block: worst", max(waited for waited, _ in blocks.values()), "ms")
    yield Figure.of(
        "block: worst that the thread itself computed", max(computed for _, computed in blocks.values()), "ms"
    )
    for doing, (waited, computed) in sorted(blocks.items(), key=lambda one: -one[1][0]):
        yield Figure.of(f"block: {doing}", waited, "ms")
        yield Figure.of(f"block: {doing}, computed", computed, "ms")


def measured(environment: dict[str, str], folder: Path, script: str) -> dict[str, tuple[float, float]]:
    """The longest blocks of a session, by what was done meanwhile."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.bench.session", str(folder), script],
        env=environment,
        stdout=subprocess.PIPE,
        timeout=180,
        check=True,
    )
    return next(said["blocks"] for line in ran.stdout.splitlines() if "blocks" in (said := json.loads(line)))


def register_of(file: Path) -> Path:
    """Ten thousand rows over four sheets, with undated rows, forty unclear results and 500 rows that can't be read."""
    from xlsxwriter import Workbook

    book = Workbook(str(file), {"constant_memory": True})
    drafts = seed.complaint_drafts(ROWS, seed=9)
    for name in ("2022", "2023", "2024", "2025"):
        sheet = book.add_worksheet(name)
        for place, text in enumerate(
            ("No", "Tanggal", "Nama Pelapor", "Alamat", "No HP", "Isi Pengaduan", "Hasil", "Petugas")
        ):
            sheet.write_string(0, place, text)
        for at in range(1, ROWS // 4 + 1):
            draft = next(drafts)
            day = date(int(name), 1, 1) + timedelta(days=at * 364 // (ROWS // 4))
            written = "" if at % 50 == 0 else "entah" if at % 20 == 0 else f"{day:%d-%m-%Y}"
            result = f"nanti {at % 40}" if at % 10 == 0 else "selesai" if at % 3 else "proses"
            cells = (
                str(at),
                written,
                draft.complainant.name,
                "RT 02",
                "081234567890",
                f"{draft.body} {at}",
                result,
                "Siti",
            )
            for place, text in enumerate(cells):
                sheet.write_string(at, place, text)
    book.close()
    return file
