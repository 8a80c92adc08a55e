"""What an officer types before it becomes an event: the fields of cli.md, cleaned and checked with a sentence for each fault."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter

import msgspec
from msgspec import UNSET, Struct, structs

from complaints import national_id, phone
from complaints.complaint import Complainant
from complaints.errors import InvalidField
from complaints.events import Channel, Facts, Kind, Location
from complaints.fields import FIELDS, PERSON
from complaints.identity import Identity
from complaints.phrases import Phrase, phrase

NOTE_LIMIT = 10_000
# The category Cc of Unicode without tab and line feed. It is looked for in bulk: an import cleans a million fields.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# Marks that nobody sees and that come along when text is pasted: inside a word they keep it from being found. Joiners are only
# such between Latin letters, for other scripts and emoji are written with them.
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]|(?<=[A-Za-z])[\u200c\u200d]+(?=[A-Za-z])")


class Person(Complainant, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Who complains, as typed."""


class Draft(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """A complaint as typed or as given to `record --json`; only `kind` and `body` must be there."""

    kind: Kind
    body: str
    title: str = ""
    expectation: str = ""
    channel: Channel = "in_person"
    received_on: date | None = None
    occurred_on: date | None = None
    category: str = ""
    supervisory: bool = False
    anonymous: bool = False
    confidential: bool = False
    sealed: bool = False
    location: Location = Location()
    subject: str = ""
    suspected_loss: int | None = None
    complainant: Person = Person()
    lapor_id: str = ""
    attachments: tuple[str, ...] = ()


_LIMITS = tuple((field.path, field.limit) for field in FIELDS if field.limit)
_limited: Callable[[Draft], tuple[str, ...]] = attrgetter(*(path for path, _ in _LIMITS))
_CHOICES = tuple((field, attrgetter(field.path)) for field in FIELDS if field.choices)
# A person's fields that need no reading of their own.
_PLAIN = tuple(field.name for field in PERSON if field.name not in ("national_id", "sex", "phone"))


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in one field. One that does not `block` is only worth a look: the office PC's clock may be the one that is wrong."""

    field: str
    phrase: Phrase
    blocks: bool = True

    @property
    def sentence(self) -> str:
        """The phrase in Indonesian."""
        return str(self.phrase)


def parse(content: bytes) -> Draft:
    """The draft in this JSON. Raises InvalidField that names what was wrong with the JSON itself."""
    try:
        return msgspec.json.decode(content, type=Draft)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InvalidField(
            "",
            phrase(
                "Isian JSON tidak dapat dibaca: {fault}. Tidak ada yang disimpan; perbaiki lalu ulangi.",
                fault=str(error),
            ),
        ) from None


LINE_LETTERS, MOST_LINES = 200, 200  # of a list that is typed line by line


def clean(text: str) -> str:
    """Text safe to keep and show: NFC, no control characters but line breaks and tabs, no lone surrogates, trimmed."""
    if text.isascii() and text.isprintable():
        return text.strip()  # most fields of most complaints
    readable = unicodedata.normalize("NFC", text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    return _CONTROLS.sub("", _UNSEEN.sub("", readable).replace("\r\n", "\n").replace("\r", "\n")).strip()


def clean_line(text: str) -> str:
    """The same in one line, with one space between words."""
    return " ".join(clean(text).split())


def clean_lines(text: str) -> tuple[str, ...]:
    """Each line once, in its order, without empty ones."""
    lines = (clean_line(line)[:LINE_LETTERS] for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))[:MOST_LINES]


def problems(draft: Draft, today: date) -> tuple[Problem, ...]:
    """Every fault of the draft, in the order of the screen."""
    return tuple(_problems(draft, today))


def _problems(draft: Draft, today: date) -> Iterator[Problem]:
    if not clean(draft.body):
        yield Problem("body", phrase("Isi aduan belum diisi."))
    for (name, limit), text in zip(_LIMITS, _limited(draft), strict=True):
        length = len(text)
        if length > limit:
            yield Problem(
                name, phrase("Terlalu panjang: {length} huruf, paling banyak {limit}.", length=length, limit=limit)
            )
    for field, choice in _CHOICES:
        code = choice(draft)
        if not field.accepts(code):
            choices = ", ".join(filter(None, field.choices))
            yield Problem(
                field.path,
                phrase("Pilihan “{code}” tidak dikenal. Yang dikenal: {known}.", code=code[:40], known=choices),
            )
    if draft.supervisory and not draft.anonymous and _says_who_complains(draft):
        yield Problem(
            "body",
            phrase(
                "Teks ini menyebut pelapornya. Bila yang diadukan pejabat kantor, tulis tanpa nama: teks ini dibaca banyak orang."
            ),
            False,
        )
    yield from _date_problems(draft, today)
    yield from _person_problems(draft, today)
    if draft.suspected_loss is not None and not 0 <= draft.suspected_loss < 10**15:
        yield Problem("suspected_loss", phrase("Nilai rupiah harus angka nol atau lebih."))
    place = draft.location
    if (place.latitude is None) != (place.longitude is None):
        yield Problem("location", phrase("Koordinat perlu lintang dan bujur."))
    elif place.latitude is not None and not (-90 <= place.latitude <= 90 and -180 <= (place.longitude or 0) <= 180):
        yield Problem("location", phrase("Koordinat di luar bumi: lintang −90…90, bujur −180…180."))


def _says_who_complains(draft: Draft) -> bool:
    from complaints.unnamed_text import people_in  # few complaints are supervisory, and every start loads this file

    return any(people_in(text, (draft.complainant,)) for text in (draft.title, draft.body, draft.expectation))


def _date_problems(draft: Draft, today: date) -> Iterator[Problem]:
    received = draft.received_on or today
    if received > today:
        yield Problem(
            "received_on",
            phrase("Tanggal diterima sesudah hari ini menurut jam komputer. Periksa tanggal atau jam."),
            False,
        )
    elif received < today - timedelta(days=3660):
        yield Problem("received_on", phrase("Tanggal diterima lebih dari sepuluh tahun lalu. Periksa tahunnya."), False)
    if draft.occurred_on is not None and draft.occurred_on > received:
        yield Problem("occurred_on", phrase("Tanggal kejadian sesudah tanggal diterima."))


def _person_problems(draft: Draft, today: date) -> Iterator[Problem]:
    person = draft.complainant
    checks: tuple[tuple[str, str, Callable[[str], object]], ...] = (
        ("complainant.national_id", person.national_id, lambda text: national_id.parse(text, today)),
        ("complainant.phone", person.phone, phone.normalise),
    )
    for name, text, check in checks:
        if text.strip():
            try:
                check(text)
            except InvalidField as error:
                yield Problem(name, error.phrase)
    email = person.email.strip()
    if email and ("@" not in email[1:-1] or any(c.isspace() for c in email)):
        yield Problem("complainant.email", phrase("Alamat email perlu tanda @, misalnya nama@contoh.id."))


def facts(draft: Draft, today: date) -> Facts:
    """The facts that the recording event carries. Raises InvalidField for the first blocking problem."""
    for problem in problems(draft, today):
        if problem.blocks:
            raise InvalidField(problem.field, problem.phrase)
    from complaints.suggest import suggest_title  # its patterns are large, and every start loads this file

    body = clean(draft.body)
    place = draft.location
    return Facts(
        kind=draft.kind,
        title=" ".join(clean(draft.title).split()) or suggest_title(body),
        body=body,
        expectation=clean(draft.expectation) or UNSET,
        channel=draft.channel,
        received_on=draft.received_on or today,
        occurred_on=draft.occurred_on if draft.occurred_on is not None else UNSET,
        category=clean(draft.category) or UNSET,
        supervisory=draft.supervisory or UNSET,
        anonymous=draft.anonymous or UNSET,
        confidential=draft.confidential or UNSET,
        location=UNSET if place == Location() else _place(place),
        suspected_loss=draft.suspected_loss if draft.suspected_loss is not None else UNSET,
        lapor_id=clean(draft.lapor_id) or UNSET,
    )


def _place(place: Location) -> Location:
    return structs.replace(
        place, dusun=clean(place.dusun), rt=clean(place.rt), rw=clean(place.rw), detail=clean(place.detail)
    )


def identity(draft: Draft, today: date) -> Identity:
    """The personal fields of the draft, normalised. An anonymous complainant leaves no name or number behind."""
    person = draft.complainant
    subject = clean(draft.subject) or UNSET
    if draft.anonymous:
        return Identity(subject=subject, sex=person.sex or UNSET)
    number = person.national_id.strip()
    parsed = national_id.parse(number, today) if number else None
    plain = {name: text for name in _PLAIN if (text := clean(getattr(person, name)))}
    return Identity(
        national_id=parsed.text if parsed else UNSET,
        sex=person.sex or (parsed.sex if parsed else "") or UNSET,
        phone=phone.normalise(person.phone) if person.phone.strip() else UNSET,
        subject=subject,
        **plain,
    )
