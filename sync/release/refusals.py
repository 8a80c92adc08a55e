"""Why a release is not taken: each a sentence that says what is safe and what to do."""

from complaints.errors import OfficeError
from complaints.phrases import Phrase, phrase


class ReleaseRefused(OfficeError):
    """Nothing was changed."""


class NoKeys(ReleaseRefused):
    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Program ini dibuat tanpa kunci rilis, jadi tidak ada rilis yang dapat dipercayainya. Tidak ada yang "
                "diubah. Mintalah pemasang resmi dari kabupaten."
            )
        )


class UnreadableRelease(ReleaseRefused):
    def __init__(self, name: str) -> None:
        super().__init__(
            phrase(
                "Berkas {name} tidak ada atau tidak dapat dibaca. Tidak ada yang diubah. Periksa letaknya; bila di "
                "flashdisk, pasang lagi flashdisknya.",
                name=name,
            )
        )


class NotARelease(ReleaseRefused):
    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Berkas ini bukan rilis Buku Aduan. Tidak ada yang diubah. Pilih berkas yang namanya berakhiran "
                ".aduan-rilis."
            )
        )


class NewerFormat(ReleaseRefused):
    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Berkas rilis ini dibuat dengan cara yang belum dikenal versi ini. Tidak ada yang diubah. Mintalah "
                "pemasang lengkap dari kabupaten."
            )
        )


class OtherSigner(ReleaseRefused):
    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Tanda tangan rilis ini tidak cocok: berkasnya rusak, diubah, atau bukan dari penerbit program ini. "
                "Tidak ada yang diubah. Salin ulang berkasnya dari kabupaten; bila tetap begini, jangan dipakai dan "
                "beri tahu kabupaten."
            )
        )


class DamagedRelease(ReleaseRefused):
    """`fault` says what doesn't fit; for the log and for tests, not for the user."""

    def __init__(self, fault: str) -> None:
        self.fault = fault
        super().__init__(
            phrase(
                "Berkas rilis ini terpotong atau rusak. Tidak ada yang diubah; versi yang sekarang tetap dipakai. Salin "
                "ulang berkasnya dari kabupaten."
            )
        )


class NotNewer(ReleaseRefused):
    def __init__(self, version: str, current: str) -> None:
        super().__init__(
            phrase(
                "Rilis ini versi {version}, sedangkan di komputer ini sudah versi {current}. Versi lama tidak dipasang. "
                "Tidak ada yang diubah.",
                version=version,
                current=current,
            )
        )


class OtherSystem(ReleaseRefused):
    def __init__(self, system: str) -> None:
        super().__init__(
            phrase(
                "Rilis ini untuk sistem lain ({system}). Tidak ada yang diubah. Mintalah rilis untuk komputer ini.",
                system=system,
            )
        )


class OtherBase(ReleaseRefused):
    """The release builds on files that are not here."""

    def __init__(self, current: str, bases: Phrase | str) -> None:
        super().__init__(
            phrase(
                "Rilis ini hanya berisi perubahan sejak versi {bases}; program di komputer ini (versi {current}) lain "
                "atau berkasnya berubah. Tidak ada yang diubah. Mintalah rilis lengkap dari kabupaten.",
                bases=bases,
                current=current,
            )
        )
