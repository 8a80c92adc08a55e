"""The public page with code and word: the answer in full, and what the complainant says; without the word nothing but stage and dates."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
import requests

from complaints import voice
from complaints.complaint import Complaint
from complaints.events import Erased, Recorded, Responded, Returned, Verified, decode
from complaints.fold import fold
from tests.sync.server.conftest import fresh
from tests.sync.server.pcs import SAOTANRE, Pc
from tests.sync.server.processes import Running, code_for, run, serving

NOW = datetime.now(UTC).date()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("district")
    words = () if request.param == "sqlite" else ("--database", fresh(request.getfixturevalue("postgres")))
    run(folder, "district", "--code", "73.07", "--name", "Kabupaten Sinjai", *words)
    with serving(folder, *words) as running:
        yield running


@dataclass
class Citizen:
    """Somebody with a receipt, by a browser without scripts; each from a phone of their own would be another address."""

    server: Running
    office: Pc
    case: str
    code: str
    word: str

    def look(self) -> requests.Response:
        return requests.get(f"{self.server.url}/lacak", {"kode": self.code}, timeout=10)

    def open(self, word: str | None = None) -> requests.Response:
        fields = {"kode": self.code, "kata": self.word if word is None else word}
        return requests.post(f"{self.server.url}/lacak/jawaban", fields, timeout=10)

    def say(self, kind: str, note: str = "", **fields: str) -> requests.Response:
        known = {"kode": self.code, "kata": self.word, "jenis": kind, "note": note}
        return requests.post(f"{self.server.url}/lacak/suara", known | fields, timeout=10)

    def seen_by_office(self) -> Complaint:
        self.office.sync()
        own = [decode(content) for content in self.office.chain]
        complaint = fold(e for e in [*own, *self.office.events()] if e.complaint == self.case)
        assert complaint is not None
        return complaint


@pytest.fixture
def office(server: Running) -> Pc:
    made = Pc(server.post)
    made.enrol(code_for(server.folder, SAOTANRE, *server.words))
    return made


def citizen(server: Running, office: Pc, *steps: object, **facts: object) -> Citizen:
    received = NOW - timedelta(days=6)
    case = office.record("Pipa bocor", f"Andi {secrets.token_hex(4)}", received_on=received, **facts)
    step = decode(office.chain[-1]).step
    assert isinstance(step, Recorded)
    for one in steps:
        office.write(one, case)  # pyright: ignore[reportArgumentType]
    office.sync()
    return Citizen(server, office, case, step.tracking_code, voice.secret_word(office.keys[case]))


def answered(days_ago: int = 2) -> tuple[Verified, Responded]:
    return Verified(NOW - timedelta(days=5)), Responded(
        NOW - timedelta(days=days_ago), "Pipa sudah <b>diganti</b> & diuji"
    )


def test_without_the_word_only_stage_and_dates_with_it_the_answer(server: Running, office: Pc):
    andi = citizen(server, office, *answered())
    public = andi.look().text
    assert "Sudah dijawab" in public
    assert "diganti" not in public
    private = andi.open().text
    assert "Pipa sudah &lt;b&gt;diganti&lt;/b&gt; &amp; diuji" in private
    assert "Pipa bocor" not in private
    assert "<script" not in private


def test_not_done_reopens_once(server: Running, office: Pc):
    andi = citizen(server, office, *answered())
    assert "Tersimpan" in andi.say("unsatisfied", "Masih menetes").text
    complaint = andi.seen_by_office()
    assert (complaint.stage, complaint.voices[0].text) == ("in_progress", "Masih menetes")
    again = andi.say("unsatisfied", "Masih menetes")
    assert again.status_code == 422
    assert "Masih menetes" in again.text
    assert len(andi.seen_by_office().voices) == 1
    assert "Jawaban terdahulu" in andi.open().text


def test_too_late_is_refused_and_nothing_is_written(server: Running, office: Pc):
    received = NOW - timedelta(days=40)
    case = office.record("Lama", "Siti", received_on=received)
    step = decode(office.chain[-1]).step
    assert isinstance(step, Recorded)
    office.write(Verified(received), case)
    office.write(Responded(NOW - timedelta(days=11), "Sudah"), case)
    office.sync()
    siti = Citizen(server, office, case, step.tracking_code, voice.secret_word(office.keys[case]))
    assert "Belum selesai?" not in siti.open().text
    assert siti.say("unsatisfied", "Belum").status_code == 422
    assert siti.seen_by_office().stage == "responded"


def test_an_addition_answers_what_was_asked(server: Running, office: Pc):
    andi = citizen(server, office, Returned(NOW - timedelta(days=4), "Mohon fotokopi KTP"))
    assert "Mohon fotokopi KTP" in andi.open().text
    assert andi.say("addition", "Fotokopi sudah saya antar").status_code == 200
    assert andi.say("addition", "Fotokopi sudah saya antar").status_code == 200
    complaint = andi.seen_by_office()
    assert [said.text for said in complaint.voices] == ["Fotokopi sudah saya antar"]
    assert complaint.milestones.pauses[0].end is not None


def test_ratings_replace_each_other(server: Running, office: Pc):
    andi = citizen(server, office, *answered())
    for value in ("2", "2", "5"):
        assert andi.say("rating", nilai=value).status_code == 200
    complaint = andi.seen_by_office()
    assert (complaint.satisfaction, len(complaint.voices)) == (5, 2)
    for wrong in ("", "0", "6", "5.0", "x"):
        assert andi.say("rating", nilai=wrong).status_code == 422


def test_a_confidential_one_opens_with_the_word_alone(server: Running, office: Pc):
    andi = citizen(server, office, *answered(), confidential=True)
    assert (NOW - timedelta(days=2)).strftime("%d-%m-%Y") not in andi.look().text
    assert "diganti" in andi.open().text


def test_a_wrong_word_and_an_erased_person_open_nothing(server: Running, office: Pc):
    andi = citizen(server, office, *answered())
    assert andi.open("salah-kata").status_code == 403
    assert "diganti" not in andi.open("").text
    assert andi.open(andi.word.upper().replace("-", " ")).status_code == 200
    office.write(Erased(NOW, "Permintaan"), andi.case)
    office.sync()
    assert andi.open().status_code == 403
    assert "Sudah dijawab" in andi.look().text


def test_few_tries(server: Running, office: Pc):
    andi = citizen(server, office, *answered())
    statuses = [andi.open("salah-kata").status_code for _ in range(8)]
    assert statuses[0] == 403
    assert statuses[-1] == 429
    # Also for who knows the word; the wait is from this address, too.
    assert andi.open().status_code == 429
    assert andi.look().status_code in (200, 429)


def test_a_form_from_elsewhere_is_refused(server: Running, office: Pc):
    andi = citizen(server, office, *answered())
    for path in ("/lacak/jawaban", "/lacak/suara"):
        fields = {"kode": andi.code, "kata": andi.word, "jenis": "rating", "nilai": "1"}
        headers = {"Sec-Fetch-Site": "cross-site"}
        assert requests.post(server.url + path, fields, headers=headers, timeout=10).status_code == 403
    assert andi.seen_by_office().voices == ()
