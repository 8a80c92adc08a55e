"""One round: what one request says, and what its answer changes here."""

from dataclasses import dataclass, field, replace

from msgspec import structs

from sync.messages import AnsweredRequest, Range, SyncAnswer, SyncRequest
from sync.office import ExchangeState, OfficeStore, Outgoing, OwnDevice
from sync.pace import Pace, Room
from sync.prefetch import Ahead, EarlyRequest, Wall
from sync.proof import sign_head

MOST_KEYS = 500  # in one request
NO_EVENTS = Outgoing(0, [], b"", {})


@dataclass(slots=True)
class Regain:
    """How far a server that lost events has got others' events and the keys back; lives as long as a session.

    `keys_after` is the complaint up to which the keys were sent, None while it is still about events.
    """

    to_return: dict[str, list[Range]] = field(default_factory=dict[str, list[Range]])
    requested: dict[str, list[Range]] = field(default_factory=dict[str, list[Range]])
    keys_after: str | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """What a round did. `has_more`: another round has something to do."""

    sent: int
    received: int
    has_more: bool
    offset_ms: int


def exchange(
    office: OfficeStore,
    ahead: Ahead,
    device: OwnDevice,
    pace: Pace,
    wall: Wall,
    regain: Regain,
    *,
    says_nothing: bool = False,
) -> Round:
    """One round in the name of this device. Raises ForkFound, NoNetwork or DistrictRefused; then nothing changed here.

    `says_nothing`: it only asks, whatever waits to be sent.
    """
    state = office.exchange_state()
    device = state.device(device.id)
    # Events first: a key is taken only for a complaint that is there.
    offering = state.offering and not regain.to_return and regain.keys_after is None
    keys = office.held_keys(regain.keys_after, MOST_KEYS) if regain.keys_after is not None else {}
    remaining: dict[str, list[Range]] = {}
    under_way = ahead.landing(state, device)
    if under_way is None:
        outgoing = (
            NO_EVENTS
            if device.forked or says_nothing
            else office.outgoing(device.id, device.acknowledged, pace.room.out)
        )
        request, remaining = compose(office, state, device, outgoing, pace.room, wall, regain, keys, offering=offering)
        under_way = ahead.ask(EarlyRequest(device.token, request, outgoing))
    request, outgoing = under_way.question.request, under_way.question.outgoing
    ordinary = not (state.offering or device.forked or request.returned or keys)
    follows = None
    if ordinary and pace.swift:
        follows = _ready(office, ahead, device, under_way.question, state.cursor, pace, wall)
    timed_answer = under_way.timed_answer.result()
    answer = timed_answer.answer
    pace.record_request(timed_answer.seconds, timed_answer.size)
    if ordinary and pace.swift:
        question = under_way.question
        if answer.notice is not None:
            question = replace(question, request=structs.replace(request, notice=answer.notice.version))
            follows = None
        # Of the first request nobody knew yet how swift the link is.
        follows = follows or _ready(office, ahead, device, question, answer.cursor, pace, wall)
        _go_on(ahead, device, question, answer, follows, pace, wall)
    take_in = office.opened(answer) if under_way.opened is None else under_way.opened.result()
    began = pace.seconds()
    # Whatever goes ahead is opened while the disk takes down this one.
    received = take_in(
        device.id, AnsweredRequest(request.have, request.cursor, outgoing.last), lambda: ahead.open_next(office)
    )
    pace.record_intake(pace.seconds() - began, complete=not answer.more)
    new_state = office.exchange_state()
    new_device = new_state.device(device.id)
    regaining = _regain(office, answer, remaining, regain, keys, offering=offering)
    # A fork just found sends the cursor back to the start: there is more, whatever the answer said.
    newly_forked = _forks(new_state) > _forks(state)
    # A server that says 'more' and doesn't move would keep us here for ever. What went ahead asked from where the store stood before.
    to_get = answer.more and new_state.cursor != request.cursor
    to_send = (
        new_device.waits
        and not new_device.forked
        and (new_device.acknowledged != device.acknowledged or not outgoing.events)
    )
    return Round(
        max(0, new_device.acknowledged - device.acknowledged),
        received,
        to_get or regaining or newly_forked or to_send,
        timed_answer.offset_ms,
    )


