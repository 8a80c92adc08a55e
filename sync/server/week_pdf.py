"""A week as a PDF of A4 pages across: the figures of all, a line for each kecamatan and each of its units, and the offices."""

from collections.abc import Sequence

from sync.server import pdf, week_words
from sync.server.number_text import number
from sync.server.pdf import A4, BOLD, PLAIN, Pdf
from sync.server.week import Line, WeekFigures
from sync.server.week_columns import COLUMNS
from sync.server.week_figures import CONDITIONS

MEDIA_TYPE = "application/pdf"
HEIGHT, WIDTH = A4  # across
MARGIN = 34.0  # points: 12 mm
NAME_WIDTH, ROW, SIZE = 138.0, 13.0, 7.5
COLUMN_WIDTH = (WIDTH - 2 * MARGIN - NAME_WIDTH) / len(COLUMNS)
INK, MUTED, LINE = "#17242B", "#5B717B", "#C3CED3"


def write(figures: WeekFigures, district: str, warnings: Sequence[str] = ()) -> bytes:
    """`warnings`: early warnings in words."""
    heading = f"{week_words.title(figures.week)} · {week_words.days_of(figures.week)}"
    heading = " · ".join(part for part in (district, heading) if part)
    paper = _Paper(Pdf((WIDTH, HEIGHT), heading), heading, figures)
    paper.sentences(_summary(figures))
    paper.table([*figures.kecamatan, figures.total], bold_last=True)
    for line in figures.kecamatan:
        paper.table([*line.units, line], title=line.name, bold_last=True)
    paper.offices(figures, warnings)
    return paper.pdf.content()


def _summary(figures: WeekFigures) -> list[str]:
    total = figures.total
    share = "–" if total.share_in_time is None else f"{total.share_in_time * 100:.0f} %"
    late = "" if figures.late_days is None else f" (terlama {number(figures.late_days)} hari kerja)"
    rating = (
        ""
        if figures.mean_rating is None
        else f" Kepuasan {number(figures.mean_rating, 1)} dari {figures.rated} penilaian."
    )
    lag = "" if figures.median_lag is None else f" Jeda catat median {number(figures.median_lag, 1)} hari."
    figure = {name: number(total[name]) for name in CONDITIONS}
    counted = (
        f"Masuk {figure['received']}, dijawab {figure['answered']} (tepat waktu {share}), baru lewat tenggat {figure['newly_late']}, dibuka kembali "
        f"{figure['reopened']}. Terbuka {figure['open']}; lewat tenggat hari ini {figure['late']}{late}.{rating}{lag}"
    )
    left_out = (
        f"Tidak dihitung: {figure['undated']} yang masuk pekan ini tanpa tanggal jawaban, {figure['unknown']} dari register lama yang hasilnya tidak "
        f"diketahui, dan {figure['belated']} jawaban yang dicatat belakangan (tidak dihitung tepat waktu)."
    )
    return [counted, left_out]


