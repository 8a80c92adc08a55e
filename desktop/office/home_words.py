"""What the home screen says of its figures, its day and its months."""

from typing import NamedTuple

from complaints.calendar import WorkCalendar
from desktop.office import list_filters
from desktop.office.office import Office
from desktop.store import listing
from desktop.store.home import Home, Month
from desktop.store.listing import Query
from desktop.wording.formats import month_name, number
from desktop.wording.translation import tr, tr_count


def kind_of_day(home: Home, calendar: WorkCalendar) -> str:
    """'hari kerja ke-9 bulan ini', 'libur: Hari Raya Natal'."""
    if calendar.is_working(home.today):
        return tr("hari kerja ke-{day} bulan ini", day=home.working_day_of_month)
    name = calendar.holiday_name(home.today)
    return tr("libur: {name}", name=name) if name else tr("bukan hari kerja")


class CardWords(NamedTuple):
    """A figure of the home screen, and what is said below it."""

    figure: int
    below: str


def card_titles(due_soon_days: int | None = None) -> dict[str, str]:
    """In the order of the screen. `due_soon_days`: until so many working days are left, something is due soon."""
    soon = tr("Jatuh tempo")
    if due_soon_days is not None:
        soon = tr("Jatuh tempo ≤ {days} hari kerja", days=due_soon_days)
    return {
        "overdue": tr("Lewat tenggat"), "due-soon": soon, "dispositions": tr("Disposisi baru dari kabupaten"),
        "conflicts": tr("Perlu diperiksa"), "owed": tr("Belum dikabari"), "unentered": tr("Belum diinput ke SP4N-LAPOR"),
    }  # fmt: skip


def card_words(home: Home) -> dict[str, CardWords]:
    counts = home.counts
    return {
        "overdue": CardWords(counts.overdue, _overdue(home)),
        "due-soon": CardWords(counts.due_soon, _due_soon(home)),
        "dispositions": CardWords(counts.dispositions, _dispositions(home)),
        "conflicts": CardWords(counts.needs_decision, conflicts(home)),
        "owed": CardWords(counts.owed_words, _owed(home)),
        "unentered": CardWords(counts.unentered, _unentered(home)),
    }


def _overdue(home: Home) -> str:
    if not home.counts.overdue:
        return tr("semua dalam tenggat")
    worst = home.worst_overdue_days
    return tr_count("terlama {count} hari kerja", count=worst) if worst else tr("sejak hari kerja terakhir")


def _due_soon(home: Home) -> str:
    """'2 verifikasi · 5 tanggapan'."""
    verify, answer = home.due_soon_verify, home.due_soon_answer
    parts = (
        tr("{count} verifikasi", count=number(verify)) if verify else "",
        tr("{count} tanggapan", count=number(answer)) if answer else "",
    )
    return " · ".join(part for part in parts if part) or tr("tidak ada")


def _dispositions(home: Home) -> str:
    waiting, new = home.counts.dispositions, home.dispositions_today
    if not waiting:
        return tr("tidak ada")
    if not new:
        return tr("menunggu diterima")
    return tr("diterima hari ini") if new == waiting else tr("{count} diterima hari ini", count=number(new))


def conflicts(home: Home) -> str:
    """What waits for this office's decision, by what it is; how many of each where there is more than one kind."""
    counts = home.counts
    kinds = [
        (counts.apart, tr("diubah di dua komputer")),
        (counts.requested, tr("permintaan kantor lain")),
        (counts.doubled, tr("nomor register ganda")),
    ]
    waiting = [(count, words) for count, words in kinds if count]
    if len(waiting) == 1:
        return waiting[0][1]
    return " · ".join(f"{number(count)} {words}" for count, words in waiting) or tr("tidak ada")


def _owed(home: Home) -> str:
    return tr("hubungi pelapornya") if home.counts.owed_words else tr("semua sudah tahu")


def _unentered(home: Home) -> str:
    return tr("salin isian siap tempel") if home.counts.unentered else tr("semua sudah")


def of_registers(home: Home) -> str:
    """'412 dari register lama belum dikerjakan'; '' where there are none."""
    count = home.counts.untouched
    return tr_count("{count} dari register lama belum dikerjakan di sini", count=count) if count else ""


def average(home: Home) -> str:
    days = home.average_days
    return tr("belum ada") if days is None else tr("{days} hari kerja", days=number(days, 1))


def on_time(home: Home) -> str:
    return tr("belum ada") if home.on_time_percent is None else f"{home.on_time_percent}%"


def month_words(month: Month) -> str:
    """'November 2026: 12 diterima, 9 selesai'."""
    return tr(
        "{month} {year}: {received} diterima, {closed} selesai",
        month=month_name(month.month), year=month.year, received=number(month.received), closed=number(month.closed),
    )  # fmt: skip


def months_span(months: tuple[Month, ...]) -> str:
    """'Desember 2025 – November 2026'; '' without months."""
    return f"{_name(months[0])} – {_name(months[-1])}" if months else ""


def _name(month: Month) -> str:
    return f"{month_name(month.month)} {month.year}"


def query_of_card(name: str, office: Office) -> Query | None:
    """The complaints that a card counts, which are other ones every day; None for those to enter in SP4N-LAPOR!."""
    return {
        "overdue": listing.overdue(office.today()),
        "due-soon": list_filters.due_soon(office),
        "dispositions": Query(disposition="waiting"),
        "conflicts": Query(needs_decision=True),
        "owed": list_filters.OWED,
    }.get(name)
