"""Bundles of other offices, carried over this one's network: handed in, and their answers fetched, each going on at the byte."""

from collections.abc import Callable
from hashlib import sha256
from typing import BinaryIO

from sync.client import Client, Piece
from sync.files import PiecePace
from sync.refusals import Interrupted, SyncCancelled

PIECE = 1024 * 1024


class HandIn:
    """Hands bundles in over one connection. `budget` is how many bytes may still go today, as it stands now; None for no limit."""

    def __init__(
        self, client: Client, seconds: Callable[[], float], wait: Callable[[float], None], goes_on: Callable[[], bool],
        budget: int | None = None,
    ) -> None:  # fmt: skip
        self._client = client
        self._seconds = seconds
        self._goes_on = goes_on
        self._pace = PiecePace(wait, budget)

    @property
    def budget(self) -> int | None:
        return self._pace.budget

    def send(self, token: str, file: BinaryIO) -> None:
        """Returns when the district has read it. Raises DistrictRefused when it doesn't take it, NoNetwork, DayLimit or Cancelled."""
        name, size = _measured(file)
        place, offset, breaks = "", -1, 0
        while offset < size:
            if not self._goes_on():
                raise SyncCancelled
            self._pace.check()
            start = self._seconds()
            try:
                if offset < 0:
                    place, offset = self._client.create_bundle(token, name, size)
                    continue
                file.seek(offset)
                now = self._client.append(token, place, offset, file.read(min(self._pace.size, size - offset)))
            except Interrupted:
                now = None
                self._pace.halve()
            if now is None:
                offset, breaks = -1, breaks + 1
                self._pace.pause(breaks)
                continue
            self._pace.count(now - offset)
            offset, breaks = now, 0
            self._pace.adapt(self._seconds() - start)


class AnswerClient(Client):
    """Fetches answers where a Download asks for files: by the unit that they are for. `known` are the answers that are here already."""

    def __init__(self, client: Client, known: Callable[[str], str]) -> None:
        super().__init__(client.carrier)
        self._known = known

    def fetch(self, token: str, original: str, start: int, size: int) -> Piece | None:
        return self.fetch_answer(token, original, start, size, self._known(original))


def _measured(file: BinaryIO) -> tuple[str, int]:
    digest, size = sha256(), 0
    file.seek(0)
    while piece := file.read(PIECE):
        digest.update(piece)
        size += len(piece)
    return digest.hexdigest(), size
