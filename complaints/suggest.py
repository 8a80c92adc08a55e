"""What the program proposes while a complaint is typed: a headline and a category, learned from this office's own complaints."""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain

import msgspec

from complaints.categories import Categories
from complaints.roots import roots
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
    """A category and how likely it is (0 to 1), as counted on a year of one office's complaints: over 0.8, nine in ten were right."""

    code: str
    probability: float


# Fitted together over the demo office and half of the labelled texts (tests/complaints/suggestion_figures.py), untaught and taught.
SEED_TEXTS = 50.0  # the shipped words of a category count as so many complaints
SEED_SHARE = 0.10  # of them hold a given shipped word
PHRASE_SHARE = 0.12  # or a given shipped pair of words
BACKGROUND = 0.004  # of any complaints hold a word that nothing is known about
LENGTHY = 10.0  # known words: of a text with so many, each proves half
DOUBT = 8.0  # complaints that must hold a word nothing is known about before it is half believed
PRIOR = 20.0  # texts that each category is thought to have had already
MISSPELT = 0.6  # what a word with one wrong letter proves of what the right one would
CERTAINTY = 0.95  # officers themselves agree no more often than that
LEAST_PROBABILITY = 0.16
MOST_SUGGESTIONS = 3
_LEAST_MISSPELT = 5  # letters


class _Learned(msgspec.Struct, array_like=True):
    """What is kept between sessions: texts a category, and how many texts of a category hold a root. No text itself."""

    version: int
    texts: dict[str, int]
    counts: dict[str, dict[str, int]]


_VERSION = 2
_NONE: Mapping[str, float] = {}


class CategoryModel:
    """A naive Bayes over telling words, seeded by the categories' own words and taught by each complaint."""

    def __init__(self, categories: Categories) -> None:
        self._codes = [category.code for category in categories.choices]
        self._seeds = _seeds(
            tuple(
                (category.code, (*category.words, *category.further_words, *category.name.split()))
                for category in categories.choices
            )
        )
        self._texts: dict[str, int] = {}
        self._counts: dict[str, dict[str, int]] = {}
        # Reckoned when first asked for, until it learns again.
        self._proofs: dict[str, tuple[float, list[tuple[str, float]]]] = {}
        self._priors: list[tuple[str, float, float]] = []

    def learn(self, text: str, code: str) -> None:
        """Takes in that an officer gave this text this category."""
        self._count(text, code, 1)

    def forget(self, text: str, code: str) -> None:
        """Undoes `learn` with the same text and code (the category was corrected, or the person erased)."""
        if self._texts.get(code):
            self._count(text, code, -1)

    def suggest(self, text: str) -> tuple[Suggestion, ...]:
        """The likely categories of a text, best first; nothing when the text gives too little to go by."""
        likeliest = sorted(self.likely(text).items(), key=lambda category: (-category[1], category[0]))
        if not likeliest or likeliest[0][1] < LEAST_PROBABILITY:
            return ()
        return tuple([Suggestion(code, probability) for code, probability in likeliest[:MOST_SUGGESTIONS]])

    def likely(self, text: str) -> dict[str, float]:
        """Of each category for which anything in a text speaks, how likely it is (0 to 1)."""
        weights = self._weighted(roots(text))
        if not weights or not self._codes:
            return {}
        gained: dict[str, float] = {}
        evidence = 0.0
        for term, weight in weights.items():
            doubt, proofs = self._proofs.get(term) or self._prove(term)
            weight *= doubt
            evidence += weight
            for code, proof in proofs:
                gained[code] = gained.get(code, 0.0) + weight * proof
        # Words of one text depend on each other: the more there are, the less each proves.
        cooling = 1 / (1 + len(weights) / LENGTHY)
        scores = {
            code: prior + cooling * (gained.get(code, 0.0) - evidence * missed)
            for code, prior, missed in self._expected
        }
        top = max(scores.values())
        total = sum([math.exp(score - top) for score in scores.values()]) / CERTAINTY
        return {code: math.exp(scores[code] - top) / total for code in gained if code in scores}

    def agreement(self, first: str, second: str) -> float | None:
        """How likely (0 to 1) two texts are of one category; None when one of them gives nothing to go by."""
        likely, others = self.likely(first), self.likely(second)
        if not likely or not others:
            return None
        return min(1.0, sum(math.sqrt(share * others[code]) for code, share in likely.items() if code in others))

    def _prove(self, term: str) -> tuple[float, list[tuple[str, float]]]:
        """From 0 to 1 how far to trust a term, and how much it speaks for each category."""
        shares, counts = self._seeds.shares.get(term, _NONE), self._counts.get(term, _NONE)
        seen = sum(counts.values())
        background = BACKGROUND + seen / (self.texts + SEED_TEXTS * len(self._codes))
        more = {
            code: shares.get(code, 0.0) + counts.get(code, 0.0) / SEED_TEXTS
            for code in dict.fromkeys((*shares, *counts))
        }
        proofs = [(code, math.log1p(share / background)) for code, share in more.items()]
        self._proofs[term] = (1.0 if shares else seen / (seen + DOUBT), proofs)
        return self._proofs[term]

    @property
    def _expected(self) -> list[tuple[str, float, float]]:
        """Of each category how likely it is before a word was read, and what a word counts against it that it never had."""
        if not self._priors:
            for code in self._codes:
                texts = self._texts.get(code, 0)
                # One that was taught much would have had the word.
                self._priors.append((code, math.log(texts + PRIOR), math.log1p(texts / SEED_TEXTS)))
        return self._priors

    def _weighted(self, written: tuple[str, ...]) -> dict[str, float]:
        """The roots and pairs of roots that are known, in the text's order, for sums of floats depend on theirs."""
        weights: dict[str, float] = {}
        for term in written:
            if term in self._seeds.shares or term in self._counts:
                weights[term] = 1.0
            elif len(term) >= _LEAST_MISSPELT and (meant := self._seeds.meant(term)):
                weights.setdefault(meant, MISSPELT)
        for distance in (1, 2):
            for pair in zip(written, written[distance:], strict=False):
                if (term := "_".join(pair)) in self._seeds.shares:
                    weights[term] = 1.0
        return weights

    def to_bytes(self) -> bytes:
        """What was learned, without the shipped words: a newer list of categories brings its own."""
        return msgspec.msgpack.encode(_Learned(_VERSION, self._texts, self._counts))

    @classmethod
    def from_bytes(cls, content: bytes, categories: Categories) -> "CategoryModel":
        """The model that `to_bytes` wrote. Anything else gives an untaught model: the store can teach it again."""
        model = cls(categories)
        try:
            learned = msgspec.msgpack.decode(content, type=_Learned)
        except msgspec.DecodeError:
            return model
        if learned.version == _VERSION:
            model._texts = learned.texts
            model._counts = learned.counts
        return model

    @property
    def texts(self) -> int:
        """How many texts it has learned."""
        return sum(self._texts.values())

    def _count(self, text: str, code: str, change: int) -> None:
        self._proofs.clear()
        self._priors.clear()
        self._texts[code] = self._texts.get(code, 0) + change
        for term in dict.fromkeys(roots(text)):
            counts = self._counts.setdefault(term, {})
            now = max(counts.get(code, 0) + change, 0)
            if now:
                counts[code] = now
            else:
                counts.pop(code, None)
            if not counts:
                del self._counts[term]
        if not self._texts[code]:
            del self._texts[code]


