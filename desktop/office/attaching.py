"""Files that are added to a case one by one, and copies of them that are written elsewhere."""

from collections.abc import Sequence
from pathlib import Path

from complaints.errors import OfficeError
from complaints.phrases import Phrase, phrase
from desktop.office.case import Case
from desktop.office.office import Office
from desktop.store.attachments import Content


def attach_all(office: Office, complaint: str, files: Sequence[Content]) -> Case:
    """Each is a step of its own: a refusal says how many came before it."""
    case = None
    for saved, file in enumerate(files):
        try:
            case = office.attach(complaint, file)
        except OfficeError as refusal:
            done = phrase("{kept} dari {all} berkas sudah tersimpan.", kept=saved, all=len(files))
            raise OfficeError(Phrase("{done} {refusal}", {"done": done, "refusal": refusal.phrase})) from None
    assert case is not None, "there is at least one file"
    return case


def write_copy(office: Office, sha256: str, target: Path) -> None:
    """Raises OfficeError where it can't be written."""
    content = office.attachment(sha256)
    try:
        target.write_bytes(content)
    except OSError:
        raise OfficeError(
            phrase("Berkas tidak dapat ditulis di sana. Lampirannya tetap aman di buku; pilih folder lain.")
        ) from None
