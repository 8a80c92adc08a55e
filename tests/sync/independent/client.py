"""A client of the protocol written from sync/PROTOCOL.md alone: nothing of this repository is imported.

It shows that the document says everything: enrolment, push, pull, every step, files by tus, bundles on a stick, identities.
"""

import base64
import hashlib
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

import msgspec
import requests
import zstandard
from nacl import bindings as sodium
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.signing import SigningKey, VerifyKey

# §9: each step's fields behind `tag`, with what stands where one is left out; ... is for what must be there.
STEPS: dict[str, tuple[tuple[str, Any], ...]] = {
    "recorded": (("on", ...), ("number", ...), ("tracking_code", ...), ("facts", ...), ("identity", b""), ("register", None), ("source", "")),
    "corrected": (("on", ...), ("facts", ...), ("identity", b""), ("reason", "")),
    "verified": (("on", ...), ("note", ""), ("weight", None)),
    "returned": (("on", ...), ("note", ...)),
    "forwarded": (("on", ...), ("unit", ""), ("name", ""), ("person", False), ("note", "")),
    "accepted": (("on", ...), ("note", "")),
    "followed_up": (("on", ...), ("note", ...), ("resumed", False)),
    "responded": (("on", ...), ("note", ...), ("draft", False)),
    "approved": (("on", ...), ("note", "")),
    "declined": (("on", ...), ("note", ...), ("corrected", False)),
    "closed": (("on", ...), ("note", ""), ("automatic", False), ("satisfaction", None)),
    "reopened": (("on", ...), ("note", ...)),
    "archived": (("on", ...), ("note", ...)),
    "noted": (("on", ...), ("note", ...), ("meaning", None)),
    "attached": (("on", ...), ("sha256", ...), ("name", ...), ("media_type", ...), ("size", ...)),
    "supported": (("on", ...), ("note", ""), ("identity", b"")),
    "identity_shown": (("on", ...), ("purpose", "")),
    "contacted": (("on", ...), ("channel", ...), ("note", ""), ("purpose", ""), ("supporter", "")),
    "rated": (("on", ...), ("satisfaction", ...), ("note", "")),
    "erased": (("on", ...), ("reason", "")),
    "reviewed": (("on", ...), ("field", ""), ("device", ""), ("seq", 0), ("note", "")),
    "identities_exported": (("on", ...), ("count", ...), ("file", "")),
    "sealed": (("on", ...), ("receipt", ...), ("box", ...)),
    "withdrawn": (("on", ...), ("reason", "")),
    "reported": (("on", ...), ("period", ...), ("content", ...)),
}  # fmt: skip
ENVELOPE = ("device", "seq", "at", "complaint", "actor", "unit", "saw", "step")
PERSON = ("name", "national_id", "sex", "phone", "email", "address", "disability", "subject", "role")
SEXES = ("", "male", "female")
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHUNK = 65_536
MEDIA_TYPE = "application/msgpack"
pack, unpack = msgspec.msgpack.encode, msgspec.msgpack.decode


class Refused(Exception):
    """An answer with another status than 200; `reason` and `detail` are the Refusal's."""

    def __init__(self, status: int, message: list[Any]) -> None:
        super().__init__(f"{status} {message}")
        self.status, self.reason, self.detail = status, message[0], message[1] if len(message) > 1 else ""


class NoNetwork(Exception):
    """Somebody else than the district answered."""


# §2 Events, identities ----------------------------------------------------------------------------------------------


def chain_hash(previous: bytes, content: bytes) -> bytes:
    return hashlib.blake2b(previous + content, digest_size=32).digest()


def read_event(content: bytes) -> dict[str, Any]:
    """The event as a map, its step under `step` with its tag; a step of a newer version keeps what lies in it under `unknown`."""
    places = unpack(content)
    event: dict[str, Any] = dict(zip(ENVELOPE, places, strict=False))
    event["wall"] = places[8] if len(places) > 8 else None
    event["id"] = f"{event['device']}-{event['seq']}"
    event["step"] = read_step(event["step"])
    return event


