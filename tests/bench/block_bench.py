"""The longest that the GUI thread answered to nothing, in a scripted session on 100,000 complaints."""

import json
import subprocess
import sys
from collections.abc import Iterator

from tests.bench import seed
from tests.bench.figure import Figure
from tests.bench.screen import screen


def figures(*, small: bool) -> Iterator[Figure]:
    seeded = seed.copy_of(100_000)
    with screen() as environment:
        ran = subprocess.run(
            [sys.executable, "-m", "tests.bench.session", str(seeded.folder), "work"],
            env=environment,
            stdout=subprocess.PIPE,
            timeout=180,
            check=True,
        )
    blocks: dict[str, tuple[float, float]] = next(
        said["blocks"] for line in ran.stdout.splitlines() if "blocks" in (said := json.loads(line))
    )
    yield Figure.of("block: worst", max(waited for waited, _ in blocks.values()), "ms")
    yield Figure.of(
        "block: worst that the thread itself computed", max(computed for _, computed in blocks.values()), "ms"
    )
    for doing, (waited, computed) in sorted(blocks.items(), key=lambda one: -one[1][0]):
        yield Figure.of(f"block: {doing}", waited, "ms")
        yield Figure.of(f"block: {doing}, computed", computed, "ms")
