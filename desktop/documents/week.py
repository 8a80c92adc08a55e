"""The week on one page, for the head's table: figures of the week, what waits for approval, what is late and with whom."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from complaints.weeks import Week
from desktop.documents.document import Content, Document, Order, make
from desktop.office.office import Office
from desktop.office.week_page import week_page
from desktop.wording import paper_formats
from desktop.wording.translation import in_indonesian

TEMPLATE = "pekan.typ"
# So many lines of each table leave one page of A4 whole.
MOST_WAITING, MOST_HOLDERS, MOST_LATE, MOST_RECEIVED, MOST_ANSWERED = 5, 6, 7, 7, 6
LONGEST_TITLE = 64

Line = TypeVar("Line")


def week(office: Office, of: Week, order: Order) -> Document:
    with in_indonesian():
        page = week_page(office, of, MOST_LATE)
        span = f"{paper_formats.full_date(of.first)} sampai {paper_formats.full_date(of.last)}"
        waiting = [
            (answer.number, answer.title, answer.asked_by, str(max(answer.waited, 0))) for answer in page.waiting
        ]
        holders = [(share.who, str(share.count), str(share.days)) for share in page.late.shares]
        late = [(row.number, row.title, row.who, str(row.days)) for row in page.latest]
        received = [(row.number, row.title, row.dusun) for row in page.received]
        answered = [(answer.number, answer.title, f"{answer.on:%d-%m-%Y}") for answer in page.answered]
        content: Content = {
            "week": f"Pekan {of.number} tahun {of.year}: {span}",
            "figures": [
                {"count": paper_formats.number(count), "of": of_what}
                for count, of_what in (
                    (len(page.received), "diterima"),
                    (len(page.answered), "ditanggapi"),
                    (page.closed, "selesai"),
                    (page.open, "belum selesai"),
                    (len(page.waiting), "menunggu Anda"),
                    (page.late.total, "lewat tenggat"),
                )
            ],
            "waiting": _table(waiting, MOST_WAITING),
            "holders": _table(holders, MOST_HOLDERS),
            "late": _table(late, MOST_LATE, page.late.total),
            "received": _table(received, MOST_RECEIVED),
            "answered": _table(answered, MOST_ANSWERED),
        }
    return make(office, TEMPLATE, order, content, title=f"Pengaduan pekan {of}", name=f"pekan-{of}")


def _table(lines: Sequence[tuple[str, ...]], most: int, total: int | None = None) -> Content:
    """The first lines, and how many are not named."""
    more = (len(lines) if total is None else total) - min(len(lines), most)
    return {"lines": [_short(line) for line in lines[:most]], "more": paper_formats.number(more) if more > 0 else ""}


def _short(cells: Iterable[str]) -> list[str]:
    return [f"{cell[: LONGEST_TITLE - 1]}…" if len(cell) > LONGEST_TITLE else cell for cell in cells]
