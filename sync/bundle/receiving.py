"""From the district to the office: the answers, taken in as those of the network are, and the attachments."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from nacl.public import PrivateKey

from sync.bundle import envelope
from sync.bundle.attachments import StickFiles
from sync.bundle.contents import Bundle, BundledFile
from sync.bundle.envelope import ReportProgress, opener_of
from sync.bundle.refusals import NeverSynced, OtherDirection, OtherDistrict, OtherUnit
from sync.client import Piece
from sync.enrol import Accepted, public_key
from sync.files import ArrivingFiles
from sync.messages import BundledAnswer, BundledRelease, BundleReceipt, Notice, OfferingReceipt
from sync.office import OfficeStore, OwnDevice

TO_OFFICE = 2
ANSWERS: type[BundledAnswer | OfferingReceipt] = BundledAnswer | OfferingReceipt  # pyright: ignore[reportAssignmentType] - a union stands where a class does


class ArrivingRelease(Protocol):
    """What a bundle needs of the PC's updates."""

    def wants(self, offered: BundledRelease) -> ArrivingFiles | None:
        """Notes what the bundle brings; where its pieces go, None when nobody here waits for it."""
        ...

    def received_bytes(self, sha256: str) -> int: ...


@dataclass(slots=True)
class ReceivedCounts:
    """What an answer brought: own events acknowledged, events that were new, files. `made_ms` is when the answered bundle was made.

    `enrolled`: the district has let this PC in.
    """

    acknowledged: int = 0
    received: int = 0
    files: int = 0
    made_ms: int = 0
    enrolled: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.acknowledged or self.received or self.files or self.enrolled)


def opened(office: OfficeStore, notice: Notice | None, file: BinaryIO, report_progress: ReportProgress) -> Bundle:
    """The bundle, read and proved from its first byte to its last. Raises BundleRefused or Cancelled; nothing has changed."""
    if notice is None or not notice.signing_key:
        raise NeverSynced
    state = office.exchange_state()
    sealed_bundle = envelope.look(file)
    if sealed_bundle.cover.direction != TO_OFFICE:
        raise OtherDirection(here_is_office=True)
    if sealed_bundle.cover.district != notice.unit:
        raise OtherDistrict(sealed_bundle.cover.district)
    if sealed_bundle.cover.unit != state.unit:
        raise OtherUnit(sealed_bundle.cover.unit)
    envelope.check(
        sealed_bundle, notice.signing_key, lambda done, _total: report_progress(done, 2 * sealed_bundle.size)
    )
    bundle = Bundle(sealed_bundle, envelope.unseal(sealed_bundle, _keys(office)))
    bundle.check(ANSWERS, lambda done, _total: report_progress(sealed_bundle.size + done, 2 * sealed_bundle.size))
    return bundle


def _keys(office: OfficeStore) -> Sequence[PrivateKey]:
    return [opener_of(device.key) for device in office.exchange_state().devices if device.key]


def take(
    office: OfficeStore,
    files: StickFiles,
    bundle: Bundle,
    updates: ArrivingRelease | None = None,
    accepted: Accepted | None = None,
) -> ReceivedCounts:
    """Takes in what was opened; each answer is one transaction. Read again, or after a newer one, it changes nothing that counts.

    An `accepted` invitation is confirmed by the answer to a bundle that showed it.
    """
    counts = ReceivedCounts()
    release = _ReleasePieces(updates)
    acknowledged_before = {device.id: device.acknowledged for device in office.exchange_state().devices}
    last_answers: dict[str, BundledAnswer] = {}
    for part in bundle.parts(ANSWERS):
        match part:
            case BundledAnswer():
                if part.device in acknowledged_before:
                    counts.received += _take_answer(office, part)
                    last_answers[part.device] = part
            case OfferingReceipt():
                if part.device in acknowledged_before:
                    _take_receipt(office, files, part)
                    counts.made_ms = max(counts.made_ms, part.made_ms)
                    release.begin(part.release)
                    if accepted is not None and part.made_ms > accepted.since_ms:
                        counts.enrolled |= _confirmed(office, last_answers.get(part.device))
            case BundledFile():
                if release.take(part):
                    continue
                counts.files += files.keep_whole(part.named, part.content(), part.sha256)
    for bundled in last_answers.values():  # the feed has told by now what the clone sent of their common past
        _leave_to_clone(office, bundled)
    new_state = office.exchange_state()
    counts.acknowledged = sum(
        max(0, device.acknowledged - acknowledged_before.get(device.id, 0)) for device in new_state.devices
    )
    if new_state.caught_up and any(device.forked for device in new_state.devices):
        office.settle()
    return counts


class _ReleasePieces:
    """The pieces of a release, one behind the other; what is here already is passed over."""

    def __init__(self, updates: ArrivingRelease | None) -> None:
        self._updates = updates
        self._release: BundledRelease | None = None
        self._arriving: ArrivingFiles | None = None
        self._place = 0

    def begin(self, release: BundledRelease | None) -> None:
        if release is None or self._updates is None:
            return
        self._release, self._place = release, release.start
        self._arriving = self._updates.wants(release)

    def take(self, file: BundledFile) -> bool:
        """Whether it is a piece of the release."""
        release = self._release
        if release is None or self._updates is None or file.named != release.sha256.hex():
            return False
        start, self._place = self._place, self._place + file.size
        if self._arriving is None:
            return True
        name, received = file.named, self._updates.received_bytes(file.named)
        if start <= received < start + file.size:
            content = file.content()[received - start :]
            if self._arriving.keep_piece(name, Piece(content, received, release.size, name)) == release.size:
                self._arriving.complete(name, name)
        return True


def _confirmed(office: OfficeStore, bundled: BundledAnswer | None) -> bool:
    """Whether the district has let the device in that asked. A token that it had before counts no more."""
    if (
        bundled is None
        or bundled.enrolled is None
        or _is_clone_s(bundled, office.exchange_state().device(bundled.device))
    ):
        return False
    office.registered(bundled.device, bundled.enrolled)
    return True


def _take_answer(office: OfficeStore, bundled: BundledAnswer) -> int:
    device = office.exchange_state().device(bundled.device)
    if bundled.enrolled is not None and not device.token and not _is_clone_s(bundled, device):
        office.registered(bundled.device, bundled.enrolled)
    return office.opened(bundled.answer)(bundled.device, bundled.request)


def _is_clone_s(bundled: BundledAnswer, device: OwnDevice) -> bool:
    """Whether the district knows a clone of this disk by the device."""
    return bundled.public_key not in (b"", public_key(device) if device.key else b"")


def _leave_to_clone(office: OfficeStore, bundled: BundledAnswer) -> None:
    """What this PC wrote under the device, and the district doesn't have, goes over to another one."""
    device = office.exchange_state().device(bundled.device)
    if _is_clone_s(bundled, device) and (device.token or (not device.forked and (device.current or device.waits))):
        office.disowned(bundled.device, bundled.answer.acknowledged)


def _take_receipt(office: OfficeStore, files: StickFiles, receipt: BundleReceipt) -> None:
    for sha256 in receipt.stored:
        files.sent(sha256.hex())
    if receipt.offered:
        office.offered()
