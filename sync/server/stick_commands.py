"""`aduan-distrik bundle …`: the district's end of the USB stick."""

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from complaints.errors import OfficeError
from complaints.phrases import phrase
from sync.address import normal_address
from sync.bundle import bundle_file
from sync.bundle.envelope import SUFFIX
from sync.bundle.refusals import BundleRefused, NotABundle, OtherDirection
from sync.disk.entries import entries
from sync.server import bundles, double_click, keys, stick_invitations
from sync.server.commands import Failed, options
from sync.server.entitlement import is_code
from sync.server.filing import Filing


def exchange(arguments: Namespace) -> None:
    """What a double click does: an office's bundle is read, or every one in a folder, and the answers put beside them."""
    try:
        filing = _filing(arguments)
        units, refused = _read_all(filing, arguments.file, _tell_read)
        folder = arguments.file.absolute() if arguments.file.is_dir() else arguments.file.absolute().parent
        for unit in units:
            write(Namespace(**(vars(arguments) | {"unit": unit, "file": folder, "json": False})))
        if units:
            sys.stdout.write("Bawa flashdisk ini kembali ke kantor itu, dan buka balasannya di sana.\n")
        _tell_refused(units, refused)
    except OfficeError as error:
        if not arguments.wait:
            raise
        sys.stderr.write(f"aduan-distrik: {error.sentence}\n")
        _wait()
        raise SystemExit(error.exit_code) from error
    if arguments.wait:
        _wait()


def _read_all(filing: Filing, place: Path, tell: Callable[[bundles.ReadBundle], None]) -> tuple[list[str], list[str]]:
    """Reads a bundle, or all that lie in a folder and are for a district: the units that they are of, and in a folder why which were refused.

    Raises OfficeError for the one, and for a folder without any.
    """
    if not place.is_dir():
        counts = bundles.read(filing.district, filing, place)
        tell(counts)
        return [counts.unit], []
    units: dict[str, None] = {}
    refused: list[str] = []
    for file in sorted(Path(one.path) for one in entries(place) if one.name.lower().endswith(SUFFIX)):
        try:
            counts = bundles.read(filing.district, filing, file)
        except (OtherDirection, NotABundle):
            continue  # an answer, an invitation, something else that lies there
        except BundleRefused as error:
            refused.append(f"{file.name}: {error.sentence}")
            continue
        tell(counts)
        units[counts.unit] = None
    if not units and not refused:
        raise NothingToRead
    return list(units), refused


def _tell_refused(units: Sequence[str], refused: Sequence[str]) -> None:
    if refused:
        raise SomeRefused(refused, len(units))


class SomeRefused(Failed):
    def __init__(self, refused: Sequence[str], read: int) -> None:
        super().__init__(
            phrase(
                "Kiriman {count} kantor dibaca, {refused} ditolak: {sentences}",
                count=read, refused=len(refused), sentences=" | ".join(refused),
            )
        )  # fmt: skip


class NothingToRead(Failed):
    def __init__(self) -> None:
        super().__init__(
            phrase("Tidak ada kiriman kantor di folder itu. Tidak ada yang diubah; pilih folder flashdisknya.")
        )


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
    units, refused = _read_all(_filing(arguments), arguments.file, _read_line if arguments.json else _tell_read)
    if not arguments.json:
        for unit in units:
            sys.stdout.write(f"Buat balasannya dengan 'bundle write {unit} FILE'.\n")
    _tell_refused(units, refused)


def _read_line(counts: bundles.ReadBundle) -> None:
    line(
        {
            "unit": counts.unit,
            "letter": counts.letter,
            "events": counts.events,
            "files": counts.files,
            "forked": counts.forked,
        }
    )


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


def invite(arguments: Namespace) -> None:
    """Writes an invitation for one PC; its code stands last on the line, and is told apart from the file."""
    if not is_code(arguments.unit):
        raise Failed(phrase("“{unit}” bukan kode unit. Tulislah seperti 73.07.04.2009.", unit=arguments.unit))
    address = normal_address(arguments.address) if arguments.address else ""
    district = options(arguments).open()
    file = _place(arguments.file, arguments.unit, district.today(), "undangan")
    invitation, code = district.invite(arguments.unit, address)
    try:
        bundle_file.place_invitation(file, invitation, district.keys.signing)
    except OfficeError:
        district.database.write(lambda t: stick_invitations.void(t, invitation.id))
        raise
    if arguments.json:
        line(
            {
                "file": str(file),
                "unit": invitation.unit,
                "id": invitation.id,
                "until": _day(invitation.until_ms),
                "code": code,
            }
        )
        return
    sys.stdout.write(
        f"Undangan untuk satu komputer {arguments.unit} ditulis ke {file}, berlaku sampai {_day(invitation.until_ms)}. Sampaikan kodenya "
        f"lewat jalan lain, bukan bersama flashdisknya: {code}\n"
    )


def invitations(arguments: Namespace) -> None:
    district = options(arguments).open()
    for one in district.database.read(lambda t: stick_invitations.open_ones(t, district.now())):
        line(
            {
                "id": one.id,
                "unit": one.unit,
                "made": _day(one.created_at),
                "until": _day(one.expires_at),
                "wrong_codes": one.tries,
            }
        )


def uninvite(arguments: Namespace) -> None:
    district = options(arguments).open()
    district.database.write(lambda t: stick_invitations.void(t, arguments.id))
    sys.stdout.write("Undangan itu batal; berkas dan kodenya tidak memberi tempat kepada siapa pun.\n")


def new_keys(arguments: Namespace) -> None:
    server_options = options(arguments)
    server_options.open().database.engine.dispose()
    keys.renew_sticks(server_options.keys_file)
    server_options.open()
    sys.stdout.write(
        "Kunci flashdisk distrik diganti; jalankan ulang server. Kantor dengan jaringan menerimanya pada sinkronisasi berikutnya; tiap "
        "komputer tanpa jaringan perlu undangan baru ('bundle invite'). Kiriman yang masih di jalan tetap dapat dibaca. Cadangkan lagi "
        f"{server_options.keys_file}.\n"
    )


def _filing(arguments: Namespace) -> Filing:
    server_options = options(arguments)
    return Filing(server_options.open(), server_options.shelf(), server_options.uploads())


def _place(path: Path, unit: str, day: date, word: str = "balas") -> Path:
    """In a folder, a name of its own, with the district's day."""
    if not path.is_dir():
        return path
    number = 1
    while (file := path / f"{word}-{unit}-{day:%Y%m%d}-{number}{SUFFIX}").exists():
        number += 1
    return file


def _day(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).date().isoformat()


def line(fields: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(fields, ensure_ascii=False) + "\n")
