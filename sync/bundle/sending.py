"""From the office to the district: the requests that it would send, all of them at once, and the attachments."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO

from complaints.events import Attached, decode
from sync.bundle import contents
from sync.bundle.attachments import LARGEST, StickFiles
from sync.bundle.envelope import Sealer, Told
from sync.bundle.refusals import Cancelled, NeverSynced
from sync.enrol import introduction
from sync.exchange import MOST_KEYS, NOTHING, Regain, Room, Wall, compose
from sync.files import Waiting
from sync.messages import Carried, Cover, DeviceRequest, Notice, Opening
from sync.office import Office, Outgoing, OwnDevice, Standing
from sync.photo import reduced

ROOM = Room(1_048_576, 0)
TO_DISTRICT = 1
EVENT_BYTES = 400  # roughly, to show how far it is


@dataclass(frozen=True, slots=True)
class Sent:
    """What lies in a bundle: own events, files, and how many files are left for the next one. 'Sent' they are with the answer."""

    events: int
    files: int
    left: int


def write(
    office: Office, files: StickFiles, notice: Notice | None, file: BinaryIO, made: int, wall: Wall, told: Told,
    largest: int = LARGEST,
) -> tuple[Sealer, Sent]:  # fmt: skip
    """Writes a bundle of everything that the district hasn't acknowledged. Raises NotEnrolled, NeverSynced or Cancelled.

    Nothing changes here: the next bundle brings the same, until an answer says what arrived.
    """
    standing = office.standing()
    by = standing.asking
    if notice is None or not notice.bundle_key:
        raise NeverSynced
    cover = Cover(TO_DISTRICT, notice.unit, standing.unit, made, by.id, [])
    sealer = Sealer(file, cover, [notice.bundle_key], by.key)
    waiting = {one.sha256: one for one in files.unsent()}
    wanted = [bytes.fromhex(one.sha256) for one in files.missing()]
    contents.put_message(sealer, Opening(wanted, standing.offering))
    events = 0
    unsent = sum(max(0, device.last - device.acknowledged) for device in standing.devices)
    whole = max(1, unsent * EVENT_BYTES + sum(one.size for one in waiting.values()))
    for carried in requests(office, standing, wall):
        contents.put_message(sealer, carried)
        events += len(carried.request.events)
        for one in _attached(carried.request.events):
            waiting.setdefault(one.sha256, one)
        if not told(min(events * EVENT_BYTES, whole), whole):
            raise Cancelled
    put, left = _put_files(sealer, files, list(waiting.values()), largest, told, events * EVENT_BYTES)
    sealer.close()
    return sealer, Sent(events, put, left)


def requests(office: Office, standing: Standing, wall: Wall) -> Iterator[Carried]:
    """The same requests, in the same order, as a session's (session.py); without answers between them.

    What depends on an answer waits for the next bundle: a device that the district doesn't know yet speaks when the feed was read
    to its end, and all is settled that was written before it.
    """
    by = standing.asking
    settled = not any(device.forked or (device.waits and not device.current) for device in standing.devices)
    for device in standing.devices:
        if device.forked or (device.current and not device.token and not (settled and standing.caught_up)):
            continue
        if device.current or device.waits:
            yield from _all_of(office, standing, by, device, wall)
    if by.forked or not (by.current or by.waits):
        yield _carried(office, standing, by, NOTHING, wall)  # has nothing to say, but asks
    if standing.offering:
        yield from _given_back(office, standing, by, wall)


def _all_of(office: Office, standing: Standing, by: OwnDevice, device: OwnDevice, wall: Wall) -> Iterator[Carried]:
    known = None if device.token else introduction(office, by, device)
    device = office.prepared(device.id)
    after = device.acknowledged
    while True:
        outgoing = office.outgoing(device.id, after, ROOM.out) if after < device.last else NOTHING
        yield _carried(office, standing, device, outgoing, wall, known=known)
        after, known = outgoing.last, None
        if not outgoing.events or after >= device.last:
            break


def _given_back(office: Office, standing: Standing, by: OwnDevice, wall: Wall) -> Iterator[Carried]:
    """The district lost events: a stick has room for all that is here of others, without asking first which it lacks."""
    regain = Regain(wanted=office.offer())
    while regain.wanted:
        request, regain.wanted = compose(office, standing, by, NOTHING, ROOM, wall, regain, {}, offering=False)
        yield Carried(by.id, request)
    after = ""
    while keys := office.held_keys(after, MOST_KEYS):
        request, _ = compose(office, standing, by, NOTHING, ROOM, wall, regain, keys, offering=False)
        yield Carried(by.id, request)
        after = max(keys)


def _carried(
    office: Office,
    standing: Standing,
    device: OwnDevice,
    outgoing: Outgoing,
    wall: Wall,
    *,
    known: DeviceRequest | None = None,
) -> Carried:
    request, _ = compose(office, standing, device, outgoing, ROOM, wall, Regain(), {}, offering=False)
    return Carried(device.id, request, known)


def _attached(events: list[bytes]) -> Iterator[Waiting]:
    for content in events:
        if b"attached" in content:
            step = decode(content).step
            if isinstance(step, Attached):
                yield Waiting(step.sha256, step.size, step.media_type)


def _put_files(
    sealer: Sealer, files: StickFiles, waiting: list[Waiting], largest: int, told: Told, before: int
) -> tuple[int, int]:
    """Small ones first, as far as they fit; how many went in, and how many are left."""
    whole = before + sum(one.size for one in waiting) or 1
    put = left = done = 0
    for one in sorted(waiting, key=lambda one: one.size):
        content = files.content(one.sha256) if not left else b""
        if content is None:
            continue
        wire = reduced(content, one.media_type) if content else b""
        if left or done + len(wire) > largest:
            left += 1
            continue
        pieces = (wire[start : start + contents.PIECE] for start in range(0, len(wire), contents.PIECE))
        contents.put_file(sealer, bytes.fromhex(one.sha256), sha256(wire).digest(), len(wire), pieces)
        put, done = put + 1, done + len(wire)
        if not told(min(before + done, whole), whole):
            raise Cancelled
    return put, left
