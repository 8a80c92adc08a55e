"""Somebody who goes on asking the district while it is broken: a thread, and requests that are repeated until there is an answer."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Mapping
from threading import Event, Thread

import requests

from tests.cluster.cluster import District
from tests.cluster.process import NeverCame

PAUSE, SECONDS = 0.3, 40.0
LONGEST = 300.0  # seconds for what is under way when it is to stop
LATER = frozenset({429, 502, 503, 504})  # what a busy district or a proxy before it answers; a 500 is a fault


class Patient(ABC):
    """`statuses` counts the answers that only meant 'later', 0 where none came."""

    def __init__(self, district: District, name: str) -> None:
        self.district = district
        self.name = name
        self.statuses: Counter[int] = Counter()
        self.stopping = Event()
        self._crashes: list[BaseException] = []
        self._session = requests.Session()
        self._thread: Thread | None = None

    @abstractmethod
    def turn(self) -> None:
        """Does one thing, however long it takes."""

    def start(self) -> None:
        self.stopping.clear()
        self._thread = Thread(target=self._work, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Raises NeverCame, or what went wrong meanwhile."""
        self.stopping.set()
        if self._thread is not None:
            self._thread.join(LONGEST)
            if self._thread.is_alive():
                raise NeverCame(f"{self.name} never came to an end: {dict(self.statuses)}")
        if self._crashes:
            raise self._crashes[0]

    def ask(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        content: bytes | Mapping[str, str] = b"",
    ) -> requests.Response:
        """The first answer that is no 'later'. A cut connection is asked anew."""
        while True:
            try:
                answer = self._session.request(
                    method, self.district.address + path, headers=headers, data=content, timeout=SECONDS
                )
            except requests.RequestException:
                self.wait(0)
                continue
            if answer.status_code not in LATER:
                return answer
            self.wait(answer.status_code)

    def wait(self, status: int) -> None:
        self.statuses[status] += 1
        time.sleep(PAUSE)

    def _work(self) -> None:
        try:
            while not self.stopping.is_set():
                self.turn()
        except BaseException as error:  # noqa: BLE001 - told by stop(), in the thread that asks
            self._crashes.append(error)
