"""How a text and a search for it become the same words: folded alike, whatever apostrophes, hyphens and hidden signs were typed.

A word with an apostrophe, a hyphen or a dot inside is kept in its parts and as one word, so that Jum'at, Jumat, Al-Qur'an, Al Qur'an
and Alquran find each other. Of a telephone number every ending is kept, so that any four of its digits find it.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

LEAST_DIGITS = 4
MOST_DIGITS = 15  # E.164; a NIK has 16
LEAST_WRITTEN_DIGITS = 8  # of a number that stands in a text
SHORTEST_FORGIVEN = 5  # letters of a word that may have one wrong
COUNTRY = "62"

_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_APOSTROPHES = "'`’‘‛′‵´ʹʻʼʽʾʿˈˊˋ՚᾽＇｀"
_HYPHENS = "-‐‑‒–−﹘﹣－"
# Letters that Unicode doesn't take apart, as people write them without their own keyboard.
_LETTERS = {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th", "ħ": "h", "ŋ": "ng"}
_WORD = re.compile(r"[^\W_]+(?:['\-.]+[^\W_]+)*")
_PART = re.compile(r"[^\W_]+")
# People write 'anak2' for 'anak-anak' and 'rumah2an' for 'rumah-rumahan'.
_TWICE = re.compile(r"([^\W\d_]{3,})2[^\W\d_]*")
# Indonesian writes the Arabic article with the word, with a hyphen, or apart from it; some beginnings likewise.
_ARTICLES = ("asy", "al", "an", "ar", "as", "at", "az", "ad")
_APART = frozenset({*_ARTICLES, "e", "non", "pra", "anti", "antar"})
_SHORTEST_AFTER_ARTICLE = 4

_DIGITS_APART = r"\+?\(?[0-9](?:[ ().\-/+]{0,3}[0-9])*"
# Not what hangs on letters, as in the number 2026-A-0048.
_NUMBER = re.compile(rf"(?<![^\W_])(?<![^\W\d_]-){_DIGITS_APART}(?!-?[^\W\d_])(?![^\W_])")
_FEW_DIGITS = re.compile(r"[0-9][0-9 ().\-/]{6}")
_WRITTEN_PHONE = re.compile(r"(?<![0-9])(?:\+?62|\(?0|8)[0-9 ().\-/]{6,24}(?![0-9])")


def fold(text: str) -> str:
    """Small letters without accents, ligatures, wide forms and signs that nobody sees; one apostrophe, one hyphen."""
    if not text.isascii():
        text = _NOT_ASCII.sub(_plain_run, unicodedata.normalize("NFKD", text))
    return text.lower().replace("`", "'")


def _plain_run(match: re.Match[str]) -> str:
    return "".join([_plain(letter) for letter in match.group()])


@lru_cache(maxsize=4_000)
def _plain(letter: str) -> str:
    if letter in _APOSTROPHES:
        return "'"
    if letter in _HYPHENS:
        return "-"
    if unicodedata.category(letter) in ("Mn", "Mc", "Me", "Cf"):
        return ""
    lowered = letter.casefold()
    return _LETTERS.get(lowered, lowered)


def indexed(text: str) -> str:
    """The words by which a text is found, with spaces between them. What it says again is there once."""
    written = dict.fromkeys(fold(text).split())
    return " ".join([word if word.isalpha() else _forms_within(word) for word in written])


@lru_cache(maxsize=20_000)
def _forms_within(written: str) -> str:
    """The forms of what stands between two spaces: ends of sentences, house numbers and days come again and again."""
    bare = written.strip(',.;:!?()"')
    if bare.isalpha() or (bare.isalnum() and "2" not in bare):
        return bare
    return " ".join([form for word in _WORD.findall(written) for form in _all_forms(word)])


def _all_forms(word: str) -> tuple[str, ...]:
    if word.isalpha() or word.isdecimal():
        return (word,)
    parts = _PART.findall(word)
    forms = list(parts)
    if len(parts) > 1:
        forms.append("".join(parts))
    if "'" in word and ("-" in word or "." in word):
        forms += [compound.replace("'", "") for compound in re.split(r"[\-.]+", word) if "'" in compound]
    if "2" in word:
        forms += [twice[1] for part in parts if not part[0].isdecimal() and (twice := _TWICE.fullmatch(part))]
    return tuple(dict.fromkeys(forms))


# Telephone numbers ---------------------------------------------------------------------------------------------------


def phone_endings(phone: str) -> tuple[str, ...]:
    """Every ending of the number, from four digits on: what is typed of it is the beginning of one of them."""
    digits = _digits(phone)
    if len(digits) > MOST_DIGITS:
        return ()
    if digits.startswith("00"):
        digits = digits[2:]
    elif digits.startswith("0"):
        digits = COUNTRY + digits[1:]
    return tuple([digits[start:] for start in range(len(digits) - LEAST_DIGITS + 1)])


def written_phones(text: str) -> list[str]:
    """What looks like a telephone number within a text."""
    plain = text if text.isascii() else fold(text)
    if _FEW_DIGITS.search(plain) is None:
        return []
    return [
        found for found in _WRITTEN_PHONE.findall(plain) if LEAST_WRITTEN_DIGITS <= len(_digits(found)) <= MOST_DIGITS
    ]


def _digits(text: str) -> str:
    return "".join([sign for sign in unicodedata.normalize("NFKC", text) if "0" <= sign <= "9"])


def _phone_beginnings(digits: str) -> tuple[str, ...]:
    """How the endings that are meant begin: as typed, and with the country's code for a leading 0."""
    if len(digits) < LEAST_DIGITS:
        return ()
    beginnings = [digits]
    if digits.startswith("00"):
        beginnings.append(digits[2:])
    elif digits.startswith("0"):
        beginnings.append(COUNTRY + digits[1:])
    elif digits.startswith(COUNTRY + "0"):
        beginnings.append(COUNTRY + digits[3:])
    return tuple([beginning for beginning in beginnings if len(beginning) >= LEAST_DIGITS])


