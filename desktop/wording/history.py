"""Tells each step of a case in a readable sentence: what happened, who did it, what stood there before."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import assert_never

from msgspec import UNSET, structs

from complaints import clock, telling
from complaints import events as e
from complaints.categories import Categories
from complaints.citizen_words import kind_of, plain
from complaints.complaint import Complaint, Entry
from complaints.events import Event, NewerRecording, UnknownStep
from complaints.ownership import OWN_FACTS, OwnersStep, speaks_for_district
from complaints.reminders import reminder_of
from complaints.vocabulary import inside_sentence
from desktop.wording import formats, names
from desktop.wording.field_text import channel_words, field_name, field_text
from desktop.wording.translation import tr

LONGEST_VALUE = 120


@dataclass(frozen=True, slots=True)
class HistoryPart:
    """A piece of a sentence; `strong` ones stand out, `soft` ones stay behind, `waits` is not done yet."""

    text: str
    strong: bool = False
    soft: bool = False
    waits: bool = False


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of the history. `note` is what someone wrote, word for word; `changes` are the lines of a correction."""

    event: Event
    at: datetime
    parts: tuple[HistoryPart, ...]
    note: str = ""
    changes: tuple[str, ...] = ()
    misplaced: bool = False
    decided: bool = False
    undone: bool = False
    last_event: str = ""  # its id; of files that were added together the last one's

    @property
    def sentence(self) -> str:
        return "".join(part.text for part in self.parts)


def tell(
    complaint: Complaint,
    categories: Categories,
    unsent: Collection[tuple[str, int]] = (),
    belated: Collection[tuple[str, int]] = (),
) -> tuple[HistoryLine, ...]:
    """The history, newest first; the steps in `unsent`, by device and number, still wait to be sent.

    Those in `belated` were entered so long after their day that it says nothing about timeliness (complaints/entry_day.py).
    """
    return tuple(
        replace(line, parts=(*line.parts, HistoryPart(tr(" · menunggu dikirim"), waits=True)))
        if (line.event.device, line.event.seq) in unsent
        else line
        for line in _marked(_told(complaint, categories, unsent), belated)
    )[::-1]


def _marked(lines: Iterable[HistoryLine], belated: Collection[tuple[str, int]]) -> Iterable[HistoryLine]:
    for line in lines:
        late = (line.event.device, line.event.seq) in belated
        yield (
            replace(line, parts=(*line.parts, HistoryPart(tr(" · dicatat belakangan"), strong=True))) if late else line
        )


def _told(complaint: Complaint, categories: Categories, unsent: Collection[tuple[str, int]]) -> Iterable[HistoryLine]:
    values: dict[str, object] = {}
    draft = ""
    for _, group in groupby(complaint.history, lambda entry: _line_of(entry, unsent)):
        entry, *later_entries = group
        step = entry.event.step
        changes: tuple[str, ...] = ()
        if isinstance(step, e.Corrected):
            changes = tuple(_changes(step, values, categories, requested=entry.requested))
        parts, note = (_files([entry, *later_entries]), "") if later_entries else _sentence(step, draft)
        if reminder_of(entry.event) is not None and not speaks_for_district(entry.event, complaint.unit):
            parts = (HistoryPart(tr("Catatan")),)
        if entry.requested and kind_of(entry.event) is None:
            parts = (HistoryPart(requested_step(step)), HistoryPart(f" · {entry.event.unit}", soft=True))
        yield replace(_line(entry, parts, note, changes), last_event=[entry, *later_entries][-1].event.id)
        step = entry.event.recording or step
        if isinstance(step, e.Recorded | e.Corrected) and not entry.misplaced:
            values |= _facts(step, requested=entry.requested)
        if isinstance(step, e.Responded) and step.draft and not entry.undone:
            draft = step.note


def _line_of(entry: Entry, unsent: Collection[tuple[str, int]]) -> tuple[object, ...]:
    """What steps of one line have in common: files that someone added within a minute. Twenty would push what was done out of sight."""
    event = entry.event
    name = event.device, event.seq
    if not isinstance(event.step, e.Attached):
        return name
    minute = _created_at(event).replace(second=0, microsecond=0)
    return event.device, event.actor, event.step.on, minute, name in unsent, entry.undone


