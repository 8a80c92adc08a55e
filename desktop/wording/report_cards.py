"""The cards of 'Laporan & cetak': what each is called, and what it is for."""

from typing import NamedTuple

from desktop.wording.translation import tr


class CardWords(NamedTuple):
    title: str
    sentence: str


def card_words(name: str) -> CardWords:
    return {
        "register": CardWords(
            tr("Ekspor register"),
            tr("Register dan rekapnya sebagai berkas Excel, atau CSV dan JSON untuk program lain."),
        ),
        "import": CardWords(
            tr("Impor register lama dan pesan WhatsApp"),
            tr(
                "Dari Excel, CSV, OpenSID atau percakapan WhatsApp: kolom dikenali, tiap baris diperiksa dulu, dan seluruh impor dapat "
                "diurungkan."
            ),
        ),
        "lapor": CardWords(
            tr("Input ke SP4N-LAPOR"),
            tr("Isian siap salin untuk tiap pengaduan yang belum diinput, dan tempat nomornya."),
        ),
        "book": CardWords(
            tr("Buku register"), tr("Pengaduan yang diterima, melintang, dengan jumlah di tiap halaman.")
        ),
        "notice": CardWords(
            tr("Papan pengumuman"), tr("Tanggapan atas pengaduan tanpa nama, untuk ditempel di kantor.")
        ),
        "recap": CardWords(
            tr("Rekapitulasi"),
            tr("Sebulan, setriwulan, atau setahun: menurut kategori, kanal, status, dan ketepatan waktu."),
        ),
        "period": CardWords(
            tr("Laporan ke kabupaten"),
            tr(
                "Sebulan, setriwulan, atau setahun, dengan kendala dan rekomendasi; masa tanpa pengaduan dikirim sebagai nihil."
            ),
        ),
        "form": CardWords(
            tr("Formulir kosong"),
            tr("Untuk diisi tangan, misalnya di meja pelayanan atau di rumah kepala dusun."),
        ),
        "channels": CardWords(
            tr("Poster dan kartu pengaduan"),
            tr("Untuk dinding kantor dan untuk dibagikan: cara mengadu, dengan kode QR."),
        ),
        "checking": CardWords(
            tr("Periksa keaslian surat"),
            tr("Tulisan dari kode QR di surat atau tanda terima, dari telepon atau pemindai; tanpa jaringan."),
        ),
    }[name]


def with_people() -> str:
    return tr("Sertakan identitas pelapor (dicatat dalam riwayat kantor)")


def without_people() -> str:
    return tr("Tanpa centang ini nama, NIK, telepon dan alamat tidak ikut dalam berkas.")
