"""The connection is cut at every byte of a sync, in both directions: nothing is lost, nothing doubled, the next try succeeds."""

import pytest

from complaints.errors import NoNetwork
from tests.faults.network.desk import Desk
from tests.faults.network.proxy import CLEAR, Proxy, Weather, once


def weather(direction: str, place: int) -> Weather:
    ending = "reset" if place % 2 else "close"
    return Weather(cut_up=place, ending=ending) if direction == "up" else Weather(cut_down=place, ending=ending)


def size(desk: Desk, network: Proxy, direction: str) -> int:
    """How many bytes a sync of one complaint takes in this direction."""
    network.set(CLEAR)
    desk.sync()
    desk.record("Jembatan putus, potong 100")
    network.set(CLEAR)
    desk.sync()
    whole = network.passed[0].up if direction == "up" else network.passed[0].down
    assert 100 < whole < 1_200
    return whole


@pytest.mark.parametrize("direction", ["up", "down"])
def test_a_sync_cut_at_any_byte_mends_itself(desk: Desk, network: Proxy, direction: str):
    for place in range(size(desk, network, direction) + 20):
        desk.record(f"Jembatan putus, potong {place}")
        network.set(once(weather(direction, place)))
        desk.sync()
    desk.is_whole()


@pytest.mark.parametrize("direction", ["up", "down"])
def test_a_network_that_always_cuts_ends_in_a_sentence_and_the_next_try_succeeds(
    desk: Desk, network: Proxy, direction: str
):
    for place in range(0, size(desk, network, direction) - 20, 23):
        desk.record(f"Jembatan putus, potong {place}")
        network.set(weather(direction, place))
        assert isinstance(desk.sync_fails(), NoNetwork)
        network.set(CLEAR)
        desk.sync()
        assert desk.waiting == 0
    desk.is_whole()


def test_a_long_first_sync_cut_again_and_again_comes_through_in_pieces(desk: Desk, network: Proxy):
    for number in range(300):
        desk.record(f"Aduan {number} " + f"{number * 7919} " * 20)
    network.set(lambda number: Weather(cut_up=3_000 + 500 * number))
    tries = 0
    while desk.waiting:
        tries += 1
        assert tries < 100
        try:
            desk.sync()
        except NoNetwork:
            continue
    desk.is_whole()
