"""The loop of seconds runs what a change touches: the tests named for it, or the nearest that import it."""

import pytest

from tests.touched import Tests, how

TESTS = Tests()


@pytest.mark.parametrize(
    ("changed", "test"),
    [
        ("complaints/fold.py", "tests/complaints/test_fold.py"),
        ("desktop/screens/home/chart.py", "tests/gui/test_home_screen.py"),
        ("desktop/screens/importing/screen.py", "tests/gui/test_import_screen.py"),
        ("sync/server/push.py", "tests/sync/server/test_push.py"),
        ("resources/policies/desa-kelurahan.toml", "tests/complaints/test_policy.py"),
        ("docs/cli.md", "tests/test_papers.py"),
        ("tests/sync/test_pace.py", "tests/sync/test_pace.py"),
    ],
)
def test_a_change_finds_the_tests_named_for_it(changed: str, test: str):
    assert test in TESTS.touched_by([changed])


def test_a_change_in_the_rules_runs_nothing_but_tests_of_the_rules():
    for changed in ("complaints/fold.py", "complaints/events.py", "complaints/deadlines.py"):
        tests = TESTS.touched_by([changed])
        assert tests
        assert all(test.startswith("tests/complaints/") for test in tests)
        assert "quick" in how(tests)


def test_a_change_of_one_screen_runs_the_tests_of_that_screen_alone():
    assert TESTS.touched_by(["desktop/screens/home/chart.py"]) == ["tests/gui/test_home_screen.py"]
