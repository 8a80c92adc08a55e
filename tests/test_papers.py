"""The papers at the door are true: the command line page, the names of files, and the commands that the README gives."""

import re
import shutil
import subprocess
import tomllib
from argparse import SUPPRESS, ArgumentParser, _SubParsersAction  # pyright: ignore[reportPrivateUsage]
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from complaints.complaint import STAGES
from complaints.draft import Draft
from complaints.events import Channel, Kind
from complaints.fields import FIELDS
from complaints.workflow import ALLOWED, NEEDS_NOTE, ROLES
from desktop.cli.arguments import parser as office_parser
from sync.server.arguments import parser as district_parser

ROOT = Path(__file__).parents[1]
CLI = (ROOT / "docs" / "cli.md").read_text("utf-8")
PAPERS = [ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")]
PAPERS += sorted((ROOT / "docs").glob("*.md"))


def of_program(name: str) -> str:
    """The part of the page that is about this program."""
    return CLI.split(f"\n## {name}\n")[1].split("\n## ")[0]


def rows(text: str, first: str) -> list[list[str]]:
    """The cells of each row of the one table whose first heading is `first`; a bar inside a cell is written `\\|`."""
    lines = text.split(f"| {first} |")[1].splitlines()[2:]
    table = []
    for line in lines:
        if not line.startswith("|"):
            break
        table.append([cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]])
    return table


def usages(program: str) -> list[str]:
    """'list [--status S] …' for each row of the table of commands."""
    return [row[0].strip("`") for row in rows(of_program(program), "command")]


def leaves(parser: ArgumentParser, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ArgumentParser]]:
    """Each command with its parser: 'report receipt'."""
    groups = [action for action in parser._actions if isinstance(action, _SubParsersAction)]
    if not groups:
        yield " ".join(path), parser
    for group in groups:
        for name, below in group.choices.items():
            yield from leaves(below, (*path, name))


def options(parser: ArgumentParser) -> frozenset[str]:
    return frozenset(name for action in parser._actions for name in action.option_strings if name.startswith("--"))


def values(parser: ArgumentParser) -> int:
    """How many arguments stand without an option."""
    return sum(not action.option_strings and action.dest != SUPPRESS for action in parser._actions)


def written(usage: str, command: str, parser: ArgumentParser) -> tuple[frozenset[str], int]:
    """The options of a usage, and how many words stand without one."""
    words = usage.removeprefix(command).replace("[", " ").replace("]", " ").split()
    takes = {name for action in parser._actions if action.nargs != 0 for name in action.option_strings}
    alone = sum(
        not word.startswith("--") and not (at and words[at - 1].startswith("--") and words[at - 1] in takes)
        for at, word in enumerate(words)
    )
    return frozenset(word for word in words if word.startswith("--")), alone


PROGRAMS = {"buku-aduan": office_parser, "aduan-distrik": district_parser}
BEHIND_THE_COMMAND = {"buku-aduan": frozenset({"--user"}), "aduan-distrik": frozenset[str]()}


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_page_has_every_command_and_no_other(program: str):
    commands = dict(leaves(PROGRAMS[program]()))
    # `bundle write` is a choice of one command at the office, and a command of its own at the district.
    commands |= {f"bundle {way}": commands["bundle"] for way in ("write", "read") if "bundle" in commands}
    commands.pop("bundle", None)
    listed = usages(program)
    for usage in listed:
        assert any(usage == command or usage.startswith(f"{command} ") for command in commands), usage
    for command in commands:
        assert sum(usage == command or usage.startswith(f"{command} ") for usage in listed) == 1, command


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_page_has_every_option_of_each_command_and_no_other(program: str):
    top = PROGRAMS[program]()
    everywhere = frozenset(row[0].strip("`").split()[0] for row in rows(of_program(program), "option"))
    assert everywhere == options(top) - {"--help"}
    for command, parser in leaves(top):
        assert everywhere <= options(parser), f"{command} doesn't take what every command takes"
        own = options(parser) - everywhere - BEHIND_THE_COMMAND[program] - {"--help"}
        found = [usage for usage in usages(program) if usage == command or usage.startswith(f"{command} ")]
        assert found, command
        for usage in found:
            listed, alone = written(usage, command, parser)
            assert listed - BEHIND_THE_COMMAND[program] == own, usage
            assert alone == values(parser), usage


