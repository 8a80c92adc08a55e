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

from complaints import clock, identity
from complaints.events import TAGS, chain_hash, decode, encode
from complaints.identity import Identity
from complaints.numbering import parse_tracking_code, tracking_code
from complaints.renumbering import number_given
from complaints.undoing import undoes
from complaints.voice import secret_word
from sync import frame, messages, proof
from sync.bundle import envelope, invitation
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


def test_requests_of_other_units_are_read():
    for known, event in zip(KNOWN["requests"], vectors.requests_of_another_unit(), strict=True):
        assert decode(bytes.fromhex(known)) == event
        assert encode(decode(bytes.fromhex(known))) == bytes.fromhex(known)


def test_a_notice_with_more_is_read_and_by_1_0_0_as_far_as_it_knows():
    content = bytes.fromhex(KNOWN["notice"])
    told = vectors.notice_with_more()
    assert msgspec.msgpack.decode(content, type=messages.Notice) == told
    brief = msgspec.msgpack.decode(content, type=messages.BriefNotice)
    assert (brief.version, brief.contact, [one.code for one in brief.agencies]) == (4, "", ["DINSOS", "REHAB"])


def test_another_register_number_is_read():
    content = bytes.fromhex(KNOWN["another_number"])
    assert decode(content) == vectors.another_number()
    assert number_given(decode(content), "73.07.04.2009") == "2026-B-0007"


def test_a_step_that_is_taken_back_is_read():
    content = bytes.fromhex(KNOWN["undone_step"])
    assert decode(content) == vectors.undone_step()
    assert undoes(decode(content)) == f"{vectors.DEVICE}-2"


def test_voices_and_reminders_are_read():
    for known, event in zip(KNOWN["voices"], vectors.voices_and_reminders(), strict=True):
        content = bytes.fromhex(known)
        assert decode(content) == event
        assert encode(event) == content
    assert secret_word(vectors.IDENTITY_KEY) == KNOWN["word"]


def test_an_answer_corrected_and_approved_is_read():
    for known, event in zip(KNOWN["corrected_answer"], vectors.corrected_answer(), strict=True):
        content = bytes.fromhex(known)
        assert decode(content) == event
        assert encode(event) == content


def test_who_was_told_is_read():
    for known, event in zip(KNOWN["people_told"], vectors.people_who_are_told(), strict=True):
        content = bytes.fromhex(known)
        assert decode(content) == event
        assert encode(event) == content


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


def test_what_a_bundle_tells_of_the_program_and_brings_of_a_release_is_read():
    opening, receipt = vectors.parts_with_a_release()
    for known, part, kinds in ((opening, "ReportingOpening", REQUESTS), (receipt, "OfferingReceipt", ANSWERS)):
        assert frame.unpack(bytes.fromhex(KNOWN["parts"][part]), "", kinds) == known
    assert frame.unpack(bytes.fromhex(KNOWN["parts"]["ReportingOpening"]), "", messages.Opening).missing == [bytes(32)]
    assert frame.unpack(bytes.fromhex(KNOWN["parts"]["OfferingReceipt"]), "", messages.BundleReceipt).stored == []


def test_which_announcements_were_read_is_told_and_passed_over_by_who_does_not_know_it():
    [opening] = vectors.part_of_a_reader()
    content = bytes.fromhex(KNOWN["parts"]["ReadingOpening"])
    assert frame.unpack(content, "", REQUESTS) == opening
    assert frame.unpack(content, "", messages.AnsweringOpening).version == "1.2.0"


def test_an_invitation_and_what_is_shown_of_it_is_read():
    opening, shown = vectors.parts_of_an_invited_pc()
    for known, part in ((opening, "AnsweringOpening"), (shown, "Enrolling")):
        assert frame.unpack(bytes.fromhex(KNOWN["parts"][part]), "", REQUESTS) == known
    read = invitation.read(BytesIO(bytes.fromhex(KNOWN["invitation"]["file"])))
    assert (read.id, read.unit, read.notice.unit) == (vectors.INVITATION, "73.07.04.2009", "73.07")
    code = invitation.parse_code(KNOWN["invitation"]["code"])
    assert code.secret == tracking_code(bytes(range(7)))
    invitation.check(read, code)
    assert vectors.invited() == KNOWN["invitation"]


def test_every_step_has_a_vector_and_is_read():
    tags = [known["tag"] for known in KNOWN["steps"]]
    assert sorted(tags) == sorted(TAGS)
    for known, step in zip(KNOWN["steps"], vectors.every_step(), strict=True):
        event = decode(bytes.fromhex(known["content"]))
        assert (event.step, event.wall, event.saw) == (step, vectors.MADE + 5_000, ((vectors.OTHER, 4),))


def test_stamps_from_the_future_are_not_followed():
    for known in KNOWN["clock"]:
        observed = clock.observe(known["last"], known["remote"], known["now_ms"])
        assert (observed, clock.tick(observed, known["now_ms"])) == (known["observed"], known["next"])
        is_far = known["remote"] >> 16 > known["now_ms"] + 86_400_000
        assert not is_far or observed == known["last"]


def test_an_identity_of_a_former_key_opens():
    known = KNOWN["former_identity"]
    opened = identity.unseal(bytes.fromhex(known["sealed"]), bytes.fromhex(known["key"]))
    assert opened == msgspec.convert(known["plain"], Identity)


def test_a_succession_and_a_loss_are_read():
    public, other = (bytes(SigningKey(key).verify_key) for key in (vectors.KEY, vectors.OTHER_KEY))
    known = KNOWN["succession"]
    assert proof.succession_is_signed(other, bytes.fromhex(known["proof"]), known["new"], known["old"])
    assert proof.succession_is_signed(public, bytes.fromhex(known["old_proof"]), known["old"], known["new"])
    loss = {name: bytes.fromhex(content) for name, content in KNOWN["loss"].items()}
    assert frame.unpack(loss["reset"], "", messages.SyncAnswer).reset
    assert frame.unpack(loss["offer"], "", messages.SyncRequest).offer == {vectors.DEVICE: [(1, 3)]}
    assert frame.unpack(loss["requested"], "", messages.SyncAnswer).requested == {vectors.DEVICE: [(1, 1)]}
    [(content, seal)] = frame.unpack(loss["returned"], "", messages.SyncRequest).returned
    assert proof.is_sealed(vectors.SEAL_KEY, content, seal)


def test_codes_are_made_of_their_random_bytes():
    for known in KNOWN["codes"]:
        assert tracking_code(bytes.fromhex(known["random"])) == parse_tracking_code(known["code"]) == known["code"]
