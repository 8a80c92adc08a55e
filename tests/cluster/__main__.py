"""`python -m tests.cluster`: a province from Debian's packages on this machine, broken on purpose while offices sync.

Each fault comes `--times` times, with seeds from `--seed` on. After each: nothing that was acknowledged is lost or doubled, the
databases agree, `aduan-distrik check` finds nothing. Printed is how long the offices waited, and what their screens would have told.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.cluster import engines, truth
from tests.cluster.cluster import Cluster, running
from tests.cluster.faults import FAULTS
from tests.cluster.load import COURIERS, Load, offices_of

PROGRAM = Path(__file__).parents[2]
DISTRICTS = (
    "73.07", "73.01", "73.02", "73.03", "73.04", "73.05", "73.06", "73.08", "73.09", "73.10",
    "73.11", "73.12", "73.13", "73.14", "73.15", "73.16", "73.17", "73.18", "73.22", "73.24",
)  # fmt: skip


def province_options(program: str, description: str | None) -> argparse.ArgumentParser:
    """How large it is, and its seed."""
    parser = argparse.ArgumentParser(prog=program, description=description)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--offices", type=int, default=400, help="of all districts together")
    parser.add_argument("--districts", type=int, default=20)
    return parser


@contextmanager
def province(asked: argparse.Namespace, couriers: int = COURIERS) -> Iterator[tuple[Cluster, list[Load]]]:
    """The whole of these options, with so many couriers of each district. Ends the program where it can't be started here."""
    if unable := why_not():
        sys.stderr.write(f"{unable}\n")
        sys.exit(2)
    codes = DISTRICTS[: asked.districts]
    with running(codes, PROGRAM) as cluster:
        yield (
            cluster,
            [
                offices_of(district, asked.offices // len(codes), asked.seed + number, couriers)
                for number, district in enumerate(cluster.districts)
            ],
        )


def main() -> int:
    parser = province_options("python -m tests.cluster", __doc__)
    parser.add_argument("faults", nargs="*", choices=[*FAULTS, []], help="all without any", metavar="FAULT")
    parser.add_argument("--times", type=int, default=10, help="of each fault")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with province(asked) as (cluster, loads):
        for name in asked.faults or FAULTS:
            for seed in range(asked.seed, asked.seed + asked.times):
                show(broken(cluster, loads, name, seed), as_json=asked.json)
    return 0


def why_not() -> str:
    """What is missing here, '' when a cluster can be started."""
    if os.name == "nt":
        return "runs on Linux alone, as what keeps a province"
    absent = engines.missing()
    if absent:
        return f"needs Debian's packages of {', '.join(absent)}"
    return "" if os.geteuid() == 0 else "needs root, for PostgreSQL runs as a user of its own"


def broken(cluster: Cluster, loads: list[Load], name: str, seed: int) -> dict[str, object]:
    """One fault under load, and what it came to. Raises Violation."""
    chance = random.Random(f"{name} {seed}")
    for load in loads:
        load.waits.clear()
        load.sentences.clear()
        for visitor in load.visitors:
            visitor.waits.clear()
        for courier in load.couriers:
            courier.statuses.clear()
            courier.longest = 0.0
        load.start()
    time.sleep(2 + chance.uniform(0, 2))
    began = time.monotonic()
    FAULTS[name](cluster, chance)
    whole = time.monotonic() - began
    time.sleep(2)
    for load in loads:
        load.stop()
    events = truth.check(cluster, loads)
    waits = sorted(wait.seconds for load in loads for wait in load.waits if wait.at >= began)
    sentences: Counter[str] = Counter()
    for load in loads:
        sentences.update(load.sentences)
    return {
        "fault": name,
        "seed": seed,
        "whole_again_s": round(whole, 1),
        "syncs": len(waits),
        "wait_p50_s": round(waits[len(waits) // 2], 3),
        "wait_p99_s": round(waits[len(waits) * 99 // 100], 2),
        "wait_longest_s": round(waits[-1], 1),
        "events": events,
        "files": sum(len(courier.brought) for load in loads for courier in load.couriers),
        "file_longest_s": round(max((c.longest for load in loads for c in load.couriers), default=0), 1),
        "file_statuses": dict(sum((c.statuses for load in loads for c in load.couriers), Counter[int]())),
        "pages": sum(len(visitor.waits) for load in loads for visitor in load.visitors),
        "page_longest_s": round(max((w for load in loads for v in load.visitors for w in v.waits), default=0), 1),
        "told": dict(sentences),
    }


def show(result: dict[str, object], *, as_json: bool) -> None:
    line = json.dumps(result, ensure_ascii=False) if as_json else "  ".join(f"{k} {v}" for k, v in result.items())
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
