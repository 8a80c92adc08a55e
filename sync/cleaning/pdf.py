"""PDF without properties: who made it with what and when, private data of programs, and what its photos hide (ISO 32000-2 §14.3)."""

import io
from collections.abc import Callable

import pikepdf

from sync.cleaning.not_cleanable import NotCleanable

_PRIVATE = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb")


def clean(content: bytes, clean_picture: Callable[[bytes], bytes]) -> bytes:
    """`clean_picture` is for the photos in it. Raises NotCleanable when it needs a password, is signed (any change would void that), or holds other files."""
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            if document.is_encrypted or _is_signed(document):
                raise NotCleanable
            if "/Info" in document.trailer:
                del document.trailer["/Info"]
            for item in document.objects:
                if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
                    _clean_object(item, clean_picture)
            document.remove_unreferenced_resources()
            out = io.BytesIO()
            document.save(out, deterministic_id=True, fix_metadata_version=False)
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, TypeError, KeyError, RuntimeError):
        raise NotCleanable from None
    return out.getvalue()


def _is_signed(document: pikepdf.Pdf) -> bool:
    form = document.Root.get("/AcroForm")
    return form is not None and int(form.get("/SigFlags", 0)) & 1 == 1


def _clean_object(item: pikepdf.Dictionary | pikepdf.Stream, clean_picture: Callable[[bytes], bytes]) -> None:
    if item.get("/Type") == pikepdf.Name.EmbeddedFile:
        raise NotCleanable
    for name in _PRIVATE:
        if name in item:
            del item[name]
    if isinstance(item, pikepdf.Stream):
        _clean_picture(item, clean_picture)


def _clean_picture(stream: pikepdf.Stream, clean_picture: Callable[[bytes], bytes]) -> None:
    """What a scanner or telephone put into a picture stands in the document as it was."""
    filters = stream.get("/Filter")
    names = list(filters) if isinstance(filters, pikepdf.Array) else [filters]
    if names[-1] not in (pikepdf.Name.DCTDecode, pikepdf.Name.JPXDecode):
        return
    if len(names) > 1:
        raise NotCleanable
    stream.write(clean_picture(stream.read_raw_bytes()), filter=pikepdf.Name(str(names[0])), decode_parms=None)
