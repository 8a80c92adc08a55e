"""Under which address the district is reached: told by the operator, for what a request says of itself (Host) anybody can write."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.types import Scope

from complaints.errors import OfficeError
from complaints.phrases import phrase

DEFAULT_PORTS = {"http": ":80", "https": ":443"}


class BadAddress(OfficeError):
    def __init__(self, text: str) -> None:
        super().__init__(
            phrase(
                "“{text}” bukan alamat server. Server tidak dijalankan; tulislah seperti https://aduan.sinjaikab.go.id.",
                text=text,
            )
        )


@dataclass(frozen=True, slots=True)
class PublicAddress:
    """`host` with its port, unless it is the scheme's own."""

    scheme: str
    host: str

    def __str__(self) -> str:
        return f"{self.scheme}://{self.host}"


def parse(text: str) -> PublicAddress:
    """Raises BadAddress."""
    try:
        parts = urlsplit(text.strip())
        port = parts.port
    except ValueError:
        raise BadAddress(text) from None
    if (
        parts.scheme not in DEFAULT_PORTS
        or not parts.hostname
        or parts.username
        or parts.path.strip("/")
        or parts.query
    ):
        raise BadAddress(text)
    name = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    host = name if port is None else f"{name}:{port}"
    return PublicAddress(parts.scheme, plain_host(parts.scheme, host))


def plain_host(scheme: str, host: str) -> str:
    return host.lower().removesuffix(DEFAULT_PORTS.get(scheme, ""))


def requested_host(scope: Scope) -> str:
    """What the request calls us, '' when it doesn't, or twice."""
    hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
    return hosts[0] if len(hosts) == 1 else ""


def own_socket(scope: Scope) -> str:
    """The address of the socket at which the request came, as a Host."""
    server = scope.get("server")
    if not server or server[1] is None:
        return ""
    name = f"[{server[0]}]" if ":" in server[0] else server[0]
    return plain_host(scope["scheme"], f"{name}:{server[1]}")