def read_step(step: list[Any]) -> dict[str, Any]:
    tag, *places = step
    fields = STEPS.get(tag)
    if fields is None or any(place >= len(places) and missing is ... for place, (_, missing) in enumerate(fields)):
        return {"tag": tag, "unknown": places}
    named = {name: places[place] if place < len(places) else missing for place, (name, missing) in enumerate(fields)}
    return {"tag": tag} | named


def identity_cipher(key: bytes) -> bytes:
    return hashlib.blake2b(key, digest_size=32, person=b"aduan identity").digest()


def open_identity(sealed: bytes, key: bytes) -> dict[str, str] | None:
    """Whom a step names; None when it doesn't open. Places that the step leaves as they were are missing."""
    try:
        if len(key) == 32:  # from before store version 0002
            plain = sodium.crypto_aead_chacha20poly1305_ietf_decrypt(sealed[12:], None, sealed[:12], key)
            return unpack(plain)
        form, rest = sealed[:1], sealed[1:]
        nonce, ciphertext = (bytes(12), rest) if form == b"\0" else (rest[:12], rest[12:])
        plain = sodium.crypto_aead_chacha20poly1305_ietf_decrypt(ciphertext, None, nonce, identity_cipher(key))
    except Exception:  # noqa: BLE001 - PyNaCl has several for the same thing
        return None
    person: dict[str, str] = {}
    for name, value in zip(PERSON, unpack(plain), strict=False):
        if value is None:
            continue
        if name == "sex" and isinstance(value, int):
            value = SEXES[value]
        elif name == "phone" and isinstance(value, int):
            value = f"+62{value}"
        person[name] = str(value)
    return person


def seal_identity(person: dict[str, str], key: bytes) -> bytes:
    """The first thing sealed with this key."""
    places: list[Any] = [person.get(name) for name in PERSON]
    for place, name in enumerate(PERSON):
        digits = places[place].removeprefix("+62") if name == "phone" and places[place] else places[place]
        if name in ("national_id", "phone") and digits and digits.isdigit() and len(digits) <= 18 and digits[0] != "0":
            places[place] = int(digits)
        elif name == "sex" and places[place] is not None:
            places[place] = SEXES.index(places[place])
    while places and places[-1] is None:
        places.pop()
    sealed = sodium.crypto_aead_chacha20poly1305_ietf_encrypt(pack(places), None, bytes(12), identity_cipher(key))
    return b"\0" + sealed


def _field_power(exponent: int) -> int:
    value = 1
    for _ in range(exponent):
        value <<= 1
        if value & 32:
            value ^= 0b100101
    return value


def _field_product(a: int, b: int) -> int:
    product = 0
    while b:
        if b & 1:
            product ^= a
        a <<= 1
        if a & 32:
            a ^= 0b100101
        b >>= 1
    return product


def tracking_code(random: bytes) -> str:
    """Ten random signs and two that bring the sum and the sum weighted by powers of 2 to zero."""
    bits = int.from_bytes(random[:7], "big")
    values = [bits >> (5 * place) & 31 for place in range(10)]
    for first in range(32):
        for second in range(32):
            signs = [*values, first, second]
            plain = weighted = 0
            for place, value in enumerate(signs):
                plain ^= value
                weighted ^= _field_product(value, _field_power(place))
            if not plain and not weighted:
                text = "".join(SIGNS[value] for value in signs)
                return "-".join(text[start : start + 4] for start in (0, 4, 8))
    raise AssertionError


def next_stamp(last: int, now_ms: int) -> int:
    return max(last + 1, now_ms << 16)


def observed(last: int, remote: int, now_ms: int) -> int:
    """A stamp more than a day ahead of the own clock is not followed."""
    return last if remote >> 16 > now_ms + 86_400_000 else max(last, remote)


# §8 Bundles ----------------------------------------------------------------------------------------------------------

MAGIC = b"BUKU-ADUAN-USB\n"


