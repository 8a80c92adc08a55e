"""What the papers of one complaint are called. Apart from what makes them, so that a menu loads nothing but words."""

from desktop.wording.translation import tr

# In the order of the menu.
CASE_KINDS = ("receipt", "form", "disposition", "response", "minutes", "case")


def case_name(kind: str) -> str:
    return {
        "receipt": tr("Tanda terima"),
        "form": tr("Formulir pengaduan"),
        "disposition": tr("Lembar disposisi"),
        "response": tr("Surat jawaban"),
        "minutes": tr("Berita acara"),
        "case": tr("Berkas perkara dengan riwayat"),
    }[kind]
