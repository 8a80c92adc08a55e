"""A restore drill: a backup is restored into a folder for passing, all of it is examined, and the folder goes again."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from complaints import clock
from complaints.events import decode_any_step
from complaints.phrases import phrase
from sync.server import backup
from sync.server.backup import CannotBackUp
from sync.server.check import check
from sync.server.options import ServerOptions
from sync.server.statement import PortableStatement, Transaction
from sync.working_folder import working_folder

_COUNTS = PortableStatement(
    "SELECT (SELECT count(*) FROM complaint WHERE stage <> ''), (SELECT count(*) FROM event), (SELECT count(DISTINCT sha256) FROM file)"
)
_HEADS = PortableStatement("SELECT e.content FROM event e JOIN device d ON d.id = e.device AND d.head_seq = e.seq")


class Restored(NamedTuple):
    """What a backup brought back. `latest` is the day of its youngest event; None when it has none."""

    complaints: int
    events: int
    attachments: int
    latest: date | None


def drill(source: Path, private_key: bytes, keys: Path | None, place: Path | None) -> Restored:
    """Restores the backup in a folder under `place`. With the district's `keys` identities are examined, too. Raises CannotBackUp."""
    with working_folder("aduan-latihan-", place) as folder:
        options = ServerOptions(folder / "data", keys=keys)
        backup.restore(options, source, private_key)
        if keys is None:
            database = options.open_database()
            try:
                return database.snapshot(_counted)
            finally:
                database.engine.dispose()
        if not keys.is_file():
            raise CannotBackUp(phrase("Berkas kunci {file} tidak ada. Tidak ada yang diubah.", file=str(keys)))
        district = options.open()
        try:
            fault = next(check(district, options.shelf()), "")
            if fault:
                raise CannotBackUp(
                    phrase(
                        "Cadangan {file} dapat dipulihkan, tetapi pemeriksaannya menemukan: {fault} Pakailah cadangan lain, dan "
                        "jalankan 'aduan-distrik check' di server.",
                        file=str(source),
                        fault=fault,
                    )
                )
            return district.database.snapshot(_counted)
        finally:
            district.database.engine.dispose()


def _counted(transaction: Transaction) -> Restored:
    [(complaints, events, attachments)] = transaction.rows(_COUNTS)
    latest = max((decode_any_step(content).at for (content,) in transaction.rows(_HEADS)), default=0)
    return Restored(complaints, events, attachments, clock.moment(latest).date() if latest else None)
