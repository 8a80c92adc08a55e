"""What stands in the fields of the screen, as typed: kept as the draft, and read into a complaint with every fault named."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar, cast

import msgspec
from msgspec import Struct, structs

from complaints import draft, national_id, phone
from complaints.categories import Categories
from complaints.draft import Draft, Person, Problem, clean
from complaints.errors import InvalidField
from complaints.events import CHANNELS, KINDS, Channel, Kind, Location
from complaints.fields import PERSON, PLACE
from complaints.phrases import phrase
from desktop.screens.record import reading
from desktop.wording import formats, names
from desktop.wording.translation import tr

T = TypeVar("T")
_FIELDS = {"location": "latitude", "": "body"}


class Typed(Struct, frozen=True, omit_defaults=True):
    """The fields by the names of cli.md, people and place among them; all but the switches are text."""

    kind: str = "complaint"
    channel: str = "in_person"
    received_on: str = ""
    body: str = ""
    title: str = ""
    title_own: bool = False
    category: str = ""
    occurred_on: str = ""
    dusun: str = ""
    rt: str = ""
    rw: str = ""
    detail: str = ""
    latitude: str = ""
    longitude: str = ""
    expectation: str = ""
    subject: str = ""
    suspected_loss: str = ""
    lapor_id: str = ""
    supervisory: bool = False
    anonymous: bool = False
    confidential: bool = False
    sealed: bool = False
    name: str = ""
    national_id: str = ""
    sex: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    disability: str = ""
    role: str = ""
    dismissed: tuple[str, ...] = ()


EMPTY = Typed()


def harmless(text: str) -> str:
    """Text that any encoding can hold: half a surrogate pair, as a broken clipboard gives it, becomes '\ufffd'."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def keep(typed: Typed) -> bytes:
    return msgspec.json.encode(typed)


def restore(content: bytes) -> Typed:
    """The kept draft; what a newer or older version wrote otherwise is left out rather than refused."""
    try:
        known = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return EMPTY
    if not isinstance(known, dict):
        return EMPTY
    usual = msgspec.structs.asdict(EMPTY)
    fit = {name: value for name, value in known.items() if name in usual and type(value) is type(usual[name])}
    fit["dismissed"] = tuple(one for one in known.get("dismissed", ()) if isinstance(one, str))
    return Typed(**fit)


def is_empty(typed: Typed) -> bool:
    """Whether nothing worth keeping was typed: a chosen kind, channel or date alone is not."""
    usual = {"kind", "channel", "received_on"} | (set() if typed.title_own else {"title"})
    fields = msgspec.structs.asdict(typed).items()
    return not any(isinstance(value, str) and value.strip() for name, value in fields if name not in usual)


def read(typed: Typed, categories: Categories, today: date) -> tuple[Draft, tuple[Problem, ...]]:
    """The draft, and every fault with the name of its field on the screen, in the order of the rules."""
    faults: list[Problem] = []

    def value(field: str, read_it: Callable[[str], T | None]) -> T | None:
        try:
            return read_it(getattr(typed, field))
        except reading.Unreadable as fault:
            faults.append(Problem(field, fault.phrase))
            return None

    received = value("received_on", lambda text: reading.day(text, today))
    occurred = value("occurred_on", lambda text: reading.day(text, today))
    latitude, longitude = value("latitude", reading.degrees), value("longitude", reading.degrees)
    loss = value("suspected_loss", reading.rupiah)
    known = categories.by_label(typed.category) if typed.category.strip() else None
    if known is None and typed.category.strip():
        faults.append(Problem("category", phrase("Kategori itu tidak ada dalam daftar; pilih dengan panah bawah.")))
    broken = {fault.field for fault in faults} & {"latitude", "longitude"}
    whole = Draft(
        kind=cast(Kind, typed.kind if typed.kind in KINDS else "complaint"),
        channel=cast(Channel, typed.channel if typed.channel in CHANNELS else "in_person"),
        body=typed.body,
        title=typed.title,
        expectation=typed.expectation,
        received_on=received,
        occurred_on=occurred,
        category=known.code if known else "",
        supervisory=typed.supervisory,
        anonymous=typed.anonymous,
        confidential=typed.confidential,
        sealed=typed.sealed,
        location=structs.replace(
            Location(**{field.name: getattr(typed, field.name) for field in PLACE if field.reads == "line"}),
            latitude=None if broken else latitude,
            longitude=None if broken else longitude,
        ),
        subject=typed.subject,
        suspected_loss=loss,
        complainant=Person() if typed.anonymous else person(typed),
        lapor_id=typed.lapor_id,
    )
    for problem in draft.problems(whole, today):
        field = problem.field.rpartition(".")[2]
        faults.append(Problem(_FIELDS.get(field, field), problem.phrase, problem.blocks))
    return whole, tuple(faults)


def person(typed: Typed) -> Person:
    return Person(**{field.name: getattr(typed, field.name) for field in PERSON})


def missing(typed: Typed) -> tuple[Problem, ...]:
    """What this screen asks for besides the rules of every way of recording."""
    found: list[Problem] = []
    if not typed.category.strip() and not typed.sealed:
        found.append(
            Problem(
                "category", phrase("Kategori belum dipilih: ketik sebagian namanya, atau Tab untuk menerima saran.")
            )
        )
    if not typed.anonymous and not clean(typed.name):
        found.append(Problem("name", phrase("Nama pelapor belum diisi. Bila tidak mau disebut, pilih Anonim.")))
    return tuple(found)


def good_news(typed: Typed, today: date) -> dict[str, str]:
    """What was understood, to stand under a field: 'sah · perempuan · lahir 1987'."""
    news: dict[str, str] = {}
    try:
        if typed.national_id.strip():
            known = national_id.parse(typed.national_id, today)
            news["national_id"] = tr(
                "sah · {sex} · lahir {year}", sex=names.sex(known.sex).lower(), year=known.birth_date.year
            )
    except InvalidField:
        pass
    try:
        if typed.phone.strip():
            phone.normalise(typed.phone)
            news["phone"] = tr("nomor sah")
    except InvalidField:
        pass
    for field in ("received_on", "occurred_on"):
        try:
            on = reading.day(getattr(typed, field), today)
        except reading.Unreadable:
            continue
        if on is not None and not (field == "received_on" and on == today):
            news[field] = formats.long_date(on)
    try:
        loss = reading.rupiah(typed.suspected_loss)
        if loss is not None:
            news["suspected_loss"] = formats.rupiah(loss)
    except reading.Unreadable:
        pass
    return news
