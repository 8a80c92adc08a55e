"""Numbers as Indonesians write them."""


def number(value: float | None, places: int = 0) -> str:
    """'1.234' and '9,5'; '–' for None."""
    if value is None:
        return "–"
    return f"{value:,.{places}f}".translate(str.maketrans(",.", ".,"))
