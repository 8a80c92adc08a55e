"""`list`: the complaints that a query finds, streamed page by page whatever their number."""

from datetime import timedelta

from complaints import vocabulary
from complaints.complaint import IS_NEWER, OPEN_STAGES, STAGES, Stage
from desktop.cli import output
from desktop.cli.arguments import CommandOptions
from desktop.cli.opening import opened
from desktop.office.list_pages import every_row
from desktop.office.sealing import SealedRecord
from desktop.store import search
from desktop.store.listing import Query, Row
from desktop.wording.translation import tr


def list_complaints(options: CommandOptions) -> int:
    arguments = options.arguments
    if arguments.sealed:
        return _list_sealed(options)
    if arguments.awaiting_approval:
        return _list_waiting_answers(options)
    if arguments.query.strip() and not search.words(arguments.query):
        output.tell("Tidak ada huruf atau angka yang dapat dicari, jadi tidak ada yang ditemukan.")
        return 0
    with opened(options) as office:
        today = office.today()
        query = Query(
            text=arguments.query,
            stages=_stages(arguments.status or ()),
            due_by=today - timedelta(days=1) if arguments.overdue else None,
            sort="due" if arguments.overdue else "recorded",
            descending=not arguments.overdue,
            spoken=arguments.spoken,
            owed_word=arguments.owed_word,
            untouched=arguments.of_register,
            dusun="\n".join(arguments.dusun),
            rw="\n".join(arguments.rw),
            rt="\n".join(arguments.rt),
            everywhere=True,
            forgiving=True,
        )
        for row in every_row(office, query, arguments.limit):
            overdue = row.due_on is not None and not row.paused and row.due_on < today
            if arguments.json:
                output.line(_fields(row, overdue))
            else:
                output.text(_line(row, overdue))
    return 0


def _list_sealed(options: CommandOptions) -> int:
    """The receipts of sealed complaints, which are in no other list."""
    with opened(options) as office:
        for receipt in office.sealing.receipts():
            if options.arguments.json:
                output.line(
                    {"number": receipt.number, "on": receipt.on, "sent": receipt.sent, "on_paper": receipt.on_paper}
                )
            else:
                output.text(f"{receipt.number} {receipt.on:%d-%m-%Y} {_whereabouts(receipt)}")
    return 0


def _whereabouts(receipt: SealedRecord) -> str:
    if receipt.on_paper:
        return tr("dicetak untuk dikirim ke Inspektorat")
    return tr("sudah diterima kabupaten") if receipt.sent else tr("belum terkirim ke kabupaten")


def _list_waiting_answers(options: CommandOptions) -> int:
    """Those that wait for the head, the longest first."""
    from desktop.office import approvals

    with opened(options) as office:
        for answer in approvals.waiting(office)[: options.arguments.limit]:
            if options.arguments.json:
                output.line(
                    {
                        "number": answer.number,
                        "id": answer.complaint,
                        "title": answer.title,
                        "answer": answer.answer,
                        "asked_on": answer.asked_on,
                        "asked_by": answer.asked_by,
                        "working_days": answer.waited,
                        "overdue": answer.is_late,
                        "approver": approvals.approver(office),
                    }
                )
            else:
                output.text(f"{answer.number:<13} {answer.since}  {answer.title}")
    return 0


def _stages(typed: list[str] | tuple[()]) -> tuple[Stage, ...]:
    chosen = set(typed) | (OPEN_STAGES if "open" in typed else set[Stage]())
    return tuple(stage for stage in STAGES if stage in chosen)


def _fields(row: Row, overdue: bool) -> dict[str, object]:
    return {
        "number": row.number,
        "id": row.id,
        "title": row.title,
        "stage": row.stage,
        "kind": row.kind,
        "category": row.category,
        "dusun": row.dusun,
        "received_on": row.received_on,
        "due_step": row.due_step or None,
        "due_on": row.due_on,
        "paused": row.paused,
        "overdue": overdue,
        "forwarded_name": row.forwarded_name,
        "needs_decision": row.needs_decision,
        "confidential": row.confidential,
        "spoken": row.is_spoken,
        "reminded": row.reminded,
        "owed_since": row.owed_since,
        "similar": row.similar,
        "newer": row.newer == IS_NEWER,
    }


def _line(row: Row, overdue: bool) -> str:
    similar = " (" + tr("mirip") + ")" if row.similar else ""
    due = f"{row.due_on:%d-%m-%Y}{'!' if overdue else ' '}" if row.due_on and not row.paused else "-"
    mark = " [" + tr("perlu versi baru") + "]" if row.newer == IS_NEWER else ""
    return f"{row.number:<13} {row.received_on:%d-%m-%Y} {vocabulary.STAGES[row.stage]:<20} {due:<11} {row.title}{similar}{mark}"
