"""Reads the outcome of a complaint from the words of a register: 'Msh proses', 'Selesai tgl 20/1/2026'.

Unclear words ('ok', a check mark, a promise) are not read: people are asked what they mean.
"""

import re
from dataclasses import dataclass
from datetime import date

from complaints.complaint import Stage
from desktop.importing.headings import normal
from desktop.importing.written_dates import Numbers, read_day

# How people shorten these words.
_SHORT = {
    "sdh": "sudah", "udh": "sudah", "udah": "sudah", "sdah": "sudah", "dah": "sudah", "tlh": "sudah", "telah": "sudah", "suda": "sudah",
    "blm": "belum", "belom": "belum", "bl": "belum", "blum": "belum", "msh": "masih", "masi": "masih", "dlm": "dalam", "dlam": "dalam",
    "tdk": "tidak", "tak": "tidak", "gak": "tidak", "ga": "tidak", "nggak": "tidak", "ndak": "tidak", "tida": "tidak",
    "sdg": "sedang", "sdng": "sedang", "lg": "sedang", "lagi": "sedang", "krn": "karena", "karna": "karena", "tgl": "tanggal",
    "dpt": "dapat", "bisa": "dapat", "utk": "untuk", "kpd": "kepada", "dtindaklanjuti": "ditindaklanjuti", "bs": "dapat",
    "slesai": "selesai", "selsai": "selesai", "sls": "selesai", "slsai": "selesai", "done": "selesai", "finish": "selesai", "proces": "proses", "prosess": "proses",
    "diprosess": "diproses", "ditanggpi": "ditanggapi", "nunggu": "menunggu", "tunggu": "menunggu", "mnunggu": "menunggu",
    # Javanese, Sundanese, Minangkabau, Bugis and Makassar.
    "wis": "sudah", "wes": "sudah", "uwis": "sudah", "sampun": "sudah", "geus": "sudah", "parantos": "sudah", "durung": "belum", "dereng": "belum",
    "dèrèng": "belum", "during": "belum", "tacan": "belum", "acan": "belum", "alun": "belum", "balun": "belum", "depa": "belum", "tenapa": "belum",
    "ora": "tidak", "ra": "tidak", "mboten": "tidak", "boten": "tidak", "teu": "tidak", "henteu": "tidak", "indak": "tidak", "tena": "tidak",
}  # fmt: skip
_DONE = frozenset(
    {"selesai", "tuntas", "beres", "rampung", "teratasi", "tertangani", "kelar", "diselesaikan", "terselesaikan"}
)
_REFUSED = frozenset({"ditolak", "dibatalkan", "batal", "dicabut", "gugur"})
_FORWARDED = frozenset({"diteruskan", "dilimpahkan", "didisposisikan", "dirujuk", "disposisi"})
_WORKING = frozenset(
    """
    proses diproses penanganan pengerjaan berjalan dikerjakan ditangani ditindaklanjuti pelaksanaan
    """.split()  # noqa: SIM905
)
_ANSWERED = frozenset({"ditindaklanjuti", "ditanggapi", "dijawab", "dibalas"})
# What was done to the matter itself, when it 'sudah' was.
_MENDED = frozenset(
    """
    diperbaiki diganti ditambal dibersihkan dikerjakan dilaksanakan dipasang dibangun disalurkan dibayar
    diberikan dibantu diangkut disemprot dinormalisasi ditebang diurus diterbitkan dicairkan dijelaskan
    direalisasikan dilakukan diserahkan dibuatkan ditimbun dicor diaspal digali dikeruk dilayani terlayani
    diberi terealisasi terlaksana
    """.split()  # noqa: SIM905
)
# Steps on the way, after which it is not over.
_ON_THE_WAY = frozenset(
    """
    ditinjau disurvei disurvey dicek diperiksa dikoordinasikan dilaporkan diusulkan dibahas dimediasi dipanggil
    dikunjungi didata dianggarkan dimusyawarahkan dirapatkan dijadwalkan diukur diverifikasi
    """.split()  # noqa: SIM905
)
_NOT_NOW = frozenset({"akan", "rencana", "rencananya", "direncanakan", "target", "hampir", "jika", "kalau", "apabila", "sebagian", "setengah", "separuh",
                      "semoga", "mudah", "usahakan", "diusahakan", "dijanjikan", "janji", "harap", "mohon", "agar", "supaya", "bila"})  # fmt: skip
# 'Selesai minggu depan', 'setelah selesai panen', 'harus diselesaikan': nothing of it has happened.
_NOT_YET = re.compile(
    rf"\b(?:minggu|pekan|bulan|tahun|hari|triwulan|semester) (?:depan|berikutnya|mendatang)\b|\b(?:besok|lusa|nanti|nantinya)\b"
    rf"|\b(?:setelah|sesudah|sebelum|sampai|hingga|menuju|menjelang|harus|wajib|segera|minta|ingin|perlu|tinggal) (?:{'|'.join(sorted(_DONE))})\b"
)
_TO = re.compile(r"(?i)\b(?:diteruskan|dilimpahkan|didisposisikan|dirujuk|disposisi)\s+(?:ke(?:pada)?|kpd)\s+(.+)")
_DIVIDED = re.compile(
    r"\bdi (proses|tindaklanjuti|tanggapi|selesaikan|teruskan|tolak|tangani|jawab|kerjakan|perbaiki|batalkan|limpahkan|arsipkan|ganti|bersihkan)\b"
)
_DAY = re.compile(
    r"(?i)\b\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[\s-]+[a-z]{3,9}\.?[\s-]+'?\d{2,4}\b"
)


