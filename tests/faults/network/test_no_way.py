"""There is no way to the district, or somebody else stands at its end: nothing is sent, and a sentence says why."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from complaints.errors import NoNetwork, OfficeError
from sync.refusals import ProxyFailed, TokenRefused, Unreachable, Untrusted
from tests.faults.network.desk import Desk
from tests.faults.network.proxy import CLEAR, Proxy, Weather
from tests.faults.network.victims import Server, free_port, serving


def moved(desk: Desk, address: str) -> None:
    """The office believes its district there; how it got to know is not this test's."""
    desk.district._change(address=address)  # pyright: ignore[reportPrivateUsage]


@pytest.fixture
def home(desk: Desk, network: Proxy) -> Iterator[Desk]:
    desk.record()
    yield desk
    moved(desk, f"http://127.0.0.1:{network.port}")
    network.set(CLEAR)
    desk.sync()
    desk.is_whole()


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("https://server-kabupaten.invalid", Unreachable),
        ("https://" + "a" * 70 + ".invalid", NoNetwork),
        ("http://127.0.0.1:{free}", Unreachable),
        ("https://127.0.0.1:{free}", Unreachable),
    ],
)
def test_without_a_way_the_office_is_told_and_nothing_is_lost(home: Desk, address: str, kind: type[NoNetwork]):
    moved(home, address.format(free=free_port()))
    assert isinstance(home.sync_fails(), kind)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate")
def test_a_certificate_that_nobody_vouches_for_is_not_believed(home: Desk, tmp_path: Path):
    own, key = certificate(tmp_path, "localhost", "DNS:localhost,IP:127.0.0.1", 2)
    with serving(tmp_path / "distrik", "--certificate", str(own), "--key", str(key)) as server:
        moved(home, f"https://127.0.0.1:{server.port}")
        assert isinstance(home.sync_fails(), Untrusted)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificates")
@pytest.mark.parametrize(
    ("names", "days", "kind"),
    [
        ("IP:127.0.0.1", 2, TokenRefused),  # believed, and another district than ours
        ("DNS:aduan.sinjaikab.go.id", 2, Untrusted),
        ("IP:127.0.0.1", -1, Untrusted),
    ],
    ids=["its own", "another's", "expired"],
)
def test_a_certificate_of_an_authority_that_the_system_trusts_is_believed_where_it_fits(
    home: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: str, days: int, kind: type[OfficeError]
):
    authority, authority_key = certificate(tmp_path, "authority", "DNS:authority", 2)
    signed, key = certificate(tmp_path, "server", names, days, (authority, authority_key))
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    words = ("--certificate", str(signed), "--key", str(key))
    with serving(tmp_path / "distrik", *words) as server:
        moved(home, f"https://127.0.0.1:{server.port}")
        assert isinstance(home.sync_fails(), kind)


def certificate(
    folder: Path, name: str, names: str, days: int, by: tuple[Path, Path] | None = None
) -> tuple[Path, Path]:
    """A certificate and its key, signed by that authority or by itself."""
    made, key, wish = folder / f"{name}.pem", folder / f"{name}-key.pem", folder / f"{name}.csr"
    fresh = ("openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key)
    about = ("-subj", f"/CN={name}", "-addext", f"subjectAltName={names}")
    if by is None:
        subprocess.run([*fresh, *about, "-x509", "-days", str(days), "-out", made], check=True, capture_output=True)
        return made, key
    subprocess.run([*fresh, *about, "-out", wish], check=True, capture_output=True)
    sign = ("openssl", "x509", "-req", "-in", wish, "-CA", by[0], "-CAkey", by[1], "-copy_extensions", "copy")
    subprocess.run([*sign, "-days", str(days), "-out", made], check=True, capture_output=True)
    return made, key


def test_a_plain_server_behind_https_is_not_believed(home: Desk, server: Server):
    moved(home, f"https://127.0.0.1:{server.port}")
    assert isinstance(home.sync_fails(), NoNetwork)


def test_a_proxy_that_is_away_is_named(home: Desk, server: Server, monkeypatch: pytest.MonkeyPatch):
    for name in ("https_proxy", "HTTPS_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{free_port()}")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    moved(home, "https://server-kabupaten.invalid")
    assert isinstance(home.sync_fails(), ProxyFailed)


def test_a_server_that_falls_silent_is_not_waited_for_without_end(home: Desk, network: Proxy):
    network.set(Weather(rate=1, latency=0.01))
    assert isinstance(home.sync_fails(), NoNetwork)
