"""Runs that went wrong once, made short: what a hundred thousand seeds found stays found."""

from tests.sync.simulation.script import (
    Clone,
    Copy,
    Dispose,
    Fault,
    Restore,
    RestoreDistrict,
    Revert,
    Script,
    Stick,
    Sync,
    Work,
)
from tests.sync.simulation.world import run


def test_a_disk_put_back_to_before_its_new_device_had_a_key_goes_on_under_another():
    actions = (Sync(0), Copy(0), Restore(0, 0), Copy(0), Sync(0), Revert(0, 1))
    run(Script(7623, (1, 1), 2048, actions))
    world = run(Script(7623, (1, 1), 2048, (*actions, Work(0, "record"))))
    assert len(world.centre.events()) == 1


def test_a_pc_that_learns_from_a_stick_that_it_has_a_clone_gets_the_clone_s_step():
    actions = (Sync(1), Copy(1), Clone(1, 0), Work(2, "export"))
    world = run(Script(20299, (1, 1), 2048, actions, by_stick=True))
    assert len(world.centre.events()) == 1


def test_an_answer_older_than_a_fork_is_not_taken_for_the_end_of_the_feed():
    actions = (
        Sync(1), Stick("answer", 1, 0), Work(1, "record"), Copy(1), Sync(1, (Fault(0, "meanwhile", 1, "correct", 1),)),
        Clone(1, 0), Sync(2, (Fault(1, "PC dies before"),)),
    )  # fmt: skip
    run(Script(32024, (1, 1), 2048, actions, by_stick=True))


def test_what_came_with_the_news_of_a_fork_shows_once_the_fork_is_settled():
    actions = (
        Work(1, "record", 1), Sync(1), Work(1, "erase"), Sync(0), Copy(1), Work(0, "respond"),
        Work(1, "record anonymously"), Clone(1, 0),
    )  # fmt: skip
    run(Script(45413, (2, 1), 32_768, actions))


def test_an_erasure_that_came_with_the_news_of_a_fork_destroys_the_key_once_the_fork_is_settled():
    actions = (
        Work(1, "record", 1), Sync(1), Work(1, "note"), Sync(0), Copy(1), Work(0, "erase"),
        Work(1, "record anonymously"), Clone(1, 0),
    )  # fmt: skip
    run(Script(45413, (2, 1), 32_768, actions))


def test_clones_of_a_disk_that_has_a_key_and_no_event_part_when_one_of_them_writes():
    actions = (Sync(1, (Fault(1, "PC dies before", 0, "record", 370),)), Copy(1), Clone(1, 0))
    run(Script(88941, (1, 1), 2048, actions))
    world = run(Script(88941, (1, 1), 2048, (*actions, Work(2, "record"), Work(1, "record"))))
    assert len(world.centre.events()) == 2
    assert len({pc.standing().current.id for pc in world.pcs}) == 3


def test_a_complaint_cut_short_on_its_way_to_a_unit_takes_along_why_it_may_go_there():
    actions = (
        Work(1, "record", 793, 1), Sync(2), Sync(1), Dispose(169, 5),
        Sync(2, (Fault(1, "request lost", 0, "note", 982),)), RestoreDistrict(983),
    )  # fmt: skip
    run(Script(139457, (2, 1), 1, actions))


def test_what_a_disk_held_when_it_was_cloned_is_not_doubled_though_neither_pc_was_heard_of_since_its_enrolment():
    actions = (
        Work(4, "record", 159, 2), Copy(4), Clone(4, 484), Sync(3, (Fault(1, "PC dies before", 2, "correct", 151),)),
    )  # fmt: skip
    for room in (1, 2048):
        run(Script(102485, (1, 1, 1), room, actions))


def test_a_key_that_comes_behind_its_complaint_reaches_who_has_read_that_already():
    actions = (
        Sync(0), Work(2, "record anonymously", 943, 6), Sync(2), Dispose(553, 2), Stick("answer", 0, 600), RestoreDistrict(54),
    )  # fmt: skip
    run(Script(196481, (1, 2), 2048, actions))
