"""Early warnings of this office's book, each a line in words with the query that opens its complaints."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from complaints import early_warning
from complaints.early_warning import EarlyWarning, Series, WarningKind
from desktop.office import carried_words
from desktop.store import warning_counts
from desktop.store.database import pages_met_once
from desktop.store.listing import Query
from desktop.wording.formats import number
from desktop.wording.translation import language, tr

if TYPE_CHECKING:
    from desktop.office.office import Office


@dataclass(frozen=True, slots=True)
class WarningLine:
    """A warning in words, and its complaints; None where it is about the exchange with the district."""

    kind: WarningKind | Literal["unheard"]
    words: str
    query: Query | None


def lines(office: "Office", most: int) -> list[WarningLine]:
    """The warnings of today, the least likely by chance first."""
    today = office.today()
    with office.reading() as connection, pages_met_once(connection):
        begins = warning_counts.begins(connection)
        received = warning_counts.received(connection, today)
        answered = warning_counts.answered(connection, today)
    warnings = [
        *early_warning.rises(received, begins, today),
        *early_warning.reopenings(answered, today),
        *early_warning.silences(received, begins, today),
    ]
    shown = [warning for warning in warnings if warning.series.category or warning.series.dusun]
    told = [WarningLine(warning.kind, _words(office, warning), _query(warning)) for warning in shown]
    heard, by_network = office.district.last_heard()
    unheard = carried_words.long_unheard(heard, today, by_network=by_network)
    return [*([WarningLine("unheard", unheard, None)] if unheard else []), *told][:most]


def _query(warning: EarlyWarning) -> Query:
    """The complaints that the warning counts."""
    category, dusun, _ = warning.series
    without = ""
    if warning.kind != "silent":
        without = "category" if not category else "dusun" if not dusun else ""
    return Query(
        category=category, dusun=dusun, without=without, received_from=warning.first, received_to=warning.last,
        reopened=warning.kind == "reopened",
    )  # fmt: skip


def _words(office: "Office", warning: EarlyWarning) -> str:
    place, count, expected = _place(office, warning.series), number(warning.count), number(warning.expected, 1)
    match warning.kind:
        case "rise":
            return tr(
                "{place}: {count} pengaduan dalam 28 hari, biasanya {expected}",
                place=place, count=count, expected=expected,
            )  # fmt: skip
        case "reopened":
            return tr(
                "{place}: {count} pengaduan dibuka kembali dalam setahun, biasanya {expected}",
                place=place, count=count, expected=expected,
            )  # fmt: skip
        case "silent":
            return tr("{place}: tidak ada pengaduan dalam 28 hari, biasanya {expected}", place=place, expected=expected)


def _place(office: "Office", series: Series) -> str:
    """'Jalan, Dusun Bonto'."""
    label = office.categories.label(series.category, language()).rpartition(" › ")[2] if series.category else ""
    dusun = tr("Dusun {name}", name=series.dusun) if series.dusun else ""
    return ", ".join(part for part in (label, dusun) if part)
