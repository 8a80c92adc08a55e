"""The commands and their options, as docs/cli.md lists them. Wrong usage is reported without importing the store."""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, NoReturn, cast

from complaints.complaint import STAGES
from complaints.step_times import MEASURED
from complaints.workflow import ALLOWED, ROLES
from desktop import __version__
from desktop.documents.paper import DISPOSITION_PAPERS, POSTER_PAPERS, RECEIPT_PAPERS, SHEETS
from desktop.options import DATA_WITH_DEMO
from sync.argparse_texts import use_indonesian

PROGRAM = "buku-aduan"
# Their values may begin with a dash: people write lists.
FREE_TEXT = frozenset({"--note", "--query", "--user", "--to", "--answer"})
STEPS = (*ALLOWED, "undo")
PLACE_PARTS = ("dusun", "rw", "rt")
# Options before or between the words of `act` that have a value of their own.
_VALUED = frozenset({"--data", "--lang", "--json", "--from-list"})
# The papers of a complaint that have a number of their own.
ADDRESSED = frozenset({"assignment", "visit", "cover"})
NUMBERED = frozenset({"disposition", "response", "minutes", *ADDRESSED})
PAPERS_OF = {"receipt": RECEIPT_PAPERS, "support": RECEIPT_PAPERS, "disposition": DISPOSITION_PAPERS}


@dataclass(frozen=True, slots=True)
class CommandOptions:
    """The global options, the command, and what was given to it."""

    command: str
    data: Path | None
    demo: bool
    language: Literal["id", "en", ""]
    user: str
    arguments: argparse.Namespace = field(repr=False)


class _Parser(argparse.ArgumentParser):
    """One line says what is wrong, another where to look."""

    def error(self, message: str) -> NoReturn:
        sys.stderr.write(f"{self.prog}: {message}\n{self.prog} --help\n")
        raise SystemExit(2)


def parse(arguments: Sequence[str], data: Path | None, demo: bool, language: str) -> CommandOptions:
    """Raises SystemExit as argparse does: 2 for wrong usage, 0 after help or version."""
    if not _asks_for_english(arguments, language):
        use_indonesian()
    top = parser()
    namespace = top.parse_args(_gathered(_joined(arguments)))
    values: dict[str, Any] = vars(namespace)
    if values.get("data") and values.get("demo"):
        top.error(DATA_WITH_DEMO)
    chosen = str(values.get("lang") or language)
    return CommandOptions(
        str(values["command"]),
        values.get("data") or data,
        bool(values.get("demo") or demo),
        cast(Literal["id", "en", ""], chosen if chosen in ("id", "en") else ""),
        str(values.get("user_name") or ""),
        namespace,
    )


def _asks_for_english(arguments: Sequence[str], language: str) -> bool:
    """Looked up before argparse reads anything, so that its own complaints come in that language, too."""
    return language == "en" or "--lang=en" in arguments or ("--lang", "en") in pairwise(arguments)


def _joined(arguments: Sequence[str]) -> list[str]:
    """`--note -x` as `--note=-x`: argparse would take the text for an option."""
    remaining, joined = list(arguments), list[str]()
    while remaining:
        argument = remaining.pop(0)
        joined.append(f"{argument}={remaining.pop(0)}" if argument in FREE_TEXT and remaining else argument)
    return joined


def _gathered(arguments: Sequence[str]) -> list[str]:
    """`act N1 N2 verify` with the numbers as one word, a line each: argparse would take the last of all words for the file."""
    words: list[str] = []
    options: list[str] = []
    remaining = list(arguments)
    while remaining:
        argument = remaining.pop(0)
        if argument.startswith("-") and argument != "-":
            options.append(argument)
            if argument in _VALUED and remaining:
                options.append(remaining.pop(0))
        else:
            words.append(argument)
    step = next((at for at, word in enumerate(words) if at and word in STEPS), 0)
    if words[:1] != ["act"] or not step or "--" in arguments:
        return list(arguments)
    if step == 1 and words[1] != "undo" and not any(option.split("=")[0] == "--from-list" for option in options):
        return list(arguments)
    return ["act", *options, "\n".join(words[1:step]) if step > 1 else "\n", *words[step:]]


