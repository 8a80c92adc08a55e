"""The command line over a founded office."""

import pytest

from tests.conftest import Founded
from tests.desktop.command import Run, runner


@pytest.fixture
def run(founded: Founded, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    return runner(founded.folder, capsys, monkeypatch)
