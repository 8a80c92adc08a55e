"""What the papers of one complaint are called. A menu loads this file and not the modules that make the papers."""

from desktop.wording.translation import tr

# In the order of the menu.
CASE_KINDS = (
    "receipt",
    "support",
    "form",
    "disposition",
    "response",
    "assignment",
    "visit",
    "minutes",
    "cover",
    "slip",
    "reminder",
    "case",
)
# Those that several complaints are printed on at once.
MANY_KINDS = ("receipt", "case")


def case_name(kind: str) -> str:
    return {
        "receipt": tr("Tanda terima"),
        "support": tr("Tanda terima pendukung"),
        "form": tr("Formulir pengaduan"),
        "disposition": tr("Lembar disposisi"),
        "response": tr("Surat jawaban"),
        "assignment": tr("Surat tugas"),
        "visit": tr("Berita acara peninjauan lapangan"),
        "minutes": tr("Berita acara"),
        "cover": tr("Surat pengantar"),
        "slip": tr("Slip jawaban warga"),
        "reminder": tr("Surat teguran kabupaten"),
        "case": tr("Berkas perkara dengan riwayat"),
    }[kind]
