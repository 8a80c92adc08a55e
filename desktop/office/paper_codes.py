"""The signature in the QR code of this office's papers: made with this PC's key, and checked by its keys and those of the office's other PCs."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

import msgspec
from sqlalchemy import Connection

from complaints.errors import OfficeError
from complaints.events import Meaning, Noted
from complaints.numbering import parse_tracking_code
from complaints.phrases import Phrase, phrase
from complaints.signed_paper import (
    KINDS,
    NoPaperCode,
    SignedPaper,
    fingerprint,
    plain_number,
    read_code,
)
from desktop.office import request_words
from desktop.store import log, own_devices, paper_keys
from desktop.store.database import reading, writing
from desktop.store.log import NewEvent
from sync.enrol import public_key
from sync.office import OwnDevice
from sync.proof import paper_is_signed, sign_paper

if TYPE_CHECKING:
    from desktop.office.office import Office

# What the log says of it, also to 1.0.0.
_KEY_TOLD = "Kunci tanda tangan surat komputer ini, untuk memeriksa kode QR di komputer lain kantor ini."
Verdict = Literal["genuine", "forged", "unknown"]


@dataclass(frozen=True, slots=True)
class CheckedPaper:
    """What the program says of a scanned code. `unknown`: nothing here tells whether it is genuine.

    `fingerprint` is '' of a receipt that has its tracking code alone.
    """

    verdict: Verdict
    sentence: Phrase
    kind_code: str
    number: str
    day: date
    unit: str
    fingerprint: str = ""

    @property
    def kind(self) -> Phrase:
        return KINDS[self.kind_code]


def unit_title(office: "Office", unit: str) -> str:
    """'Desa Saotanre'; of a unit in no list its code."""
    return office.settings.office_name if unit == office.settings.unit_code else request_words.unit_title(office, unit)


def is_enrolled(office: "Office") -> bool:
    with reading(office.engine) as connection:
        return any(pc.token for pc in own_devices.load(connection))


def check_address(office: "Office") -> str:
    """The district's public page where codes are looked up; '' while this PC isn't enrolled, or knows no address."""
    with suppress(OfficeError):
        state = office.district.connection_state()
        if state.enrolled and state.address:
            return f"{state.address.rstrip('/')}/lacak"
    return ""


def spoken(address: str) -> str:
    """The address as it stands on paper."""
    return address.removeprefix("https://").removeprefix("http://")


def sign(office: "Office", kind: str, number: str, day: date, content: Sequence[str]) -> SignedPaper:
    """The paper, signed with this PC's key. `content` is what stands on it beside its head."""
    pc = _signing_device(office)
    paper = SignedPaper(
        kind, day, office.settings.unit_code, pc.id, fingerprint(msgspec.json.encode(list(content))), plain_number(number)
    )  # fmt: skip
    return paper.signed(sign_paper(pc.key, paper.statement))


def _signing_device(office: "Office") -> OwnDevice:
    """The current device, with the key that it keeps when it is enrolled later. Once enrolled, the office's other PCs are told the key."""
    with reading(office.engine) as connection:
        current = _current(connection)
        if current.key and (not current.token or _is_told(office, connection, current)):
            return current
    with writing(office.engine) as connection:
        own_devices.prepare(connection, current.id)
        current = _current(connection)
        if current.token and not _is_told(office, connection, current):
            told = Noted(office.today(), _KEY_TOLD, Meaning(paper_key=public_key(current)))
            log.append(connection, office.author, [NewEvent("", (), told)], office.now_ms)
    return current


def _current(connection: Connection) -> OwnDevice:
    return next(pc for pc in own_devices.load(connection) if pc.current)


def _is_told(office: "Office", connection: Connection, pc: OwnDevice) -> bool:
    return pc.id in paper_keys.load(connection, office.settings.unit_code)


def check(office: "Office", scanned: str) -> CheckedPaper:
    """Whether this office made the paper, without a network. Raises NoPaperCode where the text is no code of a paper."""
    try:
        paper = read_code(scanned)
    except NoPaperCode:
        return _by_tracking_code(office, scanned)
    with reading(office.engine) as connection:
        own = {pc.id: public_key(pc) for pc in own_devices.load(connection) if pc.key}
        others = paper_keys.load(connection, office.settings.unit_code)
    key = own.get(paper.device) or others.get(paper.device)
    if key is None:
        return _checked(paper, "unknown", _unknown(office, paper))
    signed = paper_is_signed(key, paper.signature, paper.statement)
    if not signed or paper.unit != office.settings.unit_code:
        return _checked(
            paper, "forged",
            phrase(
                "TIDAK ASLI: kode ini menyebut komputer kantor ini, tetapi tanda tangannya tidak cocok. Surat itu diubah atau ditiru; "
                "jangan dipakai, dan simpan sebagai bukti."
            ),
        )  # fmt: skip
    if paper.device not in own:
        return _checked(
            paper, "genuine",
            phrase(
                "Asli: dibuat dan ditandatangani komputer lain kantor ini. Cocokkan nomor dan tanggalnya dengan yang tertulis di kertas. "
                "Bila akses komputer itu pernah dicabut, hanya kabupaten yang mengetahuinya."
            ),
        )  # fmt: skip
    return _checked(
        paper, "genuine",
        phrase("Asli: dibuat dan ditandatangani oleh kantor ini. Cocokkan nomor dan tanggalnya dengan yang tertulis di kertas."),
    )  # fmt: skip


def _checked(paper: SignedPaper, verdict: Verdict, sentence: Phrase) -> CheckedPaper:
    return CheckedPaper(verdict, sentence, paper.kind, paper.number, paper.day, paper.unit, paper.fingerprint)


def _unknown(office: "Office", paper: SignedPaper) -> Phrase:
    address = spoken(check_address(office))
    if paper.unit == office.settings.unit_code:
        what = phrase(
            "Kode ini ditandatangani komputer lain yang menyebut dirinya kantor ini; kuncinya belum sampai di sini. Sinkronkan komputer "
            "itu dan komputer ini, lalu periksa lagi."
        )
    else:
        what = phrase("Kode ini ditandatangani unit lain ({unit}); kuncinya tidak ada di sini.", unit=paper.unit)
    if not address:
        return phrase("{what} Belum dapat dipastikan; tanyakan kepada kabupaten.", what=what)
    return phrase("{what} Belum dapat dipastikan di sini; periksa di {address}.", what=what, address=address)


def _by_tracking_code(office: "Office", scanned: str) -> CheckedPaper:
    """A receipt from before this PC was enrolled has its tracking code alone, which only the book and the paper know."""
    try:
        code = parse_tracking_code(tracking_part(scanned))
        complaint = office.case(code).complaint
    except OfficeError:
        raise NoPaperCode from None
    return CheckedPaper(
        "genuine",
        phrase("Asli: kode lacak ini ada di buku kantor ini. Cocokkan nomor dan tanggalnya dengan yang tertulis di kertas."),
        "TT", complaint.number, complaint.received_on, office.settings.unit_code,
    )  # fmt: skip


def tracking_part(scanned: str) -> str:
    """The tracking code in what was scanned: alone, or in an address."""
    from urllib.parse import parse_qs, urlsplit

    text = scanned.strip()
    try:
        return parse_qs(urlsplit(text).query).get("kode", [""])[0] if "://" in text else text
    except ValueError:
        return ""
