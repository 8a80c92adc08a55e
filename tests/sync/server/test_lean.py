"""The server without what an office's program needs: of its own list of requirements alone, small enough, and whole."""

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from io import BytesIO
from pathlib import Path

import pytest
import requests
from packaging.requirements import Requirement
from PIL import Image

from tests.sync.server.pcs import SAOTANRE, Pc
from tests.sync.server.processes import Running
from tests.sync.server.test_roles import PASSWORD
from tests.sync.server.test_unit_desk import Officer, given

ROOT = Path(__file__).parents[3]
MOST = 60_000_000  # bytes on the disk
IMPORT_ALL = """
import importlib, pkgutil, sync, sync.server
names = [m.name for m in pkgutil.walk_packages(sync.server.__path__, "sync.server.")]
for name in names:
    if ".migrations" not in name and name not in ("sync.server.__main__", "sync.server.bucket"):
        importlib.import_module(name)
print(len(names))
"""


def project(path: str) -> dict[str, object]:
    return tomllib.loads((ROOT / path).read_text("utf-8"))["project"]


def needed(requirements: list[str]) -> dict[str, Distribution]:
    """What installing these brings, as it is installed here."""
    found: dict[str, Distribution] = {}
    waiting = [Requirement(text) for text in requirements]
    while waiting:
        requirement = waiting.pop()
        if requirement.marker and not any(
            requirement.marker.evaluate({"extra": extra}) for extra in (requirement.extras or {""}) | {""}
        ):
            continue
        name = requirement.name.lower().replace("_", "-")
        if name in found:
            continue
        found[name] = distribution(name)
        waiting += [
            Requirement(text)
            for text in found[name].requires or []
            if "extra ==" not in text or any(f'"{extra}"' in text for extra in requirement.extras)
        ]
    return found


@pytest.fixture(scope="module")
def lean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python that has the server's requirements and nothing else."""
    place = tmp_path_factory.mktemp("lean")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(place / "venv")], check=True, timeout=60)
    packages = next((place / "venv" / "lib").glob("python3*")) / "site-packages"
    for brought in needed(project("sync/server/pyproject.toml")["dependencies"]).values():  # pyright: ignore[reportArgumentType]
        for file in brought.files or []:
            source = Path(str(file.locate()))
            if ".." in file.parts or source.suffix == ".pyc" or not source.is_file():
                continue
            target = packages / file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.symlink_to(source)
    (packages / "aduan.pth").write_text(f"{ROOT}\n")
    return place


@pytest.fixture(scope="module")
def python(lean: Path) -> str:
    return str(lean / "venv" / "bin" / "python")


