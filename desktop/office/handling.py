"""Takes a step on a complaint: checks it against the workflow, appends its one event and refolds, in one transaction."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from secrets import token_bytes

from msgspec import structs
from sqlalchemy import Connection, delete, select

from complaints import approval, requests, steps, voice
from complaints.complaint import Complaint, VoiceKind
from complaints.draft import Draft, identity
from complaints.errors import InvalidField, Refused
from complaints.events import AnyStep, Approved, Attached, Erased, Reviewed
from complaints.fold import fold
from complaints.identity import EMPTY, NONCE_BYTES, Identity, seal
from complaints.ladder import VoiceRule
from complaints.phrases import phrase
from complaints.steps import StepDetails
from complaints.workflow import Action, Role
from desktop.office.same_number import told_apart
from desktop.store import log, place_names, projection, search, step_drafts
from desktop.store.attachments import Attachments, Content, read
from desktop.store.log import Author, NewEvent
from desktop.store.projection import Rules
from desktop.store.register_numbers import NumberHolder
from desktop.store.schema import identity_key
from desktop.store.settings import Settings
from sync.messages import Agency

UNIT_CODE = re.compile(r"\d{2}(\.\d{2}){0,2}(\.\d{4})?")
UnitName = Callable[[str], str | None]


class NotFound(Refused):
    def __init__(self, number: str) -> None:
        super().__init__(
            phrase(
                "Pengaduan {number} tidak ada di buku ini. Periksa nomornya, atau cari dengan kata dari isinya.",
                number=repr(number),
            )
        )


class OutsideDusun(NotFound):
    """It is not there, or another dusun's: which of both, a kadus isn't told."""

    def __init__(self, number: str, dusun: str) -> None:
        Refused.__init__(
            self,
            phrase(
                "Pengaduan {number} tidak ada di antara pengaduan Dusun {dusun}, yang Anda lihat sebagai kepala dusun. "
                "Tanyakan kepada petugas kantor.",
                number=repr(number),
                dusun=dusun,
            ),
        )


class SeveralHaveNumber(Refused):
    """A register number that stands for several complaints: nobody may take one for the other."""

    def __init__(self, number: str, sharing: Sequence[NumberHolder]) -> None:
        self.sharing = sharing
        units = {holder.unit for holder in sharing}
        super().__init__(
            phrase(
                "Nomor {number} dipakai {count} pengaduan; tidak ada yang berubah. Pilih dengan kode lacak atau id: {choices}.",
                number=number,
                count=len(sharing),
                choices="; ".join(told_apart(holder, with_unit=len(units) > 1) for holder in sharing),
            )
        )


def receiver(
    details: StepDetails, settings: Settings, unit_name: UnitName, agencies: Sequence[Agency] = ()
) -> StepDetails:
    """Tells whom `to` means: a unit by its code, an agency of the district, or a person in the office.

    `agencies` are those that the district published: by their code a complaint finds its way to them.
    """
    to = details.to.strip()
    for agency in agencies:
        if to in (agency.code, agency.name) and agency.code != settings.unit_code:
            return structs.replace(details, to=agency.code, to_name=agency.name, to_person=False)
    if UNIT_CODE.fullmatch(to):
        name = unit_name(to)
        if name is None:
            raise InvalidField(
                "to", phrase("Kode wilayah {code} tidak dikenal. Tidak ada yang berubah; periksa kodenya.", code=to)
            )
        if to == settings.unit_code:
            raise InvalidField(
                "to", phrase("Tidak dapat diteruskan ke kantor ini sendiri; pilih orang di kantor atau unit lain.")
            )
        return structs.replace(details, to=to, to_name=name, to_person=False)
    if to in settings.agencies:
        return structs.replace(details, to="", to_name=to, to_person=False)
    return structs.replace(details, to="", to_name=to, to_person=True)


def act(
    connection: Connection,
    complaint_id: str,
    action: Action,
    details: StepDetails,
    *,
    author: Author,
    role: Role,
    rules: Rules,
    now_ms: int,
    today: date,
    voice_rule: VoiceRule | None = None,
) -> Complaint:
    """Appends the action's event and returns the complaint as it is now. Raises Refused or InvalidField; then nothing changed.

    Of another unit's complaint, what only that unit may say is written as a request (requests.py).
    """
    complaint, history = load(connection, complaint_id)
    if details.voice and voice_rule is not None:
        steps.refuse_unless_allowed(action, complaint, role, author.unit)
        taken: list[AnyStep] = [_said(details.voice, details, complaint, voice_rule, today)]
        if "" != complaint.unit != author.unit != "":
            taken = requests.of_another_unit(taken[0], EMPTY)
    else:
        taken = steps_taken(connection, complaint, action, details, author=author, role=role, today=today)
    erases = any(isinstance(step, Erased) for step in taken)
    if erases:
        connection.execute(delete(identity_key).where(identity_key.c.complaint == complaint_id))
        step_drafts.forget(connection, complaint_id)
    now = append(connection, complaint, history, taken, author, rules, now_ms)
    if erases:
        search.forget(connection)
    return now


def steps_taken(
    connection: Connection,
    complaint: Complaint,
    action: Action,
    details: StepDetails,
    *,
    author: Author,
    role: Role,
    today: date,
) -> list[AnyStep]:
    """What the action writes on this complaint. Raises Refused or InvalidField, and writes nothing itself."""
    steps.refuse_unless_allowed(action, complaint, role, author.unit)
    if action == "approve":
        approval.refuse_own(complaint, author.actor, author.unit, role)
    personal = EMPTY
    if action in ("correct", "support"):
        personal = _personal(action, details, complaint, today)
    step = steps.step(action, details, complaint, today, _sealed(connection, complaint, personal))
    if isinstance(step, Reviewed) and step.granted is not None:
        return requests.answer(step, complaint, author.unit, role)
    if isinstance(step, Approved):
        return approval.approved(complaint, details.answer, step)
    if "" != complaint.unit != author.unit != "":
        return requests.of_another_unit(step, personal)
    return [step]


def _said(kind: VoiceKind, details: StepDetails, complaint: Complaint, rule: VoiceRule, today: date) -> AnyStep:
    """What stands on a complainant's slip."""
    latest = max(today, complaint.received_on)
    said = voice.step(kind, details.note, details.satisfaction, complaint, rule, latest, details.on or latest)
    if said is None:
        raise Refused(phrase("Hal yang sama sudah tercatat dari pelapor ini. Tidak ada yang berubah."))
    return said


