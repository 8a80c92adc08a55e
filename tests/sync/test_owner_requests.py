"""What changes a person or takes back counts from the unit that recorded the complaint; from another it is a request (chain.md, rule 3)."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from secrets import token_bytes

import pytest
from sqlalchemy import select

from complaints.complaint import Complaint, OwnerRequest
from complaints.draft import Person
from complaints.errors import InvalidField, Refused
from complaints.events import AnyStep, Corrected, Erased, Facts, Reviewed, Supported, Withdrawn
from complaints.identity import NONCE_BYTES, Identity, PersonChange, seal
from complaints.report_period import month
from complaints.steps import Change, StepDetails
from desktop.documents.document import Order
from desktop.documents.recap import recap
from desktop.exporting.export import export
from desktop.store import log, projection
from desktop.store.database import reading, writing
from desktop.store.listing import Query
from desktop.store.log import NewEvent
from desktop.store.refold import refold
from desktop.store.schema import identity_key
from sync.server.district import District
from sync.server.statement import PortableStatement
from tests.desktop.documents.paper_check import words
from tests.offices import UNIT, bridge
from tests.sync.offices import Synced
from tests.sync.sticks import Counter

OTHER, THIRD = "73.07.04.2010", "73.07.04.2011"
ON = date(2026, 11, 24)
_KEYS = PortableStatement("SELECT complaint FROM identity_key")
_PUBLIC = PortableStatement(
    "SELECT stage, received_on, responded_on, closed_on, confidential FROM complaint WHERE tracking_code = :code AND stage <> ''"
)
_ROW = PortableStatement("SELECT erased, anonymous, confidential, stage, needs_decision FROM complaint WHERE id = :id")
Enrolled = Callable[..., Synced]
Wishes = Callable[[bytes], AnyStep]


def sealed(key: bytes, **person: str) -> bytes:
    return seal(Identity(**person), key, token_bytes(NONCE_BYTES))  # pyright: ignore[reportArgumentType]


# What an office of 1.0.0, or a program that follows no rule, writes about a complaint of another unit.
FOREIGN: dict[str, Wishes] = {
    "erased": lambda _key: Erased(ON, "tanpa hak"),
    "withdrawn": lambda _key: Withdrawn(ON, "tanpa hak"),
    "identity": lambda key: Corrected(ON, Facts(), sealed(key, name="Orang Lain", phone="+628122223333")),
    "subject": lambda key: Corrected(ON, Facts(), sealed(key, subject="Kepala Dusun")),
    "anonymous": lambda _key: Corrected(ON, Facts(anonymous=True)),
    "confidential": lambda _key: Corrected(ON, Facts(confidential=True)),
    "supporter": lambda key: Supported(ON, "ikut mengadu", sealed(key, name="Penumpang")),
}
WISH = {"erased": "erase", "withdrawn": "withdraw", "supporter": "support"}


@pytest.fixture
def world(enrolled: Enrolled) -> tuple[Synced, Synced, Synced, Synced, str]:
    """Two PCs of the unit that recorded, whoever it was forwarded to, and whoever that one forwarded it to; all have the complaint."""
    a, b, c, d = enrolled("a"), enrolled("b"), enrolled("c", OTHER), enrolled("d", THIRD)
    receipt = a.office.record(bridge())
    a.office.act(receipt.number, "verify")
    a.office.act(receipt.number, "forward", StepDetails(to=OTHER))
    a.sync()
    c.sync()
    c.office.act(receipt.id, "forward", StepDetails(to=THIRD))
    for one in (c, d, a, b):
        one.sync()
    return a, b, c, d, receipt.id


def key_at(one: Synced, case: str) -> bytes | None:
    with reading(one.office.engine) as connection:
        return connection.scalar(select(identity_key.c.key).where(identity_key.c.complaint == case))


def write(one: Synced, case: str, step: AnyStep) -> None:
    """Writes the step past all checks, and folds."""
    with writing(one.office.engine) as connection:
        complaint = projection.load(connection, case, with_identity=False)
        assert complaint is not None
        log.append(connection, one.office.author, [NewEvent(case, complaint.heads, step)], one.office.now_ms)
        refold(connection, [case], {}, one.office.rules)


def seen_by(one: Synced, case: str) -> Complaint:
    return one.office.show_identity(case, "uji").complaint


def the_request(complaint: Complaint) -> OwnerRequest:
    (request,) = complaint.requests
    return request


def sync_all(*offices: Synced) -> None:
    for _ in range(2):
        for one in offices:
            one.sync()


def assert_untouched(district: District, case: str, *offices: Synced) -> None:
    for one in offices:
        complaint = seen_by(one, case)
        assert (complaint.complainant.name, complaint.complainant.phone) == ("Andi Baso Ramli", "+6281234567890")
        assert (complaint.erased, complaint.withdrawn, complaint.anonymous, complaint.confidential) == (False,) * 4
        assert complaint.subject == ""
        assert [person.name for person in complaint.supporters] in ([], [""])
        assert [row.id for row in one.office.page(Query())] == [case]
        assert one.office.count(Query(text="ramli")) == 1
        assert key_at(one, case) is not None
        assert one.office.upkeep.check(repair=False).problems == ()
    assert [id for (id,) in district.database.read(lambda t: t.rows(_KEYS))] == [case]
    erased, anonymous, confidential, stage, _ = district.database.read(lambda t: t.rows(_ROW, id=case))[0]
    assert (bool(erased), bool(anonymous), bool(confidential), stage) == (False, False, False, "forwarded")


@pytest.mark.parametrize(
    ("author", "way"), [("receiver", "network"), ("further receiver", "network"), ("receiver", "stick")]
)
@pytest.mark.parametrize("what", FOREIGN)
def test_a_step_of_another_unit_changes_no_person_and_takes_nothing_back(
    world: tuple[Synced, Synced, Synced, Synced, str],
    district: District,
    tmp_path: Path,
    what: str,
    author: str,
    way: str,
):
    a, b, c, d, case = world
    stranger = c if author == "receiver" else d
    key = key_at(stranger, case)
    assert key is not None
    write(stranger, case, FOREIGN[what](key))
    if way == "network":
        sync_all(stranger, a, b, c, d)
    else:
        counter = Counter.at(district, tmp_path / "counter")
        for one in (stranger, a, b, c, d):
            counter.there_and_back(one.office)
            one.refresh()
    assert_untouched(district, case, a, b, c, d)
    for one in (a, b, c, d):
        request = the_request(seen_by(one, case))
        assert (request.wish, request.event.unit, request.is_open) == (
            WISH.get(what, "correct"), stranger.office.settings.unit_code, True,
        )  # fmt: skip
        is_owner = one in (a, b)
        assert one.office.counts().needs_decision == is_owner
        assert [item.next_action for item in one.office.home().items if item.row.needs_decision] == [
            "review"
        ] * is_owner


@pytest.mark.parametrize("what", FOREIGN)
def test_the_owner_carries_a_request_out_and_everybody_has_it(
    world: tuple[Synced, Synced, Synced, Synced, str], district: District, what: str
):
    a, b, c, d, case = world
    key = key_at(c, case)
    assert key is not None
    write(c, case, FOREIGN[what](key))
    sync_all(c, a, b)
    asked = the_request(seen_by(b, case)).event
    with pytest.raises(InvalidField):
        b.office.act(case, "review", StepDetails(event_device=asked.device, event_seq=asked.seq, granted=True))
    details = StepDetails(
        event_device=asked.device, event_seq=asked.seq, granted=True, note="Sudah dipastikan ke pelapor"
    )
    b.office.act(case, "review", details)
    sync_all(b, a, c, d)
    for one in (a, b, c, d):
        # That somebody looked at a person would be work, and bring a withdrawn complaint back.
        complaint = one.office.case(case).complaint if what == "withdrawn" else seen_by(one, case)
        request = the_request(complaint)
        assert (request.granted, request.is_open) == (True, False)
        assert isinstance(request.decision.step, Reviewed) if request.decision else False
        assert one.office.counts().needs_decision == 0
        match what:
            case "erased":
                assert (complaint.erased, complaint.complainant.name, key_at(one, case)) == (True, "", None)
            case "withdrawn":
                assert complaint.withdrawn
                assert one.office.page(Query()) == []
            case "identity":
                assert (complaint.complainant.name, complaint.complainant.phone) == ("Orang Lain", "+628122223333")
            case "subject":
                assert (complaint.subject, complaint.complainant.name) == ("Kepala Dusun", "Andi Baso Ramli")
            case "supporter":
                assert [person.name for person in complaint.supporters] == ["Penumpang"]
            case _:
                assert getattr(complaint, what)
        assert one.office.upkeep.check(repair=False).problems == ()
    assert [id for (id,) in district.database.read(lambda t: t.rows(_KEYS))] == ([] if what == "erased" else [case])
    with pytest.raises(Refused):
        a.office.act(case, "review", details)


@pytest.mark.parametrize("what", FOREIGN)
def test_the_owner_declines_with_a_reason_that_the_asking_unit_reads(
    world: tuple[Synced, Synced, Synced, Synced, str], district: District, what: str
):
    a, b, c, d, case = world
    key = key_at(c, case)
    assert key is not None
    write(c, case, FOREIGN[what](key))
    sync_all(c, a)
    asked = the_request(seen_by(a, case)).event
    a.office.act(
        case,
        "review",
        StepDetails(event_device=asked.device, event_seq=asked.seq, granted=False, note="Pelapor tidak mau"),
    )
    sync_all(a, b, c, d)
    assert_untouched(district, case, a, b, c, d)
    request = the_request(seen_by(c, case))
    assert (request.granted, request.is_open) == (False, False)
    assert request.decision is not None
    assert isinstance(request.decision.step, Reviewed)
    assert request.decision.step.note == "Pelapor tidak mau"
    assert a.office.counts().needs_decision == 0


def test_an_office_that_did_not_record_asks_instead(
    world: tuple[Synced, Synced, Synced, Synced, str], district: District
):
    a, b, c, d, case = world
    with pytest.raises(InvalidField):
        c.office.act(case, "erase")
    c.office.act(case, "erase", StepDetails(note="Pelapor meminta lewat kami"))
    change = Change(title="Jembatan Bonto", anonymous=True, complainant=PersonChange(address="Bonto RT 1"))
    c.office.act(case, "correct", StepDetails(change=change, note="menurut KTP"))
    c.office.act(case, "support", StepDetails(person=Person(name="Warga Dua")))
    sync_all(c, a, b, d)
    assert_untouched(district, case, a, b, c, d)
    for one in (a, b, c, d):
        complaint = seen_by(one, case)
        assert complaint.title == "Jembatan Bonto", "what says nothing of a person counts at once"
        assert [request.wish for request in complaint.requests] == ["erase", "correct", "support"]
        assert [entry.requested for entry in complaint.history].count(True) == 3
    asked = [entry.event.step for entry in seen_by(a, case).history if entry.requested]
    assert "hapus data pribadi. Alasan: Pelapor meminta lewat kami" in getattr(asked[0], "note", "")


@pytest.mark.parametrize("granted", [True, False])
def test_another_unit_asks_for_a_withdrawal_and_the_owner_decides(
    world: tuple[Synced, Synced, Synced, Synced, str], district: District, granted: bool
):
    a, b, c, d, case = world
    assert "withdraw" in c.office.case(case).actions
    assert "withdraw" not in a.office.case(case).actions
    with pytest.raises(Refused):
        a.office.act(case, "withdraw", StepDetails(note="Tercatat dua kali"))
    with pytest.raises(InvalidField):
        c.office.act(case, "withdraw")
    c.office.act(case, "withdraw", StepDetails(note="Tercatat dua kali"))
    sync_all(c, a, b, d)
    assert_untouched(district, case, a, b, c, d)
    sync_all(b, c, d, a)  # whoever looked at the person: a withdrawal takes nothing that its author hasn't seen
    request = the_request(seen_by(a, case))
    assert (request.wish, request.reason, request.is_open) == (
        "withdraw",
        "Permintaan kepada kantor yang mencatat: tarik pengaduan ini dari buku. Alasan: Tercatat dua kali",
        True,
    )
    counts = a.office.counts()
    assert (counts.needs_decision, counts.requested, counts.apart, counts.doubled) == (1, 1, 0, 0)
    asked = request.event
    details = StepDetails(event_device=asked.device, event_seq=asked.seq, granted=granted, note="Sudah diperiksa")
    a.office.act(case, "review", details)
    sync_all(a, c, b, d)
    for one in (a, b, c, d):
        assert [row.id for row in one.office.page(Query())] == ([] if granted else [case])
        assert one.office.upkeep.check(repair=False).problems == ()


def test_an_open_request_changes_no_figure_export_paper_or_public_answer(
    world: tuple[Synced, Synced, Synced, Synced, str], district: District, tmp_path: Path
):
    a, b, c, d, case = world
    code = a.office.case(case).complaint.tracking_code

    def outside(name: str) -> tuple[object, ...]:
        exported = tmp_path / f"{name}.csv"
        export(a.office, exported, with_identity=True)
        recap_words = words(recap(a.office, month(2026, 11), Order()).pdf)
        public = district.database.read(lambda t: t.rows(_PUBLIC, code=code))
        return exported.read_bytes(), recap_words, public, a.office.monitoring(None, None)

    before = outside("before")
    c.office.act(case, "withdraw", StepDetails(note="Tercatat dua kali"))
    c.office.act(case, "erase", StepDetails(note="Pelapor meminta"))
    c.office.act(case, "correct", StepDetails(change=Change(anonymous=True, confidential=True), note="takut"))
    sync_all(c, a, b, d)
    assert sum(request.is_open for request in seen_by(a, case).requests) == 3
    assert outside("after") == before


def test_nobody_but_the_owner_decides(world: tuple[Synced, Synced, Synced, Synced, str], district: District):
    a, b, c, d, case = world
    write(c, case, Erased(ON, "tanpa hak"))
    asked = the_request(seen_by(c, case)).event
    details = StepDetails(event_device=asked.device, event_seq=asked.seq, granted=True, note="saya sendiri")
    with pytest.raises(Refused):
        c.office.act(case, "review", details)
    # A program that doesn't ask; and one that takes itself for the district.
    write(c, case, Reviewed(ON, "", asked.device, asked.seq, "saya sendiri", True))
    write(c, case, Reviewed(ON, "", asked.device, asked.seq, "saya sendiri", True, UNIT))
    write(c, case, Erased(ON, "tanpa hak", UNIT))
    sync_all(c, a, b, d)
    for one in (a, b, c, d):
        complaint = seen_by(one, case)
        assert not complaint.erased
        assert complaint.complainant.name == "Andi Baso Ramli"
        assert all(request.is_open for request in complaint.requests)
    assert [id for (id,) in district.database.read(lambda t: t.rows(_KEYS))] == [case]


def test_a_request_is_settled_when_it_is_so_already(world: tuple[Synced, Synced, Synced, Synced, str]):
    a, _, c, _, case = world
    key = key_at(c, case)
    assert key is not None
    for what in ("erased", "identity", "anonymous", "supporter"):
        write(c, case, FOREIGN[what](key))
    sync_all(c, a)
    assert sum(request.is_open for request in seen_by(a, case).requests) == 4
    change = Change(complainant=PersonChange(name="Orang Lain", phone="08122223333"))
    a.office.act(case, "correct", StepDetails(change=change))
    assert seen_by(a, case).complainant.phone == "+628122223333"
    assert sum(request.is_open for request in seen_by(a, case).requests) == 3
    a.office.act(case, "erase", StepDetails(note="Permintaan pelapor"))
    assert [request.wish for request in seen_by(a, case).requests if request.is_open] == ["correct"]
    assert a.office.upkeep.check(repair=False).problems == ()
