"""Turns what an officer does into the one event that says so, or refuses it with the reason."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, assert_never

from msgspec import UNSET, Struct, UnsetType, structs

from complaints import events as e
from complaints import telling
from complaints.complaint import Complainant, Complaint, VoiceKind
from complaints.draft import NOTE_LIMIT, Draft, Person, clean, facts, identity
from complaints.errors import InvalidField, Refused
from complaints.events import AnyStep, Facts, Weight
from complaints.fields import NAMED
from complaints.identity import Identity, PersonChange
from complaints.phrases import Phrase, phrase
from complaints.vocabulary import LAPOR_NOTES, STAGES, STEPS, inside_sentence
from complaints.workflow import NEEDS_NOTE, RIGHTS, Action, Role, fits


class Change(Facts, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """The fields of docs/cli.md that a correction changes; those left UNSET stay as they are."""

    subject: str | UnsetType = UNSET
    complainant: PersonChange | UnsetType = UNSET


FIELDS = tuple(name for name in Change.__struct_fields__ if name != "complainant")


class StepDetails(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What the officer gave with an action; each action reads the parts that it needs.

    `supporter`: who is told, the complainant (0) or a supporter by their place, from 1. `answer`: of an approval, what is said instead
    of the draft.
    """

    note: str = ""
    to: str = ""
    to_name: str = ""
    to_person: bool = False
    weight: Weight | None = None
    change: Change = Change()
    resumed: bool = False
    draft: bool = False
    answer: str = ""
    satisfaction: Literal[1, 2, 3, 4, 5] | None = None
    on: date | None = None
    field: str = ""
    event_device: str = ""
    event_seq: int = 0
    granted: bool | None = None
    channel: str = ""
    purpose: str = ""
    supporter: int = 0
    person: Person = Person()
    voice: VoiceKind | Literal[""] = ""
    lapor: Literal["", "present", "not_needed"] = ""


@dataclass(frozen=True, slots=True)
class Corrections:
    """A correction in two parts: open facts, and the personal ones that are sealed before they are written."""

    facts: Facts
    identity: Identity


def refuse_unless_allowed(action: Action, complaint: Complaint, role: Role, unit: str) -> None:
    """Raises Refused when this role, or the stage the complaint is in, has no such step."""
    if action not in RIGHTS[role]:
        raise Refused(
            phrase(
                "Peran Anda tidak berwenang untuk langkah ini. Tidak ada yang berubah; mintalah petugas yang berwenang."
            )
        )
    if complaint.withdrawn:
        raise Refused(
            phrase(
                "Pengaduan {number} sudah ditarik dari buku karena impornya diurungkan. Tidak ada yang berubah; "
                "impor lagi berkasnya, atau catat sebagai pengaduan baru.",
                number=complaint.number,
            )
        )
    if action == "withdraw" and not ("" != complaint.unit != unit != ""):
        raise Refused(
            phrase(
                "Pengaduan {number} dicatat kantor ini: yang keliru diarsipkan, atau impornya diurungkan. Tidak ada yang berubah.",
                number=complaint.number,
            )
        )
    receiving = complaint.forwarded_to == unit != ""
    if not fits(action, complaint.stage, receiving_unit=receiving):
        raise Refused(
            phrase(
                "Pengaduan {number} tidak dapat {action}: statusnya {stage}. Tidak ada yang berubah.",
                number=complaint.number,
                action=Phrase(STEPS[action].done),
                stage=Phrase(inside_sentence(STAGES[complaint.stage])),
            )
        )


