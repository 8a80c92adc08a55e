"""What the program proposes while a complaint is typed: a headline and a category, learned from this office's own complaints."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import msgspec

from complaints.categories import Categories
from complaints.tokens import STOP_WORDS, terms, tokens

TITLE_LENGTH = 72
ENOUGH_TERMS = 2  # by which a sentence tells something

_SENTENCE_END = re.compile(r"[!?…;\n]+|\.{2,}|\.(?=\s|$)|\.(?=[A-Z][a-z])")
# The full stop of an abbreviation. Looked for from the stop backwards: from each word on, it took a fiftieth of a whole save.
_ABBREVIATIONS = re.compile(
    r"\.(?:(?<=\bh\.)|(?<=\b(?:jl|rt|rw|no|dg|hj|st|dr|ds|rp|an)\.)|(?<=\b(?:jln|kec|kab|dsn|yth|bpk|ibu|sdr|tgl|a\.n)\.))",
    re.IGNORECASE,
)
# How a complaint begins before it says anything, one courtesy a line; as many as there are get taken off.
_COURTESIES = (
    r"ass?alam+u?\W{0,3}a?laik?um|waalaikum\s?salam|warah?matul+ahi|wabarakatuh|wr\.?\s?wb\.?|wr|wb|askum|asw",
    r"salam(?: sejahtera| hormat)?|(?:selamat|met) (?:pagi|siang|sore|malam)|(?:pagi|siang|sore|malam)(?=,? (?:pak|bu|min)\b)",
    r"dengan hormat|hormat kami|tabe'?k?|permisi|halo|hallo|hai|min|admin|numpang tanya|maaf sebelumnya",
    r"(?:mohon )?maaf(?: mengganggu| sebelumnya| pak| bu)*",
    # Of 'Pak desa, lampu padam' the lamp remains, but 'Pak Lasse jatuh' is about Pak Lasse.
    r"(?:kepada )?(?:yth\.? )?(?:bapak|pak|bpk|ibu|bu)\.?(?:(?: kepala desa| kades| desa| sekdes| camat| admin| kepala dusun| kadus)+|(?-i:(?! [A-Z][a-z])))",
    r"kepada|yth\.?",
    r"(?:mohon )?(?:izin|ijin)(?: pak| bu| bertanya| tanya)?",
    r"(?:saya|sy|kami|ini)(?: mau| ingin| hendak| bermaksud| mohon| minta| datang)+(?: untuk)?(?= (?:me)?(?:lapor|nyampai|sampai|ngadu|tanya|bertanya|nanya))",
    r"(?:mau|ingin|hendak|mo)(?: ka| ki)?(?= (?:me)?(?:lapor|nyampai|sampai|ngadu|tanya|bertanya|nanya))",
    r"(?:saya |kami )?(?:melaporkan|me?lapor|laporkan|menyampaikan|sampaikan|mengadukan|menanyakan|(?:ber)?tanya)(?: pak| bu| keluhan| ini)*",
    # 'Mohon perbaikan jalan' loses its first word, 'Mohon diperbaiki' can't.
    r"(?:tolong|mohon|minta tolong|harap|mhn|tlg)(?: pak| bu| dong| bantuannya)*(?! (?:di|agar|supaya|untuk|ke|jangan))",
    r"bahwa|kalo|soal|tentang|kalau|jadi begini|begini|sehubungan dengan(?: hal)?|(?:dengan|melalui|bersama) (?:surat )?ini",
)
_OPENING = re.compile(rf"(?:{'|'.join(_COURTESIES)})(?:\s*[,.:;!–-]+\s*|\s+|$)", re.IGNORECASE)
_INTRODUCTION = re.compile(
    r"\bperkenalkan\b|\bnama saya (?!tidak|tdk|belum|blm|sudah|sdh|ada|di|hilang|salah)|yang bertanda tangan|^(?:kepada|yth)\b.{,60}$",
    re.IGNORECASE,
)
_INTRODUCING = ("perkenalkan", "nama saya ", "yang bertanda tangan")
_ADDRESSED = ("kepada", "yth")
_ADDRESSING = re.compile(r"[,\s]+(?:pak|bu|bapak|ibu|min|bos)(?:\s(?:desa|kades))?(?=\s*[,.]|\s*$)", re.IGNORECASE)
_CLAUSE = re.compile(
    r"\s*[,:(–]\s|\s-\s|\s(?=(?:sehingga|karena|karna|padahal|tapi|tetapi|namun|sebab|supaya|agar|jadi)\s)",
    re.IGNORECASE,
)


def suggest_title(body: str, length: int = TITLE_LENGTH) -> str:
    """A headline of at most `length` characters from the first sentence that tells something; '' for an empty body."""
    best, most_terms = " ".join(body.split()), -1
    for sentence in _sentences(body):
        stripped = _without_greeting(sentence)
        weight = _telling(stripped) if stripped else -1
        if weight > most_terms:
            best, most_terms = stripped, weight
        if most_terms >= ENOUGH_TERMS:
            break
    return _headline(best, length)


def _telling(sentence: str) -> int:
    """How many terms it has, counted up to ENOUGH_TERMS: most sentences have them in their first words."""
    counted: set[str] = set()
    for written in sentence.split():
        counted.update(_terms_of(written))
        if len(counted) >= ENOUGH_TERMS:
            return ENOUGH_TERMS
    return len(counted)


@lru_cache(maxsize=5_000)
def _terms_of(written: str) -> tuple[str, ...]:
    """The terms of what stands between two spaces: complaints begin with the same few words."""
    return terms(written)


def _sentences(body: str) -> Iterator[str]:
    guarded = _ABBREVIATIONS.sub("․", body) if "." in body else body  # a one dot leader in a full stop's place
    start = 0
    # One by one, for the first mostly says enough.
    for stop, end in chain((match.span() for match in _SENTENCE_END.finditer(guarded)), [(len(guarded),) * 2]):
        if joined := " ".join(guarded[start:stop].replace("․", ".").split()):
            yield joined
        start = end


def _without_greeting(sentence: str) -> str:
    if _introduces(sentence):
        return ""
    remainder = sentence.strip(" .,:;-–*_\"'“”()")
    while (opening := _OPENING.match(remainder)) is not None:
        remainder = remainder[opening.end() :].strip(" .,:;-–*_\"'“”()")
    return _ADDRESSING.sub("", remainder).strip(" ,")


def _introduces(sentence: str) -> bool:
    lowered = sentence.lower()
    # The words alone first: the pattern would be tried from every letter on.
    return (lowered.startswith(_ADDRESSED) or any(words in lowered for words in _INTRODUCING)) and (
        _INTRODUCTION.search(sentence) is not None
    )


def _headline(sentence: str, length: int) -> str:
    text = sentence
    if len(text) > 12 and text.upper() == text:
        text = text.lower()
    if len(text) > length:
        text = _shortened(text, length)
    text = text.strip(" .,:;-–")
    capital = text[:1].upper() + text[1:]
    return capital if len(capital) <= length else text[:length]


def _shortened(text: str, length: int) -> str:
    """The text up to its last clause that fits if that says enough, else up to the last whole word that can end a line."""
    ends = [match.start() for match in _CLAUSE.finditer(text, 0, length + 20) if length // 3 <= match.start() <= length]
    if ends and _telling(text[: ends[-1]]) >= ENOUGH_TERMS:
        return text[: ends[-1]]
    cut = text.rfind(" ", 0, length + 1)
    if cut <= 0:
        return text[:length]
    words = text[:cut].split(" ")
    while len(words) > 3 and all(word in STOP_WORDS for word in tokens(words[-1])):
        words.pop()
    return " ".join(words)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A category and how likely it is (0 to 1), as counted on a year of one office's complaints: 0.9 was right nine times in ten."""

    code: str
    probability: float


