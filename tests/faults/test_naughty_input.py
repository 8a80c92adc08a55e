"""Whatever is typed, pasted or named: it is kept as text, or refused with a sentence for its field; never a traceback."""

import os
from pathlib import Path

import msgspec
import pytest

from complaints.draft import Draft, Person, clean
from complaints.errors import InvalidField, OfficeError, Refused
from complaints.events import Location
from complaints.identity import PersonChange
from complaints.place_names import spelled
from complaints.steps import Change, StepDetails
from desktop.office.office import Office
from desktop.store import search
from desktop.store.attachments import Content
from desktop.store.listing import Query
from desktop.store.search import FACET
from tests.conftest import Founded
from tests.faults.naughty import FILE_NAMES, TEXTS

PICTURE = b"\xff\xd8\xff\xe0 a picture"
DRAFT_FIELDS = ("body", "title", "expectation", "subject", "category", "lapor_id")
PERSON_FIELDS = ("name", "national_id", "phone", "email", "address", "disability")
PLACE_FIELDS = ("dusun", "rt", "rw", "detail")


def draft(field: str, text: str) -> Draft:
    """A sound complaint with this text in one field."""
    kind, _, name = field.partition(".")
    sound = Draft(kind="complaint", body="Lampu jalan padam")
    if kind == "complainant":
        return msgspec.structs.replace(sound, complainant=msgspec.structs.replace(Person(), **{name: text}))
    if kind == "location":
        return msgspec.structs.replace(sound, location=msgspec.structs.replace(Location(), **{name: text}))
    return msgspec.structs.replace(sound, **{field: text})


FIELDS = (
    *DRAFT_FIELDS,
    *(f"complainant.{name}" for name in PERSON_FIELDS),
    *(f"location.{name}" for name in PLACE_FIELDS),
)


@pytest.mark.parametrize("field", FIELDS)
def test_any_text_in_a_field_is_kept_or_refused_for_that_field(office: Office, field: str):
    recorded = 0
    for text in TEXTS:
        try:
            receipt = office.record(draft(field, text))
        except InvalidField as refusal:
            assert refusal.field in (field, field.partition(".")[2]), text  # noqa: PT017
            continue
        recorded += 1
        case = office.show_identity(receipt.number)
        kept = case.complaint
        for part in field.split("."):
            kept = getattr(kept, part)
        if field in ("title", "complainant.phone", "complainant.national_id") or not clean(text):
            assert isinstance(kept, str)
        elif field in ("location.dusun", "location.rt", "location.rw"):
            assert kept == spelled(field.rpartition(".")[2], clean(text))  # pyright: ignore[reportArgumentType]
        else:
            assert kept == clean(text)
    # What was refused left nothing, and every row and search entry is what its events say.
    assert office.count(Query()) == recorded > 0
    report = office.upkeep.check(repair=False)
    assert report.problems == ()


def test_any_text_can_be_searched_for(office: Office):
    for text in TEXTS:
        if clean(text) and len(text) < 19_000:
            office.record(Draft(kind="complaint", body=f"{text} gapura"))
    total = office.count(Query())
    for text in TEXTS:
        for query in (Query(text=text), Query(text=text, stages=("new",)), Query(text=text, sort="title")):
            assert len(office.page(query)) <= 50
            assert 0 <= office.count(query) <= total
    assert office.count(Query(text="gapura")) == total
    for field in ("category", "dusun", "channel", "kind"):
        for text in TEXTS:
            assert office.page(msgspec.structs.replace(Query(), **{field: text})) == [] or not clean(text)


def test_a_facet_of_the_index_is_no_word_that_can_be_smuggled_in(office: Office):
    office.record(Draft(kind="complaint", body=f"lampu closed {FACET}closed {search.OPEN}"))
    assert office.count(Query(text="lampu", stages=("new",))) == 1
    assert office.count(Query(text="lampu", stages=("closed",))) == 0
    assert office.count(Query(text=f"{FACET}closed", stages=("archived",))) == 0
    assert office.count(Query(text="new")) == 0


def test_any_text_as_a_note_is_kept_or_refused(office: Office):
    for text in TEXTS:
        number = office.record(Draft(kind="complaint", body="Lampu jalan padam")).number
        for action, taken in (
            ("note", StepDetails(note=text)),
            ("contact", StepDetails(note=text, channel=text)),
            ("forward", StepDetails(to=text, note=text)),
            ("support", StepDetails(person=Person(name=text), note=text)),
            ("correct", StepDetails(change=Change(body=text, title=text), note=text)),
            ("correct", StepDetails(change=Change(complainant=PersonChange(name=text, address=text)), note=text)),
            ("review", StepDetails(field=text, note=text)),
            ("show-identity", StepDetails(note=text)),
        ):
            try:
                office.act(number, action, taken)  # pyright: ignore[reportArgumentType]
            except Refused:
                continue
    for text in TEXTS:
        with pytest.raises(Refused):
            office.case(f"{text}?")
    assert office.upkeep.check(repair=False).problems == ()


@pytest.mark.parametrize("name", FILE_NAMES)
def test_any_file_name_is_harmless(office: Office, name: str):
    number = office.record(Draft(kind="complaint", body="Lampu jalan padam")).number
    before = set(office.folder.parent.rglob("*"))
    try:
        case = office.attach(number, Content(name, PICTURE))
    except InvalidField:
        return
    (kept,) = case.complaint.attachments
    assert kept.name == Path(kept.name).name
    assert not set(kept.name) & set('/\\:*?"<>|\0\n')
    assert 0 < len(kept.name.encode()) <= 255
    assert office.attachment(kept.sha256) == PICTURE
    # Nothing was written but the attachment itself, under the hash of its content.
    new = set(office.folder.parent.rglob("*")) - before
    assert all((office.folder / "attachments") in (path, *path.parents) for path in new if "-wal" not in path.name)
    assert office.upkeep.check(repair=False).clean


def test_files_with_any_name_that_the_disk_takes_are_attached_from_the_disk(office: Office, tmp_path: Path):
    number = office.record(Draft(kind="complaint", body="Lampu jalan padam")).number
    for name in FILE_NAMES:
        path = tmp_path / "lampiran" / name
        try:
            path.parent.mkdir(exist_ok=True)
            if path.parent != tmp_path / "lampiran":
                continue
            path.write_bytes(PICTURE)
        except (OSError, ValueError):
            continue
        try:
            office.attach(number, path)
        except InvalidField:
            continue
    if os.name != "nt":
        # A name whose bytes are no text.
        path = tmp_path / os.fsdecode(b"\xff\xfe.jpg")
        path.write_bytes(PICTURE)
        office.attach(number, path)
    with pytest.raises(InvalidField):
        office.attach(number, tmp_path)
    with pytest.raises(InvalidField):
        office.attach(number, Path("/dev/null" if os.name != "nt" else "NUL"))
    assert office.upkeep.check(repair=False).clean


def test_any_name_and_password_of_a_user_works_or_is_refused(founded: Founded):
    office = founded.open()
    texts = [text for text in TEXTS if len(text) < 100][::6]
    for text in texts:
        try:
            person = office.members.put(f"Pak {text}", f"rahasia {text}", "officer")
        except Refused:
            continue
        assert office.vault.unlock(person.name, f"rahasia {text}").key == founded.unlocked.key
    office.close()
    founded.open().close()


def test_any_settings_text_is_kept(office: Office):
    for text in TEXTS:
        try:
            office.change_settings(
                msgspec.structs.replace(office.settings, address=text, head_name=text, people=(text,), agencies=(text,))
            )
        except OfficeError:
            continue
        assert office.settings.head_name in (text, clean(text))