@dataclass(frozen=True, slots=True)
class Result:
    """A stage and, where the words have one, the day on which it was reached; `to` is who it was forwarded to."""

    stage: Stage
    on: date | None = None
    to: str = ""


def read_result(text: str) -> Result | None:
    """The result, when the words are clear; None when they are not."""
    words = [_SHORT.get(word, word) for word in normal(text.replace("(", " ").replace(")", " ")).split()]
    plain = " ".join(words).replace("tindak lanjuti", "tindaklanjuti")
    plain = _DIVIDED.sub(r"di\1", plain)
    if not plain or "?" in text or ("%" in text and "100" not in text):
        return None
    stage = _stage(plain.split(), plain)
    if stage is None:
        return None
    receiver = _TO.search(" ".join(text.split())) if stage == "forwarded" else None
    return Result(stage, day_in(text), receiver[1].strip(" .,;") if receiver else "")


def day_in(text: str) -> date | None:
    """The one day that a text names; None where it names none, several, or one whose day and month can't be told apart."""
    days = [read_day(match[0]) for match in _DAY.finditer(text)]
    if len(days) != 1:
        return None
    match days[0]:
        case Numbers(first, _, _, sign, padded) as numbers:
            month_first = numbers.month_first()
            certain = sign != "/" or padded or first > 12 or month_first is None or month_first == numbers.day_first()
            return (numbers.day_first() or month_first) if certain else None
        case date() as day:
            return day
        case _:
            return None


def _stage(words: list[str], plain: str) -> Stage | None:
    word_set = set(words)
    if "belum" in word_set:
        return _not_yet(words, word_set)
    if word_set & {"tidak", "bukan"} or "luar kewenangan" in plain or "luar wenang" in plain:
        return _refused_or_ignored(word_set, plain)
    if word_set & _REFUSED and not word_set & _DONE:
        return "archived"
    waiting = word_set & {"menunggu", "masih", "sedang"} or "dalam proses" in plain or "dalam penanganan" in plain
    if word_set & _NOT_NOW or _NOT_YET.search(plain):
        return "in_progress" if waiting else None
    if waiting:
        return None if word_set & _DONE and "menunggu" not in word_set else "in_progress"
    if word_set & _DONE:
        return "closed"
    if word_set & _FORWARDED:
        return "forwarded" if not word_set & _MENDED else None
    if "sudah" in word_set:
        return _already(word_set)
    # One word by itself is a stage: 'proses', 'dalam penanganan'.
    if word_set <= _WORKING | {"dalam", "tahap", "on", "process", "progress"} and word_set & _WORKING:
        return "in_progress"
    return "responded" if word_set <= _ANSWERED else None


def _not_yet(words: list[str], word_set: set[str]) -> Stage | None:
    """'Belum selesai' is being worked on; 'belum', 'belum ada', 'belum ditanggapi' is new."""
    after = words[words.index("belum") + 1 :]
    following = after[0] if after else ""
    if following == "lengkap":
        return "returned"
    if following in _DONE:
        return "in_progress"
    if word_set & (_DONE | _MENDED | {"sudah"}):
        return None
    untouched = {"diproses", "ditangani", "diverifikasi", "ada", "ditindak", "direspon", "direspons"} | _ANSWERED
    if not following or following in {"karena"}:
        return "new"
    if following == "ada":
        subject = after[1] if len(after) > 1 else ""
        return (
            "new"
            if subject
            in {
                "",
                "tindak",
                "tanggapan",
                "jawaban",
                "respon",
                "respons",
                "penanganan",
                "hasil",
                "karena",
                "tindaklanjut",
            }
            else None
        )
    return "new" if following in untouched else None


def _refused_or_ignored(word_set: set[str], plain: str) -> Stage | None:
    """'Tidak dapat diproses', 'bukan wewenang desa' is refused; 'tidak ditanggapi' is as new as on the first day."""
    if word_set & _REFUSED and not word_set & _DONE:
        return "archived"
    refused = ("bukan wewenang", "bukan kewenangan", "luar kewenangan", "luar wewenang", "tidak dapat diproses", "tidak dapat ditindaklanjuti",
               "tidak dapat dilanjutkan", "tidak dapat dilayani", "tidak dapat dipenuhi", "tidak dilanjutkan", "tidak memenuhi syarat")  # fmt: skip
    if any(text in plain for text in refused) and not word_set & (_DONE | {"belum"}):
        return "archived"
    if "tidak lengkap" in plain:
        return "returned"
    ignored = ("tidak ditanggapi", "tidak dijawab", "tidak direspon", "tidak direspons", "tidak ada tanggapan", "tidak ada jawaban",
               "tidak ada tindak lanjut", "tidak ada tindaklanjut", "tidak ada respon")  # fmt: skip
    return "new" if any(plain.startswith(text) for text in ignored) else None


def _already(word_set: set[str]) -> Stage | None:
    if word_set & _FORWARDED:
        return "forwarded"
    if word_set & _ON_THE_WAY:
        return "in_progress"
    if "ditangani" in word_set:
        return "closed"
    return "responded" if word_set & (_ANSWERED | _MENDED) else None
