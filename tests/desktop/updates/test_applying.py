"""A release is made ready beside the running version, and the next start uses it."""

import os
from pathlib import Path

import pytest

from desktop.updates import applying
from desktop.updates.applying import FolderNotOurs, UpdateCancelled, clear, prepare
from desktop.updates.lock import BeingUpdated, only_one
from sync.release.refusals import NoKeys, NotNewer, OtherBase, OtherSigner, OtherSystem
from tests.releases import KEYS, STRANGERS_KEY, TESTS_ONLY_SPARE, content_of, contents, install, release, rewrite


def lines(root: Path) -> dict[str, str]:
    return {name: (root / name).read_text() for name in ("current", "previous") if (root / name).exists()}


@pytest.mark.parametrize("former", [("1.0.0",), (), ("0.9", "1.0.0")])
def test_the_new_version_lies_beside_the_old_one_and_is_started_next(tmp_path: Path, former: tuple[str, ...]):
    installation = install(tmp_path / "program")
    manifest = prepare(release(tmp_path / "made", former=former), installation, KEYS)
    assert manifest.version == "1.1.0"
    assert contents(tmp_path / "program" / "1.1.0") == content_of("1.1.0")
    assert contents(tmp_path / "program" / "1.0.0") == content_of("1.0.0")
    assert lines(tmp_path / "program") == {"current": "1.1.0\n", "previous": "1.0.0\n"}
    assert os.access(tmp_path / "program" / "1.1.0" / "buku-aduan", os.X_OK)
    if os.name != "nt":  # which runs a program by its name's ending
        assert not os.access(tmp_path / "program" / "1.1.0" / "_internal" / "base_library.zip", os.X_OK)
    assert sorted(path.name for path in (tmp_path / "program").iterdir() if path.is_dir()) == ["1.0.0", "1.1.0"]


def test_only_what_changed_is_in_a_release_against_an_installed_version(tmp_path: Path):
    whole = release(tmp_path / "made", former=()).stat().st_size
    assert release(tmp_path / "made-again").stat().st_size < whole / 10


def test_one_content_under_two_names_stays_one_file(tmp_path: Path):
    prepare(release(tmp_path / "made"), install(tmp_path / "program"), KEYS)
    new = tmp_path / "program" / "1.1.0" / "_internal"
    assert (new / "libqt.so.6").samefile(new / "PySide6" / "libqt.so.6")


def test_the_spare_key_signs_as_well_and_a_stranger_does_not(tmp_path: Path):
    installation = install(tmp_path / "program")
    with pytest.raises(OtherSigner):
        prepare(release(tmp_path / "theirs", key=STRANGERS_KEY), installation, KEYS)
    assert lines(installation.root) == {"current": "1.0.0\n"}
    assert prepare(release(tmp_path / "ours", key=TESTS_ONLY_SPARE), installation, KEYS).version == "1.1.0"


def test_a_program_built_without_keys_takes_no_release(tmp_path: Path):
    with pytest.raises(NoKeys, match="tanpa kunci rilis"):
        prepare(release(tmp_path / "made"), install(tmp_path / "program"), ())


@pytest.mark.parametrize("version", ["1.0.0", "0.9.9", "1.0", "0.10"])
def test_what_is_not_newer_is_refused(tmp_path: Path, version: str):
    installation = install(tmp_path / "program")
    with pytest.raises(NotNewer):
        prepare(release(tmp_path / "made", version, former=()), installation, KEYS)
    assert lines(installation.root) == {"current": "1.0.0\n"}


def test_a_release_older_than_the_one_that_waits_for_its_start_is_refused(tmp_path: Path):
    installation = install(tmp_path / "program")
    prepare(release(tmp_path / "made", "1.2.0"), installation, KEYS)
    with pytest.raises(NotNewer):
        prepare(release(tmp_path / "made", "1.1.0"), installation, KEYS)
    assert lines(installation.root)["current"] == "1.2.0\n"


def test_a_newer_release_takes_the_place_of_one_that_waits(tmp_path: Path):
    installation = install(tmp_path / "program")
    prepare(release(tmp_path / "made", "1.1.0"), installation, KEYS)
    prepare(release(tmp_path / "made", "1.10.0"), installation, KEYS)
    assert lines(installation.root) == {"current": "1.10.0\n", "previous": "1.0.0\n"}


def test_a_release_for_another_system_is_refused(tmp_path: Path):
    from msgspec.structs import replace

    foreign = rewrite(release(tmp_path / "made"), lambda manifest: replace(manifest, system="linux-aarch64"))
    with pytest.raises(OtherSystem):
        prepare(foreign, install(tmp_path / "program"), KEYS)


