"""The words of complaints/vocabulary.py in the user's language, and the tone that a pill shows them in."""

from typing import TYPE_CHECKING, Literal

from complaints import vocabulary
from complaints.office_kind import office_kind
from complaints.step_times import TimedStep
from desktop.wording.translation import tr, tr_count, tr_in, tr_word

if TYPE_CHECKING:
    from complaints.deadlines import Urgency
    from complaints.policy import DoneLimit

# The look of a pill: what the colour stands for, never the colour alone (theme.py).
Tone = Literal["neutral", "info", "progress", "verified", "ok", "warning", "danger", "conflict"]

_STAGE_TONES: dict[str, Tone] = {
    "new": "info",
    "returned": "neutral",
    "verified": "verified",
    "in_progress": "progress",
    "forwarded": "verified",
    "awaiting_approval": "warning",
    "responded": "ok",
    "closed": "ok",
    "archived": "neutral",
}


def newer() -> str:
    """Of a complaint whose recording only a newer version can read whole."""
    return tr(
        "Dicatat oleh versi lebih baru: yang tampak hanya yang dapat dibaca versi ini. Isinya disimpan utuh; perbarui program "
        "untuk membacanya."
    )


def stage(code: str) -> str:
    return tr_word(vocabulary.STAGES.get(code, code))


def stage_tone(code: str) -> Tone:
    return _STAGE_TONES.get(code, "neutral")


def counted(code: str) -> str:
    return tr_word(vocabulary.COUNTS[code])


def kind(code: str) -> str:
    return tr_word(vocabulary.KINDS.get(code, code))


def kind_in_short(code: str) -> str:
    """Where all kinds stand in a row."""
    return tr("Informasi") if code == "information_request" else kind(code)


def channel(code: str) -> str:
    return tr_word(vocabulary.CHANNELS.get(code, code))


def action_button(code: str) -> str:
    """The word on the button that takes the step: 'Tanggapi'."""
    return tr_word(vocabulary.STEPS[code].button) if code in vocabulary.STEPS else code


def action_name(code: str) -> str:
    """The step as a thing: 'Tanggapan'."""
    return tr_word(vocabulary.STEPS[code].name) if code in vocabulary.STEPS else code


def role(code: str, unit: str = "") -> str:
    """The role's name; of a head, by the kind of `unit` where that is said."""
    if code == "head" and unit:
        leader = head_of_office(unit)
        return leader[:1].upper() + leader[1:]
    if code == "hamlet" and unit and office_kind(unit) == "kelurahan":
        return tr("Kepala lingkungan")
    return tr_word(vocabulary.ROLES.get(code, code))


def head_of_office(unit: str) -> str:
    """Who leads the office with this code, as it stands inside a sentence: 'kepala desa', 'camat'."""
    match office_kind(unit):
        case "desa":
            return tr("kepala desa")
        case "kelurahan":
            return tr("lurah")
        case "kecamatan":
            return tr("camat")
        case "opd":
            return tr("kepala dinas/badan")


def role_duties(code: str) -> str:
    """What somebody in this role may do."""
    match code:
        case "officer":
            return tr("mencatat dan menangani pengaduan")
        case "head":
            return tr("mendisposisi, menyetujui tanggapan, membaca semua")
        case "secretary":
            return tr("semua pekerjaan petugas, dan menyetujui tanggapan yang ditulis orang lain")
        case "affairs":
            return tr("semua pekerjaan petugas: register, surat, disposisi")
        case "section":
            return tr("menindaklanjuti dan mengajukan tanggapan; tidak memverifikasi atau menutup")
        case "hamlet":
            return tr("melihat pengaduan dusunnya saja; mencatat, menindaklanjuti, mengabari")
        case _:
            return tr("semua langkah, pengguna dan pengaturan")


def weight(code: str) -> str:
    return tr_word(vocabulary.WEIGHTS.get(code, code))


def due_step(code: str) -> str:
    return tr_word(vocabulary.DUE_STEPS.get(code, code))


