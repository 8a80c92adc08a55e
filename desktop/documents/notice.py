"""Lembar papan pengumuman: how anonymous complaints were answered, for those who left no name to be told by."""

from datetime import date

from desktop.documents.document import Document, Order, make
from desktop.office import notice_board
from desktop.office.notice_board import Board
from desktop.office.office import Office
from desktop.wording import paper_formats
from desktop.wording.translation import in_indonesian

TEMPLATE = "papan-pengumuman.typ"


def notice(office: Office, first: date, last: date, order: Order) -> Document:
    """The answers given in these days, both included, oldest first; what is left out is counted."""
    return of_board(office, notice_board.board(office, first, last), first, last, order)


def of_board(office: Office, board: Board, first: date, last: date, order: Order) -> Document:
    with in_indonesian():
        not_here = notice_board.words_of_left_out(board)
    content = {
        "period": period(first, last),
        "left_out": not_here,
        "answers": [
            {
                "number": complaint.number,
                "received_on": paper_formats.full_date(complaint.received_on),
                "answered_on": paper_formats.full_date(complaint.milestones.responded_on),
                "title": title,
                "answer": complaint.response,
            }
            for title, complaint in board.answers
        ],
    }
    return make(
        office, TEMPLATE, order, content,
        title=f"Papan pengumuman {period(first, last)}", name=f"papan-pengumuman-{first:%Y%m%d}-{last:%Y%m%d}",
    )  # fmt: skip


def period(first: date, last: date) -> str:
    """'November 2026', 'Tahun 2026', or the two days."""
    if (first.day, first.month, last.day, last.month) == (1, 1, 31, 12) and first.year == last.year:
        return f"Tahun {first.year}"
    if first.day == 1 and (first.year, first.month) == (last.year, last.month) and _is_last_of_month(last):
        return paper_formats.month(first)
    return f"{paper_formats.full_date(first)} s.d. {paper_formats.full_date(last)}"


def _is_last_of_month(on: date) -> bool:
    return (date.fromordinal(on.toordinal() + 1)).day == 1
