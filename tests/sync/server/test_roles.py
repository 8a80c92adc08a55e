"""Each account does what its role may and nothing else; who is invited chooses the password with a code that counts once."""

import json
import os
import re
import subprocess
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
import requests
from starlette.routing import Route

from sync.server.options import ServerOptions
from sync.server.permissions import ROLES
from sync.server.routes import routes
from tests.sync.server.conftest import fresh
from tests.sync.server.pcs import SAOTANRE, Pc
from tests.sync.server.processes import Running, code_for, command, run, serving
from tests.sync.server.test_commands import UNITS

PASSWORD = "kata-sandi-panjang"
KECAMATAN = "73.07.04"
# What this test believes, by itself: each page of the server for each role, beside what everybody may see.
EVERYBODY = {
    "/icon.png",
    "/style.css",
    "/lacak",
    "/lacak/jawaban",
    "/lacak/suara",
    "/masuk",
    "/undangan",
    "/healthz",
    "/metrics",
}
OWN = {"/", "/keluar", "/akun", "/akun/sandi", "/akun/kode", "/akun/kode/pasang"}
ALLOWED = {
    "admin": {
        "/aduan", "/aduan/tampilan", "/aduan/tampilan/hapus", "/aduan/disposisi", "/aduan/disposisi/kirim", "/aduan/{id}", "/aduan/{id}/disposisi", "/aduan/{id}/catatan", "/aduan/{id}/identitas",
        "/aduan/{id}/lampiran/{sha256}", "/tersegel", "/unit", "/unit/kode", "/unit/cabut", "/unit/undangan",
        "/unit/undangan/batal", "/unit/undangan/{id}", "/unit/kiriman", "/unit/balasan/{unit}", "/pemantauan", "/pemantauan.csv",
        "/pemantauan.xlsx", "/peristiwa", "/peristiwa/sisihkan", "/peristiwa/kembalikan", "/akun/semua", "/akun/undang",
        "/akun/matikan", "/akun/hidupkan", "/akun/riwayat", "/lapor", "/lapor/baru", "/lapor/tempel", "/lapor/daftar", "/lapor/{id}", "/lapor/{id}/nomor", "/lapor/{id}/centang",
        "/laporan", "/laporan/{unit}/{period}", "/laporan/{unit}/{period}.xlsx", "/laporan/{unit}/{period}.json", "/pekan", "/pekan.xlsx", "/pekan.pdf", "/pimpinan", "/indeks", "/indeks.xlsx", "/indeks/aduan", "/peringatan", "/peringatan/aduan",
        "/pengingat", "/aduan/{id}/teguran/{rung}",
    },
    "coordinator": {
        "/aduan", "/aduan/tampilan", "/aduan/tampilan/hapus", "/aduan/disposisi", "/aduan/disposisi/kirim", "/aduan/{id}", "/aduan/{id}/disposisi", "/aduan/{id}/catatan", "/aduan/{id}/identitas",
        "/aduan/{id}/lampiran/{sha256}", "/tersegel", "/unit", "/unit/kode", "/unit/cabut", "/unit/undangan",
        "/unit/undangan/batal", "/unit/undangan/{id}", "/unit/kiriman", "/unit/balasan/{unit}", "/pemantauan", "/pemantauan.csv",
        "/pemantauan.xlsx", "/lapor", "/lapor/baru", "/lapor/tempel", "/lapor/daftar", "/lapor/{id}", "/lapor/{id}/nomor", "/lapor/{id}/centang",
        "/laporan", "/laporan/{unit}/{period}", "/laporan/{unit}/{period}.xlsx", "/laporan/{unit}/{period}.json", "/pekan", "/pekan.xlsx", "/pekan.pdf", "/pimpinan", "/indeks", "/indeks.xlsx", "/indeks/aduan", "/peringatan", "/peringatan/aduan",
        "/pengingat", "/aduan/{id}/teguran/{rung}",
    },
    "leader": {"/pemantauan", "/pemantauan.csv", "/pemantauan.xlsx", "/laporan", "/laporan/{unit}/{period}", "/laporan/{unit}/{period}.xlsx", "/laporan/{unit}/{period}.json", "/pekan", "/pekan.xlsx", "/pekan.pdf", "/pimpinan", "/indeks", "/indeks.xlsx", "/peringatan"},
    "inspectorate": {"/aduan", "/aduan.csv", "/aduan.xlsx", "/aduan/tampilan", "/aduan/tampilan/hapus", "/aduan/{id}", "/aduan/{id}/lampiran/{sha256}", "/indeks/aduan", "/peringatan/aduan", "/pengingat", "/aduan/{id}/teguran/{rung}"},
}  # fmt: skip
# What holds in the district, and what it announces.
SETTINGS = {
    "/pengumuman",
    "/pengumuman/kirim",
    "/pengumuman/tarik",
    "/aturan",
    "/aturan/{name}",
    "/aturan/{name}/periksa",
}
for role_that_sets in ("admin", "coordinator"):
    ALLOWED[role_that_sets] |= SETTINGS | {"/aduan.csv", "/aduan.xlsx"}
