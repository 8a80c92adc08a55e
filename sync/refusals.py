"""What goes wrong between an office and its district, each as one sentence: what happened, what is safe, what to do next."""

from complaints.errors import NoNetwork, OfficeError, Refused
from complaints.phrases import Phrase, phrase


class Unreachable(NoNetwork):
    """No connection came about: no network, no such host, nobody listening."""

    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Kabupaten tidak dapat dihubungi: tidak ada jaringan, atau servernya sedang mati. Data aman di "
                "komputer ini dan akan dikirim pada percobaan berikutnya."
            )
        )


class Interrupted(NoNetwork):
    """A connection broke, or became silent, before the answer was whole."""

    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Sambungan terputus sebelum selesai. Yang sudah diterima kabupaten tetap tercatat; sisanya aman "
                "di komputer ini dan dilanjutkan pada percobaan berikutnya."
            )
        )


class Untrusted(NoNetwork):
    """The server could not prove by its certificate that it is the district's."""

    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Sertifikat server kabupaten tidak dapat dipercaya, jadi tidak ada yang dikirim. Data aman di "
                "komputer ini. Periksa tanggal dan jam komputer; bila sudah benar, hubungi admin kabupaten."
            )
        )


class ProxyFailed(NoNetwork):
    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Proxy jaringan kantor ini menolak atau tidak menjawab. Data aman di komputer ini. Periksa "
                "pengaturan proxy di sistem, lalu coba lagi."
            )
        )


class ProxyUnusable(NoNetwork):
    """The system names a proxy that isn't one for HTTP (SOCKS, say), or not an address at all."""

    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Pengaturan proxy di komputer ini tidak dapat dipakai: alamatnya keliru, atau bukan proxy HTTP (SOCKS tidak "
                "didukung). Data aman di komputer ini. Perbaiki pengaturan proxy di sistem, lalu coba lagi."
            )
        )


class NotTheDistrict(NoNetwork):
    """Somebody else answered: a hotspot's login page, a proxy's error, another program."""

    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Yang menjawab bukan server kabupaten, mungkin halaman masuk Wi-Fi. Data aman di komputer ini. "
                "Masuklah ke jaringan lewat peramban atau periksa alamatnya, lalu coba lagi."
            )
        )


class Later(NoNetwork):
    """The server asks to come back later (429, 503). `seconds` 0 when it doesn't say when."""

    def __init__(self, seconds: float, reason: Phrase | None = None) -> None:
        super().__init__(
            reason
            or phrase(
                "Server kabupaten sedang sibuk dan minta dicoba lagi nanti. Data aman di komputer ini dan akan "
                "dikirim sesudahnya."
            )
        )
        self.seconds = seconds


class QuotaReached(Later):
    """The district takes no more of this PC today (429 `quota`)."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            seconds,
            phrase(
                "Kiriman komputer ini hari ini sudah sebanyak yang diterima kabupaten dalam sehari. Data aman di "
                "komputer ini dan sisanya dikirim besok; bila mendesak, hubungi admin kabupaten."
            ),
        )


class Broken(NoNetwork):
    """The server failed by itself (5xx)."""

    def __init__(self, status: int) -> None:
        super().__init__(
            phrase(
                "Server kabupaten mengalami gangguan (kode {status}). Data aman di komputer ini dan akan dikirim "
                "pada percobaan berikutnya.",
                status=status,
            )
        )


class SyncCancelled(OfficeError):
    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Sinkronisasi dihentikan. Yang sudah diterima kabupaten tetap tercatat; sisanya aman di komputer ini."
            )
        )


class NotEnrolled(Refused):
    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Komputer ini belum terdaftar di kabupaten. Data aman di komputer ini dan tidak ada yang "
                "dikirim; mintalah kode pendaftaran dari kabupaten lalu daftarkan."
            )
        )


class DistrictRefused(Refused):
    """The district said no, and trying again would change nothing. `reason` is the protocol's word, `detail` what it tells besides."""

    def __init__(self, phrase: Phrase, reason: str, detail: str = "") -> None:
        super().__init__(phrase)
        self.reason = reason
        self.detail = detail


class TokenRefused(DistrictRefused):
    """The district doesn't know this PC (any more): 401."""

    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Kabupaten tidak lagi mengenali komputer ini: pendaftarannya dicabut atau servernya diganti. "
                "Data aman di komputer ini; mintalah kode pendaftaran baru dari kabupaten lalu daftarkan lagi."
            ),
            "token",
        )


