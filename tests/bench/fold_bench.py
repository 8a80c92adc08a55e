"""How fast events become complaints: over the store's whole log, and for one complaint of fifty events."""

import time
from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from complaints import events as e
from complaints.fold import fold
from desktop.store import log
from desktop.store.database import reading
from tests.bench import seed
from tests.bench.figure import Figure, alternating

LONG = 50


def figures(*, small: bool) -> Iterator[Figure]:
    office = seed.office_of(100_000).open()
    cases: dict[str, list[e.Event]] = {}
    with reading(office.engine) as connection:
        for event in log.all_events(connection):
            cases.setdefault(event.complaint, []).append(event)
            if len(cases) > 10_000:
                break
    office.close()
    histories = list(cases.values())[:10_000]
    number = sum(len(history) for history in histories)
    best = float("inf")
    for _ in range(3):
        started = time.perf_counter()
        for history in histories:
            fold(history)
        best = min(best, time.perf_counter() - started)
    yield Figure.of("fold: events a second", number / best, "events/s")

    long = long_history(histories[0][0])
    encoded = [e.encode(event) for event in long]
    folding, decoding = alternating(
        300, lambda _: fold(long), lambda _: [msgspec.msgpack.decode(content) for content in encoded]
    )
    yield Figure.of(f"fold: a complaint of {LONG} events, p50", folding.p50, "ms")
    yield Figure.of(f"fold: decoding its {LONG} events with msgspec alone, p50", decoding.p50, "ms")


def long_history(recorded: e.Event) -> list[e.Event]:
    """A complaint that was verified, worked at and answered, with notes, corrections and attachments: fifty events."""
    on = date(2026, 3, 2)
    steps: list[e.AnyStep] = [recorded.step] if not isinstance(recorded.step, e.UnknownStep) else []
    steps.append(e.Verified(on))
    while len(steps) < LONG - 2:
        turn = len(steps)
        steps.append(
            [
                e.FollowedUp(on + timedelta(days=turn), f"kunjungan ke-{turn}"),
                e.Noted(on, f"catatan {turn}"),
                e.Corrected(on, e.Facts(title=f"Judul {turn}"), reason="salah ketik"),
                e.Attached(on, f"{turn:064x}", f"foto {turn}.jpg", "image/jpeg", 1000),
                e.IdentityShown(on, "menghubungi pelapor"),
            ][turn % 5]
        )
    steps += [e.Responded(on + timedelta(days=60), "sudah diperbaiki"), e.Closed(on + timedelta(days=70))]
    return [
        e.Event(recorded.device, i, recorded.at + i, recorded.complaint, recorded.actor, recorded.unit, (), step)
        for i, step in enumerate(steps, 1)
    ]
