"""The demo office must be believable and legal: the loader takes these lines as a user would type them."""

import json
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from complaints.categories import parse_categories

RESOURCES = Path(__file__).parents[3] / "resources"
LINES: list[dict[str, Any]] = [
    json.loads(line) for line in (RESOURCES / "demo" / "complaints.jsonl").read_text(encoding="utf-8").splitlines()
]
COMPLAINTS: list[dict[str, Any]] = [line["complaint"] for line in LINES]

FIELDS = {
    "kind": {"complaint", "aspiration", "information_request"},
    "channel": {
        "in_person", "letter", "phone", "whatsapp", "sms", "suggestion_box", "social_media", "website", "rt_rw", "disposition",
    },
}  # fmt: skip
TEXTS = {"title", "body", "expectation", "category", "subject", "lapor_id"}
FLAGS = {"supervisory", "anonymous", "confidential"}
OTHERS = {"location", "complainant", "suspected_loss"}
STEP_FIELDS = {
    "after", "action", "actor", "note", "to", "name", "weight", "fields", "owner", "draft", "automatic", "satisfaction",
    "complainant",
}  # fmt: skip
ANY = {
    "new",
    "returned",
    "verified",
    "in_progress",
    "forwarded",
    "awaiting_approval",
    "responded",
    "closed",
    "archived",
}
OPEN = ANY - {"responded", "closed", "archived"}
ALLOWED = {
    "verify": {"new", "returned"},
    "return": {"new", "verified", "in_progress"},
    "forward": {"verified", "in_progress", "forwarded"},
    "accept": {"forwarded"},
    "follow-up": {"verified", "in_progress", "forwarded"},
    "respond": {"verified", "in_progress"},
    "approve": {"awaiting_approval"},
    "decline": {"awaiting_approval"},
    "close": {"responded"},
    "reopen": {"closed", "archived", "responded"},
    "archive": ANY - {"forwarded", "archived"},
    "note": ANY,
    "correct": ANY,
    "support": OPEN,
}
NEEDS_NOTE = {"return", "respond", "decline", "reopen", "archive", "note", "follow-up"}


def after_step(step: dict[str, Any], stage: str) -> str:
    match step["action"]:
        case "verify":
            return "verified"
        case "return":
            return "returned"
        case "forward":
            return "forwarded" if step["to"][0].isdigit() else "in_progress"
        case "follow-up":
            return stage if stage == "forwarded" and not step.get("owner") else "in_progress"
        case "decline" | "reopen":
            return "in_progress"
        case "respond":
            return "awaiting_approval" if step.get("draft") else "responded"
        case "approve":
            return "responded"
        case "close":
            return "closed"
        case "archive":
            return "archived"
        case _:
            return stage


def last_stage(line: dict[str, Any]) -> str:
    stage = "new"
    for step in line["steps"]:
        stage = after_step(step, stage)
    return stage


def people() -> list[dict[str, Any]]:
    found = [complaint["complainant"] for complaint in COMPLAINTS if "complainant" in complaint]
    return found + [step["complainant"] for line in LINES for step in line["steps"] if "complainant" in step]


def test_there_are_200_over_the_last_thirteen_months():
    assert len(LINES) == 200
    days = [line["day"] for line in LINES]
    assert days == sorted(days)
    assert -400 <= days[0] <= -360
    assert -2 <= days[-1] <= 0


@pytest.mark.parametrize("complaint", COMPLAINTS, ids=lambda complaint: complaint["body"][:30])
def test_fields_are_those_of_the_command_line(complaint: dict[str, Any]):
    assert complaint.keys() <= FIELDS.keys() | TEXTS | FLAGS | OTHERS
    assert complaint["body"].strip() == complaint["body"] != ""
    for field, values in FIELDS.items():
        assert complaint[field] in values
    assert all(isinstance(complaint.get(field, ""), str) for field in TEXTS)
    assert all(complaint.get(field, True) is True for field in FLAGS)
    location = complaint.get("location", {})
    assert location.keys() <= {"dusun", "rt", "rw", "detail", "latitude", "longitude"}
    if "latitude" in location:
        assert -5.26 < location["latitude"] < -5.20
        assert 120.07 < location["longitude"] < 120.13
    assert not (complaint.get("anonymous") and "complainant" in complaint)


def test_categories_are_known_and_varied():
    categories = parse_categories((RESOURCES / "categories.toml").read_text(encoding="utf-8"))
    choices = {category.code for category in categories.choices}
    used = {complaint["category"] for complaint in COMPLAINTS}
    assert used <= choices
    assert len(used) > 35


