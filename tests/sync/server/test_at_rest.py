"""A district encrypted on the disk: nothing in it can be read, everything works as before, and the way there and back survives a kill."""

import os
import stat
import subprocess
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from complaints.events import Attached
from sync.server import at_rest, encrypting, listing
from sync.server.at_rest import CHUNK, DamagedFile, EncryptionKeyUnusable, FileCipher, Unfinished
from sync.server.backup import CannotBackUp, back_up, restore
from sync.server.check import check
from sync.server.filing import Filing
from sync.server.keys import load_or_mint
from sync.server.list_conditions import ComplaintFilter
from sync.server.options import CannotEncrypt, ServerOptions
from sync.server.private_key import make, read
from sync.server.search_index import catch_up
from sync.server.uploads import Upload
from tests.sync.server.conftest import post_to
from tests.sync.server.pcs import SAOTANRE, TODAY, Pc
from tests.sync.server.processes import command, run, serving

PHOTO = b"isi foto yang rahasia " * 7_000
NAME = sha256(PHOTO).hexdigest()
TITLE = "Jembatan putus di dusun"


def filled(options: ServerOptions) -> None:
    """A complaint with a photo, of which the second half comes by itself."""
    district = options.open()
    office = Pc(post_to(district), SAOTANRE)
    office.enrol(district.issue_code(SAOTANRE))
    office.write(Attached(TODAY, NAME, "foto.jpg", "image/jpeg", len(PHOTO)), office.record(TITLE))
    office.sync()
    filing = Filing(district, options.shelf(), options.uploads())
    upload = Upload(NAME, NAME, len(PHOTO), SAOTANRE)
    requester = district.requester(office.token)
    filing.begin(requester, upload)
    half = len(PHOTO) // 2 + 5
    filing.uploads.append(upload.id, 0, PHOTO[:half])
    assert PHOTO[:40] not in everything(options.data) or not options.is_encrypted
    assert filing.begin(requester, upload) == half
    filing.uploads.append(upload.id, half, PHOTO[half:])
    filing.finish(upload)
    district.database.engine.dispose()


