"""Below the district's minimum version attachments wait on the stick, too: a unit's answer can be opened by all of its PCs."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import structs

from complaints.steps import StepDetails
from desktop.store.attachments import Content
from sync.messages import Minimum
from sync.server import device, notice
from sync.server.district import District
from sync.server.statement import Transaction
from tests.offices import UNIT, bridge
from tests.sync.offices import Synced
from tests.sync.sticks import Counter
from tests.sync.test_photo import photo

OTHER = "73.07.04.2010"
Enrolled = Callable[..., Synced]


@pytest.fixture
def counter(district: District, tmp_path: Path) -> Counter:
    return Counter.at(district, tmp_path / "counter")


def ask(district: District, minimum: Minimum | None) -> None:
    def work(transaction: Transaction) -> None:
        notice.change(transaction, lambda current: structs.replace(current, minimum=minimum))

    district.database.write(work)


def update(district: District, one: Synced, version: str) -> None:
    """As if this office's PC had told that it runs this version now."""
    id = one.store.exchange_state().devices[-1].id
    district.database.write(lambda t: device.set_program(t, id, version, ""))


def told(counter: Counter) -> tuple[int, int, tuple[str, ...]]:
    assert counter.told is not None
    return counter.told.files, counter.told.withheld, counter.told.below


def test_an_answer_brings_text_and_no_file_to_a_pc_below_the_minimum(
    enrolled: Enrolled, counter: Counter, district: District
):
    a, b = enrolled("a"), enrolled("b", OTHER)
    a.sync()
    b.sync()
    receipt = a.office.record(bridge(), [Content("surat.txt", b"isi surat"), Content("foto.jpg", photo())])
    a.office.act(receipt.number, "verify")
    a.office.act(receipt.number, "forward", StepDetails(to=OTHER))
    counter.there_and_back(a.office)
    ask(district, Minimum("1.2.0", "CVE-2026-1234: lampiran"))

    got = counter.take_home(b.office, counter.answer(OTHER))
    assert (got.received, got.files) == (5, 0)
    assert told(counter) == (0, 2, ("A",))
    assert {file.name for file in b.office.case(receipt.id).complaint.attachments} == {"surat.txt", "foto.jpg"}

    update(district, b, "1.2.0")
    got = counter.there_and_back(b.office)
    assert got.files == 2
    assert told(counter) == (2, 0, ())


def test_one_pc_below_it_keeps_the_files_of_its_unit_back(enrolled: Enrolled, counter: Counter, district: District):
    a, b, old = enrolled("a"), enrolled("b", OTHER), enrolled("old", OTHER)
    for one in (a, b, old):
        one.sync()
    receipt = a.office.record(bridge(), [Content("surat.txt", b"isi surat")])
    a.office.act(receipt.number, "verify")
    a.office.act(receipt.number, "forward", StepDetails(to=OTHER))
    counter.there_and_back(a.office)
    ask(district, Minimum("1.2.0", "CVE-2026-1234: lampiran"))
    update(district, b, "1.3.0")
    counter.read(counter.written(b.office))
    counter.read(counter.written(old.office))

    answer = counter.answer(OTHER)
    assert told(counter) == (0, 1, ("B",))
    assert [counter.take_home(one.office, answer).files for one in (b, old)] == [0, 0]

    update(district, old, "1.2.0")
    counter.read(counter.written(b.office))
    answer = counter.answer(OTHER)
    assert told(counter) == (1, 0, ())
    assert counter.take_home(b.office, answer).files == 1


def test_a_file_that_an_old_pc_brings_waits_there(enrolled: Enrolled, counter: Counter, district: District):
    a = enrolled()
    a.sync()
    ask(district, Minimum("1.2.0", "CVE-2026-1234: lampiran"))
    a.office.record(bridge(), [Content("surat.txt", b"isi surat")])
    got = counter.there_and_back(a.office)
    assert got.acknowledged == 2
    assert a.office.district.connection_state().waiting_files == 1
    ask(district, None)
    counter.there_and_back(a.office)
    assert a.office.district.connection_state().waiting_files == 0


def test_without_a_minimum_nobody_is_below_it(enrolled: Enrolled, counter: Counter):
    a = enrolled()
    a.sync()
    a.office.record(bridge(), [Content("surat.txt", b"isi surat")])
    counter.there_and_back(a.office)
    counter.answer(UNIT)
    assert told(counter)[1:] == (0, ())