def _files(entries: Iterable[Entry]) -> tuple[HistoryPart, ...]:
    files = [entry.event.step for entry in entries if isinstance(entry.event.step, e.Attached)]
    photos = all(file.media_type.startswith("image/") for file in files)
    count = len(files)
    added = (
        tr("Foto ditambahkan ({count})", count=count) if photos else tr("Lampiran ditambahkan ({count})", count=count)
    )
    return HistoryPart(added), HistoryPart(f": {_cut(', '.join(file.name for file in files))}")


def _created_at(event: Event) -> datetime:
    if event.wall is not None and _readable(event.wall):
        return datetime.fromtimestamp(event.wall / 1000).astimezone()
    return clock.local_moment(event.at)


def _line(entry: Entry, parts: tuple[HistoryPart, ...], note: str, changes: tuple[str, ...]) -> HistoryLine:
    event = entry.event
    created_at, step = _created_at(event), event.step
    if not isinstance(step, UnknownStep) and step.on != created_at.date():
        parts = (*parts, HistoryPart(tr(" · tanggal langkah {day}", day=formats.typed_date(step.on)), soft=True))
    if event.actor:
        parts = (*parts, HistoryPart(f" · {event.actor}", soft=True))
    return HistoryLine(event, created_at, parts, note, changes, entry.misplaced, entry.decided, entry.undone)


def _readable(wall: int | None) -> bool:
    """A clock before 1971 or after 2900 can't be shown everywhere."""
    return wall is not None and 10**10 < wall < 29 * 10**12


def _sentence(step: e.AnyStep | UnknownStep, draft: str) -> tuple[tuple[HistoryPart, ...], str]:
    match step:
        case e.Recorded():
            channel = step.facts.channel if step.facts.channel is not UNSET else "in_person"
            return (HistoryPart(tr("Dicatat")), HistoryPart(f", {channel_words(channel)}")), ""
        case e.Corrected():
            secret = tr("Data pribadi diperbaiki") if step.identity and not _facts(step) else tr("Isian diperbaiki")
            return (HistoryPart(secret), *_instead_of(step)), step.reason
        case e.Verified():
            weight = f" · {inside_sentence(names.weight(step.weight))}" if step.weight else ""
            return (HistoryPart(tr("Diverifikasi · lengkap")), HistoryPart(weight)), step.note
        case e.Returned():
            return (HistoryPart(tr("Dikembalikan kepada pelapor untuk dilengkapi; jam tenggat berhenti")),), step.note
        case e.Forwarded():
            to = HistoryPart(step.name or step.unit, strong=True)
            return (
                HistoryPart(tr("Didisposisikan kepada ") if step.person else tr("Diteruskan kepada ")),
                to,
            ), step.note
        case e.Accepted():
            return (HistoryPart(tr("Diterima oleh unit tujuan; jam tenggat kantor ini berhenti")),), step.note
        case e.FollowedUp():
            return (
                HistoryPart(
                    tr("Kembali ditangani kantor ini, ditindaklanjuti") if step.resumed else tr("Ditindaklanjuti")
                ),
            ), step.note
        case e.Responded():
            return (
                HistoryPart(tr("Tanggapan diajukan untuk disetujui") if step.draft else tr("Ditanggapi")),
            ), step.note
        case e.Approved():
            return (HistoryPart(tr("Tanggapan disetujui dan diberikan")),), step.note or draft
        case e.Declined(corrected=True):
            return (HistoryPart(tr("Tanggapan diperbaiki sebelum disetujui")),), step.note
        case e.Declined():
            return (HistoryPart(tr("Tanggapan belum disetujui, perlu diperbaiki")),), step.note
        case e.Closed():
            how = tr("Selesai dengan sendirinya: tidak ada keberatan pelapor") if step.automatic else tr("Diselesaikan")
            rated = tr(" · kepuasan {stars} dari 5", stars=step.satisfaction) if step.satisfaction else ""
            return (HistoryPart(how), HistoryPart(rated)), step.note
        case _:
            return _other_sentence(step)


