"""Many PCs at once, on both databases: nothing lost, nothing doubled, nothing out of order, nobody waits for ever."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sync.server.check import check
from sync.server.district import District
from sync.server.shelf import Folder
from tests.sync.server.pcs import Pc

Make = Callable[..., Pc]
UNITS = [f"73.07.01.{2001 + n}" for n in range(4)]


def test_pcs_that_forward_to_each_other_all_at_once_end_with_the_same(district: District, pc: Make, tmp_path: Path):
    """Complaints go round between the units, so that pushes meet at the same complaints and the same feeds."""
    pcs = [pc(unit) for unit in UNITS for _ in range(2)]
    cases = [one.record(f"Pengaduan {number}", name="Andi") for one in pcs for number in range(3)]
    for one in pcs:
        one.sync()

    def work(number: int) -> None:
        chance, one = random.Random(number), pcs[number]
        for _ in range(12):
            case = chance.choice([*cases[number * 3 : number * 3 + 3], *{event.complaint for event in one.events()}])
            if chance.random() < 0.5:
                one.forward(case, chance.choice(UNITS))
            else:
                one.note(case)
            one.sync()

    with ThreadPoolExecutor(len(pcs)) as threads:
        for done in [threads.submit(work, number) for number in range(len(pcs))]:
            done.result(120)
    for _ in range(2):
        for one in pcs:
            one.sync()
    assert list(check(district, Folder(tmp_path))) == []
    for first, second in zip(pcs[::2], pcs[1::2], strict=True):
        assert _has(first) == _has(second)
    assert len({id for one in pcs for id in _has(one)}) == sum(len(one.chain) for one in pcs)


def test_the_same_request_sent_many_times_at_once_counts_once(district: District, pc: Make, tmp_path: Path):
    office, colleague = pc(), pc()
    for number in range(5):
        office.record(f"Pengaduan {number}", name="Andi")
    request = office.request()
    with ThreadPoolExecutor(8) as threads:
        answers = [done.result(60) for done in [threads.submit(_send, office, request) for _ in range(24)]]
    assert {(answer.acknowledged, answer.head) for answer in answers} == {(5, office.head(5))}
    assert len(colleague.sync()) == 5
    assert list(check(district, Folder(tmp_path))) == []


def test_one_code_at_many_pcs_at_once_lets_one_in(district: District, pc: Make):
    code = district.issue_code(UNITS[0])
    strangers = [Pc(pc().post, UNITS[0]) for _ in range(6)]
    with ThreadPoolExecutor(6) as threads:
        tried = [threads.submit(one.enrol, code) for one in strangers]
    assert sum(done.exception() is None for done in tried) == 1


def _send(office: Pc, request: object):
    import msgspec

    from sync.messages import SyncAnswer
    from tests.sync.server.pcs import say

    assert isinstance(request, msgspec.Struct)
    answer = say(office.post, "/v1/sync", office.token, request, SyncAnswer)
    assert isinstance(answer, SyncAnswer)
    return answer


def _has(pc: Pc) -> set[str]:
    return {event.id for event in pc.events()} | {f"{pc.id}-{n + 1}" for n in range(len(pc.chain))}
