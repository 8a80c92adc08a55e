"""The telling words of Indonesian text as people write it: folded, without endings and words that say nothing.

Only endings are taken off, never prefixes: a term is then the beginning of a word in the text (so the full text search
finds it as a prefix), and two different words hardly ever become one.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# Letters with their digits ('rt01'); hyphens join so that 'lampu-lampu' is seen as one word said twice.
_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_APOSTROPHES = re.compile("['’‘`´ʼ]")
_ENDINGS = ("nya", "lah", "kah", "pun")
_SHORTEST_STEM = 4
# Words that only look as if they had an ending.
_NOT_STEMMED = frozenset(
    """
    masalah bermasalah permasalah sekolah bersekolah disekolah istilah makalah majalah sebelah disebelah setelah langkah
    selangkah bersalah disalah sedekah menikah dinikah bertanya tertanya ditanya menanya ataupun walaupun meskipun
    menyalah berulah menghimpun berhimpun
    """.split()  # noqa: SIM905
)

# How people shorten words when they type on a phone. Only what can hardly mean anything else.
_SHORT = {
    "jln": "jalan", "jl": "jalan", "rmh": "rumah", "org": "orang", "dsn": "dusun", "ds": "desa", "kec": "kecamatan",
    "kab": "kabupaten", "lmpu": "lampu", "jmbtn": "jembatan", "jbtn": "jembatan", "sklh": "sekolah", "skolah": "sekolah",
    "msjd": "masjid", "mesjid": "masjid", "hr": "hari", "mggu": "minggu", "bln": "bulan", "thn": "tahun", "krn": "karena",
    "tlg": "tolong", "tlong": "tolong", "mhn": "mohon", "bpk": "bapak", "klrg": "keluarga", "sy": "saya", "dr": "dari",
    "yg": "yang", "dgn": "dengan", "utk": "untuk", "tdk": "tidak", "gak": "tidak", "ga": "tidak", "nggak": "tidak",
    "tak": "tidak", "sdh": "sudah", "udah": "sudah", "udh": "sudah", "blm": "belum", "belom": "belum", "pd": "pada",
    "jg": "juga", "jgn": "jangan", "klo": "kalau", "kalo": "kalau", "skrg": "sekarang", "bgt": "banget", "trs": "terus",
    "tp": "tapi", "krg": "kurang", "sm": "sama", "smp2": "sampai", "sampe": "sampai", "kpn": "kapan", "gmn": "bagaimana",
    "gimana": "bagaimana", "knp": "kenapa", "trnyata": "ternyata", "bny": "banyak", "byk": "banyak", "aer": "air",
}  # fmt: skip

STOP_WORDS = frozenset(
    """
    yang dan di ke dari pada untuk dengan ini itu juga sudah belum tidak bukan ada akan agar atau oleh karena kalau jika
    bila saja lagi sangat sekali telah masih dalam kepada para kami kita saya anda dia mereka beliau nya pak bu bapak ibu
    sebagai bahwa sehingga supaya maka namun tetapi tapi padahal walaupun meskipun sebab seperti serta hal bisa dapat
    harus boleh mau ingin hendak mohon minta tolong harap semoga terima kasih terimakasih maaf salam assalamualaikum
    assalamu alaikum waalaikumsalam wr wb selamat pagi siang sore malam hari lalu sejak saat sekarang tadi kemarin besok
    nanti waktu ketika setiap tiap beberapa banyak semua seluruh lain hanya cuma sampai sama antara tersebut adalah ialah
    yaitu yakni merupakan apa siapa kapan mana bagaimana kenapa mengapa berapa apakah begitu begini sana sini situ disini
    disitu sekitar hampir lebih kurang paling makin semakin terus pernah sering kadang kali dulu baru tetap mungkin
    dong nih deh sih kok ya iya yah lho loh kan mi ji pi ki kodong tabe tabek puang aduh banget soalnya jadi jangan satu
    dua tiga empat lima orang warga masyarakat dusun desa kampung rt rw bapakibu dear yth hormat izin ijin permisi
    melapor melaporkan lapor laporan menyampaikan sampaikan mengadukan aduan pengaduan keluhan
    """.split()  # noqa: SIM905
)


def fold(text: str) -> str:
    """Lower case, accents and apostrophes off: 'Pu’u Désa' becomes 'puu desa'."""
    plain = _APOSTROPHES.sub("", text)
    if plain.isascii():
        return plain.lower()
    return _NOT_ASCII.sub(_without_accents, unicodedata.normalize("NFKD", plain)).lower()


def _without_accents(match: re.Match[str]) -> str:
    return "".join(letter for letter in match.group() if not unicodedata.combining(letter))


def with_all_words(labels: Iterable[str], typed: str) -> list[str]:
    """The labels that hold every typed word, in any order and without regard to accents; all of them where nothing is typed."""
    words = fold(typed).replace("›", " ").split()
    return [label for label in labels if all(word in fold(label) for word in words)]


def tokens(text: str) -> tuple[str, ...]:
    """All words of a text in their order, folded; a word said twice ('lampu-lampu', 'lampu2') is that word once."""
    full_words: list[str] = []
    for word in _WORD.findall(fold(text)):
        if "-" in word:
            full_words += _joined(word)
        else:
            full_words.append(_full(word))
    return tuple(full_words)


def _joined(word: str) -> list[str]:
    parts = word.split("-")
    if len(parts) == 2 and stem(parts[0]) == stem(parts[1]):
        parts = parts[:1]
    return [_full(part) for part in parts]


def _full(word: str) -> str:
    if len(word) > 3 and word[-1] == "2" and word[:-1].isalpha():
        word = word[:-1]
    return _SHORT.get(word, word)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A folded word without the endings -nya, -lah, -kah and -pun, where enough is left of it."""
    if word in _NOT_STEMMED:
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def terms(text: str) -> tuple[str, ...]:
    """The stems that tell what a text is about, in order and with repeats: no stop words, numbers or single letters."""
    stems = [stem(word) for word in tokens(text) if word not in STOP_WORDS]
    return tuple([word for word in stems if len(word) > 1 and not word.isdigit() and word not in STOP_WORDS])
