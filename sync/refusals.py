"""What goes wrong between an office and its district, each as one sentence: what happened, what is safe, what to do next."""

from complaints.errors import NoNetwork, OfficeError, Refused


class Unreachable(NoNetwork):
    """No connection came about: no network, no such host, nobody listening."""

    def __init__(self) -> None:
        super().__init__(
            "Kabupaten tidak dapat dihubungi: tidak ada jaringan, atau servernya sedang mati. "
            "Data aman di komputer ini dan akan dikirim pada percobaan berikutnya."
        )


class Interrupted(NoNetwork):
    """A connection broke, or became silent, before the answer was whole."""

    def __init__(self) -> None:
        super().__init__(
            "Sambungan terputus sebelum selesai. Yang sudah diterima kabupaten tetap tercatat; "
            "sisanya aman di komputer ini dan dilanjutkan pada percobaan berikutnya."
        )


class Untrusted(NoNetwork):
    """The server could not prove by its certificate that it is the district's."""

    def __init__(self) -> None:
        super().__init__(
            "Sertifikat server kabupaten tidak dapat dipercaya, jadi tidak ada yang dikirim. Data aman di komputer ini. "
            "Periksa tanggal dan jam komputer; bila sudah benar, hubungi admin kabupaten."
        )


class ProxyFailed(NoNetwork):
    def __init__(self) -> None:
        super().__init__(
            "Proxy jaringan kantor ini menolak atau tidak menjawab. Data aman di komputer ini. "
            "Periksa pengaturan proxy di sistem, lalu coba lagi."
        )


class NotTheDistrict(NoNetwork):
    """Somebody else answered: a hotspot's login page, a proxy's error, another program."""

    def __init__(self) -> None:
        super().__init__(
            "Yang menjawab bukan server kabupaten, mungkin halaman masuk Wi-Fi. Data aman di komputer ini. "
            "Masuklah ke jaringan lewat peramban atau periksa alamatnya, lalu coba lagi."
        )


class Later(NoNetwork):
    """The server asks to come back later (429, 503). `seconds` 0 when it doesn't say when."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            "Server kabupaten sedang sibuk dan minta dicoba lagi nanti. Data aman di komputer ini dan akan dikirim sesudahnya."
        )
        self.seconds = seconds


class Broken(NoNetwork):
    """The server failed by itself (5xx)."""

    def __init__(self, status: int) -> None:
        super().__init__(
            f"Server kabupaten mengalami gangguan (kode {status}). Data aman di komputer ini dan akan dikirim pada percobaan berikutnya."
        )


class Cancelled(OfficeError):
    def __init__(self) -> None:
        super().__init__(
            "Sinkronisasi dihentikan. Yang sudah diterima kabupaten tetap tercatat; sisanya aman di komputer ini."
        )


class NotEnrolled(Refused):
    def __init__(self) -> None:
        super().__init__(
            "Komputer ini belum terdaftar di kabupaten. Data aman di komputer ini dan tidak ada yang dikirim; "
            "mintalah kode pendaftaran dari kabupaten lalu daftarkan."
        )


class DistrictRefused(Refused):
    """The district said no, and trying again would change nothing. `reason` is the protocol's word."""

    def __init__(self, sentence: str, reason: str) -> None:
        super().__init__(sentence)
        self.reason = reason


class TokenRefused(DistrictRefused):
    """The district doesn't know this PC (any more): 401."""

    def __init__(self) -> None:
        super().__init__(
            "Kabupaten tidak lagi mengenali komputer ini: pendaftarannya dicabut atau servernya diganti. "
            "Data aman di komputer ini; mintalah kode pendaftaran baru dari kabupaten lalu daftarkan lagi.",
            "token",
        )


class TooLarge(DistrictRefused):
    """413: what was sent at once is more than the server takes."""

    def __init__(self) -> None:
        super().__init__(
            "Kiriman terlalu besar untuk server kabupaten. Data aman di komputer ini; hubungi admin kabupaten bila berulang.",
            "too_large",
        )


def exchange(status: int, reason: str, _detail: str) -> DistrictRefused:
    """Why the district refused a round of sync."""
    match status, reason:
        case 401, _:
            return TokenRefused()
        case 413, _:
            return TooLarge()
        case 403, "unit":
            return DistrictRefused(
                "Kabupaten menolak: kode wilayah kantor ini berbeda dari yang terdaftar. Data aman di komputer ini; "
                "periksa kode wilayah, lalu daftarkan lagi dengan kode baru.",
                reason,
            )
        case 403, _:
            return DistrictRefused(
                f"Kabupaten menolak komputer ini ({reason}). Data aman di komputer ini; hubungi admin kabupaten.",
                reason,
            )
        case _:
            return DistrictRefused(
                f"Kabupaten tidak dapat membaca kiriman ini (kode {status}, {reason}). Data aman di komputer ini; "
                "pasang versi terbaru, atau hubungi admin kabupaten.",
                reason,
            )


def enrolment(status: int, reason: str, detail: str) -> DistrictRefused:
    """Why the district refused an enrolment."""
    match reason:
        case "code":
            sentence = (
                "Kode pendaftaran salah, sudah dipakai, atau kedaluwarsa. Tidak ada yang berubah; "
                "periksa kodenya, atau mintalah kode baru dari kabupaten."
            )
        case "unit":
            sentence = f"Kode pendaftaran ini untuk unit {detail}, bukan kantor ini. Tidak ada yang berubah; mintalah kode yang benar."
        case "protocol":
            sentence = "Versi program ini tidak dikenal server kabupaten. Tidak ada yang berubah; pasang versi terbaru lalu ulangi."
        case _:
            sentence = f"Kabupaten menolak pendaftaran ini (kode {status}, {reason}). Tidak ada yang berubah; hubungi admin kabupaten."
    return DistrictRefused(sentence, reason)
