"""What the operator sets aside reaches nobody any more, and counts nowhere; the log keeps it. Who is revoked takes its own along."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from complaints.events import Attached
from sync.server import file_access, listing, offices, quarantine
from sync.server.check import check
from sync.server.district import District
from sync.server.listing import ComplaintFilter
from sync.server.offices import UnknownDevice
from sync.server.quarantine import NoReason, NoSuchEvent
from sync.server.shelf import Folder
from tests.sync.server.pcs import GUNUNG_PERAK, SAOTANRE, TODAY, Pc, Refused

Make = Callable[..., Pc]


def titles(district: District) -> set[str]:
    return {row.title for row in district.database.read(lambda t: list(listing.all_rows(t, ComplaintFilter())))}


def aside(district: District, id: str, why: str = "Uji") -> None:
    district.database.write(lambda t: quarantine.set_aside(t, district, id, why, "Rahma"))


def release(district: District, id: str) -> None:
    district.database.write(lambda t: quarantine.release(t, district, id))


def whole(district: District, folder: Path) -> bool:
    return list(check(district, Folder(folder))) == []


def test_a_step_that_is_set_aside_reaches_nobody_and_counts_nowhere(district: District, pc: Make, tmp_path: Path):
    owner, receiver = pc(), pc(GUNUNG_PERAK)
    case = owner.record()
    owner.forward(case, GUNUNG_PERAK)
    owner.note(case, "Jahat")
    owner.sync()
    aside(district, f"{owner.id}-3", "Isinya merusak")
    assert [event.seq for event in receiver.sync()] == [1, 2]
    assert [event.seq for event in pc().sync()] == [1, 2]
    shown = district.database.read(lambda t: quarantine.show(t, f"{owner.id}-3"))
    assert shown.readers == []
    assert shown.fields()["quarantined"] == {"why": "Isinya merusak", "who": "Rahma", "at": district.now()}
    assert whole(district, tmp_path)
    owner.note(case, "Sesudahnya")
    owner.sync()
    assert [event.seq for event in receiver.sync()] == [4]
    release(district, f"{owner.id}-3")
    assert [event.seq for event in pc(GUNUNG_PERAK).sync()] == [1, 2, 3, 4]
    assert whole(district, tmp_path)


def test_a_recording_that_is_set_aside_takes_its_complaint_from_lists_and_receivers(
    district: District, pc: Make, tmp_path: Path
):
    owner, receiver = pc(), pc(GUNUNG_PERAK)
    case = owner.record("Palsu")
    owner.forward(case, GUNUNG_PERAK)
    good = owner.record("Benar")
    owner.forward(good, GUNUNG_PERAK)
    owner.sync()
    aside(district, case)
    assert titles(district) == {"Benar"}
    assert {event.complaint for event in receiver.sync()} == {good}
    assert whole(district, tmp_path)
    release(district, case)
    assert titles(district) == {"Benar", "Palsu"}
    assert {event.complaint for event in pc(GUNUNG_PERAK).sync()} == {case, good}
    assert whole(district, tmp_path)


def test_a_forwarding_and_a_file_that_are_set_aside_open_nothing(district: District, pc: Make, tmp_path: Path):
    owner, receiver = pc(), pc(GUNUNG_PERAK)
    name = sha256(b"foto").hexdigest()
    case = owner.record()
    owner.write(Attached(TODAY, name, "foto.jpg", "image/jpeg", 4), case)
    owner.forward(case, GUNUNG_PERAK)
    owner.sync()
    named = lambda unit: district.database.read(lambda t: file_access.namings(t, unit, name))  # noqa: E731
    assert named(GUNUNG_PERAK)
    aside(district, f"{owner.id}-3")
    assert receiver.sync() == []
    assert not named(GUNUNG_PERAK)
    assert named(SAOTANRE)
    aside(district, f"{owner.id}-2")
    assert not named(SAOTANRE)
    release(district, f"{owner.id}-2")
    assert named(SAOTANRE)
    assert whole(district, tmp_path)


def test_only_an_event_of_the_log_is_set_aside_and_with_a_reason(district: District, pc: Make):
    owner = pc()
    case = owner.record()
    owner.sync()
    for id in ("x", f"{owner.id}-2", f"{owner.id}-{2**63}", "\x1b[31m", f"{case}\n"):
        with pytest.raises(NoSuchEvent) as refused:
            aside(district, id)
        assert refused.value.sentence.isprintable()
    with pytest.raises(NoReason):
        aside(district, case, "  ")


def test_who_is_revoked_takes_along_all_that_it_introduced(district: District, pc: Make):
    first, colleague = pc(), pc()
    second = first.follow(Pc(first.post))
    third = second.follow(Pc(first.post))
    other = first.follow(Pc(first.post))
    revoked = district.database.write(lambda t: offices.revoke(t, first.id, district.now()))
    assert {one.id for one in revoked} == {first.id, second.id, third.id, other.id}
    for gone in (first, second, third, other):
        with pytest.raises(Refused, match="401"):
            gone.sync()
    colleague.sync()
    with pytest.raises(UnknownDevice):
        district.database.write(lambda t: offices.revoke(t, first.id, district.now()))


def test_a_book_that_has_moved_goes_on_when_the_old_pc_alone_is_revoked(district: District, pc: Make):
    old = pc()
    new = old.follow(Pc(old.post))
    revoked = district.database.write(lambda t: offices.revoke(t, old.id, district.now(), only=True))
    assert [one.id for one in revoked] == [old.id]
    new.sync()
