"""Runs the tests that a change touches: `python -m tests.touched`, `… FILE…`, `… --since origin/main`, `… --list` (CONTRIBUTING.md).

A changed module's tests are those named for it (`tests/complaints/test_fold.py`, or `tests/gui/test_record_*.py` for a file of the
screen `record`), and those in its room of `tests/` that import it. Where there are none, those of the modules that import it count.
For a screen the ones named for it are enough, because most of `tests/gui` starts the whole program.
"""

import argparse
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ("complaints", "sync", "desktop")
PAPERS = "tests/test_papers.py"
# Where a package's tests are, the innermost first; `tests/faults`, `tests/bench` and the simulation are for the whole.
ROOMS = (
    ("complaints", "tests/complaints"),
    ("sync/server", "tests/sync/server"),
    ("sync", "tests/sync"),
    ("desktop/screens", "tests/gui"),
    ("desktop/window", "tests/gui"),
    ("desktop/widgets", "tests/gui"),
    ("desktop/lanes", "tests/gui"),
    ("desktop/store", "tests/desktop/store"),
    ("desktop/office", "tests/desktop/office"),
    ("desktop/documents", "tests/desktop/documents"),
    ("desktop/importing", "tests/desktop/importing"),
    ("desktop", "tests/desktop"),
)
_IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import[ \t]+(\([^)]*\)|[^\n]+)|import[ \t]+([\w.]+))", re.MULTILINE
)
_NAME = re.compile(r"\w+")


class Tests:
    """Which file of the repository imports which."""

    def __init__(self, root: Path = ROOT) -> None:
        self.root = root

    @cached_property
    def sources(self) -> dict[str, str]:
        """Every Python file of ours with its text, by its path from the root."""
        files = (file for top in (*PACKAGES, "tests") for file in (self.root / top).rglob("*.py"))
        return {file.relative_to(self.root).as_posix(): file.read_text("utf-8") for file in files}

    @cached_property
    def importers(self) -> dict[str, set[str]]:
        """For each file those that import it by name."""
        found: dict[str, set[str]] = defaultdict(set)
        for path, text in self.sources.items():
            for module, names, plain in _IMPORT.findall(text):
                for imported in self._files(module or plain, _NAME.findall(names)):
                    found[imported].add(path)
        return found

    def _files(self, module: str, names: Sequence[str]) -> Iterable[str]:
        place = module.replace(".", "/")
        for name in names:
            if f"{place}/{name}.py" in self.sources:
                yield f"{place}/{name}.py"
        for path in (f"{place}.py", f"{place}/__init__.py"):
            if path in self.sources:
                yield path

    def touched_by(self, changed: Iterable[str]) -> list[str]:
        """The test files for these changed files, paths from the root."""
        found: set[str] = set()
        for path in changed:
            found |= self._of_file(path)
        return sorted(found)

    def _of_file(self, path: str) -> set[str]:
        name = path.rpartition("/")[2]
        if name.startswith("test_") and path in self.sources:
            return {path}
        if name == "conftest.py":
            return set(self._tests_in(path.rpartition("/")[0]))
        if (path.endswith(".md") and not path.startswith("resources/")) or path in (".ci/run", "pyproject.toml"):
            return {PAPERS}
        if path.startswith("resources/"):
            # What names the folder, as "policies/…" or "resources" / "policies".
            folder = path.split("/")[1]
            named = (f'"{folder}/', f'"resources" / "{folder}"', f'resource("{folder}')
            readers = [file for file, text in self.sources.items() if any(words in text for words in named)]
            return set(self.touched_by(readers))
        if path.startswith("tests/"):
            return {file for file in self._all_importers(path) if file.rpartition("/")[2].startswith("test_")}
        return self._of_module(path) if path.endswith(".py") else set()

    def _of_module(self, path: str) -> set[str]:
        room = next((tests for package, tests in ROOMS if path.startswith(f"{package}/")), "")
        seen, layer = {path}, {path}
        while layer:
            found = {test for module in layer for test in self._named_for(module, room)}
            if not (found and room == "tests/gui"):
                found |= {test for module in layer for test in self.importers[module] if test in self._tests_in(room)}
            if not found and layer == {path}:
                stem = path.rpartition("/")[2]
                found = {test for test in self._tests_in("tests") if test.endswith(f"/test_{stem}")}
            if found:
                return found
            layer = {file for module in layer for file in self.importers[module] if file.startswith(PACKAGES)} - seen
            seen |= layer
        return {file for file in self._all_importers(path) if file.rpartition("/")[2].startswith("test_")}

    def _named_for(self, path: str, room: str) -> set[str]:
        """tests/gui/test_import_screen.py for desktop/screens/importing/rows_table.py; by the file where it lies in no folder of its own."""
        parts = path.removesuffix(".py").split("/")
        inner = [
            part for part in parts[1:] if part not in ("screens", "window", "widgets", "lanes", "server", "__init__")
        ]
        words = inner[:1] if room == "tests/gui" else inner[-1:]
        stems = {stem for word in words for stem in (word, word.removesuffix("ing"), word.removesuffix("s"))}
        return {
            test
            for test in self._tests_in(room)
            for stem in stems
            if re.fullmatch(rf"test_{re.escape(stem)}(_\w+)?\.py", test.rpartition("/")[2])
        }

    def _tests_in(self, folder: str) -> list[str]:
        return [
            path
            for path in self.sources
            if path.startswith(f"{folder}/") and path.rpartition("/")[2].startswith("test_")
        ]

    def _all_importers(self, path: str) -> set[str]:
        seen, layer = set[str](), {path}
        while layer := {file for one in layer for file in self.importers[one]} - seen:
            seen |= layer
        return seen


def changed_files(since: str) -> list[str]:
    """What differs from this revision, new files among it."""
    different = _git("diff", "--name-only", "--diff-filter=d", since)
    return sorted({*different, *_git("ls-files", "--others", "--exclude-standard")})


def _git(*words: str) -> list[str]:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.touched", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument("files", nargs="*", help="files that count as changed; without any, what git says")
    parser.add_argument("--since", default="HEAD", metavar="REVISION", help="what to compare with (HEAD)")
    parser.add_argument("--list", action="store_true", help="only tell which tests it would be")
    given = parser.parse_args(arguments)
    files = [Path(file).resolve().relative_to(ROOT).as_posix() for file in given.files] or changed_files(given.since)
    tests = Tests().touched_by(files)
    sys.stdout.write("".join(f"{test}\n" for test in tests) or "no test is touched by what changed\n")
    if given.list or not tests:
        return 0
    sys.stdout.flush()
    return subprocess.run([sys.executable, "-m", "pytest", *how(tests), *tests], cwd=ROOT, check=False).returncode


def how(tests: Sequence[str]) -> list[str]:
    """For the rules alone no plugin of Qt or of the server is loaded, and properties are tried on fewer examples."""
    if all(test.startswith("tests/complaints/") for test in tests):
        plugins = ["-p", "no:pytest-qt", "-p", "no:schemathesis", "-W", "ignore::pytest.PytestConfigWarning"]
        return ["-q", "-x", "-n", "0", *plugins, "--hypothesis-profile", "quick"]
    # More than a few files are worth a process for each core.
    return ["-q", "-x", *(["-n", "0"] if len(tests) < 4 else [])]


if __name__ == "__main__":
    raise SystemExit(main())