def parser() -> argparse.ArgumentParser:
    """What the command line takes, which docs/cli.md lists."""
    everywhere = _global(argparse.SUPPRESS)
    top = _Parser(
        prog=PROGRAM, allow_abbrev=False, parents=[_global(None)],
        description="Buku pengaduan kantor desa dan kelurahan. Tanpa perintah, jendela program terbuka.",
        epilog="Kata sandi dibaca dari BUKU_ADUAN_PASSWORD (pengguna: --user atau BUKU_ADUAN_USER), atau ditanyakan.",
    )  # fmt: skip
    commands = top.add_subparsers(dest="command", required=True, metavar="PERINTAH", parser_class=_Parser)

    def command(name: str, summary: str, *, log_in: bool = True) -> argparse.ArgumentParser:
        subparser = commands.add_parser(
            name, help=summary, description=summary, allow_abbrev=False, parents=[everywhere]
        )
        if log_in:
            subparser.add_argument("--user", dest="user_name", metavar="NAMA", help="pengguna yang masuk")
        return subparser

    _recording(command)
    _reading(command)
    _reports(command("report", "dokumen sebagai PDF"))
    _verify(command("verify", "memeriksa apakah surat atau tanda terima asli, menurut kode QR-nya"))
    _numbers(command("numbers", "nomor surat dan agenda: pola, hitungan, dan yang sudah diberikan"))
    _places(command("place", "daftar dusun, RW dan RT: mengganti dan menggabungkan nama di semua pengaduan"))
    _safety(command)
    _district(command)
    return top


def _global(missing: object) -> _Parser:
    options = _Parser(add_help=False, allow_abbrev=False)
    options.add_argument("--data", type=_folder, metavar="DIR", default=missing, help="folder data kantor")
    options.add_argument("--demo", action="store_true", default=missing, help="kantor contoh, dibuang sesudahnya")
    options.add_argument("--lang", choices=("id", "en"), default=missing, help="bahasa pesan")
    options.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}", help="versi program")
    return options


def _recording(command: Any) -> None:
    init = command("init", "membuat buku aduan baru; mencetak kode pemulihan sekali", log_in=False)
    init.add_argument(
        "--unit", required=True, metavar="KODE", help="kode unit, misalnya 73.07.01.2003, 73.07.01 atau DINSOS"
    )
    init.add_argument(
        "--name", metavar="NAMA", default="", help="nama kantor, untuk dinas atau badan (kode seperti DINSOS)"
    )
    init.add_argument("--user", required=True, metavar="NAMA", help="nama pengguna pertama")
    init.add_argument("--role", choices=ROLES[:3], default="admin")
    init.add_argument("--json", action="store_true", help="kode pemulihan sebagai JSON")
    record = command("record", "mencatat satu pengaduan dari JSON")
    record.add_argument("--json", required=True, metavar="FILE|-", help="berkas JSON, atau - untuk stdin")
    importing = command("import", "mencatat banyak pengaduan dari CSV, Excel, atau percakapan WhatsApp")
    importing.add_argument("file", type=Path, metavar="FILE")
    importing.add_argument(
        "--map", type=Path, metavar="FILE", help="JSON: judul kolom ke nama isian, lembar, dan jawaban atas pertanyaan"
    )
    importing.add_argument(
        "--rows", type=_rows, metavar="NOMOR", help="hanya baris ini, seperti 3,7-9; wajib untuk percakapan WhatsApp"
    )
    importing.add_argument("--dry-run", action="store_true", help="periksa saja, tidak ada yang dicatat")
    importing.add_argument(
        "--bad-rows",
        type=Path,
        metavar="FILE",
        help="XLSX dengan baris yang bermasalah dan sebabnya, untuk diperbaiki lalu diimpor",
    )
    importing.add_argument("--strict", action="store_true", help="tolak selama ada pertanyaan yang belum dijawab")
    importing.add_argument("--json", action="store_true", help="hasil sebagai JSON")
    act = command("act", "mengambil satu langkah pada sebuah atau banyak pengaduan")
    act.add_argument("number", metavar="NOMOR…", help="satu atau beberapa; tidak ada: menurut --from-list")
    act.add_argument("action", choices=STEPS, metavar="LANGKAH", help=", ".join(STEPS))
    act.add_argument("file", nargs="?", type=Path, metavar="FILE", help="untuk attach: berkas yang dilampirkan")
    act.add_argument("--note", default="", metavar="TEKS")
    act.add_argument("--to", default="", metavar="UNIT", help="untuk forward: kode unit, atau orang di kantor")
    act.add_argument("--answer", default="", metavar="TEKS", help="untuk approve: tanggapan yang sudah diperbaiki")
    act.add_argument("--json", metavar="FILE|-", help="isian lain; untuk correct: isian yang diperbaiki")
    act.add_argument(
        "--from-list", dest="from_list", metavar="FILE|-", help="nomor sebaris satu, atau baris dari list --json"
    )
    act.add_argument("--dry-run", action="store_true", help="periksa saja pengaduan mana yang dapat")
    renumber = command("renumber", "nomor register sendiri untuk pengaduan yang belakangan memakai nomor yang sama")
    renumber.add_argument("number", metavar="NOMOR")
    renumber.add_argument(
        "--receipts", type=Path, metavar="DIR", help="folder untuk tanda terima baru, dengan nomor lamanya"
    )


