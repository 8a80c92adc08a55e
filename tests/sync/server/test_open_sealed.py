"""Sealed complaints at the district: opaque to everybody but the holder of the Inspektorat's private key."""

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from secrets import token_bytes
from typing import Any

import pytest
from nacl.public import PrivateKey

from complaints import sealed
from complaints.events import Attached, Facts, Location, Sealed
from complaints.identity import Identity
from complaints.numbering import RANDOM_BYTES, sealed_receipt
from complaints.sealed import Enclosed, EnclosedFile
from sync.server.__main__ import main
from sync.server.district import District
from sync.server.inspectorate import SEALED_IDS
from sync.server.statement import PortableStatement
from tests.sync.server.pcs import SAOTANRE, TODAY, Pc
from tests.sync.server.processes import Running, command, run, serving
from tests.sync.server.test_files import create, patch

BODY = "Kepala desa memakai dana posyandu"
FILES = (EnclosedFile("kuitansi.jpg", "image/jpeg", b"\xff\xd8kuitansi"), EnclosedFile("../../aduan.json", "", b"{}"))


def receipt() -> str:
    return sealed_receipt(token_bytes(RANDOM_BYTES))


@dataclass
class Ended:
    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass
class Inspectorate:
    """The key file and what it holds, an office, and the server that it sends to."""

    key: Path
    public: bytes
    office: Pc
    server: Running
    capsys: pytest.CaptureFixture[str]

    def seal(self, receipt: str, *, said: str = "", files: bool = False, public: bytes = b"") -> bytes:
        """Records and sends a sealed complaint; its closed files, which have not been sent yet. `said`: the receipt enclosed."""
        closed = sealed.close_files(FILES, public or self.public) if files else b""
        enclosed = Enclosed(
            receipt=said or receipt, unit=SAOTANRE, office="Desa Saotanre", officer="Siti",
            facts=Facts(kind="complaint", body=BODY, received_on=TODAY, location=Location("Lappae")),
            identity=Identity(name="Zulkarnain", subject="Kepala Quraisy"), files=sha256(closed).hexdigest() if closed else "",
        )  # fmt: skip
        case = self.office.write(Sealed(TODAY, receipt, sealed.close(enclosed, public or self.public)))
        if closed:
            self.office.write(Attached(TODAY, enclosed.files, "", "application/octet-stream", len(closed)), case)
        self.office.sync()
        return closed

    def send(self, closed: bytes) -> None:
        patch(self.server, self.office, create(self.server, self.office, closed).headers["Location"], 0, closed)

    def open(self, *words: str) -> Ended:
        return self.run("open-sealed", "--key", str(self.key), *words)

    def run(self, *words: str) -> Ended:
        self.capsys.readouterr()
        code = main(["--data", str(self.server.folder), *words])
        printed = self.capsys.readouterr()
        return Ended(code, printed.out, printed.err)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with serving(tmp_path_factory.mktemp("district")) as running:
        yield running


@pytest.fixture
def inspectorate(tmp_path: Path, server: Running, capsys: pytest.CaptureFixture[str]) -> Inspectorate:
    made = Inspectorate(tmp_path / "inspektorat.key", b"", Pc(server.post), server, capsys)
    made.public = bytes.fromhex(made.run("inspectorate-key", str(made.key)).out.split()[0])
    made.office.enrol(made.run("enrol-code", SAOTANRE).out.split()[-1])
    return made


def test_the_key_is_made_away_from_any_server_and_for_its_owner_alone(tmp_path: Path):
    file = tmp_path / "inspektorat.key"
    public, told = run(tmp_path / "data", "inspectorate-key", str(file)).splitlines()
    assert not (tmp_path / "data").exists()
    assert file.stat().st_mode & 0o077 == 0
    private = bytes.fromhex(file.read_text())
    assert sealed.public_of(private).hex() == public
    assert sealed.fingerprint(bytes.fromhex(public)) in told
    assert private.hex() not in public + told
    before = file.read_bytes()
    again = subprocess.run(command(tmp_path / "data", "inspectorate-key", str(file)), capture_output=True, check=False)
    assert again.returncode == 1
    assert file.read_bytes() == before
    published = json.loads(run(tmp_path / "data", "district", "--inspectorate", public))
    assert published["inspectorate"] == public


