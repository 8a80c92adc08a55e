"""The conditions of a filter in words, as its chip says them."""

from datetime import date

from complaints.events import PlacePart
from complaints.indicators import SCORES, Outcome
from complaints.step_times import TimedStep
from desktop.wording import names
from desktop.wording.field_text import place_name
from desktop.wording.formats import typed_date
from desktop.wording.translation import tr


def received(first: date | None, last: date | None) -> str:
    """'sejak 01-11-2026'; either end may be open."""
    if first is None and last is None:
        return tr("Tanggal")
    if first is None:
        return tr("sampai {day}", day=typed_date(last or date.max))
    if last is None:
        return tr("sejak {day}", day=typed_date(first))
    return typed_date(first) if first == last else f"{typed_date(first)} – {typed_date(last)}"


def places(dusun: str, rw: str, rt: str) -> str:
    """'Bonto, Lappae · RW 01'; each may hold several names, a line each."""
    parts: dict[PlacePart, str] = {"dusun": dusun, "rw": rw, "rt": rt}
    named = (", ".join(place_name(part, name) for name in lines.splitlines()) for part, lines in parts.items())
    return " · ".join(part for part in named if part)


def step_outcome(step: TimedStep, outcome: Outcome | None, days_from: int) -> str:
    """'Tanggapan: terlambat', 'Verifikasi: 9 hari kerja atau lebih'."""
    name = names.measured_step(step)
    if days_from:
        return tr("{step}: {days} hari kerja atau lebih", step=name, days=days_from)
    if outcome is None:
        return name
    words = {
        "on_time": tr("tepat waktu"), "late": tr("terlambat"), "running": tr("masih berjalan"), "met": tr("sudah"),
        "undated": tr("tanpa tanggal"), "belated": tr("dicatat belakangan"), "left_out": tr("di luar hitungan"),
    }[outcome]  # fmt: skip
    return tr("{step}: {outcome}", step=name, outcome=words)


def satisfaction(scores: tuple[int, ...]) -> str:
    """'Kepuasan: puas', or that it was recorded at all."""
    if len(scores) == len(SCORES):
        return tr("Kepuasan: tercatat")
    return tr("Kepuasan: {scores}", scores=", ".join(names.score(score) for score in scores))
