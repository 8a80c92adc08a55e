"""What the district publishes for its offices' lists and texts: categories, what complainants are told, ready answers. The office's own go before."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import Connection

from complaints.categories import Categories, DistrictCategory, parse_categories
from complaints.contact import ContactText, Purpose, Reply, parse_replies, parse_texts
from complaints.errors import OfficeError
from desktop.resources import resource
from desktop.store import kept_values
from desktop.store.feed_position import NOTICE
from sync.messages import Notice, Reminded


@dataclass(frozen=True, slots=True)
class Published:
    """As it came in the notice; read only when it is needed. `reminded` is for a kecamatan: what was brought to mind below it."""

    changes: tuple[DistrictCategory, ...] = ()
    texts: str = ""
    replies: str = ""
    reminded: tuple[Reminded, ...] = ()

    def categories(self, shipped: Categories) -> Categories:
        return shipped.with_district(self.changes) if self.changes else shipped

    def contact_texts(self) -> Mapping[Purpose, ContactText]:
        """Those that ship, in the district's words where it has some."""
        shipped = parse_texts(resource("contact.toml").read_text(encoding="utf-8"))
        if self.texts:
            from complaints.district_texts import check_texts

            with suppress(OfficeError):  # one of a newer version: then those that ship hold
                return {**shipped, **check_texts(self.texts)}
        return shipped

    def ready_replies(self) -> tuple[Reply, ...]:
        if self.replies:
            from complaints.district_texts import check_replies

            with suppress(OfficeError):
                return check_replies(self.replies)
        return parse_replies(resource("replies.toml").read_text(encoding="utf-8"))


def shipped_categories() -> Categories:
    return parse_categories(resource("categories.toml").read_text(encoding="utf-8"))


def load(connection: Connection) -> Published:
    notice = kept_values.load(connection, NOTICE, Notice)
    if notice is None:
        return Published()
    return Published(tuple(notice.categories), notice.texts, notice.replies, tuple(notice.reminded))
