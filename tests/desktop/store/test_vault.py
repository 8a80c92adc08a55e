"""The vault: each user's password and the recovery code open it, wrong ones cost time, and a wrong clock locks nobody out."""

import json
from pathlib import Path

import pytest

from complaints.errors import OfficeError, Refused, WrongPassword
from desktop.store import vault as vaults
from desktop.store.vault import LONGEST_WAIT_SECONDS, RECOVERY, Unlocked, Vault, normal_code

SITI, BUDI = "rahasia-siti", "rahasia-budi"


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def _quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vaults, "PASSES", 1)
    monkeypatch.setattr(vaults, "MEMORY_BYTES", 8192)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def vault(tmp_path: Path, clock: Clock) -> Vault:
    return Vault(tmp_path, clock)


@pytest.fixture
def made(vault: Vault) -> tuple[Unlocked, str]:
    unlocked, code = vault.create("Siti", SITI)
    vault.put(unlocked, "Budi", BUDI)
    return unlocked, code


def wait(vault: Vault, clock: Clock) -> None:
    clock.now += vault.wait_seconds() + 0.01


def fail(vault: Vault) -> str:
    with pytest.raises(WrongPassword) as wrong:
        vault.unlock("Siti", "salah-sekali")
    return wrong.value.sentence


def test_every_slot_gives_the_same_key(vault: Vault, made: tuple[Unlocked, str]):
    unlocked, code = made
    assert vault.unlock("Siti", SITI) == unlocked
    assert vault.unlock("  siti ", SITI) == unlocked
    assert vault.unlock("Budi", BUDI).key == unlocked.key
    assert vault.unlock_with_recovery(code) == Unlocked(unlocked.key, RECOVERY)


def test_the_command_line_finds_the_user_by_the_password(vault: Vault, made: tuple[Unlocked, str]):
    assert vault.unlock_any(BUDI) == vault.unlock("Budi", BUDI)
    assert vault.unlock_any(SITI) == made[0]


def test_the_recovery_code_is_no_password(vault: Vault, made: tuple[Unlocked, str]):
    with pytest.raises(WrongPassword):
        vault.unlock_any(made[1])


def test_a_wrong_password_for_any_user_counts_once(vault: Vault, made: tuple[Unlocked, str]):
    with pytest.raises(WrongPassword):
        vault.unlock_any("salah-sekali")
    assert json.loads(vault.attempts.read_text())["failures"] == 1


def test_a_composed_password_is_the_same_however_it_was_typed(vault: Vault):
    vault.create("Siti", "café-desa")
    assert vault.unlock("Siti", "café-desa")


def test_the_code_is_read_as_people_write_it(vault: Vault, made: tuple[Unlocked, str]):
    unlocked, code = made
    sloppy = code.lower().replace("-", "  ").replace("0", "o").replace("1", "l")
    assert normal_code(sloppy) == normal_code(code)
    assert vault.unlock_with_recovery(sloppy).key == unlocked.key


def test_nothing_tells_whether_the_name_or_the_password_was_wrong(
    vault: Vault, clock: Clock, made: tuple[Unlocked, str]
):
    known = fail(vault)
    vault.attempts.unlink()
    with pytest.raises(WrongPassword) as unknown:
        vault.unlock("Tidak Ada", SITI)
    assert unknown.value.sentence == known


def test_every_wrong_try_makes_the_next_wait_longer_up_to_a_bound(
    vault: Vault, clock: Clock, made: tuple[Unlocked, str]
):
    waits: list[float] = []
    for _ in range(14):
        fail(vault)
        waits.append(vault.wait_seconds())
        wait(vault, clock)
    assert waits[:4] == pytest.approx([0.5, 1, 2, 4])
    assert waits == sorted(waits)
    assert max(waits) == LONGEST_WAIT_SECONDS


def test_within_the_wait_even_the_right_password_is_refused_and_after_it_all_is_forgotten(
    vault: Vault, clock: Clock, made: tuple[Unlocked, str]
):
    for _ in range(3):
        fail(vault)
        wait(vault, clock)
    fail(vault)
    with pytest.raises(WrongPassword):
        vault.unlock("Siti", SITI)
    wait(vault, clock)
    assert vault.unlock("Siti", SITI) == made[0]
    assert vault.wait_seconds() == 0
    assert not vault.attempts.exists()


@pytest.mark.parametrize("leap", [-86_400 * 3650, -1.0, 86_400 * 3650])
def test_a_clock_that_leaps_locks_nobody_out_for_longer(
    vault: Vault, clock: Clock, made: tuple[Unlocked, str], leap: float
):
    fail(vault)
    clock.now += leap
    assert vault.wait_seconds() <= 0.5
    wait(vault, clock)
    assert vault.unlock("Siti", SITI) == made[0]


def test_a_clock_set_back_and_back_again_does_not_shorten_the_wait(
    vault: Vault, clock: Clock, made: tuple[Unlocked, str]
):
    for _ in range(6):
        fail(vault)
        wait(vault, clock)
    fail(vault)
    clock.now -= 1000
    assert vault.wait_seconds() == pytest.approx(32)


def test_a_new_password_replaces_the_old_one(vault: Vault, clock: Clock, made: tuple[Unlocked, str]):
    vault.put(made[0], "Siti", "yang-baru-1")
    assert vault.unlock("Siti", "yang-baru-1") == made[0]
    with pytest.raises(WrongPassword):
        vault.unlock("Siti", SITI)


def test_a_new_code_replaces_the_old_one(vault: Vault, clock: Clock, made: tuple[Unlocked, str]):
    code = vault.put_recovery(made[0])
    with pytest.raises(WrongPassword):
        vault.unlock_with_recovery(made[1])
    wait(vault, clock)
    assert vault.unlock_with_recovery(code).key == made[0].key


def test_a_removed_slot_opens_nothing(vault: Vault, made: tuple[Unlocked, str]):
    vault.remove(vault.slot_of("Budi"))
    with pytest.raises(WrongPassword):
        vault.unlock("Budi", BUDI)


def test_a_short_password_is_refused(vault: Vault, made: tuple[Unlocked, str]):
    with pytest.raises(Refused):
        vault.put(made[0], "Tono", "pendek")


def test_the_files_hold_no_name_and_no_key(vault: Vault, made: tuple[Unlocked, str], tmp_path: Path):
    import base64

    fail(vault)
    content = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    key = made[0].key
    for secret in (
        b"Siti",
        b"siti",
        b"Budi",
        SITI.encode(),
        key,
        key.hex().encode(),
        base64.b64encode(key),
        made[1].encode(),
    ):
        assert secret not in content


def test_keys_that_are_lost_are_read_from_their_spare(vault: Vault, made: tuple[Unlocked, str]):
    vault.file.write_bytes(b"{")
    assert vault.unlock("Siti", SITI) == made[0]
    vault.spare.unlink()
    with pytest.raises(OfficeError):
        vault.unlock("Siti", SITI)
