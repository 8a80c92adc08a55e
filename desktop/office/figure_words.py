"""What monitoring says of the figures of a period: in its cards, under its title and under the scores."""

from typing import NamedTuple

from complaints.indicators import Figures
from desktop.wording import names
from desktop.wording.formats import NO_VALUE, number, percent
from desktop.wording.periods import span_words
from desktop.wording.translation import tr, tr_count


class CardWords(NamedTuple):
    """A figure, what is said below it, and what is written instead of the number: '' for the number itself."""

    figure: int
    below: str
    text: str = ""


def span(figures: Figures, before: Figures | None) -> str:
    words = span_words(figures.first, figures.last)
    if before is None:
        return tr("Diterima {span}", span=words)
    return tr("Diterima {span}, dibanding {other}", span=words, other=span_words(before.first, before.last))


def card_words(figures: Figures, before: Figures | None) -> dict[str, CardWords]:
    """Below its figure each card says what it was in the period compared with; without one, what it means."""
    answers, earlier = figures.timeliness["respond"], before.timeliness["respond"] if before else None
    kinds = " · ".join(f"{number(count)} {names.kind(kind).lower()}" for kind, count in figures.kinds.items())
    timely = tr_count("{count} pengaduan", count=answers.on_time)

    def below(meaning: str, past: str | None) -> str:
        return tr("semula {value}", value=past) if past else meaning

    return {
        "received": CardWords(figures.received, below(kinds, before and number(before.received))),
        "on_time": CardWords(
            answers.on_time, below(timely, earlier and percent(earlier.percent)), percent(answers.percent)
        ),
        "late": CardWords(answers.late, below(tr("termasuk yang belum ditanggapi"), earlier and number(earlier.late))),
        "reopened": CardWords(
            figures.reopened, below(tr("oleh pelapor atau kantor"), before and number(before.reopened))
        ),
        "satisfaction": _satisfaction(figures, before),
    }


def _satisfaction(figures: Figures, before: Figures | None) -> CardWords:
    average, past = figures.average_score, before.average_score if before else None
    below = tr("belum ada penilaian")
    if figures.rated:
        below = tr_count("dari 5 · {count} penilaian", count=figures.rated)
    if past is not None:
        below += " · " + tr("semula {value}", value=number(past, 1))
    return CardWords(figures.rated, below, NO_VALUE if average is None else number(average, 1))


def scores(figures: Figures) -> str:
    if not figures.rated:
        return tr("Belum ada yang dinilai. Catat dengan “Kepuasan pelapor” pada pengaduan yang sudah ditanggapi.")
    rated, received = number(figures.rated), number(figures.received)
    return tr("{rated} dari {received} pengaduan dinilai pelapornya.", rated=rated, received=received)


def steps_explained() -> str:
    return tr(
        "Hari adalah hari kerja kantor. Verifikasi, tanggapan dan penyelesaian dihitung dari tanggal diterima, tindak lanjut dari verifikasi. Arti tiap angka ada pada judul kolomnya. Diterima, ditindaklanjuti dan selesai diminta evaluasi KemenPANRB (2020); ukuran lain milik aplikasi ini."
    )
