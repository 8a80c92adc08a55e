"""Makes the test vectors of PROTOCOL.md: `python -m tests.sync.vectors > tests/sync/vectors.json`. The same bytes each time.

`python -m tests.sync.vectors bundles > tests/sync/bundles.json` makes the bundles, which differ each time: their keys are random.
"""

import json
import sys
from datetime import date
from hashlib import sha256
from io import BytesIO
from typing import Any

import msgspec
from nacl.public import PrivateKey
from nacl.signing import SigningKey

from complaints import clock, identity, reminders, voice
from complaints import events as e
from complaints.categories import DistrictCategory
from complaints.events import (
    AnyStep,
    Corrected,
    Erased,
    Event,
    Facts,
    Location,
    Meaning,
    Noted,
    Recorded,
    Reviewed,
    chain_hash,
    encode,
)
from complaints.identity import Identity
from complaints.numbering import Number, tracking_code
from complaints.renumbering import renumbered
from sync import messages as m
from sync import proof
from sync.bundle import contents, invitation
from sync.bundle.envelope import Sealer, receiver_of
from sync.server.notice import as_sent

KEY = bytes(range(32))
OTHER_KEY = bytes(range(32, 64))
IDENTITY_KEY = bytes(range(100, 116))
SEAL_KEY = bytes(range(200, 232))
NONCE = bytes(range(12))
DEVICE, OTHER = "abcdefgh234567ab", "zyxwvuts765432zy"
CODE = "K7QM-4T2X-9DNB"
INVITATION = "00112233445566ff"
PERSON = Identity(name="Andi Baso Ramli", national_id="7307031504870001", sex="male", phone="+6281234567890")
MADE = 1_795_500_000_000
AT = MADE << 16


def events() -> list[Event]:
    """Three events of one complaint by one device."""
    on = date(2026, 11, 24)
    facts = Facts(
        kind="complaint", title="Jembatan putus", body="Tali sebelah barat putus.", location=Location(dusun="Bonto")
    )
    case = f"{DEVICE}-1"
    steps = (
        Recorded(on, "2026-A-0001", CODE, facts, identity.seal(PERSON, IDENTITY_KEY)),
        Noted(on, "Dicek ke lapangan, benar."),
        Corrected(on, Facts(title="Jembatan gantung putus"), identity.seal(Identity(phone=""), IDENTITY_KEY, NONCE)),
    )
    return [
        Event(DEVICE, seq, AT + seq - 1, case, "Siti Aminah", "73.07.04.2009", ((DEVICE, seq - 1),) if seq > 1 else (), step)
        for seq, step in enumerate(steps, 1)
    ]  # fmt: skip


def requests_of_another_unit() -> list[Event]:
    """What another unit asks of the one that recorded the complaint, its answer, and the district in its place."""
    on = date(2026, 11, 25)
    asked = Facts(anonymous=True), identity.seal(Identity(name=""), IDENTITY_KEY, NONCE)
    steps = (
        (OTHER, "73.07.04.2010", Noted(on, "Permintaan: hapus data pribadi.", Meaning("erase"))),
        (OTHER, "73.07.04.2010", Noted(on, "Permintaan: ubah anonim, nama.", Meaning("correct", *asked))),
        (DEVICE, "73.07.04.2009", Reviewed(on, "", OTHER, 1, "Pelapor tidak mau", granted=False)),
        (DEVICE, "73.07.04.2009", Reviewed(on, "", OTHER, 2, "Sudah dipastikan", granted=True)),
        (OTHER, "73.07", Erased(on, "Kantor sudah bubar", "73.07.04.2009")),
    )
    return [
        Event(device, 10 + place, AT + 10 + place, f"{DEVICE}-1", "Siti Aminah", unit, (), step)
        for place, (device, unit, step) in enumerate(steps)
    ]


