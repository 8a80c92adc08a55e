"""DOCX, XLSX, PPTX and OpenDocument without properties and preview, and with their pictures cleaned. Other ZIP files hold anything."""

import io
import zipfile
import zlib
from collections.abc import Callable

from sync.cleaning.not_cleanable import NotCleanable

MOST_BYTES = 200 * 1024 * 1024  # unpacked: a small file can hold a disk full of zeros
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_PROPERTIES = {
    "docProps/core.xml": b'<?xml version="1.0" encoding="UTF-8"?>\n<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": b'<?xml version="1.0" encoding="UTF-8"?>\n<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": b'<?xml version="1.0" encoding="UTF-8"?>\n<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
    "meta.xml": b'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"/>',
}
_PREVIEWS = ("docProps/thumbnail.", "Thumbnails/")
_MEDIA = ("/media/", "Pictures/")


def clean(content: bytes, clean_picture: Callable[[bytes], bytes]) -> bytes:
    """`clean_picture` is for the photos in it. Raises NotCleanable for a ZIP that is no document, is closed, too large, or holds a picture that can't be cleaned."""
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            members = source.infolist()
            names = {member.filename for member in members}
            is_document = "[Content_Types].xml" in names or "mimetype" in names
            if not is_document or sum(member.file_size for member in members) > MOST_BYTES:
                raise NotCleanable
            for member in members:
                if member.flag_bits & 1 or "/embeddings/" in member.filename or "_xmlsignatures/" in member.filename:
                    raise NotCleanable
                _copy(source, member, target, clean_picture)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        raise NotCleanable from None
    return out.getvalue()


def _copy(
    source: zipfile.ZipFile, member: zipfile.ZipInfo, target: zipfile.ZipFile, clean_picture: Callable[[bytes], bytes]
) -> None:
    name = member.filename
    if member.is_dir():
        return
    body = _PROPERTIES.get(name)
    if body is None:
        body = source.read(member)
        if any(place in name for place in _MEDIA) and not name.endswith((".emf", ".wmf", ".svg")):
            body = clean_picture(body)
    if name.startswith(_PREVIEWS):
        body = b""
    entry = zipfile.ZipInfo(name, _FIRST_DAY)
    entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
    target.writestr(entry, body)