def answer_limit(limit: "DoneLimit") -> str:
    """Which complaints a limit for the answer is about: 'Tanggapan: pengaduan, ringan'."""
    parts: list[str] = []
    if limit.kind is not None:
        parts.append(kind(limit.kind))
    if limit.supervisory is not None:
        parts.append(tr("berkadar pengawasan") if limit.supervisory else tr("tidak berkadar pengawasan"))
    if limit.weight is not None:
        parts.append(vocabulary.inside_sentence(weight(limit.weight)))
    return tr("Tanggapan: {which}", which=", ".join(parts) or tr("semua yang lain"))


def measured_step(step: TimedStep) -> str:
    """A step that monitoring measures."""
    if step == "again":
        return tr("Tanggapan ulang")
    # In English the button 'Verify' and the step 'Verification' are two words.
    return tr_in("tahap", "Verifikasi") if step == "verify" else tr_word(vocabulary.MEASURED_STEPS[step])


def purpose(code: str) -> str:
    """What a complainant is told, named shortly."""
    return tr_word(vocabulary.PURPOSES.get(code, code))


def voice(code: str) -> str:
    """What a complainant says after the recording: 'Belum selesai'."""
    return tr_word(vocabulary.VOICES.get(code, code))


def score(value: int) -> str:
    """What a complainant's satisfaction is called, 1 to 5."""
    return tr_word(vocabulary.SCORES[value])


def sex(code: str) -> str:
    return tr_word(vocabulary.SEXES.get(code, code))


def due(days: int | None, *, paused: bool = False) -> tuple[str, Tone]:
    """What is left of a deadline, in working days, as words and tone: 'lewat 2 hari kerja', 'hari ini', '1 hari kerja', '—'."""
    if paused:
        return tr("jeda"), "neutral"
    if days is None:
        return "—", "neutral"
    if days < 0:
        return tr_count("lewat {count} hari kerja", count=-days), "danger"
    if days == 0:
        return tr("hari ini"), "warning"
    return tr_count("{count} hari kerja", count=days), "warning" if days <= 2 else "info" if days <= 5 else "neutral"


def urgent_tone(urgency: "Urgency") -> Tone | None:
    """The tone of a deadline that is late or ends today; the others stand as plain words."""
    return "danger" if urgency == "late" else "warning" if urgency == "today" else None


def first_visit(screen: str) -> str:
    """What the line at the bottom says when somebody comes to the screen for the first time; '' where nothing needs saying."""
    match screen:
        case "home":
            return tr("Baru di sini? ↑↓ memilih baris, Enter mengerjakannya; F1 membuka panduan.")
        case "desk":
            return tr(
                "S menyetujui, Enter memperbaiki lalu Ctrl+Enter menyetujui, Spasi menandai beberapa; F1 panduan."
            )
        case "record":
            return tr("Tab ke isian berikut, Ctrl+S menyimpan; F1 membuka panduan layar ini.")
        case "complaints":
            return tr("Ketik untuk mencari, ↑↓ memilih, Ctrl+T langkah berikut; F1 panduan.")
        case "reports":
            return tr("Setiap kartu satu dokumen: pratinjau dahulu, lalu cetak; F1 panduan.")
        case "monitoring":
            return tr("Klik angka mana pun untuk melihat pengaduannya; F1 panduan.")
        case "sync":
            return tr("Pengiriman berjalan sendiri; F5 mengirim sekarang, F1 panduan.")
        case "import":
            return tr("Belum ada yang dicatat sebelum Anda menekan Catat; F1 panduan.")
        case _:
            return ""


def key_source(code: str) -> str:
    """Where an office has the Inspektorat's key from ('district' or 'admin'), and how far that can be trusted."""
    if code == "district":
        return tr("Diumumkan oleh kabupaten.")
    return tr("Dimasukkan admin kantor ini; kabupaten belum mengumumkannya. Cocokkan dengan pengumuman Inspektorat.")
