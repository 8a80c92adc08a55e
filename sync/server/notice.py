"""The notice: what the district tells all its offices, kept in one row and numbered by version."""

from collections.abc import Callable
from typing import Literal, cast

import msgspec
from msgspec import structs

from complaints.errors import OfficeError
from complaints.phrases import phrase
from complaints.time_zones import ZONES, Zone, zone_of
from sync.messages import BriefNotice, Notice, without_younger_fields
from sync.server.keys import Keys
from sync.server.statement import PortableStatement, Transaction

_LOAD = PortableStatement("SELECT notice, keys, code FROM district WHERE id = 1")
_INSERT = PortableStatement(
    "INSERT INTO district (id, code, version, keys, notice) VALUES (1, :code, :version, :keys, :notice) ON CONFLICT DO NOTHING"
)
_SAVE = PortableStatement("UPDATE district SET code = :code, version = :version, notice = :notice WHERE id = 1")
_ZONE = PortableStatement("SELECT zone, code FROM district WHERE id = 1")
_SET_ZONE = PortableStatement("UPDATE district SET zone = :zone WHERE id = 1")
_LOCK = PortableStatement("SELECT notice FROM district WHERE id = 1", lock=True)


class ForeignKeys(OfficeError):
    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Berkas kunci distrik bukan milik basis data ini: segel dan identitas di dalamnya tidak akan "
                "terbaca. Tidak ada yang diubah; pakailah berkas kunci (district.keys) yang semula."
            )
        )


def establish(transaction: Transaction, keys: Keys) -> None:
    """Founds the district at its first start; later checks that these are its keys, and tells offices when those of sticks are new.

    Raises ForeignKeys.
    """
    notice = Notice(1, "", "", keys.bundle_public, keys.signing_public)
    transaction.run(_INSERT, code="", version=1, keys=keys.id, notice=msgspec.msgpack.encode(notice))
    row = transaction.first(_LOAD)
    if row is None or row[1] != keys.id:
        raise ForeignKeys
    told = msgspec.msgpack.decode(row[0], type=Notice)
    if (told.bundle_key, told.signing_key) != (keys.bundle_public, keys.signing_public):
        change(
            transaction,
            lambda current: structs.replace(current, bundle_key=keys.bundle_public, signing_key=keys.signing_public),
        )


def load(transaction: Transaction) -> Notice:
    row = transaction.first(_LOAD)
    assert row is not None
    return msgspec.msgpack.decode(row[0], type=Notice)


def as_sent(notice: Notice) -> Notice:
    """As 1.0.0 would have written it, while it says nothing that 1.0.0 didn't know."""
    shortened = without_younger_fields(notice)
    says_more = notice.writes or notice.minimum is not None or notice.ladder or notice.announcements
    if isinstance(shortened, Notice) or says_more:
        return cast("Notice", shortened)
    return cast("Notice", BriefNotice(*(getattr(shortened, name) for name in BriefNotice.__struct_fields__)))


def zone(transaction: Transaction) -> Zone:
    """The time by which the district's days begin: the one that was set, or that of its province; WIB before it has a code."""
    row = transaction.first(_ZONE)
    assert row is not None
    chosen, code = row
    return chosen if chosen in ZONES else zone_of(code)


def set_zone(transaction: Transaction, chosen: Zone | Literal[""]) -> None:
    """'' for that of its province again. Offices have zones of their own, and aren't told."""
    transaction.run(_SET_ZONE, zone=chosen)


def change(transaction: Transaction, with_changes: Callable[[Notice], Notice]) -> Notice:
    """Changes the notice; offices get it at their next sync, when it really differs."""
    row = transaction.first(_LOCK)
    assert row is not None
    before = msgspec.msgpack.decode(row[0], type=Notice)
    after = with_changes(before)
    if after == before:
        return before
    after = structs.replace(after, version=before.version + 1)
    transaction.run(_SAVE, code=after.unit, version=after.version, notice=msgspec.msgpack.encode(after))
    return after


def renew(transaction: Transaction) -> None:
    """Has every office get it again at its next sync: what is told to single units changed."""
    row = transaction.first(_LOCK)
    assert row is not None
    current = msgspec.msgpack.decode(row[0], type=Notice)
    again = structs.replace(current, version=current.version + 1)
    transaction.run(_SAVE, code=again.unit, version=again.version, notice=msgspec.msgpack.encode(again))
