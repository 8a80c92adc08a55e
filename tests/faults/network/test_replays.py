"""Whatever an office has said is said again: by a link that doubles, by somebody who listened. Nothing changes by it."""

import random
import re
import socket
from concurrent.futures import ThreadPoolExecutor

from tests.faults.network.desk import Desk
from tests.faults.network.proxy import CLEAR, REQUEST, Proxy
from tests.faults.network.victims import Server

LENGTH = re.compile(rb"content-length: (\d+)")


def said(desk: Desk, network: Proxy, days: int) -> list[bytes]:
    """Every byte that the office's syncs of some days sent, a connection each."""
    network.set(CLEAR)
    heard: list[bytes] = []
    for day in range(days):
        for number in range(day % 3):
            desk.record(f"Lampu jalan padam, hari {day}, laporan {number}")
        desk.sync()
    heard += [bytes(one.said) for one in network.passed]
    assert len(heard) == days
    return heard


def say(server: Server, words: bytes) -> list[bytes]:
    """Says it to the server; its answers, one for each request in these words."""
    with socket.create_connection(("127.0.0.1", server.port), 20) as connection:
        connection.sendall(words)
        heard = b""
        while len(answers := whole(heard)) < words.count(REQUEST):
            part = connection.recv(65536)
            assert part, heard
            heard += part
        return answers


def whole(heard: bytes) -> list[bytes]:
    """The answers in it that have come to their end."""
    answers: list[bytes] = []
    while True:
        head, ended, rest = heard.partition(b"\r\n\r\n")
        found = LENGTH.search(head)
        if not ended or found is None or len(rest) < int(found[1]):
            return answers
        length = int(found[1])
        answers.append(head + ended + rest[:length])
        heard = rest[length:]


def test_what_was_said_once_may_be_said_again_in_any_order_and_all_at_once(desk: Desk, network: Proxy, server: Server):
    heard = said(desk, network, 9)
    chance = random.Random(11)
    again = [chance.choice(heard) for _ in range(60)]
    heard_back = [say(server, words) for words in (*heard, *reversed(heard), *again)]
    assert all(answer.startswith(b"HTTP/1.1 200") for answers in heard_back for answer in answers)
    with ThreadPoolExecutor(8) as threads:
        at_once = list(threads.map(lambda words: say(server, words), again))
    # More than a few of one PC at the same time are asked to come again.
    statuses = {answer.split(b" ", 2)[1] for answers in at_once for answer in answers}
    assert b"200" in statuses
    assert statuses <= {b"200", b"429"}
    desk.is_whole()
    desk.record()
    desk.sync()
    desk.is_whole()


def test_a_request_said_twice_on_one_connection_is_answered_twice_alike(desk: Desk, network: Proxy, server: Server):
    desk.record()
    (words,) = said(desk, network, 1)
    first, second = say(server, words + words)
    assert first.startswith(b"HTTP/1.1 200")
    assert second.startswith(b"HTTP/1.1 200")
    desk.is_whole()


def test_what_another_says_with_a_changed_byte_changes_nothing(desk: Desk, network: Proxy, server: Server):
    desk.record()
    (words,) = said(desk, network, 1)
    head, _, body = words.partition(b"\r\n\r\n")
    for place in range(0, len(body), 7):
        changed = bytearray(body)
        changed[place] ^= 0x20
        (answer,) = say(server, head + b"\r\n\r\n" + changed)
        assert answer.split(b" ", 2)[1] in (b"200", b"400", b"403", b"409"), answer[:200]
    desk.is_whole()
    desk.record()
    desk.sync()
    desk.is_whole()
