"""Runs the commands of a program that come on stdin, a JSON array of words a line; writes for each how it ended, as JSON.

The argument is the module with the program's door. PYTHONPATH tells whether it is today's or another version's.
"""

import io
import json
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from importlib import import_module


class Captured(io.TextIOWrapper):
    """A stream of text in memory that commands take for a real one: it has a buffer, and can be reconfigured."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)

    @property
    def text(self) -> str:
        content = self.buffer
        assert isinstance(content, io.BytesIO)
        return content.getvalue().decode("utf-8")


def run(main: Callable[[list[str]], int], words: list[str]) -> dict[str, object]:
    out, err = Captured(), Captured()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(words)
    return {"code": code, "out": out.text, "err": err.text}


if __name__ == "__main__":
    door = import_module(sys.argv[1]).main
    for line in sys.stdin:
        sys.stdout.write(json.dumps(run(door, json.loads(line))) + "\n")
        sys.stdout.flush()
