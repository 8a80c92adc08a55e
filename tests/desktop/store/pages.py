"""What really stands in the files of a store, free space and journal included: every page decrypted, without SQLite's help.

SQLCipher 4 with a raw key: pages of 4096 bytes, AES-256-CBC, at their end the vector and an HMAC; the first begins with the salt.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from complaints.events import Attached, decode
from desktop.store.attachments import Attachments
from desktop.store.backup import DATABASE, SUFFIX, extract, read_manifest
from desktop.store.database import connect

PAGE, RESERVE, VECTOR, SALT = 4096, 80, 16, 16
JOURNAL_HEAD, FRAME_HEAD = 32, 24


def everything(folder: Path, key: bytes) -> bytes:
    """All that the pages of the database and its write-ahead log hold."""
    aes = _Aes(key)
    database = folder / DATABASE
    found = [_opened(page, number == 0, aes) for number, page in enumerate(_cut(database.read_bytes(), 0, 0))]
    journal = folder / f"{DATABASE}-wal"
    if journal.exists():
        content = journal.read_bytes()
        heads = range(JOURNAL_HEAD, len(content) - PAGE, FRAME_HEAD + PAGE)
        first = [int.from_bytes(content[at : at + 4], "big") == 1 for at in heads]
        pages = _cut(content, JOURNAL_HEAD, FRAME_HEAD)
        found += [_opened(page, is_first, aes) for page, is_first in zip(pages, first, strict=True)]
    return b"".join(found)


def left_behind(folder: Path, key: bytes, words: Iterable[str]) -> list[str]:
    """Which of these words stand anywhere in a data folder for who has its key: in the pages of the database and its journal, in
    attachments by the hashes that the log names, in backups, and as they are in any other file.
    """
    found = [everything(folder, key), *_attachments(folder, key)]
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        if file.suffix == SUFFIX:
            found.append(_of_backup(file, key))
        elif file.name not in (DATABASE, f"{DATABASE}-wal"):
            found.append(file.read_bytes())
    every = b"".join(found)
    return [word for word in words if any(word.encode(coding) in every for coding in ("utf-8", "utf-16-le"))]


def _attachments(folder: Path, key: bytes) -> Iterator[bytes]:
    """The content of every attachment. One that no event names would be for nobody to find but this test."""
    kept = Attachments(folder, key)
    unnamed = set(kept.files())
    connection = connect(folder / DATABASE, key, mode="ro")
    try:
        for (content,) in connection.execute("SELECT content FROM event").fetchall():
            step = decode(content).step
            if isinstance(step, Attached) and kept.path(step.sha256) in unnamed:
                unnamed.remove(kept.path(step.sha256))
                yield kept.load(step.sha256)
    finally:
        connection.close()
    assert not unnamed


def _of_backup(file: Path, key: bytes) -> bytes:
    with TemporaryDirectory() as place:
        extract(file, read_manifest(file), DATABASE, Path(place) / DATABASE)
        return everything(Path(place), key)


def _cut(content: bytes, start: int, head: int) -> Iterator[bytes]:
    for at in range(start + head, len(content) - PAGE + 1, head + PAGE):
        yield content[at : at + PAGE]


def _opened(page: bytes, first: bool, aes: "_Aes") -> bytes:
    vector = page[PAGE - RESERVE : PAGE - RESERVE + VECTOR]
    return aes.opened(page[SALT if first else 0 : PAGE - RESERVE], vector)


def _doubled(a: int) -> int:
    return (a << 1 ^ 0x11B) & 0xFF if a & 0x80 else a << 1


def _times(a: int, b: int) -> int:
    product = 0
    while b:
        product ^= a if b & 1 else 0
        a, b = _doubled(a), b >> 1
    return product


def _substitutions() -> list[int]:
    inverse = [0] + [next(b for b in range(256) if _times(a, b) == 1) for a in range(1, 256)]
    return [
        a ^ 0x63 ^ (a << 1 | a >> 7) & 255 ^ (a << 2 | a >> 6) & 255 ^ (a << 3 | a >> 5) & 255 ^ (a << 4 | a >> 4) & 255
        for a in inverse
    ]


class _Aes:
    """AES-256, decrypting in CBC mode (FIPS 197), by the tables of the equivalent inverse cipher."""

    def __init__(self, key: bytes) -> None:
        box = _substitutions()
        self._inverse = bytes(box.index(a) for a in range(256))
        by = [[_times(a, factor) for a in range(256)] for factor in (14, 9, 13, 11)]
        mixed = [int.from_bytes(bytes(by[i][a] for i in range(4)), "big") for a in range(256)]
        self._tables = [
            [((word := mixed[self._inverse[a]]) >> 8 * turn | word << 32 - 8 * turn) & 0xFFFFFFFF for a in range(256)]
            for turn in range(4)
        ]
        words = [int.from_bytes(key[i : i + 4], "big") for i in range(0, 32, 4)]
        constant = 1
        for i in range(8, 60):
            word = words[-1]
            if i % 8 == 0:
                word = (word << 8 | word >> 24) & 0xFFFFFFFF
            if i % 4 == 0:
                word = int.from_bytes(bytes(box[b] for b in word.to_bytes(4, "big")), "big")
            if i % 8 == 0:
                word ^= constant << 24
                constant = _doubled(constant)
            words.append(words[-8] ^ word)
        self._rounds = [words[i : i + 4] for i in range(56, -1, -4)]
        for one in self._rounds[1:14]:
            one[:] = [
                int.from_bytes(
                    bytes(
                        by[0][w[r]] ^ by[3][w[(r + 1) % 4]] ^ by[2][w[(r + 2) % 4]] ^ by[1][w[(r + 3) % 4]]
                        for r in range(4)
                    ),
                    "big",
                )
                for w in (word.to_bytes(4, "big") for word in one)
            ]

    def opened(self, content: bytes, vector: bytes) -> bytes:
        found, before = bytearray(), int.from_bytes(vector, "big")
        for at in range(0, len(content), 16):
            block = content[at : at + 16]
            found += (self._block(block) ^ before).to_bytes(16, "big")
            before = int.from_bytes(block, "big")
        return bytes(found)

    def _block(self, block: bytes) -> int:
        t0, t1, t2, t3 = self._tables
        first = self._rounds[0]
        a, b, c, d = (int.from_bytes(block[4 * i : 4 * i + 4], "big") ^ first[i] for i in range(4))
        for k in self._rounds[1:14]:
            a, b, c, d = (
                t0[a >> 24] ^ t1[d >> 16 & 255] ^ t2[c >> 8 & 255] ^ t3[b & 255] ^ k[0],
                t0[b >> 24] ^ t1[a >> 16 & 255] ^ t2[d >> 8 & 255] ^ t3[c & 255] ^ k[1],
                t0[c >> 24] ^ t1[b >> 16 & 255] ^ t2[a >> 8 & 255] ^ t3[d & 255] ^ k[2],
                t0[d >> 24] ^ t1[c >> 16 & 255] ^ t2[b >> 8 & 255] ^ t3[a & 255] ^ k[3],
            )
        inverse, last, state = self._inverse, self._rounds[14], (a, b, c, d)
        whole = 0
        for i in range(4):
            word = 0
            for row in range(4):
                word = word << 8 | inverse[state[(i - row) % 4] >> 24 - 8 * row & 255]
            whole = whole << 32 | word ^ last[i]
        return whole