def another_number() -> Event:
    """The unit that recorded the complaint gives it another register number."""
    step = renumbered(date(2026, 11, 26), "2026-A-0001", Number(2026, "B", 7))
    return Event(DEVICE, 15, AT + 15, f"{DEVICE}-1", "Siti Aminah", "73.07.04.2009", (), step)


def undone_step() -> Event:
    """The note of `events` is taken back by who wrote it."""
    step = Noted(date(2026, 11, 26), "Langkah dibatalkan: Catatan.", Meaning(undoes=f"{DEVICE}-2"))
    return Event(DEVICE, 4, AT + 4, f"{DEVICE}-1", "Siti Aminah", "73.07.04.2009", ((DEVICE, 3),), step)


def voices_and_reminders() -> list[Event]:
    """The district reminds with a letter; the complainant says on its page that it is not done, once by reopening, once by asking, and more."""
    on = date(2026, 12, 10)
    reminder = e.Reminder("done", date(2026, 12, 1), 7, "73.07.04.2009", ("officer", "head", "coordinator"), True, 1)
    steps = (
        Noted(on, reminders.words(reminder), Meaning(reminder=reminder)),
        e.Reopened(on, "Pelapor: belum selesai. Masih bocor", True),
        Noted(on, "Pelapor: belum selesai. Masih bocor", Meaning("reopen", voice="unsatisfied")),
        Noted(on, "Keterangan tambahan dari pelapor: KTP terlampir", Meaning(voice="addition")),
        e.Rated(on, 2, "Lama", True),
    )
    return [
        Event(OTHER, 20 + place, AT + 20 + place, f"{DEVICE}-1", "Pelapor", "73.07", (), step)
        for place, step in enumerate(steps)
    ]


def people_who_are_told() -> list[Event]:
    """A supporter is told of the answer, and that nobody else has to be."""
    on = date(2026, 12, 11)
    steps = (
        e.Contacted(on, "whatsapp", "Teks “Tanggapan” disampaikan.", "responded", f"{DEVICE}-3"),
        Noted(on, "Tidak perlu dikabari. Sudah di tempat", Meaning(contact="not_needed")),
    )
    return [
        Event(DEVICE, 30 + place, AT + 30 + place, f"{DEVICE}-1", "Siti Aminah", "73.07.04.2009", (), step)
        for place, step in enumerate(steps)
    ]


def corrected_answer() -> list[Event]:
    """The head corrects an answer and approves it, in one step."""
    on = date(2026, 12, 14)
    steps = (
        e.Declined(on, "Diperbaiki, lalu langsung disetujui.", corrected=True),
        e.Responded(on, "Tali jembatan sudah diganti."),
    )
    return [
        Event(DEVICE, 40 + place, AT + 40 + place, f"{DEVICE}-1", "H. Andi Baso", "73.07.04.2009", (), step)
        for place, step in enumerate(steps)
    ]


def chain() -> list[tuple[bytes, bytes]]:
    """Each event's bytes and the chain's hash after it."""
    found: list[tuple[bytes, bytes]] = []
    previous = b""
    for content in map(encode, events()):
        previous = chain_hash(previous, content)
        found.append((content, previous))
    return found