def _other_sentence(step: e.AnyStep | UnknownStep) -> tuple[tuple[HistoryPart, ...], str]:
    match step:
        case e.Reopened(voice=True):
            return (HistoryPart(tr("Pelapor: belum selesai"), strong=True), HistoryPart(tr(", dibuka kembali"))), plain(
                step.note
            )
        case e.Reopened():
            return (HistoryPart(tr("Dibuka kembali")),), step.note
        case e.Archived():
            return (HistoryPart(tr("Diarsipkan")),), step.note
        case e.Noted(meaning=e.Meaning(reminder=e.Reminder() as reminder)):
            title = tr("Teguran dari kabupaten") if reminder.letter else tr("Pengingat dari kabupaten")
            return (HistoryPart(title, strong=True),), step.note
        case e.Noted(meaning=e.Meaning(voice="unsatisfied")):
            return (HistoryPart(tr("Pelapor: belum selesai"), strong=True),), plain(step.note)
        case e.Noted(meaning=e.Meaning(voice="addition")):
            return (HistoryPart(tr("Keterangan tambahan dari pelapor"), strong=True),), plain(step.note)
        case e.Noted(meaning=e.Meaning(contact=telling.NOT_NEEDED)):
            return (HistoryPart(tr("Tidak perlu dikabari"), strong=True),), telling.reason(step.note)
        case e.Noted():
            return (HistoryPart(tr("Catatan")),), step.note
        case e.Attached():
            return (
                HistoryPart(tr("Lampiran ditambahkan: ")),
                HistoryPart(step.name, strong=True),
                HistoryPart(f" ({formats.size(step.size)})"),
            ), ""
        case e.Supported():
            return (HistoryPart(tr("Dukungan ditambahkan: satu orang lagi mengadukan hal yang sama")),), step.note
        case e.IdentityShown():
            return (HistoryPart(tr("Identitas ditampilkan")),), step.purpose
        case e.Contacted():
            purpose = HistoryPart(f" · {names.purpose(step.purpose)}" if step.purpose else "")
            return (
                HistoryPart(tr("Pendukung dihubungi lewat ") if step.supporter else tr("Pelapor dihubungi lewat ")),
                HistoryPart(channel_words(step.channel)),
                purpose,
            ), step.note
        case e.Rated():
            score = tr("{stars} dari 5", stars=step.satisfaction)
            return (
                HistoryPart(tr("Dinilai pelapor: ")),
                HistoryPart(f"{score} · {names.score(step.satisfaction)}", strong=True),
            ), step.note
        case e.Erased():
            return (HistoryPart(tr("Data pribadi dihapus atas permintaan")), *_instead_of(step)), step.reason
        case e.Reviewed():
            return (HistoryPart(_decision(step)), *_instead_of(step)), step.note
        case e.IdentitiesExported():
            return (HistoryPart(tr("Identitas diekspor")),), ""
        case e.Reported():
            return (HistoryPart(tr("Laporan kantor: ")), HistoryPart(step.period, strong=True)), ""
        case e.Sealed():
            return (HistoryPart(tr("Aduan tersegel: ")), HistoryPart(step.receipt, strong=True)), ""
        case e.Withdrawn():
            return (HistoryPart(tr("Ditarik dari buku")), *_instead_of(step)), step.reason
        case NewerRecording():
            return (HistoryPart(tr("Dicatat oleh versi lebih baru"), strong=True),), tr(
                "Yang tampak hanya yang dapat dibaca versi ini. Isinya disimpan utuh; perbarui program untuk membacanya."
            )
        case UnknownStep(tag) if tag in e.TAGS:
            return (HistoryPart(tr("Langkah yang tidak terbaca: ")), HistoryPart(step.tag, strong=True)), tr(
                "Ditulis versi program yang lebih baru, atau rusak. Isinya disimpan utuh; langkah lain tidak terpengaruh."
            )
        case UnknownStep(tag) if not tag:
            return (HistoryPart(tr("Langkah yang tidak terbaca")),), tr(
                "Isinya disimpan utuh; langkah lain tidak terpengaruh."
            )
        case UnknownStep():
            return (
                HistoryPart(tr("Langkah dari versi program yang lebih baru: ")),
                HistoryPart(step.tag, strong=True),
            ), tr("Langkah ini disimpan utuh. Perbarui program untuk membacanya.")
        case (
            e.Recorded() | e.Corrected() | e.Verified() | e.Returned() | e.Forwarded() | e.Accepted() | e.FollowedUp()
            | e.Responded() | e.Approved() | e.Declined() | e.Closed()
        ):  # fmt: skip
            raise AssertionError("told above")
        case _:
            assert_never(step)


