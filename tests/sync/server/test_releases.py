"""The district hands releases out: to all or to some first, told in the answer to a sync, fetched in pieces, seen per PC."""

import json
from collections.abc import Callable
from contextlib import redirect_stderr
from hashlib import sha256
from io import StringIO
from pathlib import Path

import pytest

from sync import frame
from sync.client import Client
from sync.messages import OfferingAnswer, SyncAnswer
from sync.release import signing_key
from sync.server import offices, releases
from sync.server.__main__ import main
from sync.server.district import District
from sync.server.releases import OfficeProgram
from sync.web import Web
from tests.releases import KEYS, STRANGERS_KEY, SYSTEM, content_of, put, release
from tests.sync.server.conftest import post_to
from tests.sync.server.pcs import GUNUNG_PERAK, SAOTANRE, Pc
from tests.sync.server.processes import code_for, run, serving


def enrolled(district: District, unit: str = SAOTANRE) -> Pc:
    pc = Pc(post_to(district), unit)
    pc.enrol(district.issue_code(unit), version="1.0.0")
    return pc


def offered(district: District, pc: Pc, version: str = "1.0.0", updates: str = SYSTEM) -> str:
    """The version that a sync of this program is offered; '' for none."""
    body = frame.pack(pc.request())
    answer = district.post("/v1/sync", pc.token, *body, version=version, updates=updates)
    message = frame.unpack(answer.body, answer.encoding, OfferingAnswer)
    return message.release.version if message.release is not None else ""


@pytest.fixture
def offer(district: District, tmp_path: Path) -> Callable[..., str]:
    """Offers a release without its file; returns the name of the file."""

    def add(version: str = "1.1.0", *units: str, former: tuple[str, ...] = ("1.0.0",), size: int = 0) -> str:
        path = release(tmp_path / "made", version, former)
        manifest, digest, real_size = releases.read(path, KEYS)
        district.database.write(lambda t: releases.put(t, manifest, digest, size or real_size, units, district.now()))
        return digest

    return add


def test_a_sync_tells_of_a_newer_version_only(district: District, offer: Callable[..., str]):
    pc = enrolled(district)
    assert offered(district, pc) == ""
    offer()
    assert offered(district, pc) == "1.1.0"
    assert offered(district, pc, "1.1.0") == ""
    assert offered(district, pc, "1.2.0") == ""


def test_an_office_that_does_not_ask_gets_the_same_bytes_as_ever(district: District, offer: Callable[..., str]):
    pc = enrolled(district)
    offer()
    body = frame.pack(pc.request())
    answer = district.post("/v1/sync", pc.token, *body)
    assert len(frame.unpack(answer.body, answer.encoding, list)) == len(SyncAnswer.__struct_fields__)
    told = district.post("/v1/sync", pc.token, *body, version="1.0.0", updates=SYSTEM)
    assert len(frame.unpack(told.body, told.encoding, list)) == len(SyncAnswer.__struct_fields__) + 1
    assert frame.unpack(told.body, told.encoding, SyncAnswer).acknowledged == 0


def test_named_units_get_it_first_and_then_all(district: District, offer: Callable[..., str]):
    first, other = enrolled(district), enrolled(district, GUNUNG_PERAK)
    offer("1.1.0", SAOTANRE)
    assert (offered(district, first), offered(district, other)) == ("1.1.0", "")
    offer("1.1.0")
    assert (offered(district, first), offered(district, other)) == ("1.1.0", "1.1.0")


def test_a_withdrawn_release_is_offered_to_nobody(district: District, offer: Callable[..., str]):
    pc = enrolled(district)
    digest = offer()
    district.database.write(lambda t: releases.withdraw(t, "1.1.0", district.now()))
    assert offered(district, pc) == ""
    assert district.database.read(lambda t: releases.find(t, SAOTANRE, digest)) is None
    with pytest.raises(releases.NoSuchRelease):
        district.database.write(lambda t: releases.withdraw(t, "1.1.0", district.now()))
    offer()
    assert offered(district, pc) == "1.1.0"


