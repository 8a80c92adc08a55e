"""What a complainant may say after the recording, by whom they are known for it, and the event that says so (chain.md, rule 7).

They are known by the tracking code and a word, both on the receipt. The word is made of the key under which the complaint's person is
sealed (identity.py): any PC of the office that recorded it makes the same one without a network, the district, which keeps that key
wrapped, checks it without ever having stored a word, and it dies with the person's data. A unit that was handed the person along with
the complaint holds the key, too.
"""

import re
from datetime import date, timedelta
from hashlib import blake2b
from hmac import compare_digest
from itertools import count

from complaints.citizen_words import ADDITION, ADDITION_WORDS, UNSATISFIED, UNSATISFIED_WORDS
from complaints.complaint import OPEN_STAGES, Complaint, VoiceKind
from complaints.draft import NOTE_LIMIT, clean
from complaints.errors import InvalidField, Refused
from complaints.events import AnyStep, Meaning, Noted, Rated, Reopened
from complaints.ladder import VoiceRule
from complaints.phrases import phrase
from complaints.requests import REOPEN

KINDS: tuple[VoiceKind, ...] = ("unsatisfied", "addition", "rating")
MOST_ADDITIONS, MOST_RATINGS = 20, 20  # of one complaint
# Syllables that no one mishears or misspells; 16 × 5 of them, five in a word: 31 bits.
_CONSONANTS = "bcdghjklmnprstwy"
_VOWELS = "aeiou"
SYLLABLES = 5
_INSULTS = ("babi", "tahi", "mati", "gila", "puki", "bego", "kere")  # nobody's word
_SIGNS = re.compile(r"[^a-z]")


def secret_word(key: bytes) -> str:
    """The complainant's word, 'bamu-rekoti', of their complaint's identity key: the same on every PC and at the district."""
    tries = (
        _word_of(blake2b(key, digest_size=8, person=b"aduan word", salt=bytes([place])).digest()) for place in count()
    )
    return next(word for word in tries if not any(bad in word.replace("-", "") for bad in _INSULTS))


def _word_of(random: bytes) -> str:
    number, syllables = int.from_bytes(random, "big"), list[str]()
    for _ in range(SYLLABLES):
        number, vowel = divmod(number, len(_VOWELS))
        number, consonant = divmod(number, len(_CONSONANTS))
        syllables.append(_CONSONANTS[consonant] + _VOWELS[vowel])
    return f"{''.join(syllables[:2])}-{''.join(syllables[2:])}"


def is_secret_word(typed: str, key: bytes) -> bool:
    """Whether this is that word, in any case and with or without its dash; takes as long whatever is wrong."""
    return compare_digest(_plain(typed).encode(), _plain(secret_word(key)).encode())


def _plain(typed: str) -> str:
    return _SIGNS.sub("", typed[:60].lower())


def step(
    kind: VoiceKind, text: str, satisfaction: int | None, complaint: Complaint, rule: VoiceRule, today: date, on: date
) -> AnyStep | None:
    """The event's step for what they said on the day `on`; None where the same was said before. Raises Refused or InvalidField."""
    text = clean(text)
    if len(text) > NOTE_LIMIT:
        raise InvalidField(
            "note",
            phrase(
                "Keterangan terlalu panjang: {length} huruf, paling banyak {limit}.", length=len(text), limit=NOTE_LIMIT
            ),
        )
    if complaint.withdrawn:
        raise Refused(phrase("Pengaduan ini sudah ditarik dari buku. Tidak ada yang disimpan."))
    if not complaint.received_on <= on <= today:
        raise InvalidField("on", phrase("Tanggalnya harus antara tanggal pengaduan diterima dan hari ini."))
    match kind:
        case "unsatisfied":
            return _unsatisfied(text, complaint, rule, on)
        case "addition":
            return _addition(text, complaint, on)
        case "rating":
            return _rating(text, satisfaction, complaint, on)


