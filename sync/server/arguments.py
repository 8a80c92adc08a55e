"""The command line of the district's end: its commands, and the function that each runs."""

from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError, Namespace, _SubParsersAction  # pyright: ignore[reportPrivateUsage]
from collections.abc import Callable
from datetime import date
from pathlib import Path

from platformdirs import user_data_path

from complaints.disposition import PRIORITIES
from complaints.time_zones import ZONES
from sync.server import commands, release_commands, report_commands, stick_commands, week_commands
from sync.server.in_place_of_unit import OWNERS_ACTS
from sync.server.permissions import ROLES

Words = _SubParsersAction  # argparse gives no public name to what add_subparsers returns


def parser() -> ArgumentParser:
    top = ArgumentParser(prog="aduan-distrik", description="Ujung kabupaten dari Buku Aduan.", allow_abbrev=False)
    _places(top, before_command=True)
    words = top.add_subparsers(required=True, metavar="COMMAND")
    _serving(words)
    _deciding(words)
    _reminding(words)
    _releasing(words)
    _reading(words)
    return top


def _serving(words: "Words[ArgumentParser]") -> None:
    serve = _word(words, "serve", commands.serve, "menjalankan server")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=_within(0, 65_535), default=8080, help="0: port bebas mana pun")
    serve.add_argument("--workers", type=_within(1, 256), default=1, help="banyaknya proses")
    serve.add_argument("--certificate", type=Path, metavar="FILE", help="sertifikat TLS (PEM)")
    serve.add_argument("--key", type=Path, metavar="FILE", help="kunci sertifikat itu")
    serve.add_argument(
        "--proxy", action="append", default=[], metavar="ADDRESS", help="proxy yang X-Forwarded-For-nya dipercaya"
    )
    serve.add_argument(
        "--public-address", metavar="URL", help="alamat yang dipakai kantor dan peramban; nama lain ditolak"
    )
    serve.add_argument(
        "--device-pace", type=_within(1, 1_000_000), default=600, metavar="N", help="permintaan per menit satu komputer"
    )
    serve.add_argument(
        "--address-pace", type=_within(1, 1_000_000), default=60, metavar="N", help="pendaftaran per menit satu alamat"
    )
    serve.add_argument(
        "--no-remind",
        action="store_true",
        help="tanpa pengingat harian: dijalankan pewaktu dengan 'remind', atau tidak sama sekali",
    )


