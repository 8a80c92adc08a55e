"""Registers as offices write them, each with what must be recorded of its rows; written by hand before the program read them."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import xlsxwriter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

Truth = dict[str, str | None]
Rows = Sequence[Sequence[object]]
D, N = date, None
# Builds the file in a folder, which is empty, and says what is right.
Register = Callable[[Path], tuple[Path, list[Truth]]]


def row(body: str, day: date | None, name: str = "", **more: str) -> Truth:
    """Without a day the row must be asked."""
    return {"body": body, "date": day.isoformat() if day else None, "name": name, **more}


def sheet(rows: Rows, truth: list[Truth], merges: tuple[str, ...] = (), *, from_1904: bool = False) -> Register:
    return sheets({"S": rows}, truth, merges, from_1904=from_1904)


def sheets(
    tables: dict[str, Rows], truth: list[Truth], merges: tuple[str, ...] = (), *, from_1904: bool = False
) -> Register:
    def build(folder: Path) -> tuple[Path, list[Truth]]:
        book = openpyxl.Workbook()
        if from_1904:
            book.epoch = CALENDAR_MAC_1904
        book.remove(book.worksheets[0])
        for name, rows in tables.items():
            page = book.create_sheet(name)
            for cells in rows:
                page.append(cells)
            for merge in merges:
                page.merge_cells(merge)
        book.save(folder / "register.xlsx")
        return folder / "register.xlsx", truth

    return build


def text(content: str, truth: list[Truth], encoding: str = "utf-8") -> Register:
    def build(folder: Path) -> tuple[Path, list[Truth]]:
        (folder / "register.csv").write_bytes(content.encode(encoding))
        return folder / "register.csv", truth

    return build


def _failed_formulas(folder: Path) -> tuple[Path, list[Truth]]:
    rows: Rows = [
        [1, 45663, "Rosmini", "Dusun A", "Rumus satu", "Selesai"], [2, 45664, "#REF!", "Dusun B", "Rumus dua", "Proses"],
        [3, "#VALUE!", "Emi", "Dusun C", "Rumus tiga", "Proses"], [4, 45666, "Baso", "Dusun D", "Rumus empat", "#N/A"],
        [5, 45667, "Tang", "#N/A", "Rumus lima", "Selesai"],
    ]  # fmt: skip
    book = xlsxwriter.Workbook(str(folder / "register.xlsx"))
    page, day = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
    page.write_row(0, 0, ["No", "Tanggal", "Nama", "Alamat", "Isi Pengaduan", "Status"])
    for at, cells in enumerate(rows, 1):
        for column, value in enumerate(cells):
            page.write_formula(at, column, "=X!A1", day if column == 1 else None, value)  # pyright: ignore[reportArgumentType]
    book.close()
    return folder / "register.xlsx", [
        row("Rumus satu", D(2025, 1, 6), "Rosmini", address="Dusun A", stage="closed"),
        row("Rumus dua", D(2025, 1, 7), "", address="Dusun B", stage="in_progress"),
        row("Rumus tiga", N), row("Rumus empat", N), row("Rumus lima", D(2025, 1, 10), "Tang", address="", stage="closed"),
    ]  # fmt: skip


_DAYS: list[tuple[str, date | None]] = [
    ("12-Jan-24", D(2024, 1, 12)), ("12 Pebruari 2024", D(2024, 2, 12)), ("Senin, 3/2/25", D(2025, 2, 3)), ("12.01.24", D(2024, 1, 12)),
    ("5 Mei '24", D(2024, 5, 5)), ("Selasa,07/01/2025", D(2025, 1, 7)), ("2024/01/12", D(2024, 1, 12)), ("12 – 14 Maret 2025", D(2025, 3, 12)),
    ("09.06.2024 pkl 10.00", D(2024, 6, 9)), ("Rabu/ 5 Maret 2025", D(2025, 3, 5)), ("5-III-2025", D(2025, 3, 5)),
    ("10-01-2025/09.30 WITA", D(2025, 1, 10)), ("17Agustus2025", D(2025, 8, 17)), ("28 Pebr 2025", D(2025, 2, 28)), ("45663", D(2025, 1, 6)),
    ("45664.375", D(2025, 1, 7)), ("12 Maret 2025 s/d 14 Maret 2025", D(2025, 3, 12)), ("31 Juni 2025", N), ("00/00/2025", N),
]  # fmt: skip
_PAGE: Rows = [
    ["NO", "TANGGAL", "IDENTITAS PELAPOR", N, N, "ISI PENGADUAN", "KETERANGAN"],
    [N, N, "NAMA", "ALAMAT", "NO. HP", N, N],
    [1, 2, 3, 4, 5, 6, 7],
]

REGISTERS: dict[str, Register] = {
    "letterhead, name and address in one cell, months, sums, signature": sheet(
        [
            ["PEMERINTAH KABUPATEN SINJAI"], ["DESA SAOTANRE"], ["Alamat: Jl. Poros Km. 12 Kode Pos 92652"], [],
            ["BUKU REGISTER PENGADUAN MASYARAKAT TAHUN 2025"], [],
            ["No", "Tanggal", "Nama dan Alamat Pelapor", "Isi Pengaduan", "Tindak Lanjut", N, "Ket"], [N, N, N, N, "Uraian", "Tanggal", N],
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"], ["Januari 2025"],
            [1, D(2025, 1, 6), "Sitti Aminah\nDusun Bonto RT 01", "Lampu jalan mati", "Diganti lampunya", D(2025, 1, 9), "Selesai"],
            [2, D(2025, 1, 8), "Abd. Rahman, Dsn. Lappae", "Got tersumbat", "", N, ""], ["Jumlah", N, N, 2], ["Februari 2025"],
            [3, D(2025, 2, 3), "H. Muh. Yusuf, S.Pd, Jl. Pendidikan No. 4", "Jembatan lapuk", "Disurvei", D(2025, 2, 5), "Proses"],
            [4, D(2025, 2, 11), "Hasnah (Dusun Bonto)", "Beras tidak merata", "", N, ""], ["Jumlah s/d bulan ini", N, N, 4],
            [N, N, N, N, "Saotanre, 28 Februari 2025"], [N, "Mengetahui,"], [N, "Kepala Desa Saotanre"], [N, "H. BASO TANG", N, N, "SITI AMINAH"],
        ],
        [
            row("Lampu jalan mati", D(2025, 1, 6), "Sitti Aminah", address="Dusun Bonto RT 01", stage="closed"),
            row("Got tersumbat", D(2025, 1, 8), "Abd. Rahman", address="Dsn. Lappae", stage="new"),
            row("Jembatan lapuk", D(2025, 2, 3), "H. Muh. Yusuf, S.Pd", address="Jl. Pendidikan No. 4", stage="in_progress"),
            row("Beras tidak merata", D(2025, 2, 11), "Hasnah", address="Dusun Bonto", stage="new"),
        ],
        ("A7:A8", "B7:B8", "C7:C8", "D7:D8", "E7:F7", "G7:G8"),
    ),
    "ways to write a day": sheet(
        [["NO", "HARI/TANGGAL", "NAMA", "URAIAN"]] + [[at, day, f"Warga {at}", f"Air ke-{at}"] for at, (day, _) in enumerate(_DAYS)],
        [row(f"Air ke-{at}", day, f"Warga {at}") for at, (_, day) in enumerate(_DAYS)],
    ),
    "days counted from 1904": sheet(
        [["No", "Tanggal", "Nama", "Isi"], [1, D(2025, 1, 6), "Emi", "Mac satu"], [2, 44203, "Baso", "Mac dua"]],
        [row("Mac satu", D(2025, 1, 6), "Emi"), row("Mac dua", D(2025, 1, 8), "Baso")],
        from_1904=True,
    ),
    "formulas that failed": _failed_formulas,
    "check marks under status and sex": sheet(
        [
            ["No", "Tanggal", "Nama", "Jenis Kelamin", N, "Isi Pengaduan", "Status", N, N, "Ket"], [N, N, N, "L", "P", N, "Selesai", "Proses", "Belum"],
            [1, D(2025, 3, 3), "Andi", "√", "", "Centang satu", "√", "", "", ""], [2, D(2025, 3, 4), "Bunga", "", "√", "Centang dua", "", "√"],
            [3, D(2025, 3, 5), "Cici", "", "v", "Centang tiga", "", "", "v", ""], [4, D(2025, 3, 6), "Dedi", "V", "", "Centang empat", "V", "V"],
            ["Jumlah", N, N, 2, 2, N, 2, 2, 1],
        ],
        [
            row("Centang satu", D(2025, 3, 3), "Andi", stage="closed"), row("Centang dua", D(2025, 3, 4), "Bunga", stage="in_progress"),
            row("Centang tiga", D(2025, 3, 5), "Cici", stage="new"), row("Centang empat", N),
        ],
        ("D1:E1", "G1:I1", "A1:A2", "B1:B2", "C1:C2", "F1:F2", "J1:J2"),
    ),
    "check marks in a CSV": text(
        "No;Tanggal;Nama;Isi Laporan;Belum Ditangani;Sedang Diproses;Sudah Selesai\n1;03/03/2025;Andi;Kotak satu;;;V\n"
        "2;14/03/2025;Budi;Kotak dua;;V;\n3;15/03/2025;Cici;Kotak tiga;V;;\n",
        [
            row("Kotak satu", D(2025, 3, 3), "Andi", stage="closed"), row("Kotak dua", D(2025, 3, 14), "Budi", stage="in_progress"),
            row("Kotak tiga", D(2025, 3, 15), "Cici", stage="new"),
        ],
    ),
    "a check mark as status says nothing clear": sheet(
        [["No", "Tanggal", "Nama", "Isi", "Status"], [1, D(2025, 3, 3), "Andi", "Tanda satu", "√"], [2, D(2025, 3, 4), "Budi", "Tanda dua", "-"]],
        [row("Tanda satu", N), row("Tanda dua", D(2025, 3, 4), "Budi", stage="new")],
    ),
    "headings again on each printed page, the status in the remarks": sheet(
        [
            ["REGISTER PENGADUAN"], *_PAGE, [1, D(2024, 5, 2), "Andi", "Bonto", "081234567801", "Satu", "Selesai"],
            [2, D(2024, 5, 3), "Budi", "Bonto", "", "Dua", "Proses"], ["Halaman 1 dari 2"], [], ["REGISTER PENGADUAN"], *_PAGE,
            [3, D(2024, 5, 7), "Dedi", "Lappae", "", "Tiga", "Belum"], ["Halaman 2 dari 2"],
        ],
        [
            row("Satu", D(2024, 5, 2), "Andi", phone="+6281234567801", stage="closed"), row("Dua", D(2024, 5, 3), "Budi", stage="in_progress"),
            row("Tiga", D(2024, 5, 7), "Dedi", address="Lappae", stage="new"),
        ],
        ("C2:E2", "A2:A3", "B2:B3", "F2:F3", "G2:G3"),
    ),
    "an export of SP4N-LAPOR!": text(
        "No,Tracking ID,Judul Laporan,Isi Laporan Awal,Tipe Laporan,Kategori,Nama Pelapor,Instansi Terdisposisi,Tanggal Laporan Masuk,Status Laporan\n"
        '1,8123456,Jalan,"Jalan poros rusak, banyak korban",Berkadar Pengawasan,Infrastruktur,ANDI,Dinas PUPR,2025-01-06 10:20:33,Selesai\n'
        "2,8123457,KTP,Diminta uang,Tidak Berkadar Pengawasan,Administrasi,Anonim,Disdukcapil,2025-01-07 11:00:00,Proses\n",
        [
            row("Jalan poros rusak, banyak korban", D(2025, 1, 6), "ANDI", stage="closed"),
            row("Diminta uang", D(2025, 1, 7), "", stage="in_progress"),
        ],
    ),
    "an export of Google Forms": text(
        "Timestamp,Nama Lengkap,Nomor HP/WA,Alamat Lengkap,Jenis Laporan,Uraikan pengaduan Anda,Upload Foto (opsional)\r\n"
        '1/13/2025 9:21:05,Andi Baso,081234567890,"Bonto, RT 01",Pengaduan,"Sampah menumpuk\ndi pasar",https://x\r\n'
        "2/3/2025 14:05:44,Siti,81234567891,Lappae,Aspirasi,Usul lampu,\r\n2/28/2025 22:15:01,Hamba Allah,,,Pengaduan,Musik keras,\r\n",
        [
            row("Sampah menumpuk\ndi pasar", D(2025, 1, 13), "Andi Baso", phone="+6281234567890", address="Bonto, RT 01"),
            row("Usul lampu", D(2025, 2, 3), "Siti", phone="+6281234567891"), row("Musik keras", D(2025, 2, 28), ""),
        ],
    ),
    "messages of WhatsApp": sheet(
        [
            ["REKAP ADUAN WHATSAPP"], ["No", "Tgl/Jam", "Nama/No WA", "Isi Pesan", "Ket"],
            [1, "02/05/2025 08:12", "Pak Rusli 081234567811", "Lampu mati", "sdh diganti"], [2, "13/05/2025 19:40", "+62 812-3456-7812", "Air mati", "proses"],
        ],
        [
            row("Lampu mati", D(2025, 5, 2), "Pak Rusli", phone="+6281234567811", stage="responded"),
            row("Air mati", D(2025, 5, 13), "", phone="+6281234567812", stage="in_progress"),
        ],
    ),
    "the year only in the title": sheet(
        [
            ["REGISTER PENGADUAN TAHUN 2024"], ["No", "Tgl", "Nama", "Pengaduan"], [1, "3/3", "Andi", "Tahun satu"], [2, "15/3", "Budi", "Tahun dua"],
            [3, "4 April", "Cici", "Tahun tiga"],
        ],
        [row("Tahun satu", D(2024, 3, 3), "Andi"), row("Tahun dua", D(2024, 3, 15), "Budi"), row("Tahun tiga", D(2024, 4, 4), "Cici")],
    ),
    "no year anywhere": sheet(
        [["No", "Tgl", "Nama", "Pengaduan"], [1, "3/3", "Andi", "Kosong satu"], [2, "15/3", "Budi", "Kosong dua"]],
        [row("Kosong satu", N), row("Kosong dua", N)],
    ),
    "the title's year is not the days'": sheet(
        [["TAHUN 2024"], ["No", "Tgl", "Nama", "Isi"], [1, "3 Maret", "Andi", "Beda satu"], [2, "15-3-2025", "Budi", "Beda dua"], [3, "2-1-2026", "Cici", "Beda tiga"]],
        [row("Beda satu", N), row("Beda dua", D(2025, 3, 15), "Budi"), row("Beda tiga", D(2026, 1, 2), "Cici")],
    ),
    "a sheet a month, with the day alone": sheets(
        {
            "JANUARI 2025": [["No", "Tgl", "Nama", "Isi"], [1, 3, "Andi", "Hari satu"], [N, N, N, "sejak Maret 2024 padam terus setiap malam hari"], [2, 31, "Budi", "Hari dua"]],
            "FEBRUARI 2025": [["No", "Tgl", "Nama", "Isi"], [1, 4, "Cici", "Hari tiga"], [2, 30, "Dedi", "Hari empat"]],
        },
        [row("Hari satu\nsejak Maret 2024 padam terus setiap malam hari", D(2025, 1, 3), "Andi"), row("Hari dua", D(2025, 1, 31), "Budi"), row("Hari tiga", D(2025, 2, 4), "Cici"), row("Hari empat", N)],
    ),
    "complainants without a name": sheet(
        [["No", "Tanggal", "Nama Pelapor", "No HP", "Isi"]]
        + [[at, D(2025, 7, 1 + at), name, "081234567890" if at == 1 else "", f"Nama {at}"] for at, name in enumerate(
            ["H. Abd. Rahman, S.Pd., M.Si", "Hamba Allah", "N.N.", "(anonim)", "Tdk mau disebut namanya", "Dirahasiakan", "Andi\nBaso"])],
        [
            row(f"Nama {at}", D(2025, 7, 1 + at), name, phone="+6281234567890" if at == 1 else "")
            for at, name in enumerate(["H. Abd. Rahman, S.Pd., M.Si", "", "", "", "", "", "Andi Baso"])
        ],
    ),
    "rows that go on with the one above": sheet(
        [
            ["No", "Tanggal", "Nama", "Isi Pengaduan", "Tindak Lanjut"], [1, D(2025, 7, 1), "Andi", "Jalan rusak", "Ditinjau"],
            [N, N, N, "dan membahayakan", "bersama kadus"], [2, D(2025, 7, 2), "Budi", "Sumur macet"], [N, N, N, "Ket: L = laki-laki"],
            [N, N, N, "*) data sampai 31 Juli 2025"], ["Data per 31 Juli 2025"], [N, N, "Sinjai, 31 Juli 2025"],
        ],
        [row("Jalan rusak\ndan membahayakan", D(2025, 7, 1), "Andi", stage="in_progress"), row("Sumur macet", D(2025, 7, 2), "Budi", stage="new")],
    ),
    "kinds that are categories, channels nobody knows": sheet(
        [
            ["No", "Tanggal", "Nama", "Jenis Pengaduan", "Uraian", "Sumber"], [1, D(2025, 8, 4), "Andi", "Infrastruktur", "Jenis satu", "Radio"],
            [2, D(2025, 8, 5), "Budi", "Bantuan Sosial", "Jenis dua", "Koran"],
        ],
        [row("Jenis satu", D(2025, 8, 4), "Andi"), row("Jenis dua", D(2025, 8, 5), "Budi")],
    ),
    "the weekday in a column of its own": sheet(
        [["No", "Hari", "Tanggal", "Jam", "Nama", "Isi"], [1, "Selasa", "05/08/2025", "10.30", "Budi", "Jam satu"], [2, "Rabu", "06/08/2025", "11.00", "Cici", "Jam dua"]],
        [row("Jam satu", D(2025, 8, 5), "Budi"), row("Jam dua", D(2025, 8, 6), "Cici")],
    ),
    "when it happened, about": sheet(
        [["No", "Tgl Lapor", "Tgl Kejadian", "Pelapor", "Isi"], [1, D(2025, 1, 10), "sekitar tgl 5", "Andi", "Kejadian satu"], [2, D(2025, 1, 11), D(2025, 1, 9), "Budi", "Kejadian dua"]],
        [row("Kejadian satu", D(2025, 1, 10), "Andi"), row("Kejadian dua", D(2025, 1, 11), "Budi")],
    ),
    "days of each stage": sheet(
        [["No", "Tanggal", "Nama", "Isi", "Verifikasi", "Diproses", "Selesai"], [1, D(2025, 1, 6), "Andi", "Tahap satu", "sudah", D(2025, 1, 8), D(2025, 1, 10)],
         [2, D(2025, 1, 7), "Budi", "Tahap dua", "belum", D(2025, 1, 9), N]],
        [row("Tahap satu", D(2025, 1, 6), "Andi", stage="closed"), row("Tahap dua", D(2025, 1, 7), "Budi", stage="in_progress")],
    ),
    "statuses under a heading of their own": sheet(
        [["No", "Tanggal", "Pengirim", "Tentang", "Kondisi Sekarang"], [1, D(2025, 1, 6), "+62 852-1111-2222", "Kondisi satu", "Selesai"], [2, D(2025, 1, 7), "Budi", "Kondisi dua", "Dalam proses"]],
        [row("Kondisi satu", D(2025, 1, 6), "", phone="+6285211112222", stage="closed"), row("Kondisi dua", D(2025, 1, 7), "Budi", stage="in_progress")],
    ),
    "a book of letters": sheet(
        [["No. Agenda", "No. Surat", "Tgl Surat", "Tgl Terima", "Pengirim", "Perihal", "Isi Ringkas"], [1, "01/X/2025", D(2025, 1, 2), D(2025, 1, 6), "RT 02", "Keluhan", "Air mati"]],
        [row("Air mati", D(2025, 1, 6), "RT 02")],
    ),
}  # fmt: skip
