"""Nothing that an attachment hides leaves the PC: every kind of file, whole and cut short, alone and within others.

The files in hidden/ were made by cameras' and phones' kinds of programs with a place, a device, an author and words of their own.
"""

import base64
import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from sync.cleaning import NotCleanable, cleaned

HIDDEN = Path(__file__).parent / "hidden"
FILES = sorted(HIDDEN.iterdir())
SECRETS = (b"MerekPonsel", b"Rahasia", b"Pembuat", b"SeriKamera123", b"-5.2", b"Lat-5", b"Sinjai", b"GPSLatitude")
PICTURES = ("jpg", "png", "webp", "avif", "tif", "gif", "jp2")


def kinds(*endings: str) -> list[Path]:
    return [file for file in FILES if file.suffix[1:] in endings]


def told(content: bytes) -> set[bytes]:
    """The hidden words that stand in it, also as UTF-16."""
    return {word for word in SECRETS if word in content or word.decode().encode("utf-16-le") in content}


def place_and_device(content: bytes) -> str:
    """What another program reads out of it."""
    asked = [
        "-GPS:all",
        "-Make",
        "-SerialNumber",
        "-Location*",
        "-Title",
        "-Artist",
        "-Comment",
        "-Creator",
        "-XMP:all",
        "-City",
    ]
    read = subprocess.run(["exiftool", "-q", "-s3", *asked, "-"], input=content, capture_output=True)
    return read.stdout.decode()


def pixels(content: bytes) -> list[bytes]:
    with Image.open(io.BytesIO(content)) as image:
        frames: list[bytes] = []
        for at in range(getattr(image, "n_frames", 1)):
            image.seek(at)
            frames.append(image.convert("RGB").tobytes())
        return frames


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_place_device_and_author_are_taken_out_of_every_kind(file: Path):
    content = file.read_bytes()
    assert told(content) or file.suffix == ".tif"
    assert told(cleaned(content)) == set()
    if shutil.which("exiftool"):
        assert place_and_device(content)
        assert place_and_device(cleaned(content)) == ""


@pytest.mark.parametrize("file", kinds(*PICTURES), ids=lambda file: file.name)
def test_what_is_seen_stays_as_it_is(file: Path):
    assert pixels(cleaned(file.read_bytes())) == pixels(file.read_bytes())


@pytest.mark.parametrize("file", kinds("jpg", "png", "webp"), ids=lambda file: file.name)
def test_a_photo_still_stands_the_right_way_up(file: Path):
    with Image.open(io.BytesIO(cleaned(file.read_bytes()))) as image:
        assert image.getexif().get(0x0112) == 6


