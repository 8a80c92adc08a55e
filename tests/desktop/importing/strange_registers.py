"""Registers of kinds that nobody had tried, each with what must be recorded of its rows; written before the program read them."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl

from tests.desktop.importing.written_registers import Register, Truth, row, sheet, text

D, N = date, None


def _bytes(name: str, content: bytes, truth: list[Truth]) -> Register:
    def build(folder: Path) -> tuple[Path, list[Truth]]:
        (folder / name).write_bytes(content)
        return folder / name, truth

    return build


def _changed(register: Register, change: Callable[[openpyxl.Workbook], None]) -> Register:
    """The register with what a list of rows can't say: hidden columns, notes, filters."""

    def build(folder: Path) -> tuple[Path, list[Truth]]:
        file, truth = register(folder)
        book = openpyxl.load_workbook(file)
        change(book)
        book.save(file)
        return file, truth

    return build


_ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3">
<office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>"""


def _ods(tables: dict[str, Sequence[str]], truth: list[Truth]) -> Register:
    """A LibreOffice file; a cell that begins with '<' is its XML."""

    def build(folder: Path) -> tuple[Path, list[Truth]]:
        content = "".join(
            f'<table:table table:name="{name}">{"".join(rows)}</table:table>' for name, rows in tables.items()
        )
        with ZipFile(folder / "register.ods", "w") as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            archive.writestr("content.xml", _ODS.format(content))
            archive.writestr(
                "META-INF/manifest.xml",
                '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
                'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>',
            )
        return folder / "register.ods", truth

    return build


def _cells(*cells: object) -> str:
    def cell(value: object) -> str:
        if isinstance(value, date):
            return f'<table:table-cell office:value-type="date" office:date-value="{value}"><text:p>{value:%d/%m/%y}</text:p></table:table-cell>'
        if isinstance(value, int):
            return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
        if value is None:
            return "<table:table-cell/>"
        words = str(value)
        return (
            words
            if words.startswith("<table")
            else f'<table:table-cell office:value-type="string"><text:p>{words}</text:p></table:table-cell>'
        )

    return f"<table:table-row>{''.join(map(cell, cells))}</table:table-row>"


def _hide_and_filter(book: openpyxl.Workbook) -> None:
    page = book.worksheets[0]
    page.column_dimensions["D"].hidden = True
    page.auto_filter.ref = "A2:J6"
    page.row_dimensions[4].hidden = True


STRANGE: dict[str, Register] = {
    "days of the Javanese week, as Windows wrote them": text(
        "sep=;\r\nBUKU PENGADUAN DESA KARANGREJA;;;;;\r\n;;;;;\r\nNO.;DINTEN / TANGGAL;NAMA / RT-RW / HP;ISI PENGADUAN;HASIL;PARAF\r\n"
        "1;Senèn Pon, 6 Jan 2025;Mbok Sarinem, RT 03/RW 01, 0812-3456-7801;Lampu \x93ngarep masjid\x94 mati;Wis rampung 9-1-2025;\r\n"
        "2;Rebo Kliwon, 8 Januari 2025;Pak Karto RT 02/RW 01 081234567802;Got mampet ± 3 meter;Sudah selesai;\r\n"
        "3;Jemuwah Wage 10-01-2025;Wagiman (RT 01 RW 02);Jalan rusak;Durung;\r\n"
        "4;Ahad Legi 12-1-2025;Ngadinem - RT 05 RW 02 - WA 0857 1234 5678;Banyu keruh;Belum;\r\n"
        "5;Minggu, 12 Jan. 2025 jam 19.30;N.N;Musik banter;Proses;\r\n;;;;;\r\n;;;Karangreja, 31 Januari 2025;;\r\n;;;Kepala Desa;;\r\n;;;SUTRISNO;;\r\n".encode("latin-1").decode("cp1252"),
        [
            row("Lampu “ngarep masjid” mati", D(2025, 1, 6), "Mbok Sarinem", phone="+6281234567801", address="RT 03/RW 01", want="closed?"),
            row("Got mampet ± 3 meter", D(2025, 1, 8), "Pak Karto", phone="+6281234567802", address="RT 02/RW 01", stage="closed"),
            row("Jalan rusak", D(2025, 1, 10), "Wagiman", address="RT 01 RW 02", want="new?"),
            row("Banyu keruh", D(2025, 1, 12), "Ngadinem", phone="+6285712345678", address="RT 05 RW 02", stage="new"),
            row("Musik banter", D(2025, 1, 12), "", stage="in_progress"),
        ],
        "cp1252",
    ),
    "a page that another program called xls, cells over rows": _bytes(
        "register.xls",
        b"""<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"><style>td{mso-number-format:"\\@"}</style></head><body>
