"""What a device pushes: kept once, in its order, and only when its chain and its key say so."""

from collections.abc import Callable
from dataclasses import replace as copy_of

import pytest
from msgspec import structs

from complaints import identity
from complaints.events import decode, encode
from sync import frame, proof
from sync.messages import Refusal
from sync.server.district import District
from tests.sync.server.conftest import post_to
from tests.sync.server.pcs import GUNUNG_PERAK, SAOTANRE, Pc, Refused

Make = Callable[..., Pc]


def test_a_request_sent_again_changes_nothing(district: District, pc: Make):
    office, other = pc(), pc()
    office.record(name="Andi")
    request = office.request()
    first = office.exchange()
    office.acknowledged, office.unsent_keys = 0, set(office.keys)
    again = office.exchange(cursor=request.cursor)
    assert again == structs.replace(first, notice=None)
    assert len(other.sync()) == 1


def test_each_identity_of_a_push_is_opened_once(pc: Make, monkeypatch: pytest.MonkeyPatch):
    """Opening is the longest part of taking in a recording: it is checked and its key is kept by one look."""
    opened: list[bytes] = []
    is_agreed = identity.is_agreed

    def opening(content: bytes, key: bytes) -> bool | None:
        opened.append(content)
        return is_agreed(content, key)

    monkeypatch.setattr(identity, "is_agreed", opening)
    office = pc()
    for name in ("Andi", "Hasna", "Sitti"):
        office.record(name=name)
    office.sync()
    assert len(opened) == 3 == len(set(opened))


def test_a_clone_of_a_disk_is_told_that_it_is_one(pc: Make):
    office = pc()
    office.record()
    office.sync()
    twin = copy_of(office, chain=list(office.chain))
    office.record("Yang asli")
    office.sync()
    twin.record("Yang kembar")
    with pytest.raises(Refused) as refused:
        twin.exchange()
    assert refused.value.status == 409
    assert (refused.value.message.acknowledged, refused.value.message.head) == (2, office.head(2))  # pyright: ignore


def test_a_clone_that_lies_on_another_past_is_told_too(pc: Make):
    office = pc()
    office.record()
    office.record()
    office.sync()
    twin = copy_of(office, chain=list(office.chain))
    twin.chain[0] = encode(structs.replace(decode(twin.chain[0]), actor="Lain"))
    twin.record()
    with pytest.raises(Refused, match="409"):
        twin.exchange()


def test_a_device_that_was_forked_goes_on_under_a_new_one(pc: Make):
    office = pc()
    office.record()
    office.sync()
    new = office.follow(Pc(office.post))
    assert new.letter == "B"
    new.record()
    assert [event.device for event in new.sync()] == [office.id]
    assert [event.device for event in office.sync()] == [new.id]


def test_nobody_follows_a_device_without_its_key(pc: Make):
    office, thief = pc(), pc(GUNUNG_PERAK)
    with pytest.raises(Refused, match="403"):
        copy_of(office, key=thief.key).follow(Pc(office.post))
    with pytest.raises(Refused, match="403"):
        office.follow(Pc(office.post, id=thief.id))


def test_events_behind_a_gap_are_not_kept(pc: Make):
    office = pc()
    office.record()
    office.record()
    answer = office.exchange(first=2, events=office.chain[1:])
    assert (answer.acknowledged, answer.head) == (0, b"")
    assert office.sync() == []
    assert office.acknowledged == 2


@pytest.mark.parametrize("change", ["device", "unit", "seq", "garbage", "complaint", "proof"])
def test_what_is_not_this_device_s_own_is_refused_whole(pc: Make, change: str):
    office, other = pc(), pc()
    office.record()
    office.record()
    event = decode(office.chain[1])
    match change:
        case "device":
            forged = encode(structs.replace(event, device=other.id))
        case "unit":
            forged = encode(structs.replace(event, unit=GUNUNG_PERAK))
        case "seq":
            forged = encode(structs.replace(event, seq=7))
        case "complaint":
            forged = encode(structs.replace(event, complaint="x'; DROP TABLE event; --"))
        case "garbage":
            forged = b"\xc1" * 20
        case _:
            forged = office.chain[1]
    key = other.key if change == "proof" else office.key
    signature = proof.sign_head(key, office.id, 2, office.head(2))
    with pytest.raises(Refused, match=r"40[039]"):
        office.exchange(events=[office.chain[0], forged], proof=signature)
    assert other.sync() == []


