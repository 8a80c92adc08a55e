"""A place that one PC of the office renamed is called so on its others, whatever came first there; other units go on as they wrote it."""

from collections.abc import Callable

from complaints.events import Location
from desktop.office import places
from desktop.office.office import Office
from tests.offices import UNIT, bridge
from tests.sync.offices import Synced


def dusun(office: Office) -> dict[str, int]:
    return {share.name: share.received for share in office.monitoring(None, None).dusun}


def is_sound(office: Office) -> bool:
    report = office.upkeep.check()
    return not report.problems and not report.mended


def test_both_pcs_of_an_office_call_a_place_the_same(enrolled: Callable[..., Synced]) -> None:
    a, b = enrolled("a"), enrolled("b")
    for pc, name in ((a, "Lapae"), (b, "lapae"), (b, "Lappae")):
        pc.office.record(bridge(location=Location(dusun=name)))
    for pc in (a, b, a):
        pc.sync()
    assert dusun(a.office) == dusun(b.office) == {"Lapae": 2, "Lappae": 1}
    places.give_name(a.office, "dusun", ["Lapae"], "Lappae")
    b.office.record(bridge(location=Location(dusun="LAPAE")))  # before it hears of the merge
    for pc in (a, b, a):
        pc.sync()
    assert dusun(a.office) == dusun(b.office) == {"Lappae": 4}
    b.office.record(bridge(location=Location(dusun="Lapae")))
    places.undo(b.office)
    for pc in (b, a):
        pc.sync()
    assert dusun(a.office) == dusun(b.office) == {"Lapae": 4, "Lappae": 1}
    assert is_sound(a.office)
    assert is_sound(b.office)
    late = enrolled("c")  # gets all of it at once
    late.sync()
    assert dusun(late.office) == {"Lapae": 4, "Lappae": 1}
    assert is_sound(late.office)


def test_names_of_one_unit_are_not_those_of_another(enrolled: Callable[..., Synced]) -> None:
    from complaints.steps import StepDetails

    village, subdistrict = enrolled("a", UNIT), enrolled("b", UNIT[:8])
    number = village.office.record(bridge(location=Location(dusun="Lapae"))).number
    places.give_name(village.office, "dusun", ["Lapae"], "Lappae")
    village.office.act(number, "verify")
    village.office.act(number, "forward", StepDetails(to=UNIT[:8], note="Mohon ditangani"))
    subdistrict.office.record(bridge(location=Location(dusun="Bonto")))
    places.give_name(subdistrict.office, "dusun", ["Bonto"], "Bonto Raya")
    for pc in (village, subdistrict):
        pc.sync()
    assert dusun(village.office) == {"Lappae": 1}
    assert dusun(subdistrict.office) == {"Bonto Raya": 1, "Lapae": 1}
    assert is_sound(subdistrict.office)
