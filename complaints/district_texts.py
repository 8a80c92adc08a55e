"""What a district sets for its offices' lists and texts: categories as lines of CSV, ready texts as TOML. Read here, and checked before they are kept."""

import csv
import io
import re
import tomllib
from collections.abc import Callable, Mapping
from typing import TypeVar

import msgspec

from complaints.categories import DISTRICT, Categories, DistrictCategory
from complaints.contact import (
    PLACEHOLDERS,
    ContactText,
    Purpose,
    Reply,
    parse_replies,
    parse_texts,
    unknown_placeholders,
)
from complaints.draft import clean, clean_line
from complaints.errors import OfficeError
from complaints.phrases import Phrase, phrase

T = TypeVar("T")
HEADING = ("kode", "nama", "kata kunci", "sembunyi")
HIDDEN_WORDS = frozenset({"ya", "y", "1", "x", "sembunyi"})
MOST_CATEGORIES = 300
NAME_LETTERS, WORDS_LETTERS, TEXT_LETTERS = 80, 600, 2_000
_CODE = re.compile(r"[a-z0-9_]{1,60}(\.[a-z0-9_]{0,60})?", re.ASCII)


class BadCategories(OfficeError):
    def __init__(self, number: int, fault: Phrase) -> None:
        super().__init__(
            phrase(
                "Baris {number} daftar kategori tidak dapat dipakai: {fault}. Tidak ada yang diubah; perbaiki lalu ulangi.",
                number=number, fault=fault,
            )
        )  # fmt: skip


class BadTexts(OfficeError):
    def __init__(self, fault: Phrase) -> None:
        super().__init__(
            phrase("Teks tidak dapat dipakai: {fault}. Tidak ada yang diubah; perbaiki lalu ulangi.", fault=fault)
        )


def parse_category_lines(text: str, shipped: Categories) -> list[DistrictCategory]:
    """The district's changes to the shipped list. A new category gets a code of the district's. Raises BadCategories."""
    changes: dict[str, DistrictCategory] = {}
    so_far = shipped
    for number, row in enumerate(csv.reader(text.splitlines()), 1):
        cells = [clean_line(cell) for cell in row]
        if not any(cells) or cells[0].lower() == HEADING[0]:
            continue
        typed, name, words, hidden = (*cells, "", "", "")[:4]
        if len(cells) > len(HEADING) or not _CODE.fullmatch(typed):
            raise BadCategories(number, phrase("harus “{heading}”, kodenya huruf kecil", heading=",".join(HEADING)))
        if len(name) > NAME_LETTERS or len(words) > WORDS_LETTERS:
            raise BadCategories(number, phrase("nama atau kata kuncinya terlalu panjang"))
        group, dot, _ = typed.partition(".")
        if dot and group not in so_far:
            raise BadCategories(number, phrase("tidak ada kelompok berkode “{code}”", code=group))
        if typed not in shipped and not name:
            raise BadCategories(number, phrase("kategori baru memerlukan nama"))
        code = typed
        if typed not in so_far and not typed.rpartition(".")[2].startswith(DISTRICT):
            code = so_far.new_code(name, group if dot else "", DISTRICT)
        if code in changes:
            raise BadCategories(number, phrase("kode “{code}” sudah ada di atasnya", code=code))
        if name and (twin := so_far.twin(name, code)) is not None:
            raise BadCategories(number, phrase("sudah ada kategori bernama “{name}” di kelompok itu", name=twin.name))
        changes[code] = DistrictCategory(
            code, name, " ".join(dict.fromkeys(words.lower().split())), hidden.lower() in HIDDEN_WORDS
        )
        so_far = shipped.with_district(changes.values())
    if len(changes) > MOST_CATEGORIES:
        raise BadCategories(MOST_CATEGORIES, phrase("paling banyak {limit} baris", limit=MOST_CATEGORIES))
    return list(changes.values())


def category_lines(changes: list[DistrictCategory]) -> str:
    """The same as text, with its heading; '' for none."""
    if not changes:
        return ""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADING)
    writer.writerows((one.code, one.name, one.words, "ya" if one.hidden else "") for one in changes)
    return out.getvalue().rstrip("\n")


def check_texts(text: str) -> Mapping[Purpose, ContactText]:
    """What complainants are told, in the form of resources/contact.toml; a purpose that isn't there stays as shipped. Raises BadTexts."""
    texts = _read(text, parse_texts)
    for purpose, ready in texts.items():
        for words in (ready.message, ready.call):
            _check_words(purpose, words)
    return texts


def check_replies(text: str) -> tuple[Reply, ...]:
    """Ready answers in the form of resources/replies.toml. Raises BadTexts."""
    replies = _read(text, parse_replies)
    for reply in replies:
        if not reply.name.strip() or len(reply.name) > NAME_LETTERS:
            raise BadTexts(phrase("setiap balasan memerlukan nama, paling panjang {limit} huruf", limit=NAME_LETTERS))
        _check_words(reply.name, reply.text)
    return replies


def _check_words(place: str, words: str) -> None:
    if not clean(words) or len(words) > TEXT_LETTERS:
        raise BadTexts(phrase("isi “{place}” kosong atau lebih dari {limit} huruf", place=place, limit=TEXT_LETTERS))
    if unknown := unknown_placeholders(words):
        raise BadTexts(
            phrase(
                "“{name}” di “{place}” tidak dikenal; yang ada: {names}",
                name=f"{{{unknown[0]}}}", place=place, names=" ".join(PLACEHOLDERS),
            )
        )  # fmt: skip


def _read(text: str, parse: Callable[[str], T]) -> T:
    try:
        return parse(text)
    except tomllib.TOMLDecodeError as error:
        raise BadTexts(phrase("bukan TOML yang benar ({fault})", fault=str(error))) from None
    except msgspec.ValidationError as error:
        place = str(error).rpartition(" - at `")[2].strip("`").removeprefix("key in ").removeprefix("$").lstrip(".")
        raise BadTexts(phrase("isian “{place}” tidak dikenal, kurang, atau keliru", place=place or "…")) from None
