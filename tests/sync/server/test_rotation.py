"""Nightly backups: which stay, and that a drill proves one before it is needed."""

import json
import os
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest

from sync.server.rotation import kept, name_of
from tests.sync.server.processes import command, run
from tests.sync.server.test_commands import filled

TODAY = date(2026, 11, 30)


def test_a_year_of_nights_leaves_seven_days_five_weeks_and_twelve_months():
    nights = {TODAY - timedelta(days=n) for n in range(800)}
    stays: set[date] = set()
    present: set[date] = set()
    for night in sorted(nights):  # as it goes: each night one more, and the rest removed
        present.add(night)
        stays = present = kept(present)
    assert {TODAY - timedelta(days=n) for n in range(7)} <= stays
    assert len({day.isocalendar()[:2] for day in stays}) >= 5
    assert {(day.year, day.month) for day in stays} >= {(2026, month) for month in range(1, 12)}
    assert len(stays) <= 7 + 5 + 12


def test_a_server_that_was_off_for_long_loses_no_backup_for_it():
    old = {date(2020, 1, n) for n in range(1, 8)}
    assert kept(old) == old
    assert kept({*old, TODAY}) >= {TODAY, date(2020, 1, 7)}


def key(folder: Path) -> tuple[Path, str]:
    file = folder / "cadangan.key"
    return file, run(folder, "backup-key", str(file)).split()[0]


def test_a_night_s_backup_is_sealed_dated_and_the_only_one_of_its_day(tmp_path: Path):
    data, folder = tmp_path / "data", tmp_path / "cadangan"
    filled(data, ())
    file, public = key(tmp_path)
    folder.mkdir()
    for name in ("aduan-2020-01-01.cadangan", "aduan-2020-01-02.cadangan", "aduan-2999-01-01.cadangan", "catatan.txt"):
        (folder / name).write_text("lama")
    (folder / "aduan-2020-01-02.cadangan.part").write_text("terputus")
    for _ in range(2):
        assert "terenkripsi" in run(data, "backup", "--rotate", "--to", public, str(folder))
    today = name_of(date.today())  # noqa: DTZ011 - the machine's own day names the file
    names = {path.name for path in folder.iterdir()}
    assert {today, "catatan.txt", "aduan-2999-01-01.cadangan", "aduan-2020-01-02.cadangan"} <= names
    assert not [name for name in names if name.endswith(".part")]
    told = run(
        tmp_path / "lain", "drill", str(folder / today), "--key", str(file), "--keys", str(data / "district.keys")
    )
    assert "2 pengaduan, 3 peristiwa" in told
    assert "kunci identitasnya" in told
    assert not (tmp_path / "lain").exists()


@pytest.mark.parametrize("words", [("--to", ""), ("--to", "bukan-kunci")])
def test_without_a_usable_key_no_backup_is_written_in_the_clear(tmp_path: Path, words: tuple[str, ...]):
    filled(tmp_path / "data", ())
    (tmp_path / "cadangan").mkdir()
    asked = command(tmp_path / "data", "backup", "--rotate", *words, str(tmp_path / "cadangan"))
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert list((tmp_path / "cadangan").iterdir()) == []


def test_a_disk_that_is_not_there_is_told_and_nothing_written_in_its_place(tmp_path: Path):
    filled(tmp_path / "data", ())
    asked = command(tmp_path / "data", "backup", "--rotate", str(tmp_path / "tidak-ada"))
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert (done.returncode, "tidak ada" in done.stderr) == (1, True)
    assert not (tmp_path / "tidak-ada").exists()


def test_a_backup_that_fails_removes_no_older_one(tmp_path: Path):
    filled(tmp_path / "data", ())
    folder = tmp_path / "cadangan"
    folder.mkdir()
    for n in range(1, 29):
        (folder / f"aduan-2020-01-{n:02}.cadangan").write_text("lama")
    in_the_way = folder / f"{name_of(date.today())}.part"  # noqa: DTZ011 - the machine's own day names the file
    in_the_way.mkdir()
    (in_the_way / "penuh").write_text("")
    asked = command(tmp_path / "data", "backup", "--rotate", str(folder))
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert len(list(folder.glob("*.cadangan"))) == 28


def test_a_drill_finds_what_is_cut_off_and_leaves_nothing(tmp_path: Path):
    filled(tmp_path / "data", ())
    whole, place = tmp_path / "utuh.tar", tmp_path / "sementara"
    run(tmp_path / "data", "backup", str(whole))
    place.mkdir()
    cut = tmp_path / "putus.tar"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    for file, status in ((whole, 0), (cut, 1)):
        done = subprocess.run(
            command(tmp_path / "x", "drill", str(file), "--place", str(place)),
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, "Traceback" in done.stderr) == (status, False)
        assert list(place.iterdir()) == []


def test_what_is_not_well_is_told_and_ends_with_1(tmp_path: Path):
    filled(tmp_path, ())
    done = subprocess.run(command(tmp_path, "health", "--json"), capture_output=True, text=True, check=False)
    told = json.loads(done.stdout)
    assert (done.returncode, told["backup_age"], len(told["faults"])) == (1, None, 1)
    run(tmp_path, "backup", str(tmp_path / "c.tar"))
    assert "Semua baik" in run(tmp_path, "health", "--disk", "1")
    old = (tmp_path / "last-backup").stat().st_mtime - 49 * 3600
    os.utime(tmp_path / "last-backup", (old, old))
    done = subprocess.run(
        command(tmp_path, "health", "--disk", "1000000000", "--url", "http://127.0.0.1:9"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert [word in done.stdout for word in ("Ruang disk", "49 jam lalu", "tidak menjawab")] == [True] * 3
