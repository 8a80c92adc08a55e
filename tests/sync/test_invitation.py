"""An office that never sees a network is invited by a file: a copied stick, a wrong code and an old bundle give nobody a place."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from shutil import copytree

import msgspec
import pytest
from msgspec import structs

from complaints.errors import InvalidField, OfficeError
from desktop.office import early_warnings
from desktop.office.invited import NotForThisOffice, ShowsInvitation
from desktop.office.office import Office
from desktop.store.database import reading
from desktop.store.listing import Query
from desktop.store.schema import setting
from sync.bundle import bundle_file, envelope, invitation
from sync.bundle.invitation import NotAnInvitation, OtherKeys
from sync.bundle.refusals import BundleRefused, Damaged, OtherReceiver, UnknownSender
from sync.refusals import NotEnrolled
from sync.server import announcements, offices, stick_invitations
from sync.server.check import check
from sync.server.database import Database, sqlite_engine
from sync.server.district import District
from sync.server.filing import Filing
from sync.server.keys import create_once, mint, renew_sticks
from sync.server.keys import load as load_keys
from sync.server.migrate import bring_up_to_date
from sync.server.stick_invitations import CopiedPc, InvitationRefused, WrongInvitationCode
from tests.offices import UNIT, Clock, bridge
from tests.sync.offices import Direct, Synced, office_at, opened
from tests.sync.sticks import Counter
from tests.sync.test_session import whole

OTHER = "73.07.04.2010"
Found = Callable[..., Office]


@pytest.fixture
def counter(district: District, tmp_path: Path) -> Counter:
    return Counter.at(district, tmp_path / "counter")


@pytest.fixture
def found(tmp_path: Path, clock: Clock) -> Iterator[Found]:
    """Makes offices that no network ever reaches: `found("a")`, `found("b", OTHER)`."""
    made: list[Office] = []

    def make(name: str = "a", unit: str = UNIT) -> Office:
        made.append(office_at(tmp_path / name, clock, unit))
        return made[-1]

    yield make
    for office in made:
        office.close()


def invited(counter: Counter, unit: str = UNIT, name: str = "undangan.aduan-usb") -> tuple[Path, str]:
    """A stick with an invitation, outside the counter, and its code."""
    file = counter.folder.parent / name
    made, code = counter.district.invite(unit, "")
    bundle_file.place_invitation(file, made, counter.district.keys.signing)
    return file, code


def let_in(counter: Counter, office: Office) -> None:
    office.district.accept_invitation(*invited(counter, office.settings.unit_code))
    assert counter.there_and_back(office).enrolled


def devices(counter: Counter, unit: str = UNIT) -> list[offices.Pc]:
    return counter.district.database.read(lambda t: offices.pcs(t, unit))


def test_an_office_without_a_network_is_let_in_and_its_complaints_come_with_its_first_bundle(
    found: Found, counter: Counter, clock: Clock
):
    a = found()
    a.record(bridge())
    file, code = invited(counter)
    a.district.accept_invitation(file, code)
    before = a.district.connection_state()
    assert (before.enrolled, before.invited, before.last_answer) == (False, True, None)
    first = counter.written(a)
    assert counter.read(first).events == 1
    clock.pass_days(3)
    got = counter.take_home(a, counter.answer(UNIT))
    assert (got.enrolled, got.acknowledged) == (True, 1)
    after = a.district.connection_state()
    assert (after.enrolled, after.invited, after.waiting, after.letter) == (True, False, 0, "A")
    assert after.last_answer is not None
    assert after.last_answer.timestamp() == clock()
    clock.pass_days(29)
    assert early_warnings.lines(a, 3) == []
    clock.pass_days(2)
    [line] = early_warnings.lines(a, 3)
    assert (line.kind, line.query, "31 hari lalu" in line.words) == ("unheard", None, True)
    clock.pass_days(-31)
    assert a.district.next_try() is None  # nowhere to go to by itself
    a.record(bridge())
    assert counter.there_and_back(a).acknowledged == 1
    whole(a)
    assert list(check(counter.district, counter.filing.shelf)) == []


def test_announcements_come_and_are_said_to_be_read_by_stick(found: Found, counter: Counter, clock: Clock):
    a, other = found("a"), found("b", OTHER)
    let_in(counter, a)
    let_in(counter, other)
    now = int(clock() * 1000)
    counter.district.database.write(lambda t: announcements.announce(t, "Rapat Senin", [], "Rahma", "2026-11-24", now))
    counter.district.database.write(lambda t: announcements.announce(t, "Lain", [OTHER], "Rahma", "2026-11-24", now))
    counter.there_and_back(a)
    assert [one.text for one in a.home().announcements] == ["Rapat Senin"]

    def readers() -> dict[str, list[str]]:
        told = counter.district.database.read(announcements.all_of_them)
        return {announcement.text: [reader.unit for reader in readers] for announcement, readers in told}

    counter.there_and_back(a)
    assert readers() == {"Rapat Senin": [], "Lain": []}
    a.note_announcement_read(a.home().announcements[0].number)
    bundle = counter.written(a)
    for _ in range(2):  # carried twice, it says the same
        counter.read(bundle)
        assert readers() == {"Rapat Senin": [UNIT], "Lain": []}
    counter.there_and_back(a)
    assert a.home().announcements == ()


def test_the_file_holds_nothing_that_a_code_could_be_tried_on(counter: Counter):
    """Two invitations with other codes differ in what is drawn, dated and signed, and in nothing that depends on a code."""
    (first, first_code), (second, second_code) = invited(counter, name="1"), invited(counter, name="2")
    a, b = (invitation.read(BytesIO(file.read_bytes())) for file in (first, second))
    assert structs.replace(a, id="") == structs.replace(b, id="")
    assert first_code[:14] != second_code[:14]
    assert first_code[15:] == second_code[15:] == invitation.key_signs(a.notice.bundle_key, a.notice.signing_key)
    for file, code in ((first, first_code), (second, second_code)):
        assert code[:14].encode() not in file.read_bytes()


def test_a_copied_stick_lets_nobody_in_once_it_was_used(found: Found, counter: Counter):
    a, thief = found("a"), found("thief")
    file, code = invited(counter)
    for office in (a, thief):
        office.district.accept_invitation(file, code)
    first, second = counter.written(a), counter.written(thief)
    counter.read(first)
    with pytest.raises(InvitationRefused):
        counter.read(second)
    with pytest.raises(OtherReceiver):
        counter.take_home(thief, counter.answer(UNIT))
    assert [pc.id for pc in devices(counter)] == [a.device.id]
    assert counter.read(first).events == 0  # read again, it changes nothing


def test_a_wrong_code_ends_an_invitation_after_a_few_tries(found: Found, counter: Counter):
    a, thief = found("a"), found("thief")
    file, code = invited(counter)
    _, other_code = invited(counter, name="lain.aduan-usb")
    thief.district.accept_invitation(file, other_code)  # of the same district, and so of the same keys
    for remaining in range(stick_invitations.MOST_TRIES - 1, -1, -1):
        with pytest.raises(WrongInvitationCode) as refused:
            counter.read(counter.written(thief))
        assert f"; {remaining} percobaan" in str(refused.value)
    a.district.accept_invitation(file, code)
    with pytest.raises(InvitationRefused):
        counter.read(counter.written(a))
    assert devices(counter) == []


def test_a_code_of_another_invitation_or_of_the_network_is_none_for_this_one(found: Found, counter: Counter):
    a = found()
    file, code = invited(counter)
    enrolment_code = counter.district.issue_code(UNIT)
    a.district.accept_invitation(file, f"{enrolment_code}-{code[15:]}")
    with pytest.raises(WrongInvitationCode):
        counter.read(counter.written(a))
    with pytest.raises(OfficeError):
        a.district.accept_invitation(file, enrolment_code)
    assert a.district.accept_invitation(file, code.lower().replace("-", " ")).unit == UNIT


@pytest.mark.parametrize("typed", ["", "K7QM-4T2X-9DNB", "K7QM-4T2X-9DNB-7F3K-22M", "U" * 20])
def test_a_mistyped_code_is_told_before_anything_changes(found: Found, counter: Counter, typed: str):
    a = found()
    file, _ = invited(counter)
    with pytest.raises(InvalidField):
        a.district.accept_invitation(file, typed)
    assert not a.district.connection_state().invited


def test_one_wrong_sign_in_either_part_is_noticed_at_the_office(found: Found, counter: Counter):
    a = found()
    file, code = invited(counter)
    for place, sign in enumerate(code):
        if sign != "-":
            with pytest.raises((InvalidField, OtherKeys)):
                a.district.accept_invitation(file, code[:place] + ("7" if sign != "7" else "8") + code[place + 1 :])


def test_somebody_elses_invitation_with_his_own_keys_is_refused(found: Found, counter: Counter, tmp_path: Path):
    """Else what the office recorded would be sealed to him."""
    a = found()
    file, code = invited(counter)
    read = invitation.read(BytesIO(file.read_bytes()))
    his = mint()
    notice = structs.replace(read.notice, bundle_key=his.bundle_public, signing_key=his.signing_public)
    forged = tmp_path / "palsu.aduan-usb"
    bundle_file.place_invitation(forged, structs.replace(read, notice=notice), his.signing)
    with pytest.raises(OtherKeys):
        a.district.accept_invitation(forged, code)
    with pytest.raises(NotEnrolled):
        counter.written(a)


def test_an_altered_or_cut_invitation_is_refused(found: Found, counter: Counter, tmp_path: Path):
    a = found()
    file, code = invited(counter)
    whole_file = file.read_bytes()
    broken = tmp_path / "rusak.aduan-usb"
    for place in range(0, len(whole_file), 7):
        changed = bytearray(whole_file)
        changed[place] ^= 1
        for content in (bytes(changed), whole_file[:place]):
            broken.write_bytes(content)
            with pytest.raises(BundleRefused):
                a.district.accept_invitation(broken, code)
    broken.write_bytes(whole_file + b"\0")
    with pytest.raises(Damaged):
        a.district.accept_invitation(broken, code)
    broken.write_bytes(envelope.MAGIC + whole_file[len(envelope.MAGIC) :])
    with pytest.raises(NotAnInvitation):
        a.district.accept_invitation(broken, code)
    assert not a.district.connection_state().invited


def test_an_invitation_for_another_office_is_refused(found: Found, counter: Counter):
    with pytest.raises(NotForThisOffice):
        found().district.accept_invitation(*invited(counter, OTHER))


def test_an_invitation_that_is_read_like_an_answer_says_what_it_is(found: Found, counter: Counter):
    file, _ = invited(counter)
    with pytest.raises(ShowsInvitation):
        found().stick.read(file)


def test_a_bundle_for_another_district_is_refused_and_spends_no_try(
    found: Found, counter: Counter, tmp_path: Path, clock: Clock
):
    engine = sqlite_engine(tmp_path / "other.sqlite")
    bring_up_to_date(engine)
    elsewhere = Counter.at(District(Database(engine), mint(), clock), tmp_path / "elsewhere")
    a = found()
    a.district.accept_invitation(*invited(counter))
    bundle = counter.written(a)
    with pytest.raises(BundleRefused):
        elsewhere.read(bundle)
    assert counter.read(bundle).unit == UNIT
    engine.dispose()


def test_a_second_pc_has_an_invitation_of_its_own_and_gets_what_the_first_recorded(found: Found, counter: Counter):
    a, b = found("a"), found("b")
    let_in(counter, a)
    receipt = a.record(bridge())
    counter.there_and_back(a)
    let_in(counter, b)
    assert b.case(receipt.id).complaint.number == receipt.number
    assert {a.device.letter, b.device.letter} == {"A", "B"}
    assert len(devices(counter)) == 2


def test_a_pc_that_was_turned_away_comes_back_by_a_new_invitation_alone(found: Found, counter: Counter, clock: Clock):
    a = found()
    file, code = invited(counter)
    a.district.accept_invitation(file, code)
    first = counter.written(a)
    counter.read(first)
    old_answer = counter.answer(UNIT)
    counter.take_home(a, old_answer)
    counter.district.database.write(lambda t: offices.revoke(t, a.device.id, counter.district.now()))
    with pytest.raises((UnknownSender, InvitationRefused)):
        counter.read(first)  # a copy of the first bundle, code and all
    a.district.accept_invitation(file, code)
    with pytest.raises(InvitationRefused):
        counter.read(counter.written(a))
    clock.pass_days(1)
    a.district.accept_invitation(*invited(counter, name="baru.aduan-usb"))
    assert not counter.take_home(a, old_answer).enrolled
    assert a.district.connection_state().invited
    a.record(bridge())
    got = counter.there_and_back(a)
    assert (got.enrolled, got.acknowledged) == (True, 1)
    assert devices(counter)[0].revoked_at is None


def test_a_replaced_pc_comes_in_its_place(found: Found, counter: Counter):
    a = found("a")
    let_in(counter, a)
    receipt = a.record(bridge())
    counter.there_and_back(a)
    counter.district.database.write(lambda t: offices.revoke(t, a.device.id, counter.district.now()))
    new = found("new")
    let_in(counter, new)
    assert new.case(receipt.id).complaint.title == bridge().title
    with pytest.raises(OtherReceiver):
        counter.take_home(a, counter.answer(UNIT))


def test_an_invitation_that_was_taken_back_or_is_old_lets_nobody_in(found: Found, counter: Counter, clock: Clock):
    a = found()
    file, code = invited(counter)
    a.district.accept_invitation(file, code)
    (open_one,) = counter.district.database.read(lambda t: stick_invitations.open_ones(t, counter.district.now()))
    counter.district.database.write(lambda t: stick_invitations.void(t, open_one.id))
    with pytest.raises(InvitationRefused):
        counter.read(counter.written(a))
    a.district.accept_invitation(*invited(counter, name="baru.aduan-usb"))
    bundle = counter.written(a)
    clock.pass_days(60.1)
    with pytest.raises(InvitationRefused):
        counter.read(bundle)


def test_a_district_with_new_keys_invites_again_and_the_office_goes_by_them(
    found: Found, counter: Counter, tmp_path: Path, clock: Clock
):
    """Its keys were lost: what the office has goes to the new ones, in its name of before."""
    a = found()
    let_in(counter, a)
    a.record(bridge())
    counter.there_and_back(a)
    engine = sqlite_engine(tmp_path / "new.sqlite")
    bring_up_to_date(engine)
    new = Counter.at(District(Database(engine), mint(), clock), tmp_path / "new")
    a.district.accept_invitation(*invited(new))
    got = new.there_and_back(a)
    assert got.enrolled
    new.there_and_back(a)
    assert new.read(new.written(a)).forked == 0
    assert a.district.connection_state().waiting == 0
    whole(a)
    engine.dispose()


def test_new_keys_for_sticks_reach_a_stick_office_by_an_invitation_and_the_network_by_itself(
    found: Found, counter: Counter, tmp_path: Path
):
    a = found()
    let_in(counter, a)
    a.record(bridge())
    under_way = counter.written(a)
    file = tmp_path / "district.keys"
    create_once(file, msgspec.json.encode(counter.district.keys))
    before = counter.district.keys
    renewed = District(counter.district.database, renew_sticks(file), counter.district._clock)  # pyright: ignore[reportPrivateUsage]
    assert load_keys(file) == renewed.keys
    assert (renewed.keys.id, renewed.keys.former) == (before.id, (before.bundle,))
    new = Counter(renewed, counter.folder, Filing(renewed, counter.filing.shelf, counter.filing.uploads))
    assert new.read(under_way).events == 1  # sealed to the keys of before
    with pytest.raises(Damaged):
        new.take_home(a, new.answer(UNIT))
    a.district.accept_invitation(*invited(new))
    got = new.there_and_back(a)
    assert (got.enrolled, got.acknowledged) == (True, 1)
    online = Synced(found("b", OTHER), Direct(renewed))
    online.enrol(renewed.issue_code(OTHER))
    online.sync()
    assert new.there_and_back(online.office).is_empty


def test_a_copy_of_the_disk_that_was_let_in_first_leaves_the_other_a_way(
    found: Found, counter: Counter, tmp_path: Path, clock: Clock
):
    a = found("a")
    a.record(bridge())
    a.close()
    copytree(tmp_path / "a", tmp_path / "copy")
    a, copy = opened(tmp_path / "a", clock), opened(tmp_path / "copy", clock)
    let_in(counter, a)
    copy.record(bridge(title="Hanya di salinan"))
    copy.district.accept_invitation(*invited(counter, name="2.aduan-usb"))
    with pytest.raises(CopiedPc):
        counter.read(counter.written(copy))
    copy.district.accept_invitation(*invited(counter, name="3.aduan-usb"))
    assert counter.there_and_back(copy).enrolled
    for _ in range(3):
        counter.there_and_back(copy)
        counter.there_and_back(a)
    titles = [sorted(row.title for row in one.page(Query())) for one in (a, copy)]
    assert titles[0] == titles[1]
    assert len(titles[0]) == 2
    assert copy.district.connection_state().waiting == 0
    for one in (a, copy):
        whole(one)
        one.close()


def test_the_network_takes_over_where_there_is_one_after_all(found: Found, counter: Counter, district: District):
    a = found()
    let_in(counter, a)
    synced = Synced(a, Direct(district))
    a.record(bridge())
    assert synced.sync().sent == 1


def test_the_code_is_in_the_book_only_until_the_answer_came(found: Found, counter: Counter):
    a = found()
    file, code = invited(counter)
    a.district.accept_invitation(file, code)

    def kept() -> bytes:
        with reading(a.engine) as connection:
            return b"".join(bytes(content) for _, content in connection.execute(setting.select()))

    assert code[:14].encode() in kept()
    counter.there_and_back(a)
    assert code[:14].encode() not in kept()
