"""From the district to the office: the answers, taken in as those of the network are, and the attachments."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from nacl.public import PrivateKey

from sync.bundle import envelope
from sync.bundle.attachments import StickFiles
from sync.bundle.contents import Bundle, FileHere
from sync.bundle.envelope import Told, opener_of
from sync.bundle.refusals import NeverSynced, OtherDirection, OtherDistrict, OtherUnit
from sync.enrol import public_key
from sync.messages import Notice, Receipt, Said
from sync.office import Office, OwnDevice

TO_OFFICE = 2
ANSWERS: type[Said | Receipt] = Said | Receipt  # pyright: ignore[reportAssignmentType] - a union stands where a class does


@dataclass(slots=True)
class Got:
    """What an answer brought: own events acknowledged, events that were new, files. `made` is that of the bundle it answers."""

    acknowledged: int = 0
    received: int = 0
    files: int = 0
    made: int = 0

    @property
    def nothing(self) -> bool:
        return not (self.acknowledged or self.received or self.files)


def opened(office: Office, notice: Notice | None, file: BinaryIO, told: Told) -> Bundle:
    """The bundle, read and proved from its first byte to its last. Raises BundleRefused or Cancelled; nothing has changed."""
    if notice is None or not notice.signing_key:
        raise NeverSynced
    standing = office.standing()
    found = envelope.look(file)
    if found.cover.direction != TO_OFFICE:
        raise OtherDirection(here_is_office=True)
    if found.cover.district != notice.unit:
        raise OtherDistrict(found.cover.district)
    if found.cover.unit != standing.unit:
        raise OtherUnit(found.cover.unit)
    envelope.check(found, notice.signing_key, lambda done, _whole: told(done, 2 * found.size))
    bundle = Bundle(found, envelope.unseal(found, _keys(office)))
    bundle.check(ANSWERS, lambda done, _whole: told(found.size + done, 2 * found.size))
    return bundle


def _keys(office: Office) -> Sequence[PrivateKey]:
    return [opener_of(device.key) for device in office.standing().devices if device.key]


def take(office: Office, files: StickFiles, bundle: Bundle) -> Got:
    """Takes in what was opened; each answer is one transaction. Read again, or after a newer one, it changes nothing that counts."""
    got = Got()
    before = {device.id: device.acknowledged for device in office.standing().devices}
    heard: dict[str, Said] = {}
    for part in bundle.parts(ANSWERS):
        match part:
            case Said():
                if part.device in before:
                    got.received += _take_answer(office, part)
                    heard[part.device] = part
            case Receipt():
                if part.device in before:
                    _take_receipt(office, files, part)
                    got.made = max(got.made, part.made)
            case FileHere():
                got.files += files.keep_whole(part.named, part.content(), part.sha256)
    for said in heard.values():  # the feed has told by now what the clone sent of their common past
        _leave_to_clone(office, said)
    after = office.standing()
    got.acknowledged = sum(max(0, device.acknowledged - before.get(device.id, 0)) for device in after.devices)
    if after.caught_up and any(device.forked for device in after.devices):
        office.settle()
    return got


def _take_answer(office: Office, said: Said) -> int:
    known = office.standing().device(said.device)
    if said.enrolled is not None and not known.token and not _is_clone_s(said, known):
        office.registered(said.device, said.enrolled)
    return office.opened(said.answer)(said.device, said.asked)


def _is_clone_s(said: Said, known: OwnDevice) -> bool:
    """Whether the district knows a clone of this disk by the device."""
    return said.public_key not in (b"", public_key(known) if known.key else b"")


def _leave_to_clone(office: Office, said: Said) -> None:
    """What this PC wrote under the device, and the district doesn't have, goes over to another one."""
    known = office.standing().device(said.device)
    if _is_clone_s(said, known) and (known.token or (not known.forked and (known.current or known.waits))):
        office.disowned(said.device, said.answer.acknowledged)


def _take_receipt(office: Office, files: StickFiles, receipt: Receipt) -> None:
    for sha256 in receipt.kept:
        files.sent(sha256.hex())
    if receipt.offered:
        office.offered()