class _Seeds:
    """The shipped words as roots: `shares` says of how many complaints of a category each is thought to be in."""

    def __init__(self, words: tuple[tuple[str, tuple[str, ...]], ...]) -> None:
        self.shares: dict[str, dict[str, float]] = {}
        for code, category_words in words:
            for word in category_words:
                parts = roots(word.replace("_", " "))
                # Of a pair with a word that says nothing, the other word alone would say too much.
                if not parts or (len(parts) == 1 and "_" in word):
                    continue
                self.shares.setdefault("_".join(parts), {})[code] = SEED_SHARE if len(parts) == 1 else PHRASE_SHARE
        for term, codes in self.shares.items():
            alone = len(codes) ** -0.5
            self.shares[term] = {code: share * alone for code, share in codes.items()}

    def meant(self, written: str) -> str:
        """The only shipped root that is one letter away from this one; '' when there is none, or two."""
        near = {self._shortened[short] for short in _one_shorter(written) if short in self._shortened} - {""}
        return near.pop() if len(near) == 1 else ""

    @cached_property
    def _shortened(self) -> dict[str, str]:
        """Each root under itself and all that is left of it without one letter; '' where two roots meet."""
        shortened: dict[str, str] = {}
        for term in self.shares:
            if len(term) >= _LEAST_MISSPELT and term.isalpha():
                for short in _one_shorter(term):
                    shortened[short] = term if shortened.get(short, term) == term else ""
        return shortened


_seeds = lru_cache(maxsize=4)(_Seeds)


def _one_shorter(word: str) -> set[str]:
    # The first letter is hardly ever the wrong one.
    return {word, *(word[:place] + word[place + 1 :] for place in range(1, len(word)))}
