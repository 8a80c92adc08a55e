"""The process is killed in the middle of writing: what was acknowledged is there, and nothing is half-done."""

import random
import time
from pathlib import Path

import pytest

from desktop.store import log
from desktop.store.database import reading
from desktop.store.listing import Query
from tests.conftest import Founded
from tests.faults.victims import received, start, write_some, write_without_end

KILLS = 200
KILLS_A_STORE = 10
LONGEST_LIFE = 0.08


@pytest.mark.parametrize("store", range(KILLS // KILLS_A_STORE))
def test_every_acknowledged_save_survives_a_kill_at_any_moment(founded: Founded, store: int):
    chance = random.Random()
    known: dict[str, str] = {}
    for kill in range(KILLS_A_STORE):
        process, connection = start(write_without_end, founded.folder, founded.unlocked, store * 1000 + kill)
        # Most die while they write, some while they open the store.
        if chance.random() < 0.9 and connection.poll(20):
            time.sleep(chance.uniform(0, LONGEST_LIFE))
        else:
            time.sleep(chance.uniform(0, LONGEST_LIFE / 4))
        process.kill()
        process.join()
        told = dict(known)
        told.update(received(connection))
        known = survivors(founded, told)


def survivors(founded: Founded, told: dict[str, str]) -> dict[str, str]:
    """Opens the store as the next start does, holds it against what was told, and returns what is there."""
    office = founded.open()
    try:
        report = office.upkeep.check(repair=False)
        assert report.problems == ()
        there = {row.number: row.stage for row in office.page(Query(), limit=100_000)}
        assert told.keys() <= there.keys()
        order = ("new", "verified", "in_progress", "responded", "closed")
        for number, stage in told.items():
            # A step that was durable but not yet told may have followed; never one before.
            assert order.index(there[number]) >= order.index(stage)
        # No number was lost or given twice, and the log has no hole.
        assert sorted(there) == [f"{office.today().year}-A-{i:04d}" for i in range(1, len(there) + 1)]
        with reading(office.engine) as connection:
            events = log.count(connection)
        assert events == report.events
        return dict(there)
    finally:
        office.close()


def test_two_programs_on_one_folder_write_side_by_side(founded: Founded):
    running = [start(write_some, founded.folder, founded.unlocked, name, 60) for name in ("satu", "dua")]
    told = [list(received(connection)) for _, connection in running]
    for process, _ in running:
        process.join(60)
        assert process.exitcode == 0
    numbers = [one for each in told for one in each if one != "open"]
    assert len(set(numbers)) == len(numbers) == 120
    there = survivors(founded, dict.fromkeys(numbers, "verified"))
    assert len(there) == 120


def test_a_draft_is_whole_after_a_kill(founded: Founded, tmp_path: Path):
    process, connection = start(write_without_end, founded.folder, founded.unlocked, 1)
    for _ in zip(range(20), received(connection), strict=False):
        pass
    process.kill()
    process.join()
    office = founded.open()
    try:
        saved = office.load_draft()
        assert saved is not None
        draft, files = saved
        # The victim saves the first bytes of its file as the draft's content: both came together or not at all.
        assert all(file.content[4:][: len(draft.content)] == draft.content for file in files)
    finally:
        office.close()
