"""DOCX, XLSX, PPTX and OpenDocument without properties and preview, and with their pictures cleaned. Other ZIP files hold anything.

What is no XML in a document is a picture, a film, a sound or another file, wherever it stands and whatever its name: a cleaner knows
it by its first bytes, or the whole document is held back (EMF and WMF drawings, macros, embedded objects).
"""

import io
import re
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
_HARMLESS = ("mimetype", "layout-cache")
_FONTS = (".odttf", ".fntdata", ".ttf", ".otf")
_PRINTER = "/printerSettings/"
_OPENDOCUMENT_PROPERTIES = "meta.xml"
_XML_STARTS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe", b"\xfe\xff")
# The printer's name and settings, whose part is left out, and the folder in which the workbook lay on somebody's disk.
_TAKEN_OUT: tuple[tuple[re.Pattern[bytes], bytes], ...] = (
    (re.compile(rb"<Relationship\b[^>]*/printerSettings\"[^>]*?(/>|></Relationship>)"), b""),
    (re.compile(rb"<w:printerSettings\b[^>]*/>"), b""),
    (re.compile(rb"(<(?:\w+:)?pageSetup\b[^>]*?) \w+:id=\"[^\"]*\""), rb"\1"),
    (re.compile(rb"(<(?:\w+:)?absPath\b[^>]*?\burl=\")[^\"]*"), rb"\1"),
    (re.compile(rb"(config:name=\"Printer(?:Name|Setup)\"[^>]*>)[^<]*"), rb"\1"),
)
# A picture as text within the XML.
_BINARY = re.compile(rb"<(?:\w+:)?(?:binary-data|binData|binaryData)\b")


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
    if member.is_dir() or _PRINTER in f"/{name}":
        return
    body = _PROPERTIES.get(_opendocument_name(name))
    if body is None:
        body = b"" if name.startswith(_PREVIEWS) else _cleaned(name, source.read(member), clean_picture)
    entry = zipfile.ZipInfo(name, _FIRST_DAY)
    entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
    target.writestr(entry, body)


def _opendocument_name(name: str) -> str:
    """An object within a text has properties of its own: 'Object 1/meta.xml'."""
    return name.rpartition("/")[2] if name.endswith("/" + _OPENDOCUMENT_PROPERTIES) else name


def _cleaned(name: str, body: bytes, clean_picture: Callable[[bytes], bytes]) -> bytes:
    if not body or name in _HARMLESS or name.lower().endswith(_FONTS):
        return body
    if not body.lstrip().startswith(_XML_STARTS) or b"<svg" in body[:4096]:
        return clean_picture(body)
    if _BINARY.search(body):
        raise NotCleanable
    for hidden, instead in _TAKEN_OUT:
        body = hidden.sub(instead, body)
    return body
