"""Every word of the domain, once, in Indonesian: what an office calls stages, kinds, channels, steps and people.

The screens translate these words (desktop/wording/names.py); papers, Excel, the command line and the district take them as they are.
Two places have words of their own, on purpose: what a complainant reads (the public tracking page, sync/server/web/tracking.py, the
letter 'surat jawaban' and the notice board), and the form of SP4N-LAPOR!, which has its own labels (complaints/lapor_form.py).

Each key is a code of the type that it is named for; a test holds the tables to those types.
"""

from typing import NamedTuple


class StepWords(NamedTuple):
    """`button` takes the step, `name` says it as a thing, `done` follows "Pengaduan 2026-A-0001 tidak dapat …"."""

    button: str
    name: str
    done: str


STAGES = {
    "new": "Baru",
    "returned": "Menunggu pelapor",
    "verified": "Terverifikasi",
    "in_progress": "Diproses",
    "forwarded": "Diteruskan",
    "awaiting_approval": "Menunggu persetujuan",
    "responded": "Ditanggapi",
    "closed": "Selesai",
    "archived": "Diarsipkan",
}

KINDS = {"complaint": "Pengaduan", "aspiration": "Aspirasi", "information_request": "Permintaan informasi"}

# How a complaint reached the office, and how the office reaches its complainant: the notice board is for the second only.
CHANNELS = {
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

STEPS = {
    "verify": StepWords("Verifikasi", "Verifikasi", "diverifikasi"),
    "return": StepWords("Kembalikan", "Minta kelengkapan", "dikembalikan kepada pelapor"),
    "forward": StepWords("Disposisi", "Disposisi", "diteruskan"),
    "accept": StepWords("Terima", "Terima disposisi", "ditandai diterima"),
    "follow-up": StepWords("Tindak lanjuti", "Tindak lanjut", "ditindaklanjuti"),
    "respond": StepWords("Tanggapi", "Tanggapan", "ditanggapi"),
    "approve": StepWords("Setujui", "Persetujuan tanggapan", "disetujui"),
    "decline": StepWords("Tolak tanggapan", "Perbaikan tanggapan", "ditolak tanggapannya"),
    "close": StepWords("Selesaikan", "Penyelesaian", "diselesaikan"),
    "reopen": StepWords("Buka kembali", "Pembukaan kembali", "dibuka kembali"),
    "archive": StepWords("Arsipkan", "Pengarsipan", "diarsipkan"),
    "rate": StepWords("Kepuasan", "Kepuasan pelapor", "dinilai kepuasannya"),
    "note": StepWords("Catatan", "Catatan", "diberi catatan"),
    "attach": StepWords("Lampirkan", "Lampiran", "diberi lampiran"),
    "correct": StepWords("Perbaiki isian", "Perbaikan isian", "diperbaiki"),
    "support": StepWords("Tambah dukungan", "Dukungan", "diberi dukungan"),
    "contact": StepWords("Hubungi", "Kontak dengan pelapor", "dicatat kontaknya"),
    "no-contact": StepWords("Tidak perlu dikabari", "Tidak perlu dikabari", "ditandai tidak perlu dikabari"),
    "review": StepWords("Periksa", "Pemeriksaan bentrok", "diputuskan"),
    "show-identity": StepWords("Tampilkan identitas", "Identitas ditampilkan", "ditampilkan identitasnya"),
    "erase": StepWords("Hapus data pribadi", "Penghapusan data pribadi", "dihapus data pribadinya"),
    "withdraw": StepWords("Minta ditarik", "Permintaan penarikan", "ditarik"),
    "voice": StepWords("Jawaban warga", "Jawaban warga dari slip", "diberi jawaban warga"),
}

ROLES = {
    "officer": "Petugas",
    "head": "Kepala desa/lurah",
    "admin": "Admin",
    "secretary": "Sekretaris",
    "affairs": "Kepala urusan (kaur)",
    "section": "Kepala seksi (kasi)",
    "hamlet": "Kepala dusun (kadus)",
}

SEXES = {"": "Tidak disebut", "female": "Perempuan", "male": "Laki-laki"}
SEX_LETTERS = {"": "", "female": "P", "male": "L"}  # in the narrow column of a register

# Who speaks, as the forms in use ask for it.
COMPLAINANT_ROLES = {
    "": "Tidak disebut",
    "citizen": "Warga",
    "rt_rw_head": "Ketua RT/RW",
    "hamlet_head": "Kepala dusun",
    "community_leader": "Tokoh masyarakat",
    "bpd": "BPD",
    "institution": "Lembaga",
    "other": "Lainnya",
}

WEIGHTS = {"": "Biasa", "light": "Ringan", "normative": "Normatif"}

# What is counted beside the stages: `open` is not answered, closed or archived yet.
COUNTS = {"received": "Diterima", "open": "Belum selesai"}

# What a deadline is for, and what monitoring measures: its 'respond' is kept by the deadline 'done'.
DUE_STEPS = {"verify": "Verifikasi", "follow_up": "Tindak lanjut", "done": "Tanggapan"}
MEASURED_STEPS = {
    "verify": "Verifikasi", "follow_up": "Tindak lanjut", "respond": "Tanggapan", "close": "Penyelesaian",
}  # fmt: skip

# What a complainant is told, named shortly.
PURPOSES = {
    "received": "Tanda terima",
    "incomplete": "Minta kelengkapan",
    "verified": "Mulai ditangani",
    "forwarded": "Diteruskan",
    "followed_up": "Perkembangan",
    "responded": "Tanggapan",
    "satisfaction": "Tanya kepuasan",
    "closed": "Selesai",
    "reopened": "Dibuka kembali",
    "archived": "Tidak dilanjutkan",
}

# What complainants say after the recording, on the public page or on a slip.
VOICES = {"unsatisfied": "Belum selesai", "addition": "Keterangan tambahan", "rating": "Penilaian"}

# What a note says of a complaint that this office doesn't enter in SP4N-LAPOR! any more.
LAPOR_NOTES = {"present": "Sudah ada di SP4N-LAPOR.", "not_needed": "Tidak perlu diinput ke SP4N-LAPOR."}

SCORES = {1: "sangat tidak puas", 2: "tidak puas", 3: "cukup puas", 4: "puas", 5: "sangat puas"}

# What old registers and earlier versions of this program write for the same thing, in lower case without signs, for the import.
# Of SP4N-LAPOR!'s own statuses (docs/domain.md) 'Ditunda' is in no list: there it means waiting for the complainant, but a village may
# have put the matter off; such a row is refused with a question. 'Belum ditindaklanjuti' is 'new', which claims no verification.
# Words that were settled otherwise stay here: 'perlu persetujuan', 'arsip' and 'datang langsung' are of version 1.0.0.
STAGE_SYNONYMS: dict[str, tuple[str, ...]] = {
    "new": (
        "menunggu", "menunggu diproses", "menunggu verifikasi", "menunggu tindak lanjut", "belum", "belum diproses",
        "belum ditindaklanjuti", "belum ditindak lanjuti", "belum ditangani", "belum ditanggapi", "belum dijawab",
        "belum diverifikasi", "belum terverifikasi", "belum ada tindak lanjut", "masuk", "diterima", "terdaftar", "pending", "tertunda",
        "open", "1",
    ),
    "returned": (
        "dikembalikan", "dikembalikan ke pelapor", "dikembalikan kepada pelapor", "tidak lengkap", "belum lengkap",
        "menunggu kelengkapan",
    ),
    "verified": ("diverifikasi", "sudah diverifikasi", "verifikasi"),
    "in_progress": (
        "proses", "dalam proses", "sedang diproses", "on progress", "on process", "dalam penanganan",
        "sedang ditangani", "sedang ditindaklanjuti", "dalam tindak lanjut", "sedang dikerjakan", "dikerjakan",
        "belum selesai", "belum tuntas", "berjalan", "2",
    ),
    "forwarded": (
        "diteruskan ke kecamatan", "diteruskan ke kabupaten", "diteruskan ke opd", "didisposisikan", "disposisi",
        "dilimpahkan", "dirujuk",
    ),
    "awaiting_approval": ("perlu persetujuan",),
    "responded": (
        "sudah ditanggapi", "telah ditanggapi", "dijawab", "sudah dijawab", "telah dijawab", "terjawab", "answered",
    ),
    "closed": (
        "sudah selesai", "telah selesai", "selesai diproses", "selesai ditindaklanjuti", "selesai ditindak lanjuti",
        "selesai ditangani", "sudah ditangani", "telah ditangani", "tertangani", "teratasi", "sudah teratasi",
        "tuntas", "beres", "ditutup", "finish", "finished", "done", "solved", "resolved", "complete", "completed",
        "3",
    ),
    "archived": (
        "ditolak", "tolak", "arsip", "diarsip", "dibatalkan", "batal", "dicabut", "gugur", "tidak diproses",
        "tidak dapat diproses", "tidak dilanjutkan", "tidak dapat dilanjutkan", "tidak dapat ditindaklanjuti",
        "tidak ditindaklanjuti", "bukan kewenangan", "bukan wewenang", "di luar kewenangan", "tidak valid",
        "tidak sah", "rejected", "cancelled", "canceled",
    ),
}  # fmt: skip
KIND_SYNONYMS: dict[str, tuple[str, ...]] = {
    "complaint": ("aduan", "keluhan", "laporan"),
    "aspiration": ("saran", "usul", "usulan", "masukan", "kritik", "kritik dan saran"),
    "information_request": ("informasi", "permohonan informasi", "pertanyaan"),
}  # fmt: skip
CHANNEL_SYNONYMS: dict[str, tuple[str, ...]] = {
    "in_person": (
        "datang langsung", "langsung", "lisan", "kantor", "langsung ke kantor", "secara lisan", "secara langsung", "tatap muka langsung", "datang ke kantor", "walk in", "di kantor", "datang",
    ),
    "letter": ("tertulis", "secara tertulis", "surat tertulis"),
    "phone": ("telp", "hp", "tlp", "telpon", "via telepon", "via telp"),
    "whatsapp": ("wa", "whats app", "via wa", "via whatsapp", "chat wa", "wa grup", "grup wa"),
    "suggestion_box": ("kotak pengaduan", "kotak aduan"),
    "social_media": ("medsos", "facebook", "fb", "ig", "instagram"),
    "website": ("situs", "web", "web desa", "situs desa"),
    "rt_rw": (
        "rt", "rw", "kepala dusun", "kadus", "ketua rt", "ketua rw", "melalui rt rw", "rt rw kepala dusun",
        "rt rw kadus",
    ),
    "disposition": ("disposisi kabupaten", "sp4n lapor", "lapor", "sp4n"),
}  # fmt: skip
COMPLAINANT_ROLE_SYNONYMS: dict[str, tuple[str, ...]] = {
    "citizen": ("masyarakat", "penduduk", "warga desa", "warga masyarakat", "warga biasa", "masyarakat umum", "perorangan"),
    "rt_rw_head": (
        "rt", "rw", "rt rw", "rk", "ketua rt", "ketua rw", "ketua rk", "pak rt", "pak rw", "pengurus rt", "pengurus rw",
        "pengurus rt rw",
    ),
    "hamlet_head": ("kadus", "kepala lingkungan", "kaling", "kepala dusun lingkungan", "kawil", "kepala wilayah"),
    "community_leader": (
        "tokoh", "toma", "tokoh agama", "toga", "tokoh adat", "tokoh pemuda", "tokoh perempuan", "imam desa", "imam dusun",
    ),
    "bpd": ("anggota bpd", "ketua bpd", "badan permusyawaratan desa", "pengurus bpd"),
    "institution": ("instansi", "organisasi", "lsm", "ormas", "kelompok", "kelompok masyarakat", "yayasan", "badan usaha", "perusahaan"),
    "other": ("lain lain", "lain"),
}  # fmt: skip
SEX_SYNONYMS: dict[str, tuple[str, ...]] = {
    "female": ("p", "pr", "prp", "prmpuan", "wanita", "w", "f", "ibu"),
    "male": ("l", "lk", "lk2", "laki", "laki2", "laki lk", "pria", "m", "lelaki", "bapak"),
}  # fmt: skip


def inside_sentence(word: str) -> str:
    """The word as it stands inside a sentence: 'tatap muka', but 'SMS', 'WhatsApp' and 'RT/RW' as they are."""
    return word if sum(letter.isupper() for letter in word) > 1 else word.lower()
