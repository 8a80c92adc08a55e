"""Which of the allowed steps stands where: the most likely one first, a few beside it, the rest in a menu."""

from complaints.complaint import Stage
from complaints.workflow import Action
from desktop.wording import names

# Three and the papers have room beside the list at 1366 pixels: a note is always among them, as a step that is taken at any time.
_LIKELY: dict[Stage, tuple[Action, ...]] = {
    "new": ("verify", "return", "note"),
    "returned": ("verify", "contact", "note"),
    "verified": ("follow-up", "forward", "note", "respond"),
    "in_progress": ("respond", "forward", "note", "follow-up"),
    "forwarded": ("respond", "accept", "note", "follow-up", "forward"),
    "awaiting_approval": ("approve", "decline", "note", "contact"),
    "responded": ("close", "contact", "note", "rate", "reopen", "respond"),
    "closed": ("note", "rate", "contact", "reopen"),
    "archived": ("note", "reopen"),
}
_BESIDE = 3
# Not buttons: the identity has its link, a decision its box, and attaching stands with the files.
_ELSEWHERE: frozenset[Action] = frozenset({"show-identity", "review"})

# They ask for more before anything happens: their words end in '…'.
_WITH_DOTS = frozenset(
    {"forward", "return", "archive", "correct", "erase", "reopen", "attach", "support", "decline", "contact", "rate"}
)


def button_words(action: Action) -> str:
    return names.action_button(action) + ("…" if action in _WITH_DOTS else "")


def arrange(
    stage: Stage, allowed: tuple[Action, ...], *, owes_word: bool = False
) -> tuple[Action | None, tuple[Action, ...], tuple[Action, ...]]:
    """The primary step, those beside it, and those in the menu. `owes_word`: somebody waits to be told, which comes first."""
    order: tuple[Action, ...] = ("contact", *_LIKELY[stage]) if owes_word else _LIKELY[stage]
    likely: list[Action] = [action for action in dict.fromkeys(order) if action in allowed]
    primary: Action | None = likely[0] if likely else None
    beside: tuple[Action, ...] = tuple(likely[1 : 1 + _BESIDE])
    menu: tuple[Action, ...] = tuple(
        action for action in allowed if action != primary and action not in beside and action not in _ELSEWHERE
    )
    return primary, beside, menu
