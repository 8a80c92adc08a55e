"""The district's address as it is typed, scanned, or pasted together with a code."""

import re
from urllib.parse import urlsplit

from complaints.errors import Refused
from complaints.phrases import phrase

_HOST = re.compile(r"[0-9A-Za-z._:-]+")
_CODE = re.compile(r"[0-9A-Za-z]{4}(?:-[0-9A-Za-z]{4}){2}")
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


def normal_address(typed: str) -> str:
    """The address without a slash at its end, with https where no scheme was typed. Raises Refused."""
    address = typed.strip()
    if "://" not in address:
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname, parts.port
    except ValueError:
        host = None
        parts = urlsplit("")
    if (
        not host
        or not _HOST.fullmatch(host)
        or parts.scheme not in ("http", "https")
        or parts.query
        or parts.fragment
        or parts.username
    ):
        raise Refused(
            phrase(
                "Alamat server kabupaten tidak dapat dibaca. Tidak ada yang berubah; tulis seperti "
                "https://aduan.sinjaikab.go.id."
            )
        )
    if parts.scheme == "http" and host not in LOCAL:
        raise Refused(
            phrase(
                "Alamat server kabupaten harus berawalan https:// agar data warga tidak terbaca di jalan. Tidak "
                "ada yang berubah."
            )
        )
    return address.rstrip("/")


def invitation(pasted: str) -> tuple[str, str] | None:
    """Address and code out of what the district's page shows, as text or as QR: 'https://aduan.sinjaikab.go.id K7QM-4T2X-9DNB'.

    None when the text doesn't hold both.
    """
    words = pasted.split()
    codes = [word for word in words if _CODE.fullmatch(word)]
    addresses = [word for word in words if "://" in word]
    return (addresses[0], codes[0]) if len(codes) == len(addresses) == 1 else None