def everything(folder: Path) -> bytes:
    """What lies on the disk, names and all, without the keys."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.suffix not in (".keys", ".encryption-key")]
    return b"".join(str(path).encode() + path.read_bytes() for path in files)


def whole(options: ServerOptions) -> bool:
    district = options.open()
    found = list(check(district, options.shelf()))
    content = b"".join(options.shelf().pieces(NAME, 0, len(PHOTO)))
    district.database.engine.dispose()
    return not found and content == PHOTO


@pytest.mark.parametrize("encrypted", [True, False])
def test_nothing_on_the_disk_can_be_read(tmp_path: Path, encrypted: bool):
    options = ServerOptions(tmp_path / "data", encrypt=encrypted)
    filled(options)
    disk = everything(options.data)
    assert whole(ServerOptions(options.data))
    found = [words in disk for words in (b"SQLite format 3", TITLE.encode(), PHOTO[:100], NAME.encode())]
    assert found == [not encrypted] * 4


@pytest.mark.parametrize("damage", ["gone", "other", "cut"])
def test_without_its_key_an_encrypted_district_is_left_alone(tmp_path: Path, damage: str):
    options = ServerOptions(tmp_path, encrypt=True)
    filled(options)
    before = everything(tmp_path)
    key_file = options.encryption_key_file
    words = key_file.read_text("ascii")
    key_file.unlink()
    if damage != "gone":
        key_file.write_text(bytes(32).hex() if damage == "other" else words[:30], "ascii")
    with pytest.raises(EncryptionKeyUnusable):
        ServerOptions(tmp_path).open()
    assert everything(tmp_path) == before


def test_a_plain_district_is_not_taken_for_an_encrypted_one(tmp_path: Path):
    filled(ServerOptions(tmp_path))
    with pytest.raises(CannotEncrypt):
        ServerOptions(tmp_path, encrypt=True).open()
    assert whole(ServerOptions(tmp_path))
    with pytest.raises(CannotEncrypt):
        ServerOptions(tmp_path / "b", files="s3://lampiran", encrypt=True).open()
    with pytest.raises(CannotEncrypt):
        ServerOptions(tmp_path / "b", "postgresql+psycopg://x@127.0.0.1/x", encrypt=True).open()


def is_found(options: ServerOptions) -> bool:
    """Whether the search finds what is there."""
    database = options.open_database()
    try:
        catch_up(database)
        return len(database.read(lambda t: listing.page(t, ComplaintFilter(word=TITLE)))) == 1
    finally:
        database.engine.dispose()


def test_there_and_back_again(tmp_path: Path):
    options = ServerOptions(tmp_path)
    filled(options)
    assert encrypting.encrypt(options) == 1
    assert options.is_encrypted
    assert whole(options)
    assert is_found(options)
    disk = everything(tmp_path)
    assert not [words for words in (b"SQLite format 3", TITLE.encode(), PHOTO[:100], NAME.encode()) if words in disk]
    assert encrypting.encrypt(options) == 1
    assert whole(options)
    assert encrypting.decrypt(options) == 1
    assert not options.is_encrypted
    assert whole(options)
    assert is_found(options)
    assert (tmp_path / "files" / NAME[:2] / NAME).read_bytes() == PHOTO


@pytest.mark.parametrize("step", ["_exchange", "_forget_uploads", "_hold_against"])
@pytest.mark.parametrize("change", [encrypting.encrypt, encrypting.decrypt])
def test_a_change_that_was_killed_is_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, change: Callable[[ServerOptions], int]
):
    options = ServerOptions(tmp_path, encrypt=change is encrypting.decrypt)
    filled(options)
    options = ServerOptions(tmp_path)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patching:
        patching.setattr(encrypting, step, killed)
        with pytest.raises(KeyboardInterrupt):
            change(options)
    with pytest.raises(Unfinished):
        options.open()
    assert change(options) == 1
    assert whole(options)


def test_a_district_that_is_served_is_not_changed(tmp_path: Path):
    with serving(tmp_path):
        done = subprocess.run(command(tmp_path, "encrypt"), capture_output=True, text=True, check=False)
        assert (done.returncode, "hentikan server" in done.stderr) == (1, True)
    assert "terenkripsi" in run(tmp_path, "encrypt")
    with serving(tmp_path):
        done = subprocess.run(command(tmp_path, "decrypt"), capture_output=True, text=True, check=False)
        assert (done.returncode, "hentikan server" in done.stderr) == (1, True)
        assert "utuh" in run(tmp_path, "check")


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_any_range_of_an_encrypted_file_is_read_and_damage_is_found(tmp_path: Path, size: int):
    content = os.urandom(size)
    name = sha256(content).hexdigest()
    cipher = FileCipher(bytes(range(32)))
    path = tmp_path / "x"
    path.write_bytes(b"".join(cipher.seal(name, iter([content[:7], content[7:]]))))
    for start in (0, 1, size // 2, size - 1):
        for end in (start, start + 1, size):
            if 0 <= start <= end <= size:
                assert b"".join(cipher.opened(path, name, start, end)) == content[start:end]
    sealed = path.read_bytes()
    for changed in (
        sealed[:-1],
        sealed[: -(CHUNK + 16)],
        sealed[:20] + bytes([sealed[20] ^ 1]) + sealed[21:],
        sealed + b"x",
    ):
        path.write_bytes(changed)
        if size and changed != sealed:
            with pytest.raises(DamagedFile):
                b"".join(cipher.opened(path, name, 0, size))
    path.write_bytes(sealed)
    if size:
        with pytest.raises(DamagedFile):
            b"".join(cipher.opened(path, sha256(b"other").hexdigest(), 0, size))


@pytest.mark.parametrize("encrypted", [False, True])
def test_a_backup_for_a_key_is_read_by_its_holder_alone(tmp_path: Path, encrypted: bool):
    options = ServerOptions(tmp_path / "data", encrypt=encrypted)
    filled(options)
    public = make(tmp_path / "cadangan.key")
    file = tmp_path / "distrik.cadangan"
    assert back_up(options, file, public) == 1
    sealed = file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert not [words for words in (b"SQLite format 3", TITLE.encode(), PHOTO[:100], b"ustar") if words in sealed]
    assert [path.name for path in tmp_path.iterdir() if path.suffix in (".part", ".sqlite")] == []
    private = read(tmp_path / "cadangan.key")
    make(tmp_path / "lain.key")
    for key in (b"", read(tmp_path / "lain.key")):
        with pytest.raises(CannotBackUp):
            restore(ServerOptions(tmp_path / "salah"), file, key)
    target = ServerOptions(tmp_path / "pulih")
    target.data.mkdir()
    for name in ("district.keys", at_rest.KEY_FILE):
        if (options.data / name).exists():
            (target.data / name).write_bytes((options.data / name).read_bytes())
    restore(target, file, private)
    assert target.is_encrypted == encrypted
    assert whole(target)


def test_a_sealed_backup_that_was_changed_anywhere_is_refused(tmp_path: Path):
    options = ServerOptions(tmp_path / "data")
    filled(options)
    public, file = make(tmp_path / "cadangan.key"), tmp_path / "distrik.cadangan"
    back_up(options, file, public)
    private, sealed = read(tmp_path / "cadangan.key"), file.read_bytes()
    chunk = CHUNK + 17
    front = len(sealed) % chunk
    changes = [sealed[:size] for size in (0, 10, 100, 200, len(sealed) // 2, len(sealed) - 1)]
    changes += [sealed[: front + chunk], sealed + b"\0", sealed + sealed[-chunk:]]
    for place in (30, 60, 120, 160, len(sealed) // 2, len(sealed) - 5):
        changes.append(sealed[:place] + bytes([sealed[place] ^ 4]) + sealed[place + 1 :])
    for number, changed in enumerate(changes):
        file.write_bytes(changed)
        target = ServerOptions(tmp_path / f"salah-{number}")
        with pytest.raises(CannotBackUp):
            restore(target, file, private)
        assert [path for path in target.data.rglob("*") if path.is_file()] == []


def test_a_plain_backup_whose_database_was_changed_is_refused(tmp_path: Path):
    """In a place that no check of SQLite's looks at: a text."""
    options = ServerOptions(tmp_path / "data")
    filled(options)
    file = tmp_path / "distrik.tar"
    back_up(options, file)
    content = file.read_bytes()
    assert TITLE.encode() in content
    file.write_bytes(content.replace(TITLE.encode(), TITLE.encode().swapcase()))
    with pytest.raises(CannotBackUp):
        restore(ServerOptions(tmp_path / "salah"), file)


@pytest.mark.parametrize("encrypted", [False, True])
def test_files_that_others_could_read_are_closed_at_opening(tmp_path: Path, encrypted: bool):
    former = os.umask(0o022)
    try:
        options = ServerOptions(tmp_path / "data", encrypt=encrypted)
        filled(options)
        load_or_mint(options.keys_file)
        for path in (options.data, *options.data.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        options.open().database.engine.dispose()
        open_to_others = [p for p in (options.data, *options.data.rglob("*")) if p.stat().st_mode & 0o077]
        assert open_to_others == []
    finally:
        os.umask(former)
