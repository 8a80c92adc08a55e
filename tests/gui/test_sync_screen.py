"""The exchange with the district in the window, against a real server: enrol, send, rest, stop, and what is said meanwhile."""

import socket
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.screens.settings.district_section import DistrictSection
from desktop.store.attachments import Content
from tests.conftest import PASSWORD, USER
from tests.faults.network.proxy import CLEAR, Proxy, proxy
from tests.gui.district_room import District, SyncRoom, district_at
from tests.gui.program_room import Key
from tests.offices import bridge

RESULT = 2  # the column that tells how an attempt ended


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[District]:
    with district_at(tmp_path_factory.mktemp("district") / "data") as made:
        yield made


@pytest.fixture(scope="module")
def network(district: District) -> Iterator[Proxy]:
    with proxy(port_of(district)) as made:
        yield made


def port_of(district: District) -> int:
    return int(district.url.rpartition(":")[2])


@pytest.fixture
def way(network: Proxy) -> str:
    """The district's address over a network that tests can make bad."""
    network.set(CLEAR)
    return f"http://127.0.0.1:{network.port}"


@pytest.fixture
def silence(network: Proxy, district: District) -> Iterator[Callable[[], None]]:
    """From the call on, whoever is asked for an answer keeps silent."""
    with socket.create_server(("127.0.0.1", 0)) as deaf:

        def begin() -> None:
            network.lead_to(deaf.getsockname()[1])
            network.set(CLEAR)

        yield begin
        network.lead_to(port_of(district))
        network.set(CLEAR)


@pytest.fixture
def room(start, founded) -> SyncRoom:
    return SyncRoom(start(founded.folder))


@pytest.fixture
def enrolled(room: SyncRoom, way: str, district: District) -> SyncRoom:
    room.enrol(way, district.code())
    return room


def test_an_office_on_its_own_is_told_what_to_do_and_enrols_by_typing(room: SyncRoom, way: str, district: District):
    assert "belum terdaftar" in room.status
    room.office.record(bridge())
    screen = room.open()
    assert "belum terhubung" in room.room.said()
    assert room.room.focus is screen.form.address.editor
    room.room.enter(way, "K7QM-4T2X-9DNB")
    room.room.until(lambda: "Kode pendaftaran salah" in room.room.said())
    assert not room.now.connection.enrolled
    room.room.type(district.code())
    room.room.key(Key.Key_Return)
    room.room.until(lambda: room.now.connection.last_success is not None and not room.now.running)
    room.room.settle()
    # The complaint went by itself, and the screen says so.
    assert room.now.connection.waiting == 0
    assert [one.sent for one in room.office.district.history()] == [1]
    assert "semua sudah dikirim" in room.status
    assert "Terakhir tersambung: hari ini" in room.status
    assert screen.attempts.index(0, RESULT).data() == "Berhasil"
    assert room.room.focus is screen.now


def test_an_address_that_nobody_answers_at_is_to_be_checked_and_nothing_promised(room: SyncRoom):
    screen = room.open()
    room.room.enter("http://127.0.0.1:9", "K7QM-4T2X-9DNB")
    room.room.until(lambda: "Periksa ejaan alamat" in room.room.said())
    assert "percobaan berikutnya" not in room.room.said()
    assert room.room.focus is screen.form.address.editor


def test_what_the_districts_page_shows_is_pasted_into_either_field(room: SyncRoom, way: str, district: District):
    screen, code = room.open(), district.code()
    QGuiApplication.clipboard().setText(f"  {way}\n{code} ")
    room.room.ctrl(Key.Key_V)
    assert (screen.form.address.editor.text(), screen.form.code.editor.text()) == (way, code)
    screen.form.begin()
    screen.form.code.editor.setFocus()
    room.room.ctrl(Key.Key_V)
    assert (screen.form.address.editor.text(), screen.form.code.editor.text()) == (way, code)
    assert screen.form.go.isEnabled()


def test_f5_on_any_screen_sends_and_says_how_it_went(enrolled: SyncRoom):
    enrolled.room.ctrl(Key.Key_1)
    enrolled.office.record(bridge())
    enrolled.written()
    assert "1 perubahan menunggu dikirim" in enrolled.status
    assert enrolled.room.desk.buttons["sync"].accessibleName() == "Sinkronisasi 1"
    enrolled.room.key(Key.Key_F5)
    enrolled.rest()
    assert "Sinkronisasi berhasil: 1 dikirim, 0 diterima." in enrolled.room.said()
    assert enrolled.room.desk.buttons["sync"].accessibleName() == "Sinkronisasi"
    assert "semua sudah dikirim" in enrolled.status


def test_what_is_written_goes_a_moment_later_by_itself(enrolled: SyncRoom):
    enrolled.sync._quiet.setInterval(50)
    enrolled.office.record(bridge())
    enrolled.written()
    enrolled.room.until(lambda: enrolled.now.connection.waiting == 0)
    enrolled.rest()
    assert enrolled.office.district.history(1)[0].sent == 1
    assert "Sinkronisasi berhasil" not in enrolled.room.said()


