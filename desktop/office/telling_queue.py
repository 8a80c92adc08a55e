"""Everybody who waits for a word, one after the other: the ready text for each, and the step that says that they were told."""

from dataclasses import dataclass

from complaints.complaint import Complainant
from complaints.contact import ContactChannel, Purpose, purpose_of, sms_link, whatsapp_link
from complaints.steps import StepDetails
from desktop.office.case import Case
from desktop.office.list_pages import every_row
from desktop.office.office import Office
from desktop.office.ready_texts import contact_words, person_at
from desktop.store.listing import Query, Row
from desktop.wording.translation import tr


@dataclass(frozen=True, slots=True)
class Waiting:
    """One person of one complaint, by their place (complaints/telling.py)."""

    complaint: str
    number: str
    title: str
    place: int

    @property
    def who(self) -> str:
        return tr("Pendukung {place}", place=self.place) if self.place else tr("Pelapor")


@dataclass(frozen=True, slots=True)
class ReadyMessage:
    """What is sent or read out to somebody; `person` is None while nobody has asked who it is."""

    waiting: Waiting
    purpose: Purpose
    channel: ContactChannel
    text: str
    note: str
    person: Complainant | None = None

    @property
    def link(self) -> str:
        """What opens WhatsApp or SMS with the text; '' where there is no number, or none is needed."""
        phone = self.person.phone if self.person is not None else ""
        if not phone or self.channel not in ("whatsapp", "sms"):
            return ""
        return (sms_link if self.channel == "sms" else whatsapp_link)(phone, self.text)


def everybody_waiting(office: Office, query: Query) -> list[Waiting]:
    """Who waits in the complaints that the list shows, in its order."""
    return [waiting for row in every_row(office, query) for waiting in _waiting_of(office, row)]


def without_others_of(waiting: Waiting, people: list[Waiting]) -> list[Waiting]:
    """Nobody else of this person's complaint: that it need not be told holds for all of them."""
    return [each for each in people if each.complaint != waiting.complaint or each == waiting]


def _waiting_of(office: Office, row: Row) -> list[Waiting]:
    if row.owed_since is None:
        return []
    case = office.case(row.id)
    places = case.owed.places if case.owed is not None and "contact" in case.actions else ()
    return [Waiting(row.id, row.number, case.complaint.title, place) for place in places]


def message(office: Office, waiting: Waiting, channel: ContactChannel) -> ReadyMessage:
    """The text for who is not shown: it calls them 'Bapak/Ibu'."""
    return _message(office, waiting, office.case(waiting.complaint), channel)


def message_with_number(office: Office, waiting: Waiting, channel: ContactChannel) -> ReadyMessage:
    """The same for who is shown, which is logged first. Raises Refused where this user must not see them."""
    return _message(office, waiting, office.show_identity(waiting.complaint, tr("Menghubungi pelapor")), channel)


def _message(office: Office, waiting: Waiting, case: Case, channel: ContactChannel) -> ReadyMessage:
    complaint = case.complaint
    purpose: Purpose = "responded" if complaint.stage == "closed" else purpose_of(complaint)
    person = person_at(complaint, waiting.place) if case.identity_shown else None
    text, note = contact_words(office, complaint, purpose, channel, person)
    return ReadyMessage(waiting, purpose, channel, text, note or tr("Sudah disampaikan."), person)


def confirm(office: Office, sent: ReadyMessage) -> None:
    """They were told, says the officer."""
    details = StepDetails(note=sent.note, channel=sent.channel, purpose=sent.purpose, supporter=sent.waiting.place)
    office.act(sent.waiting.complaint, "contact", details)


def mark_not_needed(office: Office, waiting: Waiting) -> None:
    """Nobody of this complaint has to be told."""
    office.act(waiting.complaint, "no-contact")
