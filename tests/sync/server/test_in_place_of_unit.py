"""The district decides in the place of a unit that is gone, and of no other; the reason stands in the history and on record."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import structs

from complaints.errors import OfficeError
from complaints.events import Event, Meaning, Noted, decode
from complaints.fold import fold
from sync.server import audit, device, in_place_of_unit, listing, offices
from sync.server.check import check
from sync.server.district import District
from sync.server.in_place_of_unit import OwnersAct
from sync.server.listing import ComplaintFilter
from sync.server.own_device import OwnDevices
from sync.server.shelf import Folder
from sync.server.statement import PortableStatement
from tests.sync.server.pcs import GUNUNG_PERAK, SAOTANRE, TODAY, Pc

Make = Callable[..., Pc]
_KEY = PortableStatement("SELECT complaint FROM identity_key WHERE complaint = :complaint")
_EVENTS = PortableStatement("SELECT content FROM event WHERE complaint = :complaint ORDER BY device, seq")


def take(district: District, case: str, act: OwnersAct, why: str = "Desa dihapus", request: str = "") -> None:
    own_devices = OwnDevices()
    asked = (case, act, why, request)
    district.database.write(lambda t: in_place_of_unit.take(t, district, own_devices, "server: uji", *asked))


def gone(district: District, unit: str = SAOTANRE) -> None:
    for pc in district.database.read(lambda t: device.of_unit(t, unit)):
        district.database.write(lambda t, id=pc.id: offices.revoke(t, id, district.now(), only=True))


def history(district: District, case: str) -> list[Event]:
    return [decode(content) for (content,) in district.database.read(lambda t: t.rows(_EVENTS, complaint=case))]


def test_it_erases_in_the_place_of_a_unit_that_is_gone(district: District, pc: Make, tmp_path: Path):
    owner, receiver = pc(), pc(GUNUNG_PERAK)
    case = owner.record("Jalan rusak", name="Andi")
    owner.forward(case, GUNUNG_PERAK)
    owner.sync()
    receiver.sync()
    with pytest.raises(OfficeError, match=owner.id):
        take(district, case, "erase")
    gone(district)
    with pytest.raises(OfficeError):
        take(district, case, "erase", why="  ")
    assert district.database.read(lambda t: t.rows(_KEY, complaint=case))
    take(district, case, "erase")
    now = fold(history(district, case))
    assert now is not None
    assert now.erased
    assert (now.history[-1].event.actor, now.history[-1].event.unit) == ("server: uji", "73.07")
    assert getattr(now.history[-1].event.step, "reason", "") == "Desa dihapus"
    assert district.database.read(lambda t: t.rows(_KEY, complaint=case)) == []
    assert [type(event.step).__name__ for event in receiver.sync()] == ["Erased"]
    [noted] = district.database.read(lambda t: audit.latest(t, "server: uji"))
    assert (noted.action, noted.subject) == ("in-place-of erase", f"{SAOTANRE} {case}")
    with pytest.raises(OfficeError):
        take(district, case, "erase")
    assert list(check(district, Folder(tmp_path))) == []


@pytest.mark.parametrize(
    ("act", "field"), [("anonymous", "anonymous"), ("confidential", "confidential"), ("withdraw", "withdrawn")]
)
def test_what_only_the_owner_says_counts_from_the_district_then(
    district: District, pc: Make, act: OwnersAct, field: str
):
    owner = pc()
    case = owner.record("Jalan rusak", name="Andi")
    owner.sync()
    gone(district)
    take(district, case, act)
    now = fold(history(district, case))
    assert now is not None
    assert getattr(now, field) is True
    shown = district.database.read(lambda t: list(listing.all_rows(t, ComplaintFilter())))
    assert [row.id for row in shown] == ([] if act == "withdraw" else [case])


@pytest.mark.parametrize("act", ["grant", "decline"])
def test_it_answers_another_units_request(district: District, pc: Make, act: OwnersAct):
    owner, receiver = pc(), pc(GUNUNG_PERAK)
    case = owner.record("Jalan rusak", name="Andi")
    owner.forward(case, GUNUNG_PERAK)
    owner.sync()
    receiver.sync()
    receiver.write(Noted(TODAY, "Permintaan: hapus data pribadi", Meaning("erase")), case)
    receiver.sync()
    gone(district)
    with pytest.raises(OfficeError):
        take(district, case, act, request="tidak-1")
    take(district, case, act, request=f"{receiver.id}-1")
    now = fold(history(district, case))
    assert now is not None
    assert [(request.is_open, request.granted) for request in now.requests] == [(False, act == "grant")]
    assert now.erased == (act == "grant")
    with pytest.raises(OfficeError):
        take(district, case, act, request=f"{receiver.id}-1")


def test_of_another_district_or_unknown_it_says_nothing(district: District, pc: Make):
    owner = pc()
    case = owner.record("Jalan rusak")
    owner.sync()
    gone(district)
    for wrong in ("tidak-ada-1", "K7QM-4T2X-9DNB"):
        with pytest.raises(OfficeError):
            take(district, wrong, "erase")
    code = next(event.recording for event in history(district, case) if event.records)
    assert code is not None
    take(district, code.tracking_code.lower(), "confidential")
    assert structs.asdict(fold(history(district, case)))["confidential"]  # pyright: ignore[reportArgumentType]
