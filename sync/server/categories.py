"""The categories as the district's pages and sheets name them: those that the program ships, with the district's own changes."""

from functools import cache, lru_cache
from pathlib import Path

from complaints.categories import Categories, DistrictCategory, parse_categories
from sync.messages import Notice

SHIPPED = Path(__file__).resolve().parents[2] / "resources" / "categories.toml"


def of_district(notice: Notice) -> Categories:
    return _changed(tuple(notice.categories)) if notice.categories else shipped()


@lru_cache(4)
def _changed(changes: tuple[DistrictCategory, ...]) -> Categories:
    return shipped().with_district(changes)


@cache
def shipped() -> Categories:
    return parse_categories(SHIPPED.read_text("utf-8"))
