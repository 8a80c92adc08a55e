"""Attachments in a bucket (s3://…), through obstore."""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import IO, TYPE_CHECKING

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from complaints.errors import OfficeError
from complaints.phrases import phrase
from sync.disk.renaming import remove
from sync.server.shelf_pieces import PIECE, ShelfAway

if TYPE_CHECKING:
    from obstore import ObjectMeta
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
        with part.open("rb") as file:
            self.put(sha256, file)
        remove(part)

    # What is on its way in lies beside (shared_uploads.py) -----------------------------------------------------------

    def put(self, name: str, content: bytes | IO[bytes]) -> None:
        """An iterator that itself asks the bucket would end the process."""
        with _answering():
            obstore.put(self._store, name, content)

    def get(self, name: str) -> bytes:
        """Raises FileNotFoundError."""
        with _answering():
            return bytes(obstore.get(self._store, name).bytes())

    def sizes(self, prefix: str) -> dict[str, tuple[int, float]]:
        """The size of each object below, and when it was put there (seconds since 1970), by its name."""
        with _answering():
            found: Sequence[ObjectMeta] = obstore.list(self._store, prefix).collect()  # pyright: ignore[reportUnknownMemberType] - for Arrow's sake
        return {entry["path"]: (entry["size"], entry["last_modified"].timestamp()) for entry in found}

    def forget_old(self, prefix: str, before: float) -> None:
        """Removes what was put below before that moment."""
        self.remove([name for name, (_, put_at) in self.sizes(prefix).items() if put_at < before])

    def remove(self, names: Sequence[str]) -> None:
        """Those that are gone already are no matter."""
        for name in names:
            with _answering(), suppress(FileNotFoundError):
                obstore.delete(self._store, name)

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
