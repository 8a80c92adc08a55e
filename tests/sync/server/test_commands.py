"""`aduan-distrik` as people and scripts use it (cli.md), on both databases."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from complaints.events import Attached
from tests.sync.server.pcs import SAOTANRE, TODAY, Pc, Refused
from tests.sync.server.processes import code_for, command, run, serving
from tests.sync.server.test_files import NAME, PHOTO, create, enrolled, patch

UNITS = """code,name,kind,parent_code
73.07,Kabupaten Sinjai,kabupaten,73
73.07.04,Sinjai Tengah,kecamatan,73.07
73.07.04.2009,Saotanre,desa,73.07.04
DINSOS,Dinas Sosial,opd,73.07
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def places(request: pytest.FixtureRequest) -> tuple[str, ...]:
    """The words that say where the database is."""
    return () if request.param == "sqlite" else ("--database", request.getfixturevalue("postgres_url"))


def filled(folder: Path, places: tuple[str, ...]) -> Pc:
    """A data folder with one office's complaints, brought by the real server."""
    with serving(folder, *places) as server:
        office = Pc(server.post)
        office.enrol(code_for(folder, SAOTANRE, *places))
        office.forward(office.record("Jalan rusak", name="Andi"), "DINSOS")
        office.record("Jembatan putus")
        office.sync()
    return office


def test_everything_that_was_sent_is_listed_logged_and_found_whole(tmp_path: Path, places: tuple[str, ...]):
    filled(tmp_path, places)
    rows = [json.loads(line) for line in run(tmp_path, "list", "--json", *places).splitlines()]
    assert [(row["title"], row["stage"], row["unit"]) for row in sorted(rows, key=lambda row: row["number"])] == [
        ("Jalan rusak", "new", SAOTANRE), ("Jembatan putus", "new", SAOTANRE),
    ]  # fmt: skip
    events = [json.loads(line) for line in run(tmp_path, "log", "--json", *places).splitlines()]
    assert [event["type"] for event in events] == ["Recorded", "Forwarded", "Recorded"]
    assert "utuh" in run(tmp_path, "check", *places)


