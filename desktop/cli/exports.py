"""`export`: the register into a file."""

from complaints.errors import Refused
from desktop.cli import output
from desktop.cli.arguments import Options
from desktop.cli.opening import opened
from desktop.exporting.export import export
from desktop.store.listing import Query


def export_register(options: Options) -> int:
    given = options.given
    if given.first and given.last and given.first > given.last:
        raise Refused("Tanggal --from sesudah --to. Tidak ada yang ditulis.")
    with opened(options) as office:
        query = Query(received_from=given.first, received_to=given.last, descending=False)
        done = export(office, given.file, query, with_identity=given.with_identity)
    if given.json:
        output.line({"file": str(done.file), "complaints": done.complaints, "identities": done.identities})
    if given.with_identity:
        output.tell(
            "{complaints} pengaduan ditulis, {identities} dengan identitas; ekspor ini dicatat di riwayat kantor.",
            complaints=done.complaints, identities=done.identities,
        )  # fmt: skip
    else:
        output.tell("{complaints} pengaduan ditulis, identitas disamarkan.", complaints=done.complaints)
    return 0