def test_the_inspektorat_opens_words_and_files(inspectorate: Inspectorate, tmp_path: Path):
    number = receipt()
    inspectorate.send(inspectorate.seal(number, files=True))
    done = inspectorate.open("--out", str(tmp_path / "out"), number)
    assert (done.code, done.err) == (0, "")
    [opened] = done.objects
    assert (opened["receipt"], opened["unit"], opened["office"]) == (number, SAOTANRE, "Desa Saotanre")
    assert (opened["body"], opened["on"], opened["officer"]) == (BODY, TODAY.isoformat(), "Siti")
    assert opened["complainant"] == {"name": "Zulkarnain"}
    assert opened["subject"] == "Kepala Quraisy"
    assert opened["location"] == {"dusun": "Lappae"}
    assert opened["fits"]
    assert opened["attachments_arrived"]
    assert [file["size"] for file in opened["attachments"]] == [10, 2]
    place = Path(opened["folder"])
    assert place == tmp_path / "out" / number
    assert (place / "01 kuitansi.jpg").read_bytes() == FILES[0].content
    assert len(list(place.iterdir())) == 3, "no file covers another or leaves the folder"
    assert json.loads((place / "aduan.json").read_text())["body"] == BODY
    assert place.stat().st_mode & 0o077 == 0
    assert all(file.stat().st_mode & 0o077 == 0 for file in place.iterdir())
    assert inspectorate.open("--out", str(tmp_path / "out"), number).code == 0


def test_words_do_not_wait_for_files(inspectorate: Inspectorate):
    number = receipt()
    inspectorate.seal(number, files=True)
    done = inspectorate.open(number)
    [opened] = done.objects
    assert (done.code, opened["body"], opened["attachments_arrived"], opened["attachments"]) == (0, BODY, False, [])
    assert "belum tiba" in done.err


def test_one_is_asked_for_by_its_receipt(inspectorate: Inspectorate):
    number, other = receipt(), receipt()
    inspectorate.seal(number)
    inspectorate.seal(other)
    assert [one["receipt"] for one in inspectorate.open(number.lower().replace("-", " ")).objects] == [number]
    assert {number, other} <= {one["receipt"] for one in inspectorate.open().objects}
    absent = receipt()
    missing = inspectorate.open(absent)
    assert (missing.code, missing.out) == (1, "")
    assert absent in missing.err
    assert inspectorate.open("bukan").code == 1


def test_another_key_opens_nothing_and_what_can_be_opened_is(inspectorate: Inspectorate):
    closed, open = receipt(), receipt()
    inspectorate.seal(closed, public=bytes(PrivateKey.generate().public_key))
    inspectorate.seal(open)
    done = inspectorate.open(closed, open)
    assert done.code == 1
    assert [one["receipt"] for one in done.objects] == [open]
    assert closed in done.err


def test_a_box_under_another_ones_receipt_is_told_and_leads_out_of_no_folder(
    inspectorate: Inspectorate, tmp_path: Path
):
    number, other = receipt(), receipt()
    inspectorate.seal("../../luar", said="../../luar")
    inspectorate.seal(number, said=other)
    inspectorate.seal(other)
    told = inspectorate.open(number)
    assert told.code == 1
    assert number in told.err
    assert [one["fits"] for one in told.objects] == [False]
    assert [one["fits"] for one in inspectorate.open(other).objects] == [True]
    inspectorate.open("--out", str(tmp_path / "out"))
    assert not list(tmp_path.rglob("luar"))
    assert {place.parent for place in (tmp_path / "out").iterdir()} == {tmp_path / "out"}


@pytest.mark.parametrize("content", ["", "ab", "bukan kunci", "zz" * 32])
def test_what_is_no_key_opens_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str):
    (tmp_path / "key").write_text(content)
    assert main(["--data", str(tmp_path / "data"), "open-sealed", "--key", str(tmp_path / "key")]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1
    with pytest.raises(SystemExit, match="2"):
        main(["open-sealed"])


def test_without_the_key_there_are_receipts_and_nothing_else(inspectorate: Inspectorate):
    number = receipt()
    inspectorate.send(inspectorate.seal(number, files=True))
    listed = inspectorate.run("list", "--sealed", "--json").objects
    assert {"receipt": number, "unit": SAOTANRE, "on": TODAY.isoformat()} in listed
    assert inspectorate.run("list", "--json").out == ""
    kept = b"".join(path.read_bytes() for path in inspectorate.server.folder.rglob("*") if path.is_file())
    assert number.encode() in kept
    for word in ("posyandu", "Zulkarnain", "Quraisy", "kuitansi"):
        assert word.encode() not in kept


def test_the_sealed_ones_are_found_without_reading_every_complaint(district: District):
    if district.database.postgres:
        pytest.skip("its planner reads a small table whole")
    plan = PortableStatement("EXPLAIN QUERY PLAN " + SEALED_IDS)
    [row] = district.database.read(lambda t: t.rows(plan, yes=True, after="", count=200))
    assert "USING INDEX complaint_stage" in str(row), row
