"""What the district reminded the units below a kecamatan of: who, which complaint and since when, and nothing of what it says."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from complaints import vocabulary
from desktop.wording import formats
from desktop.wording.translation import tr, tr_count, tr_word

if TYPE_CHECKING:
    from desktop.office.office import Office
    from sync.messages import Reminded

MOST = 3  # lines on Home


class RemindedBelow(NamedTuple):
    """What Home shows: a heading ('' where nobody was reminded), and a line for each complaint."""

    heading: str
    lines: tuple[str, ...]


def on_home(office: Office) -> RemindedBelow:
    reminded = office.published.reminded
    if not reminded:
        return RemindedBelow("", ())
    heading = tr_count("Diingatkan kabupaten di bawah kantor ini: {count} aduan", count=len(reminded))
    shown = tuple(line(one, office) for one in reminded[:MOST])
    more = len(reminded) - len(shown)
    return RemindedBelow(heading, (*shown, tr("dan {count} lagi", count=more)) if more else shown)


def line(reminded: Reminded, office: Office) -> str:
    """'Desa Saotanre · 2026-A-0001 · Tanggapan lewat sedikitnya 7 hari kerja (5-11-2026) · surat teguran'."""
    step = vocabulary.DUE_STEPS.get(reminded.step, "")
    late = tr_count(
        "{step} lewat sedikitnya {count} hari kerja ({day})",
        count=reminded.working_days, step=tr_word(step) if step else tr("Langkah berikutnya"), day=_day(reminded.due_on),
    )  # fmt: skip
    unit = office.unit_title(reminded.unit) or reminded.unit
    return " · ".join((unit, reminded.number, late, *([tr("surat teguran")] if reminded.letter else [])))


def _day(written: str) -> str:
    try:
        return formats.typed_date(date.fromisoformat(written))
    except ValueError:
        return written
