"""`record`: one complaint from JSON, durable before its number is printed."""

from pathlib import Path

from msgspec import structs

from complaints import draft as drafts
from complaints.draft import Draft
from desktop.cli import output
from desktop.cli.arguments import CommandOptions
from desktop.cli.json_input import folder_of, read_json
from desktop.cli.opening import opened


def record(options: CommandOptions) -> int:
    name = options.arguments.json
    draft = _found_files(drafts.parse(read_json(name)), folder_of(name))
    with opened(options) as office:
        receipt = office.record(draft)
    if draft.sealed:
        output.tell(
            "Tersegel: hanya Inspektorat yang dapat membukanya. Berkas JSON dan lampiran aslinya masih terbaca; hapuslah bila perlu."
        )
    output.line({"number": receipt.number, "tracking_code": receipt.tracking_code, "id": receipt.id})
    return 0


def _found_files(draft: Draft, folder: Path) -> Draft:
    """Relative attachments are looked for beside the JSON file, then where the command runs."""

    def code_of(name: str) -> str:
        beside = folder / name
        return str(beside) if "\0" not in name and beside.exists() else name

    return structs.replace(draft, attachments=tuple(code_of(name) for name in draft.attachments))
