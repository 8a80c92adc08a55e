"""`renumber`: where several complaints have one register number, each later one gets a number of its own."""

from pathlib import Path

from complaints.errors import Refused
from complaints.phrases import phrase
from desktop.cli import output
from desktop.cli.arguments import CommandOptions
from desktop.cli.opening import opened
from desktop.documents.document import Order
from desktop.documents.printable import case_maker
from desktop.store.durable_files import write_durably


def renumber(options: CommandOptions) -> int:
    arguments = options.arguments
    folder: Path | None = arguments.receipts
    if folder is not None and not folder.is_dir():
        raise Refused(phrase("“{name}” bukan folder yang ada. Tidak ada yang berubah.", name=str(folder)))
    with opened(options) as office:
        for changed in office.renumber(arguments.number):
            fields: dict[str, object] = {
                "number": changed.number,
                "former": changed.former,
                "tracking_code": changed.tracking_code,
                "id": changed.id,
            }
            if folder is not None:
                document = case_maker("receipt")(office, changed.id, Order())
                file = folder / f"{document.name}.pdf"
                write_durably(file, document.pdf)
                fields["receipt"] = str(file)
            output.line(fields)
            output.tell(
                "Nomor {former} tetap milik pengaduan yang dicatat lebih dulu; yang belakangan kini {number}. Cetak tanda terima barunya.",
                former=changed.former, number=changed.number,
            )  # fmt: skip
    return 0
