"""Which step may follow which: the stages of a complaint, and who may take the step.

Permendagri 8/2023 and the service standards in domain.md give the order; what a role may do is policy.
"""

from typing import Literal

from complaints.complaint import OPEN_STAGES, STAGES, Stage

Action = Literal[
    "verify", "return", "forward", "accept", "follow-up", "respond", "approve", "decline", "close", "reopen", "archive",
    "rate", "note", "attach", "correct", "support", "contact", "review", "show-identity", "erase",
    "withdraw", "voice", "no-contact",
]  # fmt: skip
Role = Literal["officer", "head", "admin", "secretary", "affairs", "section", "hamlet"]
ROLES: tuple[Role, ...] = ("officer", "head", "admin", "secretary", "affairs", "section", "hamlet")

ANY_STAGE: frozenset[Stage] = frozenset(STAGES)

ALLOWED: dict[Action, frozenset[Stage]] = {
    "verify": frozenset({"new", "returned"}),
    "return": frozenset({"new", "verified", "in_progress"}),
    "forward": frozenset({"verified", "in_progress", "forwarded"}),
    "accept": frozenset({"forwarded"}),
    "follow-up": frozenset({"verified", "in_progress", "forwarded"}),
    "respond": frozenset({"verified", "in_progress", "responded"}),
    "approve": frozenset({"awaiting_approval"}),
    "decline": frozenset({"awaiting_approval"}),
    "close": frozenset({"responded"}),
    "reopen": frozenset({"responded", "closed", "archived"}),
    "archive": ANY_STAGE - {"forwarded", "archived"},
    "rate": frozenset({"responded", "closed"}),
    "support": OPEN_STAGES,
    "note": ANY_STAGE,
    "attach": ANY_STAGE,
    "correct": ANY_STAGE,
    "contact": ANY_STAGE,
    "review": ANY_STAGE,
    "show-identity": ANY_STAGE,
    "erase": ANY_STAGE,
    "withdraw": ANY_STAGE,  # asked of the unit that recorded it, which itself archives
    "no-contact": frozenset({"returned", "responded", "closed"}),  # while a word is owed (telling.py)
    "voice": ANY_STAGE,  # what a complainant said on a slip; voice.py knows where it has its place
}

NEEDS_NOTE: frozenset[Action] = frozenset(
    {"return", "follow-up", "respond", "decline", "reopen", "archive", "note", "contact", "withdraw"}
)

WORKING: frozenset[Action] = frozenset(ALLOWED) - {"approve", "decline", "erase"}
LEADING: frozenset[Action] = frozenset(
    {
        "forward",
        "respond",
        "approve",
        "decline",
        "reopen",
        "rate",
        "note",
        "attach",
        "contact",
        "no-contact",
        "review",
        "show-identity",
        "erase",
    }
)
# A sekretaris is an officer who stands in for the head, for what others wrote (approval.py).
SECRETARY: frozenset[Action] = frozenset(ALLOWED) - {"erase"}
# A kasi works on what is given to them; what enters the register and leaves it, others decide.
SECTION: frozenset[Action] = WORKING - {"verify", "return", "close", "reopen", "archive", "withdraw"}
# A kadus reports from their dusun and speaks with its people.
HAMLET: frozenset[Action] = frozenset(
    {"follow-up", "note", "attach", "support", "contact", "no-contact", "rate", "voice", "show-identity"}
)
RIGHTS: dict[Role, frozenset[Action]] = {
    "officer": WORKING,
    "head": LEADING,
    "admin": frozenset(ALLOWED),
    "secretary": SECRETARY,
    "affairs": WORKING,
    "section": SECTION,
    "hamlet": HAMLET,
}


def leads_office(role: Role) -> bool:
    """Whether this is one of those whom answers are laid before, and who do not record complaints themselves."""
    return "approve" in RIGHTS[role] and role != "admin"


def asks_approval(role: Role) -> bool:
    """Whether an answer in this role is laid before the head, where the office wants that. A sekretaris approves others', not their own."""
    return role not in ("head", "admin")


def sees_own_dusun(role: Role) -> bool:
    """Whether this role sees its own dusun's complaints alone."""
    return role == "hamlet"


def fits(action: Action, stage: Stage, *, receiving_unit: bool = False) -> bool:
    """Whether the step has its place at this stage. The unit that a complaint was forwarded to may answer it."""
    if receiving_unit and stage == "forwarded" and action == "respond":
        return True
    return stage in ALLOWED[action]


def allowed(stage: Stage, role: Role, *, receiving_unit: bool = False, own: bool = True) -> tuple[Action, ...]:
    """The steps that this role may take at this stage, in the order of the work. `own`: its unit recorded the complaint."""
    rights = RIGHTS[role] - ({"withdraw"} if own else {"no-contact"})
    return tuple(a for a in ALLOWED if a in rights and fits(a, stage, receiving_unit=receiving_unit))