def _deciding(words: "Words[ArgumentParser]") -> None:
    code = _word(words, "enrol-code", commands.enrol_code, "membuat kode pendaftaran satu komputer sebuah unit")
    code.add_argument("unit")
    admin = _group(words, "admin", "akun koordinator", "COMMAND")
    _word(admin, "list", commands.admin_list, "satu baris JSON per akun")
    for name, run, help_text in (
        ("disable", commands.admin_disable, "menonaktifkan akun"), ("enable", commands.admin_enable, "mengaktifkannya lagi"),
        ("delete", commands.admin_delete, "menghapus akun"),
        ("reset-totp", commands.admin_reset_totp, "melepas kode aplikasi, bila ponselnya hilang"),
    ):  # fmt: skip
        _word(admin, name, run, help_text).add_argument("name")
    _word(admin, "audit", commands.admin_audit, "siapa melihat dan melakukan apa").add_argument("name", nargs="?")
    _word(admin, "create", commands.admin_create, "membuat akun atau mengganti kata sandinya").add_argument("name")
    account = _group(words, "account", "akun petugas dengan peran", "COMMAND")
    creating = _word(
        account, "create", commands.account_create, "mengundang seorang petugas; mencetak kode sekali pakai"
    )
    creating.add_argument("name")
    creating.add_argument(
        "--role", choices=ROLES, required=True, help="admin, koordinator, petugas unit, pimpinan, Inspektorat"
    )
    creating.add_argument("--unit", default="", metavar="CODE", help="unit petugas itu")
    creating.add_argument("--head", action="store_true", help="kepala unit: menyetujui tanggapan")
    creating.add_argument("--email", default="", metavar="ADDRESS", help="ke mana pengingat dikirim")
    address = _word(account, "email", commands.account_email, "mengganti alamat surelnya; '' mencabut")
    address.add_argument("name")
    address.add_argument("address")
    _word(account, "list", commands.admin_list, "satu baris JSON per akun")
    for name, run, help_text in (
        ("disable", commands.admin_disable, "menonaktifkan akun"), ("enable", commands.admin_enable, "mengaktifkannya lagi"),
    ):  # fmt: skip
        _word(account, name, run, help_text).add_argument("name")
    units = _group(words, "units", "daftar unit", "import")
    load = _word(units, "import", commands.units_import, "menyimpan unit dari CSV: code,name,kind,parent_code")
    load.add_argument("file", type=Path)
    district = _word(words, "district", commands.district, "melihat dan mengubah keterangan yang diterima semua kantor")
    for name, help_text in (
        ("code", "kode kabupaten"), ("name", "nama"), ("contact", "kontak"),
        ("inspectorate", "kunci publik Inspektorat"), ("escrow", "kunci publik darurat"),
    ):  # fmt: skip
        district.add_argument(f"--{name}", help=help_text)
    escrow = _word(words, "escrow-key", commands.escrow_key, "membuat kunci darurat dan mengumumkan bagian publiknya")
    escrow.add_argument("file", type=Path)
    opening = _word(
        words, "open-escrow", commands.open_escrow, "membaca kode pemulihan sebuah kantor dari keys.json-nya"
    )
    opening.add_argument("--key", type=Path, required=True, metavar="FILE")
    opening.add_argument("vault", type=Path, metavar="keys.json")
    inspectorate = _word(
        words, "inspectorate-key", commands.inspectorate_key, "membuat kunci Inspektorat; mencetak bagian publiknya"
    )
    inspectorate.add_argument("file", type=Path)
    unsealing = _word(words, "open-sealed", commands.open_sealed, "membuka aduan tersegel dengan kunci Inspektorat")
    unsealing.add_argument("--key", type=Path, required=True, metavar="FILE")
    unsealing.add_argument("--out", type=Path, metavar="DIR", help="satu folder per aduan, dengan lampirannya")
    unsealing.add_argument("receipt", nargs="*", metavar="S-XXXX-XXXX-XXXX", help="tanpa nomor: semuanya")
    district.add_argument("--policy", type=Path, metavar="FILE.toml")
    district.add_argument("--ladder", type=Path, metavar="FILE.toml", help="tangga pengingat dan suara warga")
    district.add_argument(
        "--zone", choices=(*ZONES, "auto"), help="waktu setempat; auto: menurut provinsi dari kode kabupaten"
    )
    district.add_argument("--holidays", type=Path, metavar="FILE.csv")
    district.add_argument(
        "--categories", type=Path, metavar="FILE.csv", help="perubahan daftar kategori; berkas kosong: seperti bawaan"
    )
    district.add_argument("--texts", type=Path, metavar="FILE.toml", help="teks untuk pelapor")
    district.add_argument("--replies", type=Path, metavar="FILE.toml", help="balasan siap pakai")
    district.add_argument(
        "--minimum", metavar="VERSION", help="versi program terendah, hanya karena celah keamanan; '' mencabut"
    )
    district.add_argument("--reason", metavar="TEXT", help="celah keamanan itu, wajib dengan --minimum")
    device = _group(words, "device", "komputer yang terdaftar", "COMMAND")
    seats = _word(
        words, "offices", commands.offices_list, "setiap unit: komputer, akun, kontak terakhir, yang menunggu"
    )
    seats.add_argument("--json", action="store_true")
    devices = _word(device, "list", commands.device_list, "satu baris JSON per komputer")
    devices.add_argument("--unit")
    devices.add_argument("--behind", action="store_true", help="hanya yang versinya tertinggal atau gagal diperbarui")
    revoke = _word(device, "revoke", commands.device_revoke, "mencabut akses, juga milik semua yang dikenalkannya")
    revoke.add_argument("id")
    revoke.add_argument("--only", action="store_true", help="komputer ini saja, misalnya bila bukunya sudah pindah")
    event = _group(words, "event", "satu peristiwa dari log", "COMMAND")
    _word(event, "show", commands.event_show, "semua yang diketahui tentangnya").add_argument("id")
    aside = _word(event, "quarantine", commands.event_quarantine, "menyisihkannya dari umpan dan pengaduan")
    aside.add_argument("id")
    aside.add_argument("--why", required=True, metavar="ALASAN")
    _word(event, "release", commands.event_release, "membatalkan penyisihan").add_argument("id")
    disposing = _word(words, "dispose", commands.dispose, "mendisposisikan pengaduan kepada satu atau beberapa unit")
    disposing.add_argument("complaint", nargs="+", metavar="ID|KODE", help="id atau kode lacak pengaduan")
    disposing.add_argument("--to", required=True, metavar="UNIT", help="penanggung jawab jawabannya")
    disposing.add_argument(
        "--also", action="append", default=[], metavar="UNIT", help="unit yang membantu; boleh berulang"
    )
    disposing.add_argument("--due", type=date.fromisoformat, metavar="DAY", help="target selesai, 2026-11-30")
    disposing.add_argument("--priority", choices=[code for code in PRIORITIES if code], default="", help="sifat")
    disposing.add_argument("--instruction", default="", metavar="TEXT")
    disposing.add_argument("--reason", default="", metavar="ALASAN", help="wajib bila sudah ditanggapi atau ditutup")
    instead = _word(
        words, "in-place-of", commands.in_place_of, "memutuskan sebagai ganti kantor pencatat yang sudah tidak ada"
    )
    instead.add_argument("complaint", metavar="ID|KODE", help="id atau kode lacak pengaduan")
    instead.add_argument("step", choices=OWNERS_ACTS)
    instead.add_argument("--why", required=True, metavar="ALASAN", help="tampil di riwayat pengaduan")
    instead.add_argument("--request", default="", metavar="PERISTIWA", help="untuk grant dan decline: permintaannya")


