"""`aduan-distrik bundle read` and `bundle write`: the district's end of the USB stick."""

import json
import sys
from argparse import Namespace
from datetime import datetime
from pathlib import Path

from sync.bundle.envelope import SUFFIX
from sync.server import bundles
from sync.server.commands import Failed, options
from sync.server.entitlement import is_code
from sync.server.filing import Filing


def read(given: Namespace) -> None:
    filing = _filing(given)
    done = bundles.read(filing.district, filing, given.file)
    if given.json:
        _line(
            {
                "unit": done.unit,
                "letter": done.letter,
                "events": done.events,
                "files": done.files,
                "forked": done.forked,
            }
        )
        return
    sys.stdout.write(
        f"Kiriman {done.unit} (komputer {done.letter}) dibaca: {done.events} peristiwa dan {done.files} lampiran baru. "
        f"Buat balasannya dengan 'bundle write {done.unit} FILE'.\n"
    )
    if done.forked:
        sys.stdout.write(
            "Nomor peristiwa yang sama sudah dipakai komputer lain (disk disalin atau dipulihkan); "
            "balasannya memberi tahu kantor itu, dan isinya ikut kiriman berikutnya.\n"
        )


def write(given: Namespace) -> None:
    if not is_code(given.unit):
        raise Failed(f"“{given.unit}” bukan kode unit. Tulislah seperti 73.07.04.2009.")
    filing = _filing(given)
    file = _place(given.file, given.unit)
    done = bundles.write(filing.district, filing, given.unit, file)
    if given.json:
        _line(
            {
                "file": str(file),
                "pcs": done.pcs,
                "events": done.events,
                "files": done.files,
                "left": done.left,
                "bytes": file.stat().st_size,
            }
        )
        return
    sys.stdout.write(
        f"Balasan untuk {given.unit} ditulis ke {file} dan dibaca ulang: {done.events} peristiwa, {done.files} lampiran, "
        f"{done.pcs} komputer.\n"
    )
    if done.left:
        sys.stdout.write(f"{done.left} lampiran tidak muat dan ikut balasan berikutnya.\n")


def _filing(given: Namespace) -> Filing:
    known = options(given)
    return Filing(known.open(), known.shelf(), known.uploads())


def _place(path: Path, unit: str) -> Path:
    """In a folder, a name of its own."""
    if not path.is_dir():
        return path
    day = datetime.now().astimezone()
    number = 1
    while (file := path / f"balas-{unit}-{day:%Y%m%d}-{number}{SUFFIX}").exists():
        number += 1
    return file


def _line(fields: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(fields, ensure_ascii=False) + "\n")
