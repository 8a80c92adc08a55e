"""`enrol`, `sync` and `status` against the real server process, as cli.md promises them."""

from pathlib import Path

import pytest

from tests.conftest import Founded
from tests.desktop.command import Run, runner
from tests.sync.server.processes import Running, code_for, serving

UNIT = "73.07.05.2005"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory):
    with serving(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture
def run(founded: Founded, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    return runner(founded.folder, capsys, monkeypatch)


def complaint(folder: Path, body: str) -> Path:
    file = folder / "aduan.json"
    file.write_text(f'{{"kind": "complaint", "body": "{body}"}}', encoding="utf-8")
    return file


def test_a_pc_enrols_and_sends_what_it_has(run: Run, server: Running, tmp_path: Path):
    run("record", "--json", complaint(tmp_path, "Jalan rusak di depan masjid"))
    assert run("status", "--json").object["waiting"] == 1
    enrolled = run("enrol", server.url, code_for(server.folder, UNIT), "--json")
    assert (enrolled.code, enrolled.object["unit"]) == (0, UNIT)
    done = run("sync", "--json")
    assert done.code == 0, done.err
    assert (done.object["sent"], done.object["waiting"], done.object["outcome"]) == (1, 0, "ok")
    now = run("status", "--json").object
    assert (now["enrolled"], now["waiting"], now["address"]) == (True, 0, server.url)
    assert now["last_success"] is not None
    assert abs(now["clock_offset_ms"]) < 5000
    assert now["last_attempts"][0]["bytes_out"] > 100


def test_a_wrong_code_is_refused_and_changes_nothing(run: Run, server: Running):
    ended = run("enrol", server.url, "AAAA-BBBB-CCCC")
    assert ended.code == 1
    assert "Kode pendaftaran" in ended.err
    assert run("status", "--json").object["enrolled"] is False


def test_without_enrolment_nothing_is_sent(run: Run):
    ended = run("sync")
    assert (ended.code, ended.out) == (1, "")
    assert "belum terdaftar" in ended.err


def test_without_a_server_the_exit_code_is_4(run: Run):
    assert run("enrol", "http://127.0.0.1:9", "K7QM-4T2X-9DNB").code == 4
    assert run("enrol", "ftp://x", "K7QM-4T2X-9DNB").code == 1
    assert run("enrol", "http://contoh.id", "K7QM-4T2X-9DNB").code == 1


def test_a_server_that_went_away_is_told_and_tried_again_later(run: Run, tmp_path: Path):
    with serving(tmp_path / "server") as running:
        run("enrol", running.url, code_for(running.folder, UNIT))
    run("record", "--json", complaint(tmp_path, "Jalan rusak"))
    ended = run("sync")
    assert ended.code == 4
    assert len(ended.err.splitlines()) == 1
    now = run("status", "--json").object
    assert (now["waiting"], now["last_attempts"][0]["outcome"]) == (1, "failed")
    assert now["next_try"] is not None
