"""Attachments between offices over the real server: resumed at the byte, reduced on the way, found whole at the other end."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from complaints.errors import InvalidField
from complaints.steps import StepDetails
from desktop.office.district import DistrictConnection
from desktop.office.office import Office
from desktop.store.attachments import AttachmentLost, Content
from sync.client import HttpAnswer
from sync.refusals import Interrupted, SyncCancelled
from sync.web import Web
from tests.desktop.office.test_sealing import publish, secret
from tests.offices import UNIT, Clock, bridge
from tests.sync.offices import office_at
from tests.sync.server.processes import Running, code_for, serving
from tests.sync.test_photo import photo

OTHER = "73.07.04.2010"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with serving(tmp_path_factory.mktemp("server")) as running:
        yield running


class Cut(Web):
    """A line that breaks in the middle of every third large request."""

    number = 0

    def carry(self, method: str, path: str, headers: object, body: bytes = b"", **rest: int) -> HttpAnswer:
        if len(body) > 2000 or method == "GET":
            Cut.number += 1
            if Cut.number % 3 == 0:
                if body:
                    super().carry(method, path, headers, body[: len(body) // 2], **rest)  # type: ignore[arg-type]
                raise Interrupted
        return super().carry(method, path, headers, body, **rest)  # type: ignore[arg-type]


def enrolled(folder: Path, server: Running, unit: str = UNIT) -> Office:
    office = office_at(folder, Clock(), unit)
    office.__dict__["district"] = DistrictConnection(office, wait=lambda _seconds: None)
    office.district.enrol(server.url, code_for(server.folder, unit))
    return office


def test_a_file_reaches_the_office_that_the_complaint_was_forwarded_to(server: Running, tmp_path: Path):
    a, b = enrolled(tmp_path / "a", server), enrolled(tmp_path / "b", server, OTHER)
    receipt = a.record(bridge(), [Content("surat.txt", b"isi surat"), Content("foto.jpg", photo())])
    a.act(receipt.number, "verify")
    a.act(receipt.number, "forward", StepDetails(to=OTHER))
    a.district.sync()
    assert a.district.connection_state().waiting_files == 0
    b.district.sync()
    letter, picture = b.case(receipt.id).complaint.attachments
    assert b.attachment(letter.sha256) == b"isi surat"
    assert 20_000 < len(b.attachment(picture.sha256)) < picture.size / 2
    assert b.upkeep.check(repair=False).problems == ()
    assert a.attachment(picture.sha256) == photo()
    a.close()
    b.close()


def test_a_line_that_keeps_breaking_costs_no_more_than_what_was_on_its_way(server: Running, tmp_path: Path):
    a = enrolled(tmp_path / "a", server)
    content = b"#!AMR\n" + bytes(range(256)) * 3000
    receipt = a.record(bridge(), [Content("rekaman.amr", content)])
    lines: list[Web] = []

    def line(address: str) -> Web:
        lines.append(Cut(address))
        return lines[-1]

    a.__dict__["district"] = DistrictConnection(a, line, lambda _seconds: None)
    a.district.sync()
    assert a.district.connection_state().waiting_files == 0
    c = enrolled(tmp_path / "c", server)
    c.__dict__["district"] = DistrictConnection(c, line, lambda _seconds: None)
    c.district.sync()
    name = c.case(receipt.id).complaint.attachments[0].sha256
    with pytest.raises(AttachmentLost):
        c.attachment(name)  # too large to come by itself
    assert c.upkeep.check(repair=False).problems == ()
    assert c.district.fetch(name)
    assert c.attachment(name) == content
    a.close()
    c.close()


def test_text_goes_before_files_and_stopping_keeps_what_is_done(server: Running, tmp_path: Path):
    a = enrolled(tmp_path / "a", server, "73.07.04.2011")
    a.record(bridge(), [Content("rekaman.amr", b"#!AMR\n" + bytes(range(255, -1, -1)) * 3000)])
    with pytest.raises(SyncCancelled):
        a.district.sync(lambda progress: progress.part == "text" or progress.done_bytes < 100_000)
    now = a.district.connection_state()
    assert (now.waiting, now.waiting_files) == (0, 1)
    a.district.sync()
    last, stopped = a.district.history(2)
    assert (last.outcome, stopped.outcome) == ("ok", "interrupted")
    assert last.bytes < 768_000 - 90_000
    a.close()


def test_what_the_district_has_of_a_file_already_is_not_of_the_day_s_limit(server: Running, tmp_path: Path):
    a = enrolled(tmp_path / "a", server, "73.07.04.2013")
    a.record(bridge(), [Content("rekaman.amr", b"#!AMR\n" + bytes(range(3, 256)) * 2000)])
    with pytest.raises(SyncCancelled):
        a.district.sync(lambda progress: progress.part == "text" or progress.done_bytes < 400_000)
    a.district.set_limit(a.district.connection_state().used_today + 150_000)
    assert a.district.sync().outcome == "ok"
    assert a.district.connection_state().waiting_files == 0
    a.close()


def test_a_file_that_lies_spoilt_at_the_district_is_left_for_later_and_not_fetched_for_ever(
    server: Running, tmp_path: Path
):
    a, b = (enrolled(tmp_path / name, server, "73.07.04.2012") for name in "ab")
    content = b"#!AMR\n" + bytes(range(7, 256)) * 1700
    receipt = a.record(bridge(), [Content("rekaman.amr", content)])
    a.district.sync()
    name = a.case(receipt.id).complaint.attachments[0].sha256
    kept = server.folder / "files" / name[:2] / name
    kept.write_bytes(bytes(len(content)))
    b.district.sync()
    last = b.district.history(1)[0]
    assert last.outcome == "ok"
    assert last.bytes_in < 2.5 * len(content)
    with pytest.raises(AttachmentLost):
        b.attachment(name)
    kept.write_bytes(content)
    assert b.district.fetch(name)
    assert b.attachment(name) == content
    a.close()
    b.close()


def test_what_can_t_be_cleaned_stays_here_until_somebody_decides(server: Running, tmp_path: Path):
    a, b = enrolled(tmp_path / "a", server), enrolled(tmp_path / "b", server, OTHER)
    old_document = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000)
    receipt = a.record(bridge(), [Content("surat.doc", old_document), Content("catatan.txt", b"isi catatan")])
    a.act(receipt.number, "verify")
    a.act(receipt.number, "forward", StepDetails(to=OTHER))
    a.district.sync()
    held = a.district.held_files()
    assert [(file.name, file.number, file.decision) for file in held] == [("surat.doc", receipt.number, "")]
    assert (a.district.connection_state().waiting_files, a.district.connection_state().held_files) == (1, 1)
    b.district.sync()
    document, note = b.case(receipt.id).complaint.attachments
    assert b.attachment(note.sha256) == b"isi catatan"
    with pytest.raises(AttachmentLost):
        b.attachment(document.sha256)
    a.district.decide_on_file(document.sha256, "send")
    a.district.sync()
    assert (a.district.connection_state().waiting_files, a.district.connection_state().held_files) == (0, 0)
    b.district.fetch(document.sha256)
    assert b.attachment(document.sha256) == old_document
    a.close()
    b.close()


def test_what_is_kept_on_this_pc_waits_no_longer_and_is_not_sent(server: Running, tmp_path: Path):
    a = enrolled(tmp_path / "a", server)
    receipt = a.record(bridge(), [Content("rekaman.mkv", b"\x1aE\xdf\xa3" + bytes(500))])
    a.district.sync()
    (held,) = a.district.held_files()
    a.district.decide_on_file(held.sha256, "keep")
    a.district.sync()
    assert (a.district.connection_state().waiting_files, a.district.connection_state().held_files) == (0, 0)
    assert a.attachment(a.case(receipt.id).complaint.attachments[0].sha256)
    with pytest.raises(InvalidField, match="Tidak ada lampiran tertahan"):
        a.district.decide_on_file("0" * 64, "send")
    a.close()


def test_a_sealed_complaint_s_files_leave_although_nobody_can_clean_them_any_more(server: Running, tmp_path: Path):
    a = enrolled(tmp_path / "a", server)
    publish(a)
    a.record(secret(), [Content("bukti.txt", b"kuitansi")])
    a.district.sync()
    assert (a.district.connection_state().waiting_files, a.district.held_files()) == (0, [])
    a.close()