UNIT_PAGES = "/meja"


def account(folder: Path, name: str, *words: str, password: str = PASSWORD) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "ADUAN_DISTRIK_PASSWORD"}
    if password:
        environment["ADUAN_DISTRIK_PASSWORD"] = password
    made = subprocess.run(
        command(folder, "account", "create", name, *words), check=True, capture_output=True, text=True, env=environment
    )
    return made.stdout


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("district")
    words = () if request.param == "sqlite" else ("--database", fresh(request.getfixturevalue("postgres")))
    (folder / "units.csv").write_text(UNITS)
    run(folder, "units", "import", str(folder / "units.csv"), *words)
    for role in ROLES:
        account(folder, role, "--role", role, *(("--unit", KECAMATAN) if role == "unit" else ()), *words)
    with serving(folder, *words) as running:
        yield running


def enter(server: Running, name: str, password: str = PASSWORD) -> tuple[requests.Session, str]:
    """The visit, and the page to which it came first."""
    session = requests.Session()
    answer = session.post(server.url + "/masuk", {"name": name, "password": password}, timeout=30)
    return session, answer.url.removeprefix(server.url)


@pytest.fixture(scope="module")
def visits(server: Running) -> dict[str, requests.Session]:
    return {role: enter(server, role)[0] for role in ROLES}


def all_routes(server: Running) -> list[Route]:
    options = ServerOptions(server.folder, server.words[1] if server.words else "")
    return [
        route
        for route in routes(options.open(), options.shelf(), options.uploads(), options.data, None).routes
        if isinstance(route, Route) and not route.path.startswith("/v")
    ]


def csrf_of(session: requests.Session, server: Running) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', session.get(server.url + "/akun", timeout=30).text)
    assert found
    return found[1]


def test_every_page_is_for_the_roles_of_the_table_alone(server: Running, visits: dict[str, requests.Session]):
    """Also with a right sign on the form, an id that is none, and every method that the page takes."""
    signs = {role: csrf_of(session, server) for role, session in visits.items()}
    guarded = [route for route in all_routes(server) if route.path not in EVERYBODY]
    paths = {route.path for route in guarded}
    assert OWN | set().union(*ALLOWED.values()) == {path for path in paths if not path.startswith(UNIT_PAGES)}
    for route, role in product(guarded, ROLES):
        path = route.path
        if path in ("/keluar", "/akun/sandi", "/akun/kode/pasang"):
            continue
        url = server.url + path.replace("{id}", "aaaaaaaaaaaaaaaa-1").replace("{sha256}", "0" * 64).replace(
            "{rung}", "done.0.7"
        )
        methods = {"GET", "POST"} & (route.methods or set())
        for method in methods:
            fields = {"csrf": signs[role]} if method == "POST" else None
            status = visits[role].request(method, url, data=fields, timeout=30, allow_redirects=False).status_code
            allowed = path in OWN or path in ALLOWED.get(role, ())
            if path.startswith(UNIT_PAGES):
                allowed = role == "unit"
            assert (status == 403) is not allowed, (role, method, path, status)


def test_each_role_comes_in_at_its_own_page(server: Running):
    came = {role: enter(server, role)[1] for role in ("admin", "coordinator", "leader", "inspectorate")}
    assert came == {"admin": "/aduan", "coordinator": "/aduan", "leader": "/pimpinan", "inspectorate": "/aduan"}


def test_the_inspectorate_sees_what_is_about_supervision_and_nothing_else(
    server: Running, visits: dict[str, requests.Session]
):
    office = Pc(server.post)
    office.enrol(code_for(server.folder, SAOTANRE, *server.words))
    plain, supervisory = office.record("Lampu padam"), office.record("Pungutan liar", supervisory=True)
    office.sync()
    session = visits["inspectorate"]
    listed = session.get(server.url + "/aduan", timeout=30).text
    assert "Pungutan liar" in listed
    assert "Lampu padam" not in listed
    assert session.get(f"{server.url}/aduan/{supervisory}", timeout=30).status_code == 200
    assert session.get(f"{server.url}/aduan/{plain}", timeout=30).status_code == 404
    assert session.get(f"{server.url}/aduan/{plain}/lampiran/{'0' * 64}", timeout=30).status_code == 404
    for path in ("/pemantauan", "/pekan?kecamatan=73.07.04", "/pekan?units=1&compare=year"):
        figures = visits["leader"].get(server.url + path, timeout=30).text
        assert "Saotanre" in figures
        for secret in ("Pungutan liar", "Lampu padam", "/aduan"):
            assert secret not in figures
    assert "/aduan" not in visits["leader"].get(server.url + "/pimpinan", timeout=30).text