def requests() -> dict[str, msgspec.Struct]:
    contents = [content for content, _ in chain()]
    head = chain()[-1][1]
    public = bytes(SigningKey(KEY).verify_key)
    return {
        "EnrolRequest": m.EnrolRequest(1, CODE, DEVICE, public, proof.sign_enrolment(KEY, DEVICE, CODE), "73.07.04.2009", "A", "0.1"),
        "DeviceRequest": m.DeviceRequest(
            OTHER, bytes(SigningKey(OTHER_KEY).verify_key), proof.sign_succession(OTHER_KEY, OTHER, DEVICE),
            proof.sign_succession(KEY, DEVICE, OTHER), "B",
        ),
        "Enrolled": m.Enrolled("0123456789abcdefghijkl", "73.07.04.2009", "A", "73.07", 1_795_500_000_000),
        "SyncRequest": m.SyncRequest(
            {OTHER: 7}, bytes(16), 1, contents, proof.sign_head(KEY, DEVICE, 3, head), {f"{DEVICE}-1": IDENTITY_KEY}, 32_768,
            1_795_500_000_000, 2, {OTHER: [(1, 3), (5, 7)]}, [(contents[0], proof.seal(SEAL_KEY, contents[0]))],
        ),
        "SyncAnswer": m.SyncAnswer(
            3, head, [(contents[1], proof.seal(SEAL_KEY, contents[1]))], {f"{DEVICE}-1": IDENTITY_KEY}, bytes(range(16)), True,
            1_795_500_000_000, m.Notice(2, "73.07", "Kabupaten Sinjai", public, public), True, {OTHER: 5}, {OTHER: [(6, 7)]},
        ),
        "Forked": m.Forked(3, head),
        "Refusal": m.Refusal("unit", "73.07.04.2009"),
    }  # fmt: skip


def as_written(part: msgspec.Struct) -> msgspec.Struct:
    """A part whose younger field says nothing is written as 1.0.0 wrote it."""
    match part:
        case m.ReadingOpening(missing, offered, "", answered=0, read=[]):
            return m.Opening(missing, offered)
        case m.ReadingOpening(missing, offered, version, program, 0, []):
            return m.ReportingOpening(missing, offered, version, program)
        case m.ReadingOpening(missing, offered, version, program, answered, []):
            return m.AnsweringOpening(missing, offered, version, program, answered)
        case m.BundledAnswer():
            return msgspec.structs.replace(part, answer=as_written(part.answer))
        case m.SyncAnswer(notice=m.Notice() as notice):
            return msgspec.structs.replace(part, notice=as_sent(notice))
        case m.OfferingReceipt(device, made_ms, stored, offered, None):
            return m.BundleReceipt(device, made_ms, stored, offered)
        case _:
            return part


def parts_with_a_release() -> list[msgspec.Struct]:
    """A bundle's first part with what it tells of the program, and a receipt with what the bundle brings of a newer one."""
    release, size = sha256(b"rilis").digest(), 4_096
    report = m.UpdateReport("windows-x86_64 1.2.0", "", release, 1_024)
    return [
        m.ReadingOpening([bytes(32)], False, "1.1.0", report),
        m.OfferingReceipt(DEVICE, MADE, [], False, m.BundledRelease("1.3.0", release, size, 1_024)),
    ]


def part_of_a_reader() -> list[msgspec.Struct]:
    """A bundle's first part of an office that has read two announcements."""
    return [m.ReadingOpening([], False, "1.2.0", m.UpdateReport(), 0, [3, 4])]


def parts_of_an_invited_pc() -> list[msgspec.Struct]:
    """What a bundle begins with that shows an invitation, of a PC that has read an answer before."""
    asked = requests()["EnrolRequest"]
    assert isinstance(asked, m.EnrolRequest)
    return [m.ReadingOpening([], False, "1.1.0", m.UpdateReport(), MADE), m.Enrolling(INVITATION, asked)]


def invited() -> dict[str, str]:
    """An invitation by a district whose stick keys are those of OTHER_KEY, and its code for the bytes 00 to 06."""
    public = bytes(PrivateKey(OTHER_KEY).public_key), bytes(SigningKey(OTHER_KEY).verify_key)
    notice = m.Notice(3, "73.07", "Kabupaten Sinjai", *public)
    file = BytesIO()
    invitation.put(file, invitation.Invitation(INVITATION, "73.07.04.2009", MADE, MADE + 1, "", notice), OTHER_KEY)
    code = invitation.InvitationCode(tracking_code(bytes(range(7))), invitation.key_signs(*public))
    return {"file": file.getvalue().hex(), "code": str(code)}