@pytest.mark.parametrize("version", ["", "1.4.0"])
@pytest.mark.parametrize("pushed", [0, 1])
def test_a_bad_signature_is_refused_and_never_a_fork(district: District, pushed: int, version: str):
    office = Pc(post_to(district))
    office.enrol(district.issue_code(SAOTANRE), version=version)
    for _ in range(2):
        office.record()
    if pushed:
        office.exchange(events=office.chain[:1], proof=proof.sign_head(office.key, office.id, 1, office.head(1)))
    noise = [b"", b"\0" * 64, b"x", b"\xff" * 64]
    if version or not pushed:
        noise += [
            proof.sign_head(office.key, office.id, 2, office.head(1)),
            proof.sign_head(bytes(32), office.id, 2, office.head(2)),
        ]
    for signature in noise:
        with pytest.raises(Refused) as refused:
            office.exchange(proof=signature)
        assert (refused.value.status, refused.value.message) == (403, Refusal("proof"))
    assert office.sync() == []
    assert office.acknowledged == 2


def test_only_a_program_that_would_not_ask_hears_of_a_fork_where_the_signature_may_be_over_another_chain(
    district: District,
):
    """An office of 1.0.0 whose clone wrote to a district that had lost what this one had sent."""
    first = Pc(post_to(district))
    first.enrol(district.issue_code(SAOTANRE), version="1.0.0")
    first.record()
    first.sync()
    other = Pc(post_to(district), id=first.id, key=first.key, token=first.token, letter=first.letter)
    other.record("Lain")
    other.record("Lain lagi")
    other.acknowledged = 1  # by the district as it was
    status = [
        district.post("/v1/sync", other.token, *frame.pack(other.request()), version=version).status
        for version in ("", "1.0.0", "1.4.0")
    ]
    assert status == [409, 403, 403]


@pytest.mark.parametrize("depth", [100, 100_000])
def test_a_deeply_nested_body_is_refused(district: District, pc: Make, depth: int):
    answer = district.post("/v1/sync", pc().token, b"\x91" * depth + b"\xc0", "")
    assert answer.status == 400


def reason(body: bytes) -> Refusal:
    return frame.unpack(body, "", Refusal)


def test_a_bomb_is_refused_before_it_is_unpacked_whole(district: District, pc: Make):
    import gzip

    import zstandard

    zeros = b"\0" * (64 * 1024 * 1024)
    for body, encoding in ((gzip.compress(zeros), "gzip"), (zstandard.compress(zeros), "zstd")):
        answer = district.post("/v1/sync", pc().token, body, encoding)
        assert (answer.status, reason(answer.body)) == (413, Refusal("too_large"))


def test_a_gzip_body_with_any_byte_changed_is_refused_or_read_but_never_a_fault(district: District, pc: Make):
    import gzip

    import msgspec

    office = pc()
    body = gzip.compress(msgspec.msgpack.encode(office.request()), mtime=0)
    for place in range(len(body)):
        changed = body[:place] + bytes([body[place] ^ 0x55]) + body[place + 1 :]
        assert district.post("/v1/sync", office.token, changed, "gzip").status in (200, 400)
        assert district.post("/v1/sync", office.token, body[:place], "gzip").status == 400


def test_answers_come_as_the_client_can_read_them(district: District, pc: Make):
    import gzip

    import msgspec

    from sync.messages import SyncAnswer

    office, colleague = pc(), pc()
    for _ in range(20):
        colleague.record("Jembatan putus " * 20)
    colleague.sync()
    body = msgspec.msgpack.encode(office.request())
    for accepted, unpacked in (("gzip", gzip.decompress), ("identity", bytes), ("", bytes)):
        answer = district.post("/v1/sync", office.token, body, "", accepted)
        assert answer.encoding == ("gzip" if accepted == "gzip" else "")
        assert msgspec.msgpack.decode(unpacked(answer.body), type=SyncAnswer).notice is not None
    assert district.post("/v1/sync", office.token, body, "", "gzip, zstd").encoding == "zstd"


def test_a_key_for_what_is_no_complaint_is_refused(pc: Make):
    office = pc()
    office.record()
    for case in ("\0", "", "aduan-1", f"{office.id}-0"):
        with pytest.raises(Refused, match="400"):
            office.exchange(keys={case: bytes(16)})
    assert office.exchange().acknowledged == 1


def test_without_a_token_or_with_a_foreign_one_nobody_comes_in(district: District, pc: Make):
    office = pc()
    for token in ("", "x", office.token + "x", "\0", "é" * 30):
        assert district.post("/v1/sync", token, b"", "").status == 401
    assert district.post("/v1/other", office.token, b"", "").status == 404
    assert office.unit == SAOTANRE
