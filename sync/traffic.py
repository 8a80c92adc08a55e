"""Counts what goes over the wire."""

from dataclasses import dataclass


@dataclass(slots=True)
class Traffic:
    """What went over the wire, in bytes of HTTP: lines, headers and bodies. TLS and TCP come on top of it."""

    requests: int = 0
    sent: int = 0
    received: int = 0
