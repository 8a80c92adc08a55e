"""A kecamatan carries for its villages, an agency for its parts, that have no network: takes their bundles along unread, hands them in, brings the answers back."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from msgspec import Struct, structs

from complaints.errors import OfficeError, Refused
from complaints.office_kind import office_kind
from complaints.phrases import Phrase, phrase
from desktop.office import relay_box
from desktop.office.district_book import DistrictBook
from desktop.office.relay_box import CarriedFile, Carrier, RelayBox
from desktop.store import attempts, feed_position, kept_values
from desktop.store.database import reading, writing
from sync.bundle.carrying import AnswerClient, HandIn
from sync.bundle.envelope import SUFFIX
from sync.bundle.refusals import BundleRefused, NeverSynced, OtherUnit, StickFailed
from sync.client import Client
from sync.files import DayLimit, Download
from sync.messages import Notice
from sync.refusals import DistrictRefused, TokenRefused

_RELAY = "relay"
HOUR_MS = 3_600_000
ASKED_EVERY_MS = 6 * HOUR_MS  # for an answer that may be newer, when nothing was handed in since
CARRIED_FOR_MS = 90 * 24 * HOUR_MS  # after a unit's last bundle nobody asks for its answers any more
DROPPED = frozenset(
    {"bundle", "unit", "hash", "malformed", "too_large"}
)  # refusals of a bundle that trying again would not change
WORDS: dict[str, Phrase] = {
    "damaged": phrase("berkasnya rusak; salin ulang dari flashdisk unit itu"),
    "newer": phrase("dibuat versi program yang lebih baru dari server kabupaten"),
    "sender": phrase("komputernya tidak terdaftar di kabupaten, atau pendaftarannya dicabut"),
    "code": phrase("kode undangannya salah"),
    "invitation": phrase("undangannya sudah dipakai, batal, atau lewat masanya"),
}


class CarriedFor(Struct, frozen=True, omit_defaults=True):
    """What was done for one office, in ms by this PC's clock; `answer_made_ms` by the district's.

    `put_along` are the names of bundles that went on this office's own stick. `handed_made_ms` is when the bundle that was handed in last was made, by its PC and that PC's clock.
    """

    taken_ms: int = 0
    handed_ms: int = 0
    handed_made_ms: dict[str, int] = {}
    refused: str = ""
    asked_ms: int = 0
    answer_made_ms: int = 0
    answer_sha256: str = ""
    given_ms: int = 0
    given_made_ms: int = 0
    put_along: tuple[str, ...] = ()


class _Relay(Struct, frozen=True):
    units: dict[str, CarriedFor] = {}


@dataclass(frozen=True, slots=True)
class TakenAlong:
    """Bundles and answers that are in the box now and were not before, and the units that these bundles are of; `skipped` are other files."""

    bundles: int
    answers: int
    skipped: int
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CarriedUnit:
    """How it stands with one unit. Times are None for never; `answer_made` is when the district made the newest answer in the box."""

    unit: str
    name: str
    waiting: int
    taken: datetime | None
    handed_in: datetime | None
    refused: Phrase | None
    answer_made: datetime | None
    given: datetime | None
    given_made: datetime | None


class NotBelow(Refused):
    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Di sini tidak ada kiriman atau balasan desa, kelurahan, atau unit lain di bawah kantor ini. Tidak ada yang diubah; "
                "pilih flashdisk atau berkas dari unit di bawah kantor ini."
            )
        )


class RelayingBook(DistrictBook, Protocol):
    """An opened office that may carry for others."""

    @property
    def relay(self) -> "Relay": ...


class Relay:
    """What one opened office carries for others."""

    def __init__(self, office: DistrictBook) -> None:
        self._office = office
        self.box = RelayBox(office.folder)

    # What people do --------------------------------------------------------------------------------------------------

    def take(self, places: Iterable[Path]) -> TakenAlong:
        """Takes along what lies in these folders, or these files. Raises NotBelow where none of it is for here, NeverSynced, StickFailed."""
        notice = self._notice()
        carrier = self._carrier(notice)
        bundles = answers = skipped = 0
        units: list[str] = []
        for file in _files(places):
            cover = relay_box.covered(file)
            if cover is not None and carrier.takes_up(cover):
                units.append(cover.unit)
                if self._is_new(cover.unit, cover.signer, cover.made_ms) and self.box.keep_bundle(file, cover):
                    bundles += 1
                    self._change(cover.unit, taken_ms=self._office.now_ms, refused="")
            elif cover is not None and carrier.takes_down(cover):
                try:
                    answers += self._keep_answer(file, cover.unit, notice)
                    units.append(cover.unit)
                except BundleRefused:  # not the district's, or damaged
                    skipped += 1
            else:
                skipped += 1
        if not units:
            raise NotBelow
        return TakenAlong(bundles, answers, skipped, tuple(dict.fromkeys(units)))

    def give(self, folder: Path, units: Iterable[str] = ()) -> list[str]:
        """Puts answers onto a stick: those for these units, else for the offices whose bundles lie on it, else all. The units that got one.

        Raises OtherUnit for a unit that is not below this one, or StickFailed.
        """
        carrier = self._carrier(self._notice())
        wanted = list(units)
        for unit in wanted:
            if not carrier.is_above(unit):
                raise OtherUnit(unit)
        answers = self.box.answers()
        chosen = wanted or self._units_on(folder) or list(answers)
        given: list[str] = []
        for unit in chosen:
            answer = answers.get(unit)
            if answer is None:
                continue
            self.box.copy_to(answer, folder, _answer_name(answer))
            self._change(unit, given_ms=self._office.now_ms, given_made_ms=answer.made_ms)
            given.append(unit)
        return given

    def put_along(self, folder: Path) -> int:
        """Puts what waits beside this office's own bundle on a stick for the district; how many lie there now."""
        count = 0
        with suppress(StickFailed):  # this office's own bundle lies there whole; what found no room stays here
            for bundle in self.box.bundles():
                self.box.copy_to(bundle, folder, f"titipan-{bundle.path.name}")
                names = {*self._of(bundle.unit).put_along, bundle.path.name}
                self._change(bundle.unit, put_along=tuple(sorted(names)))
                count += 1
        return count

    def take_beside(self, file: Path) -> int:
        """Takes along the answers for villages that lie beside this office's own; how many were new."""
        count = 0
        with suppress(OfficeError, OSError):
            notice = self._notice()
            carrier = self._carrier(notice)
            for beside in relay_box.on_stick(file.parent):
                cover = relay_box.covered(beside)
                if cover is not None and carrier.takes_down(cover):
                    with suppress(BundleRefused):
                        count += self._keep_answer(beside, cover.unit, notice)
        return count

    def has_units_below(self) -> bool:
        """Whether there are offices for which this one may carry: those of a kecamatan, and parts that the district names of an agency."""
        unit = self._office.settings.unit_code
        if office_kind(unit) == "kecamatan":
            return True
        notice = self._known_notice()
        if notice is None:
            return False
        carrier = self._carrier(notice)
        return any(carrier.is_above(agency.code) for agency in notice.agencies)

    def carries(self) -> bool:
        """Whether there is anything to say about it."""
        return bool(self._state().units) or bool(self.box.bundles())

    def units(self) -> list[CarriedUnit]:
        waiting: dict[str, int] = {}
        for bundle in self.box.bundles():
            waiting[bundle.unit] = waiting.get(bundle.unit, 0) + 1
        state, notice = self._state(), self._known_notice()
        names = {agency.code: agency.name for agency in notice.agencies} if notice else {}
        return [
            CarriedUnit(
                unit,
                self._office.unit_title(unit) or names.get(unit, ""),
                waiting.get(unit, 0),
                _moment(one.taken_ms),
                _moment(one.handed_ms),
                _why(one.refused),
                _moment(one.answer_made_ms),
                _moment(one.given_ms),
                _moment(one.given_made_ms),
            )
            for unit in sorted({*state.units, *waiting})
            for one in [state.units.get(unit, CarriedFor())]
        ]

    # By network ------------------------------------------------------------------------------------------------------

    def is_due(self) -> bool:
        """Whether a sync has something to hand in or to ask for."""
        return bool(self.box.bundles()) or bool(self._to_ask())

    def exchange(
        self, client: Client, token: str, seconds: Callable[[], float], wait: Callable[[float], None], goes_on: Callable[[], bool],
        budget: int | None,
    ) -> None:  # fmt: skip
        """Hands in what waits, then fetches the answers that may be newer. Raises NoNetwork, TokenRefused, DayLimit or Cancelled."""
        hand_in = HandIn(client, seconds, wait, goes_on, budget)
        for bundle in self.box.bundles():
            try:
                with bundle.path.open("rb") as file:
                    hand_in.send(token, file)
            except TokenRefused:
                raise
            except DistrictRefused as refusal:
                if refusal.reason not in DROPPED:
                    return  # a district of before this, which takes no bundles: they wait, or go on a stick
                self._change(bundle.unit, refused=refusal.detail or refusal.reason)
            else:
                made = self._of(bundle.unit).handed_made_ms | {bundle.signer: bundle.made_ms}
                self._change(bundle.unit, handed_ms=self._office.now_ms, handed_made_ms=made, refused="", asked_ms=0)
            self.box.drop(bundle)
        answers = Download(
            self.box,
            AnswerClient(client, lambda unit: "" if self.box.received_bytes(unit) else self._of(unit).answer_sha256),
            seconds,
            wait,
            lambda *_: goes_on(),
            hand_in.budget,
        )
        for unit in self._to_ask():
            self._fetch(answers, token, unit)

    def _fetch(self, answers: Download, token: str, unit: str) -> None:
        try:
            if answers.get(token, unit, self.box.received_bytes(unit), None):
                sha256 = self.box.arrived_sha256(unit)
                with suppress(
                    BundleRefused
                ):  # by another key than this office knows: asked again when its notice has come
                    if self.box.take_in(unit, self._notice().signing_key):
                        made_ms = self.box.answers()[unit].made_ms
                        self._change(unit, answer_made_ms=made_ms, answer_sha256=sha256)
        except (TokenRefused, DayLimit):
            raise
        except DistrictRefused:
            pass  # not a unit that this one carries for, as the district knows them
        self._change(unit, asked_ms=self._office.now_ms)

    def _to_ask(self) -> list[str]:
        now = self._office.now_ms
        return [
            unit
            for unit, one in sorted(self._state().units.items())
            if one.handed_ms
            and now - max(one.taken_ms, one.handed_ms) < CARRIED_FOR_MS
            and not 0 <= now - one.asked_ms < ASKED_EVERY_MS
        ]

    # State -----------------------------------------------------------------------------------------------------------

    def _keep_answer(self, file: Path, unit: str, notice: Notice) -> bool:
        if not self.box.keep_answer(file, notice.signing_key):
            return False
        answer = self.box.answers()[unit]
        went_along = self._of(unit).put_along
        for bundle in self.box.bundles():
            # It went with the stick by which this came. Where it was not read there, the village brings the same and more.
            if bundle.path.name in went_along:
                self.box.drop(bundle)
        sha256 = relay_box.sha256_of(answer.path)
        self._change(unit, answer_made_ms=answer.made_ms, answer_sha256=sha256, put_along=())
        return True

    def _is_new(self, unit: str, signer: str, made_ms: int) -> bool:
        """Whether the district may lack it: what came over this office's own network it has, and each bundle is whole by itself."""
        return made_ms > self._of(unit).handed_made_ms.get(signer, -1)

    def _units_on(self, folder: Path) -> list[str]:
        covers = [relay_box.covered(file) for file in relay_box.on_stick(folder)]
        carrier = self._carrier(self._notice())
        found = [cover.unit for cover in covers if cover is not None and carrier.takes_up(cover)]
        return list(dict.fromkeys(found))

    def _of(self, unit: str) -> CarriedFor:
        return self._state().units.get(unit, CarriedFor())

    def _state(self) -> _Relay:
        with reading(self._office.engine) as connection:
            return kept_values.load(connection, _RELAY, _Relay) or _Relay()

    def _change(self, unit: str, **changes: object) -> None:
        with writing(self._office.engine) as connection:
            state = kept_values.load(connection, _RELAY, _Relay) or _Relay()
            changed = structs.replace(state.units.get(unit, CarriedFor()), **changes)
            kept_values.save(connection, _RELAY, _Relay(state.units | {unit: changed}))

    def _carrier(self, notice: Notice) -> Carrier:
        parents = {agency.code: agency.parent for agency in notice.agencies if agency.parent}
        return Carrier(self._office.settings.unit_code, notice.unit, parents)

    def _notice(self) -> Notice:
        notice = self._known_notice()
        if notice is None or not notice.signing_key:
            raise NeverSynced
        return notice

    def _known_notice(self) -> Notice | None:
        with reading(self._office.engine) as connection:
            return kept_values.load(connection, feed_position.NOTICE, Notice)


def _files(places: Iterable[Path]) -> list[Path]:
    return [file for place in places for file in (relay_box.on_stick(place) if place.is_dir() else [place])]


def _answer_name(answer: CarriedFile) -> str:
    return f"balas-{answer.unit}-{attempts.moment(answer.made_ms):%Y%m%d-%H%M%S}{SUFFIX}"


def _moment(ms: int) -> datetime | None:
    return attempts.moment(ms) if ms else None


def _why(word: str) -> Phrase | None:
    return WORDS.get(word, phrase("ditolak kabupaten ({reason})", reason=word)) if word else None
