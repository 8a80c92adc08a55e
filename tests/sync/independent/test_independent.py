"""The client that was written from PROTOCOL.md alone, against the vectors, the real server and a real office, by network and by stick."""

import ast
import hashlib
import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from nacl.public import PrivateKey
from nacl.signing import SigningKey

from tests.conftest import PASSWORD, Founded
from tests.sync.independent import client
from tests.sync.independent.client import NoNetwork, Pc, Refused
from tests.sync.server.processes import Running, code_for, command, serving

UNIT, OTHER = "73.07.05.2005", "73.07.01.2003"
DAY = "2026-11-24"
VECTORS: dict[str, Any] = json.loads((Path(__file__).parents[1] / "vectors.json").read_text("utf-8"))
BUNDLES: dict[str, str] = json.loads((Path(__file__).parents[1] / "bundles.json").read_text("utf-8"))


def hexed(text: str) -> bytes:
    return bytes.fromhex(text)


def test_it_imports_nothing_of_ours_and_stays_short():
    source = Path(client.__file__).read_text("utf-8")
    nodes = list(ast.walk(ast.parse(source)))
    names = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    names |= {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    assert not {name.partition(".")[0] for name in names} & {"complaints", "sync", "desktop", "tests"}
    assert len(source.splitlines()) < 600


def test_it_agrees_with_every_vector():
    head = b""
    for known in VECTORS["events"]:
        head = client.chain_hash(head, hexed(known["content"]))
        assert head.hex() == known["hash"]
    for known in VECTORS["steps"]:
        event = client.read_event(hexed(known["content"]))
        assert event["step"]["tag"] == known["tag"]
        assert "unknown" not in event["step"]
        assert event["saw"] == [["zyxwvuts765432zy", 4]]
    key = hexed(VECTORS["keys"]["identity"])
    for known in VECTORS["identities"]:
        assert client.open_identity(hexed(known["sealed"]), key) == known["plain"]
        if not known["nonce"]:
            assert client.seal_identity(known["plain"], key).hex() == known["sealed"]
    former = VECTORS["former_identity"]
    assert client.open_identity(hexed(former["sealed"]), hexed(former["key"])) == former["plain"]
    assert client.open_identity(hexed(former["sealed"]), bytes(32)) is None
    for known in VECTORS["clock"]:
        seen = client.observed(known["last"], known["remote"], known["now_ms"])
        assert (seen, client.next_stamp(seen, known["now_ms"])) == (known["observed"], known["next"])
    for known in VECTORS["codes"]:
        assert client.tracking_code(hexed(known["random"])) == known["code"]
    signatures = VECTORS["signatures"]
    pc = Pc("", "", device=signatures["enrolment"]["device"], key=hexed(VECTORS["keys"]["device"]))
    enrolment = pc.sign(f"buku-aduan enrol 1\n{pc.device}\n{signatures['enrolment']['code']}")
    assert enrolment.hex() == signatures["enrolment"]["signature"]
    push = pc.sign(f"buku-aduan push 1\n{pc.device}\n3\n", hexed(signatures["push"]["hash"]))
    assert push.hex() == signatures["push"]["signature"]
    new = Pc("", "", device=VECTORS["succession"]["new"], key=hexed(VECTORS["keys"]["other"]))
    assert [proof.hex() for proof in pc.introduction(new)[2:4]] == [
        VECTORS["succession"][name] for name in ("proof", "old_proof")
    ]


@pytest.mark.parametrize("direction", ["to_district", "to_office"])
def test_it_reads_the_bundles_of_the_vectors(direction: str):
    key, other = hexed(VECTORS["keys"]["device"]), hexed(VECTORS["keys"]["other"])
    up = direction == "to_district"
    pc = Pc("", "", key=key)
    seed = client.sodium.crypto_sign_ed25519_sk_to_curve25519(key + pc.public_key)
    opener = PrivateKey(other) if up else PrivateKey(seed)
    signer = pc.public_key if up else bytes(SigningKey(other).verify_key)
    cover, parts = client.read_bundle(hexed(BUNDLES[direction]), opener, signer)
    assert cover[:3] == [1 if up else 2, "73.07", "73.07.04.2009"]
    assert [part[0] for part in parts if isinstance(part, list)] == (
        ["opening", "request"] if up else ["answer", "receipt"]
    )


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with serving(tmp_path_factory.mktemp("district")) as running:
        yield running


def program(folder: Path, *words: object) -> str:
    arguments = [sys.executable, "-m", "desktop", "--data", str(folder), *map(str, words)]
    done = subprocess.run(
        arguments, capture_output=True, text=True, encoding="utf-8", timeout=120, env=os.environ | {"BUKU_ADUAN_PASSWORD": PASSWORD}, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def district(folder: Path, *words: object) -> str:
    return subprocess.run(
        command(folder, *map(str, words)), check=True, capture_output=True, text=True, timeout=120
    ).stdout


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def enrolled(server: Running) -> Pc:
    pc = Pc(server.url, OTHER, "Hasna")
    pc.enrol(code_for(server.folder, OTHER))
    return pc


def facts(title: str, **more: object) -> dict[str, Any]:
    return {"kind": "complaint", "title": title, "body": f"{title}.", "channel": "letter", "received_on": DAY} | more


def test_it_works_with_an_office_through_the_district(server: Running, founded: Founded, tmp_path: Path):
    pc, folder = enrolled(server), founded.folder
    program(folder, "enrol", server.url, code_for(server.folder, UNIT))
    photo = secrets.token_bytes(150_000)
    name = hashlib.sha256(photo).hexdigest()
    person = {
        "name": "Andi Baso",
        "national_id": "7307031504870001",
        "sex": "male",
        "phone": "+6281234567890",
        "role": "citizen",
    }
    case = pc.record(DAY, facts("Jembatan putus", location={"dusun": "Bonto"}), person)
    pc.write(["attached", DAY, name, "surat.bin", "application/octet-stream", len(photo)], case)
    pc.write(["verified", DAY], case)
    pc.write(["forwarded", DAY, UNIT], case)  # without a name
    pc.sync()
    pc.upload(photo)

    program(folder, "sync")
    [listed] = lines(program(folder, "list", "--json"))
    assert (listed["id"], listed["title"], listed["stage"]) == (case, "Jembatan putus", "forwarded")
    [shown] = lines(program(folder, "show", case, "--with-identity", "--json"))
    assert (shown["complainant"]["name"], shown["complainant"]["phone"]) == (person["name"], person["phone"])
    assert shown["identity_closed"] is False
    program(folder, "act", case, "respond", "--note", "Sudah diperbaiki")
    own_complaint = tmp_path / "aduan.json"
    own_complaint.write_text(
        json.dumps(
            {
                "kind": "aspiration",
                "body": "Mohon lampu jalan",
                "complainant": {"name": "Siti", "phone": "081298765432"},
            }
        )
    )
    [recorded] = lines(program(folder, "record", "--json", own_complaint))
    program(folder, "act", recorded["number"], "verify")
    program(folder, "act", recorded["number"], "forward", "--to", OTHER)
    program(folder, "sync")

    pc.sync()
    steps = [(event["step"]["tag"], event["unit"]) for event in pc.of_complaint(case)]
    assert steps == [
        ("recorded", OTHER),
        ("attached", OTHER),
        ("verified", OTHER),
        ("forwarded", OTHER),
        ("identity_shown", UNIT),
        ("responded", UNIT),
    ]
    assert pc.of_complaint(case)[-1]["step"]["note"] == "Sudah diperbaiki"
    [theirs] = {event["complaint"] for event in pc.received.values()} - {case}
    assert [event["step"]["tag"] for event in pc.of_complaint(theirs)] == ["recorded", "verified", "forwarded"]
    assert pc.of_complaint(theirs)[0]["step"]["facts"]["kind"] == "aspiration"
    assert (pc.person(theirs)["name"], pc.person(theirs)["phone"]) == ("Siti", "+6281298765432")
    assert pc.download(name) == photo
    assert pc.download("0" * 64) is None
    assert "Semua utuh" in district(server.folder, "check")
    assert json.loads(program(folder, "check", "--json"))["clean"]


def test_it_goes_on_by_stick(server: Running, tmp_path: Path):
    pc = enrolled(server)
    pc.sync()
    paper = secrets.token_bytes(90_000)
    digest = hashlib.sha256(paper).digest()
    case = pc.record(DAY, facts("Talud longsor"), {"name": "Ramli"})
    pc.write(["attached", DAY, digest.hex(), "surat.bin", "application/octet-stream", len(paper)], case)
    stick = tmp_path / "kantor.aduan-usb"
    stick.write_bytes(pc.bundle(files={digest: paper}))
    read = json.loads(district(server.folder, "bundle", "read", stick, "--json"))
    assert (read["unit"], read["events"], read["files"]) == (OTHER, 2, 1)
    again = json.loads(district(server.folder, "bundle", "read", stick, "--json"))
    assert (again["events"], again["files"]) == (0, 0)
    answer = tmp_path / "jawaban.aduan-usb"
    district(server.folder, "bundle", "write", OTHER, answer)
    others = pc.read_answer(answer.read_bytes())
    assert pc.acknowledged == len(pc.chain)
    receipts = [part for part in others if isinstance(part, list) and part[0] == "receipt" and part[1] == pc.device]
    assert [part[3] for part in receipts] == [[digest]]
    pc.sync()
    assert pc.download(digest.hex()) == paper


def test_it_hears_what_is_wrong(server: Running):
    pc = enrolled(server)
    pc.record(DAY, facts("Jalan rusak"))
    right, pc.key = pc.key, secrets.token_bytes(32)
    with pytest.raises(Refused) as refused:
        pc.sync()
    assert (refused.value.status, refused.value.reason) == (403, "proof")
    pc.key = right
    pc.sync()
    with pytest.raises(Refused) as refused:
        pc.post("/v2/sync", pc.request())
    assert (refused.value.status, refused.value.reason, refused.value.detail) == (410, "protocol", "1-1")
    with pytest.raises(NoNetwork):
        pc.post("/healthz", [])
    assert any(
        json.loads(line)["version"] == "independent 1"
        for line in district(server.folder, "device", "list").splitlines()
    )


def test_it_goes_on_under_another_device(server: Running):
    pc = enrolled(server)
    case = pc.record(DAY, facts("Jalan rusak"))
    pc.sync()
    new = Pc(server.url, OTHER, "Hasna")
    pc.succeed(new)
    assert new.letter not in ("", pc.letter)
    new.write(["noted", DAY, "Dari komputer baru"], case)
    new.sync()
    pc.sync()
    assert [event["step"]["tag"] for event in pc.of_complaint(case)] == ["recorded", "noted"]
    assert [event["step"]["tag"] for event in new.of_complaint(case)] == ["recorded", "noted"]
