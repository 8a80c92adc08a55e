"""A whole program in a folder, driven from outside by its command lines: the one of today, or the one of 1.0.0 as it was released."""

import json
import lzma
import os
import subprocess
import sys
import tarfile
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.sync.server import processes
from tests.sync.server.processes import Running

HERE = Path(__file__).parent
PROGRAM = HERE / "program.tar.xz"
LEFT = HERE / "left.tar.xz"
UNIT, NEIGHBOUR = "73.07.04.2009", "73.07.04.1001"
USER, PASSWORD = "Siti Aminah", "rahasia-desa"
SECONDS = 300


@dataclass(frozen=True, slots=True)
class Ended:
    """What a command left: its exit code and both streams."""

    code: int
    out: str
    err: str

    @property
    def object(self) -> dict[str, Any]:
        """The one JSON object on stdout."""
        (line,) = self.objects
        return line

    @property
    def objects(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True, slots=True)
class Program:
    """`root` holds the packages complaints, sync and desktop; commands run there, so that they import these and no others."""

    root: Path

    def office(self, data: Path, *words: object) -> Ended:
        """Runs one command of `buku-aduan`; it must succeed."""
        (ended,) = self.office_each(data, [words])
        return ended

    def office_each(self, data: Path, commands: Sequence[Sequence[object]], *, user: str = USER) -> list[Ended]:
        """Runs commands of `buku-aduan` one after the other; each must succeed."""
        endings = self.tried(data, commands, user=user)
        for words, ended in zip(commands, endings, strict=True):
            assert ended.code == 0, (words, ended)
        return endings

    def tried(self, data: Path, commands: Sequence[Sequence[object]], *, user: str = USER) -> list[Ended]:
        """Runs commands of `buku-aduan` one after the other, however they end."""
        environment = {"BUKU_ADUAN_PASSWORD": PASSWORD, "BUKU_ADUAN_USER": user}
        return self._run("desktop.__main__", data, commands, environment)

    def district(self, data: Path, *words: object) -> str:
        """What one command of `aduan-distrik` prints; it must succeed."""
        (out,) = self.district_each(data, [words])
        return out

    def district_each(self, data: Path, commands: Sequence[Sequence[object]]) -> list[str]:
        """What these commands of `aduan-distrik` print, run one after the other; each must succeed."""
        endings = self._run("sync.server.__main__", data, commands, {})
        for words, ended in zip(commands, endings, strict=True):
            assert ended.code == 0, (words, ended)
        return [ended.out for ended in endings]

    def codes_for(self, data: Path, *units: str) -> list[str]:
        """A new enrolment code of each of these units."""
        return [out.split()[-1] for out in self.district_each(data, [("enrol-code", unit) for unit in units])]

    def _run(
        self, door: str, data: Path, commands: Sequence[Sequence[object]], environment: dict[str, str]
    ) -> list[Ended]:
        """In one process, because starting Python costs more than most commands do."""
        lines = [json.dumps(["--data", str(data), *map(str, words)]) for words in commands]
        done = subprocess.run(
            [sys.executable, str(HERE / "commands.py"), door], input="\n".join(lines), cwd=self.root,
            env=os.environ | {"PYTHONPATH": str(self.root)} | environment, capture_output=True, text=True,
            encoding="utf-8", timeout=SECONDS,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return [Ended(**json.loads(line)) for line in done.stdout.splitlines()]

    def serving(self, data: Path) -> AbstractContextManager[Running]:
        """The program's server on a free port, as long as the context lasts."""
        return processes.serving(data, cwd=self.root)

    def python(self, source: str, *words: object) -> str:
        """What these lines print, run with the program's packages."""
        done = subprocess.run(
            [sys.executable, "-c", source, *map(str, words)], cwd=self.root, check=True, capture_output=True, text=True,
            encoding="utf-8", timeout=SECONDS,
        )  # fmt: skip
        return done.stdout


TODAY = Program(HERE.parent.parent)


def unpack(archive: Path, folder: Path) -> None:
    with lzma.open(archive) as file, tarfile.open(fileobj=file) as tar:
        tar.extractall(folder, filter="data")


@dataclass(frozen=True, slots=True)
class Left:
    """What the office and the district of 1.0.0 left in a folder (README.md)."""

    folder: Path

    @property
    def office(self) -> Path:
        return self.folder / "office"

    @property
    def district(self) -> Path:
        return self.folder / "district"

    @property
    def backup(self) -> Path:
        return self.folder / "backup.aduan"

    @property
    def district_backup(self) -> Path:
        return self.folder / "district-backup.zip"

    @property
    def to_district(self) -> Path:
        """A stick's file that no district has read."""
        return self.folder / "to-district.aduan-usb"

    @property
    def to_office(self) -> Path:
        """A stick's file that no office has read."""
        return self.folder / "to-office.aduan-usb"

    @property
    def inspectorate_key(self) -> Path:
        return self.folder / "inspectorate.key"

    @property
    def read(self) -> dict[str, Any]:
        """What 1.0.0 itself read in both (reading.py)."""
        return json.loads((self.folder / "read.json").read_text(encoding="utf-8"))

    def point(self, frozen: Program, url: str) -> None:
        """The office's district is at this address from now on; its token stays what it was."""
        frozen.python(POINT, self.office, url)


# Only an enrolment sets the address otherwise, and that makes a new token.
POINT = f"""
import sys
from pathlib import Path
from desktop.office import Office
from desktop.store.vault import Vault

folder = Path(sys.argv[1])
office = Office(folder, Vault(folder).unlock({USER!r}, {PASSWORD!r}), {USER!r})
office.district._change(address=sys.argv[2])
office.close()
"""
