"""Files that were chosen for a complaint: whether they may be attached, and why not."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from complaints import attachment
from complaints.errors import InvalidField
from complaints.phrases import Phrase, phrase
from desktop.store.attachments import Content, read
from desktop.wording.translation import tr


def checked(source: Path | Content) -> Content:
    """The file as it may be attached. Raises InvalidField."""
    file = source if isinstance(source, Content) else _read(source)
    attachment.check(file.name, len(file.content), file.content[:16])
    return file


def _read(path: Path) -> Content:
    if not path.is_file():
        name = attachment.safe_name(path.name)
        raise InvalidField(
            "attachments", phrase("“{name}” bukan berkas (mungkin folder), jadi tidak dilampirkan.", name=name)
        )
    return read(path)


def pasted_name(now: datetime) -> str:
    """Of a picture that was pasted."""
    return f"tempelan {now:%Y-%m-%d %H.%M.%S}.png"


def is_image(file: Content) -> bool:
    return attachment.media_type(file.name, file.content[:16]).startswith("image/")


def why_not(file: Content, attached: Sequence[Content]) -> Phrase | None:
    """Why this file can't be one more of those that are attached."""
    if any(file.content == other.content for other in attached):
        return phrase("“{name}” sudah terlampir.", name=attachment.safe_name(file.name))
    if len(attached) >= attachment.MOST_FILES:
        return too_many()
    return None


def too_many() -> Phrase:
    """Why the files behind the last that fits are not attached."""
    return phrase("Paling banyak {limit} berkas; selebihnya tidak dilampirkan.", limit=attachment.MOST_FILES)


def limits() -> str:
    return tr(
        "foto, rekaman, dokumen · tiap berkas ≤ {size} MB · ≤ {limit} berkas",
        size=attachment.LARGEST_BYTES // attachment.MEGABYTE,
        limit=attachment.MOST_FILES,
    )