def _ready(
    office: OfficeStore, ahead: Ahead, device: OwnDevice, question: EarlyRequest, cursor: bytes, pace: Pace, wall: Wall
) -> EarlyRequest | None:
    """The request with the events behind these, if there are any, for when all goes as it should; mostly while these are under way.

    `cursor` is the latest that is known: from an early one the district would read the same of its feed again with each request.
    """
    last = question.outgoing.last
    if not question.outgoing.events or device.last <= last:
        return None
    outgoing = office.outgoing(device.id, last, pace.room.out)
    if not outgoing.events:
        return None
    request = structs.replace(
        question.request,
        have=question.request.have | {device.id: last},
        cursor=cursor,
        first=outgoing.first,
        events=outgoing.events,
        proof=sign_head(device.key, device.id, outgoing.last, outgoing.head),
        keys=outgoing.keys,
        room=pace.room.back,
        wall=max(0, wall()),
    )
    return EarlyRequest(question.token, request, outgoing, ahead.pack(request))


def _go_on(
    ahead: Ahead,
    device: OwnDevice,
    question: EarlyRequest,
    answer: SyncAnswer,
    follows: EarlyRequest | None,
    pace: Pace,
    wall: Wall,
) -> None:
    """Sends the next request before this answer is taken in, when the answer can't change the request."""
    acknowledged, head = answer.acknowledged, question.outgoing.head
    as_sent = acknowledged == (question.outgoing.last or device.acknowledged) and answer.head == (head or answer.head)
    if not as_sent or answer.reset or answer.server_has or answer.requested:
        return
    if follows is not None:
        if not answer.events:
            ahead.send(follows, device, answer)
    elif answer.more and answer.cursor > question.request.cursor and device.last <= acknowledged:
        request = structs.replace(
            question.request,
            have=question.request.have | ({device.id: acknowledged} if acknowledged else {}),
            cursor=answer.cursor,
            first=acknowledged + 1,
            events=[],
            proof=b"",
            keys={},
            room=pace.room.back,
            wall=max(0, wall()),
        )
        ahead.send(EarlyRequest(question.token, request, Outgoing(acknowledged + 1, [], b"", {})), device, answer)


def _forks(state: ExchangeState) -> int:
    return sum(device.forked for device in state.devices)


def compose(
    office: OfficeStore,
    state: ExchangeState,
    device: OwnDevice,
    outgoing: Outgoing,
    room: Room,
    wall: Wall,
    regain: Regain,
    keys: dict[str, bytes],
    *,
    offering: bool,
) -> tuple[SyncRequest, dict[str, list[Range]]]:
    """A request with these events, and the events asked back that did not fit into it."""
    proof = sign_head(device.key, device.id, outgoing.last, outgoing.head) if outgoing.events else b""
    back = office.given_back(regain.to_return, room.out)
    request = SyncRequest(
        have={id: seq for id, seq in state.have.items() if seq},
        cursor=state.cursor,
        first=outgoing.first,
        events=outgoing.events,
        proof=proof,
        keys=outgoing.keys | back.keys | keys,
        room=room.back,
        wall=max(0, wall()),
        notice=state.notice,
        offer=office.offer() if offering else {},
        returned=back.events,
    )
    return request, back.remaining


def _regain(
    office: OfficeStore,
    answer: SyncAnswer,
    remaining: dict[str, list[Range]],
    regain: Regain,
    keys: dict[str, bytes],
    *,
    offering: bool,
) -> bool:
    """Gives back the next events that the server lost; returns whether there are more. `offering`: the request offered what is here, maybe nothing.

    At the end go all keys that are here: a receiver of an anonymous complaint gave its events back without one, and to the owner
    nothing looks lost.
    """
    regain.to_return = remaining
    if offering:
        # Asked for the same again: it can't take it (a seal of another key), and would ask for ever.
        no_progress = answer.requested == regain.requested
        regain.requested = regain.to_return = {} if no_progress else answer.requested
        if not regain.to_return:
            regain.keys_after = ""
    elif regain.keys_after is not None:
        regain.keys_after = max(keys, default="")
        if len(keys) < MOST_KEYS:
            regain.keys_after = None
            office.offered()
    return bool(regain.to_return) or office.exchange_state().offering
