"""Imports Qt without what PySide6 brings along for others; to be imported before anything else of Qt.

PySide6 puts an import of its own in the place of Python's. It reads the source text of every module that is imported after it,
for the `__feature__` switches that nothing here uses, and keeps all of it: 16 MB, and a quarter of the time of those imports.
In a built program, which has no source texts, it does nothing at all; so Python gets its own back.

With every start it also compiles a text within its library that makes type stubs, which only a tool of its own calls: with what
that imports, 15 ms on a machine where a start takes 230. It is compiled to nothing.
"""

import builtins
from typing import Any

_import, _compile = builtins.__import__, builtins.compile


def _without_stubs(source: Any, filename: Any, *more_arguments: Any, **options: Any) -> Any:
    return _compile(
        "" if filename == "shibokensupport/signature/lib/pyi_generator.py" else source,
        filename,
        *more_arguments,
        **options,
    )


builtins.compile = _without_stubs  # pyright: ignore[reportAttributeAccessIssue]
try:
    import PySide6.QtCore  # noqa: F401 - between the lines that this is about
finally:
    builtins.__import__, builtins.compile = _import, _compile