def test_a_leader_who_posts_is_refused_and_it_is_noted(server: Running, visits: dict[str, requests.Session]):
    sign = csrf_of(visits["leader"], server)
    answer = visits["leader"].post(server.url + "/unit/kode", {"csrf": sign, "unit": SAOTANRE}, timeout=30)
    assert answer.status_code == 403
    assert "tidak berwenang" in answer.text
    history = visits["admin"].get(server.url + "/akun/riwayat?akun=leader", timeout=30).text
    assert "DITOLAK POST /unit/kode" in history


def test_who_is_invited_chooses_a_password_with_a_code_that_counts_once(server: Running):
    told = account(server.folder, "Hasnah", "--role", "leader", *server.words, password="")
    code = told.split()[-1]
    assert enter(server, "Hasnah", "")[1] == "/masuk"
    fields = {"code": code.lower().replace("-", " "), "password": "sandi-pilihan-sendiri"}
    assert requests.post(server.url + "/undangan", fields | {"code": "AAAA-AAAA-AAAA"}, timeout=30).status_code == 422
    assert requests.post(server.url + "/undangan", fields | {"password": "pendek"}, timeout=30).status_code == 422
    assert requests.post(server.url + "/undangan", fields, timeout=30).url.endswith("/masuk")
    assert enter(server, "Hasnah", "sandi-pilihan-sendiri")[1] == "/pimpinan"
    assert requests.post(server.url + "/undangan", fields | {"password": "x" * 12}, timeout=30).status_code == 422
    assert enter(server, "Hasnah", "sandi-pilihan-sendiri")[1] == "/pimpinan"
    run(server.folder, "account", "disable", "Hasnah", *server.words)
    assert enter(server, "Hasnah", "sandi-pilihan-sendiri")[1] == "/masuk"
    listed = [json.loads(line) for line in run(server.folder, "account", "list", *server.words).splitlines()]
    assert {one["name"]: one["role"] for one in listed}["Hasnah"] == "leader"


def test_an_account_that_is_off_accepts_no_invitation_and_another_role_counts_at_once(server: Running):
    code = account(server.folder, "Andi", "--role", "admin", *server.words, password="").split()[-1]
    run(server.folder, "account", "disable", "Andi", *server.words)
    fields = {"code": code, "password": PASSWORD}
    assert requests.post(server.url + "/undangan", fields, timeout=30).status_code == 422
    account(server.folder, "Andi", "--role", "coordinator", *server.words)
    session, came = enter(server, "Andi")
    assert came == "/aduan"
    account(server.folder, "Andi", "--role", "leader", *server.words)
    assert session.get(server.url + "/aduan", timeout=30).url.endswith("/masuk")
    assert enter(server, "Andi")[1] == "/pimpinan"


def test_an_admin_invites_and_switches_off_on_the_page(server: Running, visits: dict[str, requests.Session]):
    admin = visits["admin"]
    sign = csrf_of(admin, server)
    fields = {"csrf": sign, "name": "Rahmi", "role": "unit", "unit": "DINSOS", "head": "1"}
    page = admin.post(server.url + "/akun/undang", fields, timeout=30).text
    found = re.search(r'class="code">([0-9A-Z-]+)<', page)
    assert found
    requests.post(server.url + "/undangan", {"code": found[1], "password": PASSWORD}, timeout=30)
    session, _ = enter(server, "Rahmi")
    assert "Petugas unit" in session.get(server.url + "/akun", timeout=30).text
    admin.post(server.url + "/akun/matikan", {"csrf": sign, "name": "Rahmi"}, timeout=30)
    assert session.get(server.url + "/akun", timeout=30).url.endswith("/masuk")
    assert admin.post(server.url + "/akun/matikan", {"csrf": sign, "name": "admin"}, timeout=30).status_code == 422
    for wrong in ({"unit": ""}, {"unit": "TIDAK-ADA"}, {"role": "raja"}, {"role": "leader"}, {"name": " "}):
        answer = admin.post(server.url + "/akun/undang", fields | {"name": "Salah"} | wrong, timeout=30)
        assert answer.status_code == 422, wrong


@pytest.mark.parametrize(
    "words",
    [
        ("--role", "unit"),
        ("--role", "unit", "--unit", "73.07"),
        ("--role", "unit", "--unit", "73.08.01"),
        ("--role", "unit", "--unit", "DINAS-TAK-ADA"),
        ("--role", "leader", "--unit", KECAMATAN),
        ("--role", "leader", "--head"),
        ("--role", "leader", "--unit", ""),
    ],
)
def test_a_role_and_its_unit_must_fit(server: Running, words: tuple[str, ...]):
    name = "Salah " + "".join(words)
    done = subprocess.run(
        command(server.folder, "account", "create", name, *words, *server.words),
        capture_output=True,
        text=True,
        check=False,
    )
    fits = words == ("--role", "leader", "--unit", "")
    assert done.returncode == (0 if fits else 1), done.stderr
    assert (name in run(server.folder, "account", "list", *server.words)) is fits
