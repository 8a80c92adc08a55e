"""What encryption at rest costs the district: seconds of its processor, beside the same on a plain disk. `python -m tests.bench at_rest`."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

from sync.server.backup import back_up
from sync.server.filing import Filing
from sync.server.options import ServerOptions
from sync.server.private_key import make
from sync.server.uploads import Upload
from tests.bench import seed
from tests.bench.figure import Figure
from tests.sync.server.pcs import SAOTANRE, Pc

EVENTS, POLLS, FILES, FILE_BYTES = 5_000, 2_000, 40, 1_000_000
ROUNDS = 3


def figures(*, small: bool) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="at-rest-", dir=seed.place()) as folder:
        times: dict[str, dict[bool, float]] = {}
        for turn in range(1 if small else ROUNDS):
            for encrypt in (False, True):
                place = Path(folder) / f"{turn}-{encrypt}"
                for name, seconds in _once(place, encrypt=encrypt):
                    best = times.setdefault(name, {})
                    best[encrypt] = min(seconds, best.get(encrypt, seconds))
        for name, both in times.items():
            yield Figure.of(name, both[True], "s", both[False], "the floor is the same on a plain disk")


def _once(place: Path, *, encrypt: bool) -> Iterator[tuple[str, float]]:
    options = ServerOptions(place, encrypt=encrypt)
    district = options.open()

    def post(path: str, token: str, body: bytes, encoding: str) -> tuple[int, bytes, str]:
        answer = district.post(path, token, body, encoding)
        return int(answer.status), answer.body, answer.encoding

    office, reader = Pc(post), Pc(post)
    for pc in (office, reader):
        pc.enrol(district.issue_code(SAOTANRE))
    for number in range(EVENTS // 5):
        case = office.record("Jembatan gantung putus talinya " * 10, name=f"Orang {number}")
        for _ in range(4):
            office.note(case, "Sudah ditinjau bersama kepala dusun")
    yield f"{EVENTS:,} events pushed", _timed(office.sync)
    yield f"{EVENTS:,} events pulled", _timed(reader.sync)
    yield f"{POLLS:,} idle polls", _timed(lambda: [reader.exchange() for _ in range(POLLS)])
    contents = [os.urandom(FILE_BYTES) for _ in range(FILES)]
    filing = Filing(district, options.shelf(), options.uploads())
    megabytes = FILES * FILE_BYTES // 1_000_000
    yield f"{megabytes} MB of attachments kept", _timed(lambda: [_keep(filing, content) for content in contents])
    yield f"{megabytes} MB of attachments read", _timed(lambda: [_read(options, content) for content in contents])
    public = make(place.with_suffix(".key"))
    yield "backup of it, to a public key", _timed(lambda: back_up(options, place.with_suffix(".cadangan"), public))
    yield "backup of it, a plain tar", _timed(lambda: back_up(options, place.with_suffix(".tar")))
    district.database.engine.dispose()


def _keep(filing: Filing, content: bytes) -> None:
    name = sha256(content).hexdigest()
    upload = Upload(name, name, len(content), SAOTANRE)
    filing.uploads.begin(upload)
    for start in range(0, len(content), 262_144):
        filing.uploads.append(upload.id, start, content[start : start + 262_144])
    filing.finish(upload)


def _read(options: ServerOptions, content: bytes) -> None:
    read = b"".join(options.shelf().pieces(sha256(content).hexdigest(), 0, len(content)))
    assert read == content


def _timed(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began
