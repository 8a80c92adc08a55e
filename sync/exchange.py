"""One round: what one request says, and what its answer changes here."""

from collections.abc import Callable
from dataclasses import dataclass, field

from sync.client import Client
from sync.messages import Asked, Range, SyncAnswer, SyncRequest
from sync.office import Office, Outgoing, OwnDevice, Standing
from sync.proof import sign_head

Wall = Callable[[], int]
MOST_KEYS = 500  # in one request
NOTHING = Outgoing(0, [], b"", {})


@dataclass(frozen=True, slots=True)
class Room:
    """How many bytes of events one request carries, and how many its answer may bring."""

    out: int
    back: int


@dataclass(slots=True)
class Regain:
    """How far a server that lost events has got others' events and the keys back; lives as long as a session.

    `keys_after` is the complaint up to which the keys were sent, None while it is still about events.
    """

    wanted: dict[str, list[Range]] = field(default_factory=dict[str, list[Range]])
    asked: dict[str, list[Range]] = field(default_factory=dict[str, list[Range]])
    keys_after: str | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """What a round did. `more`: another one has something to do."""

    sent: int
    received: int
    more: bool
    offset_ms: int


def exchange(office: Office, client: Client, device: OwnDevice, room: Room, wall: Wall, regain: Regain) -> Round:
    """One round in the name of this device. Raises ForkFound, NoNetwork or DistrictRefused; then nothing changed here."""
    standing = office.standing()
    device = standing.device(device.id)
    outgoing = NOTHING if device.forked else office.outgoing(device.id, device.acknowledged, room.out)
    # Events first: a key is taken only for a complaint that is there.
    offering = standing.offering and not regain.wanted and regain.keys_after is None
    keys = office.held_keys(regain.keys_after, MOST_KEYS) if regain.keys_after is not None else {}
    request, rest = compose(office, standing, device, outgoing, room, wall, regain, keys, offering=offering)
    asked_ms = wall()
    answer = client.sync(device.token, request)
    offset = answer.time - (asked_ms + wall()) // 2
    received = office.take(device.id, Asked(request.have, request.cursor, outgoing.last), answer)
    after = office.standing()
    now = after.device(device.id)
    again = _regain(office, answer, rest, regain, keys, offering=offering)
    # A fork just found sends the cursor back to the start: there is more, whatever the answer said.
    newly_forked = _forks(after) > _forks(standing)
    # A server that says 'more' and doesn't move would keep us here for ever.
    to_get = answer.more and after.cursor != standing.cursor
    to_send = now.waits and not now.forked and (now.acknowledged != device.acknowledged or not outgoing.events)
    return Round(
        max(0, now.acknowledged - device.acknowledged),
        received,
        to_get or again or newly_forked or to_send,
        offset,
    )


def _forks(standing: Standing) -> int:
    return sum(device.forked for device in standing.devices)


def compose(
    office: Office,
    standing: Standing,
    device: OwnDevice,
    outgoing: Outgoing,
    room: Room,
    wall: Wall,
    regain: Regain,
    keys: dict[str, bytes],
    *,
    offering: bool,
) -> tuple[SyncRequest, dict[str, list[Range]]]:
    """A request with these events, and what it found no room for of what is wanted back."""
    proof = sign_head(device.key, device.id, outgoing.last, outgoing.head) if outgoing.events else b""
    back = office.given_back(regain.wanted, room.out)
    request = SyncRequest(
        have={id: seq for id, seq in standing.have.items() if seq},
        cursor=standing.cursor,
        first=outgoing.first,
        events=outgoing.events,
        proof=proof,
        keys=outgoing.keys | back.keys | keys,
        room=room.back,
        wall=max(0, wall()),
        notice=standing.notice,
        offer=office.offer() if offering else {},
        returned=back.events,
    )
    return request, back.rest


def _regain(
    office: Office,
    answer: SyncAnswer,
    rest: dict[str, list[Range]],
    regain: Regain,
    keys: dict[str, bytes],
    *,
    offering: bool,
) -> bool:
    """Goes on with giving back; whether there is more of it to do. `offering`: the request offered what is here, maybe nothing.

    At the end go all keys that are here: a receiver of an anonymous complaint gave its events back without one, and to the owner
    nothing looks lost.
    """
    regain.wanted = rest
    if offering:
        # Asked for the same again: it can't take it (a seal of another key), and would ask for ever.
        stuck = answer.wanted == regain.asked
        regain.asked = regain.wanted = {} if stuck else answer.wanted
        if not regain.wanted:
            regain.keys_after = ""
    elif regain.keys_after is not None:
        regain.keys_after = max(keys, default="")
        if len(keys) < MOST_KEYS:
            regain.keys_after = None
            office.offered()
    return bool(regain.wanted) or office.standing().offering