def test_a_server_that_is_away_is_one_sentence_and_the_next_try(room: SyncRoom, tmp_path: Path):
    with district_at(tmp_path / "district") as short_lived:
        room.enrol(short_lived.url, short_lived.code())
    room.office.record(bridge())
    room.written()
    room.room.key(Key.Key_F5)
    room.room.until(lambda: room.now.connection.failures == 1)
    room.rest()
    assert "Luring — 1 perubahan menunggu dikirim" in room.status
    assert "aman di komputer ini" in room.room.said()
    due = room.now.next_try
    assert due is not None
    assert timedelta(0) < due - room.office.district.history(1)[0].at < timedelta(seconds=60)
    line = room.screen.attempts.index(0, RESULT)
    assert "dicoba lagi" in line.data()
    assert room.screen.attempts.cell(0, RESULT).dot == "warning"
    room.screen.table.setFocus()
    assert "aman di komputer ini" in room.screen.outcome.text()


def test_a_sync_under_way_is_stopped_at_once(enrolled: SyncRoom, network: Proxy, silence: Callable[[], None]):
    silence()
    enrolled.office.record(bridge())
    enrolled.written()
    enrolled.sync.now()
    enrolled.room.until(lambda: bool(network.passed) and network.passed[0].up > 0)
    assert enrolled.now.running
    assert "Menyinkronkan" in enrolled.status
    enrolled.room.press("sync-cancel")
    assert "Menghentikan" in enrolled.status
    enrolled.rest()
    assert enrolled.office.district.history(1)[0].outcome == "interrupted"
    assert enrolled.now.connection.failures == 0
    assert enrolled.now.connection.waiting == 1


def test_somebody_who_records_meanwhile_does_not_wait_for_the_network(
    enrolled: SyncRoom, network: Proxy, silence: Callable[[], None]
):
    silence()
    enrolled.sync.now()
    enrolled.room.until(lambda: bool(network.passed) and network.passed[0].up > 0)
    saved: list[object] = []
    office, operations = enrolled.office, enrolled.room.program.operations
    operations.change(lambda: office.record(bridge()), saved.append)
    operations.task(lambda _progress: office.counts(), saved.append)
    enrolled.room.until(lambda: len(saved) == 2)
    assert enrolled.now.running
    enrolled.sync.cancel()
    enrolled.rest()


def test_closing_the_window_does_not_wait_for_the_network(
    enrolled: SyncRoom, network: Proxy, silence: Callable[[], None]
):
    silence()
    enrolled.sync.now()
    enrolled.room.until(lambda: bool(network.passed) and network.passed[0].up > 0)
    sync = enrolled.sync
    enrolled.room.end()
    assert sync.finished(0)


def test_a_pause_holds_what_is_automatic_and_f5_sends_all_the_same(enrolled: SyncRoom):
    enrolled.room.press("sync-pause")
    enrolled.room.settle()
    assert "Dijeda" in enrolled.status
    assert enrolled.now.next_try is None
    enrolled.sync._quiet.setInterval(1)
    enrolled.office.record(bridge())
    enrolled.written()
    enrolled.rest()
    assert "Dijeda — 1 perubahan menunggu dikirim" in enrolled.status
    enrolled.room.key(Key.Key_F5)
    enrolled.rest()
    assert enrolled.now.connection.waiting == 0
    enrolled.room.press("sync-pause")
    enrolled.room.settle()
    assert enrolled.now.next_try is not None
    assert "Tersambung" in enrolled.status


def test_a_limit_chosen_by_keyboard_holds_until_tomorrow(enrolled: SyncRoom):
    enrolled.screen.server.limit.setFocus()
    enrolled.room.key(Key.Key_Down)
    enrolled.room.settle()
    assert enrolled.now.connection.limit_bytes_a_day == 1_000_000
    enrolled.sync.set_limit(1)
    enrolled.room.settle()
    assert "batas tercapai" in enrolled.room.said()
    assert enrolled.screen.server.limit.currentText() == "batas 1 byte"
    due = enrolled.now.next_try
    assert due is not None
    assert due.date() == enrolled.office.today() + timedelta(days=1)


def test_a_revoked_pc_stops_says_what_to_do_and_is_enrolled_again(enrolled: SyncRoom, district: District):
    district.revoke(enrolled.office.device.id)
    enrolled.office.record(bridge())
    enrolled.written()
    enrolled.room.key(Key.Key_F5)
    enrolled.room.until(lambda: bool(enrolled.now.connection.stopped))
    enrolled.rest()
    assert "Perlu tindakan" in enrolled.status
    assert enrolled.now.next_try is None
    assert enrolled.screen.attempts.cell(0, RESULT).dot == "danger"
    assert "mintalah kode pendaftaran baru" in enrolled.screen.stopped_sentence.text()
    enrolled.room.press("sync-enrol-again")
    assert enrolled.screen.form.address.editor.text() == enrolled.now.connection.address
    enrolled.room.enter(district.code())
    enrolled.room.until(lambda: not enrolled.now.connection.stopped and enrolled.now.connection.waiting == 0)
    enrolled.rest()
    assert "semua sudah dikirim" in enrolled.status


