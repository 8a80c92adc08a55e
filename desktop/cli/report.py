"""`report`: a document as PDF (the letter also as DOCX), whole under its name or not at all."""

from datetime import date

from complaints.errors import Refused
from complaints.phrases import phrase
from complaints.report_period import month, parse_period
from complaints.scripts import undrawn_words
from complaints.weeks import parse_week
from desktop.cli import output
from desktop.cli.arguments import CommandOptions
from desktop.cli.opening import opened
from desktop.documents.document import Document, Order, give_number
from desktop.documents.printable import case_maker
from desktop.office.office import Office
from desktop.store.durable_files import write_durably
from desktop.wording.translation import tr_phrase


def report(options: CommandOptions) -> int:
    arguments = options.arguments
    if arguments.kind == "period":
        from desktop.cli.period_report import period_report

        return period_report(options)
    first, last = getattr(arguments, "first", None), getattr(arguments, "last", None)
    if first and last and first > last:
        raise Refused(phrase("Tanggal --from sesudah --to. Tidak ada yang ditulis."))
    if arguments.kind == "monitoring":
        return _monitoring(options)
    word = arguments.kind == "response" and arguments.out.suffix.lower() == ".docx"
    if not word and arguments.out.suffix.lower() != ".pdf":
        ending = ".pdf atau .docx" if arguments.kind == "response" else ".pdf"
        raise Refused(phrase("Nama berkas harus berakhir {ending}. Tidak ada yang ditulis.", ending=ending))
    order = Order(
        arguments.paper, getattr(arguments, "with_identity", False), arguments.shipped_template,
        on=getattr(arguments, "on", None), number=getattr(arguments, "paper_number", ""),
        to=getattr(arguments, "addressees", ""),
    )  # fmt: skip
    with opened(options) as office:
        if word:
            from desktop.documents.letter import response_docx

            write_durably(arguments.out, response_docx(office, arguments.number, order))
            fields: dict[str, object] = {"file": str(arguments.out)}
        else:
            left_out: dict[str, object] = {}
            if arguments.kind == "notice":
                document, left_out = _notice(office, options, order)
            else:
                document = _document(office, options, order)
            give_number(office, document.number)
            write_durably(arguments.out, document.pdf)
            fields = {"file": str(arguments.out), "title": document.title, "archival": document.archival} | left_out
            if document.undrawn:
                output.complain(tr_phrase(undrawn_words(document.undrawn)))
                fields["undrawn"] = document.undrawn
            if document.number is not None:
                fields["paper_number"] = document.number.number
    if arguments.json:
        output.line(fields)
    output.tell("Dokumen ditulis: {file}", file=arguments.out)
    return 0


def _document(office: Office, options: CommandOptions, order: Order) -> Document:
    arguments = options.arguments
    match arguments.kind:
        case "register":
            from desktop.documents.register import of_period

            first, last = _days(office, arguments.first, arguments.last)
            return of_period(office, first, last, order, lambda _part, _total: True)
        case "recap":
            from desktop.documents import recap

            today = office.today()
            period = parse_period(arguments.period) if arguments.period else month(today.year, today.month)
            return recap.recap(office, period, order)
        case "poster" | "cards":
            from desktop.documents import poster
            from desktop.office import channels

            kept = channels.load(office)
            shown = channels.Channels(
                kept.whatsapp if arguments.whatsapp is None else arguments.whatsapp,
                kept.hours if arguments.hours is None else arguments.hours,
            )
            return (poster.cards if arguments.kind == "cards" else poster.poster)(office, order, shown)
        case "week":
            from desktop.documents.week import week
            from desktop.office.week_page import week_to_print

            return week(office, parse_week(arguments.week) if arguments.week else week_to_print(office.today()), order)
        case "form" if not arguments.number:
            from desktop.documents.complaint_form import blank

            return blank(office, order)
        case "support":
            from desktop.documents.receipt import supporter_receipt

            return supporter_receipt(office, arguments.number, order, arguments.supporter)
        case _:
            return case_maker(arguments.kind)(office, arguments.number, order)


def _notice(office: Office, options: CommandOptions, order: Order) -> tuple[Document, dict[str, object]]:
    """The notice board, and what it leaves out, which is told."""
    from desktop.documents.notice import of_board
    from desktop.office import notice_board

    first, last = _days(office, options.arguments.first, options.arguments.last)
    board = notice_board.board(office, first, last)
    if board.left_out:
        output.complain(notice_board.words_of_left_out(board))
    counts = {"supervisory": board.left_out_for("supervisory"), "subject": board.left_out_for("subject")}
    return of_board(office, board, first, last, order), {"left_out": counts}


def _days(office: Office, first: date | None, last: date | None) -> tuple[date, date]:
    """The period asked for; by default from 1 January until today."""
    today = office.today()
    end = last or max(today, first or today)
    return first or date(end.year, 1, 1), end


def _monitoring(options: CommandOptions) -> int:
    """The figures of the screen on paper, or as a workbook. The period is this year unless said otherwise."""
    from complaints.periods import Period, PeriodName, compared
    from desktop.documents.monitoring import monitoring
    from desktop.exporting.figure_sheets import export_figures
    from desktop.office.indicator_lines import ComparedFigures, places_to

    arguments = options.arguments
    ending = arguments.out.suffix.lower()
    if ending not in (".pdf", ".xlsx"):
        raise Refused(phrase("Nama berkas harus berakhir {ending}. Tidak ada yang ditulis.", ending=".pdf atau .xlsx"))
    fields: dict[str, object] = {"file": str(arguments.out)}
    with opened(options) as office:
        first, last = _days(office, arguments.first, arguments.last)
        # Days that were chosen are compared with as many before them, this year with the same days of the last.
        name: PeriodName = "free" if arguments.first or arguments.last else "year"
        other = compared(name, Period(first, last), arguments.compare)
        figures, before = office.monitoring(first, last), office.monitoring(*other) if other is not None else None
        content = ComparedFigures(
            figures,
            before,
            arguments.step,
            arguments.subcategories,
            places_to(office, figures, before, arguments.places),
        )
        if ending == ".xlsx":
            export_figures(office, arguments.out, content)
        else:
            document = monitoring(office, content, Order(arguments.paper, only_shipped=arguments.shipped_template))
            write_durably(arguments.out, document.pdf)
            fields |= {"title": document.title, "archival": document.archival}
    if arguments.json:
        fields |= {"received": content.figures.received, "before": content.before.received if content.before else None}
        output.line(fields)
    output.tell("Dokumen ditulis: {file}", file=arguments.out)
    return 0
