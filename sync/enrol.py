"""Enrolment: a PC shows a one-time code and its public key, and gets a token. And a PC that goes on under a new device."""

from msgspec import Struct
from nacl.signing import SigningKey

from sync.client import Client
from sync.messages import PROTOCOL, DeviceRequest, Enrolled, EnrolRequest
from sync.office import OfficeStore, OwnDevice
from sync.proof import sign_enrolment, sign_succession
from sync.refusals import DistrictRefused


class Accepted(Struct, frozen=True):
    """An invitation that this PC goes by until the district has confirmed it. `code` are the twelve signs for the district.

    `since_ms` is when the last bundle before it was made here: an answer to that one confirms nothing.
    """

    id: str
    code: str
    address: str = ""
    district: str = ""
    since_ms: int = 0
    until_ms: int = 0


def enrol(office: OfficeStore, client: Client, code: str, version: str) -> Enrolled:
    """Enrols the current device of this store, for the first time or again. Raises NoNetwork or DistrictRefused.

    Repeated with the same code after a lost answer, it comes out the same.
    """
    try:
        return _enrol(office, client, code, version)
    except DistrictRefused as refusal:
        if refusal.reason != "device":
            raise
        # Somebody else has enrolled this device with another key: a PC set up from a copy of this disk, or this one before its
        # disk was put back. The next sync finds out what each of them wrote.
        office.renewed()
        return _enrol(office, client, code, version)


def _enrol(office: OfficeStore, client: Client, code: str, version: str) -> Enrolled:
    state = office.exchange_state()
    device = office.prepared(state.current.id)
    proof = sign_enrolment(device.key, device.id, code)
    answer = client.enrol(
        EnrolRequest(PROTOCOL, code, device.id, public_key(device), proof, state.unit, device.letter, version)
    )
    office.registered(device.id, answer)
    return answer


def succeed(office: OfficeStore, client: Client, by: OwnDevice, device: OwnDevice) -> None:
    """Registers `device` with the district; `by`, a device that is registered already, signs for it."""
    office.registered(device.id, client.succeed(by.token, introduction(office, by, device)))


def introduction(office: OfficeStore, by: OwnDevice, device: OwnDevice) -> DeviceRequest:
    """The request with which `by` introduces `device` to the district."""
    new = office.prepared(device.id)
    proof = sign_succession(new.key, new.id, by.id)
    old_proof = sign_succession(by.key, by.id, new.id)
    return DeviceRequest(new.id, public_key(new), proof, old_proof, new.letter)


def public_key(device: OwnDevice) -> bytes:
    return bytes(SigningKey(device.key).verify_key)
