"""`aduan-distrik bundle read` and `bundle write`: the district's end of the USB stick."""

import json
import sys
from argparse import Namespace
from datetime import date
from pathlib import Path

from complaints.errors import OfficeError
from complaints.phrases import phrase
from sync.bundle.envelope import SUFFIX
from sync.server import bundles, double_click
from sync.server.commands import Failed, options
from sync.server.entitlement import is_code
from sync.server.filing import Filing


def exchange(arguments: Namespace) -> None:
    """What a double click does: an office's bundle is read, and the answer put beside it."""
    try:
        filing = _filing(arguments)
        counts = bundles.read(filing.district, filing, arguments.file)
        _tell_read(counts)
        answer = {"unit": counts.unit, "file": arguments.file.absolute().parent, "json": False}
        write(Namespace(**(vars(arguments) | answer)))
        sys.stdout.write("Bawa flashdisk ini kembali ke kantor itu, dan buka balasannya di sana.\n")
    except OfficeError as error:
        if not arguments.wait:
            raise
        sys.stderr.write(f"aduan-distrik: {error.sentence}\n")
        _wait()
        raise SystemExit(error.exit_code) from error
    if arguments.wait:
        _wait()


def _wait() -> None:
    """A console that a double click opened would be gone before anybody has read it."""
    sys.stdout.write("Tekan Enter untuk menutup.\n")
    sys.stdout.flush()
    sys.stdin.readline()


def register(arguments: Namespace) -> None:
    server_options = options(arguments)
    try:
        if arguments.remove:
            double_click.unregister()
            sys.stdout.write("Klik dua kali pada kiriman tidak lagi membacanya. Data distrik tidak berubah.\n")
            return
        double_click.register(server_options)
    except OSError as error:
        raise Failed(
            phrase(
                "Klik dua kali tidak dapat diatur di akun ini ({fault}). Data distrik tidak berubah; bacalah kiriman dengan "
                "'bundle exchange FILE'.",
                fault=str(error.strerror or type(error).__name__),
            )
        ) from error
    sys.stdout.write(
        f"Klik dua kali pada berkas {SUFFIX} kini membacanya untuk {server_options.data.absolute()} dan menulis balasannya di sampingnya.\n"
    )


def read(arguments: Namespace) -> None:
    filing = _filing(arguments)
    counts = bundles.read(filing.district, filing, arguments.file)
    if arguments.json:
        line(
            {
                "unit": counts.unit,
                "letter": counts.letter,
                "events": counts.events,
                "files": counts.files,
                "forked": counts.forked,
            }
        )
        return
    _tell_read(counts)
    sys.stdout.write(f"Buat balasannya dengan 'bundle write {counts.unit} FILE'.\n")


def _tell_read(counts: bundles.ReadBundle) -> None:
    sys.stdout.write(
        f"Kiriman {counts.unit} (komputer {counts.letter}) dibaca: {counts.events} peristiwa dan {counts.files} lampiran baru.\n"
    )
    if counts.forked:
        sys.stdout.write(
            "Nomor peristiwa yang sama sudah dipakai komputer lain (disk disalin atau dipulihkan); "
            "balasannya memberi tahu kantor itu, dan isinya ikut kiriman berikutnya.\n"
        )


def write(arguments: Namespace) -> None:
    if not is_code(arguments.unit):
        raise Failed(phrase("“{unit}” bukan kode unit. Tulislah seperti 73.07.04.2009.", unit=arguments.unit))
    filing = _filing(arguments)
    file = _place(arguments.file, arguments.unit, filing.district.today())
    counts = bundles.write(filing.district, filing, arguments.unit, file)
    if arguments.json:
        line(
            {
                "file": str(file),
                "pcs": counts.pcs,
                "events": counts.events,
                "files": counts.files,
                "left": counts.postponed,
                "bytes": file.stat().st_size,
                **({"releases": list(counts.releases)} if counts.releases else {}),
                **({"withheld": counts.withheld, "below": list(counts.below)} if counts.below else {}),
            }
        )
        return
    sys.stdout.write(
        f"Balasan untuk {arguments.unit} ditulis ke {file} dan dibaca ulang: {counts.events} peristiwa, {counts.files} lampiran, "
        f"{counts.pcs} komputer.\n"
    )
    if counts.releases:
        sys.stdout.write(f"Di dalamnya ada versi baru program: {', '.join(counts.releases)}.\n")
    if counts.postponed:
        sys.stdout.write(f"{counts.postponed} lampiran tidak muat dan ikut balasan berikutnya.\n")
    if counts.withheld:
        sys.stdout.write(
            f"{counts.withheld} lampiran menunggu: program komputer {', '.join(counts.below)} di bawah versi minimum yang "
            "diminta distrik. Perbarui programnya, atau cabut komputer yang tidak dipakai lagi.\n"
        )


def _filing(arguments: Namespace) -> Filing:
    server_options = options(arguments)
    return Filing(server_options.open(), server_options.shelf(), server_options.uploads())


def _place(path: Path, unit: str, day: date) -> Path:
    """In a folder, a name of its own, with the district's day."""
    if not path.is_dir():
        return path
    number = 1
    while (file := path / f"balas-{unit}-{day:%Y%m%d}-{number}{SUFFIX}").exists():
        number += 1
    return file


def line(fields: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(fields, ensure_ascii=False) + "\n")