def attach(
    connection: Connection,
    complaint_id: str,
    attached: Attached,
    *,
    author: Author,
    role: Role,
    rules: Rules,
    now_ms: int,
) -> Complaint:
    """Adds a file that is already stored."""
    complaint, history = load(connection, complaint_id)
    steps.refuse_unless_allowed("attach", complaint, role, author.unit)
    return append(connection, complaint, history, [attached], author, rules, now_ms)


def keep_file(file: Path | Content, attachments: Attachments, on: date) -> Attached:
    """Stores a file before the event that names it."""
    stored_file = attachments.keep(read(file) if isinstance(file, Path) else file)
    return Attached(on, stored_file.sha256, stored_file.name, stored_file.media_type, stored_file.size)


def load(connection: Connection, complaint_id: str) -> tuple[Complaint, list[log.Event]]:
    """The complaint with its people, and its history. Raises NotFound."""
    history = log.history(connection, complaint_id)
    complaint = fold(history, projection.opener(connection, complaint_id))
    if complaint is None:
        raise NotFound(complaint_id)
    return place_names.located(connection, complaint), history


def append(
    connection: Connection,
    complaint: Complaint,
    history: list[log.Event],
    taken: Sequence[AnyStep],
    author: Author,
    rules: Rules,
    now_ms: int,
) -> Complaint:
    """Writes these steps behind what the complaint is now, and returns what it is then."""
    history += log.append(connection, author, [NewEvent(complaint.id, complaint.heads, step) for step in taken], now_ms)
    now = projection.project(connection, history, projection.opener(connection, complaint.id), rules)
    assert now is not None
    return now


def _personal(action: Action, details: StepDetails, complaint: Complaint, today: date) -> Identity:
    if action == "correct":
        return steps.corrections(details.change, complaint, today).identity
    return identity(Draft(kind="complaint", body="-", complainant=details.person), today)


def _sealed(connection: Connection, complaint: Complaint, personal: Identity) -> bytes:
    if personal == EMPTY:
        return b""
    key = connection.scalar(select(identity_key.c.key).where(identity_key.c.complaint == complaint.id))
    if key is None and not complaint.erased:
        raise Refused(
            phrase(
                "Pelapor pengaduan ini tidak dikenal di kantor ini, jadi data pribadi tidak dapat ditambahkan. "
                "Tidak ada yang berubah; tulis sebagai catatan, atau hubungi kantor yang mencatatnya."
            )
        )
    if key is None:
        raise Refused(
            phrase(
                "Identitas pada pengaduan ini sudah dihapus atas permintaan; data pribadi baru tidak dapat ditambahkan."
            )
        )
    return seal(personal, key, token_bytes(NONCE_BYTES))
