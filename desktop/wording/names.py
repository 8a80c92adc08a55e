"""The words that the office uses for stages, kinds, channels, steps and roles: one place, so that every screen says the same."""

from typing import Literal

from complaints.step_times import MeasuredStep
from desktop.wording.translation import tr

# The look of a pill: what the colour stands for, never the colour alone (theme.py).
Tone = Literal["neutral", "info", "progress", "verified", "ok", "warning", "danger", "conflict"]

_STAGES: dict[str, tuple[str, Tone]] = {
    "new": ("Baru", "info"),
    "returned": ("Menunggu pelapor", "neutral"),
    "verified": ("Terverifikasi", "verified"),
    "in_progress": ("Diproses", "progress"),
    "forwarded": ("Diteruskan", "verified"),
    "awaiting_approval": ("Perlu persetujuan", "warning"),
    "responded": ("Ditanggapi", "ok"),
    "closed": ("Selesai", "ok"),
    "archived": ("Arsip", "neutral"),
}

_KINDS = {"complaint": "Pengaduan", "aspiration": "Aspirasi", "information_request": "Permintaan informasi"}

_CHANNELS = {
    "in_person": "Tatap muka",
    "letter": "Surat",
    "phone": "Telepon",
    "whatsapp": "WhatsApp",
    "sms": "SMS",
    "suggestion_box": "Kotak saran",
    "social_media": "Media sosial",
    "website": "Situs web",
    "rt_rw": "RT/RW",
    "disposition": "Disposisi",
    "notice_board": "Papan pengumuman",
}

# What the button says; and for the home screen, what the step is called.
_ACTIONS = {
    "verify": ("Verifikasi", "Verifikasi"),
    "return": ("Kembalikan", "Minta kelengkapan"),
    "forward": ("Disposisi", "Disposisi"),
    "accept": ("Terima", "Terima disposisi"),
    "follow-up": ("Tindak lanjuti", "Tindak lanjut"),
    "respond": ("Tanggapi", "Tanggapan"),
    "approve": ("Setujui", "Persetujuan tanggapan"),
    "decline": ("Tolak tanggapan", "Perbaikan tanggapan"),
    "close": ("Selesaikan", "Penyelesaian"),
    "reopen": ("Buka kembali", "Pembukaan kembali"),
    "archive": ("Arsipkan", "Pengarsipan"),
    "rate": ("Kepuasan", "Kepuasan pelapor"),
    "note": ("Catatan", "Catatan"),
    "attach": ("Lampirkan", "Lampiran"),
    "correct": ("Perbaiki isian", "Perbaikan isian"),
    "support": ("Tambah dukungan", "Dukungan"),
    "contact": ("Hubungi", "Kontak dengan pelapor"),
    "review": ("Periksa", "Pemeriksaan bentrok"),
    "show-identity": ("Tampilkan identitas", "Identitas ditampilkan"),
    "erase": ("Hapus data pribadi", "Penghapusan data pribadi"),
}

_ROLES = {"officer": "Petugas", "head": "Kepala desa/lurah", "admin": "Admin"}

_DUE_STEPS = {"verify": "Verifikasi", "follow_up": "Tindak lanjut", "done": "Tanggapan akhir"}

_SEXES = {"": "Tidak disebut", "female": "Perempuan", "male": "Laki-laki"}


STAGES = tuple(_STAGES)


def stage(code: str) -> str:
    return tr(_STAGES[code][0]) if code in _STAGES else code


def stage_tone(code: str) -> Tone:
    return _STAGES[code][1] if code in _STAGES else "neutral"


def kind(code: str) -> str:
    return tr(_KINDS.get(code, code))


def channel(code: str) -> str:
    return tr(_CHANNELS.get(code, code))


def action_button(code: str) -> str:
    """The word on the button that takes the step: 'Tanggapi'."""
    return tr(_ACTIONS[code][0]) if code in _ACTIONS else code


def action_name(code: str) -> str:
    """The step as a thing: 'Tanggapan'."""
    return tr(_ACTIONS[code][1]) if code in _ACTIONS else code


def role(code: str) -> str:
    return tr(_ROLES.get(code, code))


def due_step(code: str) -> str:
    return tr(_DUE_STEPS.get(code, code))


def measured_step(step: MeasuredStep) -> str:
    """A step that monitoring measures."""
    return {
        "verify": tr("Verifikasi|tahap"), "follow_up": tr("Tindak lanjut"), "respond": tr("Tanggapan"), "close": tr("Penyelesaian"),
    }[step]  # fmt: skip


def purpose(code: str) -> str:
    """What a complainant is told, named shortly."""
    names: dict[str, str] = {
        "received": tr("Tanda terima"), "incomplete": tr("Minta kelengkapan"), "verified": tr("Mulai ditangani"),
        "forwarded": tr("Diteruskan"), "followed_up": tr("Perkembangan"), "responded": tr("Tanggapan"),
        "satisfaction": tr("Tanya kepuasan"), "closed": tr("Selesai"), "reopened": tr("Dibuka kembali"),
        "archived": tr("Tidak dilanjutkan"),
    }  # fmt: skip
    return names.get(code, code)


def score(value: int) -> str:
    """What a complainant's satisfaction is called, 1 to 5."""
    return (
        tr("sangat tidak puas"), tr("tidak puas"), tr("cukup puas"), tr("puas"), tr("sangat puas"),
    )[value - 1]  # fmt: skip


def sex(code: str) -> str:
    return tr(_SEXES.get(code, code))


def due(days: int | None, *, paused: bool = False) -> tuple[str, Tone]:
    """What is left of a deadline, in working days, as words and tone: 'lewat 2 hari kerja', 'hari ini', '1 hari kerja', '—'."""
    if paused:
        return tr("jeda"), "neutral"
    if days is None:
        return "—", "neutral"
    if days < 0:
        return tr("lewat {days} hari kerja", days=-days), "danger"
    if days == 0:
        return tr("hari ini"), "warning"
    return tr("{days} hari kerja", days=days), "warning" if days <= 2 else "info" if days <= 5 else "neutral"


def first_visit(screen: str) -> str:
    """What the line at the bottom says when somebody comes to the screen for the first time; '' where nothing needs saying."""
    match screen:
        case "home":
            return tr("Baru di sini? ↑↓ memilih baris, Enter mengerjakannya; F1 membuka panduan.")
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
