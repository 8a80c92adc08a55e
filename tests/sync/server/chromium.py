"""A real browser for tests: Debian's Chromium without a window, spoken to in its DevTools protocol over two pipes."""

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# Without the last ones it looks for its maker's servers, and complains where there is no network.
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--remote-debugging-pipe",
)  # fmt: skip


@dataclass
class Chromium:
    """One page. `said` collects what the page wrote to its console and what its policy refused, `asked` every address it loaded."""

    to: int
    back: int
    session: str = ""
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    _number: int = 0
    _rest: bytes = b""
    _events: list[dict[str, Any]] = field(default_factory=list)

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        while True:
            came = self._next()
            if came.get("id") == self._number:
                assert "error" not in came, came["error"]
                return came["result"]
            self._note(came)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            piece = os.read(self.back, 1 << 16)
            assert piece, "the browser is gone"
            self._rest += piece
        one, self._rest = self._rest.split(b"\0", 1)
        return json.loads(one)

    def _note(self, came: dict[str, Any]) -> None:
        match came.get("method"):
            case "Log.entryAdded":
                self.said.append(came["params"]["entry"]["text"])
            case "Network.requestWillBeSent":
                self.asked.append(came["params"]["request"]["url"])
            case "Page.loadEventFired":
                self._events.append(came)

    def open(self, url: str) -> None:
        self._events.clear()
        self.call("Page.navigate", url=url)
        self.loaded()

    def loaded(self) -> None:
        """Waits until the page that is coming has come whole."""
        while not self._events:
            self._note(self._next())
        self._events.clear()

    def look(self, script: str) -> Any:
        return self.call("Runtime.evaluate", expression=script, returnByValue=True)["result"].get("value")

    def type(self, text: str) -> None:
        self.call("Input.insertText", text=text)

    def key(self, name: str, code: int, text: str = "") -> None:
        """Presses a key, as 'Tab' (9) or 'Enter' (13, with text '\\r')."""
        for kind in ("keyDown", "keyUp"):
            more = {"text": text} if text and kind == "keyDown" else {}
            self.call("Input.dispatchKeyEvent", type=kind, key=name, code=name, windowsVirtualKeyCode=code, **more)

    def enter(self) -> None:
        """Enter in a form, and the page that it brings."""
        self._events.clear()
        self.key("Enter", 13, "\r")
        self.loaded()

    def size(self, width: int, height: int, *, dark: bool = False) -> None:
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])

    def picture(self, file: Path, *, whole: bool = False) -> None:
        made = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        file.write_bytes(base64.b64decode(made["data"]))


@contextmanager
def browsing(profile: Path) -> Iterator[Chromium]:
    """A browser with an empty profile in this folder."""
    assert PROGRAM is not None
    down, to = os.pipe()
    back, up = os.pipe()

    def pipes() -> None:
        # The protocol's own numbers: it reads from 3 and writes to 4. First away from those, for ours may be the same.
        kept = os.dup(down), os.dup(up)
        os.dup2(kept[0], 3)
        os.dup2(kept[1], 4)

    command = [PROGRAM, *FLAGS, f"--user-data-dir={profile}", "about:blank"]
    process = subprocess.Popen(
        command, preexec_fn=pipes, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(down)
    os.close(up)
    try:
        browser = Chromium(to, back)
        target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        browser.session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Log", "Network", "Runtime"):
            browser.call(f"{domain}.enable")
        yield browser
    finally:
        os.close(to)
        process.terminate()
        process.wait(30)
        os.close(back)
