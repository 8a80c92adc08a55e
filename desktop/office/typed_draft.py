"""The fields of the record form as they are typed: saved as the draft, and read into a complaint with every fault named."""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import TypeVar, cast

import msgspec
from msgspec import Struct, structs

from complaints import draft, national_id, phone, typed_values
from complaints.categories import Categories
from complaints.draft import Draft, Person, Problem, clean
from complaints.errors import InvalidField
from complaints.events import CHANNELS, KINDS, Channel, Kind, Location
from complaints.fields import PERSON, PLACE
from complaints.phrases import phrase
from desktop.wording import formats, names
from desktop.wording.translation import tr

T = TypeVar("T")
_FIELDS = {"location": "latitude", "": "body"}


class TypedDraft(Struct, frozen=True, omit_defaults=True):
    """The fields of the form by their names in docs/cli.md; all are text but the switches."""

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


EMPTY = TypedDraft()


def harmless(text: str) -> str:
    """Text that any encoding can hold: half a surrogate pair, as a broken clipboard gives it, becomes '\ufffd'."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def encode(typed: TypedDraft) -> bytes:
    return msgspec.json.encode(typed)


def decode(content: bytes) -> TypedDraft:
    """The saved draft. A field that another version wrote in a different way is left out; nothing is refused."""
    try:
        saved = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return EMPTY
    if not isinstance(saved, dict):
        return EMPTY
    usual = structs.asdict(EMPTY)
    fields = {name: value for name, value in saved.items() if name in usual and type(value) is type(usual[name])}
    fields["dismissed"] = tuple(complaint for complaint in saved.get("dismissed", ()) if isinstance(complaint, str))
    return TypedDraft(**fields)


def is_empty(typed: TypedDraft) -> bool:
    """Whether nothing worth keeping was typed: a chosen kind, channel or date alone is not."""
    usual = {"kind", "channel", "received_on"} | (set() if typed.title_own else {"title"})
    fields = structs.asdict(typed).items()
    return not any(isinstance(value, str) and value.strip() for name, value in fields if name not in usual)


def read(typed: TypedDraft, categories: Categories, today: date) -> tuple[Draft, tuple[Problem, ...]]:
    """The draft, and every fault with the name of its field on the screen, in the order of the rules."""
    faults: list[Problem] = []

    def value(field: str, read_it: Callable[[str], T | None]) -> T | None:
        try:
            return read_it(getattr(typed, field))
        except typed_values.Unreadable as fault:
            faults.append(Problem(field, fault.phrase))
            return None

    received = value("received_on", lambda text: typed_values.day(text, today))
    occurred = value("occurred_on", lambda text: typed_values.day(text, today))
    latitude, longitude = value("latitude", typed_values.degrees), value("longitude", typed_values.degrees)
    loss = value("suspected_loss", typed_values.rupiah)
    category = categories.by_label(typed.category) if typed.category.strip() else None
    if category is None and typed.category.strip():
        faults.append(Problem("category", phrase("Kategori itu tidak ada dalam daftar; pilih dengan panah bawah.")))
    broken = {fault.field for fault in faults} & {"latitude", "longitude"}
    complaint = Draft(
        kind=cast(Kind, typed.kind if typed.kind in KINDS else "complaint"),
        channel=cast(Channel, typed.channel if typed.channel in CHANNELS else "in_person"),
        body=typed.body,
        title=typed.title,
        expectation=typed.expectation,
        received_on=received,
        occurred_on=occurred,
        category=category.code if category else "",
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
    for problem in draft.problems(complaint, today):
        field = problem.field.rpartition(".")[2]
        faults.append(Problem(_FIELDS.get(field, field), problem.phrase, problem.blocks))
    return complaint, tuple(faults)


def person(typed: TypedDraft) -> Person:
    return Person(**{field.name: getattr(typed, field.name) for field in PERSON})


def missing(typed: TypedDraft) -> tuple[Problem, ...]:
    """What the form asks for although a complaint may be recorded without it: a category, and a name or 'anonymous'."""
    problems: list[Problem] = []
    if not typed.category.strip() and not typed.sealed:
        problems.append(
            Problem(
                "category", phrase("Kategori belum dipilih: ketik sebagian namanya, atau Tab untuk menerima saran.")
            )
        )
    if not typed.anonymous and not clean(typed.name):
        problems.append(Problem("name", phrase("Nama pelapor belum diisi. Bila tidak mau disebut, pilih Anonim.")))
    return tuple(problems)


def good_news(typed: TypedDraft, today: date) -> dict[str, str]:
    """What was understood, to stand under a field: 'sah · perempuan · lahir 1987'."""
    news: dict[str, str] = {}
    try:
        if typed.national_id.strip():
            identity = national_id.parse(typed.national_id, today)
            news["national_id"] = tr(
                "sah · {sex} · lahir {year}", sex=names.sex(identity.sex).lower(), year=identity.birth_date.year
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
            on = typed_values.day(getattr(typed, field), today)
        except typed_values.Unreadable:
            continue
        if on is not None and not (field == "received_on" and on == today):
            news[field] = formats.long_date(on)
    try:
        loss = typed_values.rupiah(typed.suspected_loss)
        if loss is not None:
            news["suspected_loss"] = formats.rupiah(loss)
    except typed_values.Unreadable:
        pass
    return news


def visible_problems(
    typed: TypedDraft, problems: Iterable[Problem], refused: Problem | None, checked: Collection[str]
) -> list[Problem]:
    """What is said while one types: what is missing only once saving was tried, `checked` being the fields looked at then."""
    visible = [*problems, *(missing(typed) if checked else ()), *((refused,) if refused is not None else ())]
    if "body" not in checked and not typed.body.strip():
        visible = [problem for problem in visible if problem.field != "body"]
    return visible
