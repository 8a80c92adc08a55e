"""A password that is among the first that people try is refused, at every door where one is chosen."""

from pathlib import Path

import pytest

from complaints.errors import Refused
from complaints.passwords import GUESSABLE, guesses, refuse_guessable
from desktop.store.vault import Vault

ABOUT = ["Siti Aminah", "Desa Saotanre"]


@pytest.mark.parametrize(
    "password",
    [
        "12345678", "123456789012", "password1", "qwertyuiop", "aaaaaaaa", "abcd1234", "sitiaminah", "Siti Aminah", "saotanre1", "desa saotanre",
        "bismillah", "Bismillah123", "sayangku", "rahasia1", "admin1234", "17081945", "01012000", "Merdeka1945", "P@ssw0rd", "katasandi",
        "petugas2026", "12345678" * 20, "DesaSaotanre1",
    ],
)  # fmt: skip
def test_what_people_try_first_is_refused(password: str):
    with pytest.raises(Refused, match="Belum ada yang disimpan"):
        refuse_guessable(password, ABOUT)


@pytest.mark.parametrize(
    "password",
    [
        "kopi hujan sepeda",
        "empat kata yang panjang",
        "k7#mQ2!xv9",
        "lampu-jembatan-kopi",
        "ᨅᨘᨀᨘ ᨕᨉᨘᨕ",
        "x" * 30 + "jembatan",
        "Becak9gunung",
    ],
)
def test_what_they_do_not_is_taken(password: str):
    assert guesses(password, ABOUT) >= GUESSABLE


def test_a_book_takes_no_guessable_password_and_nothing_is_written(tmp_path: Path):
    with pytest.raises(Refused, match="pertama dicoba orang"):
        Vault(tmp_path).create("Siti Aminah", "12345678")
    assert list(tmp_path.iterdir()) == []
    vault = Vault(tmp_path)
    unlocked, _ = vault.create("Siti Aminah", "kopi hujan sepeda")
    with pytest.raises(Refused, match="pertama dicoba orang"):
        vault.put(unlocked, "Siti Aminah", "sitiaminah")
    vault.unlock("Siti Aminah", "kopi hujan sepeda")
