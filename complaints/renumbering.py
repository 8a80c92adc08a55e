"""A register number that several complaints of one office have, and the step that gives the later one a number of its own.

Numbers are given without asking anyone: PCs that recorded before their enrolment, clones of a disk and disks that were put back give
the same ones. A receipt that was handed out stays valid: the complaint is found by its former numbers, too.
"""

from collections.abc import Sequence
from datetime import date

from complaints.errors import InvalidField
from complaints.events import Event, Meaning, Noted
from complaints.numbering import Number, parse_number


def renumbered(on: date, former: str, number: Number, reason: str = "") -> Noted:
    """The step that gives a complaint this number. 1.0.0 shows its words, and goes on showing the number of the recording."""
    words = f"Nomor register diganti: {former} menjadi {number}, sebab nomor lama dipakai lebih dari satu pengaduan."
    return Noted(on, f"{words} {reason}".rstrip(), Meaning(number=str(number)))


def number_given(event: Event, owner: str) -> str:
    """The register number that this step gives its complaint; '' where it gives none: only the unit that recorded it can."""
    step = event.step
    if not isinstance(step, Noted) or step.meaning is None or event.unit != owner:
        return ""
    return step.meaning.number if is_register_number(step.meaning.number) else ""


def is_register_number(text: str) -> bool:
    """Whether this is a register number as programs write it."""
    try:
        return bool(text) and str(parse_number(text)) == text
    except InvalidField:
        return False


def recording_order(complaint: str, recorded_at: int) -> tuple[int, str, int]:
    """Where this complaint stands among those with its number, by its recording: the first of them keeps it."""
    device, _, seq = complaint.rpartition("-")
    return (recorded_at, device, int(seq) if seq.isdecimal() else 0)


def former_numbers(numbers: Sequence[str]) -> tuple[str, ...]:
    """Of all numbers that a complaint was given, in their order: those that are not its own any more, each once."""
    return tuple(dict.fromkeys(number for number in numbers[:-1] if number != numbers[-1]))
