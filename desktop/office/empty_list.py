"""What stands in place of a list without rows: that there is nothing, why, and what helps."""

from typing import NamedTuple

from msgspec import structs

from complaints.numbering import is_sealed_receipt
from desktop.office import list_filters
from desktop.store.listing import Query
from desktop.wording import formats
from desktop.wording.translation import tr


class EmptyList(NamedTuple):
    """`reset` is the word of the button that finds more, '' where none helps; `is_sealed`: a receipt of a sealed complaint."""

    title: str
    sentence: str
    reset: str = ""
    is_sealed: bool = False


def empty_list(query: Query, total: int) -> EmptyList:
    """`total`: how many complaints the book has."""
    narrowed = list_filters.narrows(query) and total > 0
    reset = ""
    if narrowed:
        words_stay = query.text and is_filtered(query)
        reset = tr("Cari di semua pengaduan") if words_stay else tr("Hapus semua saringan")
    if is_sealed_receipt(query.text):
        sentence = tr("Hanya Inspektorat yang dapat membukanya; yang ada di sini hanya tanda terimanya.")
        return EmptyList(tr("Itu nomor aduan tersegel"), sentence, reset, is_sealed=True)
    if narrowed:
        sentence = tr(
            "Kurangi saringan atau ubah kata yang dicari; {total} pengaduan ada di buku.", total=formats.number(total)
        )
        return EmptyList(tr("Tidak ada yang cocok"), sentence, reset)
    sentence = tr("Pengaduan yang dicatat muncul di sini, beserta tenggat dan langkah berikutnya.")
    return EmptyList(tr("Buku masih kosong"), sentence)


def is_filtered(query: Query) -> bool:
    """Whether more than the words of the search narrows the list."""
    return list_filters.narrows(structs.replace(query, text=""))