<table><tr><td colspan=6><b>DESA SAOTANRE</b></td></tr><tr><td colspan=6>REGISTER PENGADUAN</td></tr></table>
<table border=1><thead><tr><th rowspan=2>No</th><th rowspan=2>Tanggal<br>Lapor</th><th colspan=2>Pelapor</th><th rowspan=2>Uraian<br/>Pengaduan</th><th rowspan=2>Ket.</th></tr>
<tr><th>Nama</th><th>No.&nbsp;HP</th></tr></thead><tbody>
<tr><td>1<td rowspan=2>Senin,<br>13/01/2025<td>Andi&nbsp;Baso<td>081234567801<td>Lampu mati<br>sejak Jumat<td>Selesai
<tr><td>2<td>Hj.&nbsp;Nur&#39;aini<td>0812&ndash;3456&ndash;7802<td>Harga pupuk &lt; wajar &amp; langka<td>Proses
<tr><td>3</td><td>14/01/2025</td><td>Cici</td><td></td><td><font color=red>Air</font> <b>ke</b>ruh</td><td>Belum</td></tr>
</tbody><tfoot><tr><td colspan=4>Jumlah</td><td>3</td><td></td></tr></tfoot></table>
<table><tr><td>Saotanre, 31 Januari 2025</td></tr><tr><td>Kepala Desa</td></tr></table></body></html>""",
        [
            row("Lampu mati\nsejak Jumat", D(2025, 1, 13), "Andi Baso", phone="+6281234567801", stage="closed"),
            row("Harga pupuk < wajar & langka", D(2025, 1, 13), "Hj. Nur'aini", phone="+6281234567802", stage="in_progress"),
            row("Air keruh", D(2025, 1, 14), "Cici", stage="new"),
        ],
    ),
    "months as sheets of LibreOffice, with comments and spaces of its own": _ods(
        {
            "Jan": [
                _cells("REGISTER PENGADUAN BULAN JANUARI 2025"), _cells("No", "Tgl", "Nama Warga", "Dusun", "Aduan", "Tindak lanjut"),
                _cells(1, 6, "Andi", "Bonto", '<table:table-cell office:value-type="string"><office:annotation><dc:creator>sekdes</dc:creator><text:p>jangan '
                       'dibaca</text:p></office:annotation><text:p>Lampu<text:s text:c="1"/>padam</text:p><text:p>di <text:span>RT 1</text:span></text:p></table:table-cell>', "Selesai"),
                _cells(2, 31, "Budi", "Lappae", "Got mampet"),
                '<table:table-row table:number-rows-repeated="900"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>',
                _cells("Jumlah", None, None, None, 2),
            ],
            "Peb": [
                _cells("REGISTER PENGADUAN BULAN PEBRUARI 2025"), _cells("No", "Tgl", "Nama Warga", "Dusun", "Aduan", "Tindak lanjut"),
                _cells(1, 3, "Cici", '<table:table-cell office:value-type="string"/>', "Air keruh", "Masih dikerjakan"),
                _cells(2, D(2025, 2, 5), "Dedi", "Bonto", "Jalan rusak", "Sudah diteruskan ke PU"), _cells("NIHIL"),
            ],
        },
        [
            row("Lampu padam\ndi RT 1", D(2025, 1, 6), "Andi", dusun="Bonto", stage="closed"), row("Got mampet", D(2025, 1, 31), "Budi", dusun="Lappae"),
            row("Air keruh", D(2025, 2, 3), "Cici", dusun="", stage="in_progress"), row("Jalan rusak", D(2025, 2, 5), "Dedi", dusun="Bonto", stage="forwarded"),
        ],
    ),
    "the signature first and the day last, by field of work, two matters in one cell": sheet(
        [
            ["PARAF", "HASIL", "URAIAN MASALAH", "PELAPOR (NAMA, RT/RW, NO. HP)", "TGL MASUK", "NO"],
            ["A. BIDANG INFRASTRUKTUR"],
            [N, "Selesai", "1. Lampu jalan mati\n2. Got depan SD tersumbat", "Sitti Aminah\nRT 02/RW 01\n0812 3456 7801", "6 Jan 2025", 1],
            ["", "Blm", "a) jalan licin; b) jembatan goyang", "Abd. Rahman S.Pd / RT.01 RW.03 / 081234567802", "7 Jan 2025", 2],
            ["B. BIDANG KESEJAHTERAAN"],
            [N, "Ditolak krn bukan warga desa", "BLT tidak dapat", "Hj. Nurhayati RT 03 RW 02", "8 Jan 2025", "3"],
            [N, "Proses", "Air mati", "Kamaruddin RT 03 RW 02", "9 Jan 2025", "4"],
            ["Keterangan:", "Blm = belum ditindaklanjuti"], ["", "Data ini dihimpun dari buku tulis sekretariat dan grup WA dusun"],
        ],
        [
            row("1. Lampu jalan mati\n2. Got depan SD tersumbat", D(2025, 1, 6), "Sitti Aminah", phone="+6281234567801", address="RT 02/RW 01", stage="closed"),
            row("a) jalan licin; b) jembatan goyang", D(2025, 1, 7), "Abd. Rahman S.Pd", phone="+6281234567802", address="RT.01 RW.03", stage="new"),
            row("BLT tidak dapat", D(2025, 1, 8), "Hj. Nurhayati", address="RT 03 RW 02", stage="archived"),
            row("Air mati", D(2025, 1, 9), "Kamaruddin", address="RT 03 RW 02", stage="in_progress"),
        ],
    ),
    "days of the Hijri calendar": sheet(
        [
            ["BUKU ADUAN GAMPONG"], ["No", "Hari/Tanggal", "Nama", "Isi Aduan", "Ket"],
            [1, "12 Rajab 1446 H / 12 Januari 2025", "Teuku Amat", "Hijri satu", "Selesai"], [2, "13 Rajab 1446 H", "Cut Nyak", "Hijri dua", "Proses"],
            [3, "15 Syawal 1446 H (14 April 2025)", "Po Din", "Hijri tiga", "Belum"], [4, "16-10-1446", "Po Lah", "Hijri empat", ""],
            [5, "Senin, 17 Februari 2025 M / 18 Sya'ban 1446 H", "Nek Ti", "Hijri lima", "Selesai"], [6, "3 Ramadhan", "Apa Kaoy", "Hijri enam", ""],
            [7, "20 Februari 2025 M", "Nyak Wan", "Hijri tujuh", ""],
        ],
        [
            row("Hijri satu", D(2025, 1, 12), "Teuku Amat", stage="closed"), row("Hijri dua", N), row("Hijri tiga", D(2025, 4, 14), "Po Din", stage="new"), row("Hijri empat", N),
            row("Hijri lima", D(2025, 2, 17), "Nek Ti", stage="closed"), row("Hijri enam", N), row("Hijri tujuh", D(2025, 2, 20), "Nyak Wan", stage="new"),
        ],
    ),
    "what was planned is not what was done; hidden columns and rows": _changed(
        sheet(
            [
                ["REKAP ADUAN 2025"], ["No", "Tgl Aduan", "Pengadu", "NIK", "Aduan Warga", "Rencana Tindak Lanjut", "Target Selesai", "Estimasi Selesai", "Tgl Disposisi", "Status Tindak Lanjut"],
                [1, D(2025, 1, 6), "Andi", "7307010108850001", "Rencana satu", "Ganti lampu", D(2025, 1, 20), D(2025, 1, 22), D(2025, 1, 7), "Proses"],
                [2, D(2025, 1, 7), "Budi", "7307010208850002", "Rencana dua", "", D(2025, 2, 1), "", "", "Belum"],
                [3, D(2025, 1, 8), "Cici", "", "Rencana tiga", "Rapat", "Minggu depan", "", D(2025, 1, 9), "Selesai"],
                [4, D(2025, 1, 9), "Dedi", "", "Rencana empat", "Sudah dipasang", "", D(2025, 1, 30), "", ""],
                [5, D(2025, 1, 10), "Emi", "", "Rencana lima", "Selesai bulan depan", "", "", "", "Segera diselesaikan"],
            ],
            [
                row("Rencana satu", D(2025, 1, 6), "Andi", nik="7307010108850001", stage="in_progress", closed=""), row("Rencana dua", D(2025, 1, 7), "Budi", stage="new", closed=""),
                row("Rencana tiga", D(2025, 1, 8), "Cici", stage="closed", closed=""), row("Rencana empat", D(2025, 1, 9), "Dedi", stage="new", closed=""),
            ],
        ),
        _hide_and_filter,
    ),
    "the whole story in one cell": sheet(
        [
            ["No", "Tanggal", "Nama Pelapor", "Uraian Aduan", "Keterangan"],
            [1, D(2025, 1, 6), "Andi", "Cerita satu", "Tgl 8/1 disurvei, tgl 10/1 dikerjakan, selesai 15/1"],
            [2, D(2025, 1, 7), "Budi", "Cerita dua", "Sdh selesai (BA No. 05/BA/I/2025)"], [3, D(2025, 1, 8), "Cici", "Cerita tiga", "Selesai 31/2/2025"],
            [4, D(2025, 1, 9), "Dedi", "Cerita empat", "Selesai tgl 2-1-2025"], [5, D(2025, 1, 10), "Emi", "Cerita lima", "Dimediasi, damai kedua belah pihak"],
            [6, D(2025, 1, 13), "Fajar", "Cerita enam", "Selesai minggu depan"], [7, D(2025, 1, 14), "Gani", "Cerita tujuh", "Menunggu Dana Desa tahap II"],
            [8, D(2025, 1, 15), "Hasan", "Cerita delapan", "tdk jadi, dicabut oleh pelapor"], [9, D(2025, 1, 16), "Ina", "Cerita sembilan", "kata PLN sdh selesai, tapi warga bilang belum"],
            [10, D(2025, 1, 17), "Jufri", "Cerita sepuluh", "Selesai dikerjakan 20 Januari 2025 oleh CV Karya"], [11, D(2025, 1, 20), "Kiki", "Cerita sebelas", "Proses"],
            [14, D(2025, 1, 20), "Nani", "Cerita empat belas", "durung rampung"], [15, D(2025, 1, 20), "Oni", "Cerita lima belas", "tacan beres"],
            [12, D(2025, 1, 21), "Lela", "Cerita dua belas", "bukan selesai, baru diukur"], [13, D(2025, 1, 22), "Mina", "Cerita tiga belas", "Selesai tgl 32-1-2025"],
        ],
        [
            row("Cerita satu", D(2025, 1, 6), "Andi", want="closed?"), row("Cerita dua", D(2025, 1, 7), "Budi", stage="closed", closed=""),
            row("Cerita tiga", D(2025, 1, 8), "Cici", want="closed?", closed=""), row("Cerita empat", D(2025, 1, 9), "Dedi", want="closed?", closed=""),
            row("Cerita lima", D(2025, 1, 10), "Emi", want="closed?"), row("Cerita enam", D(2025, 1, 13), "Fajar", want="in_progress?"),
            row("Cerita tujuh", D(2025, 1, 14), "Gani", stage="in_progress"), row("Cerita delapan", D(2025, 1, 15), "Hasan", stage="archived"),
            row("Cerita sembilan", D(2025, 1, 16), "Ina", want="in_progress?"), row("Cerita sepuluh", D(2025, 1, 17), "Jufri", stage="closed", closed="2025-01-20"),
            row("Cerita empat belas", D(2025, 1, 20), "Nani", stage="in_progress"), row("Cerita lima belas", D(2025, 1, 20), "Oni", stage="in_progress"),
            row("Cerita sebelas", D(2025, 1, 20), "Kiki", stage="in_progress"), row("Cerita dua belas", D(2025, 1, 21), "Lela", want="in_progress?"),
            row("Cerita tiga belas", D(2025, 1, 22), "Mina", want="closed?", closed=""),
        ],
    ),
    "Excel's own way to keep numbers as text": text(
        '\ufeffNO\tTGL. PENGADUAN\tNIK\tNAMA\tNO. WA\tRT/RW\tDUSUN\tISI\tSTATUS\r\n="1"\t="05/02/2025"\t="7307010108850001"\tAndi\t="081234567801"\t="02/01"\tBonto\t"=Lampu padam"\tSELESAI\r\n'
        "'2\t'16/02/2025\t'7307010208850002\tBudi\t'081234567802\t'03/01\tLappae\tGot mampet\tPROSES\r\n3\t17/02/2025\t\tCici\t'-\tRT 001 RW 002\tBonto\tAir keruh\tBELUM\r\n"
        "4\t18/02/2025\t\tDedi\t\t4-Feb\tBonto\tJalan rusak\tBELUM\r\n\tPindahan\t\t\t\t\t\t4\t\r\n",
        [
            row("=Lampu padam", D(2025, 2, 5), "Andi", nik="7307010108850001", phone="+6281234567801", dusun="Bonto", rt="02", rw="01", stage="closed"),
            row("Got mampet", D(2025, 2, 16), "Budi", nik="7307010208850002", phone="+6281234567802", rt="03", rw="01", stage="in_progress"),
            row("Air keruh", D(2025, 2, 17), "Cici", phone="", rt="01", rw="02", stage="new"), row("Jalan rusak", D(2025, 2, 18), "Dedi", rt="", rw="", stage="new"),
        ],
        "utf-16",
    ),
    "sums carried from page to page, the year on the page before": sheet(
        [
            ["BUKU PENGADUAN TAHUN 2025"], ["No", "Tanggal", "Nama", "Alamat", "Pengaduan", "Jml"],
            ["01", "06-Jan", "ANDI BASO, S.E.", "Bonto", "PINDAH SATU", 1], ["02", "07-Jan", "BUDI", "sda", "PINDAH DUA", 1], ["Dipindahkan", N, N, N, N, 2],
            ["BUKU PENGADUAN TAHUN 2025"], ["No", "Tanggal", "Nama", "Alamat", "Pengaduan", "Jml"], ["Pindahan dari halaman 1", N, N, N, N, 2],
            ["03", "08-Jan", "CICI", "-,,-", "PINDAH TIGA", 1], ["04", "-\"-", "DEDI", "Lappae", "PINDAH EMPAT", 1], ["05", "09-Jan", "EMI", "Lappae", "Pindahan penduduk tidak dilayani", 1],
            ["Jumlah dipindahkan ke hal. 3", N, N, N, N, 5],
            ["BUKU PENGADUAN TAHUN 2026"], ["No", "Tanggal", "Nama", "Alamat", "Pengaduan", "Jml"], ["06", "05-Jan", "FAJAR", "Bonto", "PINDAH ENAM", 1],
        ],
        [
            row("PINDAH SATU", D(2025, 1, 6), "ANDI BASO, S.E.", address="Bonto"), row("PINDAH DUA", D(2025, 1, 7), "BUDI", address="Bonto"),
            row("PINDAH TIGA", D(2025, 1, 8), "CICI", address="Bonto"), row("PINDAH EMPAT", D(2025, 1, 8), "DEDI", address="Lappae"),
            row("Pindahan penduduk tidak dilayani", D(2025, 1, 9), "EMI", address="Lappae"), row("PINDAH ENAM", D(2026, 1, 5), "FAJAR", address="Bonto"),
        ],
    ),
    "a new year without its title": sheet(
        [
            ["BUKU PENGADUAN TAHUN 2024"], ["No", "Tgl", "Nama", "Isi"], [1, "20 Nop", "Andi", "Turun satu"], [2, "30 Des", "Budi", "Turun dua"],
            [3, "2 Jan", "Cici", "Turun tiga"], [4, "5 Jan 2025", "Dedi", "Turun empat"],
        ],
        [row("Turun satu", D(2024, 11, 20), "Andi"), row("Turun dua", D(2024, 12, 30), "Budi"), row("Turun tiga", N), row("Turun empat", D(2025, 1, 5), "Dedi")],
    ),
    "the year in the first row alone": sheet(
        [["No", "Tgl", "Nama", "Isi"], [1, "20 Desember 2024", "Andi", "Awal satu"], [2, "30 Des", "Budi", "Awal dua"], [3, "2 Jan", "Cici", "Awal tiga"]],
        [row("Awal satu", D(2024, 12, 20), "Andi"), row("Awal dua", D(2024, 12, 30), "Budi"), row("Awal tiga", N)],
    ),
}  # fmt: skip
