"""The web desk of a unit: its own people take every step, and each is an event that PCs of every version read as that unit's."""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import requests
from PIL import Image

from complaints.complaint import Complaint
from complaints.events import (
    Accepted,
    Attached,
    Event,
    FollowedUp,
    Forwarded,
    IdentityShown,
    Verified,
    chain_hash,
    decode,
)
from complaints.fold import fold
from tests.sync.server.conftest import fresh
from tests.sync.server.pcs import SAOTANRE, TODAY, Pc
from tests.sync.server.processes import Running, code_for, run, serving
from tests.sync.server.test_commands import UNITS
from tests.sync.server.test_files import fetch
from tests.sync.server.test_roles import account, enter

DINSOS, KECAMATAN = "DINSOS", "73.07.04"


@dataclass
class Officer:
    """Somebody on a unit's web desk, by a browser without scripts."""

    server: Running
    name: str
    session: requests.Session

    def get(self, path: str) -> requests.Response:
        return self.session.get(self.server.url + path, timeout=30)

    def post(self, path: str, files: dict[str, tuple[str, bytes]] | None = None, **fields: str) -> requests.Response:
        found = re.search(r'name="csrf" value="([^"]+)"', self.get("/akun").text)
        assert found
        return self.session.post(
            self.server.url + path, {"csrf": found[1]} | fields, files=files, timeout=30, allow_redirects=False
        )

    def step(self, case: str, action: str, note: str = "", **fields: str) -> int:
        """The status; 303 when it was taken."""
        return self.post(f"/meja/{case}/langkah", None, action=action, note=note, **fields).status_code


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("district")
    words = () if request.param == "sqlite" else ("--database", fresh(request.getfixturevalue("postgres")))
    (folder / "units.csv").write_text(f"{UNITS}PUPR,Dinas PUPR,opd,73.07\nBPBD,BPBD,opd,73.07\n")
    run(folder, "units", "import", str(folder / "units.csv"), *words)
    account(folder, "Hasnah", "--role", "unit", "--unit", DINSOS, *words)
    account(folder, "Kadis", "--role", "unit", "--unit", DINSOS, "--head", *words)
    account(folder, "Andi", "--role", "unit", "--unit", KECAMATAN, *words)
    account(folder, "Rudi", "--role", "unit", "--unit", "PUPR", *words)
    account(folder, "Murni", "--role", "unit", "--unit", SAOTANRE, *words)
    account(folder, "Rahma", "--role", "coordinator", *words)
    with serving(folder, *words) as running:
        yield running


@pytest.fixture(scope="module")
def officers(server: Running) -> dict[str, Officer]:
    names = ("Hasnah", "Kadis", "Andi", "Rudi", "Murni", "Rahma")
    return {name: Officer(server, name, enter(server, name)[0]) for name in names}


@pytest.fixture
def office(server: Running) -> Pc:
    made = Pc(server.post)
    made.enrol(code_for(server.folder, SAOTANRE, *server.words))
    return made


def given(office: Pc, *units: str, body: str = "Jembatan putus", **facts: object) -> str:
    """A verified complaint that was forwarded to these units, one by one."""
    case = office.record(body, "Andi Baso", **facts)
    office.write(Verified(TODAY), case)
    for unit in units:
        office.forward(case, unit)
    office.sync()
    return case


def as_seen_by(office: Pc, case: str) -> Complaint:
    """What the office's own program folds of all that it has."""
    office.sync()
    own = [decode(content) for content in office.chain]
    complaint = fold([event for event in [*own, *office.events()] if event.complaint == case])
    assert complaint is not None
    assert not [entry for entry in complaint.history if entry.misplaced]
    return complaint


def foreign(office: Pc, case: str) -> list[Event]:
    office.sync()
    return [event for event in office.events() if event.complaint == case and event.device != office.id]


def test_an_opd_takes_a_complaint_from_the_inbox_to_the_answer(officers: dict[str, Officer], office: Pc):
    hasnah, head = officers["Hasnah"], officers["Kadis"]
    case = given(office, DINSOS, body="Bantuan beras tidak sampai")
    inbox = hasnah.get("/meja?tab=new").text
    assert "Bantuan beras tidak sampai" in inbox
    assert "diteruskan 24 Nov oleh Desa Saotanre" in inbox
    assert hasnah.step(case, "accept") == 303
    assert "Bantuan beras tidak sampai" not in hasnah.get("/meja?tab=new").text
    assert "Bantuan beras tidak sampai" in hasnah.get("/meja").text
    assert hasnah.step(case, "follow-up", "Sudah dicek ke gudang") == 303
    assert hasnah.step(case, "respond", "Beras dikirim Senin", draft="1") == 303
    assert as_seen_by(office, case).stage == "awaiting_approval"
    assert "Bantuan beras tidak sampai" in head.get("/meja").text
    assert hasnah.step(case, "approve") == 422
    assert head.step(case, "decline", "Sebut jamnya") == 303
    office.forward(case, DINSOS)  # the office sends it there again
    office.sync()
    assert hasnah.step(case, "respond", "Beras dikirim Senin pukul 9", draft="1") == 303
    assert head.step(case, "approve") == 303
    complaint = as_seen_by(office, case)
    assert (complaint.stage, complaint.response) == ("responded", "Beras dikirim Senin pukul 9")
    assert "Bantuan beras tidak sampai" not in hasnah.get("/meja").text
    assert "Bantuan beras tidak sampai" in hasnah.get("/meja?tab=past").text
    written = foreign(office, case)
    assert {event.unit for event in written} == {DINSOS}
    assert {event.actor for event in written} == {"Hasnah", "Kadis"}
    assert any(isinstance(event.step, Accepted) for event in written)