def _reminding(words: "Words[ArgumentParser]") -> None:
    reminding = _word(
        words,
        "remind",
        commands.remind,
        "mencatat pengingat dan teguran yang jatuh tempo hari ini, masing-masing sekali",
    )
    reminding.add_argument("--address", metavar="URL", help="alamat halaman kabupaten, untuk disebut di surel")
    reminding.add_argument("--json", action="store_true")


def _releasing(words: "Words[ArgumentParser]") -> None:
    release = _group(words, "release", "rilis program untuk kantor", "COMMAND")
    keygen = _word(release, "keygen", release_commands.keygen, "membuat kunci penanda tangan, dikunci kata sandi")
    keygen.add_argument("file", type=Path)
    making = _word(
        release, "make", release_commands.make, "membuat rilis dari program yang sudah dibangun, belum ditandatangani"
    )
    making.add_argument("version", help="nomor versi baru, misalnya 1.1.0")
    making.add_argument("program", type=Path, metavar="DIR", help="folder yang dibuat PyInstaller")
    making.add_argument("file", type=Path, help="berkas .aduan-rilis")
    making.add_argument(
        "--from", dest="former", action="append", default=[], metavar="VERSION=DIR",
        help="hanya perubahan sejak versi ini; boleh berulang. Tanpa ini: rilis lengkap",
    )  # fmt: skip
    making.add_argument("--notes", type=Path, metavar="FILE.txt", help="yang baru, untuk dibaca kantor")
    signing = _word(release, "sign", release_commands.sign, "menandatangani rilis, tanpa jaringan")
    signing.add_argument("--key", type=Path, required=True, metavar="FILE")
    signing.add_argument("file", type=Path)
    for name, run, help_text in (
        ("show", release_commands.show, "memeriksa rilis dan mencetak isinya"),
        ("add", release_commands.add, "menawarkan rilis kepada kantor"),
    ):
        command = _word(release, name, run, help_text)
        command.add_argument("file", type=Path)
        command.add_argument(
            "--public-keys", type=Path, metavar="FILE.txt", help="kunci publik; biasanya yang ikut program"
        )
        if name == "add":
            command.add_argument(
                "--for",
                dest="units",
                nargs="+",
                default=[],
                metavar="UNIT",
                help="hanya unit ini dulu; tanpa ini: semua",
            )
    _word(release, "list", release_commands.show_all, "satu baris JSON per rilis")
    _word(release, "withdraw", release_commands.withdraw, "tidak menawarkannya lagi").add_argument("version")


