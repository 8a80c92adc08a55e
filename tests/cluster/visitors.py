"""Coordinators who click through the district's pages while the cluster is broken."""

from __future__ import annotations

import random
import time
from http import HTTPStatus

from tests.cluster.cluster import District
from tests.cluster.patient import Patient
from tests.cluster.process import NeverCame

NAME, PASSWORD = "Rahma", "kata sandi koordinator yang panjang"
PAGES = ("/aduan", "/", "/pemantauan", "/pekan", "/aduan?cari=jembatan")
THINKS = 0.5  # seconds at most between two clicks


class Visitor(Patient):
    """One browser. `waits`: seconds from a click to its page, the tries between included."""

    def __init__(self, district: District, seed: int) -> None:
        super().__init__(district, f"a page of {district.code}")
        self.waits: list[float] = []
        self._chance = random.Random(f"{seed} visitor")

    def turn(self) -> None:
        page = self._chance.choice(PAGES)
        began = time.monotonic()
        answer = self.ask("GET", page, {})
        if answer.url.endswith("/masuk"):
            self._log_in()
            return
        self.waits.append(time.monotonic() - began)
        if answer.status_code != HTTPStatus.OK:
            raise NeverCame(f"{page}: {answer.status_code}")
        self.stopping.wait(self._chance.uniform(0, THINKS))

    def _log_in(self) -> None:
        fields = {"name": NAME, "password": PASSWORD, "code": ""}
        answer = self.ask("POST", "/masuk", {"Origin": self.district.address}, fields)
        if answer.status_code != HTTPStatus.OK or answer.url.endswith("/masuk"):
            raise NeverCame(f"log in: {answer.status_code}")


def open_account(district: District) -> None:
    """The coordinator's, which all visitors of this district share."""
    district.run("admin", "create", NAME, ADUAN_DISTRIK_PASSWORD=PASSWORD)
