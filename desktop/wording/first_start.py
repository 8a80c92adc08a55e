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
