"""Runs that went wrong once, made short: what a hundred thousand seeds found stays found."""

from tests.sync.simulation.script import (
    Action,
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


def trip(writer: int, reader: int | None = None) -> tuple[Action, ...]:
    """A stick to the district and back, to the PC that wrote it or to another one of its office."""
    home = Stick("take home", writer if reader is None else reader, -1)
    return Stick("write", writer), Stick("read", writer, -1), Stick("answer", writer), home


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
    assert len({pc.exchange_state().current.id for pc in world.pcs}) == 3


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


RESTORED_AND_CLONED = (Sync(0), Copy(0), Restore(0, 0), Copy(0), Clone(0, 1))  # its new device has no key yet


def test_by_sticks_alone_a_pc_goes_on_under_another_device_when_a_clone_was_the_first_to_introduce_its_own():
    actions = (
        Sync(0), Copy(3), Restore(3, 871), Copy(0), Clone(0, 869), Work(3, "record", 143), Sync(4),
    )  # fmt: skip
    world = run(Script(206846, (2, 1), 1, actions, by_stick=True))
    assert len(world.centre.events()) == 1


def test_a_pc_leaves_the_token_that_a_stick_brings_for_its_clone():
    actions = (*RESTORED_AND_CLONED, Work(2, "record"), *trip(0), *trip(0, 2), *trip(2))
    for by_stick in (True, False):
        run(Script(1, (1, 1), 1, actions, by_stick=by_stick))


def test_a_token_counts_no_more_when_a_clone_took_the_place_of_its_device_before_that_was_heard_of():
    actions = (*RESTORED_AND_CLONED, Sync(0, (Fault(2, "PC dies after"),)), Sync(2), Work(0, "record"))
    run(Script(1, (1, 1), 1, actions, by_stick=True))


def test_a_former_device_s_token_counts_no_more_either():
    actions = (
        Sync(0), Copy(0), Restore(0, 0), Work(0, "record", 1), Copy(0), Clone(0, 1), Restore(0, 1),
        Sync(0, (Fault(1, "PC dies after"),)), Sync(2), Work(0, "record", 1),
    )  # fmt: skip
    run(Script(2751, (1, 1), 1, actions, by_stick=True))


def test_a_former_device_that_a_clone_sent_is_no_fork_when_all_that_it_wrote_here_came_in_the_same_answer():
    actions = (
        Sync(0), Copy(0), Restore(0, 0), Work(0, "record", 1), Copy(0), Clone(0, 0), Restore(0, 1), Work(0, "record", 1),
        Copy(0), Clone(0, 2),
    )  # fmt: skip
    run(Script(10303, (1, 1), 1, actions, by_stick=True))


def test_of_a_clone_that_was_not_heard_of_since_it_introduced_the_device_a_stick_tells_nothing_or_each_sent_what_the_disk_held():
    actions = (
        Sync(0), Copy(0), Restore(0, 0), Work(0, "record", 1), Copy(0), Clone(0, 1),
        Sync(2, (Fault(2, "PC dies after"),)), Stick("answer", 2),
    )  # fmt: skip
    run(Script(619, (1, 1), 1, actions))


def test_an_answer_older_than_what_a_clone_sent_is_no_end_of_the_feed_when_the_clone_was_the_first_to_introduce_the_device():
    early = (Stick("write", 2), Stick("read", 2, -1), Stick("answer", 2))
    actions = (
        Sync(0), Copy(0), Restore(0, 0), Work(0, "record", 1), Copy(0), Clone(0, 1), *early, Sync(0),
        *trip(2), Work(2, "record", 1), *trip(2), Stick("take home", 2, 3), *trip(2),
    )  # fmt: skip
    run(Script(1, (1, 1), 1, actions, by_stick=True))


def test_nor_is_it_when_the_pc_learnt_of_that_over_the_network_and_was_cut_off():
    actions = (
        Sync(0), Copy(0), Restore(0, 0), Work(0, "record", 1), Copy(0), Stick("answer", 0), Sync(0), Restore(0, 1),
        Sync(0, (Fault(1, "request lost"),)),
    )  # fmt: skip
    run(Script(2615, (1, 1), 32_768, actions, by_stick=True))
