"""What the server counts, for Prometheus; with several processes the figures of all of them together.

The folder in PROMETHEUS_MULTIPROC_DIR is to be set before this module is imported: serving.py does.
"""

import ipaddress
import os

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import REGISTRY
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

FOLDER = "PROMETHEUS_MULTIPROC_DIR"

REQUESTS = Counter("aduan_requests", "Requests answered", ["path", "status"])
SECONDS = Histogram(
    "aduan_request_seconds", "Time to answer", ["path"], buckets=(0.005, 0.02, 0.1, 0.5, 2, 10)
)  # fmt: skip
RECEIVED = Counter("aduan_received_bytes", "Bytes of bodies received")
SENT = Counter("aduan_sent_bytes", "Bytes of bodies sent")


def is_from_near(request: Request) -> bool:
    """Whether it is asked from this machine or a private network; not through a proxy from outside."""
    host = request.client.host if request.client else ""
    return _is_near(host) and "x-forwarded-for" not in request.headers and "forwarded" not in request.headers


def show(request: Request, gauges: str = "") -> Response:
    """The figures, for whoever asks from near, with these lines of others behind them."""
    if not is_from_near(request):
        return PlainTextResponse("not from here\n", 403)
    registry = REGISTRY
    if FOLDER in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)
    return Response(generate_latest(registry) + gauges.encode(), media_type="text/plain; version=0.0.4")


def _is_near(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_private