@pytest.mark.parametrize("file", kinds("mp4", "mov", "3gp", "m4a", "heic", "avif"), ids=lambda file: file.name)
def test_pictures_and_sound_of_a_film_stay_where_they_are(file: Path):
    before, after = file.read_bytes(), cleaned(file.read_bytes())
    assert len(before) == len(after)
    assert before[:20] == after[:20]
    if file.suffix not in (".heic", ".avif"):
        start = before.index(b"mdat")
        size = int.from_bytes(before[start - 4 : start])
        assert before[start : start - 4 + size] == after[start : start - 4 + size]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_cleaning_twice_changes_nothing_and_gives_the_same_bytes_each_time(file: Path):
    once = cleaned(file.read_bytes())
    assert cleaned(file.read_bytes()) == once
    assert cleaned(once) == once


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_cut_short_anywhere_tells_nothing_or_is_held_back(file: Path):
    content = file.read_bytes()
    for length in range(0, len(content), max(1, len(content) // 150)):
        try:
            assert told(cleaned(content[:length])) == set(), length
        except NotCleanable:
            continue


@pytest.mark.parametrize("file", kinds(*PICTURES, "mp4", "m4a"), ids=lambda file: file.name)
def test_what_hangs_behind_the_end_does_not_leave(file: Path):
    content = file.read_bytes() + b"MerekPonsel SEFT -5.2277+119.8912"
    try:
        assert told(cleaned(content)) == set()
    except NotCleanable:
        assert file.suffix in (".mp4", ".m4a", ".avif", ".jp2")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
@settings(max_examples=30)
@given(st.data())
def test_a_damaged_file_never_ends_in_another_error(file: Path, data: st.DataObject):
    content = bytearray(file.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        cleaned(bytes(content))
    except NotCleanable:
        return


@given(
    st.binary(max_size=400),
    st.sampled_from([file.read_bytes()[:12] for file in FILES] + [b"%PDF-1.4\n", b"PK\x03\x04", b""]),
)
def test_noise_behind_any_known_beginning_is_cleaned_or_held_back(noise: bytes, start: bytes):
    try:
        cleaned(start + noise)
    except NotCleanable:
        return


# Files within files ---------------------------------------------------------------------------------------------------


def test_a_document_keeps_its_text_and_loses_its_author_and_its_photos_place():
    out = io.BytesIO()
    written = docx.Document()
    written.core_properties.author, written.core_properties.title = "Pembuat", "Rahasia"
    written.add_paragraph("Jalan berlubang di depan masjid.")
    written.add_picture(str(HIDDEN / "foto.jpg"))
    written.save(out)
    content = cleaned(out.getvalue())
    read = docx.Document(io.BytesIO(content))
    assert next(paragraph.text for paragraph in read.paragraphs) == "Jalan berlubang di depan masjid."
    assert len(read.inline_shapes) == 1
    assert read.core_properties.author == ""
    with zipfile.ZipFile(io.BytesIO(content)) as members:
        assert set().union(*(told(members.read(name)) for name in members.namelist())) == set()


def test_a_workbook_keeps_its_cells_and_loses_its_author():
    out = io.BytesIO()
    book = openpyxl.Workbook()
    book.properties.creator = "Pembuat"
    assert book.active is not None
    book.active["A1"] = "Lampu padam"
    book.save(out)
    content = cleaned(out.getvalue())
    read = openpyxl.load_workbook(io.BytesIO(content))
    assert read.active is not None
    assert read.active["A1"].value == "Lampu padam"
    assert read.properties.creator != "Pembuat"


def document(**members: bytes) -> bytes:
    """A text document with these members besides its text; '__' stands for '/', the last '_' for the dot."""
    out = io.BytesIO()
    written = docx.Document()
    written.add_paragraph("Jalan berlubang.")
    written.save(out)
    with zipfile.ZipFile(out, "a") as archive:
        for name, content in members.items():
            archive.writestr(".".join(name.replace("__", "/").rsplit("_", 1)), content)
    return out.getvalue()


PHOTO = (HIDDEN / "foto.jpg").read_bytes()
EMF = b"\x01\0\0\0" + bytes(36) + b" EMF" + "Pembuat".encode("utf-16-le") + bytes(60)
WMF = b"\xd7\xcd\xc6\x9a" + bytes(40)
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0L9 9"/></svg>'
SVG_PHOTO = SVG.replace(b"<path", b'<image href="data:image/jpeg;base64,' + base64.b64encode(PHOTO) + b'"/><path')
SVG_NOTED = SVG.replace(b"<path", b"<metadata><dc:creator>Pembuat</dc:creator></metadata><path")


@pytest.mark.parametrize(
    "members",
    [
        {"word__media__image1_emf": EMF},
        {"word__media__image1_EMF": EMF},
        {"word__media__image1_wmf": WMF},
        {"word__media__image1_png": EMF},
        {"word__drawings__gambar_dat": EMF},
        {"word__media__image1_svg": SVG_PHOTO},
        {"word__media__image1_svg": SVG_NOTED},
        {"word__vbaProject_bin": b"\xd0\xcf\x11\xe0" + bytes(600)},
        {"ObjectReplacements__Object_1": b"VCLMTF" + bytes(60)},
        {"word__afchunk_mht": b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.b64encode(PHOTO)},
        {"content_xml": b"<x><office:binary-data>" + base64.b64encode(PHOTO) + b"</office:binary-data></x>"},
    ],
    ids=str,
)
def test_a_document_with_anything_that_no_cleaner_knows_is_held_back(members: dict[str, bytes]):
    assert cleaned(document())
    with pytest.raises(NotCleanable):
        cleaned(document(**members))


def test_a_photo_anywhere_in_a_document_is_cleaned_and_a_plain_drawing_stays():
    content = cleaned(document(word__media__image1_svg=SVG, isi__lain_dat=PHOTO, word__fonts__font1_odttf=b"\0\1font"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.read("word/media/image1.svg") == SVG
        assert archive.read("word/fonts/font1.odttf") == b"\0\1font"
        assert told(archive.read("isi/lain.dat")) == set()


@pytest.mark.parametrize(
    "content", [SVG_PHOTO, SVG_NOTED, b"<html><img src='data:image/png;base64," + b"QUJD" * 40 + b"'>"]
)
def test_a_text_that_carries_a_photo_or_its_author_is_held_back(content: bytes):
    with pytest.raises(NotCleanable):
        cleaned(content)
    assert cleaned(SVG) == SVG
    assert cleaned(b"Kode base64 di surat: abc") == b"Kode base64 di surat: abc"


def test_a_workbook_does_not_name_the_printer_or_the_folder_it_lay_in():
    out = io.BytesIO()
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"], book.active.page_setup.orientation = "Lampu padam", "landscape"
    book.save(out)
    changed = io.BytesIO()
    path = b'<x15ac:absPath url="C:\\Users\\Pembuat\\Dokumen\\" xmlns:x15ac="x"/>'
    relation = (
        b'<Relationship Id="rId1" Type="http://x/printerSettings" Target="../printerSettings/printerSettings1.bin"/>'
    )
    with zipfile.ZipFile(out) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            body = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                body = body.replace(b"<pageSetup ", b'<pageSetup r:id="rId1" ').replace(
                    b"<worksheet ", b'<worksheet xmlns:r="r" '
                )
            if name == "xl/workbook.xml":
                body = body.replace(b"<sheets>", path + b"<sheets>")
            target.writestr(name, body)
        target.writestr("xl/printerSettings/printerSettings1.bin", "\\\\KANTOR\\Pembuat".encode("utf-16-le"))
        target.writestr("xl/worksheets/_rels/sheet1.xml.rels", b"<Relationships>" + relation + b"</Relationships>")
    content = cleaned(changed.getvalue())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert "xl/printerSettings/printerSettings1.bin" not in archive.namelist()
        assert b"printerSettings" not in archive.read("xl/worksheets/_rels/sheet1.xml.rels")
        assert b"r:id" not in archive.read("xl/worksheets/sheet1.xml")
        assert set().union(*(told(archive.read(name)) for name in archive.namelist())) == set()
    assert openpyxl.load_workbook(io.BytesIO(content)).active["A1"].value == "Lampu padam"  # pyright: ignore[reportOptionalSubscript]


def test_an_opendocument_text_loses_the_properties_of_its_objects_and_its_printer():
    setup = b'<config:config-item config:name="PrinterName" config:type="string">Pembuat</config:config-item>'
    members = {
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "content.xml": b"<office:document-content/>",
        "Object 1/meta.xml": b"<office:document-meta><dc:creator>Pembuat</dc:creator></office:document-meta>",
        "settings.xml": b"<office:settings>" + setup + b"</office:settings>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    with zipfile.ZipFile(io.BytesIO(cleaned(out.getvalue()))) as archive:
        assert set().union(*(told(archive.read(name)) for name in archive.namelist())) == set()
        assert set(archive.namelist()) == set(members)


def pdf(*, place_in_photo: bool = True, password: str = "") -> pikepdf.Pdf:
    document = pikepdf.new()
    document.add_blank_page(page_size=(200, 200))
    document.docinfo["/Author"] = "Pembuat"
    with document.open_metadata() as metadata:
        metadata["dc:creator"] = ["Pembuat"]
    if place_in_photo:
        photo = pikepdf.Stream(document, (HIDDEN / "foto.jpg").read_bytes())
        photo.Type, photo.Subtype, photo.Filter = pikepdf.Name.XObject, pikepdf.Name.Image, pikepdf.Name.DCTDecode
        photo.Width, photo.Height, photo.BitsPerComponent, photo.ColorSpace = 64, 48, 8, pikepdf.Name.DeviceRGB
        document.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Foto=photo))
        document.pages[0].Contents = document.make_stream(b"q 64 0 0 48 10 10 cm /Foto Do Q")
    return document


def saved(document: pikepdf.Pdf, **options: object) -> bytes:
    out = io.BytesIO()
    document.save(out, **options)  # pyright: ignore[reportArgumentType]
    return out.getvalue()


def test_a_pdf_keeps_its_page_and_loses_author_metadata_and_its_photos_place():
    content = cleaned(saved(pdf()))
    with pikepdf.open(io.BytesIO(content)) as read:
        assert "/Info" not in read.trailer
        assert "/Metadata" not in read.Root
        photo = read.pages[0].Resources.XObject.Foto
        assert told(photo.read_raw_bytes()) == set()
        assert Image.open(io.BytesIO(photo.read_raw_bytes())).size == (64, 48)
    assert told(content) == set()


def test_a_pdf_that_is_closed_signed_or_holds_files_is_held_back():
    closed = saved(pdf(), encryption=pikepdf.Encryption(owner="pemilik", user="pembaca"))
    only_owner = saved(pdf(), encryption=pikepdf.Encryption(owner="pemilik", user=""))
    signed = pdf()
    signed.Root.AcroForm = pikepdf.Dictionary(SigFlags=3, Fields=pikepdf.Array())
    holding = pdf()
    holding.attachments["foto.jpg"] = pikepdf.AttachedFileSpec(holding, (HIDDEN / "foto.jpg").read_bytes())
    for content in (closed, only_owner, saved(signed), saved(holding)):
        with pytest.raises(NotCleanable):
            cleaned(content)


# What nobody here knows -----------------------------------------------------------------------------------------------


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        b"\x1aE\xdf\xa3" + bytes(100),
        b"RIFF\x20\0\0\0AVI LIST" + bytes(20),
        zipped(foto=(HIDDEN / "foto.jpg").read_bytes()),
        b"\0\1\2\3 apa saja",
        b"",
    ],
    ids=["doc", "mkv", "avi", "zip", "noise", "empty"],
)
def test_a_kind_that_nobody_knows_is_held_back(content: bytes):
    if content:
        with pytest.raises(NotCleanable):
            cleaned(content)
    else:
        assert cleaned(content) == b""


@pytest.mark.parametrize("content", [b"Jalan berlubang", "Café\n".encode("cp1252"), "Aduan".encode("utf-16")])
def test_text_leaves_as_it_is(content: bytes):
    assert cleaned(content) == content


def test_a_photo_with_a_second_frame_leaves_without_it():
    first, second = Image.new("RGB", (40, 30), "red"), Image.new("RGB", (40, 30), "blue")
    exif = Image.Exif()
    exif[0x010F] = "MerekPonsel"
    out = io.BytesIO()
    first.save(out, "MPO", save_all=True, append_images=[second], exif=exif)
    assert told(out.getvalue())
    with Image.open(io.BytesIO(cleaned(out.getvalue()))) as image:
        assert getattr(image, "n_frames", 1) == 1
    assert told(cleaned(out.getvalue())) == set()
