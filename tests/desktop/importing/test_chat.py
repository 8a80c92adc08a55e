"""A WhatsApp chat becomes rows to pick from: who, when, text, place and photos, however the phone writes days."""

import zipfile
from datetime import date
from pathlib import Path

import pytest

from complaints.errors import Refused
from desktop.importing.chat import TOGETHER, is_chat, read_chat
from desktop.importing.register_import import record, try_out
from desktop.importing.source import open_source
from desktop.office.office import Office
from desktop.store.listing import Query
from tests.desktop.command import Run
from tests.sync.test_photo import photo

ANDROID = """12/03/25 14.05 - Pesan dan panggilan dienkripsi secara end-to-end. Ketuk untuk info selengkapnya.
12/03/25 14.05 - +62 812-3456-7811: Assalamualaikum pak
12/03/25 14.07 - Kantor Desa: Waalaikumsalam, ada apa?
12/03/25 14.20 - +62 812-3456-7811: Lampu jalan di depan masjid
sudah mati dua minggu: gelap sekali
12/03/25 14.21 - +62 812-3456-7811: IMG-20250312-WA0001.jpg (file terlampir)
12/03/25 14.22 - +62 812-3456-7811: lokasi: https://maps.google.com/?q=-5.223611,120.116667
13/03/25 08.00 - Sitti Aminah: Beras bantuan belum dibagi <Pesan ini diedit>
13/03/25 08.01 - Sitti Aminah: <Media tidak disertakan>
13/03/25 08.02 - Rusli: Pesan ini telah dihapus
"""
IPHONE = """\ufeff[12/03/25 14.05.33] Warga Bonto: \u200ePesan dan panggilan terenkripsi secara end-to-end.
[12/03/25 14.05.33] ~ Hasnah: \u200e<terlampir: 00000002-PHOTO-2025-03-12-14-05-33.jpg>
[12/03/25 14.06.00] ~ Hasnah: Got tersumbat di RT 02
\u200e[13/03/25 09.00.01] Baso: \u200eSurat.pdf • \u200e2 halaman \u200e<terlampir: 00000003-Surat.pdf>
[13/03/25 09.01.00] Baso: \u200egambar tidak disertakan
"""


def rows(text: str) -> list[tuple[object, ...]]:
    return [line.cells for line in read_chat(text).lines[1:]]


def test_what_one_person_writes_within_half_an_hour_is_one_row():
    assert rows(ANDROID) == [
        (
            date(2025, 3, 12), "+62 812-3456-7811",
            "Assalamualaikum pak\nLampu jalan di depan masjid\nsudah mati dua minggu: gelap sekali", "WhatsApp", "-5.223611", "120.116667",
            "IMG-20250312-WA0001.jpg",
        ),
        (date(2025, 3, 12), "Kantor Desa", "Waalaikumsalam, ada apa?", "WhatsApp", "", "", ""),
        (date(2025, 3, 13), "Sitti Aminah", "Beras bantuan belum dibagi", "WhatsApp", "", "", ""),
    ]  # fmt: skip
    assert read_chat(ANDROID).files == {2: ("IMG-20250312-WA0001.jpg",), 8: ("",)}
    apart = f"12/03/25 14.00 - Ani: satu\n12/03/25 14.{TOGETHER + 1} - Ani: dua\n13/03/25 00.10 - Ani: tiga\n"
    assert [row[2] for row in rows(apart)] == ["satu", "dua", "tiga"]


def test_what_an_iphone_writes():
    assert [(row[0], row[1], row[2], row[6]) for row in rows(IPHONE)] == [
        (date(2025, 3, 12), "Hasnah", "Got tersumbat di RT 02", "00000002-PHOTO-2025-03-12-14-05-33.jpg"),
        (date(2025, 3, 13), "Baso", "", "00000003-Surat.pdf"),
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12/03/2025, 14:05 - Ani: a\n13/03/2025, 14:05 - Ani: b", date(2025, 3, 12)),
        ("3/12/25, 2:05 PM - Ani: a\n3/13/25, 2:05 AM - Ani: b", date(2025, 3, 12)),
        ("12/3/25, 2:05\u202fPM - Ani: a\n31/3/25, 2:05\u202fPM - Ani: b", date(2025, 3, 12)),
        ("2025-03-12, 14:05 - Ani: a", date(2025, 3, 12)),
        ("[14:05, 25/3/2025] Ani: a", date(2025, 3, 25)),
        ("12.03.25, 14:05 - Ani: a\n28.03.25, 14:05 - Ani: b", date(2025, 3, 12)),
        ("[12/03/25, 2:05:33 PM] Ani: a\n[25/03/25, 2:05:33 PM] Ani: b", date(2025, 3, 12)),
        # In the other order they would not follow each other.
        ("02/03/25 14.05 - Ani: a\n01/04/25 14.05 - Ani: b", date(2025, 3, 2)),
        # Nobody can tell: asked.
        ("02/03/25 14.05 - Ani: a", "02/03/25"),
        ("[12/3 14.05] Ani: a", "12/3"),
    ],
)
def test_the_order_of_day_and_month_is_judged_by_the_whole_chat(text: str, day: object):
    assert rows(text)[0][0] == day


