"""Rules of the workflow."""

from typing import get_args

import pytest

from complaints.complaint import OPEN_STAGES, STAGES, Stage
from complaints.workflow import ALLOWED, LEADING, NEEDS_NOTE, RIGHTS, ROLES, WORKING, Action, allowed, fits

ACTIONS: tuple[Action, ...] = get_args(Action)
ANYWHERE: set[Action] = {
    "note",
    "attach",
    "correct",
    "contact",
    "review",
    "show-identity",
    "erase",
    "withdraw",
    "voice",
}


def test_every_action_has_its_stages_and_every_role_its_rights():
    assert set(ALLOWED) == set(ACTIONS)
    assert set(RIGHTS) == set(ROLES)
    assert set(ACTIONS) >= NEEDS_NOTE
    assert set(ACTIONS) == WORKING | LEADING


@pytest.mark.parametrize(
    ("stage", "steps"),
    [
        ("new", {"verify", "return", "archive", "support"}),
        ("returned", {"verify", "archive", "support", "no-contact"}),
        ("verified", {"return", "forward", "follow-up", "respond", "archive", "support"}),
        ("in_progress", {"return", "forward", "follow-up", "respond", "archive", "support"}),
        ("forwarded", {"forward", "accept", "follow-up", "support"}),
        ("awaiting_approval", {"approve", "decline", "archive", "support"}),
        ("responded", {"respond", "close", "reopen", "archive", "rate", "no-contact"}),
        ("closed", {"reopen", "archive", "rate", "no-contact"}),
        ("archived", {"reopen"}),
    ],
)
def test_a_stage_allows_these_steps_and_no_others(stage: Stage, steps: set[Action]):
    assert {action for action in ACTIONS if fits(action, stage)} - ANYWHERE == steps


@pytest.mark.parametrize("stage", STAGES)
def test_notes_corrections_and_erasure_have_their_place_everywhere(stage: Stage):
    assert all(fits(action, stage) for action in ANYWHERE)


def test_the_unit_that_received_a_complaint_may_answer_it():
    assert fits("respond", "forwarded", receiving_unit=True)
    assert not fits("respond", "forwarded")
    assert not fits("respond", "new", receiving_unit=True)


def test_only_the_head_or_admin_approves_or_erases():
    assert "approve" not in allowed("awaiting_approval", "officer")
    assert {"approve", "decline"} <= set(allowed("awaiting_approval", "head"))
    assert "verify" not in allowed("new", "head")
    assert [role for role in ROLES if "erase" in allowed("closed", role)] == ["head", "admin"]


@pytest.mark.parametrize("stage", STAGES)
def test_only_another_unit_asks_for_a_withdrawal(stage: Stage):
    assert "withdraw" not in allowed(stage, "admin")
    assert [role for role in ROLES if "withdraw" in allowed(stage, role, own=False)] == [
        "officer",
        "admin",
        "secretary",
        "affairs",
    ]


def test_every_open_stage_leads_on():
    for stage in OPEN_STAGES:
        assert set(allowed(stage, "admin")) - ANYWHERE - {"support"}
