"""`report period`: the report on a month, quarter or year as PDF, XLSX and JSON; its narrative; and sending it to the district."""

import msgspec
from msgspec import structs

from complaints.errors import InvalidField, Refused
from complaints.period_report import ReportDraft
from complaints.phrases import phrase
from complaints.report_period import ReportPeriod, parse_period
from desktop.cli import output
from desktop.cli.arguments import CommandOptions
from desktop.cli.opening import opened
from desktop.documents import period_report as papers
from desktop.documents.document import Order
from desktop.documents.period_report import signer
from desktop.exporting.period_report_book import write_package
from desktop.office import period_reports
from desktop.office.office import Office


def period_report(options: CommandOptions) -> int:
    arguments = options.arguments
    period = parse_period(arguments.period)
    if arguments.out is None and not (arguments.send or arguments.sent or _typed(options)):
        raise Refused(
            phrase("Sebutkan --out untuk menulis laporannya, atau --send untuk mengirimnya. Tidak ada yang ditulis.")
        )
    with opened(options) as office:
        if arguments.sent:
            return _show_sent(office, period, json=arguments.json)
        if arguments.send:
            period_reports.check_may_send(office, period)
        if _typed(options):
            period_reports.save_draft(office, period, _draft(office, period, options))
        report = period_reports.make(office, period, signer(office))
        fields: dict[str, object] = msgspec.to_builtins(report) | {"nihil": report.is_nihil, "sent": arguments.send}
        if arguments.out is not None:
            order = Order(arguments.paper, only_shipped=arguments.shipped_template)
            paper = papers.period_report(office, report, order)
            files = write_package(office, report, arguments.out, paper.name, paper.pdf)
            fields["files"] = [str(file) for file in files]
        if arguments.send:
            period_reports.send(office, period, signer(office))
    if arguments.json:
        output.line(fields)
    if arguments.out is not None:
        output.tell("Laporan {period} ditulis di {folder}", period=period.heading, folder=arguments.out)
    if arguments.send:
        output.tell("Laporan {period} dikirim dengan sinkronisasi atau flashdisk berikutnya", period=period.heading)
    return 0


def _typed(options: CommandOptions) -> bool:
    arguments = options.arguments
    return any(
        text is not None for text in (arguments.obstacles, arguments.follow_up, arguments.recommendations)
    ) or bool(arguments.reasons)


def _draft(office: Office, period: ReportPeriod, options: CommandOptions) -> ReportDraft:
    """What was written before, with what is typed now in its place."""
    arguments, former = options.arguments, period_reports.draft(office, period)
    typed = {
        name: text
        for name in ("obstacles", "follow_up", "recommendations")
        if (text := getattr(arguments, name)) is not None
    }
    reasons = dict(former.reasons)
    for pair in arguments.reasons:
        number, sign, text = pair.partition("=")
        if not sign:
            raise InvalidField("reason", phrase("Sebab ditulis NOMOR=SEBAB. Tidak ada yang disimpan."))
        reasons[office.case(number.strip()).complaint.id] = text
    return ReportDraft(narrative=structs.replace(former.narrative, **typed), reasons=reasons)


def _show_sent(office: Office, period: ReportPeriod, *, json: bool) -> int:
    for sent in period_reports.sent(office):
        if sent.report.period != period.code:
            continue
        if json:
            output.line(
                {"period": period.code, "on": sent.on, "by": sent.by, "arrived": sent.arrived, "report": sent.report}
            )
        else:
            output.text(f"{period.code:<8} {sent.on} {'tiba' if sent.arrived else 'menunggu'} {sent.by}")
    return 0
