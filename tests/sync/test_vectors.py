"""The bytes of PROTOCOL.md stand still: what this version writes is in vectors.json, and what is there it reads."""

import json
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
import pytest
from nacl.public import PrivateKey
from nacl.signing import SigningKey

from complaints import identity
from complaints.events import chain_hash, decode, encode
from complaints.identity import Identity
from sync import frame, messages, proof
from sync.bundle import envelope
from sync.bundle.contents import Bundle, BundledFile
from sync.bundle.receiving import ANSWERS
from sync.server.bundles import REQUESTS
from tests.sync import vectors

KNOWN: dict[str, Any] = json.loads((Path(__file__).parent / "vectors.json").read_text("utf-8"))
BUNDLES: dict[str, str] = json.loads((Path(__file__).parent / "bundles.json").read_text("utf-8"))


def test_this_version_writes_the_same_bytes():
    assert vectors.vectors() == KNOWN


def test_events_are_read_and_chained():
    previous = b""
    for known, event in zip(KNOWN["events"], vectors.events(), strict=True):
        content = bytes.fromhex(known["content"])
        previous = chain_hash(previous, content)
        assert previous.hex() == known["hash"]
        assert decode(content) == event
        assert encode(decode(content)) == content


def test_seals_and_signatures_hold():
    keys = {name: bytes.fromhex(key) for name, key in KNOWN["keys"].items()}
    for known, seal in zip(KNOWN["events"], KNOWN["seals"], strict=True):
        assert proof.is_sealed(keys["seal"], bytes.fromhex(known["content"]), bytes.fromhex(seal))
    public = keys["device_public"]
    given = KNOWN["signatures"]
    enrolment, succession, push = (given[name] for name in ("enrolment", "succession", "push"))
    assert proof.enrolment_is_signed(
        public, bytes.fromhex(enrolment["signature"]), enrolment["device"], enrolment["code"]
    )
    assert proof.succession_is_signed(
        public, bytes.fromhex(succession["signature"]), succession["device"], succession["other"]
    )
    assert proof.head_is_signed(
        public, bytes.fromhex(push["signature"]), push["device"], push["seq"], bytes.fromhex(push["hash"])
    )


def test_identities_open():
    for one in KNOWN["identities"]:
        opened = identity.unseal(bytes.fromhex(one["sealed"]), bytes.fromhex(KNOWN["keys"]["identity"]))
        assert opened == msgspec.convert(one["plain"], Identity)


@pytest.mark.parametrize("name", KNOWN["messages"])
def test_messages_are_read_compressed_or_not(name: str):
    kind = getattr(messages, name)
    plain = bytes.fromhex(KNOWN["messages"][name])
    message = vectors.requests()[name]
    assert frame.unpack(plain, "", kind) == message
    assert frame.unpack(*frame.pack(message), kind) == message
    assert frame.unpack(*frame.pack(message, "tight"), kind) == message


@pytest.mark.parametrize("name", KNOWN["messages"])
def test_a_message_with_fields_of_a_later_version_is_read(name: str):
    later = [*msgspec.msgpack.decode(bytes.fromhex(KNOWN["messages"][name])), {"baru": 1}]
    assert frame.unpack(msgspec.msgpack.encode(later), "", getattr(messages, name)) == vectors.requests()[name]


@pytest.mark.parametrize("name", BUNDLES)
def test_a_bundle_is_read(name: str):
    up = name == "to_district"
    file = envelope.look(BytesIO(bytes.fromhex(BUNDLES[name])))
    assert (file.cover.direction, file.cover.district, file.cover.unit) == (1 if up else 2, "73.07", "73.07.04.2009")
    assert (file.cover.made_ms, file.cover.signer) == (vectors.MADE, vectors.DEVICE if up else "")
    envelope.check(file, bytes(SigningKey(vectors.KEY if up else vectors.OTHER_KEY).verify_key))
    opener = PrivateKey(vectors.OTHER_KEY) if up else envelope.opener_of(vectors.KEY)
    bundle = Bundle(file, envelope.unseal(file, [opener]))
    kinds = REQUESTS if up else ANSWERS
    bundle.check(kinds)
    for part, known in zip(bundle.parts(kinds), vectors.bundle_parts()[name], strict=True):
        if isinstance(part, BundledFile):
            assert isinstance(known, tuple)
            content, wire = known
            hashes = (sha256(content).hexdigest(), sha256(wire).hexdigest())
            assert (part.named, part.sha256, part.content()) == (*hashes, wire)
        else:
            assert part == known
