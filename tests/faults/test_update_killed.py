"""An update is killed at every one of its steps, and so is going back: the old or the new version starts, and it is whole."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from complaints.errors import OfficeError
from desktop.resources import resource
from desktop.store.durable_files import DiskFull
from desktop.updates.applying import FolderNotOurs, NoRoom, clear, prepare
from desktop.updates.installation import Installation
from tests.faults.disks import fill, locked, small_disk
from tests.faults.update_victims import make_ready, note_going_back, reach_home
from tests.faults.victims import received, start
from tests.releases import KEYS, SYSTEM, content_of, contents, install, release

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a process can't kill itself in the middle of a call there")

# Says which version it is, and whether it is whole: what a program of that version would have to be.
PROGRAM = b"""#!/bin/sh
cat "$(dirname "$0")/version"
"""


def program(version: str) -> dict[str, bytes]:
    return {**content_of(version), "buku-aduan": PROGRAM, "version": version.encode()}


def installed(root: Path, version: str = "1.0.0") -> Installation:
    installation = install(root, version, program(version))
    shutil.copy2(resource("installer/starter.sh"), root / "Buku Aduan")
    return installation


def started(root: Path, *arguments: str) -> str:
    """The version that the starter starts."""
    run = subprocess.run([root / "Buku Aduan", *arguments], capture_output=True, text=True, check=True)
    assert run.stderr == ""
    return run.stdout


def crashes(root: Path, version: str) -> None:
    """A start that never gets to its home screen."""
    assert started(root) == version


def is_whole(root: Path, version: str) -> bool:
    return contents(root / version) == program(version)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from sync.release import making
    from sync.release.making import Words
    from tests.releases import TESTS_ONLY_KEY, put

    place = tmp_path_factory.mktemp("release")
    trees = {version: making.built(put(place / version, program(version))) for version in ("1.0.0", "1.1.0")}
    file = place / "1.1.0.aduan-rilis"
    making.make(trees["1.1.0"], {"1.0.0": trees["1.0.0"]}, Words("1.1.0"), file)
    making.sign_file(file, TESTS_ONLY_KEY)
    return file


def killed_at_each_step(work: Callable[..., None], arguments: Callable[[], tuple[object, ...]]) -> Iterator[int]:
    for step in count(1):
        process, connection = start(work, *arguments(), step)
        told = list(received(connection))
        process.join()
        yield step
        if "done" in told:
            assert process.exitcode == 0
            return
        assert process.exitcode == -9
        assert step < 1000


def test_killed_while_it_is_made_ready(tmp_path: Path, path: Path):
    root = tmp_path / "program"

    def fresh() -> tuple[object, ...]:
        shutil.rmtree(root, ignore_errors=True)
        return path, installed(root)

    versions: list[str] = []
    for _ in killed_at_each_step(make_ready, fresh):
        version = started(root)
        assert is_whole(root, version)
        versions.append(version)
        # And the same again comes through, whatever lies there.
        if version == "1.0.0":
            prepare(path, Installation(root, "1.0.0", SYSTEM), KEYS)
            assert started(root) == "1.1.0"
            assert is_whole(root, "1.1.0")
            assert not list(root.glob(".*"))
    assert len(versions) > 20
    assert versions == sorted(versions)
    assert set(versions) == {"1.0.0", "1.1.0"}


def test_killed_again_and_again_on_the_same_folder(tmp_path: Path, path: Path):
    root = tmp_path / "program"
    installation = installed(root)
    for _ in killed_at_each_step(make_ready, lambda: (path, installation)):
        version = started(root, "list")
        assert is_whole(root, version)
        if version == "1.1.0":
            break
    assert is_whole(root, "1.1.0")
    assert is_whole(root, "1.0.0")


def test_two_starts_without_a_home_screen_go_back(tmp_path: Path, path: Path):
    root = tmp_path / "program"
    installation = installed(root)
    prepare(path, installation, KEYS)
    crashes(root, "1.1.0")
    crashes(root, "1.1.0")
    assert started(root) == "1.0.0"
    assert started(root) == "1.0.0"
    assert installation.take_went_back() == "1.1.0"
    assert installation.given_up == "1.1.0"
    assert installation.take_went_back() == ""


def test_commands_are_no_starts_of_the_window(tmp_path: Path, path: Path):
    root = tmp_path / "program"
    prepare(path, installed(root), KEYS)
    for _ in range(5):
        assert started(root, "list", "--json") == "1.1.0"
    crashes(root, "1.1.0")
    assert started(root, "status") == "1.1.0"


def test_a_version_that_showed_its_home_screen_stays(tmp_path: Path, path: Path):
    root = tmp_path / "program"
    prepare(path, installed(root), KEYS)
    crashes(root, "1.1.0")
    Installation(root, "1.1.0", SYSTEM).stay()
    for _ in range(5):
        crashes(root, "1.1.0")


def test_a_start_that_was_closed_at_log_in_is_no_failed_one(tmp_path: Path, path: Path):
    root = tmp_path / "program"
    prepare(path, installed(root), KEYS)
    for _ in range(5):
        assert started(root) == "1.1.0"
        Installation(root, "1.1.0", SYSTEM).ended_well()
    crashes(root, "1.1.0")
    crashes(root, "1.1.0")
    assert started(root) == "1.0.0"


def test_a_new_version_whose_program_is_gone_is_given_up_at_once(tmp_path: Path, path: Path):
    root = tmp_path / "program"
    installation = installed(root)
    prepare(path, installation, KEYS)
    shutil.rmtree(root / "1.1.0")
    assert started(root) == "1.0.0"
    assert installation.take_went_back() == "1.1.0"


def test_killed_on_its_way_home(tmp_path: Path, path: Path):
    root = tmp_path / "program"

    def fresh() -> tuple[object, ...]:
        shutil.rmtree(root, ignore_errors=True)
        prepare(path, installed(root), KEYS)
        assert started(root) == "1.1.0"
        return (Installation(root, "1.1.0", SYSTEM),)

    for _ in killed_at_each_step(reach_home, fresh):
        assert started(root) == "1.1.0"
        assert is_whole(root, "1.1.0")


def test_killed_while_it_notes_that_it_went_back(tmp_path: Path, path: Path):
    root = tmp_path / "program"

    def fresh() -> tuple[object, ...]:
        shutil.rmtree(root, ignore_errors=True)
        installation = installed(root)
        prepare(path, installation, KEYS)
        crashes(root, "1.1.0")
        crashes(root, "1.1.0")
        assert started(root) == "1.0.0"
        return (installation,)

    for _ in killed_at_each_step(note_going_back, fresh):
        installation = Installation(root, "1.0.0", SYSTEM)
        installation.take_went_back()
        assert installation.given_up == "1.1.0"
        assert started(root) == "1.0.0"


@pytest.mark.parametrize("step", ["went-back", "current", "previous"])
def test_the_starter_is_cut_while_it_goes_back(tmp_path: Path, path: Path, step: str):
    """What a power cut leaves after each of its writes: the next start ends what was begun."""
    root = tmp_path / "program"
    installation = installed(root)
    prepare(path, installation, KEYS)
    crashes(root, "1.1.0")
    crashes(root, "1.1.0")
    (root / "went-back").write_text("1.1.0\n")
    if step != "went-back":
        (root / "current").write_text("1.0.0\n")
    if step == "previous":
        (root / "previous").unlink()
    assert started(root) == "1.0.0"
    assert installation.take_went_back() == "1.1.0"
    assert started(root) == "1.0.0"


def test_a_full_disk_at_any_moment_leaves_the_old_version(tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch):
    from desktop.updates import applying

    monkeypatch.setattr(applying, "RESERVE_BYTES", -(10**9))  # else it would say so before it begins
    with small_disk(tmp_path / "disk", 4) as disk:
        installation = installed(disk / "program")
        for leave in range(0, 260_000, 20_000):
            filler = fill(disk, leave)
            try:
                prepare(path, installation, KEYS)
            except DiskFull:
                filler.unlink()
                assert [place.name for place in (disk / "program").iterdir() if place.is_dir()] == ["1.0.0"]
                assert started(disk / "program") == "1.0.0"
            else:
                break
        else:
            pytest.fail("it never fitted")
        assert leave > 0
        assert started(disk / "program") == "1.1.0"
        assert is_whole(disk / "program", "1.1.0")


def test_too_little_room_is_told_before_anything_is_written(tmp_path: Path, path: Path):
    with small_disk(tmp_path / "disk", 4) as disk:
        installation = installed(disk / "program")
        with pytest.raises(NoRoom, match="MB"):
            prepare(path, installation, KEYS)
        assert started(disk / "program") == "1.0.0"


def test_a_folder_that_may_not_be_written_keeps_the_old_version(tmp_path: Path, path: Path):
    with small_disk(tmp_path / "disk", 200) as disk:
        installation = installed(disk / "program")
        with locked(disk):
            with pytest.raises(FolderNotOurs, match="program"):
                prepare(path, installation, KEYS)
            assert started(disk / "program") == "1.0.0"
            clear(installation)
            installation.stay()


def test_two_pcs_on_one_share_update_at_the_same_time(tmp_path: Path, path: Path):
    root = tmp_path / "program"
    installation = installed(root)
    running = [start(make_ready, path, installation, 0) for _ in range(4)]
    told = [list(received(connection)) for _, connection in running]
    for process, _ in running:
        process.join(60)
    assert ["done"] in told
    assert started(root) == "1.1.0"
    assert is_whole(root, "1.1.0")
    assert is_whole(root, "1.0.0")
    assert not list(root.glob(".*"))


def test_one_pc_clears_while_another_runs_the_version_before(tmp_path: Path, path: Path):
    root = tmp_path / "program"
    prepare(path, installed(root), KEYS)
    new = Installation(root, "1.1.0", SYSTEM)
    new.stay()
    clear(new)
    assert is_whole(root, "1.0.0")
    with pytest.raises(OfficeError):
        prepare(path, Installation(root, "1.0.0", SYSTEM), KEYS)
    assert started(root) == "1.1.0"


def test_a_release_that_was_pulled_out_with_its_stick_changes_nothing(tmp_path: Path, path: Path):
    installation = installed(tmp_path / "program")
    whole = path.read_bytes()
    stick = tmp_path / "stick.aduan-rilis"
    stick.write_bytes(whole)

    def pull(done: int, _total: int) -> bool:
        if done:
            stick.write_bytes(whole[: len(whole) // 2])
        return True

    with pytest.raises(OfficeError):
        prepare(stick, installation, KEYS, pull)
    assert started(tmp_path / "program") == "1.0.0"
    assert release(tmp_path / "made").exists()
