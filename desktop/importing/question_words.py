"""The questions of an import in words, and the answers to choose from: the same in the window and on the command line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from complaints.complaint import STAGES
from desktop.importing.answers import AS_WRITTEN, LEAVE_OUT, UNDATED
from desktop.importing.questions import KINDS, Question, QuestionKind, QuestionValue
from desktop.importing.written_dates import Numbers, read_day
from desktop.wording import names
from desktop.wording.formats import full_date
from desktop.wording.translation import tr, tr_count

# The answer that is a day, which people still have to name.
A_DAY = "a_day"
# These are answered for each text by itself; the others once for all rows.
BY_TEXT: frozenset[QuestionKind] = frozenset({"dates", "results"})


@dataclass(frozen=True, slots=True)
class Choice:
    """`answer` is the word of `--map`, `words` what people read."""

    answer: str
    words: str


@dataclass(frozen=True, slots=True)
class Asked:
    """All that one kind of question is about, answered or not: `values` with most rows first."""

    kind: QuestionKind
    values: tuple[QuestionValue, ...]
    open: bool

    @property
    def count(self) -> int:
        return sum(value.count for value in self.values)


def asked(questions: Iterable[Question]) -> list[Asked]:
    """One for each kind, in their order."""
    gathered: list[Asked] = []
    listed = list(questions)
    for kind in KINDS:
        of_kind = [question for question in listed if question.kind == kind]
        values: dict[str, QuestionValue] = {}
        for value in (value for question in of_kind for value in question.values):
            former = values.get(value.text)
            values[value.text] = replace(former, places=former.places + value.places) if former else value
        if values:
            ordered = sorted(values.values(), key=lambda value: (-value.count, value.text))
            gathered.append(Asked(kind, tuple(ordered), any(question.open for question in of_kind)))
    return gathered


def question_sentence(question: Asked | Question) -> str:
    """What is asked: '6 baris tanpa tanggal.'"""
    count, texts = question.count, [value.text for value in question.values]
    match question.kind:
        case "undated":
            return tr_count("{count} baris tanpa tanggal.", count=count)
        case "date_order":
            day_first, month_first = _both_orders(texts[0])
            if len(texts) == 1:
                return tr(
                    "“{text}” bisa {day_first} atau {month_first}.",
                    text=texts[0],
                    day_first=day_first,
                    month_first=month_first,
                )
            return tr_count(
                "“{text}” dan {count} lainnya bisa {day_first} atau {month_first}.",
                count=len(texts) - 1,
                text=texts[0],
                day_first=day_first,
                month_first=month_first,
            )
        case "swapped_dates":
            return tr_count("{count} tanggal mungkin ditukar hari dan bulannya oleh Excel.", count=count)
        case "dates":
            return tr("Tanggal yang tidak terbaca atau tidak wajar")
        case "results":
            return tr("Hasil yang tidak jelas")
        case "contacts":
            return tr_count("{count} kontak tidak terbaca.", count=count)
        case "changed":
            return tr_count("{count} pengaduan yang sudah dicatat berubah di berkas ini.", count=count)


def choices(kind: QuestionKind, text: str = "") -> Sequence[Choice]:
    """The answers to choose from. `text` is the cell's, where each text is answered by itself."""
    day, leave_out = Choice(A_DAY, tr("pakai tanggal…")), Choice(LEAVE_OUT, tr("lewati"))
    undated = Choice(UNDATED, tr("catat tanpa tanggal"))
    match kind:
        case "undated":
            return undated, day, leave_out
        case "date_order":
            return Choice("day_first", tr("tanggal/bulan")), Choice("month_first", tr("bulan/tanggal"))
        case "swapped_dates":
            return Choice(AS_WRITTEN, tr("biarkan seperti tertulis")), Choice("swap", tr("tukar hari dan bulan"))
        case "dates":
            as_written = [Choice(AS_WRITTEN, tr("seperti tertulis"))] if read_day(text) is not None else []
            return *as_written, day, undated, leave_out
        case "results":
            return *(Choice(stage, names.stage(stage)) for stage in STAGES), leave_out
        case "contacts":
            return Choice("keep", tr("simpan di catatan alamat")), Choice("drop", tr("buang"))
        case "changed":
            return Choice("add", tr("tambahkan langkahnya")), Choice("leave", tr("biarkan"))


def _both_orders(text: str) -> tuple[str, str]:
    """'3 April 2026' and '4 Maret 2026' of '3/4/2026'."""
    numbers = read_day(text)
    if isinstance(numbers, Numbers) and (first := numbers.day_first()) and (second := numbers.month_first()):
        return full_date(first), full_date(second)
    return tr("tanggal/bulan"), tr("bulan/tanggal")