# Fitted together by log loss over 200 complaints: untaught, taught as they came, and leaving one out.
SEED_WEIGHT = 6.0  # a shipped word counts as so many complaints that held it
BACKGROUND = 200.0  # how many words of the whole office's speech are mixed into a category's own
RESERVE = 4.0  # a word seen once or twice proves little: its commonness is taken to be so much higher
PRIOR = 20.0  # texts that each category is thought to have had already
CERTAINTY = 0.95  # officers themselves agree no more often than that
LEAST_PROBABILITY = 0.35
MOST_SUGGESTIONS = 3
_LEAST_SHOWN = 0.05


class _Learned(msgspec.Struct, array_like=True):
    """What is kept between sessions: texts a category, and how many texts of a category hold a term. No text itself."""

    version: int
    texts: dict[str, int]
    counts: dict[str, dict[str, int]]


class CategoryModel:
    """A naive Bayes over telling words, seeded by the categories' own words and taught by each complaint."""

    def __init__(self, categories: Categories) -> None:
        self._codes = [category.code for category in categories.choices]
        self._seeds: dict[str, dict[str, float]] = {}
        self._sizes: dict[str, float] = dict.fromkeys(self._codes, 0.0)
        for category in categories.choices:
            for term in set(terms(" ".join((*category.words, category.name)))):
                self._seeds.setdefault(term, {})[category.code] = SEED_WEIGHT
                self._sizes[category.code] += SEED_WEIGHT
        self._texts: dict[str, int] = {}
        self._counts: dict[str, dict[str, int]] = {}

    def learn(self, text: str, code: str) -> None:
        """Takes in that an officer gave this text this category."""
        self._count(text, code, 1)

    def forget(self, text: str, code: str) -> None:
        """Undoes `learn` with the same text and code (the category was corrected, or the person erased)."""
        if self._texts.get(code):
            self._count(text, code, -1)

    def suggest(self, text: str) -> tuple[Suggestion, ...]:
        """The likely categories of a text, best first; nothing when the text gives too little to go by."""
        # In the text's order, for sums of floats depend on theirs.
        known_terms = [term for term in dict.fromkeys(terms(text)) if term in self._seeds or term in self._counts]
        if not known_terms or not self._codes:
            return ()
        taught = sum(self._texts.get(code, 0) for code in self._codes) + PRIOR * len(self._codes)
        scores = {
            code: math.log((self._texts.get(code, 0) + PRIOR) / taught)
            - len(known_terms) * math.log1p(self._sizes[code] / BACKGROUND)
            for code in self._codes
        }
        all_complaints = sum(self._sizes.values())
        for term in known_terms:
            weights = dict(self._seeds.get(term, {}))
            for code, count in self._counts.get(term, {}).items():
                weights[code] = weights.get(code, 0) + count
            expected = BACKGROUND * (sum(weights.values()) + RESERVE) / all_complaints
            for code, weight in weights.items():
                if code in scores:
                    scores[code] += math.log1p(weight / expected)
        return _best(scores)

    def to_bytes(self) -> bytes:
        """What was learned, without the shipped words: a newer list of categories brings its own."""
        return msgspec.msgpack.encode(_Learned(1, self._texts, self._counts))

    @classmethod
    def from_bytes(cls, content: bytes, categories: Categories) -> "CategoryModel":
        """The model that `to_bytes` wrote. Anything else gives an untaught model: the store can teach it again."""
        model = cls(categories)
        try:
            learned = msgspec.msgpack.decode(content, type=_Learned)
        except msgspec.DecodeError:
            return model
        if learned.version == 1:
            model._texts = learned.texts
            model._counts = learned.counts
            for counts in learned.counts.values():
                for code, count in counts.items():
                    model._sizes[code] = model._sizes.get(code, 0) + count
        return model

    @property
    def texts(self) -> int:
        """How many texts it has learned."""
        return sum(self._texts.values())

    def _count(self, text: str, code: str, change: int) -> None:
        self._texts[code] = self._texts.get(code, 0) + change
        for term in dict.fromkeys(terms(text)):
            counts = self._counts.setdefault(term, {})
            now = max(counts.get(code, 0) + change, 0)
            self._sizes[code] = self._sizes.get(code, 0) + now - counts.get(code, 0)
            if now:
                counts[code] = now
            else:
                counts.pop(code, None)
            if not counts:
                del self._counts[term]
        if not self._texts[code]:
            del self._texts[code]


def _best(scores: dict[str, float]) -> tuple[Suggestion, ...]:
    top = max(scores.values())
    likelihoods = {code: math.exp(score - top) for code, score in scores.items()}
    total = sum(likelihoods.values())
    ordered = sorted(
        ((CERTAINTY * likelihood / total, code) for code, likelihood in likelihoods.items()),
        key=lambda scored: (-scored[0], scored[1]),
    )
    if ordered[0][0] < LEAST_PROBABILITY:
        return ()
    return tuple(Suggestion(code, share) for share, code in ordered[:MOST_SUGGESTIONS] if share >= _LEAST_SHOWN)
