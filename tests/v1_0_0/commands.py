"""Runs the commands of `buku-aduan` that come on stdin, a JSON array of words a line; writes for each how it ended, as JSON.

It imports nothing but the program's door, which PYTHONPATH shows it: that of today or of another version.
"""

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout


class Captured(io.TextIOWrapper):
    """A stream of text in memory that commands take for a real one: it has a buffer, and can be reconfigured."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)

    @property
    def text(self) -> str:
        content = self.buffer
        assert isinstance(content, io.BytesIO)
        return content.getvalue().decode("utf-8")


def run(words: list[str]) -> dict[str, object]:
    from desktop.__main__ import main

    out, err = Captured(), Captured()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(words)
    return {"code": code, "out": out.text, "err": err.text}


if __name__ == "__main__":
    for line in sys.stdin:
        sys.stdout.write(json.dumps(run(json.loads(line))) + "\n")
        sys.stdout.flush()
