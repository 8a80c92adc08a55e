"""What stands in place of an empty list: that there is nothing, why, and what to do next."""

from typing import NamedTuple

from desktop.wording.translation import tr


class EmptyWords(NamedTuple):
    title: str
    sentence: str


def no_case_chosen() -> EmptyWords:
    return EmptyWords(
        tr("Belum ada pengaduan yang dipilih"), tr("Pilih satu di daftar untuk membacanya dan menanganinya.")
    )


def nothing_to_do() -> EmptyWords:
    return EmptyWords(
        tr("Tidak ada yang menunggu"),
        tr("Semua pengaduan sudah ditanggapi atau sedang menunggu pihak lain. Pengaduan baru dicatat dengan Ctrl+N."),
    )


def nothing_to_approve() -> EmptyWords:
    return EmptyWords(
        tr("Tidak ada yang menunggu persetujuan"),
        tr("Tanggapan yang diajukan petugas muncul di sini, yang paling lama menunggu lebih dahulu."),
    )


def nothing_late() -> EmptyWords:
    return EmptyWords(tr("Tidak ada yang terlambat"), tr("Semua pengaduan masih dalam tenggatnya."))


def empty_book() -> EmptyWords:
    return EmptyWords(
        tr("Buku ini masih kosong"),
        tr(
            "Mulailah dengan mencatat pengaduan pertama. Untuk menyimpan perlu isi pengaduan, kategori, dan nama pelapor (atau Anonim); "
            "yang lain menyusul."
        ),
    )


def nothing_in_period() -> EmptyWords:
    return EmptyWords(
        tr("Belum ada pengaduan dalam periode ini"),
        tr("Pilih periode lain di atas, atau catat pengaduan; angkanya langsung muncul di sini."),
    )


def all_entered() -> EmptyWords:
    return EmptyWords(
        tr("Semua sudah diinput"),
        tr(
            "Pengaduan baru muncul di sini sampai nomor SP4N-LAPOR-nya diisi. Disposisi dari kabupaten tidak perlu diinput lagi."
        ),
    )


def never_synced() -> EmptyWords:
    return EmptyWords(
        tr("Belum pernah disinkronkan"),
        tr("Setiap percobaan dicatat di sini: kapan, lewat apa, hasilnya, dan berapa datanya."),
    )


def no_sealed_complaints() -> EmptyWords:
    return EmptyWords(
        tr("Belum ada aduan tersegel"),
        tr(
            "Pilih “Segel untuk Inspektorat” saat mencatat. Di sini lalu tampak nomor, tanggal, dan apakah sudah terkirim."
        ),
    )
