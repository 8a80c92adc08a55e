"""A program that is installed as the installer does it, with keys that are for tests only."""

from pathlib import Path

import pytest

from desktop.updates import installation as installations
from desktop.updates import updates
from desktop.updates.installation import Installation
from sync.release import public_keys
from tests.releases import KEYS, install


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """What the running program finds itself to be."""
    installation = install(tmp_path / "program")
    monkeypatch.setattr(installations, "find", lambda *_, **__: installation)
    monkeypatch.setattr(updates, "find", lambda: installation)
    keys = tmp_path / "release-keys.txt"
    keys.write_text("".join(f"{key.hex()}  # for tests only\n" for key in KEYS))
    monkeypatch.setattr(public_keys, "SHIPPED", keys)
    return installation
