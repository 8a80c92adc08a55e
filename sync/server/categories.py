"""The categories as the district's pages and sheets name them: those that the program ships."""

from functools import cache
from pathlib import Path

from complaints.categories import Categories, parse_categories

SHIPPED = Path(__file__).resolve().parents[2] / "resources" / "categories.toml"


@cache
def shipped() -> Categories:
    return parse_categories(SHIPPED.read_text("utf-8"))