def write_bundle(cover: list[Any], receiver: bytes, parts: list[bytes], key: bytes) -> bytes:
    """A bundle of these parts for one receiver's X25519 key, signed by this Ed25519 seed. `cover` without its slots."""
    stream_key = secrets.token_bytes(32)
    opening = pack([*cover, [[receiver, SealedBox(PublicKey(receiver)).encrypt(stream_key)]]])
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    header = sodium.crypto_secretstream_xchacha20poly1305_init_push(state, stream_key)
    content = MAGIC + b"\x01" + len(opening).to_bytes(4, "big") + opening + header
    plain = b"".join(parts)
    pieces = [plain[start : start + CHUNK] for start in range(0, len(plain), CHUNK)] or [b""]
    for place, piece in enumerate(pieces):
        tag = 3 if place == len(pieces) - 1 else 0  # FINAL, MESSAGE
        content += sodium.crypto_secretstream_xchacha20poly1305_push(state, piece, None, tag)
    signed = b"buku-aduan bundle 1\n" + hashlib.blake2b(content, digest_size=32).digest()
    return content + SigningKey(key).sign(signed).signature


def message_part(message: list[Any]) -> bytes:
    body = pack(message)
    packed = zstandard.ZstdCompressor().compress(body)
    kind, body = (2, packed) if len(packed) < len(body) else (1, body)
    return bytes([kind]) + len(body).to_bytes(4, "big") + body


def file_part(named: bytes, content: bytes) -> bytes:
    return b"\x03" + (len(content) + 64).to_bytes(4, "big") + named + hashlib.sha256(content).digest() + content


def read_bundle(content: bytes, opener: PrivateKey, signing_key: bytes) -> tuple[list[Any], list[Any]]:
    """Its cover, and its parts: messages as arrays, files as (named, bytes). Raises where anything doesn't fit."""
    assert content[:15] == MAGIC
    assert content[15] == 1
    VerifyKey(signing_key).verify(
        b"buku-aduan bundle 1\n" + hashlib.blake2b(content[:-64], digest_size=32).digest(), content[-64:]
    )
    length = int.from_bytes(content[16:20], "big")
    cover = unpack(content[20 : 20 + length])
    sealed = next(sealed for receiver, sealed in cover[5] if receiver == bytes(opener.public_key))
    start = 20 + length
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    sodium.crypto_secretstream_xchacha20poly1305_init_pull(
        state, content[start : start + 24], SealedBox(opener).decrypt(sealed)
    )
    stream, plain, tag = content[start + 24 : -64], b"", 0
    for place in range(0, len(stream), CHUNK + 17):
        piece, tag = sodium.crypto_secretstream_xchacha20poly1305_pull(state, stream[place : place + CHUNK + 17], None)
        plain += piece
    assert tag == 3
    return cover, list(_parts(plain))


def _parts(plain: bytes) -> Any:
    place = 0
    while place < len(plain):
        kind, length = plain[place], int.from_bytes(plain[place + 1 : place + 5], "big")
        body = plain[place + 5 : place + 5 + length]
        place += 5 + length
        if kind == 3:
            assert hashlib.sha256(body[64:]).digest() == body[32:64]
            yield body[:32], body[64:]
        else:
            yield unpack(zstandard.ZstdDecompressor().decompressobj().decompress(body) if kind == 2 else body)


# A PC ----------------------------------------------------------------------------------------------------------------


