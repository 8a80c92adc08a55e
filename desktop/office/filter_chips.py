"""The chips over the list: what each says, and whether its condition is in force."""

from typing import NamedTuple

from complaints.categories import Categories
from desktop.office import list_filters
from desktop.office.list_filters import OPEN
from desktop.store.listing import Counts, Query
from desktop.wording import filter_text, formats, names
from desktop.wording.translation import language, tr

NO_COUNTS = Counts(total=0, stages={}, overdue=0, due_soon=0, dispositions=0, needs_decision=0, unentered=0)


class ChipState(NamedTuple):
    """`on`: its condition is in force. A chip that is not `always` seen is hidden while it is off."""

    text: str
    on: bool
    always: bool = True


def chip_states(query: Query, counts: Counts, open_dispositions: int, categories: Categories) -> dict[str, ChipState]:
    """Every chip by name, in their order."""
    stages = query.stages
    category = categories.label(query.category, language()) if query.category else tr("Kategori")
    days = filter_text.received(query.received_from, query.received_to)
    kind, channel = query.kind and names.kind(query.kind), query.channel and names.channel(query.channel)
    others = " · ".join(part for part in (kind, channel) if part)
    passage = filter_text.step_outcome(query.step, query.outcome or None, query.days_from) if query.step else ""
    without = tr("Tanpa kategori") if query.without == "category" else tr("Tanpa dusun")
    return {
        "open": ChipState(_counted(names.counted("open"), counts.open), set(OPEN) <= set(stages)),
        "overdue": ChipState(_counted(tr("Lewat tenggat"), counts.overdue), list_filters.is_overdue(query)),
        "disposition": ChipState(_counted(tr("Disposisi"), open_dispositions), bool(query.disposition)),
        "responded": ChipState(
            _counted(names.stage("responded"), counts.stages.get("responded", 0)), "responded" in stages
        ),
        "closed": ChipState(names.stage("closed"), "closed" in stages),
        "archived": ChipState(names.stage("archived"), "archived" in stages),
        "category": ChipState(f"{category} ▾", bool(query.category)),
        "dusun": ChipState(f"{query.dusun or tr('Dusun')} ▾", bool(query.dusun)),
        "dates": ChipState(f"{days} ▾", bool(query.received_from or query.received_to)),
        "others": ChipState(f"{others or tr('Lainnya')} ▾", bool(others)),
        "decide": ChipState(_counted(tr("Perlu diperiksa"), counts.needs_decision), query.needs_decision, always=False),
        "spoken": ChipState(_counted(tr("Jawaban warga"), counts.spoken), query.spoken, always=False),
        "owed": ChipState(_counted(tr("Belum dikabari"), counts.owed_words), query.owed_word, always=False),
        "unentered": ChipState(
            _counted(tr("Belum diinput ke SP4N-LAPOR"), counts.unentered), query.unentered, always=False
        ),
        "soon": ChipState(_counted(tr("Jatuh tempo"), counts.due_soon), list_filters.is_due_soon(query), always=False),
        "passage": ChipState(passage, bool(query.step), always=False),
        "reopened": ChipState(tr("Pernah dibuka kembali"), query.reopened, always=False),
        "scores": ChipState(filter_text.satisfaction(query.scores), bool(query.scores), always=False),
        "without": ChipState(without, bool(query.without), always=False),
    }


def suggested_name(query: Query, states: dict[str, ChipState]) -> str:
    """For a filter to be saved: 'jembatan · Lewat tenggat 3 · Bonto'."""
    parts = [query.text, *(state.text.removesuffix(" ▾") for state in states.values() if state.on)]
    return " · ".join(part for part in parts if part)


def span_names() -> dict[str, str]:
    """The spans of days that the menu offers (`list_filters.spans`)."""
    return {
        "today": tr("Hari ini"), "week": tr("7 hari terakhir"), "month": tr("Bulan ini"), "last-month": tr("Bulan lalu"),
        "year": tr("Tahun ini"), "last-year": tr("Tahun lalu"),
    }  # fmt: skip


def _counted(text: str, number: int) -> str:
    return f"{text} {formats.number(number)}" if number else text
