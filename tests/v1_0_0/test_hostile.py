"""What a hostile device writes stops no office of 1.0.0, which nobody can mend: today's district hands out what that one bears."""

import os
import subprocess
from pathlib import Path

import pytest
import requests

from complaints import events as e
from tests.faults.anything import STEPS, built_of, changed, taken
from tests.faults.hostile import KEY, WIDE, Hostile, sealed
from tests.sync.server.pcs import Pc, Refused
from tests.sync.server.processes import command
from tests.v1_0_0.programs import NEIGHBOUR, PASSWORD, TODAY, UNIT, USER, Program


def test_an_office_of_1_0_0_goes_on_whatever_is_forwarded_to_it(frozen: Program, tmp_path: Path):
    district, old, second = tmp_path / "district", tmp_path / "old", tmp_path / "second"
    environment = os.environ | {"ADUAN_DISTRIK_PASSWORD": PASSWORD}
    subprocess.run(command(district, "admin", "create", USER), check=True, capture_output=True, env=environment)
    limits = "".join(f"{name} = {value}\n" for name, value in WIDE.items())
    (district / "penerimaan.toml").write_text(limits, encoding="utf-8")
    with TODAY.serving(district) as server:
        codes = TODAY.codes_for(district, NEIGHBOUR, UNIT, UNIT)
        frozen.office_each(
            old, [("init", "--unit", NEIGHBOUR, "--user", USER), ("enrol", server.url, codes[0]), ("sync",)]
        )
        frozen.office_each(
            second, [("init", "--unit", UNIT, "--user", USER), ("enrol", server.url, codes[1]), ("sync",)]
        )
        hostile = Hostile(Pc(server.post, UNIT))
        hostile.pc.enrol(codes[2])
        keys: dict[str, bytes] = {}
        for step in STEPS:
            for built in changed(built_of(step)):
                case = f"{hostile.pc.id}-{hostile.next_seq}" if isinstance(step, e.Recorded) else hostile.record()
                keys[case] = KEY
                hostile.write(built, case)
                if not taken(hostile.pc.chain[-1]):
                    hostile.pc.chain.pop()
                hostile.forward(case, NEIGHBOUR)
        hostile.push(keys)
        ninth = sealed(["Andi", None, 1, None, None, None, None, None, True])
        case = hostile.record(ninth)
        with pytest.raises(Refused):
            hostile.push({case: KEY})
        hostile.forward(case, NEIGHBOUR)
        hostile.push()
        hostile.push({case: KEY})
        later = hostile.record(title="Sesudahnya")
        hostile.forward(later, NEIGHBOUR)
        hostile.push({later: KEY})
        for data in (old, second):
            _, shown, listed = frozen.office_each(data, [("sync",), ("show", later, "--json"), ("list", "--json")])
            assert shown.object["title"] == "Sesudahnya"
            assert len(listed.objects) > len(STEPS)
        assert frozen.office_each(old, [("check", "--json")])[0].object["clean"]
        assert hostile.pc.acknowledged == len(hostile.pc.chain)
        browser = requests.Session()
        entered = browser.post(server.url + "/masuk", {"name": USER, "password": PASSWORD}, timeout=30)
        assert entered.url.endswith("/aduan")
        for path in ("/aduan", "/pemantauan", "/pemantauan.csv", "/pemantauan.xlsx", "/unit", "/tersegel"):
            assert browser.get(server.url + path, timeout=30).status_code == 200, path
        shown_pages = [browser.get(f"{server.url}/aduan/{case}", timeout=30).status_code for case in sorted(keys)]
        # A recording whose step can't be read is no complaint.
        assert set(shown_pages) == {200, 404}
        assert shown_pages.count(200) > len(shown_pages) / 2
    assert "Semua utuh" in TODAY.district(district, "check")
