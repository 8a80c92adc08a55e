"""A sealed complaint on its way: the district and the office's other PCs carry it, and nobody reads it."""

from collections.abc import Callable

from msgspec import structs
from nacl.public import PrivateKey

from desktop.store.listing import Query
from tests.offices import bridge
from tests.sync.offices import Synced


def test_a_sealed_complaint_travels_and_stays_closed(enrolled: Callable[..., Synced]):
    a, b = enrolled("a"), enrolled("b")
    a.office.change_settings(
        structs.replace(a.office.settings, inspectorate_key=bytes(PrivateKey.generate().public_key).hex())
    )
    receipt = a.office.record(bridge(sealed=True))
    assert [one.sent for one in a.office.sealing.receipts()] == [False]
    a.sync()
    b.sync()
    assert [one.sent for one in a.office.sealing.receipts()] == [True]
    assert [one.number for one in b.office.sealing.receipts()] == [receipt.number]
    assert b.office.page(Query()) == []
    assert b.office.upkeep.check(repair=False).problems == ()