def _reading(command: Any) -> None:
    listing = command("list", "daftar pengaduan, satu baris sebuah")
    listing.add_argument("--status", action="append", choices=(*STAGES, "open"), metavar="S", help=", ".join(STAGES))
    listing.add_argument("--overdue", action="store_true", help="hanya yang lewat tenggat")
    listing.add_argument("--spoken", action="store_true", help="hanya yang punya jawaban warga yang belum dibaca")
    listing.add_argument("--owed-word", action="store_true", help="hanya yang pelapor atau pendukungnya belum dikabari")
    listing.add_argument(
        "--of-register",
        action="store_true",
        help="hanya dari register lama, belum selesai dan belum dikerjakan di sini",
    )
    listing.add_argument(
        "--awaiting-approval", action="store_true", help="tanggapan yang menunggu persetujuan: siapa, sejak kapan"
    )
    listing.add_argument("--query", default="", metavar="TEKS", help="kata yang dicari")
    for part in PLACE_PARTS:
        listing.add_argument(
            f"--{part}", action="append", default=[], metavar="NAMA", help="hanya dari sana; boleh berulang"
        )
    listing.add_argument(
        "--sealed", action="store_true", help="tanda terima aduan tersegel: nomor, hari, sudah terkirim"
    )
    listing.add_argument("--limit", type=_count, metavar="N", help="paling banyak sekian")
    listing.add_argument("--json", action="store_true")
    show = command("show", "satu pengaduan seperti di layar")
    show.add_argument("number", metavar="NOMOR")
    show.add_argument("--with-identity", action="store_true", help="dengan identitas; dicatat di riwayat")
    show.add_argument("--json", action="store_true")
    export = command("export", "register ke XLSX, CSV, atau JSONL")
    export.add_argument("file", type=Path, metavar="FILE")
    export.add_argument("--from", dest="first", type=_day, metavar="TGL", help="diterima sejak, YYYY-MM-DD")
    export.add_argument("--to", dest="last", type=_day, metavar="TGL", help="diterima sampai, YYYY-MM-DD")
    export.add_argument("--with-identity", action="store_true", help="dengan identitas; dicatat di riwayat kantor")
    export.add_argument("--json", action="store_true")
    log = command("log", "semua peristiwa, berurutan")
    log.add_argument("--json", action="store_true")


