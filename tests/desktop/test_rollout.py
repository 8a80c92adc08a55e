"""An office writes what is young only once its district says that everybody reads it, and tells when the district asks for a newer version."""

from datetime import date

import pytest

from complaints import rollout
from complaints.draft import Draft
from complaints.rollout import NotReadByAll
from desktop.office.office import Office
from desktop.office.sync_situation import Situation, at_rest, status
from desktop.store import feed_position, kept_values
from desktop.store.database import writing
from sync.messages import Minimum, Notice
from tests.conftest import Founded

TODAY = date(2026, 11, 30)


def told(office: Office, *writes: str, minimum: Minimum | None = None) -> None:
    """What the last answer of a district brought."""
    notice = Notice(9, "73.07", "Sinjai", bytes(32), bytes(32), writes=list(writes), minimum=minimum)
    with writing(office.engine) as connection:
        kept_values.save(connection, feed_position.NOTICE, notice)


def test_what_is_young_waits_for_the_district(founded: Founded, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rollout, "READ_SINCE", {"accepted": "1.1.0", "kind=aspiration": "1.1.0"})
    office = founded.open()
    office.record(Draft(kind="aspiration", body="Mohon lampu jalan"))  # without a district nobody receives it
    told(office)
    with pytest.raises(NotReadByAll) as refused:
        office.record(Draft(kind="aspiration", body="Mohon jembatan"))
    assert "Tidak ada yang disimpan" in str(refused.value)
    number = office.record(Draft(kind="complaint", body="Jalan rusak")).number
    assert number.endswith("0002")  # the refused one took none
    told(office, "kind=aspiration", "accepted")
    office.record(Draft(kind="aspiration", body="Mohon jembatan"))
    office.close()


def test_without_anything_young_nothing_is_asked(founded: Founded):
    assert rollout.READ_SINCE == {}
    office = founded.open()
    told(office)
    office.record(Draft(kind="aspiration", body="Mohon jembatan"))
    office.close()


@pytest.mark.parametrize(
    ("minimum", "says"),
    [
        (Minimum("99.0.0", "CVE-2026-1234: lampiran"), True), (Minimum("99.0.0", " "), False), (Minimum("0.0.1", "lama"), False),
        (Minimum("entah", "CVE-2026-1234"), False), (None, False),
    ],
)  # fmt: skip
def test_a_minimum_is_told_with_its_reason(founded: Founded, minimum: Minimum | None, says: bool):
    office = founded.open()
    told(office, minimum=minimum)
    connection = office.district.connection_state()
    assert (connection.minimum is not None) == says
    if says:
        assert "CVE-2026-1234" in at_rest(connection, 0.0)
        assert "Teks tetap dikirim" in at_rest(connection, 0.0)
    words = status(Situation(connection, None, None), TODAY).words
    assert "99.0.0" not in words  # not enrolled
    office.close()
