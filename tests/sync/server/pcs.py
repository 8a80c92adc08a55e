"""PCs of offices as the district meets them: a device, its chain, and the protocol's messages, without the program around."""

import secrets
from base64 import b32encode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import msgspec
from nacl.signing import SigningKey

from complaints import identity
from complaints.clock import stamp
from complaints.events import AnyStep, Event, Facts, Forwarded, Noted, Recorded, chain_hash, decode, encode
from complaints.numbering import tracking_code
from sync import frame, proof
from sync.messages import DeviceRequest, Enrolled, EnrolRequest, Forked, Refusal, SyncAnswer, SyncRequest

Post = Callable[[str, str, bytes, str], tuple[int, bytes, str]]  # path, token, body, encoding → status, body, encoding

SAOTANRE, GUNUNG_PERAK, SINJAI = "73.07.04.2009", "73.07.01.2003", "73.07"
TODAY = date(2026, 11, 24)


class Refused(Exception):
    def __init__(self, status: int, message: Refusal | Forked) -> None:
        super().__init__(f"{status} {message}")
        self.status = status
        self.message = message


def say(post: Post, path: str, token: str, message: msgspec.Struct, kind: type[msgspec.Struct]) -> msgspec.Struct:
    status, body, encoding = post(path, token, *frame.pack(message))
    if status == 200:
        return frame.unpack(body, encoding, kind)
    raise Refused(status, frame.unpack(body, encoding, Forked if status == 409 else Refusal))


def new_id() -> str:
    return b32encode(secrets.token_bytes(10)).decode().lower()


@dataclass
class Pc:
    """One PC: it keeps its own chain and every event that it was given."""

    post: Post
    unit: str = SAOTANRE
    id: str = field(default_factory=new_id)
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    letter: str = ""
    token: str = ""
    chain: list[bytes] = field(default_factory=list)
    acknowledged: int = 0
    cursor: bytes = b""
    held: dict[str, dict[int, tuple[bytes, bytes]]] = field(default_factory=dict)
    keys: dict[str, bytes] = field(default_factory=dict)
    received_keys: dict[str, bytes] = field(default_factory=dict)
    unsent_keys: set[str] = field(default_factory=set)
    notice: int = 0

    @property
    def public_key(self) -> bytes:
        return bytes(SigningKey(self.key).verify_key)

    def enrol(self, code: str, **changes: object) -> Enrolled:
        request = EnrolRequest(
            1, code, self.id, self.public_key, proof.sign_enrolment(self.key, self.id, code), self.unit, self.letter
        )
        answer = say(self.post, "/v1/enrol", "", msgspec.structs.replace(request, **changes), Enrolled)
        assert isinstance(answer, Enrolled)
        self.token, self.letter = answer.token, answer.letter
        return answer

    def introduction(self, new: "Pc") -> DeviceRequest:
        """What this PC says to make `new` known."""
        proofs = proof.sign_succession(new.key, new.id, self.id), proof.sign_succession(self.key, self.id, new.id)
        return DeviceRequest(new.id, new.public_key, *proofs, self.letter)

    def follow(self, new: "Pc") -> "Pc":
        """Goes on as `new`, with its letter and token."""
        request = self.introduction(new)
        answer = say(self.post, "/v1/device", self.token, request, Enrolled)
        assert isinstance(answer, Enrolled)
        new.token, new.letter = answer.token, answer.letter
        return new

    def write(self, step: AnyStep, complaint: str | None = None) -> str:
        """Appends an event; the id of its complaint, a new one of this device's without `complaint`."""
        seq = len(self.chain) + 1
        case = f"{self.id}-{seq}" if complaint is None else complaint
        self.chain.append(
            encode(Event(self.id, seq, stamp(1_800_000_000_000 + seq), case, "Siti", self.unit, (), step))
        )
        return case

    def record(self, body: str = "Jembatan putus", name: str = "", **facts: object) -> str:
        sealed = b""
        if name:
            key = secrets.token_bytes(32)
            sealed = identity.seal(identity.Identity(name=name), key, secrets.token_bytes(12))
            case = f"{self.id}-{len(self.chain) + 1}"
            self.keys[case] = key
            self.unsent_keys.add(case)
        described = Facts(**({"kind": "complaint", "title": body, "body": body, "received_on": TODAY} | facts))  # pyright: ignore[reportArgumentType]
        number = f"2026-{self.letter or 'A'}-{len(self.chain) + 1:04d}"
        return self.write(Recorded(TODAY, number, tracking_code(secrets.token_bytes(7)), described, sealed))

    def forward(self, complaint: str, unit: str) -> None:
        self.write(Forwarded(TODAY, unit=unit, name=unit), complaint)

    def note(self, complaint: str, text: str = "Catatan") -> None:
        self.write(Noted(TODAY, text), complaint)

    def head(self, seq: int) -> bytes:
        head = b""
        for content in self.chain[:seq]:
            head = chain_hash(head, content)
        return head

    def request(self, **changes: object) -> SyncRequest:
        events = self.chain[self.acknowledged :]
        have = {self.id: self.acknowledged} | {
            device: _gapless(events) for device, events in self.held.items() if device != self.id
        }
        signature = proof.sign_head(self.key, self.id, len(self.chain), self.head(len(self.chain)))
        request = SyncRequest(
            have, self.cursor, self.acknowledged + 1, events, signature if events else b"",
            {case: self.keys[case] for case in sorted(self.unsent_keys)}, 1_000_000, 0, self.notice,
        )  # fmt: skip
        return msgspec.structs.replace(request, **changes)

    def exchange(self, **changes: object) -> SyncAnswer:
        """One request, and what comes of its answer."""
        request = self.request(**changes)
        answer = say(self.post, "/v1/sync", self.token, request, SyncAnswer)
        assert isinstance(answer, SyncAnswer)
        self.acknowledged, self.cursor = answer.acknowledged, answer.cursor
        if answer.acknowledged >= len(self.chain):
            self.unsent_keys.clear()
        for content, seal in answer.events:
            event = decode(content)
            self.held.setdefault(event.device, {})[event.seq] = (content, seal)
        self.received_keys |= answer.keys
        if answer.notice:
            self.notice = answer.notice.version
        return answer

    def sync(self) -> list[Event]:
        """Exchanges until there is nothing left; the foreign events that came."""
        came: list[Event] = []
        for _ in range(100):
            answer = self.exchange()
            came += [decode(content) for content, _ in answer.events]
            if answer.reset or answer.server_has:
                self.give_back()
            if not answer.more and self.acknowledged == len(self.chain):
                return came
        raise AssertionError("the exchange never ends")

    def give_back(self) -> None:
        """Offers what it holds of others, and returns what the server lacks."""
        offer = {device: _ranges(events) for device, events in self.held.items() if device != self.id}
        wanted = self.exchange(offer=offer).requested
        returned = [
            self.held[device][seq]
            for device, ranges in wanted.items()
            for low, high in ranges
            for seq in range(low, high + 1)
        ]
        if returned:
            self.exchange(returned=returned, keys=self.received_keys)

    def events(self) -> list[Event]:
        """All foreign events that it was given."""
        return [decode(content) for events in self.held.values() for content, _ in events.values()]


def _gapless(events: dict[int, tuple[bytes, bytes]]) -> int:
    seq = 0
    while seq + 1 in events:
        seq += 1
    return seq


def _ranges(events: dict[int, tuple[bytes, bytes]]) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    for seq in sorted(events):
        if ranges and ranges[-1][1] == seq - 1:
            ranges[-1] = (ranges[-1][0], seq)
        else:
            ranges.append((seq, seq))
    return ranges
