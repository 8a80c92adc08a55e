"""Finds rows below the headings that are no complaints: column numbers, months, sums, signatures, headings."""

import re
from dataclasses import dataclass
from typing import Literal

from complaints.phrases import Phrase, phrase
from desktop.importing.date_column import EMPTY_DAYS
from desktop.importing.headings import Columns, normal
from desktop.importing.table import Line, cell_text
from desktop.importing.written_dates import MONTHS

RowKind = Literal[
    "numbering",
    "heading",
    "month",
    "total",
    "footer",
    "nothing_received",
    "number_only",
    "text_only",
    "section",
    "continued",
    "repeated",
]

REASONS: dict[RowKind, Phrase] = {
    "numbering": phrase("nomor kolom"),
    "heading": phrase("judul kolom yang diulang"),
    "month": phrase("judul bulan"),
    "total": phrase("jumlah"),
    "footer": phrase("penutup dan tanda tangan"),
    "nothing_received": phrase("nihil"),
    "number_only": phrase("nomor urut tanpa isi"),
    "text_only": phrase("teks tanpa tanggal dan tanpa pelapor"),
    "section": phrase("judul bagian"),
    "continued": phrase("lanjutan baris di atasnya"),
    "repeated": phrase("pengaduan yang sama ada di lembar lain"),
}
_TOTALS = frozenset(
    {"jumlah", "total", "jml", "subtotal", "rekap", "rekapitulasi", "sum", "grand", "pindahan", "dipindahkan"}
)
_NIHIL = frozenset(
    {
        "nihil",
        "tidak ada pengaduan",
        "tidak ada aduan",
        "tidak ada laporan",
        "tdk ada pengaduan",
        "kosong",
        "belum ada pengaduan",
    }
)
LONGEST_NIHIL = max(map(len, _NIHIL)) + 10
_SIGNING = frozenset(
    """
    mengetahui menyetujui mengesahkan disetujui diketahui nip nipd niap ttd tanda tangan tertanda hormat
    pencatat pelapor penerima dibuat an plt pj
    """.split()  # noqa: SIM905
)
_OFFICES = re.compile(
    r"^(?:(?:a\.?n\.?|plt\.?|pj\.?|plh\.?)\s+)?(?:pj\s+)?(?:kepala|sekretaris|lurah|camat|kades|sekdes|sekcam|ketua|petugas|bendahara|kaur|kasi|operator|admin|"
    r"koordinator|penanggung jawab|pengelola|hormat kami|tanda tangan|catatan|keterangan|sumber|dicetak)\b"
)
_SIGNED_ON = re.compile(
    r"^[^\W\d][\w .'’-]{1,40}(?:,\s*|\s+(?=\d{1,2}\s+[A-Za-z]{3,9}\s+\d{4}))(?:tgl\.?\s*|tanggal\s*)?(?:[\d.…_ ]{0,12}\s*[A-Za-z]{3,9}\s*[\d.…_]{2,}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})\s*$"
)
_DOTS = re.compile(r"^[\s().…_\-:/]*$")
_ENUMERATED = re.compile(r"^\(?\s*(\d{1,2})\s*[.)]?$")
LONGEST_PERIOD = 9
_PERIODS = frozenset({"bulan", "triwulan", "semester", "minggu", "periode", "tahun", "catur", "caturwulan", "tw"})
# What a row may hold besides its text without being a complaint.
_OUTCOMES = "outcome."


@dataclass(frozen=True, slots=True)
class _FilledCell:
    place: int
    text: str
    plain: str


