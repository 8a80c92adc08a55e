"""What the ways to the district (network, stick, relay, invitation) need of an opened office."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine

from desktop.office.upkeep import Upkeep
from desktop.store.attachments import Attachments
from desktop.store.log import Device
from desktop.store.projection import Rules
from desktop.store.settings import Settings
from desktop.store.users import User
from desktop.store.vault import Unlocked, Vault
from desktop.updates.updates import Updates

RELAY_FOLDER = "relay"  # in the office's folder, once something was carried for others


class DistrictBook(Protocol):
    """What the district needs of an opened office."""

    folder: Path
    engine: Engine
    attachments: Attachments
    clock: Callable[[], float]
    settings: Settings
    device: Device
    rules: Rules
    user: User
    vault: Vault
    unlocked: Unlocked
    upkeep: Upkeep

    @property
    def updates(self) -> Updates: ...

    def unit_title(self, code: str) -> str: ...

    @property
    def now_ms(self) -> int: ...

    def after_sync(self) -> None: ...
