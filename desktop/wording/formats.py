"""Numbers, dates, times and sizes as people read them: '1.204', 'Senin, 23 November 2026', 'hari ini 07.58'."""

from datetime import date, datetime, timedelta

from desktop.wording.translation import language, tr, tr_count

_DAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
    "id": (
        "Januari", "Februari", "Maret", "April", "Mei", "Juni",
        "Juli", "Agustus", "September", "Oktober", "November", "Desember",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
NO_VALUE = "–"
_UNITS = ("byte", "KB", "MB", "GB", "TB")


def number(value: float, decimals: int = 0) -> str:
    """1204 as '1.204' and 6.4 as '6,4'; the other way round in English."""
    text = f"{value:,.{decimals}f}"
    return text if language() == "en" else text.translate({ord(","): ".", ord("."): ","})


def percent(value: float | None) -> str:
    """'82%', and '–' where there is none."""
    return NO_VALUE if value is None else f"{number(value)}%"


def days(value: float | None) -> str:
    """'6' or '6,5' days, and '–' where there is no count."""
    return NO_VALUE if value is None else number(value, 0 if value == int(value) else 1)


def rupiah(value: int) -> str:
    return f"Rp{number(value)}"


def day_name(on: date) -> str:
    return _DAYS[language()][on.weekday()]


def month_name(month: int) -> str:
    """'November' for 11."""
    return _MONTHS[language()][month - 1]


def long_date(on: date) -> str:
    """'Senin, 23 November 2026'."""
    return f"{day_name(on)}, {on.day} {month_name(on.month)} {on.year}"


def full_date(on: date) -> str:
    """'23 November 2026'."""
    return f"{on.day} {month_name(on.month)} {on.year}"


def short_date(on: date, today: date | None = None) -> str:
    """'Sen 23 Nov', with the year when it isn't the year of `today`."""
    year = f" {on.year}" if today is not None and on.year != today.year else ""
    return f"{day_name(on)[:3]} {on.day} {month_name(on.month)[:3]}{year}"


def typed_date(on: date) -> str:
    """'23-11-2026', as officers type it."""
    return f"{on:%d-%m-%Y}"


def day_and_time(at: datetime, today: date) -> str:
    """'20 Nov 10.41' of a step in the history, with the year when it is another one."""
    year = f" {at.year}" if at.year != today.year else ""
    return f"{at.day} {month_name(at.month)[:3]}{year} {clock_time(at)}"


def clock_time(at: datetime) -> str:
    """'07.58'."""
    return f"{at:%H:%M}" if language() == "en" else f"{at:%H.%M}"


def moment(at: datetime, today: date) -> str:
    """'hari ini 07.58', 'kemarin 16.02' or 'Sen 23 Nov 08.12'."""
    if at.date() == today:
        return tr("hari ini {time}", time=clock_time(at))
    if at.date() == today - timedelta(days=1):
        return tr("kemarin {time}", time=clock_time(at))
    return f"{short_date(at.date(), today)} {clock_time(at)}"


def days_ago(days: int) -> str:
    """'hari ini', 'kemarin', '3 hari lalu'."""
    if days <= 0:
        return tr("hari ini")
    return tr("kemarin") if days == 1 else tr_count("{count} hari lalu", count=days)


def distance(metres: float) -> str:
    """'340 m' or '1,2 km'."""
    return f"{number(round(metres, -1))} m" if metres < 1000 else f"{number(metres / 1000, 1)} km"


def size(count: int) -> str:
    """A count of bytes as '3,1 KB'."""
    value = float(count)
    for unit in _UNITS:
        if value < 1000 or unit == _UNITS[-1]:
            return f"{number(value, 0 if unit == 'byte' or value >= 100 else 1)} {unit}"
        value /= 1000
    raise AssertionError("the last unit takes all")


def shortened(text: str, longest: int) -> str:
    """In one line of at most so many letters."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def short_file_name(name: str, longest: int = 24) -> str:
    """'Surat keterangan d….pdf': the ending stays."""
    stem, dot, extension = name.rpartition(".")
    if len(name) <= longest or not dot:
        return name if len(name) <= longest else name[: longest - 1] + "…"
    return f"{stem[: longest - 2 - len(extension)]}….{extension}"


def without_middle(text: str, longest: int) -> str:
    """'Register pengaduan…ahun 2025.xlsx': its end tells one year from another."""
    return text if len(text) <= longest else f"{text[: longest // 2]}…{text[-longest // 2 :]}"
