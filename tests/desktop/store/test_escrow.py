"""The district's help for an office that lost its passwords and its recovery code: only its private key reads the code."""

import json
from base64 import b64decode
from pathlib import Path

import pytest
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from complaints.errors import WrongPassword
from desktop.store import vault as vaults
from desktop.store.vault import ESCROW, RECOVERY, Vault

KEY = PrivateKey.generate()


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Vault:
    monkeypatch.setattr(vaults, "PASSES", 1)
    monkeypatch.setattr(vaults, "MEMORY_BYTES", 8192)
    return Vault(tmp_path, lambda: 1e9)


def code_in(vault: Vault, key: PrivateKey) -> str:
    """What `aduan-distrik` reads out of the office's keys.json."""
    return SealedBox(key).decrypt(b64decode(json.loads(vault.file.read_bytes())["slots"][ESCROW]["sealed"])).decode()


def test_the_code_that_the_district_unseals_opens_the_office(vault: Vault):
    unlocked, recovery = vault.create("Siti", "rahasia-desa")
    vault.put_escrow(unlocked, bytes(KEY.public_key))
    opened = vault.unlock_with_recovery(code_in(vault, KEY))
    assert (opened.key, opened.slot) == (unlocked.key, RECOVERY)
    assert vault.unlock_with_recovery(recovery).key == unlocked.key
    assert vault.unlock_any("rahasia-desa").key == unlocked.key
    with pytest.raises(CryptoError):
        code_in(vault, PrivateKey.generate())
    with pytest.raises(WrongPassword):
        vault.unlock_with_recovery("00000-00000-00000-00000-00000")


def test_the_same_key_changes_nothing_and_another_replaces_it(vault: Vault):
    unlocked, _ = vault.create("Siti", "rahasia-desa")
    vault.put_escrow(unlocked, bytes(KEY.public_key))
    first, content = code_in(vault, KEY), vault.file.read_bytes()
    vault.put_escrow(unlocked, bytes(KEY.public_key))
    assert vault.file.read_bytes() == content
    other = PrivateKey.generate()
    vault.put_escrow(unlocked, bytes(other.public_key))
    assert vault.unlock_with_recovery(code_in(vault, other)).key == unlocked.key
    with pytest.raises(WrongPassword):
        vault.unlock_with_recovery(first)


def test_a_district_without_such_a_key_has_no_slot(vault: Vault):
    unlocked, _ = vault.create("Siti", "rahasia-desa")
    content = vault.file.read_bytes()
    vault.put_escrow(unlocked, b"")
    assert vault.file.read_bytes() == content
    vault.put_escrow(unlocked, bytes(KEY.public_key))
    vault.put_escrow(unlocked, b"")
    assert ESCROW not in json.loads(vault.file.read_bytes())["slots"]
