"""What a newer version wrote and this one can't read whole: kept, handed on, listed and told; and read by an upgrade."""

import json
import secrets
from collections.abc import Callable
from datetime import date
from typing import Any, Literal

import msgspec
import pytest
from sqlalchemy import text

from complaints import events, identity
from complaints.clock import stamp
from complaints.complaint import IS_NEWER, READABLE
from complaints.events import NewerRecording, Verified, decode
from complaints.fold import fold
from desktop.store import projection
from desktop.store.database import reading, writing
from desktop.store.listing import Query
from sync.server import listing, refold
from sync.server.check import KeptBack, check
from sync.server.district import District
from tests.offices import UNIT
from tests.sync.offices import Synced
from tests.sync.server.conftest import post_to
from tests.sync.server.pcs import GUNUNG_PERAK, TODAY, Pc

CODE = "K7QM-4T2X-9DNB"
FACTS: dict[str, Any] = {
    "kind": "complaint", "title": "Jembatan putus", "body": "Tali putus.", "channel": "letter", "received_on": "2026-11-20",
    "category": "infrastructure",
}  # fmt: skip


def step(tag: object = "recorded", *further: object, number: object = "2026-A-0001", **changes: object) -> list[object]:
    facts = {name: value for name, value in (FACTS | changes).items() if value is not None}
    return [tag, "2026-11-24", number, CODE, facts, b"", *further]


# Each as a newer program may write it, and what this one shows of it.
NEWER: dict[str, tuple[list[object], str, str]] = {
    "a new kind": (step(kind="petition"), "2026-A-0001", "Jembatan putus"),
    "a new channel": (step(channel="telegram"), "2026-A-0001", "Jembatan putus"),
    "a new way to say the day": (step(received_on=20_000), "2026-A-0001", "Jembatan putus"),
    "a new way to say the place": (step(location={"dusun": ["Bonto", "Lappa"], "rt": "02"}), "2026-A-0001", "Jembatan putus"),
    "a list in place of a title": (step(title=["Jembatan", "putus"]), "2026-A-0001", ""),
    "a number of another type": (step(number=[2026, "A", 1]), "", "Jembatan putus"),
    "anonymity by degrees": (step(anonymous="partly"), "2026-A-0001", "Jembatan putus"),
    "a map of persons": ([*step()[:5], {"name": "sealed"}], "2026-A-0001", "Jembatan putus"),
    "facts of another type": ([*step()[:4], [1, 2], b""], "2026-A-0001", ""),
    "a day of another type": (["recorded", 7, *step()[2:]], "2026-A-0001", "Jembatan putus"),
    "a new step": (step("recorded_together", [1, 2]), "2026-A-0001", "Jembatan putus"),
    "a new step that is short": (["petitioned"], "", ""),
}  # fmt: skip
# What this version reads, though a newer one wrote it.
READ: dict[str, list[object]] = {
    "a new category": step(category="sea.level"),
    "a further fact": step(severity=3),
    "a further field": step("recorded", None, "", {"more": [1]}),
}


def write(pc: Pc, written: object, complaint: str = "") -> str:
    """Appends an event with this step as it stands; the id of its complaint."""
    seq = len(pc.chain) + 1
    case = complaint or f"{pc.id}-{seq}"
    pc.chain.append(
        msgspec.msgpack.encode([pc.id, seq, stamp(1_800_000_000_000 + seq), case, "Siti", pc.unit, [], written])
    )
    return case


@pytest.fixture
def neighbour(district: District) -> Pc:
    """A PC of another office, with a newer program."""
    pc = Pc(post_to(district), GUNUNG_PERAK)
    pc.enrol(district.issue_code(GUNUNG_PERAK))
    return pc


def handed_on(neighbour: Pc, written: object) -> str:
    case = write(neighbour, written)
    neighbour.write(Verified(TODAY), case)
    neighbour.forward(case, UNIT)
    neighbour.sync()
    return case


def district_rows(district: District) -> dict[str, listing.ComplaintRow]:
    return {row.id: row for row in district.database.read(lambda t: listing.page(t, listing.ComplaintFilter()))}


