"""What Qt itself writes into the window, in Indonesian, by Qt's context and English source: edit menus, file and print dialogs, buttons.

Qt ships no Indonesian. A test holds this table to the texts of the Qt in use, so that a newer one can't bring an English word in unseen.
"""

EDIT_MENU = {
    "&Undo": "&Urungkan", "&Redo": "U&langi", "Cu&t": "Po&tong", "&Copy": "&Salin", "Copy &Link Location": "Sali&n alamat tautan",
    "&Paste": "Te&mpel", "Delete": "Hapus", "Select All": "Pilih semua",
}  # fmt: skip

INDONESIAN: dict[str, dict[str, str]] = {
    "QLineEdit": EDIT_MENU,
    "QWidgetTextControl": EDIT_MENU,
    "QAbstractSpinBox": {"&Step up": "&Naikkan", "Step &down": "&Turunkan", "&Select All": "&Pilih semua"},
    "QComboBox": {"Open the combo box selection popup": "Buka daftar pilihan", "True": "Ya", "False": "Tidak"},
    "QScrollBar": {
        "Scroll here": "Gulir ke sini", "Top": "Paling atas", "Bottom": "Paling bawah", "Left edge": "Tepi kiri",
        "Right edge": "Tepi kanan", "Page up": "Satu halaman ke atas", "Page down": "Satu halaman ke bawah",
        "Page left": "Satu halaman ke kiri", "Page right": "Satu halaman ke kanan", "Scroll up": "Gulir ke atas",
        "Scroll down": "Gulir ke bawah", "Scroll left": "Gulir ke kiri", "Scroll right": "Gulir ke kanan",
    },
    "QPlatformTheme": {
        "OK": "OK", "Save": "Simpan", "Save All": "Simpan semua", "Open": "Buka", "&Yes": "&Ya", "Yes to &All": "Ya untuk s&emua",
        "&No": "&Tidak", "N&o to All": "Ti&dak untuk semua", "Abort": "Hentikan", "Retry": "Coba lagi", "Ignore": "Abaikan",
        "Close": "Tutup", "Cancel": "Batal", "Discard": "Buang", "Help": "Bantuan", "Apply": "Terapkan", "Reset": "Atur ulang",
        "Restore Defaults": "Kembalikan bawaan",
    },
    "QGnomeTheme": {
        "&OK": "&OK", "&Save": "&Simpan", "&Cancel": "&Batal", "&Close": "&Tutup", "Close without Saving": "Tutup tanpa menyimpan",
    },
    "QDialogButtonBox": {"OK": "OK"},
    "QMessageBox": {"Show Details...": "Tampilkan rincian…", "Hide Details...": "Sembunyikan rincian…"},
    "QDialog": {"What's This?": "Apa ini?"},
    "QFileDialog": {
        "Back": "Mundur", "Go back": "Kembali ke folder sebelumnya", "Forward": "Maju", "Go forward": "Maju ke folder berikutnya",
        "Parent Directory": "Folder di atasnya", "Go to the parent directory": "Ke folder di atasnya",
        "Create New Folder": "Buat folder baru", "Create a New Folder": "Buat folder baru", "New Folder": "Folder baru",
        "&New Folder": "Folder &baru", "List View": "Daftar", "Change to list view mode": "Tampilkan sebagai daftar",
        "Detail View": "Rincian", "Change to detail view mode": "Tampilkan dengan rincian", "Sidebar": "Bilah samping",
        "List of places and bookmarks": "Daftar tempat dan penanda", "Files": "Berkas", "&Look in:": "&Cari di:",
        "File &name:": "&Nama berkas:", "Files of &type:": "&Jenis berkas:", "Directory:": "Folder:", "Directories": "Folder",
        "All files (*)": "Semua berkas (*)", "All Files (*)": "Semua berkas (*)", "Open": "Buka", "&Open": "&Buka",
        "Save As": "Simpan sebagai", "&Save": "&Simpan", "&Choose": "&Pilih", "Find Directory": "Cari folder", "Show ": "Tampilkan ",
        "Show &hidden files": "Tampilkan berkas &tersembunyi", "&Rename": "&Ganti nama", "&Delete": "&Hapus", "Delete": "Hapus",
        "Remove": "Buang", "Recent Places": "Tempat terakhir", "Alt+Left": "Alt+Left", "Alt+Right": "Alt+Right", "Alt+Up": "Alt+Up",
        "'%1' is write protected.\nDo you want to delete it anyway?": "“%1” terlindung dari penulisan.\nTetap hapus?",
        "Are you sure you want to delete '%1'?": "Yakin menghapus “%1”?",
        "Could not delete directory.": "Folder tidak dapat dihapus.",
        "%1 already exists.\nDo you want to replace it?": "%1 sudah ada.\nGanti berkas itu?",
        "%1\nDirectory not found.\nPlease verify the correct directory name was given.":
            "%1\nFolder tidak ditemukan.\nPeriksa nama foldernya.",
        "%1\nFile not found.\nPlease verify the correct file name was given.":
            "%1\nBerkas tidak ditemukan.\nPeriksa nama berkasnya.",
    },
    "QFileSystemModel": {
        "Name": "Nama", "Size": "Ukuran", "Kind": "Jenis", "Type": "Jenis", "Date Modified": "Terakhir diubah",
        "My Computer": "Komputer ini", "Computer": "Komputer",
    },
    "QAbstractFileIconProvider": {
        "File": "Berkas", "Alias": "Alias", "Drive": "Drive", "File Folder": "Folder", "Folder": "Folder", "Unknown": "Tidak dikenal",
        "Shortcut": "Pintasan",
    },
    "QPrintDialog": {
        "Print": "Cetak", "&Print": "&Cetak", "&Options <<": "&Opsi <<", "&Options >>": "&Opsi >>", "Write PDF file": "Tulis berkas PDF",
        "Print to File (PDF)": "Cetak ke berkas (PDF)", "Print To File ...": "Cetak ke berkas …", "Local file": "Berkas setempat",
        "All Pages": "Semua halaman", "Odd Pages": "Halaman ganjil", "Even Pages": "Halaman genap",
        "Left to Right, Top to Bottom": "Kiri ke kanan, atas ke bawah", "Left to Right, Bottom to Top": "Kiri ke kanan, bawah ke atas",
        "Right to Left, Top to Bottom": "Kanan ke kiri, atas ke bawah", "Right to Left, Bottom to Top": "Kanan ke kiri, bawah ke atas",
        "Top to Bottom, Left to Right": "Atas ke bawah, kiri ke kanan", "Top to Bottom, Right to Left": "Atas ke bawah, kanan ke kiri",
        "Bottom to Top, Left to Right": "Bawah ke atas, kiri ke kanan", "Bottom to Top, Right to Left": "Bawah ke atas, kanan ke kiri",
        "1 (1x1)": "1 (1x1)", "2 (2x1)": "2 (2x1)", "4 (2x2)": "4 (2x2)", "6 (2x3)": "6 (2x3)", "9 (3x3)": "9 (3x3)",
        "16 (4x4)": "16 (4x4)",
        "Options 'Pages Per Sheet' and 'Page Set' cannot be used together.\nPlease turn one of those options off.":
            "“Halaman per lembar” dan “Himpunan halaman” tidak dapat dipakai bersama.\nMatikan salah satunya.",
        "%1 already exists.\nDo you want to overwrite it?": "%1 sudah ada.\nTimpa berkas itu?",
        "%1 is a directory.\nPlease choose a different file name.": "%1 adalah folder.\nPilih nama berkas lain.",
        "File %1 is not writable.\nPlease choose a different file name.": "Berkas %1 tidak dapat ditulisi.\nPilih nama berkas lain.",
        "Duplex Settings Conflicts": "Pengaturan dua sisi bertentangan",
        "There are conflicts in duplex settings. Do you want to fix them?": "Pengaturan dua sisi bertentangan. Perbaiki?",
        "Invalid Pages Definition": "Halaman tidak benar",
        "%1 does not follow the correct syntax. Please use ',' to separate ranges and pages, '-' to define ranges and make sure ranges "
        "do not intersect with each other.":
            "%1 tidak benar. Pisahkan halaman dengan “,” dan tulis rentang dengan “-”; rentang tidak boleh bertumpang tindih.",
        "The 'From' value cannot be greater than the 'To' value.": "Halaman “dari” tidak boleh sesudah halaman “sampai”.",
    },
    "QPrintWidget": {
        "Form": "Formulir", "Printer": "Printer", "&Name:": "&Nama:", "P&roperties": "P&roperti", "Location:": "Letak:",
        "Preview": "Pratinjau", "Type:": "Jenis:", "Output &file:": "&Berkas hasil:", "...": "…",
    },
    "QPrintSettingsOutput": {
        "Form": "Formulir", "Copies": "Salinan", "Print range": "Yang dicetak", "Print all": "Cetak semua", "Pages from": "Halaman dari",
        "to": "sampai", "Current Page": "Halaman ini", "Selection": "Yang dipilih", "Pages": "Halaman",
        "Specify pages or ranges separated by commas. Ranges are specified by two numbers separated by a hyphen. E.g: 3,5-7,9 prints "
        "pages 3, 5, 6, 7 and 9.": "Halaman atau rentang dipisahkan koma, misalnya 3,5-7,9 mencetak halaman 3, 5, 6, 7, dan 9.",
        "Output Settings": "Pengaturan hasil", "Copies:": "Salinan:", "Collate": "Susun per salinan", "Reverse": "Urutan terbalik",
        "Options": "Opsi", "Color Mode": "Warna", "Color": "Berwarna", "Grayscale": "Hitam putih", "Page &Set:": "&Himpunan halaman:",
        "Double Sided Printing": "Cetak dua sisi", "Off": "Mati", "Long side binding": "Jilid sisi panjang",
        "Short side binding": "Jilid sisi pendek",
    },
    "QPrintPropertiesDialog": {
        "Printer Properties": "Properti printer", "Job Options": "Opsi pekerjaan", "Page Setup Conflicts": "Pengaturan halaman bertentangan",
        "There are conflicts in page setup options. Do you want to fix them?": "Pengaturan halaman bertentangan. Perbaiki?",
        "Advanced Option Conflicts": "Opsi lanjutan bertentangan",
        "There are conflicts in some advanced options. Do you want to fix them?": "Beberapa opsi lanjutan bertentangan. Perbaiki?",
    },
    "QPrintPropertiesWidget": {
        "Form": "Formulir", "Page": "Halaman", "Advanced": "Lanjutan",
        "There are conflicts in some options. Please fix them.": "Beberapa opsi bertentangan. Perbaikilah.",
    },
    "QPageSetupWidget": {
        "Form": "Formulir", "Paper": "Kertas", "Page size:": "Ukuran kertas:", "Width:": "Lebar:", "Height:": "Tinggi:",
        "Paper source:": "Sumber kertas:", "Orientation": "Arah", "Portrait": "Tegak", "Landscape": "Mendatar",
        "Reverse landscape": "Mendatar terbalik", "Reverse portrait": "Tegak terbalik", "Margins": "Batas tepi",
        "top margin": "batas atas", "left margin": "batas kiri", "right margin": "batas kanan", "bottom margin": "batas bawah",
        "Page Layout": "Tata letak halaman", "Page &order:": "&Urutan halaman:", "Pages &per sheet:": "Halaman &per lembar:",
        "Custom": "Sendiri", "Millimeters (mm)": "Milimeter (mm)", "Inches (in)": "Inci (in)", "Points (pt)": "Poin (pt)",
        "Pica (P̸)": "Pica (P̸)", "Didot (DD)": "Didot (DD)", "Cicero (CC)": "Cicero (CC)", "mm": "mm", "pt": "pt", "in": "in",
        "P̸": "P̸", "DD": "DD", "CC": "CC",
    },
    "QCupsJobWidget": {
        "Job": "Pekerjaan", "Job Control": "Kendali pekerjaan", "Scheduled &printing:": "Jadwal &cetak:", "&Billing information:": "&Tagihan:",
        "Job &priority:": "&Prioritas:", "Banner Pages": "Halaman pembatas", "&End:": "&Akhir:", "&Start:": "A&wal:",
        "Print Immediately": "Cetak sekarang", "Hold Indefinitely": "Tahan dulu", "Day (06:00 to 17:59)": "Siang (06.00 sampai 17.59)",
        "Night (18:00 to 05:59)": "Malam (18.00 sampai 05.59)", "Second Shift (16:00 to 23:59)": "Giliran kedua (16.00 sampai 23.59)",
        "Third Shift (00:00 to 07:59)": "Giliran ketiga (00.00 sampai 07.59)",
        "Weekend (Saturday to Sunday)": "Akhir pekan (Sabtu sampai Minggu)", "Specific Time": "Jam tertentu", "None": "Tidak ada",
        "Standard": "Biasa", "Unclassified": "Terbuka", "Confidential": "Rahasia", "Classified": "Terbatas", "Secret": "Sangat rahasia",
        "Top Secret": "Paling rahasia",
    },
    "QCupsPrinterSupport": {
        "Authentication Needed": "Perlu masuk", "Authentication needed to use %1.": "Masuk dulu untuk memakai %1.",
        "Authentication needed to use %1 on %2.": "Masuk dulu untuk memakai %1 di %2.", "Username:": "Nama pengguna:",
        "Password:": "Kata sandi:",
    },
    "QAccessibleActionInterface": {
        "Press": "Tekan", "Increase": "Tambah", "Decrease": "Kurangi", "ShowMenu": "Tampilkan menu", "SetFocus": "Fokuskan",
        "Toggle": "Alihkan", "Scroll Left": "Gulir ke kiri", "Scroll Right": "Gulir ke kanan", "Scroll Up": "Gulir ke atas",
        "Scroll Down": "Gulir ke bawah", "Previous Page": "Halaman sebelumnya", "Next Page": "Halaman berikutnya",
        "Triggers the action": "Menjalankannya", "Increase the value": "Menambah nilainya", "Decrease the value": "Mengurangi nilainya",
        "Shows the menu": "Menampilkan menunya", "Sets the focus": "Memindahkan fokus ke sini", "Toggles the state": "Mengalihkan keadaannya",
        "Scrolls to the left": "Menggulir ke kiri", "Scrolls to the right": "Menggulir ke kanan", "Scrolls up": "Menggulir ke atas",
        "Scrolls down": "Menggulir ke bawah", "Goes back a page": "Ke halaman sebelumnya", "Goes to the next page": "Ke halaman berikutnya",
    },
}  # fmt: skip
