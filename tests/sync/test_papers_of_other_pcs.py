"""A paper that one PC of the office signed is known by its others, offline: it told them its key with the first paper."""

from collections.abc import Callable

from complaints.events import Meaning, Noted
from complaints.signed_paper import SignedPaper
from desktop.office import paper_codes
from desktop.office.office import Office
from desktop.store import own_devices
from desktop.store.database import reading
from sync.proof import sign_paper
from tests.offices import UNIT
from tests.sync.offices import Synced


def signed(office: Office, number: str = "2026-A-0001") -> str:
    return paper_codes.sign(office, "SJ", number, office.today(), ["Lampu sudah diganti."]).text


def told(office: Office) -> list[str]:
    """The devices that told their key, as this office knows."""
    return [
        event.device
        for event in office.events()
        if isinstance(event.step, Noted) and event.step.meaning not in (None, Meaning())
    ]


def test_the_offices_other_pc_knows_it_after_a_sync(enrolled: Callable[..., Synced]) -> None:
    a, b = enrolled("a"), enrolled("b")
    code, other_code = signed(a.office), signed(a.office, "2026-A-0002")
    assert told(a.office) == [a.office.device.id]
    before = paper_codes.check(b.office, code)
    assert before.verdict == "unknown"
    assert "Sinkronkan" in str(before.sentence)
    for pc in (a, b):
        pc.sync()
    for scanned in (code, other_code):
        checked = paper_codes.check(b.office, scanned)
        assert checked.verdict == "genuine"
        assert "komputer lain kantor ini" in str(checked.sentence)
        assert "hanya kabupaten yang mengetahuinya" in str(checked.sentence)
        assert paper_codes.check(a.office, scanned).verdict == "genuine"
    assert paper_codes.check(b.office, code.replace("2026-A-0001", "2026-A-0009")).verdict == "forged"


def test_another_unit_learns_no_key_and_one_that_was_told_by_another_device_is_none(
    enrolled: Callable[..., Synced],
) -> None:
    a, b, subdistrict = enrolled("a"), enrolled("b"), enrolled("c", UNIT[:8])
    code = signed(a.office)
    signed(subdistrict.office)
    for pc in (a, b, subdistrict, a, b):
        pc.sync()
    assert paper_codes.check(subdistrict.office, code).verdict == "unknown"
    assert told(b.office) == [a.office.device.id]
    with reading(b.office.engine) as connection:
        own = own_devices.load(connection)[0]
    copied = SignedPaper("SJ", b.office.today(), UNIT, a.office.device.id, "A" * 16, "2026-A-0001")
    imitated = copied.signed(sign_paper(own.key, copied.statement))
    assert paper_codes.check(b.office, imitated.text).verdict == "forged"
