"""What the program says of itself: that it can't start, that something unexpected happened, and what it does once a day."""

from desktop.wording.translation import tr


def cannot_write(folder: object) -> str:
    return tr(
        "Folder data tidak dapat ditulisi:\n{folder}\n\nTidak ada yang diubah. Periksa izin folder atau kunci tulis pada disk, lalu mulai lagi.",
        folder=folder,
    )


def already_running() -> str:
    return tr(
        "Buku aduan ini sedang dibuka oleh program lain dan belum menjawab.\n\n"
        "Data aman. Tutup program itu, atau tunggu sebentar lalu mulai lagi."
    )


def after_a_bug() -> tuple[str, str, str]:
    """What happened, what is safe, and what to do next."""
    return (
        tr("Langkah terakhir mungkin tidak selesai. Ini kesalahan program, bukan kesalahan Anda."),
        tr(
            "Yang sudah tersimpan tetap aman. Isian yang sedang diketik tetap ada di layar, dan juga sebagai draf kecuali bila disegel."
        ),
        tr(
            "Tutup jendela ini dan ulangi langkah terakhir. Bila terjadi lagi, simpan laporan ini dan kirim ke pendamping."
        ),
    )


def backup_folder_away() -> str:
    return tr(
        "Folder cadangan tidak ditemukan; cadangan hari ini disimpan di komputer ini. Begitu flashdisk cadangan dipasang, cadangan dibuat di sana juga."
    )


def is_a_backup(name: str) -> str:
    return tr(
        "{name} adalah cadangan. Buku yang terbuka tidak diubah; untuk memulihkannya, tutup Buku Aduan, lalu buka berkas itu lagi.",
        name=name,
    )


def demonstration(names: str, password: str) -> str:
    return tr("Ini kantor contoh. Untuk masuk lagi: {names}; kata sandi {password}.", names=names, password=password)


def forgotten_password() -> str:
    return tr(
        "Ketik kode pemulihan yang dicetak saat buku ini disiapkan. Tanpa kode itu atau admin lain, isi buku tidak dapat dibuka."
    )


def restoring() -> str:
    return tr(
        "Isi cadangan menjadi buku di komputer ini. Data yang ada sekarang tidak dihapus, tetapi disisihkan dalam folder data."
    )


def what_is_demonstrated() -> str:
    return tr("Sekitar 200 pengaduan rekaan dalam segala tahap. Semuanya dibuang saat program ditutup.")
