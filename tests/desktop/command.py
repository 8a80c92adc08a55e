"""Runs commands as a shell would, within this process: arguments in, exit code and the two streams out."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from desktop import cli
from tests.conftest import PASSWORD


@dataclass(frozen=True, slots=True)
class Ended:
    code: int
    out: str
    err: str

    @property
    def object(self) -> dict[str, Any]:
        """The one JSON object on stdout."""
        (line,) = self.out.splitlines()
        return json.loads(line)

    @property
    def objects(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Ended]


def runner(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """A function that runs `buku-aduan --data folder …` with the office's password."""
    monkeypatch.setenv("BUKU_ADUAN_PASSWORD", PASSWORD)
    monkeypatch.delenv("BUKU_ADUAN_USER", raising=False)

    def run(*arguments: object) -> Ended:
        capsys.readouterr()
        code = cli.main([str(one) for one in arguments], data=folder)
        out, err = capsys.readouterr()
        return Ended(code, out, err)

    return run
