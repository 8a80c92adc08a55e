"""What the preview of a paper, and the window of a letter, say of it."""

from desktop.wording.translation import tr


def kind_of_pdf(*, archival: bool) -> str:
    if archival:
        return tr("PDF/A, untuk arsip")
    return tr("PDF biasa: ada tanda yang tidak ada di huruf komputer ini")


def no_printer() -> str:
    return tr("Belum ada pencetak di komputer ini; simpan sebagai PDF untuk dicetak nanti.")


def printing_stopped() -> str:
    return tr("Pencetakan dihentikan; halaman yang sudah keluar tidak ditarik.")


def nothing_made() -> str:
    return tr("Dihentikan. Tidak ada yang dicetak atau ditulis.")


def with_people() -> str:
    return tr("Sebut nama dan alamat pelapor (dicatat dalam riwayat)")