def test_the_patch_goes_to_whom_it_fits_and_the_whole_release_to_the_others(
    district: District, offer: Callable[..., str]
):
    patch = offer("1.2.0", former=("1.1.0",))
    whole = offer("1.2.0", former=())
    fits = {
        version: district.database.read(
            lambda t, version=version: releases.offer(t, SAOTANRE, OfficeProgram(version, SYSTEM, ""))
        )
        for version in ("1.0.0", "1.1.0", "1.1")
    }
    assert {version: kept and kept.sha256 for version, kept in fits.items()} == {
        "1.0.0": whole,
        "1.1.0": patch,
        "1.1": patch,
    }


def test_a_patch_that_does_not_fit_is_not_offered(district: District, offer: Callable[..., str]):
    offer("1.2.0", former=("1.1.0",))
    assert offered(district, enrolled(district), "1.0.0") == ""


def test_ten_comes_after_nine(district: District, offer: Callable[..., str]):
    for version in ("1.9.0", "1.10.0", "1.2.0"):
        offer(version)
    assert offered(district, enrolled(district)) == "1.10.0"


@pytest.mark.parametrize(
    "updates", ["", "linux-aarch64", "linux", "x" * 80, "linux-x86_64\n", "linux-x86_64  1", "LINUX-X86_64", "'; --"]
)
def test_only_a_program_that_can_install_it_is_offered_one(district: District, offer: Callable[..., str], updates: str):
    offer()
    assert offered(district, enrolled(district), updates=updates) == ""


def test_who_is_behind_and_where_it_failed_is_seen(district: District, offer: Callable[..., str]):
    offer("1.1.0")
    pcs = [enrolled(district) for _ in range(4)]
    offered(district, pcs[0])
    offered(district, pcs[1], "1.1.0")
    offered(district, pcs[2], updates=f"{SYSTEM} 1.1.0")
    all_releases = district.database.read(releases.all_of_them)
    seen = {pc.id: pc for pc in district.database.read(offices.pcs)}
    states = [releases.state(all_releases, seen[pc.id].unit, seen[pc.id].version, seen[pc.id].updates) for pc in pcs]
    assert states == [("1.1.0", ""), ("", ""), ("1.1.0", "1.1.0"), ("1.1.0", "")]
    offered(district, pcs[2], "1.1.0")
    again = {pc.id: pc for pc in district.database.read(offices.pcs)}[pcs[2].id]
    assert releases.state(all_releases, again.unit, again.version, again.updates) == ("", "")


def failing(folder: Path, *words: str) -> str:
    """The sentence with which the command is refused."""
    told = StringIO()
    with redirect_stderr(told):
        assert main(["--data", str(folder), *words]) == 1
    return told.getvalue()


def test_from_a_built_program_to_the_office_over_a_real_connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ADUAN_RILIS_PASSWORD", "kata sandi yang panjang")
    old, new = put(tmp_path / "1.0.0", content_of("1.0.0")), put(tmp_path / "1.1.0", content_of("1.1.0"))
    data, path, key, public = (
        tmp_path / "data",
        tmp_path / "baru.aduan-rilis",
        tmp_path / "kunci",
        tmp_path / "publik.txt",
    )
    public.write_text("# kunci untuk uji saja\n" + run(data, "release", "keygen", str(key)))
    (tmp_path / "baru.txt").write_text("Pencarian lebih cepat.")
    run(
        data,
        "release",
        "make",
        "1.1.0",
        str(new),
        str(path),
        "--from",
        f"1.0.0={old}",
        "--notes",
        str(tmp_path / "baru.txt"),
    )
    assert "Tanda tangan" in failing(data, "release", "show", str(path), "--public-keys", str(public))
    assert "ditandatangani" in run(data, "release", "sign", "--key", str(key), str(path))
    shown = json.loads(run(data, "release", "show", str(path), "--public-keys", str(public)))
    assert (shown["version"], shown["from"], shown["notes"]) == ("1.1.0", ["1.0.0"], "Pencarian lebih cepat.")
    assert "tanpa kunci rilis" in failing(data, "release", "add", str(path))
    run(data, "release", "add", str(path), "--public-keys", str(public), "--for", SAOTANRE)
    assert [json.loads(line)["here"] for line in run(data, "release", "list").splitlines()] == [True]
    with serving(data) as server:
        pc, stranger = Pc(server.post), Pc(server.post, GUNUNG_PERAK)
        pc.enrol(code_for(data, SAOTANRE))
        stranger.enrol(code_for(data, GUNUNG_PERAK))
        web = Web(server.url)
        client = Client(web, "1.0.0", SYSTEM)
        client.sync(pc.token, pc.request())
        assert client.release is not None
        name = client.release.sha256.hex()
        content = b""
        while len(content) < client.release.size:
            piece = client.fetch(pc.token, name, len(content), 8_192)
            assert piece is not None
            assert (piece.sha256, piece.total) == (name, client.release.size)
            content += piece.content
        assert content == path.read_bytes()
        assert sha256(content).hexdigest() == name
        assert client.fetch(stranger.token, name, 0, 100) is None
        behind = json.loads(run(data, "device", "list", "--behind"))
        assert (behind["unit"], behind["behind"]) == (SAOTANRE, "1.1.0")
        run(data, "release", "withdraw", "1.1.0")
        assert client.fetch(pc.token, name, 0, 100) is None
        web.close()
    (line,) = run(data, "device", "list", "--unit", SAOTANRE).splitlines()
    assert (json.loads(line)["version"], json.loads(line)["updates"]) == ("1.0.0", SYSTEM)


