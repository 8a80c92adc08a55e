"""A release comes from the district piece by piece, behind everything else, and is made ready by itself."""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from complaints.draft import Draft
from desktop.office import district
from desktop.office.office import Office
from desktop.updates.installation import Installation
from desktop.updates.offers import ReleaseFiles
from desktop.updates.updates import Updates
from sync import files as sync_files
from sync.client import Piece
from sync.messages import ReleaseOffer
from sync.server import releases
from sync.server.options import ServerOptions
from tests.conftest import SETUP, Founded
from tests.releases import KEYS, SYSTEM, content_of, contents, install, release, rewrite
from tests.sync.server.processes import Running, code_for, run, serving

CONTENT = bytes(range(256)) * 400
NAME = sha256(CONTENT).hexdigest()
OFFERED = ReleaseOffer("1.1.0", bytes.fromhex(NAME), len(CONTENT))


def piece(start: int, length: int = 40_000, **changes: object) -> Piece:
    fields = {"content": CONTENT[start : start + length], "start": start, "total": len(CONTENT), "sha256": NAME}
    return Piece(**(fields | changes))  # pyright: ignore[reportArgumentType]


@pytest.fixture
def files(tmp_path: Path) -> ReleaseFiles:
    offered = ReleaseFiles(tmp_path)
    offered.note(OFFERED)
    return offered


def test_pieces_are_put_together_and_held_against_their_hash(files: ReleaseFiles):
    assert [files.keep_piece(NAME, piece(start)) for start in (0, 40_000, 80_000)] == [40_000, 80_000, len(CONTENT)]
    assert files.complete(NAME, NAME)
    offer = files.offer()
    assert offer is not None
    path = files.whole(offer)
    assert path is not None
    assert path.read_bytes() == CONTENT


def test_what_came_is_there_after_a_restart(files: ReleaseFiles, tmp_path: Path):
    files.keep_piece(NAME, piece(0))
    again = ReleaseFiles(tmp_path)
    assert again.received_bytes(NAME) == 40_000
    assert again.keep_piece(NAME, piece(40_000)) == 80_000


@pytest.mark.parametrize(
    "odd",
    [
        piece(40_001), piece(0), piece(40_000, 0), piece(40_000, total=len(CONTENT) - 1), piece(40_000, sha256="0" * 64),
        piece(40_000, content=CONTENT), piece(80_000),
    ],
)  # fmt: skip
def test_a_piece_that_does_not_fit_begins_anew(files: ReleaseFiles, odd: Piece):
    files.keep_piece(NAME, piece(0))
    assert files.keep_piece(NAME, odd) == 0
    assert files.received_bytes(NAME) == 0


def test_other_bytes_than_promised_are_thrown_away(files: ReleaseFiles):
    for start in (0, 40_000, 80_000):
        files.keep_piece(NAME, piece(start, content=bytes(len(piece(start).content))))
    assert not files.complete(NAME, NAME)
    assert files.received_bytes(NAME) == 0


def test_another_offer_takes_the_place_of_the_first_and_none_clears_it(files: ReleaseFiles):
    files.keep_piece(NAME, piece(0))
    files.note(OFFERED)
    assert files.received_bytes(NAME) == 40_000
    files.note(ReleaseOffer("1.2.0", bytes(32), 7))
    assert list(files.folder.iterdir()) == [files.folder / "offer.json"]
    files.note(None)
    assert list(files.folder.iterdir()) == []


def test_a_damaged_note_counts_as_none(files: ReleaseFiles):
    (files.folder / "offer.json").write_bytes(b"\xff{")
    assert files.offer() is None
    assert files.keep_piece(NAME, piece(0)) == 0


# With a district ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with serving(tmp_path_factory.mktemp("district")) as running:
        yield running


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    return install(tmp_path / "program")


@pytest.fixture
def enrolled(founded: Founded, server: Running, installation: Installation) -> Iterator[Office]:
    office = founded.open()
    office._updates = Updates(founded.folder, installation, lambda: KEYS)  # pyright: ignore[reportPrivateUsage]
    office.district.enrol(server.url, code_for(server.folder, SETUP.unit_code))
    yield office
    office.close()
    database = ServerOptions(server.folder).open().database
    for version in {kept.version for kept in database.read(releases.all_of_them) if kept.withdrawn_at is None}:
        database.write(lambda t, version=version: releases.withdraw(t, version, 1))


def offer(server: Running, path: Path) -> None:
    public = path.with_name("publik.txt")
    public.write_text("\n".join(key.hex() for key in KEYS))
    run(server.folder, "release", "add", str(path), "--public-keys", str(public))


def seen(server: Running, office: Office) -> dict[str, object]:
    lines = map(json.loads, run(server.folder, "device", "list").splitlines())
    return next(line for line in lines if line["id"] == office.device.id)


