"""How an office's papers are headed and signed: letterhead lines, logo, signatory, paper. Kept beside the settings, in the store."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct, structs

from complaints.draft import clean
from complaints.errors import InvalidField, Refused
from complaints.office_kind import HEADS, office_kind
from complaints.phrases import phrase
from desktop.documents import templates
from desktop.documents.paper import SheetPaper
from desktop.store import kept_values
from desktop.store.database import reading, writing
from desktop.store.durable_files import disk_errors
from desktop.store.settings import Settings

if TYPE_CHECKING:
    from desktop.office.office import Office

STORED_AS = "letterhead"
PLACE_TO_FILL_IN = "." * 20
LARGEST_LOGO_BYTES = 1024 * 1024
MOST_LINES, LONGEST_LINE = 5, 120
LOGO_STARTS = {b"\x89PNG\r\n\x1a\n": "logo.png", b"\xff\xd8\xff": "logo.jpg"}


class Letterhead(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What the office itself wrote; an empty field takes what is known of the office (`filled`)."""

    lines: tuple[str, ...] = ()
    contact: str = ""
    logo: bytes = b""
    place: str = ""
    head_title: str = ""
    head_name: str = ""
    head_id: str = ""
    officer_title: str = ""
    officer_name: str = ""
    officer_id: str = ""
    copies: tuple[str, ...] = ()
    paper: SheetPaper = "f4"

    @property
    def logo_file(self) -> str:
        """The name under which a template finds the logo; '' when there is none."""
        return next((name for start, name in LOGO_STARTS.items() if self.logo.startswith(start)), "")


def load(office: "Office") -> Letterhead:
    """As the office wrote it."""
    with reading(office.engine) as connection:
        return kept_values.load(connection, STORED_AS, Letterhead) or Letterhead()


def save(office: "Office", letterhead: Letterhead) -> None:
    """Keeps it, for an admin. Raises Refused or InvalidField; then nothing changed."""
    if office.user.role != "admin":
        raise Refused(
            phrase("Kop surat hanya dapat diubah oleh admin. Tidak ada yang diubah; mintalah admin kantor Anda.")
        )
    cleaned = structs.replace(
        letterhead,
        **{
            name: _line(getattr(letterhead, name))
            for name in (
                "contact", "place", "head_title", "head_name", "head_id", "officer_title", "officer_name", "officer_id",
            )
        },
        lines=_lines(letterhead.lines),
        copies=_lines(letterhead.copies),
    )  # fmt: skip
    check_logo(cleaned.logo)
    with writing(office.engine) as connection:
        kept_values.save(connection, STORED_AS, cleaned)


def read_logo(file: Path) -> bytes:
    """Raises OfficeError when the file can't be read, or is no picture for a letterhead."""
    with disk_errors():
        content = file.read_bytes()
    check_logo(content)
    return content


def check_logo(content: bytes) -> None:
    """Raises InvalidField when this is no picture for a letterhead."""
    if not content:
        return
    if len(content) > LARGEST_LOGO_BYTES:
        raise InvalidField(
            "logo", phrase("Logo terlalu besar: paling besar 1 MB. Logo yang lama tetap dipakai; perkecil dulu.")
        )
    if not any(content.startswith(start) for start in LOGO_STARTS):
        raise InvalidField(
            "logo", phrase("Logo harus gambar PNG atau JPEG. Logo yang lama tetap dipakai; pilih berkas lain.")
        )
    from io import BytesIO

    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(content)) as image:
            image.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise InvalidField(
            "logo", phrase("Gambar logo rusak. Logo yang lama tetap dipakai; pilih berkas lain.")
        ) from None


def filled(office: "Office") -> Letterhead:
    """The letterhead with what is known of the office in every field that it left empty."""
    own_letterhead, settings = load(office), office.settings
    contact = " · ".join(part for part in (settings.address, settings.phone and f"Telp. {settings.phone}") if part)
    return structs.replace(
        own_letterhead,
        lines=own_letterhead.lines or _usual_lines(office),
        contact=own_letterhead.contact or contact,
        place=own_letterhead.place or _usual_place(office),
        head_title=own_letterhead.head_title or _usual_title(settings),
        head_name=own_letterhead.head_name or settings.head_name,
        officer_title=own_letterhead.officer_title or "Petugas Pengaduan",
        officer_name=own_letterhead.officer_name or office.user.name,
    )


def _usual_title(settings: Settings) -> str:
    """'Lurah', 'Camat'; of an OPD with its name, behind which the papers put the district's: 'Kepala Dinas Sosial'."""
    kind = office_kind(settings.unit_code)
    return f"{HEADS[kind]} {settings.office_name}" if kind == "opd" else HEADS[kind]


def _usual_place(office: "Office") -> str:
    """Where papers are signed: the village or kecamatan; of an OPD its kabupaten, dots while that is not known."""
    settings = office.settings
    if office_kind(settings.unit_code) == "opd":
        return office.district_name.partition(" ")[2] or PLACE_TO_FILL_IN
    return settings.office_name.partition(" ")[2] or settings.office_name


def _usual_lines(office: "Office") -> tuple[str, ...]:
    """'PEMERINTAH KABUPATEN SINJAI', 'KECAMATAN SINJAI TENGAH', 'DESA SAOTANRE'."""
    settings = office.settings
    district = district_of(office)
    return tuple(
        line.upper()
        for line in (
            f"Pemerintah {district}" if district else "",
            f"Kecamatan {settings.parent_name}" if settings.parent_name else "",
            settings.office_name,
        )
        if line
    )


def district_of(office: "Office") -> str:
    """'Kabupaten Sinjai', by the list of units or as the district called itself; '' where neither tells."""
    above = (unit.title for unit in office.units.above(office.settings.unit_code))
    return next((name for name in above if name.startswith(("Kabupaten", "Kota"))), office.district_name)


def _line(text: str) -> str:
    return " ".join(clean(text).split())[:LONGEST_LINE]


def _lines(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(line for line in map(_line, texts) if line)[:MOST_LINES]


class LetterheadState(NamedTuple):
    """What the office wrote, what stands in the papers where it wrote nothing, and its own templates."""

    of_office: Letterhead
    filled: Letterhead
    copies: tuple[str, ...]


def state(office: "Office") -> LetterheadState:
    return LetterheadState(load(office), filled(office), templates.own_copies(office.folder))


def typed_lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
