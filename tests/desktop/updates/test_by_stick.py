"""A village without a network: its bundle tells the district which version runs, and the answer on the stick brings the next one."""

import json
import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from complaints.draft import Draft
from desktop.office.office import Office
from desktop.office.sync_situation import stick_read
from desktop.updates.installation import Installation
from desktop.updates.updates import Updates
from sync.bundle.refusals import BundleRefused
from sync.messages import ReleaseOffer
from sync.server import bundles
from sync.server.bundles import WrittenBundle
from sync.server.filing import Filing
from sync.server.options import ServerOptions
from tests.conftest import SETUP, Founded
from tests.desktop.updates.test_fetching import offer, seen
from tests.releases import KEYS, STRANGERS_KEY, SYSTEM, content_of, contents, install, release, rewrite
from tests.sync.server.processes import Running, code_for, run, serving

UNIT = SETUP.unit_code


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Running]:
    with serving(tmp_path / "district") as running:
        yield running


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    return install(tmp_path / "program")


@pytest.fixture
def office(founded: Founded, server: Running, installation: Installation) -> Iterator[Office]:
    """Enrolled and synced once; from then on it has only sticks. Nothing was told of updates yet."""
    office = founded.open()
    office._updates = Updates(founded.folder, None, tuple)  # pyright: ignore[reportPrivateUsage]
    office.district.enrol(server.url, code_for(server.folder, UNIT))
    office.district.sync()
    run_as(office, installation)
    yield office
    office.close()


def run_as(office: Office, installation: Installation) -> None:
    office._updates = Updates(office.folder, installation, lambda: KEYS)  # pyright: ignore[reportPrivateUsage]


def answered(server: Running, stick: Path, largest: int = 2**31) -> WrittenBundle:
    options = ServerOptions(server.folder)
    filing = Filing(options.open(), options.shelf(), options.uploads())
    return bundles.write(filing.district, filing, UNIT, stick / "balas.aduan-usb", largest)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def sent(office: Office, server: Running, stick: Path) -> None:
    office.stick.write(stick / "kirim.aduan-usb")
    run(server.folder, "bundle", "read", str(stick / "kirim.aduan-usb"))


def test_the_district_learns_the_version_and_the_answer_brings_the_next(
    office: Office, server: Running, installation: Installation, stick: Path, tmp_path: Path
):
    offer(server, release(tmp_path / "made", former=()))
    office.record(Draft(kind="complaint", body="Lampu jalan padam"))
    sent(office, server, stick)
    assert (seen(server, office)["updates"], seen(server, office)["behind"]) == (SYSTEM, "1.1.0")
    assert "1.1.0" in run(server.folder, "device", "list", "--behind")
    written = json.loads(run(server.folder, "bundle", "write", UNIT, str(stick / "balas.aduan-usb"), "--json"))
    assert written["releases"] == ["1.1.0"]
    answer = office.stick.read(stick / "balas.aduan-usb")
    assert (answer.acknowledged > 0, answer.ready) == (True, "1.1.0")
    assert "1.1.0" in stick_read(answer)
    assert installation.current == "1.1.0"
    assert contents(installation.root / "1.1.0") == content_of("1.1.0")
    assert not list(office.updates.files.folder.glob("*"))
    sent(office, server, stick)  # the old version still runs, the next one waits: it isn't carried a second time
    assert answered(server, stick).releases == ()
    run_as(office, Installation(installation.root, "1.1.0", SYSTEM))
    sent(office, server, stick)
    assert (seen(server, office)["version"], seen(server, office)["behind"]) == ("1.1.0", None)


