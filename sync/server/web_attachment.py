"""A file that comes by a form: made as small and as discreet as an office's program makes it, and put on the shelf before any event names it."""

import secrets
from hashlib import sha256
from typing import NamedTuple

from complaints import attachment
from complaints.errors import InvalidField
from complaints.phrases import phrase
from sync.cleaning import NotCleanable, cleaned
from sync.server import file_access, quota
from sync.server.file_access import StoredFile
from sync.server.filing import Filing
from sync.server.quota import Used
from sync.server.shelf_pieces import ShelfAway
from sync.server.uploads import Upload


class KeptAttachment(NamedTuple):
    """As an Attached event names it."""

    sha256: str
    name: str
    media_type: str
    size: int


def keep(filing: Filing, unit: str, file_name: str, content: bytes) -> KeptAttachment:
    """Stores it without where and by whom it was made. Raises InvalidField for what may not be attached, Refuse beyond the day's limit."""
    attachment.check(file_name, len(content), content[:16])
    name = attachment.safe_name(file_name)
    try:
        content = _for_the_wire(content, attachment.media_type(name, content[:16]))
    except NotCleanable:
        raise InvalidField(
            "attachments",
            phrase(
                "“{name}” tidak dapat dibersihkan dari keterangan tersembunyi (tempat, perangkat, pembuat), jadi tidak "
                "dilampirkan. Kirim sebagai foto JPEG atau PDF.",
                name=name,
            ),
        ) from None
    except ModuleNotFoundError:
        raise InvalidField(
            "attachments",
            phrase(
                "Server kabupaten belum dapat membersihkan berkas seperti “{name}” dari keterangan tersembunyi, jadi tidak "
                "dilampirkan. Kirim sebagai foto JPEG, atau mintalah petugas TI memasang bagian “lampiran”.",
                name=name,
            ),
        ) from None
    hash, size = sha256(content).hexdigest(), len(content)
    district = filing.district
    used = Used(files=1, file_bytes=size)
    district.database.write(lambda t: quota.spend(t, f"web {unit}", district.now(), used, district.limits))
    if not filing.shelf.has(hash):
        # A name of its own: the same file may be coming from a PC of the unit this moment.
        upload = Upload(hash, hash, size, f"{unit} {secrets.token_hex(8)}")
        filing.uploads.begin(upload)
        filing.uploads.append(upload.id, 0, content)
        if not filing.uploads.put_away(upload, filing.shelf):
            raise ShelfAway("damaged")
        filing.uploads.forget(upload.id)
    district.database.write(lambda t: file_access.keep(t, hash, StoredFile(unit, hash, size), district.now()))
    return KeptAttachment(hash, name, attachment.media_type(name, content[:16]), size)


def _for_the_wire(content: bytes, media_type: str) -> bytes:
    """Raises NotCleanable, and ModuleNotFoundError where the library that reads such a file isn't installed (optional.py)."""
    try:
        from sync.photo import for_the_wire  # brings Pillow: only a server whose units attach files loads it
    except ModuleNotFoundError:
        return cleaned(content)  # as large as it came, but as discreet
    return for_the_wire(content, media_type)
