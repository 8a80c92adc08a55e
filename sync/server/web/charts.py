"""Charts as SVG within the page, drawn here: no script, no style of their own, only classes that the page's sheet colours.

Each says in words what it shows, for who doesn't see it; beside a bar stands its number.
"""

from collections.abc import Sequence

from markupsafe import Markup, escape

from sync.server.week import ChartWeek
from sync.server.week_words import AGE_WORDS

BAR_WIDTH, BAR_HEIGHT = 130, 8


def age_bar(ages: Sequence[int], longest: int) -> Markup:
    """How old the open ones are, as parts of one bar; its length is their number beside that of the longest bar."""
    total = sum(ages)
    words = ", ".join(f"{count} {name}" for count, name in zip(ages, AGE_WORDS, strict=True) if count)
    parts: list[str] = []
    left = 0.0
    for place, count in enumerate(ages):
        width = BAR_WIDTH * count / max(longest, 1)
        if count:
            parts.append(f'<rect class="age-{place}" x="{left:.1f}" width="{width:.1f}" height="{BAR_HEIGHT}"/>')
        left += width
    return Markup(
        f'<svg class="age" preserveAspectRatio="none" viewBox="0 0 {BAR_WIDTH} {BAR_HEIGHT}" role="img" aria-label="{escape(words or "tidak ada")}">'
        f"<title>{escape(words or 'tidak ada')} ({total})</title>"
        f'<rect class="rest" width="{BAR_WIDTH}" height="{BAR_HEIGHT}"/>{"".join(parts)}</svg>'
    )


def weeks_chart(weeks: Sequence[ChartWeek]) -> Markup:
    """Received and answered, two bars a week; the numbers of the last one stand above them."""
    width, height, bottom, top = 560, 200, 24, 20
    highest = max((max(week.received, week.answered) for week in weeks), default=0) or 1
    step = width / max(len(weeks), 1)
    bar = step * 0.36
    scale = (height - bottom - top) / highest
    parts = [f'<line class="axis" x1="0" x2="{width}" y1="{height - bottom}" y2="{height - bottom}"/>']
    for place, week in enumerate(weeks):
        left = place * step + step * 0.12
        for offset, count, name in ((0.0, week.received, "received"), (bar, week.answered, "answered")):
            tall = count * scale
            y = height - bottom - tall
            parts.append(
                f'<rect class="{name}" x="{left + offset:.1f}" y="{y:.1f}" width="{bar - 1:.1f}" height="{tall:.1f}"/>'
            )
            if place == len(weeks) - 1:
                parts.append(f'<text class="value" x="{left + offset + bar / 2:.1f}" y="{y - 4:.1f}">{count}</text>')
        parts.append(
            f'<text class="label" x="{place * step + step / 2:.1f}" y="{height - 8}">{week.week.number}</text>'
        )
    words = "; ".join(f"pekan {week.week.number}: {week.received} masuk, {week.answered} dijawab" for week in weeks)
    return Markup(
        f'<svg class="chart" viewBox="0 0 {width} {height}" role="img" aria-label="{words}">{"".join(parts)}</svg>'
    )


def bars(rows: Sequence[tuple[str, int]], name: str) -> Markup:
    """A bar across for each row, with its name before and its number behind it; `name` is the class that colours them."""
    row_height, left, width = 22, 170, 560
    highest = max((count for _, count in rows), default=0) or 1
    parts: list[str] = []
    for place, (label, count) in enumerate(rows):
        y = place * row_height
        long = (width - left - 50) * count / highest
        shown = label if len(label) <= 24 else label[:23] + "…"
        parts.append(f'<text class="name" x="0" y="{y + 15}">{escape(shown)}</text>')
        parts.append(f'<rect class="{name}" x="{left}" y="{y + 4}" width="{long:.1f}" height="14"/>')
        parts.append(f'<text class="number" x="{left + long + 6:.1f}" y="{y + 15}">{count}</text>')
    words = "; ".join(f"{label}: {count}" for label, count in rows)
    height = max(len(rows), 1) * row_height
    return Markup(
        f'<svg class="chart" viewBox="0 0 {width} {height}" role="img" aria-label="{escape(words)}">{"".join(parts)}</svg>'
    )