def _reports(report: argparse.ArgumentParser) -> None:
    kinds = report.add_subparsers(dest="kind", required=True, metavar="DOKUMEN", parser_class=_Parser)

    def kind(name: str, summary: str, papers: Sequence[str] = SHEETS) -> argparse.ArgumentParser:
        subparser = kinds.add_parser(
            name, help=summary, description=summary, allow_abbrev=False, parents=[_global(argparse.SUPPRESS)]
        )
        subparser.add_argument(
            "--user", dest="user_name", metavar="NAMA", default=argparse.SUPPRESS, help="pengguna yang masuk"
        )
        subparser.add_argument("--out", type=Path, required=True, metavar="FILE", help="berkas yang ditulis")
        subparser.add_argument("--paper", choices=papers, help="kertas; tanpa ini menurut pengaturan kantor")
        subparser.add_argument(
            "--shipped-template", action="store_true", help="dengan templat bawaan, bukan salinan kantor"
        )
        subparser.add_argument("--json", action="store_true", help="hasil sebagai JSON")
        return subparser

    def identity(subparser: argparse.ArgumentParser) -> None:
        subparser.add_argument("--with-identity", action="store_true", help="dengan identitas; dicatat di riwayat")

    for name, summary in (
        ("receipt", "tanda terima"), ("support", "tanda terima pendukung"), ("form", "formulir pengaduan; tanpa nomor formulir kosong"),
        ("disposition", "lembar disposisi"), ("response", "surat jawaban, .pdf atau .docx"), ("minutes", "berita acara"),
        ("assignment", "surat tugas"), ("visit", "berita acara peninjauan lapangan"),
        ("cover", "surat pengantar atau pelimpahan"),
        ("slip", "slip jawaban warga"), ("reminder", "surat teguran kabupaten yang terakhir"),
        ("case", "berkas perkara dengan riwayat"),
    ):  # fmt: skip
        subparser = kind(name, summary, PAPERS_OF.get(name, SHEETS))
        if name == "support":
            subparser.add_argument(
                "--supporter", type=int, metavar="N", help="pendukung keberapa; tanpa ini yang terakhir"
            )
        subparser.add_argument("number", metavar="NOMOR", nargs="?" if name == "form" else None)
        identity(subparser)
        if name in ADDRESSED:
            subparser.add_argument(
                "--to",
                dest="addressees",
                default="",
                metavar="NAMA",
                help="yang ditugaskan atau dituju; beberapa: dengan titik koma",
            )
        if name in NUMBERED:
            subparser.add_argument("--date", dest="on", type=_day, metavar="TGL", help="tanggal surat, YYYY-MM-DD")
            subparser.add_argument(
                "--number", dest="paper_number", default="", metavar="TEKS",
                help="nomor surat atau agenda; tanpa ini nomor yang diusulkan",
            )  # fmt: skip
    for name, summary in (("register", "buku register"), ("notice", "lembar papan pengumuman")):
        subparser = kind(name, summary)
        subparser.add_argument("--from", dest="first", type=_day, metavar="TGL", help="sejak, YYYY-MM-DD")
        subparser.add_argument("--to", dest="last", type=_day, metavar="TGL", help="sampai, YYYY-MM-DD")
        if name == "register":
            identity(subparser)
    figures = kind("monitoring", "pemantauan: angka seperti di layar, .pdf atau .xlsx")
    figures.add_argument("--from", dest="first", type=_day, metavar="TGL", help="diterima sejak, YYYY-MM-DD")
    figures.add_argument("--to", dest="last", type=_day, metavar="TGL", help="diterima sampai, YYYY-MM-DD")
    figures.add_argument(
        "--compare", choices=("before", "year-before", "none"), default="before", metavar="MASA",
        help="before (masa sebelumnya), year-before (setahun sebelumnya), none",
    )  # fmt: skip
    figures.add_argument(
        "--step", choices=MEASURED, default="respond", metavar="TAHAP", help=f"ketepatan per kategori dan tempat menurut {', '.join(MEASURED)}",
    )  # fmt: skip
    figures.add_argument(
        "--places",
        choices=PLACE_PARTS,
        default="dusun",
        metavar="BAGIAN",
        help="sampai mana tempat dirinci: dusun, rw, rt",
    )
    figures.add_argument("--subcategories", action="store_true", help="kategori sampai rinciannya")
    for name, summary, papers in (
        ("poster", "poster kanal pengaduan dengan kode QR", POSTER_PAPERS), ("cards", "kartu kanal pengaduan, selembar untuk dipotong", SHEETS),
    ):  # fmt: skip
        subparser = kind(name, summary, papers)
        subparser.add_argument("--whatsapp", metavar="NOMOR", help="tanpa ini menurut yang tersimpan")
        subparser.add_argument("--hours", metavar="TEKS", help="jam layanan; tanpa ini menurut yang tersimpan")
    week = kind("week", "satu pekan pada satu halaman, untuk meja pimpinan")
    week.add_argument("--week", metavar="PEKAN", default="", help="2026-W48; tanpa ini pekan ini")
    recap = kind("recap", "rekapitulasi")
    recap.add_argument("--period", metavar="MASA", default="", help="2026-11, 2026-T4, atau 2026")
    period = kinds.add_parser(
        "period",
        help="laporan masa untuk kabupaten: PDF, XLSX dan JSON",
        description="laporan masa untuk kabupaten: PDF, XLSX dan JSON",
        allow_abbrev=False,
        parents=[_global(argparse.SUPPRESS)],
    )
    period.add_argument(
        "--user", dest="user_name", metavar="NAMA", default=argparse.SUPPRESS, help="pengguna yang masuk"
    )
    period.add_argument("period", metavar="MASA", help="2026-11, 2026-T3 (atau -Q3), atau 2026")
    period.add_argument("--out", type=Path, metavar="DIR", help="folder untuk ketiga berkas; dibuat bila belum ada")
    for name, label in (("obstacles", "kendala"), ("follow-up", "tindak lanjut"), ("recommendations", "rekomendasi")):
        period.add_argument(f"--{name}", metavar="TEKS", help=f"{label}; disimpan sebagai konsep")
    period.add_argument(
        "--reason",
        dest="reasons",
        metavar="NOMOR=SEBAB",
        action="append",
        default=[],
        help="sebab terlambat; boleh berulang",
    )
    period.add_argument("--send", action="store_true", help="dikirim dengan sinkronisasi atau flashdisk berikutnya")
    period.add_argument("--sent", action="store_true", help="yang sudah dikirim untuk masa itu; tidak ada yang ditulis")
    period.add_argument("--paper", choices=SHEETS, help="kertas; tanpa ini menurut pengaturan kantor")
    period.add_argument("--shipped-template", action="store_true", help="dengan templat bawaan, bukan salinan kantor")
    period.add_argument("--json", action="store_true", help="hasil sebagai JSON")


