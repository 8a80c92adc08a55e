"""From the office to the district: the requests that it would send, all of them at once, and the attachments."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO

from complaints.events import Attached, decode
from sync.bundle import contents
from sync.bundle.attachments import LARGEST, StickFiles
from sync.bundle.envelope import ReportProgress, Sealer
from sync.bundle.refusals import BundleCancelled, NeverSynced
from sync.cleaning import NotCleanable
from sync.enrol import Accepted, introduction, public_key
from sync.exchange import MOST_KEYS, NO_EVENTS, Regain, Room, Wall, compose
from sync.files import Waiting
from sync.messages import (
    PROTOCOL,
    AnsweringOpening,
    Carried,
    Cover,
    DeviceRequest,
    Enrolling,
    EnrolRequest,
    Notice,
    Opening,
    ReadingOpening,
    ReportingOpening,
    UpdateReport,
)
from sync.office import ExchangeState, OfficeStore, Outgoing, OwnDevice
from sync.proof import sign_enrolment

ROOM = Room(1_048_576, 0)
TO_DISTRICT = 1
EVENT_BYTES = 400  # roughly, to show how far it is


@dataclass(frozen=True, slots=True)
class Sent:
    """What lies in a bundle: own events, files, and how many files are left for the next one. They count as sent when the answer is read."""

    events: int
    files: int
    postponed: int


def write(
    office: OfficeStore, files: StickFiles, notice: Notice | None, file: BinaryIO, made_ms: int, wall: Wall, report_progress: ReportProgress,
    largest: int = LARGEST, program: tuple[str, UpdateReport] | None = None, accepted: Accepted | None = None,
    answered: int = 0, read: Sequence[int] = (),
) -> tuple[Sealer, Sent]:  # fmt: skip
    """Writes a bundle of everything that the district hasn't acknowledged. Raises NotEnrolled, NeverSynced or BundleCancelled.

    Nothing changes here: the next bundle brings the same, until an answer says what arrived. With an `accepted` invitation, which no
    answer has confirmed yet, the current device asks to be enrolled by it, and speaks before the district knows it. `answered` is when the
    district made the latest answer that was read here, `read` are the numbers of announcements that were read and that it may not know of.
    """
    state = office.exchange_state()
    by = office.prepared(state.current.id) if accepted else state.asking_device
    if notice is None or not notice.bundle_key:
        raise NeverSynced
    cover = Cover(TO_DISTRICT, notice.unit, state.unit, made_ms, by.id, [])
    sealer = Sealer(file, cover, [notice.bundle_key], by.key)
    waiting = {attachment.sha256: attachment for attachment in files.unsent()}
    missing = [bytes.fromhex(attachment.sha256) for attachment in files.missing()]
    opening = Opening(missing, state.offering)
    if program and read:
        opening = ReadingOpening(missing, state.offering, *program, answered, list(read))
    elif program and answered:
        opening = AnsweringOpening(missing, state.offering, *program, answered)
    elif program:
        opening = ReportingOpening(missing, state.offering, *program)
    contents.put_message(sealer, opening)
    if accepted is not None:
        contents.put_message(sealer, _enrolling(accepted, by, state.unit, program[0] if program else ""))
    events = 0
    unsent = sum(max(0, device.last - device.acknowledged) for device in state.devices)
    total = max(1, unsent * EVENT_BYTES + sum(attachment.size for attachment in waiting.values()))
    for carried in first_requests(office, state, wall) if accepted else requests(office, state, wall):
        contents.put_message(sealer, carried)
        events += len(carried.request.events)
        for attachment in _attached(carried.request.events):
            waiting.setdefault(attachment.sha256, attachment)
        if not report_progress(min(events * EVENT_BYTES, total), total):
            raise BundleCancelled
    included, postponed = _put_files(
        sealer, files, list(waiting.values()), largest, report_progress, events * EVENT_BYTES
    )
    sealer.close()
    return sealer, Sent(events, included, postponed)


def requests(office: OfficeStore, state: ExchangeState, wall: Wall) -> Iterator[Carried]:
    """The same requests, in the same order, as a session's (session.py); without answers between them.

    What depends on an answer waits for the next bundle: a device that the district doesn't know yet speaks when the feed was read
    to its end, and all is settled that was written before it.
    """
    by = state.asking_device
    settled = not any(device.forked or (device.waits and not device.current) for device in state.devices)
    for device in state.devices:
        if device.forked or (device.current and not device.token and not (settled and state.caught_up)):
            continue
        if device.current or device.waits:
            yield from _all_of(office, state, by, device, wall)
    if by.forked or not (by.current or by.waits):
        yield _carried(office, state, by, NO_EVENTS, wall)  # has nothing to say, but asks
    if state.offering:
        yield from _given_back(office, state, by, wall)


def first_requests(office: OfficeStore, state: ExchangeState, wall: Wall) -> Iterator[Carried]:
    """The requests of a PC that asks to be enrolled: its current device's, and those of former ones of which the district never heard.

    Former ones that were enrolled speak once this is confirmed: they may be why it has to be enrolled again.
    """
    by = office.prepared(state.current.id)
    if by.forked:
        yield _carried(office, state, by, NO_EVENTS, wall)
    else:
        yield from _all_of(office, state, by, by, wall)
    for device in state.devices:
        if not (device.current or device.token or device.forked) and device.waits:
            yield from _all_of(office, state, by, device, wall)


def _enrolling(accepted: Accepted, device: OwnDevice, unit: str, version: str) -> Enrolling:
    proof = sign_enrolment(device.key, device.id, accepted.code)
    return Enrolling(
        accepted.id,
        EnrolRequest(PROTOCOL, accepted.code, device.id, public_key(device), proof, unit, device.letter, version),
    )


def _all_of(
    office: OfficeStore, state: ExchangeState, by: OwnDevice, device: OwnDevice, wall: Wall
) -> Iterator[Carried]:
    device_request = None if device.token or device.id == by.id else introduction(office, by, device)
    device = office.prepared(device.id)
    after_seq = device.acknowledged
    while True:
        outgoing = office.outgoing(device.id, after_seq, ROOM.out) if after_seq < device.last else NO_EVENTS
        yield _carried(office, state, device, outgoing, wall, device_request=device_request)
        after_seq, device_request = outgoing.last, None
        if not outgoing.events or after_seq >= device.last:
            break


def _given_back(office: OfficeStore, state: ExchangeState, by: OwnDevice, wall: Wall) -> Iterator[Carried]:
    """The events of others to give back to a district that lost some: a stick has room for all of them, so nobody asks first which."""
    regain = Regain(to_return=office.offer())
    while regain.to_return:
        request, regain.to_return = compose(office, state, by, NO_EVENTS, ROOM, wall, regain, {}, offering=False)
        yield Carried(by.id, request)
    after_id = ""
    while keys := office.held_keys(after_id, MOST_KEYS):
        request, _ = compose(office, state, by, NO_EVENTS, ROOM, wall, regain, keys, offering=False)
        yield Carried(by.id, request)
        after_id = max(keys)


def _carried(
    office: OfficeStore,
    state: ExchangeState,
    device: OwnDevice,
    outgoing: Outgoing,
    wall: Wall,
    *,
    device_request: DeviceRequest | None = None,
) -> Carried:
    request, _ = compose(office, state, device, outgoing, ROOM, wall, Regain(), {}, offering=False)
    return Carried(device.id, request, device_request)


def _attached(events: list[bytes]) -> Iterator[Waiting]:
    for content in events:
        if b"attached" in content:
            step = decode(content).step
            if isinstance(step, Attached) and step.names_file:
                yield Waiting(step.sha256, step.size, step.media_type)


def _put_files(
    sealer: Sealer,
    files: StickFiles,
    waiting: list[Waiting],
    largest: int,
    report_progress: ReportProgress,
    done_before: int,
) -> tuple[int, int]:
    """Small ones first, as far as they fit; how many went in, and how many are left."""
    from sync.photo import for_the_wire  # brings Pillow: the district reads what stands here without it

    total = done_before + sum(attachment.size for attachment in waiting) or 1
    included = postponed = done = 0
    for attachment in sorted(waiting, key=lambda attachment: attachment.size):
        content = files.content(attachment.sha256) if not postponed else b""
        if content is None:
            continue
        try:
            wire = for_the_wire(content, attachment.media_type) if content else b""
        except NotCleanable:
            if not files.may_leave_as_is(attachment.sha256):
                continue
            wire = content
        if postponed or done + len(wire) > largest:
            postponed += 1
            continue
        pieces = (wire[start : start + contents.PIECE] for start in range(0, len(wire), contents.PIECE))
        contents.put_file(sealer, bytes.fromhex(attachment.sha256), sha256(wire).digest(), len(wire), pieces)
        included, done = included + 1, done + len(wire)
        if not report_progress(min(done_before + done, total), total):
            raise BundleCancelled
    return included, postponed
