"""An office of 1.0.0 beside a district that reminds and a complainant who speaks on its page: it pulls, shows, answers and goes on."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests

from complaints import voice
from sync.server.options import ServerOptions
from sync.server.statement import PortableStatement
from tests.v1_0_0.programs import TODAY, UNIT, USER, Program

_KEY = PortableStatement("SELECT sealed FROM identity_key WHERE complaint = :case")


@pytest.mark.slow
def test_an_office_of_1_0_0_goes_on_with_reminders_and_a_complainants_words(frozen: Program, tmp_path: Path):
    district, village = tmp_path / "district", tmp_path / "village"
    today = datetime.now(UTC).date()
    file = tmp_path / "one.json"
    day = (today - timedelta(days=30)).isoformat()
    file.write_text(json.dumps({"kind": "complaint", "body": "Pipa bocor", "received_on": day}), encoding="utf-8")
    with TODAY.serving(district) as server:
        [code] = TODAY.codes_for(district, UNIT)
        frozen.office_each(
            village,
            [
                ("init", "--unit", UNIT, "--user", USER),
                ("enrol", server.url, code),
                ("record", "--json", file),
                ("sync",),
            ],
        )
        remind(district)
        [listed] = frozen.office_each(village, [("sync",), ("list", "--json")])[1].objects
        case, tracking = listed["id"], shown(frozen, village, listed["id"])["tracking_code"]
        notes = [step for step in shown(frozen, village, case)["history"] if step["step"] == "noted"]
        assert [step["note"].partition(":")[0] for step in notes] == ["Teguran"]
        # It answers, and the complainant says that it is not done.
        frozen.office_each(
            village, [("act", case, "verify"), ("act", case, "respond", "--note", "Pipa diganti"), ("sync",)]
        )
        opened = ServerOptions(district).open()
        [(sealed,)] = opened.database.read(lambda t: t.rows(_KEY, case=case))
        word = voice.secret_word(opened.keys.unwrap(case, bytes(sealed)))
        say = {"kode": tracking, "kata": word, "jenis": "unsatisfied", "note": "Masih menetes"}
        assert "Tersimpan" in requests.post(f"{server.url}/lacak/suara", say, timeout=30).text
        frozen.office_each(village, [("sync",)])
        reopened = shown(frozen, village, case)
        assert reopened["stage"] == "in_progress"
        assert not [step for step in reopened["history"] if step.get("misplaced")]
        frozen.office_each(village, [("act", case, "respond", "--note", "Keran diganti"), ("sync",)])
        rating = {"kode": tracking, "kata": word, "jenis": "rating", "nilai": "5"}
        page = requests.post(f"{server.url}/lacak/suara", rating, timeout=30).text
        assert "Keran diganti" in page
        frozen.office_each(village, [("sync",), ("act", case, "close"), ("sync",)])
        closed = shown(frozen, village, case)
        assert (closed["stage"], closed["satisfaction"]) == ("closed", 5)
        assert frozen.office(village, "check", "--json").object["clean"]
    assert "Semua utuh" in TODAY.district(district, "check")


def shown(program: Program, data: Path, case: str) -> dict[str, Any]:
    return program.office(data, "show", case, "--json").object


def remind(district: Path) -> None:
    """The daily round on the coming Tuesday at ten in Sinjai."""
    moment = datetime.now(UTC).replace(hour=2, minute=0)
    while moment.weekday() != 1 or (moment.month, moment.day) in ((1, 1), (8, 17), (12, 25)):
        moment += timedelta(days=1)
    words = [sys.executable, "-m", "tests.sync.server.round_process", str(district), "", str(moment.timestamp())]
    done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["begun", "1"]
