"""Attachments between offices over the real server: resumed at the byte, reduced on the way, found whole at the other end."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from complaints.steps import StepDetails
from desktop.office.district import District
from desktop.office.office import Office
from desktop.store.attachments import AttachmentLost, Content
from sync.client import Answer
from sync.refusals import Cancelled, Interrupted
from sync.web import Web
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

    def carry(self, method: str, path: str, headers: object, body: bytes = b"", **rest: int) -> Answer:
        if len(body) > 2000 or method == "GET":
            Cut.number += 1
            if Cut.number % 3 == 0:
                if body:
                    super().carry(method, path, headers, body[: len(body) // 2], **rest)  # type: ignore[arg-type]
                raise Interrupted
        return super().carry(method, path, headers, body, **rest)  # type: ignore[arg-type]


def enrolled(folder: Path, server: Running, unit: str = UNIT) -> Office:
    office = office_at(folder, Clock(), unit)
    office.__dict__["district"] = District(office, wait=lambda _seconds: None)
    office.district.enrol(server.url, code_for(server.folder, unit))
    return office


def test_a_file_reaches_the_office_that_the_complaint_was_forwarded_to(server: Running, tmp_path: Path):
    a, b = enrolled(tmp_path / "a", server), enrolled(tmp_path / "b", server, OTHER)
    receipt = a.record(bridge(), [Content("surat.txt", b"isi surat"), Content("foto.jpg", photo())])
    a.act(receipt.number, "verify")
    a.act(receipt.number, "forward", StepDetails(to=OTHER))
    a.district.sync()
    assert a.district.standing().waiting_files == 0
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
    content = bytes(range(256)) * 3000
    receipt = a.record(bridge(), [Content("rekaman.bin", content)])
    lines: list[Web] = []

    def line(address: str) -> Web:
        lines.append(Cut(address))
        return lines[-1]

    a.__dict__["district"] = District(a, line, lambda _seconds: None)
    a.district.sync()
    assert a.district.standing().waiting_files == 0
    c = enrolled(tmp_path / "c", server)
    c.__dict__["district"] = District(c, line, lambda _seconds: None)
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
    a.record(bridge(), [Content("rekaman.bin", bytes(range(255, -1, -1)) * 3000)])
    with pytest.raises(Cancelled):
        a.district.sync(lambda progress: progress.part == "text" or progress.done_bytes < 100_000)
    now = a.district.standing()
    assert (now.waiting, now.waiting_files) == (0, 1)
    a.district.sync()
    last, stopped = a.district.history(2)
    assert (last.outcome, stopped.outcome) == ("ok", "interrupted")
    assert last.bytes < 768_000 - 90_000
    a.close()


def test_what_the_district_has_of_a_file_already_is_not_of_the_day_s_limit(server: Running, tmp_path: Path):
    a = enrolled(tmp_path / "a", server, "73.07.04.2013")
    a.record(bridge(), [Content("rekaman.bin", bytes(range(3, 256)) * 2000)])
    with pytest.raises(Cancelled):
        a.district.sync(lambda progress: progress.part == "text" or progress.done_bytes < 400_000)
    a.district.set_limit(a.district.standing().used_today + 150_000)
    assert a.district.sync().outcome == "ok"
    assert a.district.standing().waiting_files == 0
    a.close()


def test_a_file_that_lies_spoilt_at_the_district_is_left_for_later_and_not_fetched_for_ever(
    server: Running, tmp_path: Path
):
    a, b = (enrolled(tmp_path / name, server, "73.07.04.2012") for name in "ab")
    content = bytes(range(7, 256)) * 1700
    receipt = a.record(bridge(), [Content("rekaman.bin", content)])
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