def test_what_a_unit_writes_on_the_web_its_own_pc_has_without_gaps(
    server: Running, officers: dict[str, Officer], office: Pc
):
    """A unit may use program and web side by side: the PC checks the chain of each device of its unit."""
    pc = Pc(server.post, DINSOS)
    pc.enrol(code_for(server.folder, DINSOS, *server.words))
    first, second = given(office, DINSOS), given(office, DINSOS)
    for case in (first, second, first):
        assert officers["Hasnah"].step(case, "note", "Dari web") == 303
    pc.sync()
    by_device: dict[str, list[Event]] = {}
    for event in pc.events():
        if event.unit == DINSOS:
            by_device.setdefault(event.device, []).append(event)
    for device, events in by_device.items():
        assert [event.seq for event in sorted(events, key=lambda event: event.seq)] == list(range(1, len(events) + 1))
        head = b""
        for seq in range(1, len(events) + 1):
            head = chain_hash(head, pc.held[device][seq][0])
        assert head
    assert officers["Hasnah"].step(first, "accept") == 303
    pc.write(FollowedUp(TODAY, "Dari komputer"), first)
    pc.sync()
    assert "Dari komputer" in officers["Hasnah"].get(f"/meja/{first}").text


def test_not_our_authority_goes_back_to_whoever_handed_it_over(officers: dict[str, Officer], office: Pc):
    case = given(office, KECAMATAN)
    assert officers["Andi"].step(case, "forward", "Mohon dicek", unit=DINSOS) == 303
    assert officers["Hasnah"].step(case, "not-ours") == 422  # without a reason
    assert officers["Hasnah"].step(case, "not-ours", "Urusan PUPR") == 303
    complaint = as_seen_by(office, case)
    assert (complaint.stage, complaint.forwarded_to) == ("forwarded", KECAMATAN)
    assert f"/meja/{case}" in officers["Andi"].get("/meja?tab=new").text
    assert officers["Andi"].step(case, "not-ours", "Urusan desa") == 303
    complaint = as_seen_by(office, case)
    assert (complaint.stage, complaint.forwarded_to) == ("in_progress", "")
    notes = [
        event.step.note
        for event in sorted(foreign(office, case), key=lambda e: e.at)
        if isinstance(event.step, FollowedUp | Forwarded)
    ]
    assert notes == ["Mohon dicek", "Bukan wewenang: Urusan PUPR", "Bukan wewenang: Urusan desa"]


def test_what_the_coordinator_handed_out_comes_back_to_the_district(officers: dict[str, Officer], office: Pc):
    case = given(office)
    rahma = officers["Rahma"]
    assert rahma.post(f"/aduan/{case}/disposisi", unit=DINSOS, note="Paling lambat Jumat").status_code == 303
    assert "Paling lambat Jumat" in officers["Hasnah"].get("/meja?tab=new").text
    assert officers["Hasnah"].step(case, "not-ours", "Urusan PUPR") == 303
    assert as_seen_by(office, case).forwarded_to == "73.07"
    assert "Bukan wewenang: Urusan PUPR" in rahma.get(f"/aduan/{case}").text


def test_postponed_is_returned_to_the_complainant_by_the_office_that_recorded_it(
    officers: dict[str, Officer], office: Pc
):
    case = given(office, DINSOS)
    assert officers["Hasnah"].step(case, "postpone", "Alamat belum jelas") == 303
    assert as_seen_by(office, case).stage == "returned"
    assert f"/meja/{case}" not in officers["Hasnah"].get("/meja").text
    assert f"/meja/{case}" in officers["Murni"].get("/meja").text