class TooLarge(DistrictRefused):
    """413: what was sent at once is more than the server takes."""

    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Kiriman terlalu besar untuk server kabupaten. Data aman di komputer ini; hubungi admin "
                "kabupaten bila berulang."
            ),
            "too_large",
        )


class VersionRefused(DistrictRefused):
    """The district doesn't serve what this program speaks (any more): `served` is the range that it serves, as '2-3'."""

    def __init__(self, served: str) -> None:
        super().__init__(
            phrase(
                "Versi program ini tidak lagi dilayani kabupaten (yang dilayani: {served}). Data aman di komputer ini; "
                "perbarui program.",
                served=served[:20] or "?",
            ),
            "protocol",
        )


# What of a step the district takes no more of (PROTOCOL.md, 400 `limit`).
_LIMITS = {
    "event": phrase("seluruh isinya terlalu besar"),
    "text": phrase("teksnya terlalu panjang"),
    "line": phrase("salah satu isiannya terlalu panjang"),
    "identity": phrase("data pribadinya terlalu besar"),
    "saw": phrase("catatan urutannya tidak masuk akal"),
    "unit": phrase("unit tujuannya tidak dikenal kabupaten"),
    "recipients": phrase("pengaduannya sudah diteruskan ke terlalu banyak unit"),
    "complaint": phrase("langkah pengaduannya sudah terlalu banyak"),
}


def _beyond_limit(detail: str) -> DistrictRefused:
    """`detail` is the step's number on this PC, and which limit."""
    seq, _, fault = detail.partition(" ")
    return DistrictRefused(
        phrase(
            "Kabupaten tidak menerima langkah ke-{seq} komputer ini: {fault}. Langkah itu dan yang sesudahnya tetap "
            "aman di komputer ini; hubungi admin kabupaten, yang dapat melonggarkan batasnya.",
            seq=seq[:20],
            fault=_LIMITS.get(fault) or fault[:40],
        ),
        "limit",
    )


def exchange(status: int, reason: str, detail: str) -> DistrictRefused:
    """Why the district refused a round of sync."""
    match status, reason:
        case _, "protocol":
            return VersionRefused(detail)
        case 400, "limit":
            return _beyond_limit(detail)
        case 401, _:
            return TokenRefused()
        case 413, _:
            return TooLarge()
        case 422, "bundle":
            return DistrictRefused(
                phrase("Kabupaten menolak kiriman yang dititipkan ({reason}).", reason=detail[:20]), reason, detail[:20]
            )
        case 403, "unit":
            return DistrictRefused(
                phrase(
                    "Kabupaten menolak: kode wilayah kantor ini berbeda dari yang terdaftar. Data aman di komputer "
                    "ini; periksa kode wilayah, lalu daftarkan lagi dengan kode baru."
                ),
                reason,
            )
        case 403, _:
            return DistrictRefused(
                phrase(
                    "Kabupaten menolak komputer ini ({reason}). Data aman di komputer ini; hubungi admin kabupaten.",
                    reason=reason,
                ),
                reason,
            )
        case _:
            return DistrictRefused(
                phrase(
                    "Kabupaten tidak dapat membaca kiriman ini (kode {status}, {reason}). Data aman di komputer ini; "
                    "pasang versi terbaru, atau hubungi admin kabupaten.",
                    status=status,
                    reason=reason,
                ),
                reason,
            )


def enrolment(status: int, reason: str, detail: str) -> DistrictRefused:
    """Why the district refused an enrolment."""
    match reason:
        case "code":
            sentence = phrase(
                "Kode pendaftaran salah, sudah dipakai, atau kedaluwarsa. Tidak ada yang berubah; "
                "periksa kodenya, atau mintalah kode baru dari kabupaten."
            )
        case "unit":
            sentence = phrase(
                "Kode pendaftaran ini untuk unit {unit}, bukan kantor ini. Tidak ada yang berubah; "
                "mintalah kode yang benar.",
                unit=detail,
            )
        case "protocol":
            return VersionRefused(detail)
        case _:
            sentence = phrase(
                "Kabupaten menolak pendaftaran ini (kode {status}, {reason}). Tidak ada yang berubah; "
                "hubungi admin kabupaten.",
                status=status,
                reason=reason,
            )
    return DistrictRefused(sentence, reason)
