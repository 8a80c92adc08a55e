"""The keys that a screen has of its own, with what each does, for Shift+F1."""

from desktop.wording.translation import tr

Keys = tuple[tuple[str, str], ...]


def screen_keys(screen: str) -> Keys:
    """Those of the screen of this name, in the order in which they are shown; none for a screen that has none, or tells them itself."""
    match screen:
        case "home":
            return ("↑ ↓", tr("Pilih baris")), ("Enter", tr("Kerjakan langkah baris itu"))
        case "desk":
            return (
                ("S", tr("Setujui tanggapan yang dipilih atau ditandai")),
                ("Enter", tr("Perbaiki tanggapannya, lalu Ctrl+Enter menyetujui")),
                ("K", tr("Kembalikan kepada penulisnya")),
                ("O", tr("Buka perkaranya di daftar")),
                (tr("Spasi"), tr("Tandai untuk disetujui bersama")),
                ("Ctrl+A", tr("Tandai semua")),
                ("Ctrl+Z", tr("Batalkan langkah terakhir Anda")),
                ("Ctrl+Shift+P", tr("Cetak pekan ini")),
            )
        case "record":
            return (
                ("Ctrl+S", tr("Simpan")),
                ("Ctrl+P", tr("Simpan & cetak tanda terima")),
                ("F4", tr("Pilih dari daftar atau kalender")),
                ("Ctrl+G", tr("Ke aduan yang mungkin sama")),
                ("Ctrl+O", tr("Buka yang baru dicatat")),
                ("Esc", tr("Batal")),
            )
        case "complaints" | "dispositions":
            return _of_complaints()
        case "import":
            return (
                ("Ctrl+O", tr("Pilih berkas…")),
                ("Ctrl+V", tr("Tempel pesan WhatsApp")),
                ("Alt+→", tr("Catat yang dapat dicatat")),
                ("Alt+←", tr("Kembali")),
                ("Ctrl+S", tr("Simpan baris bermasalah…")),
                (tr("Spasi"), tr("Pilih atau lepas satu baris")),
            )
        case "lapor":
            return (
                ("Alt+1…7", tr("Salin isian")),
                ("Alt+↑ Alt+↓", tr("Pengaduan sebelum dan sesudahnya")),
                ("Ctrl+S", tr("Simpan dan lanjut")),
                ("Alt+T", tr("Tidak perlu diinput")),
                ("Esc", tr("Ke daftar")),
            )
        case "monitoring":
            return ("Ctrl+P", tr("Cetak…")), ("Ctrl+E", tr("Ekspor XLSX…"))
        case _:
            return ()


def _of_complaints() -> Keys:
    return (
        ("Enter", tr("Ke perkara")),
        ("Esc", tr("Kembali ke daftar, lalu ke pencarian")),
        ("Ctrl+T", tr("Langkah utama perkara")),
        ("Ctrl+D", tr("Disposisi")),
        ("Ctrl+K", tr("Catatan")),
        ("Ctrl+M", tr("Langkah lain")),
        ("Ctrl+I", tr("Tampilkan identitas")),
        ("Ctrl+Enter", tr("Simpan langkah")),
        ("Ctrl+Shift+Enter", tr("Simpan langkah dan buka yang berikutnya")),
        ("Ctrl+Z", tr("Batalkan langkah terakhir Anda")),
        ("Alt+↑ Alt+↓", tr("Perkara sebelum dan sesudahnya")),
        ("Shift+↑ Shift+↓ Ctrl+A", tr("Pilih banyak pengaduan")),
        ("Ctrl+C", tr("Salin baris untuk Excel")),
        ("F6", tr("Pencarian, daftar, perkara bergantian")),
        ("Ctrl+E", tr("Ekspor daftar ini")),
        ("Ctrl+Shift+P", tr("Cetak daftar ini")),
        ("Ctrl+P", tr("Cetak dokumen pengaduan ini")),
    )


def sort_keys(headings: list[str]) -> tuple[str, str]:
    """The keys that sort a list by its columns."""
    return f"Ctrl+Shift+1…{len(headings)}", tr("Urutkan menurut {column}", column=" / ".join(headings).lower())