def test_a_village_works_on_the_web_as_well(officers: dict[str, Officer], office: Pc):
    murni = officers["Murni"]
    case = office.record("Lampu padam")
    office.sync()
    for action, note in (("verify", ""), ("follow-up", "Dicek"), ("respond", "Sudah diganti"), ("close", "")):
        assert murni.step(case, action, note) == 303, action
    assert as_seen_by(office, case).stage == "closed"
    lent = given(office, DINSOS)
    assert murni.step(lent, "respond", "Bukan di sini") == 422
    assert murni.step(lent, "resume", "Ditangani desa") == 303
    assert officers["Hasnah"].step(lent, "accept") == 422


def test_a_unit_reaches_nothing_of_another_by_any_address(officers: dict[str, Officer], office: Pc):
    case = given(office, DINSOS, body="Hanya untuk Dinsos")
    office.write(Attached(TODAY, "a" * 64, "foto.jpg", "image/jpeg", 9), case)
    office.sync()
    before = len(foreign(office, case))
    for stranger in ("Rudi", "Andi"):
        officer = officers[stranger]
        for tab in ("new", "today", "late", "open", "past"):
            assert "Hanya untuk Dinsos" not in officer.get(f"/meja?tab={tab}").text
        for path in (f"/meja/{case}", f"/meja/{case}/cetak", f"/meja/{case}/lampiran/{'a' * 64}", f"/aduan/{case}"):
            assert officer.get(path).status_code in (403, 404), path
        for action in ("accept", "note", "respond", "forward", "not-ours"):
            assert officer.step(case, action, "Saya", unit="PUPR") == 404, action
        assert officer.post(f"/meja/{case}/identitas", purpose="ingin tahu").status_code == 404
        files = {"file": ("a.txt", b"isi")}
        assert officer.post(f"/meja/{case}/lampiran", files).status_code == 404
    assert len(foreign(office, case)) == before
    for forged in ("aaaaaaaaaaaaaaaa-1", "x", f"{case}9", "..%2F..%2Fakun"):
        assert officers["Hasnah"].get(f"/meja/{forged}").status_code == 404
        assert officers["Hasnah"].step(forged, "note", "Saya") == 404


def test_who_had_it_before_reads_on_and_writes_notes_alone(officers: dict[str, Officer], office: Pc):
    case = given(office, KECAMATAN)
    assert officers["Andi"].step(case, "forward", "", unit=DINSOS) == 303
    assert officers["Andi"].get(f"/meja/{case}").status_code == 200
    for action in ("accept", "follow-up", "respond", "forward", "not-ours", "postpone", "close", "verify", "resume"):
        assert officers["Andi"].step(case, action, "Masih saya", unit="PUPR") == 422, action
    assert officers["Andi"].step(case, "note", "Sudah saya telepon") == 303
    assert "Sudah saya telepon" in officers["Hasnah"].get(f"/meja/{case}").text


@pytest.mark.parametrize(("anonymous", "shown"), [(False, True), (True, False)])
def test_a_person_is_shown_with_a_reason_where_a_pc_would_show_it(
    officers: dict[str, Officer], office: Pc, anonymous: bool, shown: bool
):
    case = given(office, DINSOS, anonymous=anonymous)
    hasnah = officers["Hasnah"]
    assert "Andi Baso" not in hasnah.get(f"/meja/{case}").text
    assert hasnah.post(f"/meja/{case}/identitas", purpose=" ").status_code == 422
    answer = hasnah.post(f"/meja/{case}/identitas", purpose="Menelepon pelapor")
    assert answer.status_code == (200 if shown else 422)
    assert ("Andi Baso" in answer.text) is shown
    shown_steps = [event for event in foreign(office, case) if isinstance(event.step, IdentityShown)]
    assert len(shown_steps) == int(shown)


def picture() -> bytes:
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "Telepon rahasia"
    Image.new("RGB", (640, 480), "teal").save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_a_photo_from_a_phone_reaches_the_office_without_what_it_hides(
    server: Running, officers: dict[str, Officer], office: Pc
):
    case = given(office, DINSOS)
    taken = picture()
    assert b"Telepon rahasia" in taken
    assert officers["Hasnah"].post(f"/meja/{case}/lampiran", {"file": ("IMG 1.jpg", taken)}).status_code == 303
    [attached] = [event.step for event in foreign(office, case) if isinstance(event.step, Attached)]
    assert (attached.name, attached.media_type) == ("IMG 1.jpg", "image/jpeg")
    came = fetch(server, office, attached.sha256)
    assert (came.status_code, len(came.content)) == (200, attached.size)
    assert b"Telepon rahasia" not in came.content
    assert Image.open(io.BytesIO(came.content)).size == (640, 480)
    page = officers["Hasnah"].get(f"/meja/{case}/lampiran/{attached.sha256}")
    assert page.content == came.content
    assert page.headers["Content-Disposition"].startswith("attachment")
    for name, content in (("a.exe", b"MZ" + bytes(50)), ("kosong.jpg", b""), ("zip.zip", b"PK\x03\x04" + bytes(99))):
        assert officers["Hasnah"].post(f"/meja/{case}/lampiran", {"file": (name, content)}).status_code == 422, name
    big = {"file": ("besar.jpg", b"\xff\xd8\xff" + bytes(26 * 1024 * 1024))}
    assert officers["Hasnah"].post(f"/meja/{case}/lampiran", big).status_code == 413
    assert officers["Hasnah"].post(f"/meja/{case}/lampiran").status_code == 415  # no form with a file


