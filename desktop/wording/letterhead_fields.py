"""The lines of the letterhead and the signatures, as their form calls them."""

from desktop.wording.translation import tr


def letterhead_titles() -> dict[str, str]:
    """By the names of `Letterhead`, two in a row of the form."""
    return {
        "contact": tr("Alamat di bawah kop"),
        "place": tr("Tempat pada tanggal surat"),
        "head_title": tr("Jabatan kepala"),
        "officer_title": tr("Jabatan petugas"),
        "head_name": tr("Nama kepala"),
        "officer_name": tr("Nama petugas"),
        "head_id": tr("NIP kepala, bila ada"),
        "officer_id": tr("NIP petugas, bila ada"),
    }
