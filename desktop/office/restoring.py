"""Bringing a book back with what its user knows: a name and a password of the backup's time, or the recovery code."""

from datetime import datetime
from pathlib import Path

from desktop.store import restore
from desktop.store.restore import RestoreReport
from desktop.store.vault import Unlocked, Vault
from desktop.wording.formats import clock_time, full_date
from desktop.wording.translation import tr_count


def restore_with(secret: str, name: str, file: Path, folder: Path) -> RestoreReport:
    """`secret` is the password of the user of this name, or the recovery code where the name is ''."""

    def open_vault(vault: Vault) -> Unlocked:
        return vault.unlock(name, secret) if name else vault.unlock_with_recovery(secret)

    return restore.restore(file, folder, open_vault, datetime.now().astimezone())


def restored_words(report: RestoreReport) -> str:
    created = report.created.astimezone()
    return tr_count(
        "Dipulihkan dari cadangan {when}: {count} pengaduan. Masuk untuk memeriksanya.",
        count=report.complaints,
        when=f"{full_date(created.date())} {clock_time(created)}",
    )
