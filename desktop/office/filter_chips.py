"""The chips over the list: what each says, and whether its condition is in force."""

from typing import NamedTuple

from complaints.categories import Categories
from desktop.office import list_filters
from desktop.office.list_filters import OPEN
from desktop.store.listing import WITHOUT, Counts, Query
from desktop.wording import field_text, filter_text, formats, names
from desktop.wording.translation import language, tr

NO_COUNTS = Counts(total=0, stages={}, overdue=0, due_soon=0, dispositions=0, needs_decision=0, unentered=0)


class ChipState(NamedTuple):
    """`on`: its condition is in force. A chip that is not `always` seen is hidden while it is off. `hits`: how many it would show."""

    words: str
    on: bool
    always: bool = True
    hits: int = 0

    @property
    def text(self) -> str:
        return f"{self.words} {formats.number(self.hits)}" if self.hits else self.words


def chip_states(query: Query, counts: Counts, open_dispositions: int, categories: Categories) -> dict[str, ChipState]:
    """Every chip by name, in their order."""
    stages = query.stages
    labels = [categories.label(code, language()) for code in query.category.splitlines()]
    days = filter_text.received(query.received_from, query.received_to)
    kinds = [names.kind(kind) for kind in query.kind.splitlines()]
    channels = [names.channel(channel) for channel in query.channel.splitlines()]
    others = " · ".join(part for part in (", ".join(kinds), ", ".join(channels)) if part)
    passage = filter_text.step_outcome(query.step, query.outcome or None, query.days_from) if query.step else ""
    places = filter_text.places(query.dusun, query.rw, query.rt)
    without = ", ".join(field_text.without(part) for part in WITHOUT if part in query.without.splitlines())
    answered = counts.stages.get("responded", 0)
    picked = tr("Pilihan ({count})", count=formats.number(len(query.only)))
    return {
        "open": ChipState(names.counted("open"), set(OPEN) <= set(stages), hits=counts.open),
        "overdue": ChipState(tr("Lewat tenggat"), list_filters.is_overdue(query), hits=counts.overdue),
        "disposition": ChipState(tr("Disposisi"), bool(query.disposition), hits=open_dispositions),
        "responded": ChipState(names.stage("responded"), "responded" in stages, hits=answered),
        "closed": ChipState(names.stage("closed"), "closed" in stages),
        "archived": ChipState(names.stage("archived"), "archived" in stages),
        "category": ChipState(f"{', '.join(labels) or tr('Kategori')} ▾", bool(labels)),
        "dusun": ChipState(f"{places or tr('Dusun')} ▾", bool(places)),
        "dates": ChipState(f"{days} ▾", bool(query.received_from or query.received_to)),
        "others": ChipState(f"{others or tr('Lainnya')} ▾", bool(others)),
        "decide": ChipState(tr("Perlu diperiksa"), query.needs_decision, always=False, hits=counts.needs_decision),
        "spoken": ChipState(tr("Jawaban warga"), query.spoken, always=False, hits=counts.spoken),
        "owed": ChipState(tr("Belum dikabari"), query.owed_word, always=False, hits=counts.owed_words),
        "unentered": ChipState(tr("Belum diinput ke SP4N-LAPOR"), query.unentered, always=False, hits=counts.unentered),
        "register": ChipState(tr("Dari register lama"), query.untouched, always=False, hits=counts.untouched),
        "soon": ChipState(tr("Jatuh tempo"), list_filters.is_due_soon(query), always=False, hits=counts.due_soon),
        "passage": ChipState(passage, bool(query.step), always=False),
        "reopened": ChipState(tr("Pernah dibuka kembali"), query.reopened, always=False),
        "scores": ChipState(filter_text.satisfaction(query.scores), bool(query.scores), always=False),
        "only": ChipState(picked, bool(query.only), always=False),
        "without": ChipState(without, bool(query.without), always=False),
    }


# Chips of which a complaint has one, and so any of those that are on will do.
_STAGE_CHIPS = ("open", "responded", "closed", "archived")


def combined(query: Query, states: dict[str, ChipState]) -> str:
    """How the chips that are on go together: 'Terbuka atau Selesai, dan Lewat tenggat, dan Bonto atau Lappae'. '' for a single condition."""
    either = tr(" atau ")
    is_open = set(OPEN) <= set(query.stages)
    stages = [states["open"].words] if is_open else []
    stages += [names.stage(stage) for stage in query.stages if not (is_open and stage in OPEN)]
    several_places = any("\n" in names for names in (query.dusun, query.rw, query.rt))
    several = {"category": query.category, "dusun": "\n" if several_places else ""}
    parts = [either.join(stages), query.text and tr("memuat “{text}”", text=query.text)]
    for name, state in states.items():
        if state.on and name not in _STAGE_CHIPS:
            words = state.words.removesuffix(" ▾")
            parts.append(words.replace(", ", either) if "\n" in several.get(name, "") else words)
    conditions = [part for part in parts if part]
    is_plain = len(conditions) < 2 and either not in "".join(conditions)
    return "" if is_plain else tr("Yang tampil: {conditions}.", conditions=tr(", dan ").join(conditions))


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
