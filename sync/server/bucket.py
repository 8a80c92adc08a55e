"""Attachments in a bucket (s3://…), through obstore."""

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from complaints.errors import OfficeError
from complaints.phrases import phrase
from sync.disk.renaming import remove
from sync.server.shelf_pieces import PIECE, ShelfAway

if TYPE_CHECKING:
    from obstore.store import RetryConfig


class UnknownBucket(OfficeError):
    def __init__(self, url: str) -> None:
        super().__init__(
            phrase(
                "Alamat {url} bukan tempat lampiran yang dikenal. Pakailah s3://nama-bucket atau "
                "s3://nama-bucket/awalan.",
                url=url,
            )
        )


class Bucket:
    """Objects under a prefix; credentials and region come from the environment (AWS_ACCESS_KEY_ID, AWS_ENDPOINT…).

    Raises UnknownBucket; what it does, ShelfAway.
    """

    def __init__(self, url: str) -> None:
        # By itself it would try for minutes, and hold a thread so long. A single try ends after 30 s.
        retry: RetryConfig = {"max_retries": 2, "retry_timeout": timedelta(seconds=10)}
        try:
            self._store = S3Store.from_url(url, retry_config=retry)
        except (BaseError, ValueError) as error:
            raise UnknownBucket(url) from error

    def keep(self, sha256: str, part: Path, _pieces: Callable[[], Iterator[bytes]], /) -> None:
        with part.open("rb") as file, _answering():
            obstore.put(self._store, sha256, file)
        remove(part)

    def pieces(self, sha256: str, start: int, end: int) -> Iterator[bytes]:
        while start < end:
            length = min(4 * PIECE, end - start)
            with _answering():
                piece = bytes(obstore.get_range(self._store, sha256, start=start, length=length))
            yield piece
            start += length

    def has(self, sha256: str) -> bool:
        try:
            with _answering():
                obstore.head(self._store, sha256)
        except FileNotFoundError:
            return False
        return True


@contextmanager
def _answering() -> Generator[None]:
    try:
        yield
    except FileNotFoundError:
        raise
    except (BaseError, OSError) as error:
        raise ShelfAway(type(error).__name__) from error
