"""Rules of policies: the shipped one, precedence, and a sentence for each fault of a file."""

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.events import KINDS
from complaints.policy import DoneLimit, InvalidPolicy, Policy, parse_policy, policy_text

POLICIES = Path(__file__).parents[2] / "resources" / "policies"
TEXT = (POLICIES / "desa-kelurahan.toml").read_text("utf-8")


def fault(text: str) -> InvalidPolicy:
    with pytest.raises(InvalidPolicy) as caught:
        parse_policy(text)
    assert "Kebijakan lama tetap berlaku" in caught.value.sentence
    return caught.value


@pytest.mark.parametrize("path", sorted(POLICIES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_shipped_policy_can_be_used_and_names_its_sources(path: Path):
    policy = parse_policy(path.read_text("utf-8"))
    assert all(rule.source for rule in (policy.verify, policy.follow_up, policy.reaction, *policy.done))


def test_the_shipped_policy_has_the_limits_of_the_service_standards():
    policy = parse_policy(TEXT)
    assert (policy.verify.working_days, policy.follow_up.working_days, policy.reaction_days) == (3, 5, 10)
    assert policy.due_soon_working_days == 2
    assert not policy.approval_required
    assert not policy.follow_up.confirmed
    assert not policy.reaction.confirmed
    assert policy.verify.confirmed


def test_supervisory_comes_first_then_weight_then_kind():
    policy = parse_policy(TEXT)
    for kind, supervisory, weight in product(KINDS, (False, True), (None, "light", "normative")):
        expected = 60 if supervisory else 2 if weight == "light" else 5 if weight == "normative" else None
        expected = expected or (5 if kind == "information_request" else 14)
        assert policy.done_limit(kind, supervisory, weight).working_days == expected


def test_every_fault_of_a_file_names_its_entry():
    assert fault("name = ").key == ""
    assert fault("").key in {"name", "due_soon_working_days"}
    assert fault(TEXT.replace("working_days = 60", "working_days = 0")).key == "done[0].working_days"
    assert fault(TEXT.replace("working_days = 60", "working_days = 9999")).key == "done[0].working_days"
    assert fault(TEXT.replace("working_days = 3", 'working_days = "tiga"')).key == "verify.working_days"
    assert "1 sampai 366" in fault(TEXT.replace("working_days = 3", "working_days = 3.5")).sentence
    assert fault(TEXT.replace('weight = "light"', 'weight = "ringan"')).key == "done[1].weight"
    assert "light atau normative" in fault(TEXT.replace('weight = "light"', 'weight = "ringan"')).sentence
    assert fault(TEXT.replace("[reaction]", "[reaksi]")).key in {"reaksi", "reaction"}
    assert "belum ada" in fault(TEXT.replace("required = false", "")).sentence
    assert "tidak dikenal" in fault(TEXT.replace("required =", "require =")).sentence
    assert fault(TEXT + 'kind = "aspiration"\n').key == "done"
    assert fault(TEXT[: TEXT.index("[[done]]")]).key == "done"


def limits() -> st.SearchStrategy[DoneLimit]:
    return st.builds(DoneLimit, working_days=st.integers(1, 366), source=SOURCES, confirmed=st.booleans())


SOURCES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


@given(SOURCES, st.lists(limits(), min_size=1, max_size=4))
def test_a_policy_changed_on_the_screen_is_read_back(name: str, done: list[DoneLimit]):
    base = parse_policy(TEXT)
    policy = Policy(
        name=name,
        due_soon_working_days=base.due_soon_working_days,
        approval=base.approval,
        verify=base.verify,
        follow_up=base.follow_up,
        reaction=base.reaction,
        done=(*base.done[:-1], *done),
    )
    assert parse_policy(policy_text(policy)) == policy
