"""The two buttons of the USB stick in the window, against a real district's commands: made, carried, answered, read."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton

from desktop.office.founding import Setup, found_office
from tests.conftest import PASSWORD, USER
from tests.gui.district_room import UNIT, District, SyncRoom, district_at
from tests.gui.program_room import Key
from tests.offices import bridge
from tests.sync.server.processes import code_for, run

Choose = Callable[[Path | None], None]

PATH, RESULT = 1, 2  # columns of the past attempts


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[District]:
    with district_at(tmp_path_factory.mktemp("district") / "data") as made:
        yield made


@pytest.fixture
def room(start, founded, district: District) -> SyncRoom:
    made = SyncRoom(start(founded.folder))
    made.enrol(district.url, district.code())
    made.sync.set_paused(True)  # nothing goes by itself any more
    made.rest()
    return made


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> Choose:
    """What the next file dialog is answered with; None closes it."""

    def answer(file: Path | None) -> None:
        for name in ("getSaveFileName", "getOpenFileName"):
            monkeypatch.setattr(QFileDialog, name, lambda *_: (str(file) if file else "", ""))

    return answer


def press(room: SyncRoom, name: str) -> None:
    """By keyboard."""
    button = room.screen.findChild(QPushButton, name)
    assert button is not None
    button.setFocus()
    room.room.key(Key.Key_Space)
    room.room.until(lambda: not room.screen.sticks.messages.isHidden())
    room.rest()


def test_what_waits_goes_on_a_stick_and_counts_when_the_answer_is_read(
    room: SyncRoom, district: District, choose: Choose, tmp_path: Path
):
    room.office.record(bridge())
    room.written()
    screen = room.open()
    file = tmp_path / "kirim-73.07.05.2005"
    choose(file)
    press(room, "sync-stick-send")
    file = tmp_path / "kirim-73.07.05.2005.aduan-usb"
    assert file.exists()
    assert "ditulis dan dibaca ulang: 1 perubahan" in room.room.said()
    assert room.room.focus is screen.sticks.send
    assert room.now.connection.waiting == 1
    row = screen.attempts.index(0, RESULT)
    assert (row.siblingAtColumn(PATH).data(), "menunggu tanda terima" in row.data()) == ("Flashdisk", True)

    run(district.running.folder, "bundle", "read", str(file))
    run(district.running.folder, "bundle", "write", UNIT, str(tmp_path / "balas.aduan-usb"))
    choose(tmp_path / "balas.aduan-usb")
    press(room, "sync-stick-receive")
    assert "1 perubahan terkirim" in room.room.said()
    assert room.room.focus is screen.sticks.receive
    assert room.now.connection.waiting == 0
    assert "sudah diimpor" in screen.attempts.index(1, RESULT).data()
    press(room, "sync-stick-receive")
    assert "Tidak ada yang berubah" in room.room.said()


def test_a_file_that_is_none_is_told_and_changes_nothing(room: SyncRoom, choose: Choose, tmp_path: Path):
    screen = room.open()
    wrong = tmp_path / "foto.aduan-usb"
    wrong.write_bytes(b"\xff\xd8\xff foto")
    choose(wrong)
    press(room, "sync-stick-receive")
    assert "bukan berkas kiriman Buku Aduan" in room.room.said()
    assert screen.attempts.index(0, RESULT).data().startswith("Ini bukan berkas kiriman")
    press(room, "sync-stick-send")
    assert "sudah ada dan bukan" in room.room.said()
    assert wrong.read_bytes() == b"\xff\xd8\xff foto"


def test_a_dialog_that_is_closed_does_nothing(room: SyncRoom, choose: Choose):
    screen = room.open()
    before = screen.attempts.rowCount()
    choose(None)
    for name in ("sync-stick-send", "sync-stick-receive"):
        room.room.press(name)
        room.rest()
    assert screen.attempts.rowCount() == before
    assert screen.sticks.below.isHidden()


def test_an_office_on_its_own_has_no_such_buttons(start, founded):
    room = SyncRoom(start(founded.folder))
    room.open()
    assert not room.screen.sticks.isVisible()


def test_a_bundle_larger_than_a_bar_can_count_is_told_in_sizes(room: SyncRoom):
    row = room.open().sticks.task
    whole = 4 * 1024**3
    row.start("Membaca…", lambda progress: progress(whole // 4, whole), lambda _: None, failed=print, stopped=room.rest)
    room.room.until(lambda: row.bar.maximum() > 0)
    assert "1,1 GB dari 4,3 GB" in row.text.text()
    assert abs(row.bar.value() / row.bar.maximum() - 0.25) < 0.01
    room.rest()


@pytest.fixture
def alone(start, tmp_path: Path) -> SyncRoom:
    """A PC that never saw a network, and no copy of one that did."""
    found_office(tmp_path / "kantor", Setup(UNIT, "Desa Saotanre", "Sinjai", USER, PASSWORD))[0].close()
    return SyncRoom(start(tmp_path / "kantor"))


def invitation(district: District, folder: Path) -> tuple[Path, str]:
    file = folder / "undangan.aduan-usb"
    return file, run(district.running.folder, "bundle", "invite", UNIT, str(file)).split()[-1]


def test_an_office_without_a_network_is_let_in_with_an_invitation_by_keyboard(
    alone: SyncRoom, district: District, choose: Choose, tmp_path: Path
):
    file, code = invitation(district, tmp_path)
    alone.office.record(bridge())
    screen = alone.open()
    choose(file)
    button = screen.findChild(QPushButton, "enrol-invitation")
    assert button is not None
    button.setFocus()
    alone.room.key(Key.Key_Space)
    assert screen.form.address.editor.text() == str(file)
    assert alone.room.focus is screen.form.code.editor
    alone.room.type(code[:-1] + ("0" if code[-1] != "0" else "1"))
    alone.room.key(Key.Key_Return)
    alone.room.until(lambda: "tidak cocok dengan kode itu" in alone.room.said())
    assert not alone.now.connection.invited
    assert alone.room.focus is screen.form.code.editor
    alone.room.type(code)
    alone.room.key(Key.Key_Return)
    alone.room.until(lambda: alone.now.connection.invited)
    alone.room.settle()
    assert "Tulis kiriman pertama" in alone.room.said()
    assert "menunggu balasan undangan" in alone.status

    choose(tmp_path / "kirim.aduan-usb")
    press(alone, "sync-stick-send")
    run(district.running.folder, "bundle", "exchange", str(tmp_path / "kirim.aduan-usb"))
    (answer,) = tmp_path.glob("balas-*")
    choose(answer)
    press(alone, "sync-stick-receive")
    assert "Komputer ini terdaftar di kabupaten. Balasan kabupaten diterima: 1 perubahan terkirim" in alone.room.said()
    assert alone.now.connection.enrolled
    assert "Lewat flashdisk" in alone.status
    assert "Balasan kabupaten terakhir yang dibaca dari flashdisk dibuat" in screen.carried.text()


def test_an_invitation_that_is_opened_asks_for_its_code(alone: SyncRoom, district: District, tmp_path: Path):
    file, _ = invitation(district, tmp_path)
    alone.open()
    alone.room.program.open_file(file)
    alone.room.settle()
    assert alone.screen.form.address.editor.text() == str(file)
    assert alone.room.focus is alone.screen.form.code.editor


def test_a_kecamatan_takes_along_and_gives_with_one_button(
    start, district: District, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    camat = found_office(tmp_path / "camat", Setup(UNIT[:8], "Kecamatan Sinjai", "Sinjai", USER, PASSWORD))[0]
    camat.district.enrol(district.url, code_for(district.running.folder, UNIT[:8]))
    camat.district.sync()
    camat.close()
    room = SyncRoom(start(tmp_path / "camat"))
    stick = tmp_path / "stick"
    stick.mkdir()
    village = found_office(tmp_path / "desa", Setup(UNIT, "Desa Saotanre", "Sinjai", USER, PASSWORD))[0]
    village.district.accept_invitation(*invitation(district, tmp_path))
    village.stick.write(stick)
    screen = room.open()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    press(room, "sync-stick-village")
    assert "1 kiriman dan 0 balasan dibawa tanpa dibaca" in room.room.said()
    assert "Belum ada balasan" in room.room.said()
    room.room.key(Key.Key_F5)
    room.rest()
    press(room, "sync-stick-village")
    assert f"Balasan untuk {UNIT} ditaruh" in room.room.said()
    assert f"{UNIT} · balasan yang diberikan berumur 0 hari" in screen.carried.text()
    (answer,) = stick.glob("balas-*")
    assert village.stick.read(answer).enrolled
    village.close()


def test_an_office_without_units_below_it_is_offered_no_sticks_of_theirs(alone: SyncRoom):
    assert alone.open().sticks.village.isHidden()


def test_an_agency_is_offered_the_sticks_of_its_parts(start, district: District, tmp_path: Path):
    listed = tmp_path / "unit.csv"
    listed.write_text(
        "code,name,kind,parent_code\nDINSOS,Dinas Sosial,opd,73.07\nREHAB,Bidang Rehabilitasi,opd,DINSOS\n"
    )
    run(district.running.folder, "units", "import", str(listed))
    agency = found_office(tmp_path / "dinas", Setup("DINSOS", "Dinas Sosial", "Sinjai", USER, PASSWORD))[0]
    agency.district.enrol(district.url, code_for(district.running.folder, "DINSOS"))
    agency.district.sync()
    agency.close()
    room = SyncRoom(start(tmp_path / "dinas"))
    button = room.open().sticks.village
    room.rest()
    assert (button.isHidden(), button.text()) == (False, "Flashdisk unit bawahan…")
