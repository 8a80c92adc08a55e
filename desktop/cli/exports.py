"""`export`: the register into a file."""

from complaints.errors import Refused
from complaints.phrases import phrase
from desktop.cli import output
from desktop.cli.arguments import CommandOptions
from desktop.cli.opening import opened
from desktop.exporting.export import export
from desktop.exporting.sheets import left_out_sentence
from desktop.store.listing import Query
from desktop.wording.translation import tr_phrase


def export_register(options: CommandOptions) -> int:
    arguments = options.arguments
    if arguments.first and arguments.last and arguments.first > arguments.last:
        raise Refused(phrase("Tanggal --from sesudah --to. Tidak ada yang ditulis."))
    with opened(options) as office:
        query = Query(received_from=arguments.first, received_to=arguments.last, descending=False)
        done = export(office, arguments.file, query, with_identity=arguments.with_identity)
    if arguments.json:
        output.line(
            {
                "file": str(done.file),
                "complaints": done.complaints,
                "identities": done.identities,
                "hidden": done.hidden,
            }
        )
    if arguments.with_identity:
        output.tell(
            "{complaints} pengaduan ditulis, {identities} dengan identitas; ekspor ini dicatat di riwayat kantor.",
            complaints=done.complaints, identities=done.identities,
        )  # fmt: skip
        if done.hidden:
            output.complain(tr_phrase(left_out_sentence(done.hidden)))
    else:
        output.tell("{complaints} pengaduan ditulis, identitas disamarkan.", complaints=done.complaints)
    return 0
