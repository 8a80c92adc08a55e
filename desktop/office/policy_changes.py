"""The policy that an office sets for itself: other numbers of days, or a file that its district hands on."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, TypeVar

from msgspec import structs

from complaints.errors import OfficeError
from complaints.phrases import phrase
from complaints.policy import DoneLimit, Limit, Policy, Reaction, parse_policy
from desktop.store.durable_files import disk_errors
from desktop.wording import names
from desktop.wording.translation import tr

SOURCE_LETTERS = 500
FILE_BYTES = 100_000

Rule = TypeVar("Rule", Limit, Reaction, DoneLimit)


def with_days(policy: Policy, shipped: Policy, days: Mapping[str, int]) -> Policy:
    """The policy with these numbers of days: 'verify', 'follow-up', 'done-0', …, 'reaction', 'due-soon'."""
    shipped_limits = {(limit.kind, limit.weight, limit.supervisory): limit for limit in shipped.done}
    return structs.replace(
        policy,
        verify=_changed(policy.verify, days["verify"], shipped.verify),
        follow_up=_changed(policy.follow_up, days["follow-up"], shipped.follow_up),
        done=tuple(
            _changed(limit, days[f"done-{at}"], shipped_limits.get((limit.kind, limit.weight, limit.supervisory)))
            for at, limit in enumerate(policy.done)
        ),
        reaction=_changed(policy.reaction, days["reaction"], shipped.reaction),
        due_soon_working_days=days["due-soon"],
    )


def _changed(rule: Rule, days: int, shipped: Rule | None) -> Rule:
    """The rule with this number. A changed number no longer comes from the source that gave the other one; that is said."""
    field = "days" if isinstance(rule, Reaction) else "working_days"
    if days == getattr(rule, field):
        return rule
    if shipped is not None and getattr(shipped, field) == days:
        return shipped
    origin = shipped or rule
    source = f"Ditetapkan kantor ini; semula {getattr(origin, field)} hari: {origin.source}"[:SOURCE_LETTERS]
    return structs.replace(rule, source=source, confirmed=False, **{field: days})


def read_policy_file(file: Path) -> str:
    """The text of a policy that can be put in force. Raises OfficeError where the file holds none."""
    with disk_errors():
        content = file.read_bytes() if file.stat().st_size <= FILE_BYTES else b""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    if not text.strip():
        raise OfficeError(phrase("Berkas itu bukan berkas kebijakan. Kebijakan lama tetap berlaku."))
    parse_policy(text)
    return text


def with_approval(policy: Policy, required: bool) -> Policy:
    """The policy in which an officer's answer is approved by the head first, or not."""
    if policy.approval.required == required:
        return policy
    return structs.replace(policy, approval=structs.replace(policy.approval, required=required))


class PolicyRow(NamedTuple):
    """One number of days of a policy: its name as in `with_days`, what it limits, its unit, source and bounds."""

    name: str
    title: str
    days: int
    unit: str
    source: str
    least: int = 1
    most: int = 366


def policy_rows(policy: Policy) -> list[PolicyRow]:
    working_days = tr("hari kerja")

    def row(name: str, title: str, limit: Limit | DoneLimit) -> PolicyRow:
        return PolicyRow(name, title, limit.working_days, working_days, _source(limit))

    reaction, soon = tr("Selesai sendiri bila pelapor diam"), tr("Disebut jatuh tempo bila tersisa")
    return [
        row("verify", tr("Verifikasi, sejak diterima"), policy.verify),
        row("follow-up", tr("Tindak lanjut, sejak verifikasi"), policy.follow_up),
        *(row(f"done-{at}", names.answer_limit(limit), limit) for at, limit in enumerate(policy.done)),
        PolicyRow("reaction", reaction, policy.reaction.days, tr("hari kalender"), _source(policy.reaction)),
        PolicyRow("due-soon", soon, policy.due_soon_working_days, working_days, "", 0, 30),
    ]


def _source(rule: Limit | Reaction) -> str:
    return rule.source if rule.confirmed else tr("lazim, belum bersumber tertulis") + " · " + rule.source
