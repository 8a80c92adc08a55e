"""What rows without a column for it are: complaints, aspirations or requests for information, as the heading of their text or their sheet says."""

from desktop.importing.cell_values import CODES
from desktop.importing.headings import normal

USUAL = "complaint"
# 'Laporan usulan', 'Laporan bulan Mei': of any kind.
_OF_ANY_KIND = frozenset({"laporan"})


def usual_kind(heading: str, sheet: str) -> str:
    """The kind that the heading of the text names, else the one that the sheet's name does. Two kinds in one name decide nothing."""
    for text in (heading, sheet):
        kinds = _named(text)
        if len(kinds) == 1:
            return kinds.pop()
        if kinds:
            break
    return USUAL


def _named(text: str) -> set[str]:
    plain = f" {normal(text)} "
    return {kind for name, kind in CODES["kind"].items() if name not in _OF_ANY_KIND and f" {name} " in plain}
