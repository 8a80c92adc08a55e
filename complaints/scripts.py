"""Scripts that a paper's letters may not have, by name: told before something is printed that would show as boxes."""

import unicodedata
from collections.abc import Iterable

from complaints.phrases import Phrase, phrase

MOST_SIGNS = 8
# By the word that a sign's name in Unicode begins with.
_SCRIPTS: dict[str, Phrase] = {
    "BUGINESE": phrase("aksara Lontara"),
    "MAKASAR": phrase("aksara Makassar kuno"),
    "JAVANESE": phrase("aksara Jawa"),
    "BALINESE": phrase("aksara Bali"),
    "SUNDANESE": phrase("aksara Sunda"),
    "BATAK": phrase("aksara Batak"),
    "REJANG": phrase("aksara Rejang"),
    "CJK": phrase("aksara Tionghoa"),
    "HIRAGANA": phrase("aksara Jepang"),
    "KATAKANA": phrase("aksara Jepang"),
    "HANGUL": phrase("aksara Korea"),
    "ARABIC": phrase("huruf Arab"),
    "DEVANAGARI": phrase("aksara Dewanagari"),
    "TAMIL": phrase("aksara Tamil"),
    "THAI": phrase("aksara Thai"),
    "CYRILLIC": phrase("huruf Kiril"),
}
_OTHER = phrase("tanda lain")


def undrawn_words(signs: Iterable[str]) -> Phrase:
    """The sentence for signs that no font of this PC has."""
    by_script: dict[str, tuple[Phrase, list[str]]] = {}
    for sign in dict.fromkeys(signs):
        script = _SCRIPTS.get(unicodedata.name(sign, "").partition(" ")[0], _OTHER)
        _, shown = by_script.setdefault(script.template, (script, []))
        if len(shown) < MOST_SIGNS:
            shown.append(sign if sign.isprintable() else f"U+{ord(sign):04X}")
    parts: Phrase | None = None
    for script, shown in by_script.values():
        part = phrase("{script} ({signs})", script=script, signs=" ".join(shown))
        parts = part if parts is None else phrase("{parts}, {part}", parts=parts, part=part)
    return phrase(
        "Di kertas ini sebagian tulisan akan tampak sebagai kotak, karena hurufnya tidak ada di komputer ini: {parts}. Pasang huruf (font) "
        "untuk aksara itu, atau tulis dengan huruf Latin, sebelum mencetak.",
        parts=parts or _OTHER,
    )
