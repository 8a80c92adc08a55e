"""How many answers the notice board leaves out, and why: on the paper, beside its button, and at the command line."""

from typing import TYPE_CHECKING

from desktop.wording.translation import tr, tr_count

if TYPE_CHECKING:
    from desktop.office.notice_board import Board


def left_out(board: "Board") -> str:
    """'3 tanggapan tidak dimuat: 2 berkadar pengawasan, 1 menyebut orang sebagai terlapor.'; '' where nothing is."""
    if not board.left_out:
        return ""
    supervisory, subject = board.left_out_for("supervisory"), board.left_out_for("subject")
    reasons = (
        tr_count("{count} berkadar pengawasan", count=supervisory) if supervisory else "",
        tr_count("{count} menyebut orang sebagai terlapor", count=subject) if subject else "",
    )
    whole = tr_count("{count} tanggapan tidak dimuat", count=len(board.left_out))
    return tr("{whole}: {reasons}.", whole=whole, reasons=", ".join(reason for reason in reasons if reason))