class RowKinds:
    """Tells complaints from other rows of one table."""

    def __init__(self, columns: Columns) -> None:
        fields = columns.fields
        self._headings = [normal(text) for text in columns.texts]
        self._body = {place for name in ("body", "title") if (place := fields.get(name)) is not None}
        self._day = fields.get("received_on", -1)
        self._outcome = {place for name, place in fields.items() if name.startswith(_OUTCOMES)}
        self._number = next(
            (
                at
                for at, text in enumerate(self._headings)
                if text in {"no", "nomor", "no urut", "nomor urut", "number"}
            ),
            -1,
        )
        self._people = {place for name, place in fields.items() if name.startswith("complainant.")}
        self._ended = False

    def new_sheet(self) -> None:
        self._ended = False

    def of(self, line: Line, *, dated: bool) -> RowKind | None:
        """What the row is; None for a complaint. `dated`: a day of its own stands in it.

        Rows are given in their order.
        """
        if dated:
            self._ended = False
            return "nothing_received" if self._is_nihil(line) else None
        filled = [
            _FilledCell(at, text, normal(text))
            for at, cell in enumerate(line.cells)
            if (text := cell_text(cell).strip())
        ]
        kind = self._of_undated(filled)
        if kind == "footer":
            self._ended = True
        return kind

    def _is_nihil(self, line: Line) -> bool:
        """Whether the row says that nothing came in."""
        texts = [str(line.cells[at]) for at in self._body if at < len(line.cells)]
        return any(len(text) <= LONGEST_NIHIL and normal(text) in _NIHIL for text in texts)

    def _of_undated(self, filled: list[_FilledCell]) -> RowKind | None:
        if self._is_heading(filled):
            return "heading"
        if _are_numbers([cell.text for cell in filled]):
            return "numbering"
        first, words = filled[0], filled[0].plain.split()
        other_cells = [cell for cell in filled if cell.place not in (self._number, self._day)]
        if not other_cells:
            return self._lone(filled) if not self._is_number(filled) else "number_only"
        if any(cell.place in self._body and cell.plain in _NIHIL for cell in filled) or (
            len(filled) == 1 and first.plain in _NIHIL
        ):
            return "nothing_received"
        if words and words[0] in _TOTALS and first.place not in self._body:
            return "total"
        if len({cell.plain for cell in filled}) == 1 and _is_period(words) and not _is_signed_on(filled):
            return "month"
        if self._ended or self._is_signing(filled):
            return "footer"
        if any(cell.place == self._day and cell.text.casefold() not in EMPTY_DAYS for cell in filled):
            return None  # a day that can't be read
        if any(cell.place in self._people for cell in filled) and any(cell.place in self._body for cell in filled):
            return None
        if self._day < 0 and any(cell.place in self._body for cell in filled):
            return None if not _is_sum(filled) else "total"
        if _is_sum(filled):
            return "total"
        if self._is_number(filled) and any(cell.place in self._body for cell in filled):
            return None
        if len(filled) == 1 and first.place not in self._body:
            return "section"
        if not any(cell.place in self._body for cell in filled):
            return None if len(filled) > 2 or any(cell.place in self._people for cell in filled) else "section"
        return "text_only"

    def _is_number(self, filled: list[_FilledCell]) -> bool:
        return any(
            cell.place == self._number and (cell.text.isdecimal() or _ENUMERATED.match(cell.text) is not None)
            for cell in filled
        )

    def _lone(self, filled: list[_FilledCell]) -> RowKind:
        """Only a number or a day stands there: 'Jumlah', 'Januari'."""
        words = filled[0].plain.split()
        if words and words[0] in _TOTALS:
            return "total"
        if _is_period(words) and not _is_signed_on(filled):
            return "month"
        return "footer" if self._is_signing(filled) else "section"

    def _is_heading(self, filled: list[_FilledCell]) -> bool:
        """Whether the row repeats the headings, as on each printed page; of two heading rows either may return."""
        matching = 0
        for cell in filled:
            heading = self._headings[cell.place] if cell.place < len(self._headings) else ""
            matching += bool(cell.plain) and (
                heading == cell.plain or heading.endswith(f" {cell.plain}") or heading.startswith(f"{cell.plain} ")
            )
        return matching == len(filled) and (matching >= 2 or sum(bool(text) for text in self._headings) == 1)

    def _is_signing(self, filled: list[_FilledCell]) -> bool:
        """Whether the row holds only a signature block: a place and a day, 'Mengetahui', an office, dots for a name."""
        if any(cell.place == self._number for cell in filled) and self._is_number(filled):
            return False
        return all(
            _SIGNED_ON.match(cell.text) or (_OFFICES.match(cell.plain) and len(cell.plain.split()) <= 6) or _DOTS.match(cell.text)
            or (set(cell.plain.split()) & _SIGNING and len(cell.plain.split()) <= 5)
            for cell in filled
        )  # fmt: skip


def _is_signed_on(filled: list[_FilledCell]) -> bool:
    """'Sinjai, 30 April 2026': a place stands before the day."""
    return all(_SIGNED_ON.match(cell.text) and not _is_month(cell.plain.split()[0]) for cell in filled)


def _is_month(word: str) -> bool:
    return word in _PERIODS or (word in MONTHS and len(word) > 2)


def _is_period(words: list[str]) -> bool:
    """'Bulan April', 'April 2026'; '30 April 2026' is a day, and says where and when a register was signed."""
    if words and words[0] in _PERIODS and len(words) <= LONGEST_PERIOD:
        return True
    if not words or len(words) > 6:
        return False
    months = [at for at, word in enumerate(words) if _is_month(word)]
    return bool(months) and not any(at > 0 and words[at - 1].isdecimal() and len(words[at - 1]) <= 2 for at in months)


def _is_sum(filled: list[_FilledCell]) -> bool:
    """Only counts: '12', '3 pengaduan', perhaps beside a word for them."""
    return all(
        re.fullmatch(r"[\d.,]+(?:\s+(?:pengaduan|aduan|laporan|kasus|buah|orang))?", cell.text)
        or (cell.plain.split() or [""])[0] in _TOTALS
        for cell in filled
    )


def is_numbering(line: Line) -> bool:
    """Whether the row numbers the columns."""
    return _are_numbers([text for cell in line.cells if (text := cell_text(cell).strip())])


def _are_numbers(texts: list[str]) -> bool:
    """'1 2 3 4 …', '(1) (2) (3)' or 'a b c' under the headings."""
    if len(texts) < 3:
        return False
    numbers = [int(match[1]) if (match := _ENUMERATED.match(text)) else -1 for text in texts]
    if numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] in (0, 1):
        return True
    letters = [text.strip("(). ").casefold() for text in texts]
    return letters == [chr(ord("a") + at) for at in range(len(letters))] if len(letters) <= 26 else False
