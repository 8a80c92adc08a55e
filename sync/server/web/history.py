"""What happened, in the coordinator's words: a line for each step of a case."""

from collections.abc import Collection
from datetime import datetime, timedelta, timezone
from typing import assert_never

from msgspec import UNSET

from complaints import citizen_words, clock, vocabulary
from complaints import events as e
from complaints.citizen_words import plain
from complaints.complaint import Entry
from complaints.events import AnyStep, Event, NewerRecording, UnknownStep
from complaints.fields import LABELS, OPEN
from complaints.ownership import speaks_for_district
from complaints.reminders import reminder_of
from complaints.time_zones import HOURS, Zone
from complaints.vocabulary import inside_sentence

FIELD_WORDS = {name: inside_sentence(LABELS[name]) for name in (*(field.name for field in OPEN), "location")}


# What another unit's step asks of the one that recorded the complaint.
_WISHES: dict[type, str] = {
    e.Erased: "hapus data pribadi", e.Withdrawn: "tarik dari buku", e.Corrected: "ubah data pribadi atau kerahasiaannya",
    e.Supported: "nama pendukung",
}  # fmt: skip


def line(entry: Entry, belated: Collection[tuple[str, int]] = (), zone: Zone = "WIB") -> dict[str, object]:
    """One entry for the page: what, details, who, its day and when it was entered, whether it fitted, and whether that was long after its day."""
    event = entry.event
    title, detail = words(event.step)
    if reminder_of(event) is not None and not speaks_for_district(event, ""):
        title = "Catatan"
    if entry.requested and citizen_words.kind_of(event) is None:
        title = "Permintaan kepada kantor pencatat: " + _WISHES.get(type(event.step), "dengan catatan")
    on = "" if isinstance(event.step, UnknownStep) else event.step.on.isoformat()
    return {
        "title": title, "detail": detail, "actor": event.actor, "unit": event.unit, "on": on, "misplaced": entry.misplaced,
        "undone": entry.undone,
        "belated": (event.device, event.seq) in belated, "entered": entered(event, zone),
    }  # fmt: skip


def entered(event: Event, zone: Zone) -> str:
    """'24-11-2026 14.05 WITA': when it was written, as far as the event says itself."""
    ms = event.wall if event.wall is not None else clock.milliseconds(event.at)
    try:
        moment = datetime.fromtimestamp(ms / 1000, timezone(timedelta(hours=HOURS[zone])))
    except (OverflowError, ValueError, OSError):
        return ""
    return f"{moment:%d-%m-%Y %H.%M} {zone}"


def words(step: AnyStep | UnknownStep) -> tuple[str, str]:
    match step:
        case e.Recorded():
            return "Dicatat", step.number
        case e.Corrected():
            changed = [FIELD_WORDS[name] for name in FIELD_WORDS if getattr(step.facts, name) is not UNSET]
            person = ["data pribadi"] if step.identity else []
            return "Diperbaiki", ", ".join(changed + person) + (f": {step.reason}" if step.reason else "")
        case e.Verified():
            return "Diverifikasi", step.note
        case e.Returned():
            return "Dikembalikan kepada pelapor", step.note
        case e.Forwarded():
            title = "Didisposisikan" if step.person else "Diteruskan"
            return f"{title} kepada {step.name or step.unit}", step.note
        case e.Accepted():
            return "Diterima unit tujuan", step.note
        case e.FollowedUp():
            return "Ditindaklanjuti", step.note
        case e.Responded():
            return "Tanggapan diajukan untuk disetujui" if step.draft else "Ditanggapi", step.note
        case e.Approved():
            return "Tanggapan disetujui", step.note
        case e.Declined(corrected=True):
            return "Tanggapan diperbaiki sebelum disetujui", step.note
        case e.Declined():
            return "Tanggapan ditolak", step.note
        case e.Closed():
            return "Selesai dengan sendirinya" if step.automatic else "Selesai", step.note
        case e.Reopened(voice=True):
            return "Pelapor: belum selesai, dibuka kembali", plain(step.note)
        case e.Reopened():
            return "Dibuka kembali", step.note
        case e.Archived():
            return "Diarsipkan", step.note
        case e.Noted(meaning=e.Meaning(reminder=e.Reminder() as reminder)):
            return "Surat teguran" if reminder.letter else "Pengingat", step.note
        case e.Noted(meaning=e.Meaning(voice="unsatisfied")):
            return "Pelapor: belum selesai, minta dibuka kembali", plain(step.note)
        case e.Noted(meaning=e.Meaning(voice="addition")):
            return "Keterangan tambahan dari pelapor", plain(step.note)
        case e.Noted():
            return "Catatan", step.note
        case e.Attached():
            return "Lampiran", step.name
        case e.Supported():
            return "Didukung pelapor lain", step.note
        case e.IdentityShown():
            return "Identitas ditampilkan", step.purpose
        case e.Contacted():
            channel = vocabulary.CHANNELS.get(step.channel, step.channel)
            return f"Pelapor dihubungi lewat {vocabulary.inside_sentence(channel)}", step.note
        case e.Rated():
            return f"Dinilai pelapor: {step.satisfaction} dari 5", step.note
        case e.Erased():
            return "Data pribadi dihapus", step.reason
        case e.Reviewed():
            return {None: "Diputuskan", True: "Permintaan dipenuhi", False: "Permintaan ditolak"}[
                step.granted
            ], step.note
        case e.IdentitiesExported():
            return "Identitas diekspor", step.file
        case e.Reported():
            return "Laporan kantor", step.period
        case e.Sealed():
            return "Disegel", ""
        case e.Withdrawn():
            return "Ditarik dari buku oleh kantor pencatat", step.reason
        case NewerRecording(readable=readable):
            return "Dicatat oleh versi lebih baru", readable.number
        case UnknownStep(tag) if tag in e.TAGS:
            return "Langkah yang tidak terbaca", f"{step.tag}: ditulis versi lebih baru, atau rusak"
        case UnknownStep(tag) if not tag:
            return "Langkah yang tidak terbaca", ""
        case UnknownStep():
            return "Langkah dari versi lebih baru", step.tag
        case _:
            assert_never(step)
