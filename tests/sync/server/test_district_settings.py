"""The district's settings by web: looked at before they are saved, kept with who changed what, brought back, and lost by no second editor."""

import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import requests
from msgspec import structs

from complaints.categories import CategoryChange
from sync.server.reckoning import SHIPPED
from tests.offices import Clock
from tests.sync.offices import office_at
from tests.sync.server.pcs import SAOTANRE, TODAY, Pc
from tests.sync.server.processes import Running, code_for, run
from tests.sync.server.test_roles import csrf_of, server, visits

__all__ = ["server", "visits"]


class Editor:
    def __init__(self, server: Running, session: requests.Session) -> None:
        self._url, self._session = server.url, session
        self._csrf = csrf_of(session, server)

    def get(self, path: str = "") -> str:
        answer = self._session.get(f"{self._url}/aturan{path}", timeout=30)
        assert answer.status_code == 200, path
        return answer.text

    def opened(self, path: str) -> dict[str, str]:
        """The form of a setting: its text and the sign of what it began with."""
        page = self.get(path)
        shown = re.search(r'<textarea id="text"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
        sign = re.search(r'name="sign" value="([^"]+)"', page)
        assert shown
        assert sign
        return {"text": unescape(shown[1]), "sign": sign[1]}

    def post(self, path: str, fields: dict[str, str]) -> requests.Response:
        return self._session.post(
            f"{self._url}/aturan{path}", {"csrf": self._csrf} | fields, timeout=60, allow_redirects=False
        )


def test_a_text_is_looked_at_saved_and_brought_back(server: Running, visits: dict[str, requests.Session]):
    editor = Editor(server, visits["coordinator"])
    before = editor.opened("/contact")
    changed = before | {"text": "  Telepon   0482-21001 <b> "}
    seen = editor.post("/contact/periksa", changed).text
    assert "+Telepon 0482-21001 &lt;b&gt;" in seen
    assert editor.opened("/contact") == before, "looking changes nothing"
    assert editor.post("/contact", changed).status_code == 303
    assert "0482-21001" in requests.get(server.url + "/lacak", timeout=30).text
    assert editor.post("/contact", changed | {"text": "Lain"}).status_code == 422, "somebody else was first"
    number = re.search(r"/aturan/contact\?sebelum=(\d+)", editor.get())
    assert number
    undone = editor.opened(f"/contact?sebelum={number[1]}")
    assert undone["text"] == before["text"]
    assert editor.post("/contact", undone).status_code == 303
    assert editor.opened("/contact")["text"] == before["text"]
    assert "0482-21001" in editor.opened(f"/contact?sebelum={int(number[1]) + 1}")["text"]


def test_what_cannot_be_used_is_told_and_changes_nothing(server: Running, visits: dict[str, requests.Session]):
    editor = Editor(server, visits["coordinator"])
    for name, text in (
        ("policy", "name = 3"), ("policy", "[[["), ("ladder", "[[["), ("ladder", "x = 1"), ("holidays", "besok,Libur"), ("holidays", "2026-12-24"), ("units", "kode"), ("units", ""),
        ("units", "code,name,kind,parent_code\n73 07,x,desa,73"), ("name", "x" * 201), ("contact", "x" * 201),
        ("categories", "Jembatan"), ("categories", "infrastructure.,"), ("texts", "[[["), ("texts", '[received]\nmessage = "{nomer}"\ncall = "x"'), ("replies", "x = 1"),
    ):  # fmt: skip
        form = editor.opened(f"/{name}")
        for path in (f"/{name}", f"/{name}/periksa"):
            assert editor.post(path, form | {"text": text}).status_code == 422, (name, text)
        assert editor.opened(f"/{name}") == form
    for path in ("/sandi", "/name?sebelum=999999"):
        assert visits["coordinator"].get(f"{server.url}/aturan{path}", timeout=30).status_code in (404, 200)
    assert visits["leader"].get(server.url + "/aturan", timeout=30).status_code == 403


def test_another_policy_moves_the_deadlines(server: Running, visits: dict[str, requests.Session]):
    office = Pc(server.post)
    office.enrol(code_for(server.folder, SAOTANRE, *server.words))
    case = office.record("Tenggat berpindah", received_on=TODAY - timedelta(1))
    office.sync()
    editor = Editor(server, visits["coordinator"])

    def due() -> str:
        page = visits["coordinator"].get(f"{server.url}/aduan?word=berpindah", timeout=30).text
        row = re.search(rf"/aduan/{case}.*?</tr>", page, re.DOTALL)
        assert row
        return re.findall(r'<td class="day">(.*?)</td>', row[0])[-1]

    form, first = editor.opened("/policy"), due()
    longer = re.sub(r"working_days = (\d+)", lambda found: f"working_days = {int(found[1]) + 20}", form["text"])
    assert form["text"].strip() == SHIPPED.read_text("utf-8").strip()
    assert editor.post("/policy", form | {"text": longer}).status_code == 303
    while "sedang dihitung ulang" in editor.get():
        pass
    assert due() != first
    assert editor.post("/policy", editor.opened("/policy") | {"text": ""}).status_code == 303
    while "sedang dihitung ulang" in editor.get():
        pass
    assert due() == first
    assert "Semua utuh" in run(server.folder, "check", *server.words)


def test_categories_and_texts_hold_on_the_pages_and_in_the_offices(
    server: Running, visits: dict[str, requests.Session], tmp_path: Path
):
    """An office has them with its next sync, behind its own; taken back, what ships holds again."""
    editor = Editor(server, visits["coordinator"])
    village = office_at(tmp_path / "desa", Clock(), SAOTANRE)
    village.district.enrol(server.url, code_for(server.folder, SAOTANRE, *server.words))
    shipped = village.common_texts["received"]
    own = CategoryChange(code="infrastructure.road", name="Jalan desa")
    village.change_settings(structs.replace(village.settings, categories=(own,)))
    form = editor.opened("/categories")
    lines = "infrastructure.road,Jalan kabupaten,,\ninfrastructure.bridge,Jembatan dan titian,,\ninfrastructure.,Pasar,pedagang,\n"
    seen = editor.post("/categories/periksa", form | {"text": lines}).text
    assert "+infrastructure.district_pasar,Pasar,pedagang," in seen
    assert editor.post("/categories", form | {"text": lines}).status_code == 303
    assert "Infrastruktur › Pasar" in visits["coordinator"].get(server.url + "/aduan", timeout=30).text
    for name, text in (
        ("texts", '[received]\nmessage = "Diterima {nomor}"\ncall = "Halo {nama}"'),
        ("replies", '[[reply]]\nname = "Dari kabupaten"\ntext = "Sudah {nomor}"'),
    ):
        assert editor.post(f"/{name}", editor.opened(f"/{name}") | {"text": text}).status_code == 303
    village.district.sync()
    label = village.categories.label
    assert label("infrastructure.road") == "Infrastruktur › Jalan desa", "the office's own word goes before"
    assert label("infrastructure.bridge") == "Infrastruktur › Jembatan dan titian"
    assert label("infrastructure.district_pasar") == "Infrastruktur › Pasar"
    assert village.contact_texts["received"].message == "Diterima {nomor}"
    assert village.contact_texts["closed"].message
    assert [reply.name for reply in village.replies("")] == ["Dari kabupaten"]
    for name in ("categories", "texts", "replies"):
        number = re.search(rf"/aturan/{name}\?sebelum=(\d+)", editor.get())
        assert number
        before = editor.opened(f"/{name}?sebelum={number[1]}")
        assert editor.post(f"/{name}", before).status_code == 303
    village.district.sync()
    assert village.categories.label("infrastructure.bridge") == "Infrastruktur › Jembatan"
    assert village.contact_texts["received"] == shipped
    assert len(village.replies("")) > 1
    village.close()


def test_units_go_and_come_back_and_commands_are_kept_too(
    server: Running, visits: dict[str, requests.Session], tmp_path: Path
):
    editor = Editor(server, visits["admin"])
    form = editor.opened("/units")
    without = "\n".join(line for line in form["text"].splitlines() if not line.startswith("DINSOS"))
    assert (
        "-DINSOS" in editor.post("/units/periksa", form | {"text": f"{without}\nDLH,Dinas Lingkungan,opd,73.07\n"}).text
    )
    assert editor.post("/units", form | {"text": f"{without}\nDLH,Dinas Lingkungan,opd,73.07\n"}).status_code == 303
    listed = visits["admin"].get(server.url + "/aduan", timeout=30).text
    assert ("Dinas Lingkungan" in listed, "DINSOS" in listed) == (True, False)
    number = re.search(r"/aturan/units\?sebelum=(\d+)", editor.get())
    assert number
    assert editor.post("/units", editor.opened(f"/units?sebelum={number[1]}")).status_code == 303
    assert editor.opened("/units") == form
    (tmp_path / "libur.csv").write_text("2027-03-01,Hari jadi\n")
    run(server.folder, "district", "--holidays", str(tmp_path / "libur.csv"), *server.words)
    assert "Hari jadi" in editor.opened("/holidays")["text"]
    assert "server: " in editor.get()
