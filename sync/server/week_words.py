"""What the figures of a week are called, and what each of them counts: for the page, its sheets and the lists that they open."""

from datetime import date

from complaints.weeks import Week
from sync.server.week_figures import LATE_ENTRY, Figure, Span

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
WORDS: dict[Figure, str] = {
    "received": "Masuk",
    "answered": "Dijawab",
    "in_time": "Dijawab tepat waktu",
    "answered_late": "Dijawab terlambat",
    "belated": "Jawaban dicatat belakangan",
    "undated": "Tanpa tanggal jawaban",
    "newly_late": "Baru lewat tenggat",
    "reopened": "Dibuka kembali",
    "rated": "Dinilai pelapor",
    "entered_late": f"Dicatat lebih dari {LATE_ENTRY} hari sesudah diterima",
    "open": "Terbuka",
    "age_week": "Terbuka sampai 7 hari",
    "age_month": "Terbuka 8–30 hari",
    "age_quarter": "Terbuka 31–90 hari",
    "age_older": "Terbuka lebih dari 90 hari",
    "late": "Lewat tenggat",
    "unknown": "Dari register lama, hasilnya tidak diketahui",
    "forwarded": "Di tangan unit lain",
    "forwarded_late": "Di tangan unit lain dan lewat tenggat",
}
AGE_WORDS = ("≤ 7 hari", "8–30", "31–90", "> 90 hari")
# Each column and what it counts, as the page explains it and the sheet's second page does.
MEANINGS: tuple[tuple[str, str], ...] = (
    ("Masuk", "Diterima dalam pekan itu, menurut tanggal terima yang ditulis petugas."),
    ("Dijawab", "Jawaban pertamanya bertanggal dalam pekan itu. Jawaban sesudah dibuka kembali tidak dihitung lagi."),
    (
        "Tepat waktu",
        ("Dari yang dijawab: jawaban pertama paling lambat pada tenggatnya menurut kebijakan yang berlaku sekarang. Yang dicatat belakangan "
        "dan yang tanpa tanggal tidak dihitung, baik tepat maupun terlambat."),
    ),
    (
        "Dicatat belakangan",
        "Jawaban yang menurut tanggalnya tepat waktu, tetapi baru dicatat lebih lama sesudahnya daripada yang dibolehkan kebijakan.",
    ),
    ("Baru lewat tenggat", "Tenggat jawaban pertamanya terlewati dalam pekan itu, meskipun sesudahnya dijawab."),
    ("Lewat tenggat", "Masih terbuka dan hari ini sudah lewat tenggat yang sedang berjalan: verifikasi, tindak lanjut atau jawaban."),
    (
        "Terbuka",
        ("Diterima dan belum dijawab, diselesaikan atau diarsipkan pada akhir pekan itu (pekan berjalan: hari ini). Yang dibuka kembali "
        "dihitung terbuka. Yang dari register lama tanpa kabar hasilnya tidak dihitung."),
    ),
    ("Umur", "Hari kalender sejak diterima, dari yang terbuka."),
    ("Di tangan unit lain", "Terbuka, dan penanganannya ada pada unit yang bukan pencatatnya, keadaan hari ini."),
    ("Jeda catat", "Hari dari tanggal terima sampai dicatat, dari yang dicatat dalam pekan itu. Yang dari register lama tidak dihitung."),
    ("Kepuasan", "Rata-rata nilai 1–5 yang diberikan pelapor dalam pekan itu; nilai terakhir tiap pengaduan."),
    (
        "Lalu, Tahun lalu",
        "Pekan sebelumnya, dan pekan bernomor sama setahun sebelumnya; untuk pekan berjalan sampai hari yang sama.",
    ),
)  # fmt: skip


def days_of(week: Week) -> str:
    """'23 – 29 November 2026'; the month and year of the first day only where they differ."""
    first, last = week.first, week.last
    if first.year != last.year:
        return f"{long_date(first)} – {long_date(last)}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]} – {long_date(last)}"
    return f"{first.day} – {long_date(last)}"


def long_date(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def title(week: Week) -> str:
    return f"Pekan ke-{week.number}, {week.year}"


def figure_of(figure: Figure, span: Span) -> str:
    """'Masuk: pekan ke-48, 2026, sampai 24 November 2026', for the list that the figure opens."""
    until = f", sampai {long_date(span.end)}" if span.end < span.week.last else ""
    return f"{WORDS[figure]}: {title(span.week).lower()}{until}"
