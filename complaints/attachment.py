"""What may be attached to a complaint, and the harmless name it gets: names come from phones, scanners and strangers."""

import re
import unicodedata

from complaints.errors import InvalidField
from complaints.phrases import phrase

MEGABYTE = 1024 * 1024
LARGEST_BYTES = 25 * MEGABYTE
MOST_FILES = 20
LONGEST_NAME = 120
LONGEST_NAME_BYTES = 240  # disks take 255 bytes, and whoever writes it may add an ending

PROGRAMS = frozenset(
    [
        "apk",
        "app",
        "bat",
        "cmd",
        "com",
        "cpl",
        "dll",
        "exe",
        "hta",
        "jar",
        "js",
        "jse",
        "lnk",
        "msi",
        "msp",
        "ps1",
        "reg",
        "scr",
        "sh",
        "url",
        "vb",
        "vbe",
        "vbs",
        "wsf",
        "wsh",
    ]
)
PROGRAM_STARTS = (b"MZ", b"\x7fELF", b"#!")
VOICE_NOTE = b"#!AMR"  # what a telephone records begins as a script does (RFC 4867 §5)
MEDIA_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"%PDF-", "application/pdf"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"fLaC", "audio/flac"),
    (VOICE_NOTE, "audio/amr"),
)
MEDIA_EXTENSIONS: dict[str, str] = {
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif", "bmp": "image/bmp",
    "webp": "image/webp", "heic": "image/heic", "pdf": "application/pdf", "txt": "text/plain", "csv": "text/csv",
    "doc": "application/msword", "xls": "application/vnd.ms-excel", "mp3": "audio/mpeg", "ogg": "audio/ogg",
    "opus": "audio/ogg", "m4a": "audio/mp4", "wav": "audio/wav", "mp4": "video/mp4", "3gp": "video/3gpp",
    "amr": "audio/amr", "flac": "audio/flac", "mov": "video/quicktime", "avif": "image/avif", "tif": "image/tiff", "tiff": "image/tiff",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "zip": "application/zip",
}  # fmt: skip
RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


def safe_name(name: str) -> str:
    """A name that no file system, shell or reader's eye takes for something else.

    Folders, control and direction-changing characters and the names that Windows reserves are taken out.
    """
    readable_name = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8"))
    last = re.split(r"[\\/]", readable_name)[-1]
    plain = "".join("_" if c in '<>:"|?*' else c for c in last if unicodedata.category(c)[0] != "C").strip(" .")
    if RESERVED.match(plain):
        plain = "_" + plain
    stem, dot, extension = plain.rpartition(".")
    if not dot or len(extension) > 10:
        stem, ending = plain, ""
    else:
        ending = "." + extension
    stem = stem[: LONGEST_NAME - len(ending)]
    while len(f"{stem}{ending}".encode()) > LONGEST_NAME_BYTES:
        stem = stem[:-1]
    return f"{stem}{ending}" or "lampiran"


def media_type(name: str, start: bytes) -> str:
    """What the content says it is, else what the name says, else 'application/octet-stream'."""
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "image/webp"
    for magic, kind in MEDIA_STARTS:
        if start.startswith(magic):
            return kind
    return MEDIA_EXTENSIONS.get(name.rpartition(".")[2].lower(), "application/octet-stream")


def _is_program(start: bytes) -> bool:
    return start.startswith(PROGRAM_STARTS) and not start.startswith(VOICE_NOTE)


def check(name: str, size: int, start: bytes) -> None:
    """Raises InvalidField when the file is too large, empty, or a program (USB sticks carry viruses)."""
    display_name = safe_name(name)
    if size == 0:
        raise InvalidField(
            "attachments", phrase("“{name}” kosong (0 byte), jadi tidak dilampirkan.", name=display_name)
        )
    if size > LARGEST_BYTES:
        raise InvalidField(
            "attachments",
            phrase(
                "“{name}” berukuran {size} MB; paling besar {limit} MB. Perkecil dahulu, atau lampirkan sebagian.",
                name=display_name,
                size=f"{size / MEGABYTE:.0f}",
                limit=LARGEST_BYTES // MEGABYTE,
            ),
        )
    if display_name.rpartition(".")[2].lower() in PROGRAMS or _is_program(start):
        raise InvalidField(
            "attachments",
            phrase("“{name}” adalah program, bukan dokumen atau foto, jadi tidak dilampirkan.", name=display_name),
        )
