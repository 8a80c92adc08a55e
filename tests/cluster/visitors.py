"""Coordinators who click through the district's pages while the cluster is broken."""

from __future__ import annotations

import random
import time
from collections import Counter
from dataclasses import dataclass, field
from threading import Event, Thread

import requests

from tests.cluster.cluster import District
from tests.cluster.process import NeverCame

NAME, PASSWORD = "Rahma", "kata sandi koordinator yang panjang"
PAGES = ("/aduan", "/", "/pemantauan", "/pekan", "/aduan?cari=jembatan")
PAUSE, THINKS, SECONDS = 0.3, 0.5, 40.0
LATER = frozenset({429, 502, 503, 504})


@dataclass
class Visitor:
    """One browser. `waits`: seconds from a click to its page, the tries between included; `errors`: what was neither a page nor 'later'."""

    district: District
    seed: int
    waits: list[float] = field(default_factory=list[float])
    statuses: Counter[int] = field(default_factory=Counter[int])
    errors: list[str] = field(default_factory=list[str])
    _stop: Event = field(default_factory=Event)
    _thread: Thread | None = None
    _session: requests.Session = field(default_factory=requests.Session)

    def start(self) -> None:
        self._stop.clear()
        self._thread = Thread(target=self._visit, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        if self._thread is not None:
            self._thread.join(300)
            if self._thread.is_alive():
                raise NeverCame(f"a page of {self.district.code} never came")

    def _visit(self) -> None:
        chance = random.Random(f"{self.seed} visitor")
        while not self._stop.is_set():
            page = chance.choice(PAGES)
            began = time.monotonic()
            answer = self._ask("GET", page)
            if answer.url.endswith("/masuk"):
                self._log_in()
                continue
            self.waits.append(time.monotonic() - began)
            if answer.status_code != 200:
                self.errors.append(f"{page}: {answer.status_code}")
            self._stop.wait(chance.uniform(0, THINKS))

    def _log_in(self) -> None:
        fields = {"name": NAME, "password": PASSWORD, "code": ""}
        answer = self._ask("POST", "/masuk", fields)
        if answer.status_code != 200 or answer.url.endswith("/masuk"):
            self.errors.append(f"log in: {answer.status_code}")
            self._stop.wait(PAUSE)

    def _ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> requests.Response:
        """The first answer that is no 'later'."""
        headers = {"Origin": self.district.address}
        while True:
            try:
                answer = self._session.request(
                    method, self.district.address + path, data=fields, headers=headers, timeout=SECONDS
                )
            except requests.RequestException:
                self.statuses[0] += 1
                time.sleep(PAUSE)
                continue
            if answer.status_code not in LATER:
                return answer
            self.statuses[answer.status_code] += 1
            time.sleep(PAUSE)


def open_account(district: District) -> None:
    """The coordinator's, which all visitors of this district share."""
    district.run("admin", "create", NAME, ADUAN_DISTRIK_PASSWORD=PASSWORD)