@pytest.fixture(scope="module")
def served(lean: Path, python: str) -> Iterator[Running]:
    folder = lean / "district"
    (lean / "units.csv").write_text(
        "code,name,kind,parent_code\n73.07,Kabupaten Sinjai,kabupaten,73\n73.07.04,Sinjai Tengah,kecamatan,73.07\n"
        "73.07.04.2009,Saotanre,desa,73.07.04\nDINSOS,Dinas Sosial,opd,73.07\n"
    )
    said(python, folder, "units", "import", str(lean / "units.csv"))
    who = ("Hasnah", "--role", "unit", "--unit", "DINSOS")
    said(python, folder, "account", "create", *who, password=PASSWORD)
    command = [python, "-m", "sync.server", "--data", str(folder), "serve", "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=lean, env=environment())
    assert process.stderr is not None
    try:
        told = json.loads(process.stderr.readline())
        yield Running(process, f"http://{told['host']}:{told['port']}", folder, [])
    finally:
        process.terminate()
        process.communicate(timeout=30)


def environment(**changes: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV", "VIRTUAL"))}
    return kept | {"PYTHONDONTWRITEBYTECODE": "1"} | changes


def said(python: str, folder: Path, *words: str, password: str = "") -> str:
    done = subprocess.run(
        [python, "-m", "sync.server", "--data", str(folder), *words],
        capture_output=True,
        text=True,
        timeout=120,
        cwd=folder.parent,
        env=environment(ADUAN_DISTRIK_PASSWORD=password),
        check=False,
    )
    return done.stdout + done.stderr


def test_its_list_names_what_the_whole_names():
    whole, server = project("pyproject.toml"), project("sync/server/pyproject.toml")
    extras = whole["optional-dependencies"]
    assert isinstance(extras, dict)
    named = {*whole["dependencies"], *extras["server"]}  # pyright: ignore[reportGeneralTypeIssues]
    optional = server["optional-dependencies"]
    assert isinstance(optional, dict)
    asked = {*server["dependencies"], *(text for name, texts in optional.items() if name != "semua" for text in texts)}  # pyright: ignore[reportGeneralTypeIssues]
    assert asked <= named
    assert set(extras["server"]) <= asked
    assert re.findall(r"[a-z0-9]+", optional["semua"][0].partition("[")[2]) == [
        name for name in optional if name != "semua"
    ]


def test_it_is_small_and_has_nothing_of_the_desktop(lean: Path):
    packages = next((lean / "venv" / "lib").glob("python3*")) / "site-packages"
    size = sum(-(-path.stat().st_size // 4096) * 4096 for path in packages.rglob("*") if path.is_file())
    assert 20_000_000 < size < MOST
    names = {path.name.lower() for path in packages.iterdir()}
    assert not names & {
        "pyside6",
        "shiboken6",
        "typst",
        "pypdfium2",
        "docx",
        "lxml",
        "requests",
        "holidays",
        "zstandard",
    }
    assert {"starlette", "sqlalchemy", "nacl"} <= names


def test_every_part_of_the_server_is_imported_without_the_rest(lean: Path, python: str):
    done = subprocess.run(
        [python, "-c", IMPORT_ALL],
        capture_output=True,
        text=True,
        cwd=lean,
        env=environment(),
        timeout=120,
        check=False,
    )
    assert done.stderr == ""
    assert int(done.stdout) > 60


def test_it_takes_a_sync_and_shows_pages(served: Running, lean: Path, python: str):
    office = Pc(served.post)
    office.enrol(said(python, served.folder, "enrol-code", SAOTANRE).split()[-1])
    office.record("Jalan rusak", "Andi")
    office.sync()
    assert office.acknowledged == 1
    assert requests.get(served.url + "/lacak", timeout=30).status_code == 200
    assert '"title": "Jalan rusak"' in said(python, served.folder, "list", "--json")
    assert "Semua utuh" in said(python, served.folder, "check")
    backup = lean / "cadangan.tar"
    assert "ditulis dan diperiksa" in said(python, served.folder, "backup", str(backup))
    assert "diperiksa seluruhnya" in said(python, lean / "pulih", "restore", str(backup))


def test_what_is_not_installed_is_told_in_a_sentence(lean: Path, python: str):
    for words, extra in (
        (("--database", "postgresql+psycopg://aduan@localhost/x", "list"), "postgresql"),
        (("--files", "s3://lampiran", "serve", "--port", "0"), "s3"),
        (("--encrypt", "list"), "enkripsi"),
    ):
        told = said(python, lean / f"lain-{extra}", *words)
        assert "Traceback" not in told
        assert f"sync/server[{extra}]" in told


def test_a_photo_is_cleaned_and_what_needs_more_is_refused_in_a_sentence(served: Running, python: str):
    office = Pc(served.post)
    office.enrol(said(python, served.folder, "enrol-code", SAOTANRE).split()[-1])
    case = given(office, "DINSOS", body="Bantuan beras")
    session = requests.Session()
    entry = {"name": "Hasnah", "password": PASSWORD}
    assert session.post(served.url + "/masuk", entry, timeout=30, allow_redirects=False).status_code == 303
    hasnah = Officer(served, "Hasnah", session)
    out, exif = BytesIO(), Image.Exif()
    exif[0x010F] = "Telepon Hasnah"
    Image.new("RGB", (60, 40), "red").save(out, "JPEG", exif=exif)
    assert hasnah.post(f"/meja/{case}/lampiran", {"file": ("bukti.jpg", out.getvalue())}).status_code == 303
    office.sync()
    [stored] = [path for path in (served.folder / "files").glob("??/*") if path.is_file()]
    assert b"Telepon" not in stored.read_bytes()
    answer = hasnah.post(f"/meja/{case}/lampiran", {"file": ("surat.pdf", b"%PDF-1.4\n%%EOF\n")})
    assert answer.status_code == 422
    assert "lampiran" in answer.text
