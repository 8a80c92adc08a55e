"""Phones and PCs that bring attachments in pieces while the cluster is broken, and fetch them again at the end."""

from __future__ import annotations

import random
import secrets
import time
from base64 import b64encode
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Event, Thread

import requests

from complaints.events import Attached
from sync.server.options import ServerOptions
from tests.cluster.cluster import District
from tests.cluster.process import NeverCame
from tests.sync.server.pcs import TODAY, Pc, Refused

PAUSE = 0.3
SECONDS = 40
LATER = frozenset({429, 500, 502, 503, 504})  # what a proxy or a busy district answers; 500 is counted apart


@dataclass
class Courier:
    """One PC of a village. `brought`: the hash of each file that was acknowledged whole, with its size."""

    district: District
    unit: str
    seed: int
    brought: dict[str, int] = field(default_factory=dict[str, int])
    longest: float = 0.0
    statuses: Counter[int] = field(default_factory=Counter[int])
    crashes: list[BaseException] = field(default_factory=list[BaseException])
    _stop: Event = field(default_factory=Event)
    _thread: Thread | None = None
    _pc: Pc = field(init=False)

    def __post_init__(self) -> None:
        self._pc = Pc(self._post, self.unit)
        options = ServerOptions(
            self.district.folder / "desk", self.district.database, keys=self.district.folder / "district.keys"
        )
        desk = options.open()
        self._pc.enrol(desk.issue_code(self.unit))
        desk.database.engine.dispose()

    def start(self) -> None:
        self._stop.clear()
        self._thread = Thread(target=self._work, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        if self._thread is not None:
            self._thread.join(90)
            if self._thread.is_alive():
                raise NeverCame(f"{self.unit} never brought its file: {dict(self.statuses)}")
        if self.crashes:
            raise self.crashes[0]

    def check(self) -> None:
        """Every file that was acknowledged comes back as it was. Raises NeverCame."""
        for name, size in self.brought.items():
            answer = self._ask("GET", f"/v1/files/{name}", {})
            if answer.status_code != 200 or len(answer.content) != size or sha256(answer.content).hexdigest() != name:
                raise NeverCame(f"{self.unit}: the file {name} was acknowledged, and {answer.status_code} came back")

    def events(self) -> list[tuple[str, int]]:
        return [(self._pc.id, seq) for seq in range(1, len(self._pc.chain) + 1)]

    def _work(self) -> None:
        chance = random.Random(f"{self.seed} {self.unit}")
        try:
            while not self._stop.is_set():
                began = time.monotonic()
                self._bring(secrets.token_bytes(chance.randrange(20_000, 600_000)), chance)
                self.longest = max(self.longest, time.monotonic() - began)
        except BaseException as error:  # noqa: BLE001 - told by stop(), in the thread that asks
            self.crashes.append(error)

    def _bring(self, content: bytes, chance: random.Random) -> None:
        name = sha256(content).hexdigest()
        case = self._pc.record(f"{self.unit} berlampiran")
        self._pc.write(Attached(TODAY, name, "foto.jpg", "image/jpeg", len(content)), case)
        self._until_taken()
        place, offset = self._create(name, len(content))
        while offset < len(content):
            piece = content[offset : offset + chance.randrange(50_000, 200_000)]
            more = {"Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
            answer = self._ask("PATCH", place, more, piece)
            if answer.status_code == 204:
                offset = int(answer.headers["Upload-Offset"])
            elif answer.status_code == 409:
                asked = self._ask("HEAD", place, {})
                offset = int(asked.headers["Upload-Offset"])
            elif answer.status_code == 404:
                place, offset = self._create(name, len(content))
            else:
                raise NeverCame(f"{self.unit}: {answer.status_code} {answer.text[:200]}")
        self.brought[name] = len(content)

    def _create(self, name: str, size: int) -> tuple[str, int]:
        told = f"sha256 {b64encode(name.encode()).decode()}"
        answer = self._ask("POST", "/v1/files", {"Upload-Length": str(size), "Upload-Metadata": told})
        if answer.status_code != 201:
            raise NeverCame(f"{self.unit}: {answer.status_code} {answer.text[:200]}")
        return answer.headers["Location"], int(answer.headers["Upload-Offset"])

    def _until_taken(self) -> None:
        while self._pc.acknowledged < len(self._pc.chain):
            try:
                self._pc.exchange()
            except Refused as refused:
                self.statuses[refused.status] += 1
                if refused.status not in LATER:
                    raise
                time.sleep(PAUSE)

    def _ask(self, method: str, path: str, more: dict[str, str], content: bytes = b"") -> requests.Response:
        """The first answer that is no 'later'. A cut connection is asked anew."""
        headers = {"Authorization": f"Bearer {self._pc.token}", "Tus-Resumable": "1.0.0"} | more
        while True:
            try:
                answer = requests.request(
                    method, self.district.address + path, headers=headers, data=content, timeout=SECONDS
                )
            except requests.RequestException:
                self.statuses[0] += 1
                time.sleep(PAUSE)
                continue
            if answer.status_code not in LATER:
                return answer
            self.statuses[answer.status_code] += 1
            time.sleep(PAUSE)

    def _post(self, path: str, token: str, body: bytes, encoding: str) -> tuple[int, bytes, str]:
        """As pcs.Post wants it; a proxy's own answer or none at all is a 503 without a reason."""
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/msgpack"}
        if encoding:
            headers["Content-Encoding"] = encoding
        try:
            with requests.post(
                self.district.address + path, body, headers=headers, timeout=SECONDS, stream=True
            ) as answer:
                raw = answer.raw.read(decode_content=False)
        except requests.RequestException:
            raise Refused(503, None) from None  # pyright: ignore[reportArgumentType] - nobody answered
        if answer.status_code in LATER:
            raise Refused(answer.status_code, None)  # pyright: ignore[reportArgumentType] - the proxy's own has no message
        return answer.status_code, raw, answer.headers.get("Content-Encoding", "")