# A search ------------------------------------------------------------------------------------------------------------


class Wanted(NamedTuple):
    """One thing that must be there, in any of these ways: all words of one of `ways`, or a number that begins as one of `phones`."""

    ways: tuple[tuple[str, ...], ...]
    phones: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        return self.ways[0]


def wanted(typed: str) -> list[Wanted]:
    """What a search asks for, in the order in which it was typed."""
    text, asked, end = fold(typed), list[Wanted](), 0
    for number in _NUMBER.finditer(text):
        asked += _wanted_words(text[end : number.start()])
        asked += _wanted_number(number.group())
        end = number.end()
    return asked + _wanted_words(text[end:])


def _wanted_number(run: str) -> Iterator[Wanted]:
    groups = _PART.findall(run)
    if len(groups) > 1 and (phones := _phone_beginnings("".join(groups))):
        yield Wanted((tuple(groups),), phones)
        return
    for group in groups:
        yield Wanted(((group,),), _phone_beginnings(group))


def _wanted_words(text: str) -> list[Wanted]:
    asked: list[Wanted] = []
    typed = [match.group() for match in _WORD.finditer(text)]
    place = 0
    while place < len(typed):
        word = typed[place]
        place += 1
        following = typed[place] if place < len(typed) else ""
        if word in _APART and following:
            word, place = f"{word}-{following}", place + 1
        asked.append(_wanted_word(word))
    return asked


def _wanted_word(word: str) -> Wanted:
    if word.isalpha():
        for article in _ARTICLES:
            if word.startswith(article) and len(word) >= len(article) + _SHORTEST_AFTER_ARTICLE:
                return Wanted(((word,), (article, word[len(article) :])))
        return Wanted(((word,),))
    parts = tuple(dict.fromkeys(part.replace("'", "") for part in re.split(r"[\-.]+", word) if part))
    ways = [parts]
    joined = "".join(_PART.findall(word))
    if parts != (joined,):
        ways.append((joined,))
    if len(parts) == 1 and (twice := _TWICE.fullmatch(parts[0])):
        ways.append((twice[1],))
    return Wanted(tuple(ways))


# One wrong letter ----------------------------------------------------------------------------------------------------


def forgivable(word: str) -> bool:
    """Whether a word is long enough to have one letter forgiven; numbers never are."""
    return len(word) >= SHORTEST_FORGIVEN and word.isalpha()


def one_letter_off(word: str) -> list[str]:
    """Every word that is one letter more, one less, another one, or two neighbours exchanged."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    halves = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    near = [head + tail[1:] for head, tail in halves if tail]
    near += [head + tail[1] + tail[0] + tail[2:] for head, tail in halves if len(tail) > 1]
    near += [head + letter + tail[1:] for head, tail in halves if tail for letter in letters]
    near += [head + letter + tail for head, tail in halves for letter in letters]
    return [other for other in dict.fromkeys(near) if other != word]