@pytest.mark.parametrize("name", NEWER)
def test_a_complaint_of_a_newer_version_is_listed_counted_and_told(
    name: str, neighbour: Pc, enrolled: Callable[..., Synced], district: District
):
    written, number, title = NEWER[name]
    case = handed_on(neighbour, written)
    receiver = enrolled()
    receiver.sync()
    office = receiver.office
    [row] = office.page(Query())
    assert (row.id, row.number, row.title, row.newer) == (case, number or case, title, IS_NEWER)
    assert (office.counts().total, office.counts().newer) == (1, 1)
    shown = office.case(case).complaint
    assert (shown.newer, shown.unit, shown.forwarded_to) == (IS_NEWER, GUNUNG_PERAK, UNIT)
    report = office.upkeep.check()
    assert report.clean
    assert not report.mended
    [told] = report.newer
    assert (number or case) in str(told)
    assert "dicatat oleh versi lebih baru" in str(told)
    assert report.unreadable == 0
    [at_district] = district_rows(district).values()
    assert (at_district.id, at_district.number, at_district.is_newer) == (case, number or case, True)
    kept_back = KeptBack()
    assert list(check(district, _no_files(), kept_back)) == []
    assert len(kept_back.newer) == 1


def _no_files() -> Any:
    return None


@pytest.mark.parametrize("name", READ)
def test_what_only_adds_is_read_as_ever(name: str, neighbour: Pc, enrolled: Callable[..., Synced], district: District):
    case = handed_on(neighbour, READ[name])
    receiver = enrolled()
    receiver.sync()
    [row] = receiver.office.page(Query())
    assert (row.id, row.title, row.newer) == (case, "Jembatan putus", READABLE)
    assert receiver.office.upkeep.check().newer == ()
    assert not district_rows(district)[case].is_newer


def test_an_office_works_on_it_and_answers(neighbour: Pc, enrolled: Callable[..., Synced]):
    case = handed_on(neighbour, step(kind="petition"))
    receiver = enrolled()
    receiver.sync()
    receiver.office.act(case, "accept")
    receiver.sync()
    assert next(event.step for event in neighbour.sync() if event.unit == UNIT).__class__.__name__ == "Accepted"


def test_only_a_step_under_its_own_id_records(neighbour: Pc, enrolled: Callable[..., Synced], district: District):
    case = neighbour.record()
    write(neighbour, step(kind="petition"), case)
    write(neighbour, step("recorded_together"), case)
    write(neighbour, step(kind="petition"), "abcdefgh234567ab-9")
    neighbour.forward("abcdefgh234567ab-9", UNIT)
    neighbour.sync()
    receiver = enrolled()
    receiver.sync()
    assert receiver.office.page(Query()) == []
    [row] = district_rows(district).values()
    assert (row.id, row.is_newer, row.newer) == (case, False, 1)


@pytest.mark.parametrize("tag", ["noted", "sealed", "corrected", "", 5, None])
def test_other_known_steps_and_no_steps_record_nothing(tag: object):
    content = msgspec.msgpack.encode(
        ["abcdefgh234567ab", 1, 1, "abcdefgh234567ab-1", "Siti", UNIT, [], [tag, {"day": 1}]]
    )
    try:
        event = decode(content)
    except msgspec.DecodeError:
        return
    assert not event.records
    assert fold([event]) is None


def test_a_person_whose_anonymity_cannot_be_read_stays_anonymous(neighbour: Pc, enrolled: Callable[..., Synced]):
    key = secrets.token_bytes(16)
    sealed = identity.seal(identity.Identity(name="Andi Baso"), key, secrets.token_bytes(12))
    for changes, named in (({"anonymous": "partly"}, ""), ({"kind": "petition"}, "Andi Baso")):
        case = write(neighbour, [*step(**changes)[:5], sealed])
        neighbour.keys[case] = key
        neighbour.unsent_keys.add(case)
        neighbour.forward(case, UNIT)
        neighbour.sync()
        receiver = enrolled(f"receiver of {case}")
        receiver.sync()
        shown = receiver.office.shown_case(case)
        assert shown.complaint.complainant.name == named
        assert shown.complaint.identity_closed == (not named)


def test_an_identity_with_more_places_opens_and_one_of_another_shape_is_said(
    neighbour: Pc, enrolled: Callable[..., Synced]
):
    receiver = enrolled()
    for plain, name in ((["Andi", None, 1, None, None, None, None, None, "citizen", "baru", 7], "Andi"), (None, "")):
        key = secrets.token_bytes(16)
        sealed = b"\x00" + secrets.token_bytes(40)
        if plain is not None:
            stretched = identity._stretched(key)
            sealed = b"\x00" + identity.aead.encrypt(msgspec.msgpack.encode(plain), bytes(12), stretched)
        case = write(neighbour, [*step()[:5], sealed])
        neighbour.keys[case] = key
        neighbour.unsent_keys.add(case)
        neighbour.forward(case, UNIT)
        neighbour.sync()
        receiver.sync()
        shown = receiver.office.shown_case(case)
        assert (shown.complaint.complainant.name, shown.complaint.identity_closed) == (name, not name)