def _verify(verify: argparse.ArgumentParser) -> None:
    verify.add_argument(
        "code", metavar="TEKS|-", help="tulisan dari kode QR surat atau tanda terima, dalam tanda kutip; - untuk stdin"
    )
    verify.add_argument("--json", action="store_true", help="hasil sebagai JSON")


def _numbers(numbers: argparse.ArgumentParser) -> None:
    numbers.add_argument("--letter", metavar="POLA", help="pola nomor surat; kosong: ditulis dengan tangan")
    numbers.add_argument("--agenda", metavar="POLA", help="pola nomor agenda; kosong: ditulis dengan tangan")
    numbers.add_argument("--classification", metavar="TEKS", help="kode klasifikasi")
    numbers.add_argument("--code", metavar="TEKS", help="kode kantor")
    for series, summary in (("letter", "surat"), ("agenda", "agenda")):
        numbers.add_argument(
            f"--{series}-last", type=_count, metavar="N", help=f"nomor {summary} terakhir yang dipakai tahun ini"
        )
    numbers.add_argument("--given", action="store_true", help="nomor yang sudah diberikan komputer ini")
    numbers.add_argument("--json", action="store_true")


def _ways(command: argparse.ArgumentParser) -> Callable[[str, str], argparse.ArgumentParser]:
    """What adds a way of the command: a second word with options of its own."""
    ways = command.add_subparsers(dest="way", required=True, metavar="CARA", parser_class=_Parser)

    def way(name: str, summary: str) -> argparse.ArgumentParser:
        subparser = ways.add_parser(
            name, help=summary, description=summary, allow_abbrev=False, parents=[_global(argparse.SUPPRESS)]
        )
        subparser.add_argument(
            "--user", dest="user_name", metavar="NAMA", default=argparse.SUPPRESS, help="pengguna yang masuk"
        )
        subparser.add_argument("--json", action="store_true")
        return subparser

    return way


