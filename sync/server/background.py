"""What a server does while nobody waits for it: parts of a piece of work, each a transaction of its own, for as long as there is some."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from sync.server.database import Unavailable

log = logging.getLogger("aduan-distrik")
EVERY_SECONDS, PAUSE_SECONDS = 10.0, 0.1


@dataclass(frozen=True, slots=True)
class Background:
    """`some` does a part, and says whether it found one. Any number of workers may do so at once."""

    name: str
    some: Callable[[], bool]
    _stopped: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        threading.Thread(target=self._work, name=self.name, daemon=True).start()

    def stop(self) -> None:
        self._stopped.set()

    def once(self) -> None:
        """Does all there is, with a pause between parts for whoever wants to write."""
        while self.some() and not self._stopped.wait(PAUSE_SECONDS):
            pass

    def _work(self) -> None:
        while not self._stopped.wait(EVERY_SECONDS):
            try:
                self.once()
            except Unavailable:
                continue  # requests say so
            except Exception:
                log.exception(self.name)
