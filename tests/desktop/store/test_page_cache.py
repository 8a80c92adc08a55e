"""What looks through many rows once leaves the connection's memory small."""

from sqlalchemy import event

from desktop.office import early_warnings
from desktop.store.database import CACHE_KIB, ONCE_KIB
from tests.offices import bridge, new_office


def test_early_warnings_read_their_year_with_few_pages_in_memory(tmp_path):
    office = new_office(tmp_path / "kantor")
    office.record(bridge())
    asked: list[str] = []
    event.listen(office.engine, "checkout", lambda driver, *_: driver.set_trace_callback(asked.append))
    early_warnings.lines(office, 3)
    told = [sql for sql in asked if "cache_size" in sql or "received_on BETWEEN" in sql]
    assert told[0] == f"PRAGMA cache_size = -{ONCE_KIB}"
    assert told[-1] == f"PRAGMA cache_size = -{CACHE_KIB}"
    assert len(told) == 4
    office.close()
