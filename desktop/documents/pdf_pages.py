"""PDF files taken apart and put together with pdfium: pages as pictures for preview and printer, parts joined into one file.

pdfium isn't safe in several threads at once, so everything here holds one lock.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from types import TracebackType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_lock = threading.RLock()
POINTS_PER_MM = 72 / 25.4
BGRX = 3  # pdfium's name for four bytes a pixel of which the last is unused


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as rows of pixels in the order blue, green, red, unused: four bytes each, `stride` bytes a row."""

    width: int
    height: int
    stride: int
    content: bytes


class PdfPages:
    """The pages of one PDF, from 0."""

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2

        with _lock:
            self._pdf = pypdfium2.PdfDocument(pdf)
            # In millimetres.
            self.sizes: Sequence[tuple[float, float]] = [
                (width / POINTS_PER_MM, height / POINTS_PER_MM)
                for width, height in (self._pdf.get_page_size(at) for at in range(len(self._pdf)))
            ]

    def __len__(self) -> int:
        return len(self.sizes)

    def picture(self, at: int, dots_per_inch: float) -> Picture:
        with _lock:
            page = self._pdf[at]
            render: Any = page.render  # its stub takes whole scales only
            bitmap = render(scale=dots_per_inch / 72, force_bitmap_format=BGRX)
            picture = Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
            bitmap.close()
            page.close()
            return picture

    def text(self, at: int) -> str:
        with _lock:
            page = self._pdf[at]
            text_page = page.get_textpage()
            text = text_page.get_text_range()
            text_page.close()
            page.close()
            return text

    def close(self) -> None:
        with _lock:
            self._pdf.close()


class Joined:
    """Parts of one document, joined page by page. What the first part says of itself (title, PDF/A) holds for the whole."""

    def __init__(self) -> None:
        self._pdf: PdfDocument | None = None

    def __enter__(self) -> "Joined":
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        with _lock:
            if self._pdf is not None:
                self._pdf.close()

    def add(self, part: bytes, pages: int) -> None:
        """Adds the first `pages` pages of the part."""
        import pypdfium2

        with _lock:
            opened = pypdfium2.PdfDocument(part)
            if self._pdf is None:
                self._pdf = opened
                for at in reversed(range(pages, len(opened))):
                    del opened[at]
                return
            self._pdf.import_pages(opened, list(range(pages)))
            opened.close()

    def content(self) -> bytes:
        out = BytesIO()
        with _lock:
            if self._pdf is None:
                raise ValueError("no part was added")
            self._pdf.save(out)
        return out.getvalue()