def test_the_settings_tell_where_this_pc_is_enrolled_and_enrol_it_again(
    enrolled: SyncRoom, way: str, district: District
):
    _, section = enrolled.room.settings("district")
    assert isinstance(section, DistrictSection)
    assert f"Terdaftar di {way}" in section.now.text()
    assert section.form.address.editor.text() == way
    section.form.code.editor.setFocus()
    enrolled.room.enter(district.code())
    enrolled.room.until(lambda: "Komputer ini terdaftar di kabupaten." in enrolled.room.said())
    enrolled.rest()
    assert section.form.code.editor.text() == ""


def test_an_officer_may_send_but_not_enrol(start, founded):
    office = founded.open()
    office.members.put("Rahma", PASSWORD, "officer")
    office.close()
    room = SyncRoom(start(founded.folder), "Rahma")
    screen = room.open()
    assert "Hanya admin" in room.room.said()
    assert not screen.form.address.editor.isEnabled()


def test_it_goes_on_behind_the_lock_and_another_language(enrolled: SyncRoom):
    enrolled.room.ctrl(Key.Key_L)
    enrolled.office.record(bridge())
    enrolled.sync.now()
    enrolled.rest()
    assert enrolled.now.connection.waiting == 0
    enrolled.room.log_in(USER, PASSWORD)
    sync = enrolled.sync
    enrolled.room.settings("appearance")
    enrolled.room.press("language-en")
    enrolled.room.settle()
    assert enrolled.sync is sync
    assert "Connected — everything is sent" in enrolled.status


def test_older_syncs_come_as_one_scrolls(enrolled: SyncRoom):
    from dataclasses import replace

    from desktop.store import attempts
    from desktop.store.database import writing

    one = enrolled.office.district.history(1)[0]
    with writing(enrolled.office.engine) as connection:
        for number in range(120):
            attempts.keep(connection, replace(one, sent=number, at=one.at - timedelta(days=number % 7)))
    screen = enrolled.open()
    screen.attempts.refresh()
    enrolled.room.settle()
    assert screen.attempts.rowCount() == 50
    screen.table.setFocus()
    enrolled.room.key(Key.Key_End)
    screen.table.scrollToBottom()
    enrolled.room.until(lambda: screen.attempts.rowCount() >= 100)
    ids = [found.id for found in screen.attempts.lines]
    assert ids == sorted(set(ids), reverse=True)


def test_every_control_is_reached_by_keyboard_and_named(enrolled: SyncRoom):
    enrolled.open()
    stops = enrolled.room.stops()
    assert {"sync-now", "sync-pause", "sync-limit", "sync-history", "status-network"} <= set(stops)
    for name in stops:
        widget = enrolled.room.window.findChild(QWidget, name)
        assert isinstance(widget, QWidget)
        assert widget.accessibleName(), name


OLD_DOCUMENT = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000)


def test_files_that_cannot_be_cleaned_are_asked_about_with_the_keyboard(
    enrolled: SyncRoom, monkeypatch: pytest.MonkeyPatch
):
    receipt = enrolled.office.record(
        bridge(), [Content("surat.doc", OLD_DOCUMENT), Content("rekaman.mkv", b"\x1aE\xdf\xa3" + bytes(500))]
    )
    screen, card = enrolled.open(), enrolled.screen.held
    looked_at: list[str] = []
    monkeypatch.setattr(card._viewer, "open", lambda file: looked_at.append(file.name))
    assert not card.isVisible()
    screen.now.click()
    enrolled.room.until(card.isVisible)
    said = enrolled.room.said()
    assert "2 lampiran menunggu keputusan" in said
    assert "tempat, perangkat, pembuat" in said
    assert "rekaman.mkv" in card.file.text()
    assert receipt.number in card.file.text()
    assert not card.send.isEnabled(), "nobody has looked at it"
    card.look.setFocus()
    enrolled.room.key(Key.Key_Return)
    assert looked_at == ["rekaman.mkv"]
    assert card.send.isEnabled()
    card.keep.setFocus()
    enrolled.room.key(Key.Key_Return)
    enrolled.room.until(lambda: "surat.doc" in card.file.text())
    assert not card.send.isEnabled()
    card.look.click()
    card.send.click()
    enrolled.room.until(lambda: not card.isVisible())
    enrolled.rest()
    decisions = {file.name: file.decision for file in enrolled.office.district.held_files()}
    assert decisions == {"rekaman.mkv": "keep", "surat.doc": "send"}
    enrolled.room.until(lambda: enrolled.office.district.connection_state().waiting_files == 0)