@pytest.mark.parametrize("words", [("show",), ("add",), ("sign", "--key", "kunci")])
def test_a_file_that_is_not_there_or_no_release_is_told_in_a_sentence(
    tmp_path: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("ADUAN_RILIS_PASSWORD", "kata sandi yang panjang")
    public = tmp_path / "publik.txt"
    public.write_text(KEYS[0].hex())
    signing_key.make(tmp_path / "kunci", "kata sandi yang panjang", passes=1, memory_bytes=8192)
    name, *rest = [str(tmp_path / word) if word == "kunci" else word for word in words]
    keys = [] if name == "sign" else ["--public-keys", str(public)]
    for content in (None, b"", b"foto", release(tmp_path / "made", key=STRANGERS_KEY).read_bytes()):
        if content is not None:
            (tmp_path / "x.aduan-rilis").write_bytes(content)
        if name == "sign" and content and content.startswith(b"BUKU"):
            continue  # that is what signing is for
        told = failing(
            tmp_path / "data",
            "release",
            name,
            *rest,
            *keys,
            str(tmp_path / "x.aduan-rilis"),
        )
        assert len(told) > 40


def test_the_key_opens_with_its_password_only(tmp_path: Path):
    public = signing_key.make(tmp_path / "kunci", "kata sandi yang panjang", passes=1, memory_bytes=8192)
    assert bytes(signing_key.read(tmp_path / "kunci", "kata sandi yang panjang").verify_key) == public
    assert (
        bytes(signing_key.read(tmp_path / "kunci", "kata sandi yang panjang")).hex()
        not in (tmp_path / "kunci").read_text()
    )
    for password in ("", "kata sandi yang pendek", "Kata sandi yang panjang"):
        with pytest.raises(signing_key.KeyUnusable, match="salah"):
            signing_key.read(tmp_path / "kunci", password)
    with pytest.raises(signing_key.KeyUnusable, match="ditimpa"):
        signing_key.make(tmp_path / "kunci", "kata sandi yang panjang", passes=1, memory_bytes=8192)
    with pytest.raises(signing_key.KeyUnusable):
        signing_key.make(tmp_path / "lain", "pendek")
    (tmp_path / "kunci").write_bytes(b"{}")
    with pytest.raises(signing_key.KeyUnusable):
        signing_key.read(tmp_path / "kunci", "kata sandi yang panjang")


def test_what_ships_has_no_key_yet_and_says_what_to_do():
    """The builder of the program puts the two real keys there; tests have their own."""
    from sync.release import public_keys

    assert public_keys.load() == ()
    assert "release keygen" in public_keys.SHIPPED.read_text()


@pytest.mark.parametrize("text", ["zz", "00" * 31, "00" * 33, "kunci: " + "00" * 32])
def test_a_file_of_keys_that_is_none_is_told(tmp_path: Path, text: str):
    from sync.release import public_keys

    path = tmp_path / "keys.txt"
    path.write_text(text)
    with pytest.raises(public_keys.UnusableKeys):
        public_keys.load(path)
    path.write_text(f"# dua kunci\n{'ab' * 32}  # pertama\n\n{'cd' * 32}\n")
    assert public_keys.load(path) == (b"\xab" * 32, b"\xcd" * 32)