def unsatisfied_until(complaint: Complaint, rule: VoiceRule) -> date | None:
    """The last day on which they may say that it is not done; None where there is no answer, or they have said it as often as they may."""
    answered_on = complaint.milestones.responded_on
    if (
        complaint.stage not in ("responded", "closed")
        or answered_on is None
        or times_unsatisfied(complaint) >= rule.times
    ):
        return None
    within = timedelta(days=rule.days)
    return answered_on + within if answered_on <= date.max - within else date.max


def times_unsatisfied(complaint: Complaint) -> int:
    return sum(said.kind == "unsatisfied" for said in complaint.voices)


def _unsatisfied(text: str, complaint: Complaint, rule: VoiceRule, on: date) -> AnyStep:
    if complaint.stage not in ("responded", "closed") or complaint.milestones.responded_on is None:
        raise Refused(
            phrase("Pengaduan ini sedang tidak menunggu tanggapan Anda atas sebuah jawaban. Tidak ada yang berubah.")
        )
    until = unsatisfied_until(complaint, rule)
    if until is None:
        raise Refused(
            phrase(
                "“Belum selesai” sudah pernah disampaikan untuk pengaduan ini. Tidak ada yang berubah; datanglah ke kantor tempat melapor."
            )
        )
    if on > until:
        raise Refused(
            phrase(
                "Waktu untuk menyatakan belum selesai sudah lewat: {days} hari sesudah jawaban. Tidak ada yang berubah; "
                "datanglah ke kantor tempat melapor, atau buat pengaduan baru.",
                days=rule.days,
            )
        )
    if on < complaint.milestones.responded_on:
        raise InvalidField("on", phrase("Tanggalnya sebelum tanggal jawaban. Periksa tanggalnya."))
    if not text:
        raise InvalidField("note", phrase("Tulis apa yang belum selesai. Tidak ada yang berubah."))
    note = f"{UNSATISFIED_WORDS} {text}"
    return Reopened(on, note, True) if rule.reopens else Noted(on, note, Meaning(REOPEN, voice=UNSATISFIED))


def _addition(text: str, complaint: Complaint, on: date) -> AnyStep | None:
    if complaint.stage not in OPEN_STAGES and complaint.stage != "responded":
        raise Refused(phrase("Pengaduan ini sudah ditutup, jadi tidak dapat ditambah. Tidak ada yang berubah."))
    if not text:
        raise InvalidField("note", phrase("Tulis keterangan tambahannya. Tidak ada yang berubah."))
    additions = [said.text for said in complaint.voices if said.kind == "addition"]
    if text in additions:
        return None
    if len(additions) >= MOST_ADDITIONS:
        raise Refused(
            phrase(
                "Keterangan tambahan sudah terlalu banyak. Tidak ada yang berubah; datanglah ke kantor tempat melapor."
            )
        )
    return Noted(on, f"{ADDITION_WORDS} {text}", Meaning(voice=ADDITION))


def _rating(text: str, satisfaction: int | None, complaint: Complaint, on: date) -> AnyStep | None:
    if complaint.stage not in ("responded", "closed"):
        raise Refused(phrase("Pengaduan ini belum dijawab, jadi belum dapat dinilai. Tidak ada yang berubah."))
    if satisfaction is None or not 1 <= satisfaction <= 5:
        raise InvalidField("satisfaction", phrase("Nilai kepuasan belum dipilih: 1 sampai 5. Tidak ada yang berubah."))
    ratings = [(said.satisfaction, said.text) for said in complaint.voices if said.kind == "rating"]
    if ratings[-1:] == [(satisfaction, text)]:
        return None
    if len(ratings) >= MOST_RATINGS:
        raise Refused(
            phrase("Penilaian sudah terlalu sering diubah. Yang terakhir tetap berlaku; tidak ada yang berubah.")
        )
    return Rated(on, satisfaction, text, True)
