"""What happens in a run, written down before it begins: a list of actions, so that a failing run can be told and shortened."""

import random
from dataclasses import dataclass
from typing import Literal

DAY_MS = 86_400_000
YEAR_MS = 365 * DAY_MS

Doing = Literal[
    "record", "record anonymously", "note", "correct", "forward", "respond", "erase", "seal", "export", "show identity"
]
DOINGS: tuple[Doing, ...] = (
    "record", "record anonymously", "note", "correct", "forward", "respond", "erase", "seal", "export", "show identity",
)  # fmt: skip
LIKELY = (18, 5, 24, 12, 14, 5, 3, 2, 2, 1)

Trouble = Literal[
    "request lost", "answer lost", "sent twice", "arrives again later", "server dies before commit",
    "PC dies before", "PC dies after", "meanwhile",
]  # fmt: skip
TROUBLES: tuple[Trouble, ...] = (
    "request lost", "answer lost", "sent twice", "arrives again later", "server dies before commit",
    "PC dies before", "PC dies after", "meanwhile",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Work:
    """Somebody does something at a PC, on one of the complaints that it shows (`pick`, counted around)."""

    pc: int
    doing: Doing
    pick: int = 0
    to: int = 0


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with the `at`-th request of a sync (from 0); for 'PC dies', with the `at`-th change of its store.

    Meanwhile somebody works at the PC `pc` (on 'meanwhile'), before the answer comes.
    """

    at: int
    trouble: Trouble
    pc: int = 0
    doing: Doing = "note"
    pick: int = 0


@dataclass(frozen=True, slots=True)
class Sync:
    pc: int
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrive:
    """A request that the network held back, or doubled, reaches the district now; nobody waits for the answer."""

    pick: int


@dataclass(frozen=True, slots=True)
class Copy:
    """The PC's disk is copied; `Revert` and `Clone` use such copies."""

    pc: int


@dataclass(frozen=True, slots=True)
class Revert:
    """The PC's disk is put back from a copy, behind the program's back."""

    pc: int
    pick: int


@dataclass(frozen=True, slots=True)
class Restore:
    """The program restores a backup: the store knows it, and writes under a new device."""

    pc: int
    pick: int


@dataclass(frozen=True, slots=True)
class Clone:
    """One more PC of the office comes up from a copy."""

    pc: int
    pick: int


@dataclass(frozen=True, slots=True)
class SaveDistrict:
    """The district takes a backup of its database."""


@dataclass(frozen=True, slots=True)
class RestoreDistrict:
    """The district's database is put back from a backup."""

    pick: int


@dataclass(frozen=True, slots=True)
class SetClock:
    """A PC's clock jumps by so many ms; `pc` -1 is the district's."""

    pc: int
    by_ms: int


@dataclass(frozen=True, slots=True)
class Pass:
    """Time passes for all."""

    ms: int


@dataclass(frozen=True, slots=True)
class Dispose:
    """The district's coordinator forwards a complaint to a unit; `to` 0 only leaves a note."""

    pick: int
    to: int


@dataclass(frozen=True, slots=True)
class Stick:
    """A bundle is written at the PC or answered for its office, or one of those that lie about (`pick`) is read, which may die of it.

    "invite": the PC gets an invitation on a stick. The kecamatan carries: one that lies about is taken along, all that it has are handed in,
    and answers are brought back.
    """

    way: Literal["write", "read", "answer", "take home", "invite", "carry", "hand in", "bring back"]
    pc: int
    pick: int = 0


@dataclass(frozen=True, slots=True)
class Speak:
    """A complainant says something on the district's page: not done, something more, or how satisfied they are (`pick`)."""

    pick: int
    kind: Literal["unsatisfied", "addition", "rating"]


@dataclass(frozen=True, slots=True)
class Remind:
    """The district's daily round; its process may die in the middle of it (`dies`)."""

    dies: bool = False


Action = (
    Speak | Remind | Work | Sync | Stick | Dispose | Arrive | Copy | Revert | Restore | Clone | SaveDistrict | RestoreDistrict | SetClock | Pass
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Script:
    """A run: how many PCs each office has, `room` bytes a request at first, and what happens. The last office is the kecamatan's.

    `by_stick`: at the end everything comes to rest by sticks alone, before the network is there. `relayed`: no village ever sees
    the network before that; they are invited by sticks, which the kecamatan carries.
    """

    seed: int
    offices: tuple[int, ...]
    room: int
    actions: tuple[Action, ...]
    by_stick: bool = False
    relayed: bool = False


def relayed(seed: int) -> Script:
    """A run of villages that never see a network, with a kecamatan that carries for them in any order, loses and doubles."""
    chance = random.Random(f"relays {seed}")
    offices = (*(chance.choice((1, 1, 2)) for _ in range(chance.choice((1, 2)))), 1)
    pcs = sum(offices)
    ruin = chance.choice((0.0, 0.0, 0.08))
    actions: list[Action] = [Stick("invite", pc) for pc in range(pcs) if chance.random() < 0.7]
    for _ in range(chance.choice((15, 30, 45))):
        pc, pick = chance.randrange(pcs), chance.randrange(1000)
        if chance.random() < ruin:
            actions.append(chance.choice((Copy(pc), Revert(pc, pick), Restore(pc, pick), Clone(pc, pick))))
            continue
        match chance.choices(("work", "stick", "dispose", "clock", "pass"), (34, 60, 3, 1, 2))[0]:
            case "stick":
                ways = ("invite", "write", "read", "answer", "take home", "carry", "hand in", "bring back")
                actions.append(Stick(chance.choices(ways, (1, 6, 2, 1, 6, 5, 4, 4))[0], pc, pick))
            case "dispose":
                actions.append(Dispose(pick, chance.randrange(6)))
            case "clock":
                actions.append(SetClock(pc, chance.randrange(-DAY_MS, DAY_MS)))
            case "pass":
                actions.append(Pass(chance.choice((1000, DAY_MS))))
            case _:
                actions.append(Work(pc, chance.choices(DOINGS, LIKELY)[0], pick, chance.randrange(10)))
    return Script(seed, offices, 32_768, tuple(actions), by_stick=True, relayed=True)


def script(seed: int, *, both: bool = False) -> Script:
    """The run of this seed, always the same. Disks of PCs or the district's database go back in time; `both` in one run if so asked."""
    chance = random.Random(seed)
    offices = tuple(2 if chance.random() < 0.35 else 1 for _ in range(chance.choice((2, 2, 3, 3, 4))))
    pcs = sum(offices)
    # Some runs are quiet, some are all trouble: mild faults alone find other things than disasters do.
    trouble = chance.choice((0.0, 0.15, 0.4, 0.8))
    ruin = chance.choice((0.0, 0.03, 0.1))
    kinds = ("pc", "district") if both else (chance.choice(("pc", "pc", "district")),)
    actions: list[Action] = [Sync(pc) for pc in range(pcs) if chance.random() < 0.8]
    # Some offices have hardly any network, and many never use a stick.
    sticks = chance.choice((0.0, 0.0, 0.3, 0.6))
    actions += [_action(chance, pcs + 2, trouble, ruin, kinds, sticks) for _ in range(chance.choice((10, 20, 40)))]
    # With the smallest room every event is a request and a page of its own until it goes well for a while.
    room = chance.choice((1, 2048, 32_768))
    return Script(seed, offices, room, tuple(actions), by_stick=sticks > 0 and chance.random() < 0.5)


def doubling(seed: int) -> Script:
    """A run in which register numbers stand twice: PCs record before their first sync, disks are cloned and put back."""
    chance = random.Random(f"numbers {seed}")
    offices = (chance.choice((1, 2, 2)), 1)
    pcs = sum(offices)
    actions: list[Action] = []
    for _ in range(chance.choice((8, 14, 20))):
        pc, pick = chance.randrange(pcs + 2), chance.randrange(1000)
        kind = chance.choices(
            ("record", "note", "sync", "copy", "revert", "clone", "forward"), (34, 14, 16, 12, 8, 8, 8)
        )[0]
        match kind:
            case "record" | "note" | "forward":
                actions.append(Work(pc, kind, pick, chance.randrange(10)))
            case "sync":
                actions.append(Sync(pc, _faults(chance, pcs, 0.15)))
            case "copy":
                actions.append(Copy(pc))
            case "revert":
                actions.append(Revert(pc, pick))
            case _:
                actions.append(Clone(pc, pick))
    return Script(seed, offices, chance.choice((1, 2048, 32_768)), tuple(actions))


def speaking(seed: int) -> Script:
    """The run of this seed in which complainants speak on the district's page, days pass, and the district reminds."""
    chance, base = random.Random(f"voices {seed}"), script(seed)
    actions = list(base.actions)
    for _ in range(chance.choice((6, 12, 24))):
        kind = chance.choices(("speak", "remind", "day", "answer"), (6, 4, 3, 5))[0]
        pick, more = chance.randrange(1000), list[Action]()
        match kind:
            case "speak":
                more = [Speak(pick, chance.choice(("unsatisfied", "unsatisfied", "addition", "rating")))]
            case "remind":
                more = [Remind(dies=chance.random() < 0.3)]
            case "day":
                more = [Pass(DAY_MS)]
            case _:
                # An answer that the district knows of, for somebody to be unsatisfied with.
                pc = chance.randrange(sum(base.offices))
                more = [Work(pc, "record", pick), Work(pc, "respond", 0), Work(pc, "respond", 0), Sync(pc)]
        at = chance.randrange(len(actions) + 1)
        actions[at:at] = more
    return Script(seed, base.offices, base.room, tuple(actions), by_stick=base.by_stick)


def _action(
    chance: random.Random, pcs: int, trouble: float, ruin: float, kinds: tuple[str, ...], sticks: float
) -> Action:
    pc, pick = chance.randrange(pcs), chance.randrange(1000)
    if chance.random() < ruin:
        return _disaster(chance, chance.choice(kinds), pc, pick)
    if chance.random() < sticks:
        return Stick(chance.choice(("write", "read", "answer", "take home")), pc, pick)
    match chance.choices(("work", "sync", "dispose", "arrive", "copy", "clock", "pass"), (46, 34, 4, 4, 6, 1, 4))[0]:
        case "sync":
            return Sync(pc, _faults(chance, pcs, trouble))
        case "arrive":
            return Arrive(pick)
        case "copy":
            return chance.choice((Copy(pc), SaveDistrict()))
        case "clock":
            years = chance.choice((-17, -1, 1, 10, 73))
            return SetClock(
                chance.randrange(-1, pcs), chance.choice((years * YEAR_MS, chance.randrange(-DAY_MS, DAY_MS)))
            )
        case "pass":
            return Pass(chance.choice((1, 1000, DAY_MS)))
        case "dispose":
            return Dispose(pick, chance.randrange(6))
        case _:
            return Work(pc, chance.choices(DOINGS, LIKELY)[0], pick, chance.randrange(10))


def _disaster(chance: random.Random, kind: str, pc: int, pick: int) -> Action:
    if kind == "district":
        return RestoreDistrict(pick)
    return chance.choice((Revert, Restore, Clone))(pc, pick)


def _faults(chance: random.Random, pcs: int, trouble: float) -> tuple[Fault, ...]:
    faults: list[Fault] = []
    while chance.random() < trouble and len(faults) < 3:
        at = chance.choice((0, 0, 0, 1, 1, 2, 3, 5))
        doing = chance.choices(DOINGS, LIKELY)[0]
        faults.append(Fault(at, chance.choice(TROUBLES), chance.randrange(pcs), doing, chance.randrange(1000)))
    return tuple(faults)


def told(one: Script) -> str:
    """The run as text, a line an action."""
    lines = [f"seed {one.seed}: offices with {', '.join(map(str, one.offices))} PCs"]
    return "\n".join([*lines, *(f"  {number:3} {action}" for number, action in enumerate(one.actions))])
