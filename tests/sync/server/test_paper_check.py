"""A letter's or a receipt's QR code at the public page: genuine, changed, unknown, or signed by a PC that was turned away."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
import requests

from complaints.signed_paper import SignedPaper, fingerprint
from sync.proof import sign_paper
from tests.sync.server.conftest import fresh
from tests.sync.server.pcs import GUNUNG_PERAK, SAOTANRE, Pc
from tests.sync.server.processes import Running, code_for, run, serving

NUMBER = "400.10/12/Ds.St + 100%41*/XI/2026"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("district")
    words = () if request.param == "sqlite" else ("--database", fresh(request.getfixturevalue("postgres")))
    run(folder, "district", "--code", "73.07", "--name", "Kabupaten Sinjai", *words)
    with serving(folder, *words) as running:
        yield running


@pytest.fixture
def pc(server: Running) -> Pc:
    made = Pc(server.post)
    made.enrol(code_for(server.folder, SAOTANRE, *server.words))
    return made


def paper(pc: Pc, **changes: object) -> SignedPaper:
    fields = {
        "kind": "SJ", "day": date(2026, 11, 24), "unit": pc.unit, "device": pc.id, "fingerprint": fingerprint(b"isi"), "number": NUMBER,
    }  # fmt: skip
    made = SignedPaper(**(fields | changes))  # pyright: ignore[reportArgumentType]
    return made.signed(sign_paper(pc.key, made.statement))


def look(server: Running, text: str, **more: str) -> requests.Response:
    return requests.get(f"{server.url}/lacak?surat={text}", more, timeout=10)


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_a_genuine_letter_is_told_with_what_it_says_of_itself(server: Running, pc: Pc):
    answer = look(server, paper(pc).text)
    assert answer.status_code == 200
    page = words(answer.text)
    assert "Surat ini asli" in page
    for told in ("Surat jawaban", NUMBER, "24-11-2026", "Desa Saotanre"):
        assert told in page
    typed = requests.get(f"{server.url}/lacak", {"teks": f"A3SC-SD8J-H8HT {paper(pc).text}"}, timeout=10)
    assert "Surat ini asli" in words(typed.text)


@pytest.mark.parametrize("field", ["number", "day", "unit", "kind", "fingerprint"])
def test_whatever_is_changed_shows(server: Running, pc: Pc, field: str):
    other = {
        "number": "400.10/13", "day": date(2026, 11, 25), "unit": GUNUNG_PERAK, "kind": "BA", "fingerprint": fingerprint(b"lain"),
    }  # fmt: skip
    genuine = paper(pc)
    changed = paper(pc, **{field: other[field]}).signed(genuine.signature)
    answer = look(server, changed.text)
    assert answer.status_code == 422
    assert "Surat ini TIDAK asli" in words(answer.text)


def test_nobody_signs_for_another_unit(server: Running, pc: Pc):
    assert "TIDAK asli" in words(look(server, paper(pc, unit=GUNUNG_PERAK).text).text)


def test_a_pc_that_the_district_does_not_know_proves_nothing(server: Running):
    answer = look(server, paper(Pc(server.post)).text)
    assert answer.status_code == 404
    assert "Belum dapat dipastikan" in words(answer.text)


def test_a_pc_that_was_turned_away_is_named_with_its_day(server: Running, pc: Pc):
    text = paper(pc).text
    run(server.folder, "device", "revoke", pc.id, *server.words)
    page = words(look(server, text).text)
    assert "Surat ini asli" not in page
    assert "sudah dicabut pada" in page


@pytest.mark.parametrize(
    "text", ["x", "BA1*", "BA1*SJ*2026", "BA1*SJ*20261399*73.07*AAAAAAAAAAAAAAAA*AAAAAAAAAAAAAAAA*1*AA", "A" * 5000]
)
def test_what_is_no_code_is_told_so(server: Running, text: str):
    answer = look(server, text)
    assert answer.status_code == 422
    assert "bukan kode surat" in words(answer.text)


def test_a_receipt_shows_both_where_the_complaint_stands_and_that_it_is_genuine(server: Running, pc: Pc):
    code = "K7QM-4T2X-9DNB"
    page = words(look(server, paper(pc, kind="TT", number="2026-A-0001").text, kode=code).text)
    assert "Surat ini asli" in page