def notice_with_more() -> m.Notice:
    """What a kecamatan is told by a district with a part of an agency, categories and texts of its own, and a reminder below it."""
    public = bytes(PrivateKey(OTHER_KEY).public_key), bytes(SigningKey(OTHER_KEY).verify_key)
    return m.Notice(
        4, "73.07", "Kabupaten Sinjai", *public, agencies=[m.Agency("DINSOS", "Dinas Sosial"), m.Agency("REHAB", "Bidang Rehabilitasi", "DINSOS")],
        categories=[DistrictCategory("infrastructure.district_pasar", "Pasar", "pedagang"), DistrictCategory("infrastructure.electricity", hidden=True)],
        texts='[received]\nmessage = "Diterima"\ncall = "Diterima"', replies='[[reply]]\nname = "Sudah"\ntext = "Sudah"',
        reminded=[m.Reminded("73.07.04.2009", f"{DEVICE}-1", "2026-A-0001", "done", 7, "2026-11-05", True)],
    )  # fmt: skip


PICTURE, REDUCED = b"isi foto", b"foto"


def bundle_parts() -> dict[str, list[msgspec.Struct | tuple[bytes, bytes]]]:
    """What lies in the two bundles, in order; a file as its content and what of it travels."""
    known = requests()
    request, answer, introduction = known["SyncRequest"], known["SyncAnswer"], known["DeviceRequest"]
    assert isinstance(request, m.SyncRequest)
    assert isinstance(answer, m.SyncAnswer)
    assert isinstance(introduction, m.DeviceRequest)
    asked = m.AnsweredRequest(request.have, request.cursor, 3)
    enrolled = known["Enrolled"]
    assert isinstance(enrolled, m.Enrolled)
    public = bytes(SigningKey(KEY).verify_key)
    picture = sha256(PICTURE).digest()
    return {
        "to_district": [m.ReadingOpening([bytes(32)], True), m.Carried(DEVICE, request, introduction), (PICTURE, REDUCED)],
        "to_office": [
            m.BundledAnswer(DEVICE, asked, answer, enrolled, public), m.OfferingReceipt(DEVICE, MADE, [picture], True), (PICTURE, PICTURE),
        ],
    }  # fmt: skip


def bundles() -> dict[str, str]:
    """From the device of KEY to a district whose bundle key is OTHER_KEY, and back from a district that signs with OTHER_KEY."""
    covers = {
        "to_district": (m.Cover(1, "73.07", "73.07.04.2009", MADE, DEVICE, []), bytes(PrivateKey(OTHER_KEY).public_key), KEY),
        "to_office": (
            m.Cover(2, "73.07", "73.07.04.2009", MADE, "", []), receiver_of(bytes(SigningKey(KEY).verify_key)), OTHER_KEY,
        ),
    }  # fmt: skip
    found: dict[str, str] = {}
    for name, (cover, receiver, signing_key) in covers.items():
        file = BytesIO()
        sealer = Sealer(file, cover, [receiver], signing_key)
        for part in bundle_parts()[name]:
            if isinstance(part, tuple):
                content, wire = part
                hashes = sha256(content).digest(), sha256(wire).digest()
                contents.put_file(sealer, *hashes, len(wire), [wire])
            else:
                contents.put_message(sealer, as_written(part))
        sealer.close()
        found[name] = file.getvalue().hex()
    return found