def test_every_kind_and_channel_occurs():
    for field, values in FIELDS.items():
        assert {complaint[field] for complaint in COMPLAINTS} == values
    assert all(any(complaint.get(flag) for complaint in COMPLAINTS) for flag in FLAGS)
    assert (
        40 < sum("title" in complaint for complaint in COMPLAINTS) + sum("expectation" in c for c in COMPLAINTS) < 160
    )


def test_no_two_texts_are_alike():
    assert len({complaint["body"] for complaint in COMPLAINTS}) == 200
    openings = Counter(complaint["body"][:25].lower() for complaint in COMPLAINTS)
    assert openings.most_common(1)[0][1] <= 3
    answers = Counter(step["note"] for line in LINES for step in line["steps"] if step["action"] == "respond")
    assert answers.most_common(1)[0][1] == 1


def test_a_national_id_tells_a_date_of_birth_and_the_sex():
    numbers = [(person["national_id"], person["sex"]) for person in people() if "national_id" in person]
    assert len(numbers) > 50
    assert len({number for number, _ in numbers}) == len(numbers)
    for number, sex in numbers:
        assert len(number) == 16
        assert number.isdigit()
        assert number.startswith("7307")
        day, month, year = int(number[6:8]), int(number[8:10]), int(number[10:12])
        assert (day > 40) == (sex == "female")
        assert date((1900 if year > 10 else 2000) + year, month, day - 40 * (sex == "female"))


def test_people_have_only_known_fields_and_phones_that_nobody_has():
    for person in people():
        assert person.keys() <= {"name", "national_id", "sex", "phone", "email", "address", "disability"}
        assert person["name"]
        assert person.get("sex") in (None, "male", "female")
        if "phone" in person:
            assert person["phone"][4:8] == "0000"
            assert 11 <= len(person["phone"]) <= 13


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line['day']}-{line['complaint']['category']}")
def test_every_step_is_allowed_where_it_stands(line: dict[str, Any]):
    stage = "new"
    for step in line["steps"]:
        assert step.keys() <= STEP_FIELDS
        assert step["actor"] in ("officer", "head", "admin")
        assert stage in ALLOWED[step["action"]], step
        assert step.get("note") or step["action"] not in NEEDS_NOTE, step
        assert (step["action"] == "forward") == ("to" in step)
        assert "weight" not in step or (step["action"] == "verify" and step["weight"] in ("light", "normative"))
        assert ("fields" in step) == (step["action"] == "correct")
        assert step["action"] not in ("approve", "decline") or step["actor"] == "head"
        stage = after_step(step, stage)


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line['day']}-{line['complaint']['category']}")
def test_steps_follow_each_other_and_none_is_in_the_future(line: dict[str, Any]):
    today = date(2026, 11, 24)
    received = today + timedelta(days=line["day"])
    days = [received, *(received + timedelta(days=step["after"]) for step in line["steps"]), today]
    assert all(earlier <= later for earlier, later in pairwise(days))


def test_every_stage_occurs_and_most_are_closed():
    stages = Counter(map(last_stage, LINES))
    assert set(stages) == ANY
    assert stages["closed"] > 100
    assert all(count >= 3 for count in stages.values()), stages
    assert sum("reopen" in [step["action"] for step in line["steps"]] for line in LINES) >= 4
    assert {action for line in LINES for action in [step["action"] for step in line["steps"]]} == set(ALLOWED)


def test_open_ones_are_recent_and_some_are_late():
    waiting = [(line["day"], last_stage(line)) for line in LINES if last_stage(line) in OPEN]
    assert sum(day < -30 for day, _ in waiting) >= 5
    assert sum(day > -10 for day, _ in waiting) >= 12
    assert any(stage == "new" and day <= -7 for day, stage in waiting)
    assert any(stage == "new" and day >= -1 for day, stage in waiting)


def test_an_answer_closes_within_ten_days():
    for line in LINES:
        if last_stage(line) == "responded":
            answered = max(step["after"] for step in line["steps"] if step["action"] in ("respond", "approve"))
            assert -line["day"] - answered <= 10, line["day"]


def test_a_few_open_ones_wait_for_their_national_number():
    waiting = [line for line in LINES if last_stage(line) in OPEN and "lapor_id" not in line["complaint"]]
    assert 4 <= len(waiting) <= 6


def test_forwards_go_to_units_that_exist_and_people_of_the_office():
    targets = {step["to"] for line in LINES for step in line["steps"] if step["action"] == "forward"}
    assert {target for target in targets if target[0].isdigit()} == {"73.07", "73.07.04"}
    assert "Kaur Pembangunan" in targets
