"""1.0.0 unpacked once a run, and fresh copies of what its office and its district left."""

from pathlib import Path
from shutil import copytree

import pytest

from tests.v1_0_0.programs import LEFT, PROGRAM, Left, Program, unpack


@pytest.fixture(scope="session")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The program of 1.0.0."""
    folder = tmp_path_factory.mktemp("v1_0_0")
    unpack(PROGRAM, folder)
    return Program(folder)


@pytest.fixture(scope="session")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Left:
    """What 1.0.0 left, for reading only."""
    folder = tmp_path_factory.mktemp("left")
    unpack(LEFT, folder)
    return Left(folder)


@pytest.fixture
def left(untouched: Left, tmp_path: Path) -> Left:
    """What 1.0.0 left, to work on."""
    return Left(copytree(untouched.folder, tmp_path / "left"))
