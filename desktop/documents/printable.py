"""Each document as the preview makes it, and makes it anew on other paper or with the people in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from complaints.draft import Draft
from complaints.report_period import parse_period
from desktop.documents.document import Document, Order, Progress, Stopped, give_number
from desktop.documents.paper import DISPOSITION_PAPERS, POSTER_PAPERS, RECEIPT_PAPERS, SHEETS, Paper
from desktop.office.channels import Channels
from desktop.office.figures import ComparedFigures
from desktop.office.office import Office
from desktop.office.recording import Receipt
from desktop.store.listing import Query
from desktop.wording.paper_names import case_name
from desktop.wording.translation import tr

Make = Callable[[Order, Progress], Document]


DATED = frozenset({"disposition", "minutes", "assignment", "visit", "cover"})
ADDRESSED = frozenset({"assignment", "visit", "cover"})


def _nothing(_: Document) -> None:
    """Most papers have no number."""


@dataclass(frozen=True, slots=True)
class Printable:
    """`paper` None is the office's own; `masks`: people can be shown in it, which is logged.

    `addressed`: who is sent, or to whom it goes, is written in the preview.
    `dated`: its day, and its number where the office numbers by the program, are chosen in the preview. `leave` is called
    before it is printed or saved, and raises Refused where its number is another paper's by now.
    """

    title: str
    make: Make
    papers: tuple[Paper, ...] = SHEETS
    paper: Paper | None = None
    masks: bool = False
    dated: bool = False
    addressed: bool = False
    leave: Callable[[Document], object] = _nothing


def of_case(office: Office, complaint: str, kind: str) -> Printable:
    """A paper of the complaint with this id or number."""
    make = case_maker(kind)
    printable = Printable(
        case_name(kind), lambda order, _: make(office, complaint, order), masks=True, dated=kind in DATED,
        addressed=kind in ADDRESSED,
        leave=lambda document: give_number(office, document.number),
    )  # fmt: skip
    if kind == "disposition":
        return replace(printable, papers=DISPOSITION_PAPERS)
    if kind in ("receipt", "support"):
        from desktop.documents.receipt import PAPER

        return replace(printable, papers=RECEIPT_PAPERS, paper=PAPER)
    return printable


def of_cases(office: Office, complaints: Sequence[str], kind: str) -> Printable:
    """A paper of each of these complaints, by id, one behind the other in one file."""
    single = of_case(office, complaints[0], kind)
    make = case_maker(kind)

    def make_all(order: Order, progress: Progress) -> Document:
        from desktop.documents.pdf_pages import Joined, PdfPages

        archival, undrawn, paper = True, "", single.paper or "a4"
        with Joined() as joined:
            for place, complaint in enumerate(complaints):
                if not progress(place, len(complaints)):
                    raise Stopped
                document = make(office, complaint, order)
                # Already here: the next one is to have another number.
                give_number(office, document.number)
                pages = PdfPages(document.pdf)
                joined.add(document.pdf, len(pages))
                pages.close()
                archival, paper = archival and document.archival, document.paper
                undrawn += document.undrawn
            pdf = joined.content()
        title = f"{case_name(kind)} ({len(complaints)})"
        return Document(title, f"{kind}-{len(complaints)}", pdf, archival, paper, undrawn=undrawn)

    return replace(single, make=make_all, dated=False, addressed=False)


def case_maker(kind: str) -> Callable[[Office, str, Order], Document]:
    """What makes this paper of a complaint; only its module is loaded."""
    match kind:
        case "receipt":
            from desktop.documents.receipt import receipt as make
        case "support":
            from desktop.documents.receipt import supporter_receipt as make
        case "form":
            from desktop.documents.complaint_form import filled as make
        case "disposition":
            from desktop.documents.disposition import disposition as make
        case "response":
            from desktop.documents.letter import response as make
        case "minutes":
            from desktop.documents.minutes import minutes as make
        case "assignment":
            from desktop.documents.field_visit import assignment as make
        case "visit":
            from desktop.documents.field_visit import visit as make
        case "cover":
            from desktop.documents.cover_letter import cover as make
        case "slip":
            from desktop.documents.citizen_slip import slip as make
        case "reminder":
            from desktop.documents.reminder_letter import letter as make
        case "case":
            from desktop.documents.casefile import case_file as make
        case _:
            raise AssertionError(kind)
    return make


def of_recorded(office: Office, recorded: Receipt, draft: Draft) -> Printable:
    """The receipt of what has just been recorded, with the name that was just typed."""
    from desktop.documents import receipt

    slip = receipt.slip_of(office, recorded, draft)
    return Printable(
        tr("Tanda terima {number}", number=recorded.number),
        lambda order, _: receipt.of_slip(office, slip, order),
        RECEIPT_PAPERS,
        receipt.PAPER,
    )


def of_register(office: Office, first: date, last: date) -> Printable:
    from desktop.documents.register import of_period

    return Printable(
        tr("Buku register"), lambda order, progress: of_period(office, first, last, order, progress), masks=True
    )


def of_list(office: Office, query: Query) -> Printable:
    from desktop.documents.register import register

    return Printable(
        tr("Daftar pengaduan"),
        lambda order, progress: register(
            office, query, order, progress, heading="Menurut daftar di layar", name="daftar"
        ),
        masks=True,
    )


def of_recap(office: Office, code: str) -> Printable:
    from desktop.documents import recap

    period = parse_period(code)
    return Printable(tr("Rekapitulasi"), lambda order, _: recap.recap(office, period, order))


def of_week(office: Office) -> Printable:
    """This week on one page."""
    from desktop.documents.week import week
    from desktop.office.week_page import week_to_print

    return Printable(tr("Pekan ini"), lambda order, _: week(office, week_to_print(office.today()), order))


def of_period_report(office: Office, code: str) -> Printable:
    """The report on this period as the book is when it is made."""
    from desktop.documents import period_report
    from desktop.office import period_reports

    period = parse_period(code)
    return Printable(
        tr("Laporan ke kabupaten"),
        lambda order, _: period_report.period_report(
            office, period_reports.make(office, period, period_report.signer(office)), order
        ),
    )


def of_monitoring(office: Office, period: ComparedFigures) -> Printable:
    from desktop.documents.monitoring import monitoring

    return Printable(tr("Pemantauan"), lambda order, _: monitoring(office, period, order))


def of_notice(office: Office, first: date, last: date) -> Printable:
    from desktop.documents.notice import notice

    return Printable(tr("Papan pengumuman"), lambda order, _: notice(office, first, last, order))


def of_channels(office: Office, channels: Channels, *, cards: bool) -> Printable:
    """The poster with the office's channels, or a sheet of cards to cut out."""
    from desktop.documents import poster

    make = poster.cards if cards else poster.poster
    title = tr("Kartu kanal pengaduan") if cards else tr("Poster kanal pengaduan")
    papers = SHEETS if cards else POSTER_PAPERS
    return Printable(title, lambda order, _: make(office, order, channels), papers, poster.PAPER)


def of_inspectorate_form(office: Office, draft: Draft, number: str) -> Printable:
    from desktop.documents.inspectorate_form import form

    return Printable(tr("Formulir untuk Inspektorat"), lambda order, _: form(office, draft, number, order))


def blank_form(office: Office) -> Printable:
    from desktop.documents.complaint_form import blank

    return Printable(tr("Formulir kosong"), lambda order, _: blank(office, order))