def test_a_change_behind_the_server_s_back_is_found(tmp_path: Path):
    import sqlite3

    office = filled(tmp_path, ())
    with sqlite3.connect(tmp_path / "district.sqlite") as connection:
        connection.execute("UPDATE complaint SET title = 'Baik-baik saja' WHERE title = 'Jalan rusak'")
        connection.execute("UPDATE event SET content = CAST(content || x'00' AS BLOB) WHERE seq = 3")
        connection.execute("DELETE FROM feed WHERE seq = 1 AND unit = ?", (SAOTANRE,))
    done = subprocess.run(command(tmp_path, "check"), capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"Rantai peristiwa komputer {office.id} putus" in done.stdout
    assert "tidak sama dengan peristiwanya" in done.stdout
    assert "Umpan" in done.stdout


def test_a_file_that_spoilt_on_the_disk_is_found(tmp_path: Path):
    with serving(tmp_path) as server:
        office = enrolled(server)
        office.write(Attached(TODAY, NAME, "foto.jpg", "image/jpeg", len(PHOTO)), office.record())
        office.sync()
        patch(server, office, create(server, office, PHOTO).headers["Location"], 0, PHOTO)
    assert "utuh" in run(tmp_path, "check")
    (tmp_path / "files" / NAME[:2] / NAME).write_bytes(bytes(len(PHOTO)))
    done = subprocess.run(command(tmp_path, "check"), capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"{NAME[:12]}… rusak" in done.stdout


def test_complaints_that_differ_from_their_events_are_folded_again(tmp_path: Path, places: tuple[str, ...]):
    filled(tmp_path, places)
    policy = (Path(__file__).parents[3] / "resources" / "policies" / "desa-kelurahan.toml").read_text("utf-8")
    (tmp_path / "policy.toml").write_text(policy.replace("working_days = ", "working_days = 1"), "utf-8")
    before = [json.loads(line)["due_on"] for line in run(tmp_path, "list", "--json", *places).splitlines()]
    assert '"version": ' in run(tmp_path, "district", "--policy", str(tmp_path / "policy.toml"), *places)
    after = [json.loads(line)["due_on"] for line in run(tmp_path, "list", "--json", *places).splitlines()]
    assert all(new > old for old, new in zip(before, after, strict=True))
    assert "0 pengaduan dilipat ulang" in run(tmp_path, "check", "--repair", *places)


def test_a_backup_made_while_serving_is_restored_elsewhere(tmp_path: Path):
    folder, other, file = tmp_path / "a", tmp_path / "b", tmp_path / "distrik.tar"
    office = filled(folder, ())
    with serving(folder):
        run(folder, "backup", str(file))
    other.mkdir()
    run(other, "restore", str(file))
    (other / "district.keys").write_bytes((folder / "district.keys").read_bytes())
    assert len(run(other, "list", "--json").splitlines()) == 2
    with serving(other) as server:
        office.post = server.post
        office.record()
        office.sync()
    assert subprocess.run(command(other, "restore", str(file)), capture_output=True, check=False).returncode == 1


def test_a_restored_database_is_not_served_with_new_keys(tmp_path: Path):
    filled(tmp_path, ())
    (tmp_path / "district.keys").unlink()
    done = subprocess.run(command(tmp_path, "list"), capture_output=True, text=True, check=False)
    assert (done.returncode, "district.keys" in done.stderr) == (1, True)


def test_a_backup_does_not_go_where_a_former_database_left_its_journal(tmp_path: Path):
    filled(tmp_path / "a", ())
    run(tmp_path / "a", "backup", str(tmp_path / "distrik.tar"))
    other = tmp_path / "b"
    other.mkdir()
    (other / "district.sqlite-wal").write_bytes(b"was written after the backup")
    done = subprocess.run(command(other, "restore", str(tmp_path / "distrik.tar")), capture_output=True, check=False)
    assert done.returncode == 1
    assert [path.name for path in other.iterdir()] == ["district.sqlite-wal"]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("serve", "--port", "65536"), 2),
        (("serve", "--workers", "0"), 2),
        (("serve", "--device-pace", "0"), 2),
        (("serve", "--certificate", "{here}/none.pem", "--key", "{here}/none.pem"), 1),
        (("serve", "--certificate", "{here}/noise", "--key", "{here}/noise"), 1),
        (("serve", "--files", "s3://"), 1),
        (("serve", "--host", "server-kabupaten.invalid"), 1),
        (("serve", "--database", "postgresql+psycopg://kabupaten:rahasia@127.0.0.1:1/aduan"), 1),
        (("list", "--database", "postgresql+psycopg://kabupaten:rahasia@host:port/aduan"), 1),
        (("list", "--data", "{here}/noise"), 1),
        (("list", "--data", "{here}/damaged"), 1),
        (("admin", "create", ""), 1),
    ],
)
def test_what_can_not_be_started_or_opened_is_one_sentence(tmp_path: Path, words: tuple[str, ...], status: int):
    (tmp_path / "noise").write_bytes(b"\xff" * 4_096)
    (tmp_path / "damaged").mkdir()
    (tmp_path / "damaged" / "district.sqlite").write_bytes(b"\xff" * 4_096)
    given = [word.format(here=tmp_path) for word in words]
    data = Path(given.pop(given.index("--data") + 1)) if "--data" in given else tmp_path / "data"
    environment = os.environ | {"ADUAN_DISTRIK_PASSWORD": "sandi-panjang"}
    asked = command(data, *(word for word in given if word != "--data"))
    done = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=60, env=environment)
    assert done.returncode == status
    assert "Traceback" not in done.stderr
    assert "rahasia" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith("aduan-distrik")


@pytest.mark.parametrize("evil", ["../evil", "/tmp/evil-district", "files/../../evil"])
def test_a_backup_with_tricks_in_it_writes_nowhere_else(tmp_path: Path, evil: str):
    import io
    import tarfile

    file = tmp_path / "x.tar"
    with tarfile.open(file, "w") as archive:
        archive.addfile(tarfile.TarInfo(evil), io.BytesIO(b""))
    done = subprocess.run(command(tmp_path / "data", "restore", str(file)), capture_output=True, check=False)
    assert done.returncode == 1
    assert not (tmp_path / "evil").exists()
    assert not Path("/tmp/evil-district").exists()


def test_units_and_district_reach_the_offices_in_the_notice(tmp_path: Path):
    (tmp_path / "units.csv").write_text(UNITS)
    run(tmp_path, "units", "import", str(tmp_path / "units.csv"))
    key = "8f40c5adb68f25624ae5b214ea767a6ec94d829d3d7b5e1ad1ba6f3e2138285f"
    told = json.loads(run(tmp_path, "district", "--inspectorate", key, "--contact", "0482-21001"))
    assert (told["unit"], told["name"], told["inspectorate"]) == ("73.07", "Kabupaten Sinjai", key)
    with serving(tmp_path) as server:
        office = Pc(server.post)
        assert office.enrol(code_for(tmp_path, SAOTANRE)).district == "73.07"
        notice = office.exchange().notice
        assert notice is not None
        assert [(a.code, a.name) for a in notice.agencies] == [("DINSOS", "Dinas Sosial")]
        assert notice.inspectorate.hex() == key
        assert office.exchange().notice is None


