"""What is said of one step on many complaints: before it is taken, and after."""

from typing import Literal

from complaints.vocabulary import STEPS
from complaints.workflow import Action
from desktop.office.bulk_steps import LeftOut, Plan, Report, count_left_out
from desktop.wording import names
from desktop.wording.formats import number
from desktop.wording.step_texts import explanation, note_title
from desktop.wording.translation import tr, tr_count, tr_phrase, tr_word

BulkKind = Literal[
    "verify", "approve", "forward", "close", "archive", "category", "no-contact", "lapor-present", "lapor-not-needed",
]  # fmt: skip
ACTION_OF: dict[BulkKind, Action] = {
    "verify": "verify", "approve": "approve", "forward": "forward", "close": "close", "archive": "archive", "category": "correct",
    "no-contact": "no-contact",
    "lapor-present": "note", "lapor-not-needed": "note",
}  # fmt: skip
MOST_NUMBERS = 6


def chosen(count: int) -> str:
    return tr_count("{count} pengaduan dipilih", count=count)


def button(kind: BulkKind) -> str:
    """As on the button that begins the step."""
    match kind:
        case "category":
            return tr("Kategori…")
        case "lapor-present":
            return tr("Sudah di LAPOR")
        case "lapor-not-needed":
            return tr("Tidak perlu di LAPOR")
        case _:
            words = names.action_button(kind)
            return f"{words}…" if kind in ("forward", "archive") else words


def title(kind: BulkKind) -> str:
    match kind:
        case "category":
            return tr("Ubah kategori")
        case "lapor-present":
            return tr("Sudah ada di SP4N-LAPOR")
        case "lapor-not-needed":
            return tr("Tidak perlu diinput ke SP4N-LAPOR")
        case _:
            return names.action_name(kind)


def meaning(kind: BulkKind) -> str:
    """What the step means, in a sentence."""
    match kind:
        case "category":
            return tr("Kategori lama tetap tercatat di riwayat.")
        case "lapor-present" | "lapor-not-needed":
            return tr("Pengaduan ini keluar dari antrean input; alasannya tercatat di riwayat.")
        case _:
            return explanation(kind)


def note_label(kind: BulkKind) -> str:
    match kind:
        case "category" | "lapor-present" | "lapor-not-needed":
            return tr("Alasan")
        case _:
            return note_title(kind)


def done_word(action: Action, kind: BulkKind | Literal[""] = "") -> str:
    """'diverifikasi', as behind 'dapat' and behind a number of complaints."""
    if kind == "category":
        return tr("diubah kategorinya")
    if kind in ("lapor-present", "lapor-not-needed"):
        return tr("dikeluarkan dari antrean input")
    return tr_word(STEPS[action].done)


def preview(planned: Plan, kind: BulkKind) -> str:
    """How many can and how many can't."""
    left, done = count_left_out(planned.left_out), done_word(planned.action, kind)
    if not planned.able:
        return tr("Tidak satu pun dapat {done}.", done=done)
    if not left:
        return tr_count("Semuanya, {count} pengaduan, dapat {done}.", count=len(planned.able), done=done)
    return tr_count(
        "{count} pengaduan dapat {done}, {left} tidak:", count=len(planned.able), left=number(left), done=done
    )


def report(ended: Report, kind: BulkKind) -> str:
    return _ended(
        ended, tr_count("{count} pengaduan {done}.", count=len(ended.done), done=done_word(ended.action, kind))
    )


def undo(ended: Report) -> str:
    """On the button that takes it back."""
    return tr_count("Batalkan pada {count} pengaduan", count=len(ended.done))


def undone(ended: Report) -> str:
    return _ended(ended, tr_count("Langkah pada {count} pengaduan dibatalkan.", count=len(ended.done)))


def _ended(ended: Report, sentence: str) -> str:
    sentences = [sentence]
    if ended.fault is not None:
        sentences.append(tr_phrase(ended.fault))
    if ended.waiting:
        sentences.append(tr_count("{count} belum, sebab dihentikan; yang sudah tetap.", count=len(ended.waiting)))
    if ended.left_out:
        sentences.append(tr_count("{count} dilewati:", count=count_left_out(ended.left_out)))
    return " ".join(sentences)


def reason(left_out: LeftOut) -> str:
    """'3: statusnya selesai (2026-A-0004, 2026-A-0007, …)'."""
    some = ", ".join(left_out.numbers[:MOST_NUMBERS])
    more = ", …" if len(left_out.numbers) > MOST_NUMBERS else ""
    return f"{number(len(left_out.ids))}: {tr_phrase(left_out.reason)} ({some}{more})"
