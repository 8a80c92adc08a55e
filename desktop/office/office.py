"""The office's book, opened: everything that screens and the command line do with data goes through here.

Methods do I/O and may be called from any thread; none of them is for the GUI thread. Each change is one durable transaction.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs
from sqlalchemy import Connection

from complaints import accused, deadlines
from complaints.categories import Categories
from complaints.complaint import Complaint
from complaints.contact import ContactText, Purpose, Reply, replies_for
from complaints.deadlines import Deadline
from complaints.draft import Draft, Person, clean
from complaints.errors import InvalidField, OfficeError, Refused
from complaints.events import Event, Kind, Location, Weight
from complaints.indicators import Figures, Share, Split
from complaints.ladder import VoiceRule
from complaints.phrases import Phrase, phrase
from complaints.place_names import key
from complaints.sealed import parse_public_key
from complaints.steps import Change, StepDetails
from complaints.unnamed_complaint import unnamed
from complaints.workflow import Action, allowed, asks_approval, sees_own_dusun
from desktop.office import erasing, handling, published, recording, renumbering, rules, undoing
from desktop.office.case import SHOWING, Case, case_of, masked
from desktop.office.members import Members
from desktop.office.recording import CheckedDraft, Entered, Receipt
from desktop.office.renumbering import Renumbered
from desktop.office.sealing import Sealing
from desktop.office.units import Units
from desktop.office.upkeep import Upkeep
from desktop.resources import resource
from desktop.store import (
    announcements,
    drafts,
    feed_position,
    folded_complaints,
    home,
    kept_values,
    letters,
    list_layout,
    listing,
    log,
    migrate,
    own_devices,
    period_figures,
    place_names,
    projection,
    register_numbers,
    step_drafts,
    transfer,
)
from desktop.store.attachments import Attachments, Content
from desktop.store.backup import DAILY
from desktop.store.database import empty_journal, open_engine, reading, writing
from desktop.store.drafts import SavedDraft
from desktop.store.dusun_view import is_within, reading_dusun
from desktop.store.folded_complaints import Listed
from desktop.store.home import Home
from desktop.store.letters import SavedLetter
from desktop.store.list_layout import ListLayout
from desktop.store.listing import Counts, Query, Row
from desktop.store.log import Author
from desktop.store.place_names import PlacesOffered
from desktop.store.refold import refold
from desktop.store.register_numbers import NumberHolder
from desktop.store.settings import Settings, check_may_change, cleaned
from desktop.store.step_drafts import StepDraft
from desktop.store.vault import Unlocked, Vault
from sync import working_folder
from sync.closed_files import close
from sync.messages import Agency, Announcement, Notice

if TYPE_CHECKING:
    from complaints.suggest import Suggestion
    from desktop.office.batches import Along
    from desktop.office.district import DistrictConnection
    from desktop.office.relay import Relay
    from desktop.office.stick import Stick
    from desktop.office.suggestions import PastAnswer, SimilarCase, Suggestions
    from desktop.updates.updates import Updates, UpdateState

DATABASE = "book.db"


def _report_nothing(_work: Phrase) -> None:
    pass


class Office:
    """One opened data folder, and the user who opened it."""

    def __init__(
        self,
        folder: Path,
        unlocked: Unlocked,
        user: str,
        clock: Callable[[], float] = time.time,
        report_work: Callable[[Phrase], object] | None = None,
    ) -> None:
        """`report_work` is told what is done to a book of an older version, which may take minutes; to other books nothing is done."""
        self._report_work = report_work or _report_nothing
        self.folder = folder
        self.clock = clock
        self.vault = Vault(folder, clock)
        self.unlocked = unlocked
        self._updates: Updates | None = None
        # Left by a program that was killed, the journal may hold what was dropped without a trace.
        unclean = (folder / f"{DATABASE}-wal").exists()
        self.engine = open_engine(folder / DATABASE, unlocked.key)
        try:
            self._bring_up_to_date()
            self.attachments = Attachments(folder, unlocked.key)
            self.members = Members(self.engine, self.vault, unlocked, user)
            self.user = self.members.acting
            self.upkeep = Upkeep(self)
            self.sealing = Sealing(self)
            self._load()
            erasing.resume(self)
            if unclean:
                empty_journal(self.engine)
            close(folder, f"{DATABASE}*", "keys.json", "attachments", DAILY)
            working_folder.sweep_all()
        except BaseException:
            self.engine.dispose()
            raise

    def _bring_up_to_date(self) -> None:
        """Runs the migrations that are missing, or undoes those of a newer version that this PC had to give up."""
        try:
            migrate.bring_up_to_date(self.folder, self.engine, self.unlocked.key, report_work=self._report_work)
        except migrate.NewerStore:
            from desktop.store.going_back import StillNewer, put_back
            from desktop.updates.installation import gave_up_a_newer_version

            self.engine.dispose()
            if not gave_up_a_newer_version():
                raise
            if not put_back(self.folder, self.unlocked.key):
                raise StillNewer from None
            self.engine = open_engine(self.folder / DATABASE, self.unlocked.key)

    def _load(self) -> None:
        with reading(self.engine) as connection:
            settings = kept_values.load(connection, "settings", Settings)
            assert settings is not None
            self.settings = settings
            self.layout = list_layout.load(connection, self.user.slot)
            self.device = log.current_device(connection)
            self.rules, new_table = rules.load(connection, settings, self.today())
            self.published = published.load(connection)
            outdated = projection.outdated(connection)
            to_reread = projection.to_reread(connection)
        if outdated:
            with writing(self.engine) as connection:
                projection.rebuild(connection, self.rules, self._report_rebuilt)
                kept_values.save(connection, "rules", rules.fingerprint(self.rules))
        if to_reread:
            with writing(self.engine) as connection:
                refold(connection, to_reread, {}, self.rules)
                projection.has_reread(connection)
        if new_table:
            with writing(self.engine) as connection:
                rules.keep_table(connection, self.today())

    def _report_rebuilt(self, count: int, total: int) -> None:
        self._report_work(
            phrase(
                "Buku disesuaikan dengan versi ini: {count} dari {total} pengaduan. Jangan matikan komputer.",
                count=count, total=total,
            )
        )  # fmt: skip

    @cached_property
    def district(self) -> "DistrictConnection":
        from desktop.office.district import DistrictConnection

        return DistrictConnection(self)

    @cached_property
    def stick(self) -> "Stick":
        from desktop.office.stick import Stick

        return Stick(self, self.district)

    @property
    def relay(self) -> "Relay":
        from desktop.office.relay import Relay

        return Relay(self)

    @property
    def updates(self) -> "Updates":
        if self._updates is None:
            from desktop.updates.updates import Updates

            self._updates = Updates(self.folder)
        return self._updates

    def update_state(self) -> "UpdateState | None":
        """How updates stand; None where the program can't update itself, which loads nothing of them."""
        from desktop.updates import installation

        return self.updates.state() if self._updates is not None or installation.find() is not None else None

    def after_sync(self) -> None:
        """After an enrolment or a sync this PC may write as another device, and the district may have set other rules."""
        with reading(self.engine) as connection:
            self.device = log.current_device(connection)
            self.rules, _ = rules.load(connection, self.settings, self.today())
            current = published.load(connection)
        before, self.published = self.published, current
        if replace(before, reminded=()) != replace(current, reminded=()):
            self._forget_categories()
            self._forget_texts()

    def close(self) -> None:
        self._forget_categories()
        self.engine.dispose()

    def today(self) -> date:
        return date.fromtimestamp(self.clock())  # noqa: DTZ012 - this PC's day is what is meant

    @property
    def author(self) -> Author:
        return Author(self.device, self.user.name, self.settings.unit_code)

    @property
    def now(self) -> datetime:
        return datetime.fromtimestamp(self.clock()).astimezone()

    @property
    def now_ms(self) -> int:
        return int(self.clock() * 1000)

    def reading(self) -> AbstractContextManager[Connection]:
        """Reads what this user may see of the book: the one place where a kadus is kept to their dusun (dusun_view.py)."""
        return reading_dusun(self.engine, self.user.dusun) if self.is_narrowed else reading(self.engine)

    @property
    def is_narrowed(self) -> bool:
        """Whether this user sees their own dusun's complaints alone."""
        return sees_own_dusun(self.user.role)

    def refuse_if_narrowed(self) -> None:
        """Raises Refused: this is about all of the office's complaints."""
        if self.is_narrowed:
            raise Refused(
                phrase("Ini menyangkut pengaduan semua dusun; mintalah petugas kantor. Tidak ada yang berubah.")
            )

    def _of_own_dusun(self, draft: Draft) -> Draft:
        """A kadus records for their dusun: it is filled in, and another is refused."""
        if not self.is_narrowed:
            return draft
        name = self.rules.places.name("dusun", self.user.dusun)
        if not draft.location.dusun.strip():
            return structs.replace(draft, location=structs.replace(draft.location, dusun=name))
        if key(self.rules.places.name("dusun", draft.location.dusun)) != key(name):
            raise InvalidField(
                "location.dusun",
                phrase(
                    "Sebagai kepala dusun Anda mencatat pengaduan Dusun {dusun}; yang lain dicatat petugas kantor.",
                    dusun=name,
                ),
            )
        return draft

    # Recording -------------------------------------------------------------------------------------------------------

    def next_number(self) -> str:
        with self.reading() as connection:
            return str(
                recording.next_number(connection, self.today().year, self.device.letter, self.settings.unit_code)
            )

    def record(self, draft: Draft, files: Sequence[Content] = (), *, drop_draft: bool = False) -> Receipt:
        """Records one complaint, durable when this returns; with the user's draft goes in the same transaction.

        Raises InvalidField; then nothing was recorded.
        """
        draft = self._of_own_dusun(draft)
        if draft.sealed:
            return self.sealing.record(draft, files, drop_draft=drop_draft)
        prepared = recording.prepare(draft, files, self.attachments, self.today())
        with writing(self.engine) as connection:
            [receipt] = self._record(connection, [prepared])
            if drop_draft:
                drafts.drop(connection, self.user.slot)
        if "suggestions" in self.__dict__:
            self.suggestions.learn(f"{draft.title} {draft.body}", draft.category)
        return receipt

    def record_many(
        self, rows: Iterable[Draft | Entered | CheckedDraft | OfficeError], along: "Along | None" = None
    ) -> Iterator[Receipt | OfficeError]:
        """Records many, a batch a transaction: for each row its receipt, or why it was refused.

        `along` writes what belongs to these rows within the same transaction.
        """
        from desktop.office.batches import record_in_batches

        self.refuse_if_narrowed()
        prepared = recording.prepare_each(rows, self.attachments, self.today())
        return record_in_batches(prepared, self.engine, self._record, along)

    def _record(self, connection: Connection, prepared: Sequence[CheckedDraft]) -> list[Receipt]:
        return recording.record(connection, prepared, self.author, self.rules, self.now_ms)

    # Handling --------------------------------------------------------------------------------------------------------

    def act(self, number_or_id: str, action: Action, details: StepDetails | None = None) -> Case:
        """Takes a step. Raises Refused when the stage or the role has no such step; then nothing changed."""
        details = self.completed(action, details or StepDetails())
        with writing(self.engine) as connection:
            if action in SHOWING:
                self._refuse_if_hidden(
                    projection.load(connection, self._id(connection, number_or_id), with_identity=True)
                )
            complaint = handling.act(
                connection, self._id(connection, number_or_id), action, details,
                author=self.author, role=self.user.role, rules=self.rules, now_ms=self.now_ms, today=self.today(),
                voice_rule=rules.voice_rule(connection) if action == "voice" else None,
            )  # fmt: skip
            sharing = self._sharing(connection, complaint)
            undoable = undoing.undoable(complaint, self.author, own_devices.unsent(connection, complaint))
        if action == "erase" or details.granted:
            empty_journal(self.engine)
        case = self.case_of(complaint, identity=action == "show-identity")
        return replace(case, sharing=sharing, undoable=undoable)

    def completed(self, action: Action, details: StepDetails) -> StepDetails:
        """The details with whom `to` means, and an answer that the head must approve as a draft. Raises InvalidField."""
        if action == "forward":
            return handling.receiver(details, self.settings, self._unit_name, self.agencies())
        if action == "respond" and asks_approval(self.user.role) and self.rules.policy.approval_required:
            return structs.replace(details, draft=True)
        return details

    def renumber(self, number_or_id: str) -> list[Renumbered]:
        """Gives each complaint that shares this number a number of its own, but the first recorded. Raises Refused."""
        with writing(self.engine) as connection:
            return renumbering.renumber(
                connection, number_or_id,
                author=self.author, role=self.user.role, rules=self.rules, now_ms=self.now_ms, today=self.today(),
            )  # fmt: skip

    def undo(self, number_or_id: str, reason: str = "") -> Case:
        """Takes back this user's last step on the complaint. Raises Refused with what to do instead; then nothing changed."""
        with writing(self.engine) as connection:
            complaint = undoing.undo(
                connection, self._id(connection, number_or_id), reason,
                author=self.author, role=self.user.role, rules=self.rules, now_ms=self.now_ms, today=self.today(),
            )  # fmt: skip
            sharing = self._sharing(connection, complaint)
        return replace(self.case_of(complaint, identity=False), sharing=sharing)

    def attach(self, number_or_id: str, file: Path | Content) -> Case:
        """Adds a file to the case. Raises InvalidField when it is too large, empty or a program."""
        attached = handling.keep_file(file, self.attachments, self.today())
        with writing(self.engine) as connection:
            complaint = handling.attach(
                connection, self._id(connection, number_or_id), attached,
                author=self.author, role=self.user.role, rules=self.rules, now_ms=self.now_ms,
            )  # fmt: skip
            sharing = self._sharing(connection, complaint)
        return replace(self.case_of(complaint, identity=False), sharing=sharing)

    def correct(self, number_or_id: str, change: Change, reason: str = "") -> Case:
        return self.act(number_or_id, "correct", StepDetails(change=change, note=reason))

    def support(self, number_or_id: str, person: Person, note: str = "") -> Case:
        """One more person complains of the same, instead of a duplicate."""
        return self.act(number_or_id, "support", StepDetails(person=person, note=note))

    def show_identity(self, number_or_id: str, purpose: str = "") -> Case:
        """The case with its people's names; that somebody looked is logged first."""
        return self.act(number_or_id, "show-identity", StepDetails(note=purpose))

    def shown_case(self, number_or_id: str) -> Case:
        """The case with its people's names, for more of what `show_identity` has logged already. Raises NotFound."""
        with self.reading() as connection:
            complaint = projection.load(connection, self._id(connection, number_or_id), with_identity=True)
            if complaint is None:
                raise handling.NotFound(number_or_id)
            sharing = self._sharing(connection, complaint)
        self._refuse_if_hidden(complaint)
        return replace(self.case_of(complaint, identity=True), sharing=sharing)

    def agencies(self) -> Sequence[Agency]:
        """The agencies that the district published, to which a complaint can be forwarded by code."""
        notice = self._notice()
        return notice.agencies if notice else ()

    @property
    def district_name(self) -> str:
        """'Kabupaten Sinjai', as the district says; '' before it has said so."""
        notice = self._notice()
        return notice.name if notice else ""

    def unread_announcements(self) -> tuple[Announcement, ...]:
        """What the district announces and nobody has read here, the newest first."""
        with self.reading() as connection:
            return announcements.unread(connection)

    def note_announcement_read(self, number: int) -> None:
        """The district hears it with the next sync or stick."""
        with writing(self.engine) as connection:
            announcements.note_read(connection, number)

    def _notice(self) -> Notice | None:
        with self.reading() as connection:
            return kept_values.load(connection, feed_position.NOTICE, Notice)

    def _unit_name(self, code: str) -> str | None:
        unit = self.units.get(code)
        return unit.title if unit else None

    def unit_title(self, code: str) -> str:
        """'Desa Saotanre'; '' for a unit that no list has."""
        return self._unit_name(code) or ""

    def _receiver_name(self, code: str) -> str:
        """Of a unit that a forwarding names by its code alone; '' for one that no list has."""
        name = self._unit_name(code)
        return name or next((agency.name for agency in self.agencies() if agency.code == code), "")

    # Reading ---------------------------------------------------------------------------------------------------------

    def case(self, number_or_id: str) -> Case:
        """The case with identities masked. Raises NotFound."""
        with self.reading() as connection:
            # Folded with identities, so that a conflict about a name is seen, and masked after.
            complaint = projection.load(connection, self._id(connection, number_or_id), with_identity=True)
            if complaint is None:
                raise handling.NotFound(number_or_id)
            unsent = own_devices.unsent(connection, complaint)
            sharing = self._sharing(connection, complaint)
        undoable = undoing.undoable(complaint, self.author, unsent)
        return replace(self.case_of(complaint, identity=False), unsent=unsent, sharing=sharing, undoable=undoable)

    def _sharing(self, connection: Connection, complaint: Complaint) -> tuple[NumberHolder, ...]:
        """This office's complaints that have its number, the complaint itself among them; none where it stands once."""
        if complaint.withdrawn or complaint.unit != self.settings.unit_code:
            return ()
        sharing = register_numbers.sharing(connection, complaint.number, complaint.unit)
        return tuple(sharing) if len(sharing) > 1 else ()

    def cases(self, first: date | None, last: date | None, *, with_identity: bool) -> Iterator[Case]:
        """The complaints received in these days, by number. With identities only for an export, which logs that."""
        for listed in self.register(Query(received_from=first, received_to=last, descending=False), with_identity=True):
            yield self.case_of(listed.complaint, identity=with_identity)

    def register(self, query: Query, *, with_identity: bool) -> Iterator[Listed]:
        """Everything that the list would show, in its order, folded a batch at a time: memory stays flat, however many.

        Without identities nobody's key is read. With them only for an export, which logs that.
        """
        holders = self.office_holders
        with self.reading() as connection:
            for listed in folded_complaints.listed(connection, query, with_identity=with_identity):
                hidden = self.hides(listed.complaint, holders)
                yield listed._replace(complaint=masked(unnamed(listed.complaint)), hidden=True) if hidden else listed

    def voice_rule(self) -> VoiceRule:
        """What a complainant may say after an answer, and until when."""
        with self.reading() as connection:
            return rules.voice_rule(connection)

    def secret_word(self, complaint: Complaint) -> str:
        """The word by which the district's public page knows its complainant; '' where this office can't say it, or this user must not."""
        from complaints.voice import secret_word

        if complaint.unit != self.settings.unit_code or complaint.erased or self.hides(complaint):
            return ""
        with self.reading() as connection:
            key = projection.identity_key_of(connection, complaint.id)
        return secret_word(key) if key is not None else ""

    def case_of(self, complaint: Complaint, *, identity: bool) -> Case:
        """The case of a complaint that is already folded, masked unless `identity`."""
        from complaints.receiver_names import with_names

        complaint = with_names(complaint, self._receiver_name)
        receiving = complaint.forwarded_to == self.settings.unit_code
        role = self.user.role
        own = not ("" != complaint.unit != self.settings.unit_code != "")
        actions = () if complaint.withdrawn else allowed(complaint.stage, role, receiving_unit=receiving, own=own)
        hidden = self.hides(complaint)
        return case_of(complaint, self.rules, self.today(), actions, identity=identity, hidden=hidden)

    def hides(self, complaint: Complaint, holders: Sequence[str] | None = None) -> bool:
        """Whether this user must not see who complains, being the head or whom the complaint is about.

        Of a complaint that was folded with its identities; without them nobody is seen.
        """
        if not (complaint.supervisory or complaint.once_supervisory):
            return False
        return accused.is_hidden_from(
            complaint,
            self.user.name,
            heads=self.user.role == "head",
            head_name=self.settings.head_name,
            holders=self.office_holders if holders is None else holders,
            office=accused.ROLE_OFFICES.get(self.user.role, ""),
        )

    @property
    def office_holders(self) -> tuple[str, ...]:
        """Everybody who works in this office, by name or by office."""
        users = (person.name for person in self.members.list_all())
        return tuple(name for name in (self.settings.head_name, *self.settings.people, *users) if name)

    def _refuse_if_hidden(self, complaint: Complaint | None) -> None:
        if complaint is not None and self.hides(complaint):
            raise Refused(
                phrase(
                    "Siapa yang mengadu tidak ditampilkan kepada Anda: aduan ini berkadar pengawasan tentang pejabat kantor ini. "
                    "Tidak ada yang berubah; Inspektorat atau petugas yang tidak terkait dapat menghubungi pelapor."
                )
            )

    def _id(self, connection: Connection, number_or_id: str) -> str:
        complaint_id = projection.find(connection, number_or_id, self.settings.unit_code)
        if self.is_narrowed and (complaint_id is None or not is_within(connection, complaint_id, self.user.dusun)):
            raise handling.OutsideDusun(number_or_id, self.user.dusun)
        if complaint_id is None:
            raise self.sealing.refusal(number_or_id) or handling.NotFound(number_or_id)
        if complaint_id != number_or_id:
            holders = register_numbers.holders(connection, clean(number_or_id), self.settings.unit_code)
            if len(holders) > 1:
                raise handling.SeveralHaveNumber(number_or_id, holders)
        return complaint_id

    def attachment(self, sha256: str) -> bytes:
        """The file's content; of another office's photo perhaps only the reduced one. Raises AttachmentLost."""
        with self.reading() as connection:
            return self.attachments.load(transfer.kept_as(connection, sha256))

    def page(self, query: Query, limit: int = 50, offset: int = 0, after: Row | None = None) -> list[Row]:
        with self.reading() as connection:
            return listing.page(connection, query, limit=limit, offset=offset, after=after)

    def ids(self, query: Query) -> list[str]:
        """The ids of all complaints that the list would show, in its order."""
        with self.reading() as connection:
            return listing.ids(connection, query)

    def ids_of(self, numbers: Sequence[str]) -> list[str]:
        """The ids of complaints by number, tracking code or id, each once. Raises Refused for the first that isn't there or stands for several."""
        with self.reading() as connection:
            return list(dict.fromkeys(self._id(connection, number) for number in numbers))

    def count(self, query: Query) -> int:
        with self.reading() as connection:
            return listing.count(connection, query)

    def counts(self) -> Counts:
        today = self.today()
        soon = self.rules.calendar.add(today, self.rules.policy.due_soon_working_days)
        with self.reading() as connection:
            return listing.counts(connection, today, soon)

    def places_offered(self) -> PlacesOffered:
        """The dusun, RW and RT that complaints name."""
        with self.reading() as connection:
            return place_names.offered(connection)

    def home(self) -> Home:
        with self.reading() as connection:
            return home.load(connection, self.today(), self.rules)

    def monitoring(self, first: date | None, last: date | None) -> Figures:
        """The indicators of the complaints received in these days, both included; None leaves that end open."""
        with self.reading() as connection:
            return period_figures.load(connection, first, last, self.today())

    def monitoring_split(self, by: Split, first: date, last: date) -> tuple[Share, ...]:
        """Those complaints in lines by channel, kind or whatever else splits them."""
        with self.reading() as connection:
            return period_figures.split(connection, by, first, last, self.today())

    def forecast(
        self, received_on: date, kind: Kind, supervisory: bool, weight: Weight | None = None
    ) -> tuple[Deadline, ...]:
        return deadlines.forecast(received_on, kind, supervisory, weight, self.rules.policy, self.rules.calendar)

    def events(self) -> Iterator[Event]:
        from complaints.receiver_names import named

        with self.reading() as connection:
            yield from (named(event, self._receiver_name) for event in log.all_events(connection))

    @cached_property
    def units(self) -> Units:
        return Units.load(resource("units/units.zlib"))

    @cached_property
    def categories(self) -> Categories:
        return self.published.categories(_shipped_categories()).with_office(self.settings.categories)

    @property
    def contact_texts(self) -> Mapping[Purpose, ContactText]:
        """What complainants are told for each purpose, in the office's own words where it has some."""
        return {
            purpose: self.settings.contact_texts.get(purpose, shipped) for purpose, shipped in self.common_texts.items()
        }

    @cached_property
    def common_texts(self) -> Mapping[Purpose, ContactText]:
        """What all offices of the district say: its words, and those that ship where it has none."""
        return self.published.contact_texts()

    @cached_property
    def common_replies(self) -> tuple[Reply, ...]:
        """The district's ready answers, or those that ship."""
        return self.published.ready_replies()

    def replies(self, category: str) -> tuple[Reply, ...]:
        """Ready answers for a category, the office's own first among those that fit alike."""
        return replies_for(category, (*self.settings.replies, *self.common_replies))

    # What is being typed ---------------------------------------------------------------------------------------------

    def save_draft(self, content: bytes, files: list[Content] | None = None) -> datetime:
        """Keeps what is on the screen; `files` only when they changed. Returns when it was saved."""
        with writing(self.engine) as connection:
            drafts.save(connection, self.user.slot, content, self.now_ms)
            if files is not None:
                drafts.save_files(connection, self.user.slot, files)
        return datetime.fromtimestamp(self.now_ms / 1000, UTC).astimezone()

    def load_draft(self) -> tuple[SavedDraft, list[Content]] | None:
        with self.reading() as connection:
            saved = drafts.load(connection, self.user.slot)
            return None if saved is None else (saved, drafts.load_files(connection, self.user.slot))

    def drop_draft(self, *, without_trace: bool = False) -> None:
        """`without_trace`: nothing of it stays in the files either, because it is to be sealed."""
        with writing(self.engine) as connection:
            drafts.drop(connection, self.user.slot)
        if without_trace:
            empty_journal(self.engine)

    def step_drafts(self) -> list[StepDraft]:
        """What this user was typing in panels of steps, and hasn't taken."""
        with self.reading() as connection:
            return step_drafts.load(connection, self.user.slot)

    def save_step_draft(self, typed: StepDraft) -> None:
        with writing(self.engine) as connection:
            step_drafts.save(connection, self.user.slot, typed, self.now_ms)

    def drop_step_draft(self, complaint: str, action: str) -> None:
        with writing(self.engine) as connection:
            step_drafts.drop(connection, self.user.slot, complaint, action)

    def save_letter(self, complaint: str, content: bytes) -> None:
        """Keeps the letter that is being written about this complaint, on this PC only."""
        with writing(self.engine) as connection:
            letters.save(connection, complaint, content, self.now_ms)

    def load_letter(self, complaint: str) -> SavedLetter | None:
        with self.reading() as connection:
            return letters.load(connection, complaint)

    def drop_letter(self, complaint: str) -> None:
        with writing(self.engine) as connection:
            letters.drop(connection, complaint)

    @cached_property
    def suggestions(self) -> "Suggestions":
        from desktop.office.suggestions import Suggestions

        return Suggestions(self.engine, self.categories, self.reading)

    def suggest_category(self, text: str) -> "tuple[Suggestion, ...]":
        """The likely categories of a text, best first."""
        return self.suggestions.category(text)

    def similar(self, text: str, location: Location, received_on: date) -> "list[SimilarCase]":
        """Open complaints that are probably about the same."""
        return self.suggestions.similar(text, location, received_on)

    def past_answers(self, text: str, category: str) -> "list[PastAnswer]":
        """How complaints like this one were answered."""
        return self.suggestions.answers(text, category)

    def _forget_categories(self) -> None:
        """Drops what was derived from the list of categories; it is made again when it is needed."""
        taught = self.__dict__.pop("suggestions", None)
        if taught is not None:
            taught.close()
        self.__dict__.pop("categories", None)

    def _forget_texts(self) -> None:
        self.__dict__.pop("common_texts", None)
        self.__dict__.pop("common_replies", None)

    # Settings --------------------------------------------------------------------------------------------------------

    def national_days(self) -> dict[date, str]:
        """National holidays and cuti bersama by their names, also those that this office works through."""
        with self.reading() as connection:
            return rules.national_days(connection, self.today())

    def save_layout(self, layout: ListLayout) -> None:
        """Keeps how this user arranged the list."""
        if layout != self.layout:
            self.layout = layout
            with writing(self.engine) as connection:
                list_layout.save(connection, self.user.slot, layout)

    def change_settings(self, settings: Settings) -> None:
        """Keeps the settings. Raises Refused when this user may not change them, InvalidPolicy or InvalidField when

        the policy or the key in them can't be used; then nothing changed.
        """
        settings = cleaned(settings)
        if settings.inspectorate_key:
            settings = structs.replace(settings, inspectorate_key=parse_public_key(settings.inspectorate_key).hex())
        check_may_change(self.user.role, self.settings, settings)
        changed = rules.rules(settings, self.national_days(), self._notice(), self.rules.places)
        with writing(self.engine) as connection:
            kept_values.save(connection, "settings", settings)
        self.settings, self.rules = settings, changed
        self._forget_categories()


@cache
def _shipped_categories() -> Categories:
    return published.shipped_categories()