def vectors() -> dict[str, Any]:
    """All of them; bytes in hex."""
    head = chain()[-1][1]
    with_role = Identity(name="Andi Baso Ramli", role="hamlet_head")
    return {
        "keys": {
            "device": KEY.hex(), "device_public": bytes(SigningKey(KEY).verify_key).hex(), "other": OTHER_KEY.hex(),
            "identity": IDENTITY_KEY.hex(), "seal": SEAL_KEY.hex(),
        },
        "events": [{"content": content.hex(), "hash": hash.hex()} for content, hash in chain()],
        "requests": [encode(event).hex() for event in requests_of_another_unit()],
        "another_number": encode(another_number()).hex(),
        "undone_step": encode(undone_step()).hex(),
        "voices": [encode(event).hex() for event in voices_and_reminders()],
        "people_told": [encode(event).hex() for event in people_who_are_told()],
        "corrected_answer": [encode(event).hex() for event in corrected_answer()],
        "word": voice.secret_word(IDENTITY_KEY),
        "seals": [proof.seal(SEAL_KEY, content).hex() for content, _ in chain()],
        "identities": [
            {"plain": msgspec.to_builtins(PERSON), "nonce": "", "sealed": identity.seal(PERSON, IDENTITY_KEY).hex()},
            {"plain": msgspec.to_builtins(PERSON), "nonce": NONCE.hex(), "sealed": identity.seal(PERSON, IDENTITY_KEY, NONCE).hex()},
            {"plain": msgspec.to_builtins(with_role), "nonce": "", "sealed": identity.seal(with_role, IDENTITY_KEY).hex()},
        ],
        "signatures": {
            "enrolment": {"device": DEVICE, "code": CODE, "signature": proof.sign_enrolment(KEY, DEVICE, CODE).hex()},
            "succession": {"device": DEVICE, "other": OTHER, "signature": proof.sign_succession(KEY, DEVICE, OTHER).hex()},
            "push": {"device": DEVICE, "seq": 3, "hash": head.hex(), "signature": proof.sign_head(KEY, DEVICE, 3, head).hex()},
        },
        "messages": {name: msgspec.msgpack.encode(as_written(message)).hex() for name, message in requests().items()},
        "parts": {
            type(written).__name__: msgspec.msgpack.encode(written).hex()
            for parts in (*bundle_parts().values(), parts_with_a_release(), parts_of_an_invited_pc(), part_of_a_reader())
            for part in parts if not isinstance(part, tuple)
            for written in (as_written(part),)
        },
        "invitation": invited(),
        "notice": msgspec.msgpack.encode(as_sent(notice_with_more())).hex(),
        **further(),
    }  # fmt: skip


FIRST_KEY = bytes(range(50, 82))  # an identity key of 32 bytes, from before store version 0002


def every_step() -> list[AnyStep]:
    """One of each, with every field."""
    on = date(2026, 11, 24)
    facts = Facts(
        kind="aspiration", title="Jembatan", body="Mohon jembatan.", expectation="Dibangun", channel="letter", received_on=on, occurred_on=None,
        category="infrastructure.bridge", supervisory=False, anonymous=True, confidential=True, suspected_loss=1_500_000, lapor_id="1234567890",
        location=Location(dusun="Bonto", rt="01", rw="02", detail="dekat masjid", latitude=-5.12, longitude=120.25),
    )  # fmt: skip
    sealed = identity.seal(PERSON, IDENTITY_KEY, NONCE)
    return [
        Recorded(on, "2026-A-0002", CODE, facts, sealed, e.Register(2, ("verify",))), Corrected(on, Facts(title=""), sealed, "salah tulis"),
        e.Verified(on, "lengkap", "light"), e.Returned(on, "kurang alamat"), e.Forwarded(on, "73.07.01.2003", "Desa Gunung Perak", False, "mohon"),
        e.Accepted(on, "diterima"), e.FollowedUp(on, "dicek", True), e.Responded(on, "sudah diperbaiki", True), e.Approved(on, "setuju"),
        e.Declined(on, "perbaiki"), e.Closed(on, "selesai", True, 4), e.Reopened(on, "belum"), e.Archived(on, "arsip"), Noted(on, "catatan"),
        e.Attached(on, "0" * 64, "foto.jpg", "image/jpeg", 12), e.Supported(on, "ikut", sealed), e.IdentityShown(on, "dihubungi"),
        e.Contacted(on, "whatsapp", "dikabari", "responded"), e.Rated(on, 5, "puas"), e.Erased(on, "atas permintaan"),
        e.Reviewed(on, "title", DEVICE, 2, "yang kedua"), e.IdentitiesExported(on, 3, "register.xlsx"),
        e.Sealed(on, "S-K7QM-4T2X-9DNB", b"kotak"), e.Withdrawn(on, "impor diurungkan"),
        e.Reported(on, "2026-T3", b"\x80"),
    ]  # fmt: skip