def test_an_installed_file_that_was_changed_is_never_built_upon(tmp_path: Path):
    installation = install(tmp_path / "program")
    (installation.folder / "_internal" / "base_library.zip").write_bytes(b"virus")
    with pytest.raises(OtherBase):
        prepare(release(tmp_path / "made"), installation, KEYS)
    assert lines(installation.root) == {"current": "1.0.0\n"}
    assert prepare(release(tmp_path / "made", former=()), installation, KEYS).version == "1.1.0"
    assert contents(installation.root / "1.1.0") == content_of("1.1.0")


def test_a_base_that_changes_while_it_is_read_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    installation = install(tmp_path / "program")
    listing = applying._by_hash  # pyright: ignore[reportPrivateUsage]

    def then_swapped(folder: Path):
        digests = listing(folder)
        (folder / "_internal" / "base_library.zip").write_bytes(b"swapped")
        return digests

    monkeypatch.setattr(applying, "_by_hash", then_swapped)
    with pytest.raises(applying.OfficeError):
        prepare(release(tmp_path / "made"), installation, KEYS)
    assert lines(installation.root) == {"current": "1.0.0\n"}


def test_a_copied_file_that_changes_while_it_is_read_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    installation = install(tmp_path / "program")
    listing = applying._by_hash  # pyright: ignore[reportPrivateUsage]

    def then_swapped(folder: Path):
        digests = listing(folder)
        for name in ("libqt.so.6", "PySide6/libqt.so.6"):
            (folder / "_internal" / name).write_bytes(b"swapped")
        return digests

    monkeypatch.setattr(applying, "_by_hash", then_swapped)
    with pytest.raises(applying.DiskFailed):
        prepare(release(tmp_path / "made"), installation, KEYS)
    assert not (installation.root / "1.1.0").exists()
    assert lines(installation.root) == {"current": "1.0.0\n"}


def stopping_at(step: int) -> applying.ReportProgress:
    steps = iter(range(100))
    return lambda _done, _total: next(steps) < step


def test_an_update_can_be_cancelled_at_every_file(tmp_path: Path):
    installation = install(tmp_path / "program")
    path = release(tmp_path / "made")
    for stop_at in range(len(content_of("1.1.0"))):
        with pytest.raises(UpdateCancelled):
            prepare(path, installation, KEYS, stopping_at(stop_at))
        assert [path.name for path in installation.root.iterdir() if path.is_dir()] == ["1.0.0"]


def test_a_half_version_that_lies_there_already_makes_way(tmp_path: Path):
    installation = install(tmp_path / "program")
    (installation.root / "1.1.0" / "_internal").mkdir(parents=True)
    (installation.root / "1.1.0" / "buku-aduan").write_bytes(b"half")
    prepare(release(tmp_path / "made"), installation, KEYS)
    assert contents(installation.root / "1.1.0") == content_of("1.1.0")


def test_two_at_once_one_waits(tmp_path: Path):
    installation = install(tmp_path / "program")
    with only_one(installation.lock) as alone:
        assert alone
        with pytest.raises(BeingUpdated):
            prepare(release(tmp_path / "made"), installation, KEYS)
    assert prepare(release(tmp_path / "made", former=()), installation, KEYS).version == "1.1.0"


def test_what_a_killed_update_left_is_removed_by_the_next(tmp_path: Path):
    installation = install(tmp_path / "program")
    (installation.root / ".new-1.1.0-abcd" / "_internal").mkdir(parents=True)
    (installation.root / ".old-0.9-abcd").mkdir()
    prepare(release(tmp_path / "made"), installation, KEYS)
    assert not list(installation.root.glob(".*"))


def test_only_the_running_version_the_next_and_one_older_stay(tmp_path: Path):
    installation = install(tmp_path / "program", "1.3.0")
    for version in ("1.0.0", "1.1.0", "1.2.0", "1.4.0"):
        (installation.root / version).mkdir()
    (installation.root / "data").mkdir()
    clear(installation)
    assert sorted(path.name for path in installation.root.iterdir() if path.is_dir()) == [
        "1.2.0", "1.3.0", "1.4.0", "data"
    ]  # fmt: skip


def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    installation = install(tmp_path / "program")
    path = release(tmp_path / "made")

    def denied(*_arguments: object, **_options: object) -> int:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(applying.Path, "mkdir", denied)
    with pytest.raises(FolderNotOurs):
        prepare(path, installation, KEYS)
    monkeypatch.undo()
    monkeypatch.setattr(applying.os, "access", lambda *_: False)
    with pytest.raises(FolderNotOurs):
        prepare(path, installation, KEYS)
    assert lines(installation.root) == {"current": "1.0.0\n"}
