"""How the server is off: room on its disk, how old its last backup is, and how long no office has come."""

import shutil
from http.client import HTTPException
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

from sync.server.district import District
from sync.server.statement import PortableStatement, Transaction

LEAST_FREE = 200 * 1024 * 1024  # bytes; with less, what comes in is soon refused
BACKUP_MARK = (
    "last-backup"  # an empty file in the data folder; whoever backs PostgreSQL up by other ways touches it, too
)
_LATEST = PortableStatement("SELECT max(seen_at) FROM device")


class Health(NamedTuple):
    """Bytes and seconds; None for what never was."""

    disk_free: int
    backup_age: int | None
    silence: int | None

    @property
    def is_full(self) -> bool:
        return self.disk_free < LEAST_FREE

    def figures(self) -> str:
        """As lines for Prometheus."""
        ages = {"aduan_disk_free_bytes": self.disk_free, "aduan_backup_age_seconds": self.backup_age}
        values = ages | {"aduan_silence_seconds": self.silence}
        return "".join(f"# TYPE {name} gauge\n{name} {value}\n" for name, value in values.items() if value is not None)


class Limits(NamedTuple):
    """What is still well: bytes and seconds."""

    disk_free: int
    backup_age: int
    silence: int


def faults(health: Health, limits: Limits) -> list[str]:
    """A sentence for each thing that is not well, for whoever looks after the server."""
    told: list[str] = []
    if health.disk_free < limits.disk_free:
        told.append(
            f"Ruang disk tinggal {health.disk_free // 1_000_000} MB. Beri ruang: di bawah 200 MB kiriman kantor ditolak, dan dikirim lagi "
            "kemudian."
        )
    if health.backup_age is None:
        told.append("Belum pernah dicadangkan. Periksa: systemctl status aduan-distrik-backup")
    elif health.backup_age > limits.backup_age:
        told.append(
            f"Cadangan terakhir {health.backup_age // 3600} jam lalu. Periksa: systemctl status aduan-distrik-backup"
        )
    if health.silence is not None and health.silence > limits.silence:
        told.append(
            f"Sudah {health.silence // 86_400} hari tidak satu kantor pun datang. Periksa alamat, sertifikat dan jaringan dari luar."
        )
    return told


def answers(url: str) -> bool:
    """Whether the server at this address says that it is well, within ten seconds."""
    try:
        with urlopen(f"{url.rstrip('/')}/healthz", timeout=10) as answer:
            return answer.status == 200
    except (OSError, ValueError, HTTPException):
        return False


def look(district: District, data: Path) -> Health:
    """Raises Unavailable when the database is away."""
    now = district.now()

    def latest(transaction: Transaction) -> int | None:
        [(seen_at,)] = transaction.rows(_LATEST)
        return seen_at or None

    seen_at = district.database.read(latest)
    try:
        backup_age = max(0, int(now / 1000 - (data / BACKUP_MARK).stat().st_mtime))
    except OSError:
        backup_age = None
    silence = None if seen_at is None else max(0, (now - seen_at) // 1000)
    return Health(shutil.disk_usage(data).free, backup_age, silence)
