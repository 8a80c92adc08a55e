"""A real browser for tests: Debian's Chromium without a window, spoken to in its DevTools protocol over two pipes."""

import base64
import json
import os
import select
import shutil
import signal
from collections.abc import Callable, Iterator
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
PATIENCE = 60  # seconds
READS_FROM, WRITES_TO = 3, 4  # the protocol's own file descriptors
# A field with `autofocus` gets the keyboard when the page is drawn, which may be after it has loaded.
FIELD_HAS_KEYBOARD = """new Promise(done => {
  const look = () => document.activeElement === document.body ? requestAnimationFrame(look) : done();
  look();
})"""


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
    _page: str = ""  # the loader's id of the page that is here
    _loaded: list[str] = field(default_factory=list)

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
            ready, _, _ = select.select([self.back], [], [], PATIENCE)
            assert ready, f"the browser said nothing for {PATIENCE} s"
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
            case "Page.lifecycleEvent" if came["params"]["name"] == "load":
                self._loaded.append(came["params"]["loaderId"])

    def open(self, url: str) -> None:
        wanted = self.call("Page.navigate", url=url)["loaderId"]
        self._until(lambda: wanted in self._loaded)
        self._page = wanted

    def loaded(self) -> None:
        """Waits until another page than the one that was here has come whole."""
        self._until(lambda: self._loaded[-1:] not in ([], [self._page]))
        self._page = self._loaded[-1]

    def _until(self, true: Callable[[], bool]) -> None:
        while not true():
            self._note(self._next())

    def look(self, script: str) -> Any:
        return self.call("Runtime.evaluate", expression=script, returnByValue=True)["result"].get("value")

    def type(self, text: str) -> None:
        """Into the field that has the keyboard, or is just about to get it."""
        self.call("Runtime.evaluate", expression=FIELD_HAS_KEYBOARD, awaitPromise=True)
        self.call("Input.insertText", text=text)

    def key(self, name: str, code: int, text: str = "") -> None:
        """Presses a key and lets it go, as 'Tab' (9)."""
        self._key("keyDown", name, code, text)
        self._key("keyUp", name, code)

    def _key(self, kind: str, name: str, code: int, text: str = "") -> None:
        more = {"text": text} if text else {}
        self.call("Input.dispatchKeyEvent", type=kind, key=name, code=name, windowsVirtualKeyCode=code, **more)

    def enter(self) -> None:
        """Enter in a form, and the page that it brings. The key isn't let go: a page that is gone would never say that it was."""
        self._key("keyDown", "Enter", 13, "\r")
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
    # Away from the numbers that they get in the browser, one of which may be the other's here.
    import fcntl  # Windows has none, and no such browser

    theirs = [fcntl.fcntl(one, fcntl.F_DUPFD_CLOEXEC, 10) for one in (down, up)]
    silent = os.open(os.devnull, os.O_RDWR)
    placed = zip((*theirs, silent, silent), (READS_FROM, WRITES_TO, 1, 2), strict=True)
    command = [PROGRAM, *FLAGS, f"--user-data-dir={profile}", "about:blank"]
    # Not by a fork of this process, whose threads may hold what the child would wait for.
    process = os.posix_spawn(
        PROGRAM, command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, one, number) for one, number in placed]
    )
    for one in (down, up, silent, *theirs):
        os.close(one)
    try:
        browser = Chromium(to, back)
        target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        browser.session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Log", "Network", "Runtime"):
            browser.call(f"{domain}.enable")
        browser.call("Page.setLifecycleEventsEnabled", enabled=True)
        yield browser
    finally:
        os.close(to)
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(back)