def test_every_command_but_the_first_takes_its_user_behind_it():
    assert "Every command but `init` takes `--user NAME`" in CLI
    for command, parser in leaves(office_parser()):
        assert "--user" in options(parser)
        assert any(action.required for action in parser._actions if "--user" in action.option_strings) == (
            command == "init"
        )


def test_the_page_has_every_field_of_a_complaint():
    listed = [row[0].strip("`") for row in rows(CLI, "field")]
    single = {"sealed", "attachments"}
    assert sorted(listed) == sorted({field.path for field in FIELDS} | single)
    assert {name.split(".")[0] for name in listed} == set(Draft.__struct_fields__)
    for code in (*get_args(Kind), *get_args(Channel)):
        assert f"`{code}`" in CLI, code


def test_the_page_has_every_step_role_and_stage():
    steps = rows(CLI, "step")
    assert sorted(row[0].strip("`") for row in steps) == sorted(ALLOWED)
    assert {row[0].strip("`") for row in steps if row[1].startswith("must be there")} == NEEDS_NOTE
    for code in (*ROLES, *STAGES):
        assert f"`{code}`" in CLI, code


# A name in `…` that could be a file's: with a slash in it, or with the ending of a kind of file that we write.
_CODE = re.compile(r"`([^`\s]+)`")
_LINK = re.compile(r"\]\(([^)\s#]+)\)|src=\"([^\"]+)\"")
_OURS = ("complaints/", "sync/", "desktop/", "resources/", "tests/", "docs/", ".ci/")


def named_files(paper: Path) -> Iterator[tuple[str, bool]]:
    """What a paper names, and whether it was there: code spans below our folders, and the targets of links."""
    text = paper.read_text("utf-8")
    for name in _CODE.findall(text):
        if name.startswith(_OURS) or re.fullmatch(r"[A-Z]+\.md|[a-z]+\.(toml|spec)", name):
            place = name.split("::")[0].rstrip("/")
            yield name, bool(list(ROOT.glob(place))) if "*" in place else (ROOT / place).exists()
    for link, source in _LINK.findall(text):
        target = link or source
        if "://" not in target and not target.startswith("mailto:"):
            yield target, (paper.parent / target).exists()


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_every_file_that_a_paper_names_is_there(paper: Path):
    gone = [name for name, there in named_files(paper) if not there]
    assert not gone, f"{paper.name} names what is gone: {gone}"


def test_a_file_that_is_gone_is_noticed(tmp_path: Path):
    paper = tmp_path / "PAPER.md"
    paper.write_text("`complaints/deadlines.py`, `complaints/gone.py`, `desktop/gone/`, [here](gone.md)", "utf-8")
    assert [name for name, there in named_files(paper) if not there] == [
        "complaints/gone.py",
        "desktop/gone/",
        "gone.md",
    ]


def test_the_architecture_names_many_files_in_every_room():
    names = {name.split("/")[0] for name, _ in named_files(ROOT / "ARCHITECTURE.md")}
    assert {"complaints", "sync", "desktop", "resources", "tests"} <= names


def readme_commands() -> list[str]:
    return [line.strip() for line in (ROOT / "README.md").read_text("utf-8").splitlines() if line.startswith("    ")]


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_ci_runs_the_command_that_the_readme_gives_for_the_tests():
    lines = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    (reads,) = [line for line in lines if line.startswith("README_TESTS=")]
    (runs,) = [line for line in lines if "bash -c" in line]
    assert 'bash -c "${README_TESTS/python3/$PYTHON}"' in runs
    shown = subprocess.run(
        ["bash", "-c", f'{reads}; echo "$README_TESTS"'], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert [shown.stdout.strip()] == [
        line for line in readme_commands() if line.startswith("python3") and "pytest" in line
    ]


def test_the_readme_s_commands_are_those_of_the_package():
    start, test, *windows = readme_commands()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert start.endswith(".venv/bin/buku-aduan --demo")
    assert "buku-aduan" in project["scripts"]
    assert '".[test]"' in test
    assert "test" in project["optional-dependencies"]
    assert [len(line.split(" && ")) for line in windows] == [3, 3]