def step(action: Action, details: StepDetails, complaint: Complaint, today: date, sealed: bytes = b"") -> AnyStep:
    """The event's step for this action. `sealed` is the sealed identity for a correction or a support.

    Raises InvalidField when a note, a date or a receiver is missing.
    """
    # A clock that fell years back must not stop the work: without a day from the officer, the earliest possible one counts.
    on = details.on or max(today, complaint.received_on)
    note = _note(action, details)
    details = structs.replace(
        details,
        to=clean(details.to),
        to_name=clean(details.to_name),
        channel=clean(details.channel),
        purpose=clean(details.purpose),
        field=clean(details.field),
    )
    if on < complaint.received_on:
        raise InvalidField("on", phrase("Tanggal langkah ini sebelum tanggal pengaduan diterima. Periksa tanggalnya."))
    match action:
        case "verify":
            return e.Verified(on, note, details.weight)
        case "return":
            return e.Returned(on, note)
        case "forward":
            if not (details.to_name or details.to):
                raise InvalidField("to", phrase("Tujuan penerusan belum diisi: pilih unit atau orang di kantor."))
            return e.Forwarded(
                on, "" if details.to_person else details.to, details.to_name or details.to, details.to_person, note
            )
        case "accept":
            return e.Accepted(on, note)
        case "follow-up":
            return e.FollowedUp(on, note, details.resumed)
        case "respond":
            return e.Responded(on, note, details.draft)
        case "approve":
            return e.Approved(on, note)
        case "decline":
            return e.Declined(on, note)
        case "close":
            return e.Closed(on, note, satisfaction=details.satisfaction)
        case "reopen":
            return e.Reopened(on, note)
        case "archive":
            return e.Archived(on, note)
        case "rate":
            if details.satisfaction is None:
                raise InvalidField(
                    "satisfaction", phrase("Nilai kepuasan belum dipilih: 1 sampai 5. Tidak ada yang berubah.")
                )
            return e.Rated(on, details.satisfaction, note)
        case "note":
            return e.Noted(on, note, _lapor(details, complaint))
        case "correct":
            changed = corrections(details.change, complaint, today)
            if changed.facts == Facts() and changed.identity == Identity():
                raise InvalidField(
                    "", phrase("Tidak ada isian yang berbeda dari yang tersimpan; tidak ada yang diubah.")
                )
            return e.Corrected(on, changed.facts, sealed, note)
        case "support":
            return e.Supported(on, note, sealed)
        case "contact":
            supporter = telling.supporter_id(complaint, details.supporter)
            return e.Contacted(on, details.channel, note, details.purpose, supporter)
        case "no-contact":
            if telling.owed_word(complaint, complaint.unit) is None:
                raise Refused(
                    phrase(
                        "Pelapor pengaduan {number} tidak sedang menunggu kabar. Tidak ada yang berubah.",
                        number=complaint.number,
                    )
                )
            return e.Noted(on, f"{telling.NOT_NEEDED_WORDS} {note}".rstrip(), e.Meaning(contact=telling.NOT_NEEDED))
        case "review":
            return e.Reviewed(on, details.field, details.event_device, details.event_seq, note, details.granted)
        case "show-identity":
            return e.IdentityShown(on, note)
        case "erase":
            return e.Erased(on, note)
        case "withdraw":
            return e.Withdrawn(on, note)
        case "voice":
            raise InvalidField("voice", phrase("Pilih apa yang dikatakan warga: belum selesai, tambahan, atau nilai."))
        case "attach":
            raise InvalidField("file", phrase("Berkas yang akan dilampirkan belum disebut."))
        case _:
            assert_never(action)


def _lapor(details: StepDetails, complaint: Complaint) -> e.Meaning | None:
    """That the complaint is in SP4N-LAPOR! already, or need not be entered there."""
    if not details.lapor:
        return None
    if complaint.lapor_id or complaint.lapor_settled:
        raise Refused(
            phrase(
                "Pengaduan {number} tidak menunggu input ke SP4N-LAPOR. Tidak ada yang berubah.",
                number=complaint.number,
            )
        )
    return e.Meaning(lapor=details.lapor)


def _note(action: Action, details: StepDetails) -> str:
    note = clean(details.note) or LAPOR_NOTES.get(details.lapor, "")
    if not note and action in NEEDS_NOTE:
        raise InvalidField("note", phrase("Keterangan belum diisi; langkah ini memerlukannya. Tidak ada yang berubah."))
    if len(note) > NOTE_LIMIT:
        raise InvalidField(
            "note",
            phrase(
                "Keterangan terlalu panjang: {length} huruf, paling banyak {limit}.", length=len(note), limit=NOTE_LIMIT
            ),
        )
    return note


def corrections(change: Change, complaint: Complaint, today: date) -> Corrections:
    """What really differs from the complaint as it is, checked by the same rules as a new one."""
    changes = _filled(change)
    person = _filled(change.complainant) if change.complainant is not UNSET else {}
    current = {name: getattr(complaint, name) for name in FIELDS}
    changed = structs.replace(
        Draft(kind=complaint.kind, body=complaint.body),
        **(current | {name: value for name, value in changes.items() if name != "complainant"}),
        complainant=structs.replace(_person(complaint.complainant), **person),
    )
    personal = set(person) | ({"subject"} & set(changes))
    if change.anonymous is True:
        personal |= set(Person.__struct_fields__)
    return Corrections(
        structs.replace(Facts(), **_different(facts(changed, today), complaint, set(changes))),
        structs.replace(Identity(), **_different(identity(changed, today), complaint, personal)),
    )


def _filled(change: Change | PersonChange) -> dict[str, object]:
    return {name: value for name, value in structs.asdict(change).items() if value is not UNSET}


def _person(complainant: Complainant) -> Person:
    """The person as they are; what only a newer version can choose is left out, for it isn't up for correction here."""
    return Person(**{name: value for name, value in structs.asdict(complainant).items() if NAMED[name].accepts(value)})


def _different(new_values: Facts | Identity, complaint: Complaint, names: set[str]) -> dict[str, object]:
    changed: dict[str, object] = {}
    for name in names & set(new_values.__struct_fields__):
        old = getattr(complaint if hasattr(complaint, name) else complaint.complainant, name)
        new = getattr(new_values, name)
        value = _emptied(old) if new is UNSET else new
        if value != old:
            changed[name] = value
    return changed


def _emptied(old: object) -> object:
    """What an empty field is written as: the event must say that it was emptied."""
    match old:
        case bool():
            return False
        case str():
            return ""
        case e.Location():
            return e.Location()
        case _:
            return None
