"""Sets a document with typst: a template in a language that an office can read, and the complaint as JSON, never as markup.

Why typst, measured here on a register of 1,000 complaints (11 columns, wrapped text; CPU seconds, Python 3.11, x86-64):

    typst 0.15     1.2 s   import 8 ms, wheel 34 MB (abi3: Linux, Windows, macOS); PDF/A, tagged text, kerning, right-to-left, fallback fonts
    reportlab 5    2.3 s   import 226 ms, 3 MB; layout is Python code, nothing that an office could adapt; no shaping, no fallback, no PDF/A
    fpdf2 2.8      not timed    import 530 ms; layout is Python code
    Qt's printer   not timed    not for the command line, which must not import Qt

It costs 80 MB on disk, the largest part of the program after Qt; imported only when something is set.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import msgspec

from complaints.errors import OfficeError
from complaints.phrases import Phrase, phrase
from desktop.documents import templates
from desktop.documents.letterhead import Letterhead
from desktop.resources import resource

if TYPE_CHECKING:
    import typst

ARCHIVAL = "a-2b"
# Longer runs without a space may break anywhere: a pasted 3,000 letter word must not leave its column.
# In a column of a register or on a receipt printer's roll it does so sooner.
LONGEST_RUN, NARROW_RUN = 24, 16
GENERATIONS_KEPT = 11
_UNDRAWN = re.compile(r'the text `"(.*?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]{1,6})\}")
_JOINERS = frozenset("\u200d\ufe0e\ufe0f")
_BREAK = "\u200b"


class BrokenTemplate(OfficeError):
    """The office's own copy of a template can't be set; the shipped one can be used instead."""

    def __init__(self, template: str, place: Phrase | str, reason: Phrase | str) -> None:
        super().__init__(
            phrase(
                "Templat “{template}” di folder templat kantor tidak dapat dipakai: {place}{reason}. Tidak ada "
                "yang dicetak dan data aman. Perbaiki templat itu, atau cetak dengan templat bawaan.",
                template=template,
                place=place,
                reason=reason,
            )
        )
        self.template = template


@dataclass(frozen=True, slots=True)
class Compiled:
    """`archival`: the file is PDF/A-2b. Not when a sign has no glyph in any font of this PC, which PDF/A forbids.

    `undrawn` are these signs, as far as they are known.
    """

    pdf: bytes
    archival: bool
    undrawn: str = ""


@contextmanager
def typesetter(
    data: Path, template: str, letterhead: Letterhead, *, only_shipped: bool = False
) -> "Iterator[Template]":
    """Sets documents from one template: the office's own copy in the folder `data`, unless `only_shipped`."""
    import typst

    logo = (letterhead.logo_file, letterhead.logo)
    with templates.workspace(data, only_shipped=only_shipped, logo=logo) as folder:
        compiler = typst.Compiler(input=str(folder / template), root=str(folder), font_paths=_fonts())
        own_names = () if only_shipped else templates.own_copies(data)
        (folder / "empty.typ").touch()
        empty = typst.Compiler(input=str(folder / "empty.typ"), root=str(folder), font_paths=_fonts())
        yield Template(compiler, template, own_names, empty)