class _Paper:
    """Where on which page the next line comes."""

    def __init__(self, pdf: Pdf, heading: str, figures: WeekFigures) -> None:
        self.pdf = pdf
        self._heading = heading
        self._printed = week_words.long_date(figures.today)
        self._y = 0.0
        self._turn()

    def _turn(self) -> None:
        page = self.pdf.turn()
        self._text(MARGIN, HEIGHT - MARGIN, self._heading, BOLD, 12)
        self._text(MARGIN, MARGIN - 12, f"Keadaan {self._printed}", size=7, colour=MUTED)
        self.pdf.text_to(WIDTH - MARGIN, MARGIN - 12, f"Halaman {page}", PLAIN, 7, MUTED)
        self._y = HEIGHT - MARGIN - 22

    def sentences(self, sentences: Sequence[str]) -> None:
        for sentence in sentences:
            for part in pdf.wrapped(sentence, PLAIN, 9, WIDTH - 2 * MARGIN):
                self._text(MARGIN, self._y, part, size=9)
                self._y -= 13
        self._y -= 4

    def table(self, lines: Sequence[Line], *, title: str = "Kecamatan", bold_last: bool) -> None:
        """Its heading stands again on every page that it goes on to, and never alone at the end of one."""
        if self._y < MARGIN + 5 * ROW:
            self._turn()
        self._head(title)
        for place, line in enumerate(lines, 1):
            if self._y < MARGIN + ROW:
                self._turn()
                self._head(title)
            self._row(line, BOLD if bold_last and place == len(lines) else PLAIN)
        self._y -= 10

    def _head(self, title: str) -> None:
        left = MARGIN + NAME_WIDTH
        for place, column in enumerate(COLUMNS):
            right = left + (place + 1) * COLUMN_WIDTH - 3
            if column.group and (not place or COLUMNS[place - 1].group != column.group):
                self._text(left + place * COLUMN_WIDTH + 4, self._y, column.group, BOLD, 6.5, MUTED)
            above, _, below = ("", "", column.heading) if column.group else column.heading.rpartition(" ")
            self.pdf.text_to(right, self._y, above, PLAIN, 6, MUTED)
            self.pdf.text_to(right, self._y - 9, below, PLAIN, 6, MUTED)
        self._text(MARGIN, self._y - 9, pdf.fitting(title, BOLD, SIZE, NAME_WIDTH - 4), BOLD, SIZE)
        self._y -= 12
        self.pdf.rule(MARGIN, WIDTH - MARGIN, self._y, LINE)
        self._y -= ROW - 2

    def _row(self, line: Line, font: str) -> None:
        self._text(MARGIN, self._y, pdf.fitting(line.name, font, SIZE, NAME_WIDTH - 4), font, SIZE)
        for place, column in enumerate(COLUMNS):
            value = column.value(line)
            shown = "–" if value is None else f"{value * 100:.0f} %" if column.is_share else number(value)
            right = MARGIN + NAME_WIDTH + (place + 1) * COLUMN_WIDTH - 3
            self.pdf.text_to(right, self._y, shown, font, SIZE, INK)
        self._y -= 3
        self.pdf.rule(MARGIN, WIDTH - MARGIN, self._y, LINE)
        self._y -= ROW - 3

    def offices(self, figures: WeekFigures, warnings: Sequence[str]) -> None:
        silence = figures.silence
        if warnings:
            self._paragraph("Peringatan dini", warnings)
        self._paragraph(
            "Pengingat yang dibuat pekan ini",
            [f"{unit.name}: {unit.written}, {unit.letters} dengan teguran" for unit in figures.reminded]
            or ["tidak ada"],
        )
        self._paragraph(
            "Di tangan unit lain",
            [f"{held.name}: {held.open}, {held.late} lewat tenggat" for held in figures.held] or ["tidak ada"],
        )
        self._paragraph(
            f"Kantor yang diam lebih dari {silence.days} hari",
            [f"{office.name}: {office.days} hari, versi {office.version or '–'}" for office in silence.silent]
            or ["tidak ada"],
        )
        self._paragraph("Belum pernah terdaftar", [unit.title for unit in silence.never] or ["tidak ada"])
        self._paragraph(
            "Versi program", [f"{name or '–'}: {count} komputer" for name, count in silence.versions] or ["–"]
        )

    def _paragraph(self, title: str, parts: Sequence[str]) -> None:
        if self._y < MARGIN + 30:
            self._turn()
        self._text(MARGIN, self._y, title, BOLD, 9)
        self._y -= 12
        for line in pdf.wrapped("; ".join(parts) + ".", PLAIN, 8, WIDTH - 2 * MARGIN):
            if self._y < MARGIN:
                self._turn()
            self._text(MARGIN, self._y, line, size=8)
            self._y -= 11
        self._y -= 6

    def _text(self, x: float, y: float, text: str, font: str = PLAIN, size: float = SIZE, colour: str = INK) -> None:
        self.pdf.text(x, y, text, font, size, colour)