def test_a_sync_brings_the_new_version_and_makes_it_ready(
    enrolled: Office, server: Running, installation: Installation, tmp_path: Path
):
    offer(server, release(tmp_path / "made"))
    enrolled.district.sync()
    assert installation.current == "1.1.0"
    assert contents(installation.root / "1.1.0") == content_of("1.1.0")
    assert enrolled.updates.state().ready == "1.1.0"
    assert not list(enrolled.updates.files.folder.glob("*"))
    assert (seen(server, enrolled)["version"], seen(server, enrolled)["behind"]) == ("1.0.0", "1.1.0")
    enrolled._updates = Updates(enrolled.folder, Installation(installation.root, "1.1.0", SYSTEM), lambda: KEYS)  # pyright: ignore[reportPrivateUsage]
    enrolled.district.sync()
    assert (seen(server, enrolled)["version"], seen(server, enrolled)["behind"]) == ("1.1.0", None)


def test_it_goes_on_at_the_byte_and_waits_for_what_is_to_be_sent(
    enrolled: Office, server: Running, installation: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(district, "FETCH_SECONDS", 0.0)
    monkeypatch.setattr(sync_files, "FIRST", 16_384)
    path = release(tmp_path / "made", former=())
    offer(server, path)
    came: list[int] = []
    digest = sha256(path.read_bytes()).hexdigest()
    for _ in range(20):
        attempt = enrolled.district.sync()
        assert attempt.outcome == "ok"
        if installation.current == "1.1.0":
            break
        came.append(enrolled.updates.files.received_bytes(digest))
    assert came == sorted(set(came))
    assert came[0] == 16_384
    assert len(came) == (path.stat().st_size - 1) // 16_384
    assert installation.current == "1.1.0"


def test_the_days_limit_holds_for_it_and_text_still_goes(
    enrolled: Office, server: Running, installation: Installation, tmp_path: Path
):
    offer(server, release(tmp_path / "made", former=()))
    enrolled.district.set_limit(1)
    enrolled.record(Draft(kind="complaint", body="Lampu jalan padam"))
    attempt = enrolled.district.sync()
    assert (attempt.outcome, attempt.sent) == ("ok", 1)
    assert installation.current == "1.0.0"
    assert enrolled.updates.state().received == 0
    enrolled.district.set_limit(None)
    enrolled.district.sync()
    assert installation.current == "1.1.0"


def test_a_version_that_failed_here_is_told_and_not_taken_again_by_itself(
    enrolled: Office, server: Running, installation: Installation, tmp_path: Path
):
    (installation.root / "went-back").write_text("1.1.0\n")
    assert installation.take_went_back() == "1.1.0"
    offer(server, release(tmp_path / "made"))
    enrolled.district.sync()
    assert installation.current == "1.0.0"
    assert (seen(server, enrolled)["failed"], enrolled.updates.state().given_up) == ("1.1.0", "1.1.0")
    offer(server, release(tmp_path / "made", "1.2.0"))
    enrolled.district.sync()
    assert installation.current == "1.2.0"


def test_somebody_may_try_it_again(enrolled: Office, server: Running, installation: Installation, tmp_path: Path):
    (installation.root / "failed").write_text("1.1.0\n")
    offer(server, release(tmp_path / "made"))
    enrolled.district.sync()
    assert installation.current == "1.0.0"
    enrolled.updates.try_again()
    enrolled.district.sync()
    assert installation.current == "1.1.0"


def test_a_release_that_does_not_fit_is_refused_once_and_told(
    enrolled: Office, server: Running, installation: Installation, tmp_path: Path
):
    (installation.folder / "_internal" / "base_library.zip").write_bytes(b"changed")
    offer(server, release(tmp_path / "made"))
    for _ in range(2):
        assert enrolled.district.sync().outcome == "ok"
        state = enrolled.updates.state()
        assert state.refused is not None
        assert "rilis lengkap" in str(state.refused)
        assert state.received == 0
    assert installation.current == "1.0.0"


def test_a_withdrawn_release_is_dropped_half_fetched(
    enrolled: Office, server: Running, installation: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(district, "FETCH_SECONDS", 0.0)
    monkeypatch.setattr(sync_files, "FIRST", 16_384)
    offer(server, release(tmp_path / "made", former=()))
    enrolled.district.sync()
    assert enrolled.updates.state().received == 16_384
    run(server.folder, "release", "withdraw", "1.1.0")
    enrolled.district.sync()
    assert enrolled.updates.state().offer is None
    assert installation.current == "1.0.0"


def test_a_program_that_is_not_installed_asks_for_nothing(enrolled: Office, server: Running, tmp_path: Path):
    offer(server, release(tmp_path / "made"))
    enrolled._updates = None  # pyright: ignore[reportPrivateUsage]
    assert enrolled.updates.header == ""
    assert enrolled.district.sync().outcome == "ok"
    state = enrolled.updates.state()
    assert state.offer is None
    assert "sumber" in str(state.beside)
    assert seen(server, enrolled)["updates"] == ""


def test_a_district_cannot_make_an_office_take_what_others_signed(
    enrolled: Office, server: Running, installation: Installation, tmp_path: Path
):
    """Somebody who holds the server, but not the key."""
    from tests.releases import STRANGERS_KEY

    path = rewrite(release(tmp_path / "made"), lambda manifest: manifest, STRANGERS_KEY)
    public = tmp_path / "theirs.txt"
    public.write_text(bytes(STRANGERS_KEY.verify_key).hex())
    run(server.folder, "release", "add", str(path), "--public-keys", str(public))
    enrolled.district.sync()
    assert installation.current == "1.0.0"
    assert "Tanda tangan" in str(enrolled.updates.state().refused)
