"""Takes apart a cell that holds the complainant's name together with an address, a NIK or a telephone number.

'Sitti Aminah, Dsn. Bonto RT 01', 'Pak Rusli 0812-3456-7811', 'Nama: Ani; Alamat: Jl. Poros 3; HP: 0852…'.
"""

import re
from dataclasses import dataclass

from desktop.importing.table import Cell, cell_text

_LABELS = {
    "nama": "name", "nama lengkap": "name", "alamat": "address", "almt": "address", "nik": "national_id", "no nik": "national_id",
    "no ktp": "national_id", "ktp": "national_id", "hp": "phone", "no hp": "phone", "wa": "phone", "no wa": "phone", "telp": "phone",
    "no telp": "phone", "telepon": "phone", "no telepon": "phone", "tlp": "phone", "kontak": "phone",
}  # fmt: skip
_LABEL = re.compile(
    r"(?i)\b(nama(?:\s+lengkap)?|alamat|almt|(?:no\.?\s*)?(?:nik|ktp|hp|wa|telp|telepon|tlp)|kontak)\b\.?\s*[:=]\s*"
)
_ID = re.compile(r"(?i)(?:\b(?:no\.?\s*)?(?:nik|ktp)\b[\s.:]*)?(?<!\d)(\d(?:[ .-]?\d){15})(?!\d)")
_PHONE = re.compile(
    r"(?i)(?:\b(?:no\.?\s*)?(?:hp|wa|telp|telepon|tlp|kontak|whatsapp)\b[\s./:]*)?(?<!\d)(?!0\d{1,2}\s+(?:\+?62|08))((?:\+?62|0)[ (.-]{0,2}[2-9](?:[ ().-]?\d){6,12})(?!\d)"
)
_APART = re.compile(r"\s*(?:\n|;|,|/(?!\d)|\s[-–—]\s|\||\(|\))\s*")
_SIGNS = " ,;/:|-\n"
# A degree behind a comma belongs to the name.
_DEGREE = re.compile(
    r"(?i)(?:(?:s\.?\s?(?:pd|sos|h|e|ag|kep|kom|t|ip|i\.p|p|si|km|hum|farm|gz|psi|st|hut|pi|pt|ap|th|tr)|m\.?\s?(?:si|pd|h|m|kes|a|ag|ap|t|kom|e|sc|"
    r"hum|th|kn|p|ip)|a\.?\s?m[ad])(?:\.?\s?(?:i|sd|aud|sy|keb|kep|kom|pd|gz|pust|farm))*|lc|ns|apt|ba|qh|cpa|ph\.?d|b\.?sc|sst|drs?|ir)\.?"
)
# Where an address begins, when no sign stands before it.
_PLACE = re.compile(
    r"(?i)\s+(?=(?:alamat|almt|dsn|dusun|dukuh|jl|jln|jalan|kp|kmp|kampung|lingk|lingkungan|rt|rw|rk|desa|kel|kelurahan|kec|kecamatan|perum|"
    r"perumahan|blok|gg|gang|lorong|lrg|btn|komp|kompleks|poros)\b\.?)"
)
_ADDRESS_WORD = re.compile(r"(?i)^(?:alamat|almt|di)\b[\s.:]*")
_OFFICE = re.compile(r"(?i)^(?:pak|bu|bpk|ibu|bapak|ketua|sekretaris|pengurus|kepala|warga|imam|kader)$")


@dataclass(frozen=True, slots=True)
class Parts:
    """What the cell says of the person; '' for what it does not say."""

    name: str = ""
    address: str = ""
    national_id: str = ""
    phone: str = ""


def is_number(text: str) -> bool:
    """Whether the text is a telephone number and nothing else."""
    return _PHONE.fullmatch(text.strip()) is not None


def read_person(cell: Cell) -> Parts:
    """Nothing of the cell is lost: what is no name and no number is the address."""
    text = cell_text(cell)
    if _LABEL.search(text):
        return _labelled(text)
    national_id, text = _taken(_ID, text)
    phone, text = _taken(_PHONE, text)
    text = text.strip(_SIGNS)
    name, address = _divided(text)
    while address and (degree := _divided(address)) and _DEGREE.fullmatch(degree[0]):
        name, address = f"{name}, {degree[0]}", degree[1]
    place = _PLACE.search(name)
    if place is not None and not _OFFICE.match(name[: place.start()].rpartition(" ")[2]):
        in_text = text.startswith(name)
        address = text[place.end() :] if in_text else ", ".join(part for part in (name[place.end() :], address) if part)
        name = name[: place.start()]
    address = ", ".join(part.strip() for part in address.splitlines() if part.strip(_SIGNS))
    return Parts(name.strip(), _ADDRESS_WORD.sub("", address), national_id, phone)


def _divided(text: str) -> tuple[str, str]:
    """The text before the first sign that parts it, and the text behind."""
    sign = _APART.search(text)
    if sign is None:
        return text, ""
    behind = text[sign.end() :].strip(_SIGNS)
    if "(" in sign[0]:
        behind = behind.replace(")", "", 1)
    return text[: sign.start()].strip(), behind


def _labelled(text: str) -> Parts:
    found: dict[str, str] = {}
    before = text[: next(_LABEL.finditer(text)).start()]
    if before.strip(" ,;/\n"):
        found["name"] = " ".join(before.strip(" ,;/\n").split())
    labels = list(_LABEL.finditer(text))
    for at, label in enumerate(labels):
        end = labels[at + 1].start() if at + 1 < len(labels) else len(text)
        value = " ".join(text[label.end() : end].strip(" ,;/\n-").split())
        name = _LABELS.get(" ".join(re.sub(r"\W+", " ", label[1].lower()).split()), "address")
        if value:
            found[name] = f"{found[name]}, {value}" if name in found else value
    return Parts(**found)


def _taken(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    """The first match, and the text without it; other numbers stay in the text."""
    match = pattern.search(text)
    if match is None:
        return "", text
    return match[1], f"{text[: match.start()]}\n{text[match.end() :]}"
