"""A forwarding that came without a name shows the unit's, in the case, in `show` and in `log`; its bytes stay."""

from datetime import date

from complaints.draft import Draft
from complaints.events import Forwarded
from desktop.cli.show import _lines  # pyright: ignore[reportPrivateUsage]
from desktop.office.office import Office
from desktop.store import feed_position, kept_values, log
from desktop.store.database import reading, writing
from desktop.store.log import NewEvent
from desktop.wording import history
from sync.messages import Agency, Notice
from tests.conftest import Founded

TODAY = date(2026, 11, 24)
UNIT, AGENCY, NOWHERE = "73.07.01.2003", "73.07.DLH", "99.99.99.9999"


def forwarded(office: Office, unit: str, name: str = "") -> str:
    number = office.record(Draft(kind="complaint", body="Sampah menumpuk")).number
    office.act(number, "verify")
    complaint = office.case(number).complaint
    with writing(office.engine) as connection:
        log.append(
            connection, office.author, [NewEvent(complaint.id, complaint.heads, Forwarded(TODAY, unit, name))], office.now_ms
        )  # fmt: skip
    return number


def test_the_units_name_stands_for_a_missing_one(founded: Founded):
    office = founded.open()
    with writing(office.engine) as connection:
        told = Notice(9, "73.07", "Sinjai", bytes(32), bytes(32), agencies=[Agency(AGENCY, "Dinas Lingkungan Hidup")])
        kept_values.save(connection, feed_position.NOTICE, told)
    title = office.units.get(UNIT)
    assert title is not None
    for unit, name, shown in (
        (UNIT, "", title.title), (AGENCY, "", "Dinas Lingkungan Hidup"), (NOWHERE, "", NOWHERE), (UNIT, "Camat", "Camat"),
    ):  # fmt: skip
        case = office.case(forwarded(office, unit, name))
        assert case.complaint.forwarded_name == ("" if shown == NOWHERE else shown)
        assert any(f"→ {shown}" in line for line in _lines(case))
        told_lines = list(history.tell(case.complaint, office.categories))
        assert any(part.text == shown for line in told_lines for part in line.parts)
    names = [event.step.name for event in office.events() if isinstance(event.step, Forwarded)]
    assert names == [title.title, "Dinas Lingkungan Hidup", "", "Camat"]
    with reading(office.engine) as connection:
        kept = [event.step.name for event in log.all_events(connection) if isinstance(event.step, Forwarded)]
    assert kept == ["", "", "", "Camat"]
    office.close()