def test_an_upgrade_reads_what_was_hidden(
    neighbour: Pc, enrolled: Callable[..., Synced], district: District, monkeypatch: pytest.MonkeyPatch
):
    case = handed_on(neighbour, step(kind="petition"))
    receiver = enrolled()
    receiver.sync()
    office = receiver.office
    assert office.page(Query())[0].newer == IS_NEWER

    # The next version knows one kind more.
    kinds = Literal["complaint", "aspiration", "information_request", "petition"]

    def read(content: bytes) -> events.Event:
        event = _decode(content)
        if isinstance(event.step, NewerRecording):
            facts = msgspec.structs.replace(event.step.readable.facts, kind="petition")
            readable = msgspec.structs.replace(event.step.readable, facts=facts)
            event = msgspec.structs.replace(event, step=readable)
        return event

    _decode = events.decode
    monkeypatch.setattr(events, "Kind", kinds)
    monkeypatch.setattr("desktop.store.refold.decode_any_step", read)
    monkeypatch.setattr("sync.server.refold.decode", read)
    refold._mark.cache_clear()
    office._load()
    [row] = office.page(Query())
    assert (row.id, row.kind, row.newer) == (case, "petition", READABLE)
    refold.follow_rules(district)
    assert (district_rows(district)[case].kind, district_rows(district)[case].is_newer) == ("petition", False)
    monkeypatch.undo()
    refold._mark.cache_clear()


def test_a_district_that_had_not_let_anyone_in_delivers_at_its_upgrade(
    neighbour: Pc, enrolled: Callable[..., Synced], district: District
):
    case = handed_on(neighbour, step(kind="petition"))
    with district.database.engine.begin() as connection:  # as the version before had taken it in
        connection.execute(text("DELETE FROM feed WHERE unit = :unit"), {"unit": UNIT})
        connection.execute(text("DELETE FROM feed_head WHERE unit = :unit"), {"unit": UNIT})
        connection.execute(
            text("UPDATE complaint SET units = ' ', unit = '', stage = '', number = '', newer = 0"),
        )
        connection.execute(text("UPDATE district SET folded_by = 1"))
    receiver = enrolled()
    receiver.sync()
    assert receiver.office.page(Query()) == []
    refold.follow_rules(district)
    receiver.sync()
    assert [row.id for row in receiver.office.page(Query())] == [case]
    assert list(check(district, _no_files(), KeptBack())) == []


def test_a_book_updated_from_a_version_that_hid_it_lists_it(neighbour: Pc, enrolled: Callable[..., Synced]):
    case = handed_on(neighbour, step(kind="petition"))
    receiver = enrolled()
    receiver.sync()
    office = receiver.office
    with writing(office.engine) as connection:
        projection.remove(connection, case)
        connection.exec_driver_sql(
            "INSERT INTO setting (name, content) VALUES ('projection_outdated', ?)", (msgspec.msgpack.encode(True),)
        )
    office._load()
    assert [row.id for row in office.page(Query())] == [case]
    with reading(office.engine) as connection:
        assert not projection.outdated(connection)


def test_the_command_line_tells_it(
    neighbour: Pc, enrolled: Callable[..., Synced], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    from desktop.cli.lists import _fields, _line
    from desktop.cli.show import _lines
    from desktop.office.case_fields import case_fields, history_fields, step_fields

    case = handed_on(neighbour, step(kind="petition"))
    receiver = enrolled()
    receiver.sync()
    office = receiver.office
    [row] = office.page(Query())
    assert _fields(row, False)["newer"] is True
    assert "perlu versi baru" in _line(row, False)
    shown = office.case(case)
    assert any("lebih baru" in line for line in _lines(shown))
    assert case_fields(shown)["newer"] is True
    forwarded = history_fields(shown)["history"][2]  # pyright: ignore[reportIndexIssue]
    assert (forwarded["author_unit"], forwarded["to"]) == (GUNUNG_PERAK, UNIT)
    logged = [{"author_unit": event.unit, **step_fields(event.step)} for event in office.events()]
    assert [(line["author_unit"], line.get("to")) for line in logged] == [
        (GUNUNG_PERAK, None), (GUNUNG_PERAK, None), (GUNUNG_PERAK, UNIT),
    ]  # fmt: skip
    json.dumps(logged, default=str)


def test_a_newer_recording_is_never_written_by_this_version():
    event = decode(msgspec.msgpack.encode(["a" * 16, 1, 1, f"{'a' * 16}-1", "", UNIT, [], step(kind="petition")]))
    with pytest.raises(TypeError):
        events.encode(event)
    assert event.recording is not None
    assert event.recording.on == date(2026, 11, 24)