def _places(place: argparse.ArgumentParser) -> None:
    way = _ways(place)

    def within(subparser: argparse.ArgumentParser) -> None:
        subparser.add_argument(
            "--part", choices=PLACE_PARTS, default="dusun", help="bagian tempat; dusun bila tidak disebut"
        )
        subparser.add_argument("--dusun", default="", metavar="NAMA", help="untuk RW atau RT: dusunnya")
        subparser.add_argument("--rw", default="", metavar="RW", help="untuk RT: RW-nya")

    listing = way("list", "tempat yang disebut pengaduan, dan jumlahnya")
    listing.add_argument("--similar", action="store_true", help="pasangan nama yang mirip; tidak digabung sendiri")
    listing.add_argument("--changes", action="store_true", help="nama yang pernah diganti, yang terakhir lebih dahulu")
    rename = way("rename", "mengganti nama satu tempat di semua pengaduan")
    rename.add_argument("name", metavar="NAMA")
    rename.add_argument("new_name", metavar="NAMA-BARU")
    within(rename)
    merge = way("merge", "menggabungkan beberapa nama menjadi satu di semua pengaduan")
    merge.add_argument("names", nargs="+", metavar="NAMA")
    merge.add_argument("--into", dest="new_name", required=True, metavar="NAMA", help="nama yang dipakai")
    within(merge)
    undo = way("undo", "membatalkan perubahan nama yang terakhir")
    undo.add_argument("--change", default="", metavar="ID", help="perubahan lain, menurut list --changes")


def _safety(command: Any) -> None:
    paper = command(
        "inspectorate-form", "formulir PDF untuk Inspektorat bila kuncinya belum ada; isinya tidak disimpan"
    )
    paper.add_argument(
        "--json", dest="json", metavar="FILE", required=True, help="pengaduan seperti pada record; - untuk stdin"
    )
    paper.add_argument("--out", type=Path, required=True, metavar="FILE", help="berkas PDF yang ditulis")
    title = command("notice-title", "judul netral untuk papan pengumuman; tanpa nomor: tanggapan yang tidak dimuat")
    title.add_argument("number", metavar="NOMOR", nargs="?", default="")
    title.add_argument("--title", metavar="JUDUL", default="", help="disetujui kepala desa/lurah; tanpa nama orang")
    title.add_argument("--withdraw", action="store_true", help="mencabut persetujuan")
    title.add_argument("--json", action="store_true")
    imports = command("imports", "impor di komputer ini: berapa sisanya; mengarsipkan sisanya, atau mengurungkannya")
    imports.add_argument("run", metavar="IMPOR", nargs="?", type=_count, help="nomor impornya")
    imports.add_argument("--archive-rest", action="store_true", help="arsipkan yang belum selesai dan belum dikerjakan")
    imports.add_argument("--undo", action="store_true", help="tarik kembali yang belum dikerjakan")
    imports.add_argument("--note", default="", metavar="TEKS", help="alasan diarsipkan")
    imports.add_argument("--json", action="store_true")
    users = command("users", "pengguna buku ini; dengan NAMA: memberi peran, atau menambahkannya (admin)")
    users.add_argument("name", metavar="NAMA", nargs="?", default="")
    users.add_argument("--role", choices=ROLES, help="perannya")
    users.add_argument("--dusun", metavar="NAMA", default="", help="untuk hamlet (kadus): dusun yang dilihatnya")
    users.add_argument("--json", action="store_true")
    backup = command("backup", "cadangan terverifikasi dalam satu berkas")
    backup.add_argument("file", type=Path, metavar="FILE")
    backup.add_argument("--json", action="store_true")
    restore = command("restore", "memulihkan cadangan; penomoran tetap aman")
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument("--json", action="store_true")
    check = command("check", "memeriksa rantai catatan, lampiran, dan tampilan")
    check.add_argument("--json", action="store_true")