def _decision(step: e.Reviewed) -> str:
    if step.granted is not None:
        return tr("Permintaan kantor lain dipenuhi") if step.granted else tr("Permintaan kantor lain ditolak")
    if step.field:
        return tr("Bentrok diputuskan: {field}", field=field_name(step.field))
    return tr("Langkah yang salah tempat diperiksa")


def _instead_of(step: OwnersStep) -> tuple[HistoryPart, ...]:
    if not step.instead_of:
        return ()
    return (HistoryPart(tr(" · oleh kabupaten, menggantikan {unit}", unit=step.instead_of), strong=True),)


def requested_step(step: e.AnyStep | UnknownStep) -> str:
    """What another unit's step asks of the office that recorded the complaint."""
    match step:
        case e.Erased():
            return tr("Permintaan: hapus data pribadi")
        case e.Withdrawn():
            return tr("Permintaan: tarik pengaduan dari buku")
        case e.Supported():
            return tr("Dukungan ditambahkan; namanya menunggu persetujuan kantor pencatat")
        case e.Corrected():
            return tr("Permintaan: ubah data pribadi atau kerahasiaannya")
        case _:
            return tr("Permintaan kepada kantor pencatat")


def _facts(step: e.Recorded | e.Corrected, *, requested: bool = False) -> dict[str, object]:
    """What the step sets; of another unit's correction without what it only asks for."""
    facts = {name: value for name, value in structs.asdict(step.facts).items() if value is not UNSET}
    return {name: value for name, value in facts.items() if not (requested and name in OWN_FACTS)}


def _changes(step: e.Corrected, values: dict[str, object], categories: Categories, *, requested: bool) -> Iterable[str]:
    for name, value in _facts(step, requested=requested).items():
        old = _cut(field_text(name, values.get(name), categories))
        yield tr(
            "{field}: {new} (semula {old})",
            field=field_name(name),
            new=_cut(field_text(name, value, categories)),
            old=old,
        )
    if requested:
        for name in OWN_FACTS:
            if (value := getattr(step.facts, name)) is not UNSET:
                yield tr("{field}: diminta {new}", field=field_name(name), new=field_text(name, value, categories))
    if step.identity and _facts(step):
        yield tr("Data pribadi diminta diperbaiki") if requested else tr("Data pribadi diperbaiki")


def _cut(text: str) -> str:
    single = " ".join(text.split())
    return single if len(single) <= LONGEST_VALUE else single[: LONGEST_VALUE - 1] + "…"


def line_time(line: HistoryLine, today: date) -> str:
    return formats.day_and_time(line.at, today)


def markup(parts: tuple[HistoryPart, ...], *, soft: str, waiting: str) -> str:
    """Rich text, made only here: nothing that people typed is read as markup. `soft` and `waiting` are the colours of such parts."""
    return "".join(_markup_of(part, soft, waiting) for part in parts).replace("\n", " ")


def _markup_of(part: HistoryPart, soft: str, waiting: str) -> str:
    # Not html.escape, which brings a table of every sign's name, half a megabyte.
    text = part.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if part.soft or part.waits:
        return f'<span style="color:{soft if part.soft else waiting}">{text}</span>'
    return f"<b>{text}</b>" if part.strong else text
