"""`aduan-distrik release …`: making and signing a release, and handing it out."""

import os
import sys
from argparse import Namespace
from collections.abc import Generator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from complaints.phrases import phrase
from sync.release import making, public_keys, signing_key
from sync.release.making import Words
from sync.release.release_file import SUFFIX
from sync.release.versions import is_version
from sync.server import releases
from sync.server.commands import Failed, _time, options, typed_password  # pyright: ignore[reportPrivateUsage]
from sync.server.entitlement import is_code
from sync.server.terminal import line

PASSWORD = "ADUAN_RILIS_PASSWORD"


@contextmanager
def _file_faults() -> Generator[None]:
    """Turns what a disk may say of a file into a sentence."""
    try:
        yield
    except (OSError, UnicodeDecodeError) as error:
        path, fault = getattr(error, "filename", None), getattr(error, "strerror", None)
        raise Failed(
            phrase(
                "Berkas {path} tidak dapat dibaca atau ditulis ({fault}). Rilis yang sudah ditawarkan tidak berubah.",
                path=str(path or ""),
                fault=str(fault or type(error).__name__),
            )
        ) from error


def keygen(arguments: Namespace) -> None:
    """Touches no database: the key is made, and stays, on a PC without a network."""
    password = _password(again=True)
    public = signing_key.make(arguments.file, password)
    sys.stderr.write(
        f"Kunci penanda tangan ada di {arguments.file}: simpan di luar server dan di luar jaringan, dengan salinan di tempat lain. "
        "Tanpa berkas itu dan kata sandinya tidak ada yang dapat menandatangani rilis. Tulis baris berikut ke "
        "resources/release-keys.txt sebelum program dibangun:\n"
    )
    sys.stdout.write(public.hex() + "\n")


@_file_faults()
def make(arguments: Namespace) -> None:
    if not is_version(arguments.version):
        raise Failed(
            phrase(
                "“{version}” bukan nomor versi. Tidak ada yang ditulis; tulislah seperti 1.1.0.",
                version=arguments.version,
            )
        )
    _refuse_existing(arguments.file)
    former = {version: making.built(folder) for version, folder in making.names_in(arguments.former).items()}
    notes = arguments.notes.read_text("utf-8-sig") if arguments.notes else ""
    words = Words(arguments.version, date.today().isoformat(), notes)  # noqa: DTZ011 - for people; nothing is decided by it
    manifest = making.make(making.built(arguments.program), former, words, arguments.file, _report_progress)
    size = arguments.file.stat().st_size
    sys.stderr.write("\n")
    sys.stdout.write(
        f"Rilis {manifest.version} untuk {manifest.system} ditulis ke {arguments.file}: {len(manifest.files)} berkas, {size:,} byte. "
        "Belum ditandatangani: bawa ke komputer yang menyimpan kuncinya, lalu jalankan 'aduan-distrik release sign'.\n"
    )


@_file_faults()
def sign(arguments: Namespace) -> None:
    """Needs no network and no district."""
    key = signing_key.read(arguments.key, _password())
    making.sign_file(arguments.file, key)
    releases.read(arguments.file, (bytes(key.verify_key),))
    sys.stdout.write(
        f"{arguments.file} ditandatangani dan dibaca ulang. Kunci publiknya: {bytes(key.verify_key).hex()}\n"
    )


@_file_faults()
def show(arguments: Namespace) -> None:
    manifest, sha256, size = releases.read(arguments.file, _keys(arguments))
    line(
        {
            "version": manifest.version, "system": manifest.system, "from": list(manifest.from_versions),
            "released_on": manifest.released_on, "files": len(manifest.files), "parts": len(manifest.parts),
            "installed_bytes": manifest.size, "bytes": size, "sha256": sha256, "notes": manifest.notes,
        }
    )  # fmt: skip


@_file_faults()
def add(arguments: Namespace) -> None:
    for unit in arguments.units:
        if not is_code(unit):
            raise Failed(
                phrase(
                    "“{unit}” bukan kode unit. Tidak ada yang ditawarkan; tulislah seperti 73.07.04.2009.", unit=unit
                )
            )
    manifest, sha256, size = releases.read(arguments.file, _keys(arguments))
    opened = options(arguments)
    district, shelf = opened.open(), opened.shelf()
    releases.keep(shelf, arguments.file, sha256, opened.local_files / "parts")
    district.database.write(lambda t: releases.put(t, manifest, sha256, size, arguments.units, district.now()))
    receivers = f"{len(set(arguments.units))} unit" if arguments.units else "semua unit"
    sys.stdout.write(
        f"Rilis {manifest.version} untuk {manifest.system} ditawarkan kepada {receivers} mulai sinkronisasi berikutnya. "
        "Lihat siapa yang belum memakainya dengan: aduan-distrik device list --behind\n"
    )


def show_all(arguments: Namespace) -> None:
    opened = options(arguments)
    shelf = opened.shelf()
    for release in opened.open().database.read(releases.all_of_them):
        line(
            {
                "version": release.version, "system": release.system, "from": release.former.split(), "for": release.units.split(),
                "bytes": release.size, "sha256": release.sha256, "added_at": _time(release.added_at),
                "withdrawn_at": _time(release.withdrawn_at), "here": shelf.has(release.sha256), "notes": release.notes,
            }
        )  # fmt: skip


def withdraw(arguments: Namespace) -> None:
    district = options(arguments).open()
    count = district.database.write(lambda t: releases.withdraw(t, arguments.version, district.now()))
    sys.stdout.write(
        f"Rilis {arguments.version} ({count} berkas) tidak ditawarkan lagi. Kantor yang sudah memasangnya tetap memakainya; "
        "rilis yang lebih baru menggantikannya.\n"
    )


def _keys(arguments: Namespace) -> tuple[bytes, ...]:
    if arguments.public_keys is not None:
        return public_keys.load(arguments.public_keys)
    keys = public_keys.load()
    if not keys:
        raise Failed(
            phrase(
                "Program ini dibuat tanpa kunci rilis. Tidak ada yang diubah; sebut berkas kunci publiknya dengan "
                "--public-keys, satu kunci per baris."
            )
        )
    return keys


def _password(*, again: bool = False) -> str:
    password = os.environ.get(PASSWORD)
    if password is not None:
        return password
    password = typed_password("Kata sandi kunci rilis: ", PASSWORD)
    if again and typed_password("Sekali lagi: ", PASSWORD) != password:
        raise Failed(phrase("Kedua kata sandi tidak sama. Belum ada kunci yang dibuat."))
    return password


def _refuse_existing(path: Path) -> None:
    if path.exists() or path.suffix != SUFFIX:
        raise Failed(
            phrase(
                "Berkas {path} sudah ada, atau namanya tidak berakhiran {suffix}. Tidak ada yang ditulis.",
                path=str(path),
                suffix=SUFFIX,
            )
        )


def _report_progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done}/{total} ")