@pytest.mark.parametrize("change", [("desa,", ""), ("code,", "kode,"), ("73.07.04.2009", "73 07"), ("Saotanre", "")])
def test_a_list_of_units_with_a_fault_changes_nothing(tmp_path: Path, change: tuple[str, str]):
    (tmp_path / "units.csv").write_text(UNITS.replace(*change))
    done = subprocess.run(
        command(tmp_path, "units", "import", str(tmp_path / "units.csv")), capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert json.loads(run(tmp_path, "district"))["unit"] == ""


def test_a_revoked_pc_is_turned_away_and_comes_back_with_a_new_code(tmp_path: Path):
    with serving(tmp_path) as server:
        office = Pc(server.post)
        office.enrol(code_for(tmp_path, SAOTANRE))
        office.record()
        office.sync()
        [listed] = [json.loads(line) for line in run(tmp_path, "device", "list").splitlines()]
        assert (listed["id"], listed["letter"], listed["events"]) == (office.id, "A", 1)
        run(tmp_path, "device", "revoke", office.id)
        with pytest.raises(Refused, match="401"):
            office.exchange()
        assert office.enrol(code_for(tmp_path, SAOTANRE)).letter == "A"
        assert office.exchange().acknowledged == 1


def test_a_password_that_is_too_short_makes_no_account(tmp_path: Path):
    environment = os.environ | {"ADUAN_DISTRIK_PASSWORD": "pendek"}
    done = subprocess.run(
        command(tmp_path, "admin", "create", "Koordinator"), capture_output=True, env=environment, check=False
    )
    assert done.returncode == 1


@pytest.mark.parametrize("words", [("admin", "create", "Koordinator"), ("release", "keygen", "rilis.kunci")])
def test_a_password_that_nobody_types_is_asked_for_in_words(tmp_path: Path, words: tuple[str, ...]):
    done = subprocess.run(
        command(tmp_path, *words), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, cwd=tmp_path,
        start_new_session=True, env=os.environ | {"PYTHONPATH": str(Path.cwd())},
    )  # fmt: skip
    assert done.returncode == 1
    assert "Kata sandi tidak terbaca" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "rilis.kunci").exists()


def test_an_office_without_passwords_gets_its_code_back(tmp_path: Path):
    from desktop.store.vault import Vault

    run(tmp_path, "escrow-key", str(tmp_path / "escrow"))
    assert (tmp_path / "escrow").stat().st_mode & 0o077 == 0
    told = json.loads(run(tmp_path, "district"))
    vault = Vault(tmp_path, lambda: 1e9)
    unlocked, _ = vault.create("Siti", "rahasia-desa")
    vault.put_escrow(unlocked, bytes.fromhex(told["escrow"]))
    code = run(tmp_path, "open-escrow", "--key", str(tmp_path / "escrow"), str(vault.file)).strip()
    assert vault.unlock_with_recovery(code).key == unlocked.key
    again = subprocess.run(command(tmp_path, "escrow-key", str(tmp_path / "escrow")), capture_output=True, check=False)
    assert again.returncode == 1
    other = subprocess.run(
        command(tmp_path, "open-escrow", "--key", str(vault.file), str(vault.file)), capture_output=True, check=False
    )
    assert other.returncode == 1


def test_wrong_usage_has_its_own_exit_code(tmp_path: Path):
    for words in ((), ("serve", "--port", "x"), ("device",)):
        assert subprocess.run(command(tmp_path, *words), capture_output=True, check=False).returncode == 2


def test_the_log_tells_what_was_set_aside(tmp_path: Path):
    with serving(tmp_path) as server:
        office = Pc(server.post)
        office.enrol(code_for(tmp_path, SAOTANRE))
        case = office.record()
        office.note(case)
        office.sync()
        id = f"{office.id}-2"
        assert "disisihkan" in run(tmp_path, "event", "quarantine", id, "--why", "Merusak")
        shown = json.loads(run(tmp_path, "event", "show", id))
        assert (shown["type"], shown["quarantined"]["why"], shown["readers"]) == ("Noted", "Merusak", [])
        lines = [json.loads(line) for line in run(tmp_path, "log", "--json").splitlines()]
        assert [line["quarantined"] for line in lines] == [None, "Merusak"]
        run(tmp_path, "event", "release", id)
        assert json.loads(run(tmp_path, "event", "show", id))["readers"] == [SAOTANRE]
