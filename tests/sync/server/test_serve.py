"""The server as a process on a socket: it starts at once, on nothing but a folder."""

import json
import subprocess
import sys
from pathlib import Path

import requests

from tests.sync.server.pcs import GUNUNG_PERAK, SAOTANRE, Pc
from tests.sync.server.processes import code_for, command, serving


def test_two_offices_exchange_a_forwarded_complaint_through_a_fresh_server(tmp_path: Path):
    with serving(tmp_path) as server:
        assert requests.get(server.url + "/healthz", timeout=10).status_code == 200
        saotanre, gunung_perak = Pc(server.post), Pc(server.post, GUNUNG_PERAK)
        saotanre.enrol(code_for(tmp_path, SAOTANRE))
        gunung_perak.enrol(code_for(tmp_path, GUNUNG_PERAK))

        kept = saotanre.record("Jalan rusak")
        handed = saotanre.record("Jembatan putus", name="Andi Baso")
        saotanre.forward(handed, GUNUNG_PERAK)
        assert saotanre.sync() == []

        assert [event.complaint for event in gunung_perak.sync()] == [handed, handed]
        assert gunung_perak.received_keys == saotanre.keys
        gunung_perak.note(handed, "Sudah kami lihat")
        gunung_perak.sync()
        assert [event.unit for event in saotanre.sync()] == [GUNUNG_PERAK]
        assert kept not in {event.complaint for event in gunung_perak.events()}


def test_what_was_acknowledged_is_there_after_a_restart(tmp_path: Path):
    with serving(tmp_path) as server:
        first = Pc(server.post)
        first.enrol(code_for(tmp_path, SAOTANRE))
        first.record()
        first.sync()
    with serving(tmp_path) as server:
        second = Pc(server.post)
        second.enrol(code_for(tmp_path, SAOTANRE))
        assert [event.id for event in second.sync()] == [f"{first.id}-1"]
        assert (first.letter, second.letter) == ("A", "B")


def test_a_stopped_server_ends_by_itself(tmp_path: Path):
    with serving(tmp_path) as server:
        server.process.terminate()
        assert server.process.wait(20) == 0


STOPPED_AT_ONCE = """
import os, signal, sys, uvicorn.server
begins = uvicorn.server.asyncio_run
def run(*given, **named):
    os.kill(os.getpid(), signal.SIGTERM)
    return begins(*given, **named)
uvicorn.server.asyncio_run = run
from sync.server.__main__ import main
raise SystemExit(main(sys.argv[1:]))
"""


def test_a_server_stopped_while_it_begins_ends_as_quietly(tmp_path: Path):
    words = command(tmp_path, "serve", "--port", "0")[3:]
    done = subprocess.run(
        [sys.executable, "-c", STOPPED_AT_ONCE, *words], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0
    assert [json.loads(line)["event"] for line in done.stderr.splitlines()] == ["listening", "stopped"]
