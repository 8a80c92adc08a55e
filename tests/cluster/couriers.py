"""PCs that bring attachments in pieces while the cluster is broken, and fetch them again at the end."""

from __future__ import annotations

import random
import secrets
import time
from base64 import b64encode
from hashlib import sha256

import requests

from complaints.events import Attached
from tests.cluster.cluster import District
from tests.cluster.patient import LATER, SECONDS, Patient
from tests.cluster.process import NeverCame
from tests.sync.server.pcs import TODAY, Pc


class Courier(Patient):
    """One PC of a village. `brought`: of each file that was acknowledged whole the hash, with its size; `longest`: seconds for one."""

    def __init__(self, district: District, unit: str, seed: int) -> None:
        super().__init__(district, f"a file of {unit}")
        self.brought: dict[str, int] = {}
        self.longest = 0.0
        self._chance = random.Random(f"{seed} {unit}")
        self._pc = Pc(self._post, unit)
        with district.desk() as desk:
            self._pc.enrol(desk.issue_code(unit))

    def turn(self) -> None:
        began = time.monotonic()
        self._bring(secrets.token_bytes(self._chance.randrange(20_000, 600_000)))
        self.longest = max(self.longest, time.monotonic() - began)

    def check(self) -> None:
        """Every file that was acknowledged comes back as it was. Raises NeverCame."""
        for name, size in self.brought.items():
            answer = self._ask("GET", f"/v1/files/{name}", {})
            if answer.status_code != 200 or len(answer.content) != size or sha256(answer.content).hexdigest() != name:
                raise NeverCame(f"{self.name}: {name} was acknowledged, and {answer.status_code} came back")

    def events(self) -> list[tuple[str, int]]:
        return [(self._pc.id, seq) for seq in range(1, len(self._pc.chain) + 1)]

    def _bring(self, content: bytes) -> None:
        name = sha256(content).hexdigest()
        case = self._pc.record(f"{self._pc.unit} berlampiran")
        self._pc.write(Attached(TODAY, name, "foto.jpg", "image/jpeg", len(content)), case)
        while self._pc.acknowledged < len(self._pc.chain):
            self._pc.exchange()
        place, offset = self._create(name, len(content))
        while offset < len(content):
            piece = content[offset : offset + self._chance.randrange(50_000, 200_000)]
            more = {"Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
            answer = self._ask("PATCH", place, more, piece)
            if answer.status_code == 204:
                offset = int(answer.headers["Upload-Offset"])
            elif answer.status_code == 409:
                offset = int(self._ask("HEAD", place, {}).headers["Upload-Offset"])
            elif answer.status_code == 404:
                place, offset = self._create(name, len(content))
            else:
                raise NeverCame(f"{self.name}: {answer.status_code} {answer.text[:200]}")
        self.brought[name] = len(content)

    def _create(self, name: str, size: int) -> tuple[str, int]:
        metadata = f"sha256 {b64encode(name.encode()).decode()}"
        answer = self._ask("POST", "/v1/files", {"Upload-Length": str(size), "Upload-Metadata": metadata})
        if answer.status_code != 201:
            raise NeverCame(f"{self.name}: {answer.status_code} {answer.text[:200]}")
        return answer.headers["Location"], int(answer.headers["Upload-Offset"])

    def _ask(self, method: str, path: str, more: dict[str, str], content: bytes = b"") -> requests.Response:
        return self.ask(
            method, path, {"Authorization": f"Bearer {self._pc.token}", "Tus-Resumable": "1.0.0"} | more, content
        )

    def _post(self, path: str, token: str, body: bytes, encoding: str) -> tuple[int, bytes, str]:
        """As pcs.Post wants it, whose bodies are not decoded."""
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/msgpack"}
        if encoding:
            headers["Content-Encoding"] = encoding
        while True:
            try:
                with requests.post(
                    self.district.address + path, body, headers=headers, timeout=SECONDS, stream=True
                ) as answer:
                    raw = answer.raw.read(decode_content=False)
            except requests.RequestException:
                self.wait(0)
                continue
            if answer.status_code not in LATER:
                return answer.status_code, raw, answer.headers.get("Content-Encoding", "")
            self.wait(answer.status_code)
