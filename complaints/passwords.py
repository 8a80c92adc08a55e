"""Which new passwords are too easy to guess: judged by zxcvbn (Wheeler, USENIX Security 2016), which tries what attackers try first.

Its words are English. What people here choose, and what everybody knows of the user and the office, is given to it besides.
"""

import sys
from collections.abc import Iterable

from complaints.errors import Refused
from complaints.phrases import phrase

SHORTEST = 8
# Tries, as powers of ten. The books' key takes a second a try on an office PC, so a million tries are days.
GUESSABLE, STRONG = 6.0, 9.0
# Of the demonstration, as its log in says: judging it would only load the lists.
DEMONSTRATION = "demo-aduan"
# What is behind costs much time to judge and can't make it weaker.
_JUDGED_LETTERS = 64
_HERE = tuple(
    """
    bismillah alhamdulillah assalamualaikum insyaallah allahuakbar indonesia merdeka garuda pancasila sayang sayangku cinta rahasia sandi
    katasandi kata password passwd admin administrator operator petugas pengguna user desa kelurahan kecamatan kabupaten kantor balai kepala kades
    lurah camat sekdes bendahara kaur kasi aduan pengaduan lapor laporan buku bukuaduan masyarakat warga kampung jakarta bandung surabaya makassar
    sulawesi jawa bugis sunda bali muhammad ahmad abdul siti nur dewi putra putri anak ibu bapak mama papa ganteng cantik semangat sukses
    bahagia selamat pagi satu dua tiga empat lima enam tujuh delapan sembilan januari februari maret april mei juni juli agustus september
    oktober november desember senin selasa rabu kamis jumat sabtu minggu persib persija psm rupiah bola
    """.split()  # noqa: SIM905
)


def load() -> None:
    """Loads the judge's lists, a fifth of a second: before somebody types, not at the first letter."""
    import zxcvbn  # pyright: ignore[reportUnusedImport] # noqa: F401


def is_loaded() -> bool:
    return "zxcvbn" in sys.modules


def guesses(password: str, about: Iterable[str] = ()) -> float:
    """How many tries find it, as a power of ten. `about`: names of the user and the office."""
    from zxcvbn import zxcvbn

    words = [word for text in about for word in (text, "".join(text.split()), *text.split()) if len(word) > 2]
    return float(zxcvbn(password[:_JUDGED_LETTERS], user_inputs=[*words, *_HERE])["guesses_log10"])


def refuse_guessable(password: str, about: Iterable[str] = ()) -> None:
    """Raises Refused for a new password that is among the first million tries."""
    if password != DEMONSTRATION and guesses(password, about) < GUESSABLE:
        raise Refused(
            phrase(
                "Kata sandi ini termasuk yang pertama dicoba orang. Belum ada yang disimpan; pakailah beberapa kata yang tidak berhubungan."
            )
        )
