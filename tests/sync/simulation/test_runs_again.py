"""A run goes the same way whenever it is run, and begins with nothing of the one before."""

from tests.sync.simulation import centre, pc
from tests.sync.simulation.disk import Disk, empty
from tests.sync.simulation.pc import Pc, copied
from tests.sync.simulation.script import script
from tests.sync.simulation.world import MORNING_MS, World, run

BUSY = 78  # a seed with sticks, work, and a disk that is copied, put back and cloned


def rows(disk: Disk) -> dict[str, list[object]]:
    """Everything in this database, by table; a full text index by the tables in which it keeps its own."""
    tables = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL TABLE%' ORDER BY name"
    )
    return {name: disk.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in disk.execute(tables).fetchall()}


def all_rows(world: World) -> list[dict[str, list[object]]]:
    return [*(rows(one.disk) for one in world.pcs), rows(world.centre.connection)]


def test_a_seed_comes_to_the_same_rows_after_other_runs():
    first = all_rows(run(script(BUSY)))
    for seed in range(BUSY + 1, BUSY + 4):
        run(script(seed))
    assert all_rows(run(script(BUSY))) == first


def test_emptied_databases_are_as_new_ones():
    world = run(script(BUSY))
    disk, database = copied(world.pcs[0].disk), world.centre.connection
    assert rows(disk) != rows(pc._empty_disk())
    empty(disk)
    assert rows(disk) == rows(pc._empty_disk())
    empty(database)
    assert rows(database) == rows(centre._empty())


def test_what_a_pc_says_of_itself_is_read_again_after_each_change():
    one = Pc.new("a", "73.07.04.2009")
    early = copied(one.disk)
    store = one.store(lambda: MORNING_MS)
    for change in (
        store.renewed,
        lambda: one.work("record", 1, "73.07", "teks", MORNING_MS),
        lambda: store.prepared(one.exchange_state().current.id),
        lambda: one.put(early),
        one.restored,
    ):
        before = one.exchange_state()
        change()
        assert one.exchange_state() == store.exchange_state() != before
