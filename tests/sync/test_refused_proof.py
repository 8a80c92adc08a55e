"""A signature that the district refuses: a program with a fault mints no devices for it, and a real fork is still found."""

from collections.abc import Callable

import pytest
from sqlalchemy import text

from complaints.draft import Draft
from complaints.events import Noted, chain_hash, decode
from desktop.store import own_devices
from desktop.store.database import reading
from sync import exchange
from sync.refusals import DistrictRefused
from sync.server.district import District
from tests.sync.offices import Synced
from tests.sync.server.conftest import post_to
from tests.sync.server.pcs import TODAY, Pc


def devices(office: Synced) -> list[str]:
    with reading(office.office.engine) as connection:
        return [device.id for device in own_devices.load(connection)]


@pytest.mark.parametrize("sent_before", [0, 1, 3])
def test_a_program_that_signs_badly_is_told_so_and_mints_no_device(
    enrolled: Callable[..., Synced], monkeypatch: pytest.MonkeyPatch, sent_before: int
):
    office = enrolled()
    for _ in range(sent_before):
        office.office.record(Draft(kind="complaint", body="Jalan rusak"))
        office.sync()
    before = devices(office)
    office.office.record(Draft(kind="complaint", body="Jembatan putus"))
    with monkeypatch.context() as faulty:
        faulty.setattr(exchange, "sign_head", lambda *_: b"\0" * 64)
        for _ in range(3):
            requests = office.carrier.requests
            with pytest.raises(DistrictRefused) as refused:
                office.sync()
            assert refused.value.reason == "proof"
            assert office.carrier.requests - requests <= 3
    assert devices(office) == before
    assert office.sync().sent > 0


def test_a_fork_behind_what_was_acknowledged_is_found_by_asking(enrolled: Callable[..., Synced], district: District):
    """The district lost what this PC had sent, and a clone of it has written there since."""
    office = enrolled()
    office.office.record(Draft(kind="complaint", body="Pertama"))
    kept = office.office.record(Draft(kind="complaint", body="Kedua"))
    office.sync()
    [device] = [pc for pc in office.store.exchange_state().devices if pc.current]
    with district.database.engine.begin() as connection:
        contents = connection.execute(
            text("SELECT content FROM event WHERE device = :id ORDER BY seq"), {"id": device.id}
        ).scalars()
        chain = [bytes(content) for content in contents]
        last = len(chain)
        head = b""
        for content in chain[:-1]:
            head = chain_hash(head, content)
        connection.execute(text("DELETE FROM event WHERE device = :id AND seq = :seq"), {"id": device.id, "seq": last})
        connection.execute(text("DELETE FROM feed WHERE device = :id AND seq = :seq"), {"id": device.id, "seq": last})
        connection.execute(
            text("UPDATE device SET head_seq = :seq, head_hash = :head, highest = :seq WHERE id = :id"),
            {"id": device.id, "seq": last - 1, "head": head},
        )
        connection.execute(text("DELETE FROM complaint WHERE id = :id"), {"id": decode(chain[-1]).complaint})
    clone = Pc(post_to(district), id=device.id, key=device.key, token=device.token, chain=chain[:-1])
    clone.acknowledged = last - 1
    clone.write(Noted(TODAY, "dari kembaran"), decode(chain[0]).complaint)
    clone.exchange()
    office.office.record(Draft(kind="complaint", body="Ketiga"))
    office.sync()
    assert len(devices(office)) == 2
    assert {row.title for row in office.office.page(_all())} == {"Pertama", "Kedua", "Ketiga"}
    state = office.store.exchange_state()
    assert not any(pc.waits or pc.forked for pc in state.devices)
    assert kept.number


def _all():
    from desktop.store.listing import Query

    return Query()
