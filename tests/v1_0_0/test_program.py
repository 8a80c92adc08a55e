"""The program of 1.0.0 that the other tests here run is the one that was released, not today's."""

import json
from pathlib import Path

from tests.v1_0_0.programs import TODAY, Program

WHERE = """
import json, complaints, desktop, sync.server
from desktop.resources import resource
print(json.dumps([desktop.__version__, complaints.__file__, desktop.__file__, sync.server.__file__, str(resource("units"))]))
"""


def test_the_frozen_program_is_1_0_0_and_imports_its_own_code(frozen: Program, tmp_path: Path):
    assert frozen.office(tmp_path, "--version").out.split() == ["buku-aduan", "1.0.0"]
    version, *places = json.loads(frozen.python(WHERE))
    assert version == "1.0.0"
    assert [place for place in places if not Path(place).is_relative_to(frozen.root)] == []


def test_todays_program_is_the_one_of_this_folder():
    _, *places = json.loads(TODAY.python(WHERE))
    assert [place for place in places if not Path(place).is_relative_to(TODAY.root)] == []