@dataclass
class Pc:
    """One PC of an office: its device, its chain, what it was given, and where the exchange stands."""

    address: str
    unit: str
    actor: str = "Petugas"
    version: str = "independent 1"
    device: str = field(default_factory=lambda: base64.b32encode(secrets.token_bytes(10)).decode().lower())
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    token: str = ""
    letter: str = ""
    district: str = ""
    chain: list[bytes] = field(default_factory=list)
    acknowledged: int = 0
    cursor: bytes = b""
    last_stamp: int = 0
    counter: int = 0
    notice: list[Any] = field(default_factory=list)
    keys: dict[str, bytes] = field(default_factory=dict)
    unsent_keys: set[str] = field(default_factory=set)
    received: dict[tuple[str, int], dict[str, Any]] = field(default_factory=dict)
    offset_ms: int = 0
    told_version: bool = False

    @property
    def public_key(self) -> bytes:
        return bytes(SigningKey(self.key).verify_key)

    def sign(self, text: str, raw: bytes = b"") -> bytes:
        return SigningKey(self.key).sign(text.encode() + raw).signature

    # §3, §4
    def post(self, path: str, message: list[Any]) -> list[Any]:
        body = zstandard.ZstdCompressor().compress(pack(message))
        headers = {"Content-Type": MEDIA_TYPE, "Content-Encoding": "zstd", "Accept-Encoding": "zstd"}
        if self.token:
            headers |= {"Authorization": f"Bearer {self.token}", "Aduan-Version": self.version}
        with requests.post(
            self.address + path, body, headers=headers, timeout=30, allow_redirects=False, stream=True
        ) as answer:
            content = answer.raw.read(decode_content=False)
        if answer.headers.get("Content-Type", "").partition(";")[0] != MEDIA_TYPE:
            raise NoNetwork(path)
        if answer.headers.get("Content-Encoding") == "zstd":
            content = zstandard.ZstdDecompressor().decompressobj().decompress(content)
        if answer.status_code != 200:
            raise Refused(answer.status_code, unpack(content))
        return unpack(content)

    def enrol(self, code: str) -> None:
        proof = self.sign(f"buku-aduan enrol 1\n{self.device}\n{code}")
        request = [1, code, self.device, self.public_key, proof, self.unit, self.letter, self.version]
        self.token, _, self.letter, self.district, _ = self.post("/v1/enrol", request)[:5]

    def introduction(self, new: "Pc") -> list[Any]:
        proofs = [
            new.sign(f"buku-aduan device 1\n{new.device}\n{self.device}"),
            self.sign(f"buku-aduan device 1\n{self.device}\n{new.device}"),
        ]
        return [new.device, new.public_key, *proofs, new.letter]

    def succeed(self, new: "Pc") -> None:
        new.token, _, new.letter, new.district, _ = self.post("/v1/device", self.introduction(new))[:5]

    # §2
    def write(self, step: list[Any], complaint: str | None = None, saw: list[list[Any]] | None = None) -> str:
        """Appends an event; the id of its complaint, a new one of this event without `complaint`."""
        now_ms = int(time.time() * 1000)
        seq = len(self.chain) + 1
        self.last_stamp = next_stamp(self.last_stamp, now_ms)
        case = complaint or f"{self.device}-{seq}"
        self.chain.append(pack([self.device, seq, self.last_stamp, case, self.actor, self.unit, saw or [], step]))
        return case

    def record(self, day: str, facts: dict[str, Any], person: dict[str, str] | None = None) -> str:
        self.counter += 1
        number = f"{day[:4]}-{self.letter}-{self.counter:04d}"
        case, sealed = f"{self.device}-{len(self.chain) + 1}", b""
        if person:
            self.keys[case] = secrets.token_bytes(16)
            sealed = seal_identity(person, self.keys[case])
        else:
            self.keys[case] = secrets.token_bytes(16)
        self.unsent_keys.add(case)
        return self.write(["recorded", day, number, tracking_code(secrets.token_bytes(7)), facts, sealed])

    def head(self, seq: int) -> bytes:
        head = b""
        for content in self.chain[:seq]:
            head = chain_hash(head, content)
        return head

    # §5
    def request(self) -> list[Any]:
        events = self.chain[self.acknowledged :]
        last = len(self.chain)
        proof = self.sign(f"buku-aduan push 1\n{self.device}\n{last}\n", self.head(last)) if events else b""
        keys = {case: self.keys[case] for case in self.unsent_keys} if events else {}
        have = {self.device: self.acknowledged} if self.acknowledged else {}
        return [have, self.cursor, self.acknowledged + 1, events, proof, keys, 262_144, int(time.time() * 1000), self.notice[0] if self.notice else 0]  # fmt: skip

    def exchange(self) -> bool:
        """One round; whether another has something to do. A fork is for §6, which this client doesn't play."""
        asked = int(time.time() * 1000)
        answer = self.post("/v1/sync", self.request())
        self.offset_ms = answer[6] - (asked + int(time.time() * 1000)) // 2
        return self.take(answer)

    def take(self, answer: list[Any]) -> bool:
        acknowledged, head, events, keys, cursor, more = answer[:6]
        assert acknowledged <= len(self.chain)
        assert head == self.head(acknowledged), "fork"
        for content, seal in events:
            self.receive(content, seal)
        self.keys |= keys
        self.acknowledged, self.cursor = acknowledged, cursor
        if acknowledged == len(self.chain):
            self.unsent_keys.clear()
        if len(answer) > 7 and answer[7]:
            self.notice = answer[7]
        return more or acknowledged < len(self.chain)

    def receive(self, content: bytes, seal: bytes) -> None:
        assert len(seal) == 16
        event = read_event(content)
        self.received[event["device"], event["seq"]] = event
        self.last_stamp = observed(self.last_stamp, event["at"], int(time.time() * 1000))

    def sync(self) -> None:
        while self.exchange():
            pass

    def of_complaint(self, case: str) -> list[dict[str, Any]]:
        """Its events in their order, own ones too."""
        own = {(event["device"], event["seq"]): event for event in map(read_event, self.chain)}
        events = [event for event in (self.received | own).values() if event["complaint"] == case]
        return sorted(events, key=lambda event: (event["at"], event["device"], event["seq"]))

    def person(self, case: str) -> dict[str, str]:
        """Who complains, as far as it opens here; later steps win place by place."""
        person: dict[str, str] = {}
        for event in self.of_complaint(case):
            sealed = event["step"].get("identity", b"")
            if sealed and case in self.keys:
                person |= open_identity(sealed, self.keys[case]) or {}
        return person

    # §7
    def upload(self, content: bytes, piece: int = 65_536) -> None:
        name = hashlib.sha256(content).hexdigest()
        told = ",".join(f"{what} {base64.b64encode(name.encode()).decode()}" for what in ("sha256", "of"))
        heads = {"Authorization": f"Bearer {self.token}", "Tus-Resumable": "1.0.0"}
        made = requests.post(
            self.address + "/v1/files",
            headers=heads | {"Upload-Length": str(len(content)), "Upload-Metadata": told},
            timeout=30,
        )
        assert made.status_code == 201, made.status_code
        place, offset = self.address + made.headers["Location"], int(made.headers["Upload-Offset"])
        while offset < len(content):
            more = {"Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
            sent = requests.patch(place, content[offset : offset + piece], headers=heads | more, timeout=30)
            assert sent.status_code == 204, sent.status_code
            offset = int(sent.headers["Upload-Offset"])
        end = requests.head(place, headers=heads, timeout=30)
        assert end.headers["Upload-Offset"] == end.headers["Upload-Length"] == str(len(content))

    def download(self, name: str) -> bytes | None:
        heads = {"Authorization": f"Bearer {self.token}", "Range": "bytes=0-"}
        answer = requests.get(f"{self.address}/v1/files/{name}", headers=heads, timeout=30)
        if answer.status_code == 404:
            return None
        assert answer.status_code == 206
        assert hashlib.sha256(answer.content).hexdigest() == answer.headers["ETag"].strip('"')
        return answer.content

    # §8
    def bundle(self, missing: list[bytes] | None = None, files: dict[bytes, bytes] | None = None) -> bytes:
        """What goes to the district on a stick; needs the first notice, which the network brought."""
        parts = [
            message_part(["opening", missing or []]),
            message_part(["request", self.device, self.request()]),
            *(file_part(named, content) for named, content in (files or {}).items()),
        ]
        cover = [1, self.district, self.unit, int(time.time() * 1000), self.device]
        return write_bundle(cover, self.notice[3], parts, self.key)

    def read_answer(self, content: bytes) -> list[Any]:
        """Takes the answers for this device in; the receipts and files."""
        opener = PrivateKey(sodium.crypto_sign_ed25519_sk_to_curve25519(self.key + self.public_key))
        cover, parts = read_bundle(content, opener, self.notice[4])
        assert cover[:3] == [2, self.district, self.unit]
        others: list[Any] = []
        for part in parts:
            if isinstance(part, list) and part[0] == "answer" and part[1] == self.device:
                self.take(part[3])
            else:
                others.append(part)
        return others
