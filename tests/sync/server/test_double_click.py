"""A double click at the district: the bundle is read, the answer lies beside it, and the console stays until somebody has read it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sync.server import double_click
from sync.server.double_click import register, unregister, words
from sync.server.options import ServerOptions
from tests.conftest import PASSWORD, Founded
from tests.sync.server.processes import code_for, command, serving

UNIT = "73.07.05.2005"


def run(words_: list[str], entered: str = "") -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"BUKU_ADUAN_PASSWORD": PASSWORD}
    return subprocess.run(
        words_,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        input=entered,
        env=environment,
        check=False,
    )


def office(founded: Founded, *words_: object) -> subprocess.CompletedProcess[str]:
    return run([sys.executable, "-m", "desktop", "--data", str(founded.folder), *map(str, words_)])


def test_a_bundle_is_read_and_its_answer_lies_beside_it(founded: Founded, tmp_path: Path) -> None:
    district, stick = tmp_path / "district", tmp_path / "flashdisk Ma'ruf (1) 50%"
    stick.mkdir()
    with serving(district) as running:
        assert office(founded, "enrol", running.url, code_for(running.folder, UNIT)).returncode == 0
        assert office(founded, "sync").returncode == 0
    complaint = tmp_path / "aduan.json"
    complaint.write_text(json.dumps({"kind": "complaint", "body": "Jembatan putus"}))
    assert office(founded, "record", "--json", complaint).returncode == 0
    file = Path(json.loads(office(founded, "bundle", "write", stick, "--json").stdout)["file"])

    done = run([*words(ServerOptions(district)), str(file)], entered="\n")
    assert done.returncode == 0, done.stderr
    assert f"Kiriman {UNIT}" in done.stdout
    assert done.stdout.endswith("Tekan Enter untuk menutup.\n")
    (answer,) = (path for path in stick.iterdir() if path != file)
    assert answer.name.startswith(f"balas-{UNIT}-")
    assert office(founded, "bundle", "read", answer).returncode == 0
    assert json.loads(office(founded, "status", "--json").stdout)["waiting"] == 0


def test_what_is_refused_is_said_before_the_console_goes(tmp_path: Path) -> None:
    letter = tmp_path / "surat.aduan-usb"
    letter.write_text("Ini surat biasa")
    done = run([*words(ServerOptions(tmp_path / "district")), str(letter)])  # nobody at the keyboard ends the wait, too
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert done.stdout == "Tekan Enter untuk menutup.\n"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [letter.name]


def test_the_places_of_the_district_are_kept_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    line = words(ServerOptions(Path("data"), "postgresql+psycopg://x", "s3://bucket", Path("kunci")), "python")
    assert line == [
        "python", "-m", "sync.server", "--data", str(tmp_path / "data"), "--database", "postgresql+psycopg://x",
        "--files", "s3://bucket", "--keys", str(tmp_path / "kunci"), "bundle", "exchange", "--wait",
    ]  # fmt: skip
    assert str(tmp_path / "lampiran") in words(ServerOptions(Path("data"), files="lampiran"))


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps it in its registry")
def test_the_desktop_learns_of_it_and_forgets_it_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    data = tmp_path / "Kabupaten 50% (baru)"
    assert run([*command(data, "bundle", "register")]).returncode == 0
    entry = (tmp_path / "data" / "applications" / "aduan-distrik.desktop").read_text("utf-8")
    assert f'"{data}"'.replace("%", "%%") in entry
    assert entry.count("%f") == 1
    assert "*.aduan-usb" in (tmp_path / "data" / "mime" / "packages" / "aduan-distrik.xml").read_text("utf-8")
    for _ in range(2):
        assert run([*command(data, "bundle", "register", "--remove")]).returncode == 0
        assert not (tmp_path / "data" / "applications" / "aduan-distrik.desktop").exists()


@pytest.mark.skipif(os.name != "nt", reason="only Windows has a registry")
def test_windows_learns_of_it_and_gives_the_offices_program_its_files_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import winreg

    root, classes = winreg.HKEY_CURRENT_USER, r"Software\Buku Aduan (uji)"  # pyright: ignore[reportAttributeAccessIssue]
    monkeypatch.setattr(double_click, "CLASSES", classes)

    def value(key: str) -> str | None:
        try:
            return winreg.QueryValue(root, rf"{classes}\{key}")  # pyright: ignore[reportAttributeAccessIssue]
        except FileNotFoundError:
            return None

    register(ServerOptions(tmp_path / "Ma'ruf (desa)"))
    assert value(".aduan-usb") == double_click.KIND
    line = value(rf"{double_click.KIND}\shell\open\command")
    assert line is not None
    assert line.endswith('bundle exchange --wait "%1"')
    assert str(tmp_path / "Ma'ruf (desa)") in line
    for _ in range(2):
        unregister()
        assert (value(double_click.KIND), value(".aduan-usb")) == (None, None)
    winreg.SetValue(root, rf"{classes}\{double_click.OFFICES_KIND}", winreg.REG_SZ, "Buku Aduan")  # pyright: ignore[reportAttributeAccessIssue]
    register(ServerOptions(tmp_path))
    unregister()
    assert value(".aduan-usb") == double_click.OFFICES_KIND
    for key in (rf"\{double_click.OFFICES_KIND}", r"\.aduan-usb", ""):
        winreg.DeleteKey(root, classes + key)  # pyright: ignore[reportAttributeAccessIssue]


@pytest.mark.parametrize(
    ("word", "quoted"),
    [
        ("/srv/aduan", "/srv/aduan"),
        ("/srv/Kab (1)", '"/srv/Kab (1)"'),
        ("/srv/50%", '"/srv/50%%"'),
        ('/srv/a"b', '"/srv/a\\\\"b"'),
        ("/srv/$x", '"/srv/\\\\$x"'),
    ],
)
def test_an_argument_of_the_desktops_entry_is_quoted_by_its_rules(word: str, quoted: str) -> None:
    assert double_click._quoted(word) == quoted  # pyright: ignore[reportPrivateUsage]
