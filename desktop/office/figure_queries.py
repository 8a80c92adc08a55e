"""From a figure of monitoring to its complaints: the query that finds those that it counts."""

from msgspec import structs

from complaints.indicators import SCORES, Figures, Outcome
from complaints.step_times import MeasuredStep, TimedStep
from desktop.store.listing import Query


def of_period(figures: Figures) -> Query:
    """All complaints that the figures count."""
    return Query(received_from=figures.first, received_to=figures.last)


def of_outcome(figures: Figures, step: TimedStep, outcome: Outcome, query: Query | None = None) -> Query:
    """Those of the query, or of the period, whose step went so."""
    return structs.replace(query or of_period(figures), step=step, outcome=outcome, outcome_on=figures.today)


def slowest(figures: Figures, step: MeasuredStep) -> Query | None:
    """The tenth that took longest; None where nobody has passed the step."""
    speed = figures.speed[step]
    if not speed.count or speed.ninetieth is None:
        return None
    return structs.replace(of_outcome(figures, step, "met"), days_from=speed.ninetieth)


def query_of_card(card: str, figures: Figures) -> Query:
    """What a card of monitoring counts."""
    period = of_period(figures)
    return {
        "received": period,
        "on_time": of_outcome(figures, "respond", "on_time"),
        "late": of_outcome(figures, "respond", "late"),
        "reopened": structs.replace(period, reopened=True),
        "satisfaction": structs.replace(period, scores=SCORES),
    }[card]