def test_what_does_not_fit_comes_with_the_next_sticks(
    office: Office,
    server: Running,
    installation: Installation,
    stick: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(bundles, "RELEASE_PIECE", 10_000)
    path = release(tmp_path / "made", former=())
    offer(server, path)
    came: list[int] = []
    while installation.current == "1.0.0":
        sent(office, server, stick)
        assert answered(server, stick, 35_000).releases == ("1.1.0",)
        office.stick.read(stick / "balas.aduan-usb")
        came.append(office.updates.state().received)
        office.stick.read(stick / "balas.aduan-usb")  # again, it adds nothing
        assert len(came) < 10
    assert came[:2] == [30_000, 60_000]
    assert contents(installation.root / "1.1.0") == content_of("1.1.0")


def test_a_lost_stick_and_a_late_one_do_no_harm(
    office: Office,
    server: Running,
    installation: Installation,
    stick: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(bundles, "RELEASE_PIECE", 10_000)
    offer(server, release(tmp_path / "made", former=()))
    sent(office, server, stick)
    answered(server, stick, 35_000)
    shutil.copy(stick / "balas.aduan-usb", stick / "lambat.aduan-usb")
    office.stick.read(stick / "balas.aduan-usb")
    sent(office, server, stick)
    answered(server, stick)  # begins at byte 30,000
    shutil.copy(stick / "balas.aduan-usb", stick / "kedua.aduan-usb")
    office.updates.files.clear()  # meanwhile somebody emptied the folder
    assert office.stick.read(stick / "kedua.aduan-usb").ready == ""
    assert office.updates.state().received == 0
    office.stick.read(stick / "lambat.aduan-usb")
    assert office.stick.read(stick / "kedua.aduan-usb").ready == "1.1.0"
    assert contents(installation.root / "1.1.0") == content_of("1.1.0")


def test_the_network_goes_on_where_a_stick_ended(
    office: Office,
    server: Running,
    installation: Installation,
    stick: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(bundles, "RELEASE_PIECE", 10_000)
    path = release(tmp_path / "made", former=())
    offer(server, path)
    sent(office, server, stick)
    answered(server, stick, 35_000)
    office.stick.read(stick / "balas.aduan-usb")
    office.district.set_limit(office.district.connection_state().used_today + path.stat().st_size - 20_000)
    office.district.sync()  # the rest and no more fits into the day
    assert installation.current == "1.1.0"


def test_a_version_that_failed_here_is_not_carried_again(
    office: Office, server: Running, installation: Installation, stick: Path, tmp_path: Path
):
    offer(server, release(tmp_path / "made"))
    (installation.root / "failed").write_text("1.1.0\n")
    sent(office, server, stick)
    assert seen(server, office)["failed"] == "1.1.0"
    assert answered(server, stick).releases == ()
    assert office.stick.read(stick / "balas.aduan-usb").ready == ""
    offer(server, release(tmp_path / "made", "1.2.0"))
    sent(office, server, stick)
    assert answered(server, stick).releases == ("1.2.0",)
    assert office.stick.read(stick / "balas.aduan-usb").ready == "1.2.0"


def test_an_overtaken_stick_makes_no_pc_older(office: Office, server: Running, stick: Path, installation: Installation):
    office.stick.write(stick / "lama.aduan-usb")
    run_as(office, Installation(installation.root, "1.3.0", SYSTEM))
    office.district.sync()
    assert seen(server, office)["version"] == "1.3.0"
    run(server.folder, "bundle", "read", str(stick / "lama.aduan-usb"))
    assert seen(server, office)["version"] == "1.3.0"
    (installation.root / "failed").write_text("1.3.0\n")  # but going back does
    run_as(office, installation)
    sent(office, server, stick)
    assert (seen(server, office)["version"], seen(server, office)["failed"]) == ("1.0.0", "1.3.0")


def test_what_others_signed_is_refused_as_by_the_network(
    office: Office, server: Running, installation: Installation, stick: Path, tmp_path: Path
):
    public = tmp_path / "theirs.txt"
    public.write_text(bytes(STRANGERS_KEY.verify_key).hex())
    path = rewrite(release(tmp_path / "made", former=()), lambda manifest: manifest, STRANGERS_KEY)
    run(server.folder, "release", "add", str(path), "--public-keys", str(public))
    sent(office, server, stick)
    answered(server, stick)
    assert office.stick.read(stick / "balas.aduan-usb").ready == ""
    assert installation.current == "1.0.0"
    assert "Tanda tangan" in str(office.updates.state().refused)


def test_a_pc_that_cannot_update_itself_is_brought_none_but_its_version_is_known(
    office: Office, server: Running, stick: Path, tmp_path: Path
):
    offer(server, release(tmp_path / "made"))
    office._updates = Updates(office.folder, None, tuple)  # pyright: ignore[reportPrivateUsage]
    sent(office, server, stick)
    assert (seen(server, office)["updates"], seen(server, office)["version"]) == ("", office.updates.version)
    assert answered(server, stick).releases == ()
    assert office.stick.read(stick / "balas.aduan-usb").ready == ""


def test_a_newer_offer_by_network_is_not_given_up_for_an_older_stick(
    office: Office, server: Running, installation: Installation, stick: Path, tmp_path: Path
):
    offer(server, release(tmp_path / "made", former=()))
    sent(office, server, stick)
    answered(server, stick)
    newer = ReleaseOffer("1.2.0", sha256(b"newer").digest(), 9_999_999)
    office.updates.note_offer(newer)
    assert office.stick.read(stick / "balas.aduan-usb").ready == ""
    noted = office.updates.files.offer()
    assert noted is not None
    assert noted.version == "1.2.0"


def test_a_release_beside_the_answer_is_told_and_taken_from_its_folder(
    office: Office, server: Running, installation: Installation, stick: Path, tmp_path: Path
):
    sent(office, server, stick)
    answered(server, stick)
    for version in ("1.1.0", "1.2.0"):
        shutil.copy(release(tmp_path / "made", version), stick / f"{version}.aduan-rilis")
    (stick / "9.9.9.aduan-rilis").write_bytes(b"no release")
    answer = office.stick.read(stick / "balas.aduan-usb")
    assert (answer.ready, answer.release_version) == ("", "1.2.0")
    assert answer.release_file == stick / "1.2.0.aduan-rilis"
    assert "1.2.0" in stick_read(answer)
    assert installation.current == "1.0.0"
    found = office.updates.release_in(stick)
    assert found is not None
    office.updates.install(found[0])
    assert installation.current == "1.2.0"
    assert office.updates.release_in(stick) is None
    assert "1.2.0" not in stick_read(office.stick.read(stick / "balas.aduan-usb"))


def test_a_release_in_a_bundle_of_another_district_is_not_touched(
    office: Office, founded_once: Founded, installation: Installation, stick: Path, tmp_path: Path
):
    with serving(tmp_path / "another") as another:
        neighbour = founded_once.copy(tmp_path / "neighbour").open()
        neighbour._updates = Updates(neighbour.folder, installation, lambda: KEYS)  # pyright: ignore[reportPrivateUsage]
        neighbour.district.enrol(another.url, code_for(another.folder, UNIT))
        neighbour.district.sync()
        offer(another, release(tmp_path / "made", former=()))
        sent(neighbour, another, stick)
        assert answered(another, stick).releases == ("1.1.0",)
        neighbour.close()
    with pytest.raises(BundleRefused):
        office.stick.read(stick / "balas.aduan-usb")
    assert installation.current == "1.0.0"
    assert not list(office.updates.files.folder.glob("*"))
    assert [path.name for path in installation.root.iterdir() if path.is_dir()] == ["1.0.0"]
