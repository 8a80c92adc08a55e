"""`inspectorate-form`: a complaint about an office holder as a form to post; of it the receipt number is kept, and nothing else."""

from complaints import draft as drafts
from complaints.errors import Refused
from complaints.phrases import phrase
from desktop.cli import output
from desktop.cli.arguments import CommandOptions
from desktop.cli.json_input import read_json
from desktop.cli.opening import opened
from desktop.documents.document import Order
from desktop.documents.inspectorate_form import form, number_for
from desktop.store.durable_files import write_durably


def inspectorate_form(options: CommandOptions) -> int:
    arguments = options.arguments
    if arguments.out.suffix.lower() != ".pdf":
        raise Refused(phrase("Nama berkas harus berakhir {ending}. Tidak ada yang ditulis.", ending=".pdf"))
    draft = drafts.parse(read_json(arguments.json))
    with opened(options) as office:
        number = number_for(office, draft)
        write_durably(arguments.out, form(office, draft, number, Order()).pdf)
    output.line({"number": number, "file": str(arguments.out)})
    output.tell("Dokumen ditulis: {file}", file=arguments.out)
    return 0
