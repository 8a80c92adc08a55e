"""Buku register: the complaints of a period or of a list, landscape, with running totals at the foot of each page.

Set in parts of some 150 complaints, so that memory stays flat: each part's last page is set again with the next part, which
carries page number and totals on, and no page but the last is left half empty.
"""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from itertools import islice

from complaints import vocabulary
from complaints.complaint import OPEN_STAGES, Complaint
from complaints.events import IdentitiesExported
from desktop.documents import facts, paper_people
from desktop.documents import letterhead as heads
from desktop.documents.document import Content, Document, Order, Progress, Stopped, head
from desktop.documents.notice import period
from desktop.documents.pdf_pages import Joined
from desktop.documents.typeset import NARROW_RUN, Template, breakable, typesetter
from desktop.office.office import Office
from desktop.store import log
from desktop.store.database import writing
from desktop.store.listing import Query
from desktop.store.log import NewEvent
from desktop.wording import paper_formats

TEMPLATE = "buku-register.typ"
PART = 150
# What a column holds at most, in signs; the whole text is in the case's own file.
LONGEST = {"body": 420, "result": 260, "title": 140, "address": 110, "name": 70}
NARROW = frozenset({"name", "address"})


@dataclass(frozen=True, slots=True)
class Totals:
    """Of the complaints so far: how many, answered or closed, and the rupiah that they say were lost."""

    count: int = 0
    settled: int = 0
    loss: int = 0

    def with_rows(self, rows: list[Content]) -> "Totals":
        return Totals(
            self.count + len(rows),
            self.settled + sum(row["settled"] for row in rows),
            self.loss + sum(row["loss"] for row in rows),
        )


def of_period(office: Office, first: date, last: date, order: Order, progress: Progress) -> Document:
    """The complaints received in these days, both included, in the order of recording."""
    query = Query(received_from=first, received_to=last, descending=False)
    return register(
        office, query, order, progress, heading=period(first, last), name=f"register-{first:%Y%m%d}-{last:%Y%m%d}"
    )


def register(
    office: Office, query: Query, order: Order, progress: Progress, *, heading: str = "", name: str = "register"
) -> Document:
    """Whatever the list shows, in its order; `told` says in the heading what that is. Raises Stopped when `progress` says no."""
    letterhead = heads.filled(office)
    paper = order.paper or letterhead.paper
    total = max(office.count(query), 1)
    common = head(office, letterhead, paper) | {"period": heading, "identity": order.identity}
    named = [0]
    with (
        typesetter(office.folder, TEMPLATE, letterhead, only_shipped=order.only_shipped) as template,
        Joined() as joined,
    ):
        rows = _rows(office, query, order, named)
        archival, undrawn = _set(template, joined, rows, common, lambda done: progress(done, total))
        content = joined.content()
    if order.identity and not order.logged:
        _log(office, named[0], f"{name}.pdf")
    return Document(f"Buku register {heading}".strip(), name, content, archival, paper, undrawn=undrawn)


def _set(
    template: Template, joined: Joined, rows: Iterator[Content], common: Content, go_on: Callable[[int], bool]
) -> tuple[bool, str]:
    waiting: list[Content] = []
    totals, page, part, archival, undrawn = Totals(), 1, PART, True, ""
    while True:
        waiting += islice(rows, part - len(waiting))
        last = len(waiting) < part
        compiled = template.pdf(
            common | {"rows": waiting, "before": asdict(totals), "first_page": page, "is_last": last}, tagged=False
        )
        archival, undrawn = archival and compiled.archival, compiled.undrawn
        pages: list[int] = template.metadata("rows")[0]
        if last:
            joined.add(compiled.pdf, template.metadata("pages")[0])
            go_on(totals.count + len(waiting))
            return archival, undrawn
        last_page = pages[-1] - 1
        if last_page == 0:
            part *= 2  # everything fitted on one page
            continue
        template.forget()
        done = sum(1 for page in pages if page <= last_page)
        joined.add(compiled.pdf, last_page)
        totals, page, waiting = totals.with_rows(waiting[:done]), page + last_page, waiting[done:]
        if not go_on(totals.count):
            raise Stopped


def _rows(office: Office, query: Query, order: Order, named: list[int]) -> Iterator[Content]:
    for at, listed in enumerate(office.register(query, with_identity=order.identity), 1):
        complaint = listed.complaint
        named[0] += bool(complaint.complainant.name or complaint.complainant.national_id or complaint.complainant.phone)
        yield _row(office, at, complaint, with_identity=order.identity)


def _row(office: Office, at: int, complaint: Complaint, *, with_identity: bool) -> Content:
    person = complaint.complainant
    days = complaint.milestones
    handled = [
        f"{label} {paper_formats.short_date(on)}"
        for label, on in (
            ("verifikasi", days.verified_on),
            ("tindak lanjut", days.followed_up_on),
            ("tanggapan", days.responded_on),
            ("selesai", days.closed_on),
        )
        if on
    ]
    return {
        "at": paper_formats.number(at),
        "number": complaint.number,
        "received_on": paper_formats.short_date(complaint.received_on),
        "name": _cut(paper_people.name_of(complaint, person, with_identity=with_identity), "name"),
        "sex": vocabulary.SEX_LETTERS[person.sex],
        "address": _cut(person.address or ("" if with_identity else paper_people.MASKED), "address"),
        "place": _cut(facts.place(complaint), "address"),
        "channel": facts.channel(complaint.channel),
        "category": facts.category(office, complaint),
        # A heading made of the text's own beginning says nothing more than the text.
        "title": "" if _begins_with(complaint.body, complaint.title) else _cut(complaint.title, "title"),
        "body": _cut(complaint.body, "body"),
        "stage": facts.stage(complaint.stage),
        "handled": handled,
        "result": _cut(complaint.response, "result"),
        "settled": complaint.stage not in OPEN_STAGES,
        "loss": complaint.suspected_loss or 0,
    }


def _begins_with(body: str, title: str) -> bool:
    return " ".join(body.split()).casefold().startswith(" ".join(title.split()).rstrip(".… ").casefold())


def _cut(text: str, field: str) -> str:
    flat, longest = " ".join(text.split()), LONGEST[field]
    cut = flat if len(flat) <= longest else flat[: longest - 1].rstrip() + "…"
    return breakable(cut, NARROW_RUN) if field in NARROW else cut


def _log(office: Office, identities: int, name: str) -> None:
    step = IdentitiesExported(office.today(), identities, name)
    with writing(office.engine) as connection:
        log.append(connection, office.author, [NewEvent("", (), step)], office.now_ms)