def _reading(words: "Words[ArgumentParser]") -> None:
    complaints = _word(words, "list", commands.list_complaints, "semua pengaduan")
    complaints.add_argument("--unit")
    complaints.add_argument("--status")
    complaints.add_argument("--overdue", action="store_true")
    complaints.add_argument("--sealed", action="store_true", help="tanda terima aduan tersegel, tanpa isinya")
    complaints.add_argument("--json", action="store_true")
    week = _word(words, "week", week_commands.show, "angka satu pekan: masuk, dijawab, lewat tenggat, terbuka")
    week.add_argument("--week", metavar="2026-W48", help="tanpa ini: pekan berjalan")
    week.add_argument(
        "--silent", type=_within(0, 3650), metavar="N", help="kantor yang diam lebih dari N hari; biasanya 7"
    )
    output = week.add_mutually_exclusive_group()
    output.add_argument("--json", action="store_true")
    output.add_argument("--out", type=Path, metavar="FILE", help="menulis .pdf atau .xlsx")
    _word(words, "log", commands.log, "semua peristiwa").add_argument("--json", action="store_true")
    for name, run, help_text in (
        ("reports", report_commands.show, "siapa sudah melapor untuk satu masa, siapa terlambat"),
        ("index", report_commands.index, "indeks penilaian setiap unit"),
    ):
        reporting = _word(words, name, run, help_text)
        reporting.add_argument("--period", metavar="MASA", default="", help="2026-11, 2026-T3 (atau -Q3), atau 2026")
        reporting.add_argument("--json", action="store_true")
        if name == "reports":
            reporting.add_argument(
                "--unit", metavar="CODE", default="", help="unit ini saja; dengan --json beserta laporannya"
            )
            reporting.add_argument(
                "--out", type=Path, metavar="DIR", help="menulis setiap laporan sebagai JSON dan XLSX"
            )
    bundle = _group(words, "bundle", "flashdisk", "COMMAND")
    reading = _word(bundle, "read", stick_commands.read, "membaca kiriman sebuah kantor")
    reading.add_argument("file", type=Path)
    writing = _word(bundle, "write", stick_commands.write, "menulis balasan untuk sebuah unit")
    writing.add_argument("unit")
    writing.add_argument("file", type=Path, help="berkas, atau folder flashdisknya")
    inviting = _word(
        bundle, "invite", stick_commands.invite, "undangan untuk satu komputer yang tanpa jaringan; mencetak kodenya"
    )
    inviting.add_argument("unit")
    inviting.add_argument("file", type=Path, help="berkas, atau folder flashdisknya")
    inviting.add_argument("--address", default="", metavar="URL", help="alamat server, bila kelak ada jaringan")
    for word in (reading, writing, inviting):
        word.add_argument("--json", action="store_true")
    _word(bundle, "invitations", stick_commands.invitations, "undangan yang belum dipakai, satu baris JSON sebuah")
    _word(bundle, "uninvite", stick_commands.uninvite, "membatalkan sebuah undangan").add_argument("id")
    _word(bundle, "new-keys", stick_commands.new_keys, "mengganti kunci flashdisk distrik; hentikan server dulu")
    exchange = _word(
        bundle, "exchange", stick_commands.exchange, "membaca kiriman dan menulis balasannya di sampingnya"
    )
    exchange.add_argument("file", type=Path)
    exchange.add_argument("--wait", action="store_true", help="menunggu Enter sebelum jendelanya ditutup")
    register = _word(bundle, "register", stick_commands.register, "kiriman dibaca dengan klik dua kali di akun ini")
    register.add_argument("--remove", action="store_true", help="membatalkannya")
    check = _word(words, "check", commands.check_all, "memeriksa rantai, umpan, pengaduan, kunci dan lampiran")
    check.add_argument("--repair", action="store_true", help="melipat ulang pengaduan dari peristiwanya lebih dulu")
    _lapor(words)
    _keeping(words)


def _lapor(words: "Words[ArgumentParser]") -> None:
    lapor = _group(words, "lapor", "laporan SP4N-LAPOR!", "COMMAND")
    bringing = _word(
        lapor, "import", commands.lapor_import, "mencatat daftar laporan dari SP4N-LAPOR! dan mendisposisikannya"
    )
    comparing = _word(
        lapor, "reconcile", commands.lapor_reconcile, "mencocokkan daftar dari SP4N-LAPOR! dengan yang ada di sini"
    )
    for word in (bringing, comparing):
        word.add_argument("file", type=Path, help="XLSX atau CSV")
        word.add_argument(
            "--map", type=Path, metavar="FILE.json", help='kolom yang judulnya lain: {"No. Tiket": "lapor_id"}'
        )
        word.add_argument("--json", action="store_true")
    bringing.add_argument("--dry-run", action="store_true", help="hanya memperlihatkan apa yang akan dicatat")
    listing = _word(lapor, "list", commands.lapor_list, "semua laporan yang punya nomor SP4N-LAPOR!")
    listing.add_argument("--ready", action="store_true", help="hanya yang jawabannya siap dimasukkan ke SP4N-LAPOR!")
    listing.add_argument("--json", action="store_true")
    text = _word(lapor, "text", commands.lapor_text, "jawaban siap salin sebuah laporan")
    text.add_argument("id", help="nomor laporan, atau id pengaduan")
    text.add_argument("--json", action="store_true")
    done = _word(lapor, "done", commands.lapor_done, "mencentang: jawabannya sudah dimasukkan ke SP4N-LAPOR!")
    done.add_argument("id", nargs="+", help="nomor laporan, atau id pengaduan")


