"""Enrolment: a code lets one PC in, for its unit, with the key that it names."""

import pytest

from sync.server.district import District, OwnUnit
from tests.offices import Clock
from tests.sync.server.conftest import post_to
from tests.sync.server.pcs import GUNUNG_PERAK, SAOTANRE, Pc, Refused


def test_a_code_serves_one_pc_once(district: District):
    code = district.issue_code(SAOTANRE)
    first, second = Pc(post_to(district)), Pc(post_to(district))
    first.enrol(code)
    token = first.token
    first.enrol(code)  # the answer was lost: the same PC asks again
    assert first.token != token
    for tried in (code, "0000-0000-0000", "x" * 60):
        with pytest.raises(Refused, match="403"):
            second.enrol(tried)
    with pytest.raises(Refused, match="403"):
        second.enrol(district.issue_code(SAOTANRE), proof=b"\0" * 64)


def test_a_code_ends_after_two_weeks(district: District, clock: Clock):
    code = district.issue_code(SAOTANRE)
    clock.pass_days(14.1)
    with pytest.raises(Refused, match="403"):
        Pc(post_to(district)).enrol(code)


def test_a_code_is_for_its_unit_only_and_says_for_which(district: District):
    with pytest.raises(Refused) as refused:
        Pc(post_to(district), GUNUNG_PERAK).enrol(district.issue_code(SAOTANRE))
    assert (refused.value.status, refused.value.message.detail) == (403, SAOTANRE)  # pyright: ignore[reportAttributeAccessIssue]


def test_a_known_device_does_not_come_back_with_another_key(district: District):
    first = Pc(post_to(district))
    first.enrol(district.issue_code(SAOTANRE))
    first.sync()
    with pytest.raises(Refused, match="403"):
        Pc(post_to(district), id=first.id).enrol(district.issue_code(SAOTANRE))


def test_a_device_that_was_never_heard_of_comes_back_with_another_key(district: District):
    first = Pc(post_to(district))
    first.enrol(district.issue_code(SAOTANRE))
    second = Pc(post_to(district), id=first.id)
    second.enrol(district.issue_code(SAOTANRE))
    second.sync()
    with pytest.raises(Refused, match="401"):
        first.sync()
    with pytest.raises(Refused, match="403"):
        first.enrol(district.issue_code(SAOTANRE))
    with pytest.raises(Refused, match="403"):
        Pc(post_to(district), GUNUNG_PERAK, id=second.id).enrol(district.issue_code(GUNUNG_PERAK))


def test_two_pcs_of_a_unit_have_letters_of_their_own(district: District):
    pcs = [Pc(post_to(district), letter=letter) for letter in ("A", "A", "", "C", "A7K")]
    for pc in pcs:
        pc.enrol(district.issue_code(SAOTANRE))
    assert [pc.letter for pc in pcs] == ["A", "B", "C", "D", "A7K"]


def test_the_district_itself_gets_no_code(district: District):
    district.issue_code(SAOTANRE)
    with pytest.raises(OwnUnit):
        district.issue_code("73.07")


@pytest.mark.parametrize("change", [{"letter": "\0"}, {"letter": "<b>"}, {"letter": "a"}, {"version": "0.1\0"}])
def test_what_no_database_or_register_number_takes_is_refused(district: District, change: dict[str, str]):
    with pytest.raises(Refused, match="400"):
        Pc(post_to(district)).enrol(district.issue_code(SAOTANRE), **change)
