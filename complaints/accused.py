"""Who a complaint is about: whether its subject is an office holder of this very office, however people write name and title.

Then who complains is hidden from the head and from the accused. In doubt it is: a name too many hidden harms nobody.
"""

import re
from collections.abc import Iterable
from typing import Literal

from complaints.complaint import Complaint
from complaints.search_words import fold, one_letter_off

# What stands before and behind a name, and what is often left out of it.
_TITLES = frozenset(
    """
    pak bapak bpk ibu bu sdr sdri saudara saudari tuan nyonya ny tn kak kakak bang mas mbak om oknum bernama nama atas yang yg
    terhormat yth h hj haji hajah hajjah kh kyai ustad ustadz ustaz dr drs dra ir prof st se sh si mm ss sp sos sip kom pd ag ap map msi
    mpd mkom spd sag skom ssos skm amd phd sstp stp desa kelurahan dusun kantor staf staff petugas pegawai perangkat aparat pejabat
    umum keuangan perencanaan pemerintahan kesejahteraan pelayanan tata usaha a andi daeng dg muh moh mohd muhammad mohammad mohamad muhamad m mr mrs
    """.split()  # noqa: SIM905
)
# Offices in a village; 'kepala' alone may be anybody's.
_HEAD = re.compile(
    r"\b(?:(?:kepala|kpl|ka|pj|plt|pjs|penjabat|mantan|eks)\.?\s+)*(?:kepala\s+(?:desa|kelurahan|kampung|nagari|pekon|lembang|kampong)|"
    r"kades|kadesnya|lurah|kuwu|perbekel|pambakal|petinggi|geuchik|keuchik|datuk\s+penghulu|wali\s*nagari|hukum\s+tua|"
    r"raja\s+negeri|kepala\s+pemerintah(?:an)?\s+(?:desa|negeri)|kakam|peratin)\b"
)
_HOLDER = re.compile(
    r"\b(?:sekdes|sekretaris\s+(?:desa|lurah|kelurahan)|seklur|carik|kaur|kasi|kasie|kepala\s+(?:urusan|seksi|dusun|lingkungan|lorong|jorong)|"
    r"kadus|kaling|kepala\s+kampung|kawil|kepala\s+wilayah|bendahara(?:\s+desa)?|(?:perangkat|aparat|aparatur|pamong|pejabat|pegawai|staf|operator|petugas|"
    r"pemerintah|kantor|pihak)\s+(?:desa|kelurahan|lurah|pemdes)|pemdes|juru\s+tulis|jurutulis)\b"
)
_SECRETARY = "sekdes"
_SECRETARIES = frozenset(
    {
        "sekdes",
        "sekretaris desa",
        "sekretaris kelurahan",
        "sekretaris lurah",
        "seklur",
        "carik",
        "juru tulis",
        "jurutulis",
    }
)
_SHORT = {"kepala urusan": "kaur", "kasie": "kasi", "kepala seksi": "kasi"} | dict.fromkeys(
    ("kepala dusun", "kepala lingkungan", "kaling", "kepala lorong", "kepala jorong", "kepala kampung"), "kadus"
)
# What who has this role is called where a complaint accuses them.
ROLE_OFFICES = {"secretary": _SECRETARY, "affairs": "kaur", "section": "kasi", "hamlet": "kadus"}
_WORD = re.compile(r"[a-z]+")
# What such complaints are about: illegal levies, the village's money, its officials.
SEALING_CATEGORIES = frozenset({"service.levy", "government.finance", "government.officials"})
SealingReason = Literal["", "subject", "category"]
_SHORTEST_NAME = 3


def names_head_office(subject: str) -> bool:
    """Whether the subject is named by the head's office: 'Pak Kades', 'Kepala Desa', 'Pj. Lurah'."""
    return _HEAD.search(_plain(subject)) is not None


def is_same_person(subject: str, name: str) -> bool:
    """Whether they can mean the same person: one's name is within the other's, titles and one wrong letter aside."""
    some, others = name_words(subject), name_words(name)
    if not some or not others:
        return False
    return _all_within(some, others) or _all_within(others, some)


def is_office_holder(subject: str, holders: Iterable[str]) -> bool:
    """Whether the subject holds an office here, by its office or by a name of `holders`."""
    plain = _plain(subject)
    if not plain.strip():
        return False
    return bool(_HEAD.search(plain) or _HOLDER.search(plain)) or any(
        is_same_person(subject, holder) for holder in holders
    )


def why_seal(subject: str, category: str, holders: Iterable[str]) -> SealingReason:
    """Why a complaint had better be sealed for the Inspektorat than kept where the accused works; '' when nothing says so."""
    if is_office_holder(subject, holders):
        return "subject"
    return "category" if category in SEALING_CATEGORIES else ""


def is_about_office_holder(complaint: Complaint, holders: Iterable[str]) -> bool:
    """Whether it was ever a supervisory complaint, and its subject ever an office holder: who corrects that later hides nothing."""
    if not (complaint.supervisory or complaint.once_supervisory):
        return False
    names = tuple(holders)
    return any(is_office_holder(subject, names) for subject in subjects(complaint))


def subjects(complaint: Complaint) -> tuple[str, ...]:
    """Everybody whom it has named as its subject."""
    return tuple(dict.fromkeys(name for name in (complaint.subject, *complaint.former_subjects) if name))


def is_hidden_from(
    complaint: Complaint, user: str, *, heads: bool, head_name: str, holders: Iterable[str], office: str = ""
) -> bool:
    """Whether this user must not see who complains: the head, under whatever role, and whom the complaint is about.

    `heads`: the user has the head's role. `office`: the office that they have here, as 'sekretaris desa'.
    """
    if not is_about_office_holder(complaint, (*holders, head_name)):
        return False
    if heads or is_same_person(user, head_name) or names_head_office(user) or names_subject(user, complaint):
        return True
    # Somebody whose account is called 'Sekdes' is whom 'oknum sekretaris desa' means.
    return bool(
        (_offices(user) | _offices(office))
        & {office for subject in subjects(complaint) for office in _offices(subject)}
    )


def names_subject(text: str, complaint: Complaint) -> bool:
    """Whether the text names whom the complaint is about."""
    return any(is_same_person(subject, text) or _is_within(subject, text) for subject in subjects(complaint))


def _offices(text: str) -> set[str]:
    """The offices that the text names, each by one of its names."""
    found = (" ".join(match[0].split()) for match in _HOLDER.finditer(_plain(text)))
    return {_SECRETARY if office in _SECRETARIES else _SHORT.get(office, office) for office in found}


def _is_within(subject: str, text: str) -> bool:
    words = name_words(subject)
    return bool(words) and _all_within(words, name_words(text))


def _plain(text: str) -> str:
    return re.sub(r"[^a-z]+", " ", fold(text).replace("'", ""))


def name_words(text: str) -> tuple[str, ...]:
    """The words that tell a person apart, in small letters, without titles and offices."""
    words = _WORD.findall(_HOLDER.sub(" ", _HEAD.sub(" ", _plain(text))))
    telling = tuple(word for word in words if word not in _TITLES and len(word) >= _SHORTEST_NAME)
    # 'Muhammad' or 'Andi' alone is all that there is of a name.
    return telling or tuple(
        word for word in words if len(word) > _SHORTEST_NAME and word in ("andi", "daeng", "muhammad")
    )


def _all_within(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    return all(any(_is_same_word(word, other) for other in others) for word in words)


def _is_same_word(word: str, other: str) -> bool:
    return word == other or (
        min(len(word), len(other)) >= 4 and abs(len(word) - len(other)) <= 1 and other in one_letter_off(word)
    )