def _district(command: Any) -> None:
    enrol = command("enrol", "mendaftarkan komputer ini ke kabupaten")
    enrol.add_argument(
        "url",
        metavar="URL|FILE",
        help="alamat server kabupaten, misalnya https://aduan.sinjaikab.go.id, atau berkas undangannya",
    )
    enrol.add_argument("code", metavar="KODE", help="kode pendaftaran dari kabupaten")
    enrol.add_argument("--json", action="store_true")
    sync = command("sync", "sinkronisasi sekali")
    sync.add_argument("--json", action="store_true", help="hasil sebagai JSON")
    status = command("status", "apa yang menunggu dikirim, dan kapan terakhir berhasil")
    status.add_argument("--json", action="store_true")
    announcements = command("announcements", "pengumuman kabupaten yang belum dibaca")
    announcements.add_argument(
        "--read", action="append", type=int, default=[], metavar="NOMOR", help="tandai sudah dibaca; boleh berulang"
    )
    announcements.add_argument("--json", action="store_true")
    reminded = command("reminded", "di kecamatan: aduan unit di bawahnya yang diingatkan kabupaten")
    reminded.add_argument("--json", action="store_true")
    held_files = command("held-files", "lampiran yang belum dikirim sebab data tersembunyinya tidak dapat dihapus")
    held_files.add_argument(
        "--send", action="append", default=[], metavar="HASH", help="kirim apa adanya; boleh berulang"
    )
    held_files.add_argument("--keep", action="append", default=[], metavar="HASH", help="simpan di komputer ini saja")
    held_files.add_argument("--json", action="store_true")
    update = command("update", "versi program; dengan FILE: menyiapkan rilis untuk pembukaan berikutnya")
    update.add_argument("file", type=Path, metavar="FILE", nargs="?", help="berkas .aduan-rilis")
    update.add_argument("--check", action="store_true", help="hanya memeriksa FILE")
    update.add_argument("--again", action="store_true", help="mencoba lagi versi yang gagal atau ditolak")
    update.add_argument("--json", action="store_true")
    _relay(command("relay", "kecamatan membawakan kiriman dan balasan desa tanpa jaringan, tanpa dapat membacanya"))
    bundle = command("bundle", "bertukar dengan kabupaten lewat flashdisk")
    bundle.add_argument("way", choices=("write", "read"), metavar="write|read", help="menulis kiriman, membaca balasan")
    bundle.add_argument("file", type=Path, metavar="FILE", help="untuk write juga folder, misalnya flashdisknya")
    bundle.add_argument("--json", action="store_true")


def _relay(relay: argparse.ArgumentParser) -> None:
    way = _ways(relay)
    take = way("take", "membawa kiriman desa dari flashdisk atau berkas")
    take.add_argument("places", nargs="+", type=Path, metavar="PLACE", help="flashdisk desa, atau berkas di dalamnya")
    give = way("give", "menaruh balasan kabupaten di flashdisk desa")
    give.add_argument("folder", type=Path, metavar="DIR")
    give.add_argument(
        "--unit", action="append", default=[], metavar="KODE", help="hanya untuk unit ini; boleh berulang"
    )
    exchange = way("exchange", "keduanya")
    exchange.add_argument("folder", type=Path, metavar="DIR")
    way("list", "keadaan tiap desa")


def _folder(typed: str) -> Path:
    if not typed.strip():
        raise argparse.ArgumentTypeError("folder kosong")
    return Path(typed).absolute()


def _count(typed: str) -> int:
    if not typed.isdecimal() or len(typed) > 9:
        raise argparse.ArgumentTypeError(f"bukan jumlah: {typed!r}")
    return int(typed)


def _rows(typed: str) -> frozenset[int]:
    """'3,7-9': rows 3, 7, 8 and 9."""
    numbers: set[int] = set()
    for part in typed.split(","):
        first, dash, last = part.partition("-")
        ends = [first, last if dash else first]
        if not all(end.strip().isdecimal() and len(end.strip()) < 8 for end in ends):
            raise argparse.ArgumentTypeError(f"bukan nomor baris seperti 3,7-9: {typed!r}")
        numbers.update(range(int(ends[0]), int(ends[1]) + 1))
    return frozenset(numbers)


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise argparse.ArgumentTypeError(f"bukan tanggal YYYY-MM-DD: {typed!r}") from None