def _keeping(words: "Words[ArgumentParser]") -> None:
    key = _word(words, "backup-key", commands.backup_key, "membuat kunci cadangan; mencetak bagian publiknya")
    key.add_argument("file", type=Path)
    backup = _word(words, "backup", commands.back_up, "menulis cadangan terverifikasi")
    backup.add_argument("file", type=Path, help="berkas, atau dengan --rotate foldernya")
    backup.add_argument("--to", metavar="KEY", help="mengenkripsinya untuk kunci publik ini")
    backup.add_argument(
        "--rotate",
        action="store_true",
        help="ke folder, satu berkas sehari; 7 hari, 5 minggu dan 12 bulan terakhir disimpan",
    )
    drill = _word(words, "drill", commands.drill, "latihan: memulihkan cadangan ke folder sementara dan memeriksanya")
    drill.add_argument("file", type=Path)
    drill.add_argument("--key", type=Path, metavar="FILE", help="kunci pribadi cadangan yang terenkripsi")
    drill.add_argument("--place", type=Path, metavar="DIR", help="tempat folder sementara itu")
    health = _word(
        words, "health", commands.report_health, "memeriksa disk, cadangan dan kesunyian; 1 bila ada yang tidak baik"
    )
    health.add_argument("--url", metavar="URL", help="server yang harus menjawab, misalnya http://127.0.0.1:8080")
    health.add_argument(
        "--disk", type=_within(0, 10**9), default=2000, metavar="MB", help="ruang yang paling sedikit harus ada"
    )
    health.add_argument(
        "--backup", type=_within(1, 10_000), default=48, metavar="JAM", help="umur cadangan yang paling tua"
    )
    health.add_argument(
        "--silence", type=_within(1, 1000), default=3, metavar="HARI", help="paling lama tanpa kantor yang datang"
    )
    health.add_argument("--json", action="store_true")
    restore = _word(words, "restore", commands.restore, "memulihkan cadangan ke folder kosong")
    restore.add_argument("file", type=Path)
    restore.add_argument("--key", type=Path, metavar="FILE", help="kunci pribadi cadangan yang terenkripsi")
    _word(words, "encrypt", commands.encrypt, "mengenkripsi basis data SQLite dan lampiran; hentikan server dulu")
    _word(words, "decrypt", commands.decrypt, "membatalkan encrypt; hentikan server dulu")


def _within(lowest: int, highest: int) -> Callable[[str], int]:
    def number(typed: str) -> int:
        value = int(typed)
        if not lowest <= value <= highest:
            raise ArgumentTypeError(f"{lowest}-{highest}")
        return value

    return number


def _word(
    words: "Words[ArgumentParser]", name: str, run: Callable[[Namespace], None], help_text: str
) -> ArgumentParser:
    command = words.add_parser(name, help=help_text, allow_abbrev=False)
    _places(command)
    command.set_defaults(run=run)
    return command


def _group(words: "Words[ArgumentParser]", name: str, help_text: str, metavar: str) -> "Words[ArgumentParser]":
    """The words that stand behind a first word, as in `admin create`."""
    command = words.add_parser(name, help=help_text, allow_abbrev=False)
    _places(command)
    return command.add_subparsers(required=True, metavar=metavar)


def _places(parser: ArgumentParser, *, before_command: bool = False) -> None:
    """Where data, database, files and keys are: taken before or after the command's word.

    Only the parser that reads what stands before the command knows the defaults: else what was given there would be undone.
    """
    missing = None if before_command else SUPPRESS
    folder = user_data_path("aduan-distrik") if before_command else SUPPRESS
    parser.add_argument("--data", type=Path, default=folder, metavar="DIR", help="folder SQLite, kunci dan lampiran")
    parser.add_argument("--database", default=missing, metavar="URL", help="postgresql+psycopg://…; kosong: SQLite")
    parser.add_argument("--files", default=missing, metavar="DIR|s3://…", help="tempat lampiran")
    parser.add_argument("--keys", type=Path, default=missing, metavar="FILE", help="berkas kunci distrik")
    parser.add_argument(
        "--encrypt",
        action="store_true",
        default=False if before_command else SUPPRESS,
        help="distrik baru: basis data SQLite dan lampiran terenkripsi di disk",
    )