@pytest.mark.parametrize(
    "text",
    ["Tanggal;Nama;Isi\n12/03/25;Ani;Lampu mati", "Catatan rapat 12/03/25 14.05 - hadir", "", "12/03/25 14.05 - tanpa pengirim"],
)  # fmt: skip
def test_other_texts_are_no_chats(text: str):
    assert not is_chat(text)


def exported(folder: Path, text: str, **media: bytes) -> Path:
    file = folder / "Chat WhatsApp dengan Warga.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"Chat WhatsApp dengan Warga.txt": text.encode(), **media}.items():
            archive.writestr(name, content)
    return file


def test_picked_rows_are_recorded_with_their_photos_and_known_again(office: Office, tmp_path: Path):
    file = exported(tmp_path, ANDROID, **{"IMG-20250312-WA0001.jpg": photo((64, 48))})
    source = open_source(file, {})
    trial = try_out(office, source)
    assert source.is_chat
    assert (trial.good, trial.bad) == ((2, 3, 8), ())
    assert [(cell.row, cell.field) for cell in trial.left_out] == [(8, "attachments")]
    assert office.count(Query()) == 0
    report = record(office, source, without={3, 8})
    assert report.recorded == 1
    (row,) = office.page(Query())
    case = office.show_identity(row.number).complaint
    assert case.complainant.phone == "+6281234567811"
    assert (case.channel, case.received_on, case.register) == ("whatsapp", date(2025, 3, 12), None)
    assert (case.location.latitude, case.location.longitude) == (-5.223611, 120.116667)
    assert [file.name for file in case.attachments] == ["IMG-20250312-WA0001.jpg"]
    again = try_out(office, source)
    assert (again.already_in_book, again.good) == (1, (3, 8))


def test_a_message_names_no_file_of_this_pc(office: Office, tmp_path: Path):
    (tmp_path / "rahasia.pdf").write_bytes(b"%PDF-1.4 rahasia")
    file = tmp_path / "chat.txt"
    file.write_text("25/03/25 14.05 - Ani: rahasia.pdf (file terlampir)\nTolong dicek\n", encoding="utf-8")
    report = record(office, open_source(file, {}))
    (row,) = office.page(Query())
    assert office.case(row.number).complaint.attachments == ()
    assert [str(cell.reason) for cell in report.left_out] == ["“rahasia.pdf” tidak ada di dalam ekspornya."]


def test_a_file_that_may_not_be_attached_keeps_its_row(office: Office, tmp_path: Path):
    text = "25/03/25 14.05 - Ani: virus.exe (file terlampir)\nTolong dicek\n"
    report = record(office, open_source(exported(tmp_path, text, **{"virus.exe": b"MZ" + bytes(100)}), {}))
    assert report.recorded == 1
    assert [cell.field for cell in report.left_out] == ["attachments"]


def test_a_broken_a_foreign_and_a_hostile_zip_are_refused_in_a_sentence(tmp_path: Path):
    broken = tmp_path / "rusak.zip"
    broken.write_bytes(b"PK\x03\x04 nothing")
    foreign = tmp_path / "lain.zip"
    with zipfile.ZipFile(foreign, "w") as archive:
        archive.writestr("register.csv", "Tanggal,Isi\n")
    bomb = tmp_path / "bom.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("chat.txt", bytes(65 * 1024 * 1024))
    cut = exported(tmp_path, ANDROID * 50)
    content = bytearray(cut.read_bytes())
    content[100:140] = bytes(40)
    cut.write_bytes(content)
    for file, words in (
        (broken, "tidak dapat dibaca"),
        (foreign, "tidak ada percakapan"),
        (bomb, "terlalu besar"),
        (cut, "tidak dapat dibaca"),
    ):
        with pytest.raises(Refused, match=words):
            open_source(file, {})


def test_by_command_a_chat_is_looked_at_and_then_picked_from(run: Run, tmp_path: Path):
    file = tmp_path / "Chat WhatsApp.txt"
    file.write_text(ANDROID, encoding="utf-8")
    refused = run("import", file)
    assert refused.code == 1
    assert "pilih dengan --rows" in refused.err
    (trial,) = run("import", file, "--dry-run", "--json").objects
    assert [(row["row"], row["received_on"], row["name"]) for row in trial["messages"]] == [
        (2, "12-03-2025", "+62 812-3456-7811"),
        (3, "12-03-2025", "Kantor Desa"),
        (8, "13-03-2025", "Sitti Aminah"),
    ]
    assert "Baris 8: 13-03-2025 Sitti Aminah: Beras bantuan" in run("import", file, "--dry-run").err
    assert run("import", file, "--rows", "99").code == 1
    for wrong in ("8-", "-8", "a", "", "3,,4", "3;4", "99999999999"):
        assert run("import", file, f"--rows={wrong}").code == 2, wrong
    ended = run("import", file, "--rows", "2,7-8", "--json")
    assert "Bukan awal baris di berkas ini: 7." in ended.err
    (done,) = ended.objects
    assert done["recorded"] == 2
    assert [(cell["row"], cell["field"], cell["heading"]) for cell in done["left_out"]] == [
        (2, "attachments", "Lampiran"),
        (8, "attachments", "Lampiran"),
    ]
    assert len(run("list", "--json").objects) == 2
