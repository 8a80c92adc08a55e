"""What each step means, said before it is taken."""

from complaints.vocabulary import STEPS
from complaints.workflow import Action
from desktop.wording import names
from desktop.wording.translation import tr, tr_word


def explanation(action: Action) -> str:
    return {
        "verify": tr("Pengaduan lengkap dan dapat ditangani. Tenggat tindak lanjut dihitung dari tanggal ini."),
        "return": tr("Pengaduan belum lengkap. Jam tenggat berhenti sampai pelapor melengkapinya."),
        "forward": tr("Pilih siapa yang menangani: orang di kantor ini, instansi, atau wilayah lain."),
        "accept": tr("Unit tujuan sudah menerimanya. Jam tenggat kantor ini berhenti selama ada pada mereka."),
        "follow-up": tr("Tulis apa yang sudah dikerjakan."),
        "respond": tr("Tanggapan ini yang disampaikan kepada pelapor."),
        "approve": tr("Tanggapan di bawah ini menjadi tanggapan resmi kantor."),
        "decline": tr("Tanggapan kembali ke petugas untuk diperbaiki."),
        "close": tr("Pelapor sudah menerima tanggapannya dan perkaranya tuntas."),
        "reopen": tr("Perkara ditangani lagi; tenggat tanggapan dihitung baru dari tanggal ini."),
        "archive": tr("Pengaduan tidak dilanjutkan, tetapi tetap ada di buku dan dapat dicari."),
        "rate": tr("Tanyakan kepada pelapor seberapa puas ia dengan penanganannya; nilai terakhir yang dihitung."),
        "note": tr("Catatan untuk kantor ini; status tidak berubah."),
        "attach": tr("Foto, rekaman atau dokumen untuk perkara ini."),
        "correct": tr("Ubah hanya yang keliru. Nilai lama tetap tercatat di riwayat."),
        "support": tr("Satu orang lagi mengadukan hal yang sama; tidak perlu pengaduan baru."),
        "contact": tr("Catat bahwa pelapor dihubungi, dan apa hasilnya."),
        "no-contact": tr("Pelapor dan pendukungnya sudah tahu, atau tidak perlu tahu. Tulis alasannya bila ada."),
        "review": tr("Keputusan atas perubahan dari dua komputer."),
        "show-identity": tr("Siapa yang melihat, kapan dan untuk apa dicatat di riwayat."),
        "erase": tr(
            "Atas permintaan orangnya: nama, NIK, telepon, alamat dan terlapor dihapus untuk selamanya, juga di kabupaten dan kantor lain. Isi pengaduan, catatan, lampiran dan riwayat tetap ada, juga bila namanya tertulis di sana. Cadangan yang sudah dibuat masih memuatnya sampai tergantikan."
        ),
        "withdraw": tr(
            "Kantor yang mencatat pengaduan ini diminta menariknya dari buku, misalnya karena tercatat dua kali. Kantor itu yang memutuskan."
        ),
        "voice": tr(
            "Salin dari slip yang diisi warga. “Belum selesai” dihitung dalam masa yang ditetapkan kabupaten, satu kali; nilai terakhir yang dihitung."
        ),
    }[action]


def step_taken(number: str, action: Action | str) -> str:
    """'2026-A-0012 diverifikasi.'; without an action, that the last one was taken back."""
    if action not in STEPS:
        return tr("Langkah terakhir pada {number} dibatalkan.", number=number)
    return tr("{number} {done}.", number=number, done=tr_word(STEPS[action].done))


def note_title(action: Action) -> str:
    return {
        "verify": tr("Keterangan"), "return": tr("Apa yang perlu dilengkapi"), "forward": tr("Pesan untuk penerima"),
        "accept": tr("Keterangan"), "follow-up": tr("Yang sudah dikerjakan"), "respond": tr("Isi tanggapan"),
        "approve": tr("Keterangan"), "decline": tr("Apa yang perlu diperbaiki"), "close": tr("Keterangan"),
        "reopen": tr("Alasan dibuka kembali"), "archive": tr("Alasan diarsipkan"), "rate": tr("Kata pelapor"), "note": tr("Catatan"),
        "attach": tr("Keterangan"), "correct": tr("Alasan perbaikan"), "support": tr("Keterangan"),
        "contact": tr("Isi pembicaraan"), "no-contact": tr("Alasan"), "review": tr("Keterangan"), "show-identity": tr("Keperluan"),
        "erase": tr("Alasan dan dasar permintaan"), "withdraw": tr("Alasan permintaan"), "voice": tr("Kata warga"),
    }[action]  # fmt: skip


def identity_purposes() -> tuple[str, ...]:
    """What somebody wants to see a name for, to choose from."""
    return (
        tr("Menghubungi pelapor"), tr("Memeriksa kebenaran laporan"), tr("Menyampaikan tanggapan"), tr("Permintaan pelapor sendiri"),
    )  # fmt: skip


def asked_of_owner(owner: str) -> str:
    return tr("Pengaduan ini dicatat {unit}: menjadi permintaan, dan kantor itu yang memutuskan.", unit=owner)


def goes_to_the_head(unit: str) -> str:
    """Of an answer that the head approves before it is given; `unit` is the office's code."""
    return tr("Tanggapan ini diajukan kepada {head} untuk disetujui dahulu.", head=names.head_of_office(unit))


def no_program_for_messages() -> str:
    return tr("Tidak ada program yang membukanya di komputer ini. Salin teksnya, lalu kirim dari telepon.")
