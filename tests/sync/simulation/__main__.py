"""`python -m tests.sync.simulation --runs 200000 --from SEED`: many runs, how many there were, and each that failed, made short."""

import argparse
import multiprocessing
import os
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import ExitStack

from tests.sync.simulation.script import Script, relayed, script, told
from tests.sync.simulation.shrink import shrunk
from tests.sync.simulation.world import run


def failure(one: Script) -> str:
    """What goes wrong in this run, in one line; '' when nothing does."""
    try:
        run(one, decides=True)
    except Exception as error:  # noqa: BLE001 - whatever a run raises is its failure
        place = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__}: {error} ({os.path.basename(place.filename)}:{place.lineno})"  # noqa: PTH119
    return ""


def kind(failed: str) -> str:
    """The failure without the names in it, so that shrinking doesn't turn one into another."""
    return failed.split(":")[0] + failed.rpartition("(")[2]


def fails_like(failed: str) -> Callable[[Script], bool]:
    return lambda shorter: (found := failure(shorter)) != "" and kind(found) == kind(failed)


def _one(seed: int) -> tuple[int, str]:
    return seed, failure(script(seed))


def _one_relayed(seed: int) -> tuple[int, str]:
    return seed, failure(relayed(seed))


def explained(seed: int, made: Callable[[int], Script] = script) -> str:
    """The failing run of this seed made short, and its traceback."""
    one = made(seed)
    short = shrunk(one, fails_like(failure(one)))
    try:
        run(short, decides=True)
    except Exception:  # noqa: BLE001
        return f"{told(short)}\n{traceback.format_exc()}"
    return told(short)


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python -m tests.sync.simulation")
    arguments.add_argument("--runs", type=int, default=2000)
    arguments.add_argument("--from", type=int, default=0, dest="first")
    arguments.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    arguments.add_argument("--explain", type=int, default=3, help="how many failing runs to make short")
    arguments.add_argument(
        "--relayed", action="store_true", help="villages without a network, carried for by the kecamatan"
    )
    given = arguments.parse_args()
    one, made = (_one_relayed, relayed) if given.relayed else (_one, script)
    start = time.monotonic()
    failed: list[tuple[int, str]] = []
    with ExitStack() as stack:
        seeds = range(given.first, given.first + given.runs)
        if given.processes == 1:
            outcomes = map(one, seeds)  # here, so that who stops this process stops the runs
        else:
            pool = stack.enter_context(multiprocessing.Pool(given.processes))
            outcomes = pool.imap_unordered(one, seeds, chunksize=8)
        for done, (seed, what) in enumerate(outcomes, 1):
            if what:
                failed.append((seed, what))
                print(f"seed {seed}: {what}", flush=True)
            if done % 1000 == 0:
                print(
                    f"… {done} runs, {len(failed)} failed, {time.monotonic() - start:.0f} s",
                    file=sys.stderr,
                    flush=True,
                )
    for seed, _ in failed[: given.explain]:
        print(explained(seed, made))
    print(f"{given.runs} runs from seed {given.first}: {len(failed)} failed, {time.monotonic() - start:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
