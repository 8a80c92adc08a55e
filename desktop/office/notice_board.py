"""What may stand on the notice board: answers to anonymous complaints, but of those about a person only under a title that the head approved."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from sqlalchemy import Connection

from complaints import accused
from complaints.complaint import Complaint
from complaints.draft import clean
from complaints.errors import InvalidField, Refused
from complaints.fields import TITLE_LIMIT
from complaints.phrases import Phrase, phrase
from complaints.steps import StepDetails
from complaints.workflow import RIGHTS
from desktop.store import folded_complaints, kept_values, projection
from desktop.store.database import writing
from desktop.store.listing import Query
from desktop.wording.translation import tr, tr_count

if TYPE_CHECKING:
    from desktop.office.office import Office

TITLES = "notice_titles"
ANSWERED = ("responded", "closed", "archived")
Reason = Literal["supervisory", "subject"]


class ApprovedTitle(Struct, frozen=True):
    """A title that names nobody, for one answer: another answer needs a new look. `answer` is the hash of its text."""

    title: str
    by: str
    on: date
    answer: bytes


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An answer that isn't on the board, and why."""

    complaint: Complaint
    reason: Reason


@dataclass(frozen=True, slots=True)
class Board:
    """`answers` with the titles under which they stand, oldest first."""

    answers: tuple[tuple[str, Complaint], ...]
    left_out: tuple[LeftOut, ...]

    def left_out_for(self, reason: Reason) -> int:
        return sum(entry.reason == reason for entry in self.left_out)


def board(office: "Office", first: date | None = None, last: date | None = None) -> Board:
    """The answers given in these days, both included. Of confidential complaints nothing is public."""
    titles = approved_titles(office)
    answers: list[tuple[str, Complaint]] = []
    left_out: list[LeftOut] = []
    for complaint in _answered(office, first, last):
        reason, approved = reason_for(complaint), titles.get(complaint.id)
        if reason is None:
            answers.append((complaint.title, complaint))
        elif approved is not None and approved.answer == _hash(complaint):
            answers.append((approved.title, complaint))
        else:
            left_out.append(LeftOut(complaint, reason))
    answers.sort(key=lambda answer: (answer[1].milestones.responded_on or date.max, answer[1].number))
    return Board(tuple(answers), tuple(left_out))


def reason_for(complaint: Complaint) -> Reason | None:
    """Why it may not be published under its own title; of a complaint folded with its identities.

    Whom a complaint is about that can't be opened here, nobody knows.
    """
    if complaint.supervisory or complaint.once_supervisory:
        return "supervisory"
    return "subject" if accused.subjects(complaint) or complaint.identity_closed else None


def approve(office: "Office", number: str, title: str) -> ApprovedTitle:
    """Lets the answer of this complaint onto the board under a neutral title, which its history tells. Raises Refused, InvalidField."""
    _refuse_unless_head(office)
    complaint_id = office.case(number).complaint.id
    with office.reading() as connection:
        complaint = projection.load(connection, complaint_id, with_identity=True)
    assert complaint is not None
    if office.hides(complaint):
        raise Refused(
            phrase(
                "Aduan ini tentang Anda atau pejabat kantor ini, jadi judul papan pengumumannya tidak dapat Anda setujui. "
                "Tidak ada yang berubah; serahkan kepada Inspektorat atau admin yang tidak terkait."
            )
        )
    neutral = " ".join(clean(title).split())
    fault = _fault(complaint, neutral)
    if fault is not None:
        raise InvalidField("title", fault)
    approved = ApprovedTitle(neutral, office.user.name, office.today(), _hash(complaint))
    note = f"Judul netral untuk papan pengumuman disetujui: {neutral}"
    office.act(complaint.id, "note", StepDetails(note=note))
    with writing(office.engine) as connection:
        kept_values.save(connection, TITLES, _load(connection) | {complaint.id: approved})
    return approved


def withdraw(office: "Office", number: str) -> bool:
    """Takes the approval back; whether there was one."""
    _refuse_unless_head(office)
    complaint = office.case(number).complaint.id
    with writing(office.engine) as connection:
        titles = _load(connection)
        was_approved = titles.pop(complaint, None) is not None
        kept_values.save(connection, TITLES, titles)
    return was_approved


def approved_titles(office: "Office") -> dict[str, ApprovedTitle]:
    """By the ids of their complaints."""
    with office.reading() as connection:
        return _load(connection)


def may_approve(office: "Office") -> bool:
    return "approve" in RIGHTS[office.user.role]


def _refuse_unless_head(office: "Office") -> None:
    if not may_approve(office):
        raise Refused(
            phrase(
                "Judul netral hanya disetujui kepala desa/lurah atau admin. Tidak ada yang berubah; mintalah kepadanya."
            )
        )


def _fault(complaint: Complaint, title: str) -> Phrase | None:
    if not title:
        return phrase("Judul netral belum diisi.")
    if len(title) > TITLE_LIMIT:
        return phrase("Judul terlalu panjang: paling banyak {limit} huruf.", limit=TITLE_LIMIT)
    if accused.names_subject(title, complaint) or accused.names_head_office(title):
        return phrase("Judul ini masih menyebut terlapor. Tulis apa masalahnya, tanpa nama dan jabatan orang.")
    if not complaint.response:
        return phrase("Pengaduan ini belum ditanggapi, jadi belum ada yang dimuat di papan pengumuman.")
    if accused.names_subject(complaint.response, complaint):
        return phrase(
            "Tanggapannya menyebut terlapor, jadi tidak dapat dimuat di papan pengumuman dengan judul apa pun."
        )
    return None


def _answered(office: "Office", first: date | None, last: date | None) -> Iterator[Complaint]:
    # With identities, for whom a complaint is about stands among them; nothing of them leaves this module's answers.
    with office.reading() as connection:
        for listed in folded_complaints.listed(
            connection, Query(stages=ANSWERED, received_to=last), with_identity=True
        ):
            complaint = listed.complaint
            on = complaint.milestones.responded_on
            if (
                complaint.anonymous
                and not complaint.confidential
                and complaint.response
                and on is not None
                and (first or date.min) <= on <= (last or date.max)
            ):
                yield complaint


def _hash(complaint: Complaint) -> bytes:
    return blake2b(complaint.response.encode("utf-8", "replace"), digest_size=16).digest()


def _load(connection: Connection) -> dict[str, ApprovedTitle]:
    return kept_values.load(connection, TITLES, dict[str, ApprovedTitle]) or {}


def words_of_left_out(board: Board) -> str:
    """'3 tanggapan tidak dimuat: 2 berkadar pengawasan, 1 menyebut orang sebagai terlapor.'; '' where nothing is."""
    if not board.left_out:
        return ""
    supervisory, subject = board.left_out_for("supervisory"), board.left_out_for("subject")
    reasons = (
        tr_count("{count} berkadar pengawasan", count=supervisory) if supervisory else "",
        tr_count("{count} menyebut orang sebagai terlapor", count=subject) if subject else "",
    )
    whole = tr_count("{count} tanggapan tidak dimuat", count=len(board.left_out))
    return tr("{whole}: {reasons}.", whole=whole, reasons=", ".join(reason for reason in reasons if reason))