def _step_vectors() -> list[dict[str, str]]:
    case = f"{DEVICE}-1"
    return [
        {
            "tag": str(step.__struct_config__.tag),
            "content": encode(Event(DEVICE, 1, AT, case, "Siti Aminah", "73.07.04.2009", ((OTHER, 4),), step, MADE + 5_000)).hex(),
        }
        for step in every_step()
    ]  # fmt: skip


def _clock_vectors() -> list[dict[str, int]]:
    """`next` is the stamp of the next own event, `observed` what a PC goes on from after seeing `remote`."""
    cases = [
        (0, 0, MADE), (AT, AT, MADE), (AT, AT + 7, MADE), (AT, AT + 7, MADE - 3_600_000), (AT, (MADE + clock.DAY_MS) << 16, MADE),
        (AT, (MADE + clock.DAY_MS + 1) << 16, MADE), (AT, 4_070_908_800_000 << 16, MADE), (AT + 65_535, AT, MADE), (AT, AT, 0),
        (AT, 2**63 - 1, MADE),
    ]  # fmt: skip
    found: list[dict[str, int]] = []
    for last, remote, now_ms in cases:
        observed = clock.observe(last, remote, now_ms)
        found.append(
            {
                "last": last,
                "remote": remote,
                "now_ms": now_ms,
                "observed": observed,
                "next": clock.tick(observed, now_ms),
            }
        )
    return found


def _loss() -> dict[str, str]:
    """A district that lost events: the office offers, is asked, gives back; and one whose cursor is of another past."""
    contents = [content for content, _ in chain()]
    sealed = (contents[0], proof.seal(SEAL_KEY, contents[0]))
    messages = {
        "reset": m.SyncAnswer(0, b"", [], {}, b"", False, MADE, None, True, {OTHER: 2}),
        "offer": m.SyncRequest({OTHER: 7}, b"", 1, [], b"", {}, 32_768, MADE, 2, {DEVICE: [(1, 3)]}),
        "requested": m.SyncAnswer(0, b"", [], {}, b"", False, MADE, None, False, {}, {DEVICE: [(1, 1)]}),
        "returned": m.SyncRequest(
            {OTHER: 7}, b"", 1, [], b"", {f"{DEVICE}-1": IDENTITY_KEY}, 32_768, MADE, 2, {}, [sealed]
        ),
    }
    return {name: msgspec.msgpack.encode(message).hex() for name, message in messages.items()}


def further() -> dict[str, Any]:
    """Every step, the clock, codes, an old identity key, a loss, a succession."""
    former = identity.seal(PERSON, FIRST_KEY, NONCE)
    return {
        "steps": _step_vectors(),
        "clock": _clock_vectors(),
        "codes": [{"random": bytes(range(n, n + 7)).hex(), "code": tracking_code(bytes(range(n, n + 7)))} for n in (0, 100, 249)],
        "former_identity": {"key": FIRST_KEY.hex(), "plain": msgspec.to_builtins(PERSON), "sealed": former.hex()},
        "loss": _loss(),
        "succession": {
            "old": DEVICE, "new": OTHER, "proof": proof.sign_succession(OTHER_KEY, OTHER, DEVICE).hex(),
            "old_proof": proof.sign_succession(KEY, DEVICE, OTHER).hex(),
        },
    }  # fmt: skip


if __name__ == "__main__":
    json.dump(bundles() if "bundles" in sys.argv[1:] else vectors(), sys.stdout, indent=1, ensure_ascii=False)
    sys.stdout.write("\n")
