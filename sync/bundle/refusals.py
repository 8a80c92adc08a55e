"""Why a bundle can't be written or read, each as one sentence: what happened, what is safe, what to do next."""

from collections.abc import Generator
from contextlib import contextmanager

from complaints.errors import OfficeError, Refused
from complaints.phrases import Phrase, phrase
from sync.disk.faults import DiskFault, disk_fault

_NEWER = phrase(
    "Berkas ini dibuat oleh versi Buku Aduan yang lebih baru. Tidak ada yang diubah; pasang versi "
    "terbaru, lalu baca lagi."
)


class BundleRefused(Refused):
    """Nothing of this file was taken in."""


class NotABundle(BundleRefused):
    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Ini bukan berkas kiriman Buku Aduan, atau awalnya rusak. Tidak ada yang diubah; pilih berkas "
                "berakhiran .aduan-usb."
            )
        )


class NewerBundle(BundleRefused):
    def __init__(self) -> None:
        super().__init__(_NEWER)


class Damaged(BundleRefused):
    """Truncated, altered, or badly copied: the signature or the encryption says so."""

    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Berkas ini rusak, terpotong, atau diubah orang di jalan. Tidak ada yang diubah; salin ulang "
                "dari flashdisk, atau minta dibuatkan lagi."
            )
        )


class NewerPart(NewerBundle, Damaged):
    """A whole bundle with something inside that this version doesn't know: to who only asks whether it can be read, as good as damaged."""

    def __init__(self) -> None:
        BundleRefused.__init__(self, _NEWER)


class OtherDirection(BundleRefused):
    def __init__(self, *, here_is_office: bool) -> None:
        super().__init__(
            phrase(
                "Ini berkas kiriman dari kantor ke kabupaten, bukan balasan kabupaten. Tidak ada yang diubah; "
                "pilih berkas yang dibuat kabupaten."
            )
            if here_is_office
            else phrase(
                "Ini berkas balasan untuk kantor, bukan kiriman dari kantor. Tidak ada yang diubah; pilih berkas "
                "yang dibuat kantor."
            )
        )


class OtherDistrict(BundleRefused):
    def __init__(self, code: str) -> None:
        super().__init__(
            phrase(
                "Berkas ini untuk kabupaten lain ({code}). Tidak ada yang diubah; pilih berkas yang benar.",
                code=safe_text(code),
            )
        )


class OtherUnit(BundleRefused):
    def __init__(self, code: str) -> None:
        super().__init__(
            phrase(
                "Berkas ini untuk kantor lain (unit {code}). Tidak ada yang diubah; pilih berkas untuk kantor ini.",
                code=safe_text(code),
            )
        )


class OtherReceiver(BundleRefused):
    """Sealed to keys that are not here."""

    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Berkas ini dikunci untuk komputer lain, jadi tidak dapat dibuka di sini. Tidak ada yang diubah; "
                "bacalah di komputer yang dituju, atau minta dibuatkan lagi."
            )
        )


class UnknownSender(BundleRefused):
    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Komputer pembuat berkas ini tidak terdaftar di kabupaten, atau pendaftarannya sudah dicabut. "
                "Tidak ada yang diubah; daftarkan lagi komputer itu dengan kode baru."
            )
        )


class Rejected(BundleRefused):
    """What is in it is against the protocol: `reason` is the protocol's word."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            phrase(
                "Isi berkas ini ditolak ({reason}). Tidak ada yang diubah; perbarui program di kantor pengirim, "
                "lalu buat lagi.",
                reason=safe_text(reason),
            )
        )


class NeverSynced(Refused):
    """Enrolled, but without the district's keys, which its first answer brings."""

    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Kunci kabupaten belum ada di komputer ini. Data aman dan tidak ada yang ditulis; sinkronkan "
                "satu kali lewat internet (hotspot ponsel cukup), atau pakai berkas undangan dari kabupaten. Sesudah itu "
                "flashdisk dapat dipakai."
            )
        )


class WouldOverwrite(Refused):
    def __init__(self, name: str) -> None:
        super().__init__(
            phrase(
                "“{name}” sudah ada dan bukan berkas kiriman Buku Aduan. Tidak ada yang ditulis; pilih nama lain.",
                name=name,
            )
        )


class StickFailed(OfficeError):
    """The stick, not the office's own disk."""


class BundleCancelled(OfficeError):
    def __init__(self) -> None:
        super().__init__(
            phrase("Dibatalkan. Data aman di komputer ini; berkas yang sama boleh dibuat atau dibaca lagi kapan saja.")
        )


@contextmanager
def stick_errors() -> Generator[None]:
    """Turns errors of the place where the bundle lies into sentences."""
    try:
        yield
    except OSError as error:
        raise StickFailed(_phrase(error)) from error


def _phrase(error: OSError) -> Phrase:
    match disk_fault(error):
        case DiskFault.FULL:
            return phrase(
                "Ruang di flashdisk tidak cukup. Data aman dan berkas tidak dibuat; kosongkan flashdisk atau pakai yang lain."
            )
        case DiskFault.TOO_LARGE:
            return phrase(
                "Berkas terlalu besar untuk flashdisk ini. Data aman dan berkas tidak dibuat; pakai flashdisk lain."
            )
        case DiskFault.LOCKED:
            return phrase(
                "Flashdisk atau folder itu tidak dapat dibuka atau terkunci tulis. Tidak ada yang diubah; buka kuncinya atau pilih tempat lain."
            )
        case DiskFault.MISSING:
            return phrase(
                "Berkas atau folder itu tidak ada. Tidak ada yang diubah; periksa apakah flashdisk terpasang, lalu pilih lagi."
            )
        case DiskFault.IN_USE:
            return phrase(
                "Berkas itu sedang dibuka program lain, misalnya antivirus. Tidak ada yang diubah; tunggu sebentar atau tutup program itu, lalu ulangi."
            )
        case DiskFault.AWAY:
            return phrase(
                "Flashdisk atau folder bersama itu tidak terhubung lagi. Data aman di komputer ini; pasang lagi flashdisk atau periksa jaringan, lalu ulangi."
            )
        case DiskFault.BAD_NAME:
            return phrase("Nama berkas itu memuat tanda yang dilarang. Tidak ada yang diubah; pilih nama lain.")
        case DiskFault.TOO_LONG:
            return phrase(
                "Nama berkas atau jalur foldernya terlalu panjang. Tidak ada yang diubah; pendekkan namanya, atau pilih folder lain."
            )
        case DiskFault.BLOCKED:
            return phrase(
                "Antivirus menahan berkas itu. Tidak ada yang diubah; minta pengelola komputer mengizinkan Buku Aduan, lalu ulangi."
            )
        case DiskFault.FAILED | None:
            return phrase(
                "Flashdisk gagal dibaca atau ditulis. Data aman di komputer ini; pasang ulang flashdisk, atau pakai yang lain."
            )


def safe_text(text: str) -> str:
    """Text of an unknown author, cut and cleaned so that it can stand in a sentence."""
    return "".join(sign for sign in text if sign.isalnum() or sign in ".-_ ")[:40] or "?"
