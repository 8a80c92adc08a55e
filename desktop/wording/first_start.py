"""The steps of the first start: what each is called in the list at the side, its title, and what it asks."""

from typing import NamedTuple

from desktop.wording.translation import tr


class FirstStartWords(NamedTuple):
    mark: str
    title: str
    sentence: str


def step_words(name: str) -> FirstStartWords:
    return {
        "office": FirstStartWords(
            tr("Kantor"),
            tr("Kantor mana yang memakai buku ini?"),
            tr("Ketik nama desa atau kelurahan, boleh ditambah nama kecamatan atau kabupatennya."),
        ),
        "officer": FirstStartWords(
            tr("Petugas"),
            tr("Siapa petugasnya?"),
            tr(
                "Pengguna pertama menjadi admin. Petugas lain dan kepala desa/lurah dapat ditambahkan nanti di Pengaturan."
            ),
        ),
        "backup": FirstStartWords(
            tr("Cadangan"),
            tr("Ke mana cadangan disimpan?"),
            tr(
                "Setiap hari buku ini dicadangkan sendiri: terenkripsi, lalu dibaca ulang untuk memastikan isinya utuh."
            ),
        ),
        "code": FirstStartWords(
            tr("Kode pemulihan"),
            tr("Simpan kode pemulihan ini"),
            tr(
                "Bila semua kata sandi terlupa, hanya kode ini yang dapat membuka buku. Kode ditunjukkan sekali saja dan tidak disimpan di komputer ini."
            ),
        ),
        "confirm": FirstStartWords(
            tr("Pastikan"),
            tr("Pastikan kodenya sudah tersimpan"),
            tr("Ambil cetakan atau catatan kode tadi. Untuk melihatnya lagi, tekan Kembali."),
        ),
    }[name]


def backup_away() -> str:
    return tr(
        "Bila flashdisk sedang tidak terpasang, cadangan hari itu disimpan di folder data, dan baris bawah jendela menunjukkan kapan cadangan terakhir berhasil."
    )


def keep_the_code() -> str:
    return tr(
        "Cetak atau salin dengan tangan, lalu simpan di tempat terkunci: brankas kantor, bukan di dekat komputer."
    )


def code_written(*, is_written: bool) -> str:
    if not is_written:
        return tr("Tidak dapat ditulis di sana. Pilih tempat lain, atau salin kodenya dengan tangan.")
    return tr(
        "Tersimpan. Pindahkan berkas itu ke flashdisk yang disimpan di tempat terkunci, lalu hapus dari komputer ini."
    )


def joining() -> str:
    return tr(
        "Setelah masuk, komputer ini didaftarkan di kabupaten dengan kode sendiri. Lalu pengaduan dari komputer lain masuk ke sini, dan nomor register komputer ini memakai huruf sendiri."
    )


def units_shown(text: str, count: int, most: int) -> str:
    """Under the list of units that fit the text; '' shows those of Sinjai."""
    if not count:
        return tr("Tidak ada yang cocok. Periksa ejaannya, atau ketik sebagian saja.")
    if not text:
        return tr("Kabupaten Sinjai ditampilkan lebih dahulu.")
    advice = tr("Ketik lebih lengkap untuk mempersempit.") if count == most else ""
    return tr("{count} ditampilkan. {more}", count=count, more=advice).strip()


def encrypted_by_password() -> str:
    return tr(
        "Isi buku dienkripsi dengan kata sandi ini. Tidak ada yang dapat membukanya tanpa kata sandi atau kode pemulihan."
    )


def password_hint() -> str:
    return tr("Paling sedikit 8 huruf. Beberapa kata lebih kuat dan lebih mudah diingat daripada satu kata.")


def leave_unfinished() -> str:
    return tr(
        "Buku belum selesai disiapkan. Keluar sekarang? Yang sudah diisi dibuang dan kode pemulihan tadi tidak berlaku."
    )


def backup_hint() -> str:
    return tr("Sebaiknya di flashdisk atau disk lain. Boleh dikosongkan dan diatur nanti.")


def beside_the_steps() -> str:
    return tr("Menyiapkan buku kantor. Semua tersimpan di komputer ini; tidak perlu jaringan.")


def group_differs(group: int) -> str:
    return tr("Belum cocok. Lihat kelompok ke-{number} pada cetakan Anda.", number=group)


def not_printed(*, has_printers: bool) -> str:
    if has_printers:
        return tr("Belum dicetak.")
    return tr("Belum ada pencetak di komputer ini. Simpan sebagai berkas, atau salin kodenya dengan tangan.")


def for_papers() -> str:
    return tr("Untuk kop surat dan tanda tangan; boleh dikosongkan dan diisi nanti di Pengaturan.")
