"""Runs the server: one process or several behind one socket, until SIGTERM; requests under way are finished first."""

import gc
import logging
import os
import signal
import socket
import ssl
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import uvicorn
from uvicorn.supervisors import Multiprocess

from complaints.errors import OfficeError
from complaints.phrases import phrase
from sync.server import logs
from sync.server.bounded import Bounded
from sync.server.options import ServerOptions
from sync.server.public_address import PublicAddress
from sync.working_folder import working_folder

if TYPE_CHECKING:
    from sync.server.app import Application
    from sync.server.district import District

log = logging.getLogger("aduan-distrik")
GRACE_SECONDS = 20
BACKLOG = 2048
MOST_CONNECTIONS = 4000  # of one process
OPEN_FILES = 16_384


class AddressTaken(OfficeError):
    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(
            phrase(
                "Tidak dapat mendengarkan di {host}:{port} ({reason}). Pilih --port lain, atau hentikan program "
                "yang memakainya.",
                host=host,
                port=port,
                reason=reason,
            )
        )


class OneProcessOnly(OfficeError):
    """Windows can't hand one listening socket to several processes in a way that each gets its share."""

    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Di Windows server berjalan sebagai satu proses, cukup untuk kabupaten kecil. Jalankan tanpa --workers; untuk "
                "lebih banyak proses pakailah Linux. Server tidak dijalankan."
            )
        )


class CertificateUnusable(OfficeError):
    def __init__(self, certificate: Path, key: Path, error: OSError) -> None:
        super().__init__(
            phrase(
                "Sertifikat {certificate} dan kuncinya {key} tidak dapat dipakai ({fault}). Keduanya harus PEM "
                "yang berpasangan dan tanpa kata sandi; server tidak dijalankan.",
                certificate=str(certificate),
                key=str(key),
                fault=str(getattr(error, "reason", "") or error.strerror),
            )
        )


@dataclass(frozen=True, slots=True)
class Serving:
    """How to serve. `proxy` are the addresses whose X-Forwarded-For and -Proto are believed. `reminds`: with the daily round.

    Paces are requests a minute: of one device, and of one address that enrols or comes with an unknown token.
    """

    options: ServerOptions
    host: str = "127.0.0.1"
    port: int = 8080
    workers: int = 1
    certificate: Path | None = None
    key: Path | None = None
    proxy: tuple[str, ...] = field(default=())
    public: PublicAddress | None = None
    device_pace: int = 600
    address_pace: int = 60
    reminds: bool = True


def serve(serving: Serving) -> None:
    """Blocks until the process is told to stop. Raises OfficeError when it can't start."""
    if sys.platform == "win32" and serving.workers > 1:
        raise OneProcessOnly
    logs.start()
    signal.signal(signal.SIGTERM, _stop)
    _try_certificate(serving)
    _allow_open_files()
    serving.options.shelf()
    serving.options.open().database.engine.dispose()  # tables and keys are made, or refused, before any worker starts
    config = uvicorn.Config(
        partial(application, serving),
        factory=True,
        host=serving.host,
        port=serving.port,
        workers=serving.workers,
        http=Bounded,
        ws="none",
        lifespan="off",
        access_log=False,
        log_config=None,
        server_header=False,
        date_header=False,
        proxy_headers=bool(serving.proxy),
        forwarded_allow_ips=list(serving.proxy) or None,
        timeout_graceful_shutdown=GRACE_SECONDS,
        timeout_keep_alive=75,
        backlog=BACKLOG,
        limit_concurrency=MOST_CONNECTIONS,
        ssl_certfile=serving.certificate,
        ssl_keyfile=serving.key,
    )
    listening = _listen(serving)
    host, port = listening.getsockname()[:2]
    with working_folder("aduan-distrik-") as figures:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(figures)
        log.info("listening", extra={"host": host, "port": port, "workers": serving.workers})
        if serving.workers > 1:
            Multiprocess(config, sockets=[listening]).run()
        else:
            server = uvicorn.Server(config)
            _reload_certificate(serving, config)
            # Also before it listens to signals itself: one that came while its loop begins ended it in the middle of that.
            signal.signal(signal.SIGTERM, server.handle_exit)
            server.run(sockets=[listening])
    log.info("stopped")


def _reload_certificate(serving: Serving, config: uvicorn.Config) -> None:
    """At SIGHUP what stands in the certificate's files now holds for new connections; with several processes uvicorn starts them anew."""
    if serving.certificate is None or sys.platform == "win32":
        return
    config.load()
    context, certificate, key = config.ssl, serving.certificate, serving.key

    def reload(_signal: int, _frame: FrameType | None) -> None:
        try:
            _try_certificate(serving)
            if context is not None:
                context.load_cert_chain(certificate, key)
        except (CertificateUnusable, OSError) as error:
            log.warning("certificate kept", extra={"reason": type(error).__name__})
        else:
            log.info("certificate read")

    signal.signal(signal.SIGHUP, reload)


def _allow_open_files() -> None:
    """As many connections as a process takes need more open files than a shell gives at first; Windows has no such limit."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    target = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < target:
        resource.setrlimit(resource.RLIMIT_NOFILE, (target, hard))


def application(serving: Serving) -> "Application":
    """What each worker runs; spawned processes start without the parent's logging."""
    from sync.server.app import build  # only here: what it counts with looks at the environment when it is imported
    from sync.server.background import Background
    from sync.server.daily_round import Runner
    from sync.server.refold import follow_older
    from sync.server.search_index import enter_some

    logs.start()
    app = build(serving.options, serving.device_pace, serving.address_pace, serving.public)
    threading.Thread(target=_prepare, args=(app.district,), name="prepare", daemon=True).start()
    Background("search index", partial(enter_some, app.district.database)).start()
    Background("rows of an older version", partial(follow_older, app.district)).start()
    if serving.reminds:
        Runner(app.district, str(serving.public or "")).start()
    # A push makes tens of thousands of values that all live as long as it: looking for garbage among them each 700 costs a fifth.
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    return app


def _prepare(district: "District") -> None:
    with suppress(OfficeError):  # the database may be away; requests say so
        district.prepare()


def _stop(_signal: int, _frame: FrameType | None) -> None:
    log.info("stopped")
    raise SystemExit(0)


def _try_certificate(serving: Serving) -> None:
    """Before anything is opened: uvicorn would end with a traceback, or ask a terminal for the key's password."""
    if serving.certificate is None or serving.key is None:
        return
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(serving.certificate, serving.key, password=lambda: "")
    except OSError as error:
        raise CertificateUnusable(serving.certificate, serving.key, error) from error


def _listen(serving: Serving) -> socket.socket:
    """The socket, open before the first worker starts: a port in use is one clear line, and clients wait instead of being refused."""
    family = socket.AF_INET6 if ":" in serving.host else socket.AF_INET
    listening = socket.socket(family)
    if sys.platform == "win32":  # there, SO_REUSEADDR lets a second server take the port of the first
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((serving.host, serving.port))
    except OSError as error:
        listening.close()
        raise AddressTaken(serving.host, serving.port, error.strerror or "") from None
    listening.listen(BACKLOG)
    listening.set_inheritable(True)
    return listening
