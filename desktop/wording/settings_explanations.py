"""What the sections of the settings explain at some length, on their cards."""

from collections.abc import Sequence

from desktop.wording.translation import tr


def program_log() -> str:
    return tr("Catatan program berisi kesalahan dan tempatnya dalam program, tanpa isi pengaduan dan tanpa nama orang.")


def numbering() -> str:
    return tr(
        "Tanda dalam pola: {klasifikasi} {nomor} {kode} {bulan} (Romawi) {bulan_angka} {tahun}; {nomor:3} menulis 012. Nomor diusulkan dan dapat diubah; sejak dicetak atau disimpan tidak diberikan lagi. Tiap komputer menghitung sendiri: yang berhuruf A menulis 12, yang berhuruf B menulis 12.B, jadi tidak ada yang sama walau tanpa jaringan."
    )


def restoring() -> tuple[str, ...]:
    return (
        tr(
            "Di komputer baru: mulai program ini, lalu pilih “Punya cadangan? Pulihkan…”. Bila data di sini rusak, layar masuk menawarkannya."
        ),
        tr(
            "Di komputer ini: pilih cadangan di atas, lalu “Pulihkan yang dipilih…”. Buku ditutup, dan diminta kata sandi dari saat cadangan itu dibuat."
        ),
        tr(
            "Buku yang sekarang disisihkan dahulu, tidak dihapus. Nomor register tidak akan terulang; kata sandi kembali seperti saat cadangan dibuat."
        ),
    )


def worked_days() -> str:
    return tr(
        "Kantor tetap bekerja pada suatu cuti bersama? Hilangkan centangnya (tombol Spasi). Hari libur nasional tidak dapat diubah."
    )


def check() -> str:
    return tr(
        "Berkas data, rantai catatan, lampiran, dan daftar pengaduan dicocokkan dengan riwayatnya. Daftar yang tidak cocok dibuat ulang dari riwayat. Anda dapat tetap bekerja."
    )


def enrolling() -> str:
    return tr(
        "Mintalah alamat dan kode pendaftaran dari admin kabupaten. Daftarkan lagi bila pendaftaran dicabut, servernya pindah alamat, atau buku ini dipindah ke komputer baru."
    )


def templates() -> str:
    return tr(
        "Susunan tiap dokumen adalah berkas teks. Salin yang ingin diubah; salinan kantor dipakai lebih dulu, yang bawaan tetap ada."
    )


def recovery_code() -> str:
    return tr(
        "Satu-satunya jalan masuk bila semua kata sandi terlupa. Buat kode baru bila yang lama hilang atau dilihat orang."
    )


def deadlines_half_done() -> str:
    return tr("Perhitungan dihentikan; sebagian daftar masih memakai aturan lama. Simpan lagi untuk melanjutkan.")


def inspectorate_key() -> str:
    return tr(
        "64 angka heksadesimal atau 44 tanda Base64, disalin dari pengumuman. Kunci yang diumumkan kabupaten selalu didahulukan."
    )


def no_inspectorate_key() -> str:
    return tr("Aduan belum dapat disegel. Sinkronkan dengan kabupaten, atau minta admin memasukkan kuncinya di bawah.")


def updating() -> tuple[str, ...]:
    return (
        tr("Versi baru ditulis di samping yang sekarang dan diperiksa berkas demi berkas; Anda dapat terus bekerja."),
        tr(
            "Versi itu dipakai saat program dibuka berikutnya. Bila bentuk buku berubah, cadangan dibuat dan dibaca ulang lebih dulu."
        ),
        tr(
            "Bila versi baru dua kali tidak sampai ke Beranda, versi lama dipakai lagi dengan sendirinya, dan kabupaten diberi tahu."
        ),
        tr("Data kantor tidak disentuh. Hanya rilis dengan tanda tangan penerbit program yang dipasang."),
    )


