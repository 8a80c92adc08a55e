"""Dispositions by the coordinator: to several units, in bulk and by command, refused where they may not go, and at once on the units' pages."""

import re
import subprocess
from datetime import timedelta

from complaints.events import Forwarded, Responded, Verified
from tests.sync.server.pcs import SAOTANRE, TODAY, Pc
from tests.sync.server.processes import Running, code_for, command, run
from tests.sync.server.test_unit_desk import DINSOS, KECAMATAN, Officer, officers, server

__all__ = ["officers", "server"]


def office_of(server: Running) -> Pc:
    made = Pc(server.post)
    made.enrol(code_for(server.folder, SAOTANRE, *server.words))
    return made


def due_day() -> str:
    from datetime import UTC, datetime

    return (datetime.now(UTC).date() + timedelta(9)).isoformat()


def test_one_to_several_units_is_at_once_in_each_inbox(server: Running, officers: dict[str, Officer]):
    office = office_of(server)
    case = office.record("Jembatan gantung roboh")
    office.sync()
    rahma, hasnah, rudi = officers["Rahma"], officers["Hasnah"], officers["Rudi"]
    order = {"unit": "PUPR", "also": DINSOS, "due_on": due_day(), "priority": "immediate", "note": "Tinjau segera"}
    assert rahma.post(f"/aduan/{case}/disposisi", None, **order).status_code == 303
    for officer in (rudi, hasnah):
        inbox = officer.get("/meja").text
        assert "Jembatan gantung roboh" in inbox, officer.name
        assert "Sangat segera. Target selesai" in inbox
    assert rudi.step(case, "accept") == 303
    assert hasnah.step(case, "follow-up", "Keluarga sudah didata") == 303
    assert hasnah.step(case, "respond", "Bukan giliran saya") != 303
    assert rudi.step(case, "respond", "Sudah dipasang") == 303
    assert "Jembatan gantung roboh" not in hasnah.get("/meja").text
    page = rahma.get(f"/aduan/{case}").text
    assert "Keluarga sudah didata" in page
    assert "Sudah dipasang" in page
    forwarded = [event.step for event in office.sync() if isinstance(event.step, Forwarded)]
    assert [step.unit for step in forwarded] == [DINSOS, "PUPR"]


def test_it_is_refused_to_the_owner_and_after_the_answer_without_a_reason(
    server: Running, officers: dict[str, Officer]
):
    office = office_of(server)
    case = office.record("Sudah dijawab")
    office.write(Verified(TODAY), case)
    office.write(Responded(TODAY, "Sudah"), case)
    office.sync()
    rahma = officers["Rahma"]
    for wrong in ({"unit": SAOTANRE, "reason": "x"}, {"unit": "PUPR"}, {"unit": "PUPR", "also": SAOTANRE, "reason": "x"}, {"unit": "TIDAK-ADA"},
                  {"unit": "PUPR", "reason": "x", "due_on": "2020-01-01"}, {"unit": "PUPR", "reason": "x", "due_on": "besok"}):  # fmt: skip
        assert rahma.post(f"/aduan/{case}/disposisi", None, **wrong).status_code == 422, wrong
    assert office.sync() == []
    assert rahma.post(f"/aduan/{case}/disposisi", unit="PUPR", reason="Rusak lagi").status_code == 303
    assert [type(event.step).__name__ for event in office.sync()] == ["Reopened", "Forwarded"]


def test_in_bulk_each_has_its_own_verdict(server: Running, officers: dict[str, Officer]):
    office = office_of(server)
    cases = [office.record(f"Jalan berlubang {number}") for number in range(3)]
    office.write(Verified(TODAY), cases[1])
    office.write(Responded(TODAY, "Sudah"), cases[1])
    office.sync()
    rahma = officers["Rahma"]
    listed = rahma.get("/aduan?word=berlubang").text
    assert set(cases) <= set(re.findall(r'name="id" value="([^"]+)"', listed))
    csrf = re.search(r'name="csrf" value="([^"]+)"', listed)
    assert csrf

    def post(path: str, *fields: tuple[str, str]) -> str:
        sent = [("csrf", csrf[1]), *fields]
        return rahma.session.post(server.url + path, sent, timeout=30).text

    picked = [("id", case) for case in (*cases, "aaaaaaaaaaaaaaaa-9")]
    assert post("/aduan/disposisi", *picked).count("Jalan berlubang") == 3
    done = post("/aduan/disposisi/kirim", *picked, ("unit", "PUPR"), ("note", "Tambal"))
    assert "2 dari 3 pengaduan didisposisikan" in done
    assert done.count("terkirim") == 2
    assert "sudah ditanggapi atau ditutup" in done
    assert {event.complaint for event in office.sync() if isinstance(event.step, Forwarded)} == {cases[0], cases[2]}
    for fields in ([], [("unit", "PUPR")]):
        assert "Pilih satu sampai" in post("/aduan/disposisi/kirim", *fields)
    assert "Unit tujuan tidak dikenal" in post("/aduan/disposisi/kirim", *picked, ("unit", "TIDAK-ADA"))
    assert office.sync() == []


def test_by_command_the_same_refusals_hold(server: Running):
    office = office_of(server)
    case = office.record("Lewat perintah")
    office.sync()

    def dispose(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command(server.folder, "dispose", *words, *server.words), capture_output=True, text=True, check=False
        )

    assert (
        dispose(case, "--to", SAOTANRE).returncode,
        "dicatat unit itu" in dispose(case, "--to", SAOTANRE).stderr,
    ) == (1, True)
    assert dispose("aaaaaaaaaaaaaaaa-9", "--to", "PUPR").returncode == 1
    assert dispose(case, "--to", "TIDAK-ADA").returncode == 1
    assert office.sync() == []
    done = dispose(
        case, "--to", KECAMATAN, "--also", "PUPR", "--due", due_day(), "--priority", "urgent", "--instruction", "Cek"
    )
    assert done.returncode == 0, done.stderr
    *_, last = [event.step for event in office.sync()]
    assert isinstance(last, Forwarded)
    assert (last.unit, last.note.startswith("Segera. Target selesai")) == (KECAMATAN, True)
    assert "dispose" in run(server.folder, "admin", "audit", *server.words)