def test_a_form_of_another_site_with_a_file_is_refused(officers: dict[str, Officer], office: Pc):
    case = given(office, DINSOS)
    hasnah = officers["Hasnah"]
    answer = hasnah.session.post(
        f"{hasnah.server.url}/meja/{case}/lampiran", {"csrf": "salah"}, files={"file": ("a.txt", b"isi")}, timeout=30
    )
    assert answer.status_code == 403


def test_the_day_of_a_step_is_the_officers_but_not_to_come(officers: dict[str, Officer], office: Pc):
    case = given(office, DINSOS)
    hasnah = officers["Hasnah"]
    assert hasnah.step(case, "accept", on="2099-01-01") == 422
    assert hasnah.step(case, "accept", on="kemarin") == 422
    assert hasnah.step(case, "accept", on="2026-11-01") == 422  # before it was received
    assert hasnah.step(case, "accept", on="2026-11-25") == 303
    [accepted] = [event.step for event in foreign(office, case) if isinstance(event.step, Accepted)]
    assert accepted.on.isoformat() == "2026-11-25"
    for bad in (
        {"action": "erase"},
        {"action": ""},
        {"action": "forward", "unit": "TAK-ADA"},
        {"action": "forward", "unit": DINSOS},
    ):
        assert hasnah.post(f"/meja/{case}/langkah", None, **bad).status_code == 422, bad


def test_a_long_inbox_comes_in_pages_soonest_first(server: Running, officers: dict[str, Officer], office: Pc):
    for number in range(35):
        case = office.record(f"Panjang {number:02}")
        office.write(Verified(TODAY), case)
        office.forward(case, "PUPR")
    office.sync()
    seen: list[str] = []
    path = "/meja"
    while path:
        page = officers["Rudi"].get(path).text
        seen += re.findall(r">(Panjang \d\d)<", page)
        more = re.search(r'href="(/meja\?[^"]*after=[^"]+)"', page)
        path = more[1].replace("&amp;", "&") if more else ""
    assert sorted(set(seen)) == [f"Panjang {number:02}" for number in range(35)]
    assert len(seen) == 35
    assert officers["Rudi"].get("/meja?tab=past&after=~~~").status_code == 200
    assert officers["Rudi"].get("/meja?tab=salah&after=1~x").status_code == 200


def test_a_disposition_that_nobody_will_read_warns(server: Running, officers: dict[str, Officer], office: Pc):
    case = given(office)
    rahma = officers["Rahma"]
    words = "belum dapat membacanya"
    assert words not in rahma.get(f"/aduan/{case}").text
    assert rahma.post(f"/aduan/{case}/disposisi", unit="BPBD").status_code == 303
    assert words in rahma.get(f"/aduan/{case}").text
    account(server.folder, "Siaga", "--role", "unit", "--unit", "BPBD", *server.words)
    assert words not in rahma.get(f"/aduan/{case}").text
    run(server.folder, "account", "disable", "Siaga", *server.words)
    assert words in rahma.get(f"/aduan/{case}").text
    Pc(server.post, "BPBD").enrol(code_for(server.folder, "BPBD", *server.words))
    assert words not in rahma.get(f"/aduan/{case}").text


def test_offices_tells_each_unit_with_its_seat_and_what_waits(server: Running, office: Pc):
    given(office, "PUPR", body="Menunggu di PUPR")
    lines = [json.loads(line) for line in run(server.folder, "offices", "--json", *server.words).splitlines()]
    seats = {line["unit"]: line for line in lines}
    assert list(seats) == sorted(seats)
    assert (seats["PUPR"]["name"], seats["PUPR"]["accounts"], seats["PUPR"]["devices"]) == ("Dinas PUPR", ["Rudi"], [])
    assert seats["PUPR"]["new"] >= 1
    assert seats["PUPR"]["open"] >= seats["PUPR"]["new"]
    assert office.id in {device["id"] for device in seats[SAOTANRE]["devices"]}
    assert seats[SAOTANRE]["last_contact"] is not None
    assert "Dinas PUPR" in run(server.folder, "offices", *server.words)


def test_the_district_finds_nothing_wrong_afterwards(server: Running, officers: dict[str, Officer]):
    assert "Semua utuh" in run(server.folder, "check", *server.words)