class Template:
    """One template, ready to set content after content."""

    def __init__(
        self, compiler: "typst.Compiler", name: str, own_names: tuple[str, ...], empty: "typst.Compiler"
    ) -> None:
        self._compiler, self._name, self._own_names, self._empty = compiler, name, own_names, empty
        self._archival = True
        self._undrawn = ""

    @property
    def is_own(self) -> bool:
        return self._name in self._own_names or templates.SHARED in self._own_names

    def pdf(self, content: object, extra: Mapping[str, str] | None = None, *, tagged: bool = True) -> Compiled:
        """The document. `extra` are texts that reach the template as they are. Raises BrokenTemplate.

        `tagged` tells screen readers what is a heading, a table or a paragraph; parts that are joined can't have it.
        """
        inputs = {"data": encoded(content)} | dict(extra or {})
        if self._archival:
            try:
                return Compiled(self._compile(inputs, [ARCHIVAL], tagged), archival=True)
            except RuntimeError as error:
                if not _is_about_archiving(error):
                    raise self._broken(error) from error
                self._archival, self._undrawn = False, _undrawn(error)
        try:
            return Compiled(self._compile(inputs, [], tagged), archival=False, undrawn=self._undrawn)
        except RuntimeError as error:
            raise self._broken(error) from error

    def metadata(self, label: str) -> list[Any]:
        """The values of the template's metadata under this label, in the document that was set last."""
        return msgspec.json.decode(self._compiler.query(f"<{label}>", field="value"))

    def forget(self) -> None:
        """Frees typst's cache of earlier documents, which typst itself drops only when it went unused ten times."""
        for _ in range(GENERATIONS_KEPT):
            self._empty.compile(format="pdf")

    def _compile(self, inputs: dict[str, str], standards: list[str], tagged: bool) -> bytes:
        compiled = self._compiler.compile(
            format="pdf", sys_inputs=inputs, pdf_standards=cast("list[typst.PDFStandard]", standards), pdf_tags=tagged
        )
        assert isinstance(compiled, bytes)
        return compiled

    def _broken(self, error: RuntimeError) -> Exception:
        """Only an office's own template can be wrong; a fault in a shipped one is a bug."""
        if not self.is_own:
            return error
        diagnostic = str(getattr(error, "diagnostic", "") or "")
        match = re.search(r"([\w.-]+\.typ):(\d+):(\d+)", diagnostic)
        place = phrase("{file}, baris {line}: ", file=match[1], line=match[2]) if match else ""
        reason = str(getattr(error, "message", "") or error).strip().splitlines()
        return BrokenTemplate(
            self._name, place, reason[0][:200].rstrip(".") if reason else phrase("kesalahan tak dikenal")
        )


def _is_about_archiving(error: RuntimeError) -> bool:
    text = f"{error} {getattr(error, 'diagnostic', '')}"
    return "PDF/A" in text or "could not be displayed with any font" in text


def _undrawn(error: RuntimeError) -> str:
    """The signs without a glyph in typst's complaint about them, each once."""
    texts = _UNDRAWN.findall(str(getattr(error, "diagnostic", "") or error))
    signs = "".join(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) for text in texts)
    return "".join(dict.fromkeys(sign for sign in signs if not sign.isspace()))


def encoded(content: object) -> str:
    """The content as JSON, with places to break in words that would leave their column."""
    return msgspec.json.encode(_breakable(msgspec.to_builtins(content))).decode("utf-8")


def _breakable(value: Any) -> Any:
    match value:
        case str():
            return breakable(value, LONGEST_RUN)
        case dict():
            return {name: _breakable(item) for name, item in value.items()}
        case list() | tuple():
            return [_breakable(item) for item in value]
        case _:
            return value


def breakable(text: str, longest: int) -> str:
    """The text with places to break in what runs longer than so many signs without one."""
    if len(text) <= longest:
        return text
    return re.sub(rf"[^\s{_BREAK}]{{{longest + 1},}}", lambda match: _broken_up(match[0], longest // 2), text)


def _broken_up(run: str, piece: int) -> str:
    """The run in pieces; never between a sign and what combines with it."""
    pieces, start = list[str](), 0
    for place in range(1, len(run)):
        if place - start >= piece and not _combines(run[place - 1], run[place]):
            pieces.append(run[start:place])
            start = place
    return _BREAK.join([*pieces, run[start:]])


def _combines(before: str, after: str) -> bool:
    return (
        before in _JOINERS
        or after in _JOINERS
        or unicodedata.combining(after) > 0
        or unicodedata.category(after) in ("Mn", "Mc", "Me", "Sk", "Cf")
    )


@cache
def _fonts() -> "typst.Fonts":
    """The program's fonts first, then the system's for signs that the former have no glyph for."""
    import typst

    return typst.Fonts(
        include_system_fonts=True,
        include_embedded_fonts=False,
        font_paths=[str(resource("documents/fonts")), str(resource("fonts"))],
    )
