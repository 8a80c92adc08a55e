"""Two PCs that recorded before their enrolment gave the same register number: nobody may take one complaint for the other."""

from pathlib import Path

import pytest

from desktop.office.handling import SeveralHaveNumber
from sync.server.district import District
from tests.desktop.command import runner
from tests.offices import PASSWORD, UNIT, Clock, bridge
from tests.sync.offices import Direct, Synced, office_at


def test_a_number_of_two_complaints_is_told_and_opens_neither(
    tmp_path: Path,
    district: District,
    clock: Clock,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
):
    pcs = [Synced(office_at(tmp_path / name, clock), Direct(district)) for name in "ab"]
    receipts = [pc.office.record(bridge(title=f"Jembatan {name}")) for pc, name in zip(pcs, "ab", strict=True)]
    assert receipts[0].number == receipts[1].number
    for pc in pcs:
        pc.enrol(district.issue_code(UNIT))
    for pc in (*pcs, *pcs):
        pc.sync()
    for pc in pcs:
        with pytest.raises(SeveralHaveNumber):
            pc.office.act(receipts[0].number, "verify")
        for receipt, name in zip(receipts, "ab", strict=True):
            assert pc.office.case(receipt.tracking_code).complaint.title == f"Jembatan {name}"
            assert pc.office.case(receipt.id).complaint.title == f"Jembatan {name}"
        run = runner(pc.office.folder, capsys, monkeypatch)
        monkeypatch.setenv("BUKU_ADUAN_PASSWORD", PASSWORD)
        told = run("show", receipts[0].number, "--json")
        assert told.code == 1
        assert {choice["id"] for choice in told.object["several"]} == {receipt.id for receipt in receipts}
        assert receipts[1].tracking_code in told.err
        pc.office.close()
