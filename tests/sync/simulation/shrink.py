"""Makes a failing run short enough to read: drops actions and faults as long as it still fails."""

from collections.abc import Callable
from dataclasses import replace

from tests.sync.simulation.script import Action, Script, Sync

Fails = Callable[[Script], bool]


def shrunk(script: Script, fails: Fails) -> Script:
    """The shortest run found that still fails; `script` itself fails."""
    while True:
        shorter = _without_faults(_without_actions(script, fails), fails)
        if shorter == script:
            return script
        script = shorter


def _without_actions(script: Script, fails: Fails) -> Script:
    size = max(1, len(script.actions) // 2)
    while True:
        start = 0
        while start < len(script.actions):
            fewer = replace(script, actions=script.actions[:start] + script.actions[start + size :])
            if fails(fewer):
                script = fewer
            else:
                start += size
        if size == 1:
            return script
        size //= 2


def _without_faults(script: Script, fails: Fails) -> Script:
    for index, action in enumerate(script.actions):
        if not isinstance(action, Sync):
            continue
        kept = action
        for fault in action.faults:
            fewer = replace(kept, faults=tuple(one for one in kept.faults if one != fault))
            if fails(_with(script, index, fewer)):
                kept = fewer
                script = _with(script, index, fewer)
    return script


def _with(script: Script, index: int, action: Action) -> Script:
    return replace(script, actions=(*script.actions[:index], action, *script.actions[index + 1 :]))