def password_replaced(name: str) -> str:
    return tr("Kata sandi {name} diganti. Sampaikan langsung, dan minta ia menggantinya sendiri.", name=name)


def language() -> str:
    return tr("Layar dibuka ulang dalam bahasa yang dipilih. Isi pengaduan tidak diterjemahkan.")


def works_of_others() -> str:
    return tr("Terima kasih kepada pembuatnya. Bagian-bagian ini dipakai menurut lisensinya masing-masing.")


def backup_folder() -> str:
    return tr("Sebaiknya flashdisk atau disk lain: disk yang rusak membawa semua yang ada padanya.")


def backups_kept() -> str:
    return tr("Yang tertua dihapus bila lebih dari ini.")


def english_category() -> str:
    return tr("Boleh kosong; dipakai bila layar berbahasa Inggris.")


def category_words() -> str:
    return tr("Dipisah spasi. Kata-kata ini di isi pengaduan membuat kategori ini disarankan.")


def own_templates(names: Sequence[str]) -> str:
    """Which templates the office has copies of."""
    if not names:
        return tr("Belum ada salinan kantor; semua memakai templat bawaan.")
    return tr("Salinan kantor: {names}", names=", ".join(names))


def no_tray() -> str:
    return tr(
        "Komputer ini tidak dapat menampilkan ikon di dekat jam, jadi tidak ada pemberitahuan. Selain itu program bekerja penuh."
    )


def notices_while_locked() -> str:
    return tr("Selama layar terkunci pemberitahuan hanya menyebut jumlah, tanpa nama dan perihal.")


def next_numbers(pc: str, letter: str, agenda: str) -> str:
    """The numbers that this PC gives next; '' where they are written by hand."""
    by_hand = tr("ditulis dengan tangan")
    return tr(
        "Berikutnya di komputer {pc}: surat {letter} · agenda {agenda}",
        pc=pc,
        letter=letter or by_hand,
        agenda=agenda or by_hand,
    )


def policy_files() -> str:
    return tr("Kabupaten dapat membagikan satu berkas untuk semua kantor.")


def before_a_new_code() -> str:
    return tr("Kode lama langsung tidak berlaku. Siapkan kertas atau pencetak, lalu lanjutkan.")


def read_only() -> str:
    return tr("Hanya admin yang dapat mengubah bagian ini. Anda dapat membacanya.")


def locking() -> str:
    return tr("Bila tidak dipakai, layar terkunci dan isian tetap ada. Kunci sendiri kapan saja dengan Ctrl+L.")


def minutes_until_locked(chosen: int) -> list[tuple[str, int]]:
    """What may be chosen, in words and minutes, 0 for never; with what is `chosen` already, whatever it is."""
    usual = (2, 5, 10, 15, 30, 60, 0)
    minutes = usual if chosen in usual else (*usual, chosen)
    return [(tr("{minutes} menit", minutes=value) if value else tr("tidak pernah"), value) for value in minutes]


def never_locked() -> str:
    return tr("Siapa pun yang lewat dapat membaca buku ini. Sebaiknya jangan.")


def ready_replies() -> str:
    return tr("Tanpa nama pelapor: tanggapan dibaca juga oleh kabupaten. Balasan bawaan tetap ditawarkan.")


def tried_again() -> str:
    return tr("Versi itu dicoba lagi pada sinkronisasi berikutnya.")


def oneself() -> str:
    return tr("Ini Anda. Peran Anda diubah, dan Anda dikeluarkan, hanya oleh admin lain.")


def after_removal() -> str:
    return tr("Ia tidak dapat masuk lagi. Namanya tetap ada di riwayat pengaduan.")


def scan_folder() -> str:
    return tr(
        "Folder tempat pemindai atau telepon menaruh berkasnya, juga di jaringan (\\\\server\\pindaian) atau flashdisk. Yang baru di sana "
        "ditawarkan untuk dilampirkan di Catat pengaduan dan pada langkah Lampirkan; berkasnya tetap di folder itu."
    )
