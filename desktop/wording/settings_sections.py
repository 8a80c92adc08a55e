"""The sections of the settings in their order: what each is called, in the list and over itself, and what it is for."""

from typing import NamedTuple

from desktop.wording.translation import tr, tr_in


class SectionWords(NamedTuple):
    title: str
    sentence: str


def section_words() -> dict[str, SectionWords]:
    return {
        "office": SectionWords(
            tr("Kantor"), tr("Nama dan alamat ini tercetak di tanda terima, disposisi, dan laporan.")
        ),
        "documents": SectionWords(
            tr("Dokumen"),
            tr("Kop surat, tanda tangan, dan kertas untuk semua yang dicetak. Isian kosong memakai data kantor."),
        ),
        "users": SectionWords(
            tr("Pengguna"),
            tr("Setiap orang masuk dengan namanya sendiri: riwayat pengaduan mencatat siapa yang melakukan apa."),
        ),
        "categories": SectionWords(
            tr_in("semua", "Kategori"),
            tr("Pengaduan lama tetap memakai kategorinya, juga yang namanya diganti atau disembunyikan."),
        ),
        "places": SectionWords(
            tr("Tempat"),
            tr("Dusun, RW dan RT dari semua pengaduan. Nama yang diganti atau digabung di sini berlaku di semuanya."),
        ),
        "texts": SectionWords(
            tr("Teks & balasan"),
            tr("Kata-kata kantor ini saat menghubungi pelapor, dan balasan yang ditawarkan saat menanggapi."),
        ),
        "calendar": SectionWords(
            tr("Hari kerja & libur"),
            tr("Tenggat dihitung dalam hari kerja menurut daftar ini. Perubahan menghitung ulang semua tenggat."),
        ),
        "policy": SectionWords(
            tr_in("semua", "Tenggat"),
            tr("Batas waktu menurut kebijakan yang berlaku. Perubahan menghitung ulang semua tenggat."),
        ),
        "appearance": SectionWords(
            tr("Tampilan"), tr("Berlaku untuk semua pengguna komputer ini, segera setelah dipilih.")
        ),
        "notices": SectionWords(
            tr("Pemberitahuan"),
            tr("Apa yang diberitahukan komputer ini di dekat jam, juga selama jendelanya tertutup."),
        ),
        "security": SectionWords(
            tr("Keamanan"), tr("Data di komputer ini terenkripsi; yang menjaganya ialah kata sandi dan kunci layar.")
        ),
        "sealed": SectionWords(
            tr("Aduan tersegel"),
            tr("Aduan tentang aparat kantor sendiri, dikunci saat dicatat. Hanya Inspektorat yang dapat membukanya."),
        ),
        "district": SectionWords(
            tr("Kabupaten"),
            tr(
                "Server kabupaten menerima pengaduan kantor ini dan mengirim disposisinya; buku tetap dapat dipakai tanpa itu."
            ),
        ),
        "backup": SectionWords(
            tr("Cadangan"), tr("Setiap hari satu cadangan: terenkripsi, dan dibaca ulang sebelum dipercaya.")
        ),
        "check": SectionWords(
            tr("Pemeriksaan"), tr("Memastikan tidak ada yang berubah, hilang, atau rusak sejak ditulis.")
        ),
        "updates": SectionWords(
            tr("Pembaruan"),
            tr(
                "Versi baru datang dengan sendirinya lewat sinkronisasi, atau dari berkas di flashdisk. Data tidak disentuh."
            ),
        ),
        "about": SectionWords(
            tr("Tentang"), tr("Buku Aduan: buku pengaduan kantor desa dan kelurahan, bekerja tanpa jaringan.")
        ),
    }
