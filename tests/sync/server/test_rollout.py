"""A new thing is written only once everybody reads it; a minimum version is asked for only with its reason, and text still goes up."""

import json
import subprocess
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import structs

from complaints import rollout
from complaints.events import Accepted, Attached
from complaints.rollout import NotReadByAll
from sync import frame, messages
from sync.messages import BriefNotice, Minimum, Notice
from sync.server import notice, offices, releases, units
from sync.server.district import District
from sync.server.filing import Filing
from sync.server.own_device import OwnDevices
from sync.server.refusal import Refuse
from sync.server.shelf import Folder
from sync.server.statement import Transaction
from sync.server.tus import FileRoutes
from sync.server.uploads import Upload, Uploads
from tests.sync.server.conftest import post_to
from tests.sync.server.pcs import GUNUNG_PERAK, SAOTANRE, TODAY, Pc
from tests.sync.server.processes import run

YOUNG = {"accepted": "1.1.0", "kind=aspiration": "1.3.0", "channel=letter": "1.2.0"}


@pytest.fixture
def young(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if 1.0.0 hadn't known these."""
    monkeypatch.setattr(rollout, "READ_SINCE", YOUNG)


def enrolled(district: District, version: str, unit: str = SAOTANRE) -> Pc:
    pc = Pc(post_to(district), unit)
    pc.enrol(district.issue_code(unit), version=version)
    return pc


def writes(district: District) -> list[str]:
    return district.database.read(notice.load).writes


def tells(district: District, pc: Pc, version: str) -> messages.SyncAnswer:
    answer = district.post("/v1/sync", pc.token, *frame.pack(pc.request()), version=version)
    assert answer.status == 200
    return frame.unpack(answer.body, answer.encoding, messages.SyncAnswer)


@pytest.mark.usefixtures("young")
def test_the_notice_names_what_the_oldest_program_reads(district: District):
    first = enrolled(district, "1.3.0")
    assert writes(district) == ["accepted", "channel=letter", "kind=aspiration"]
    second = enrolled(district, "1.1.0", GUNUNG_PERAK)
    assert writes(district) == ["accepted"]
    tells(district, second, "1.2.5")
    assert writes(district) == ["accepted", "channel=letter"]
    version = district.database.read(notice.load).version
    tells(district, first, "1.4.0")  # changes nothing for others
    assert district.database.read(notice.load).version == version
    answer = tells(district, first, "1.4.0")
    assert answer.notice is not None
    assert answer.notice.writes == ["accepted", "channel=letter"]
    old = enrolled(district, "", GUNUNG_PERAK)  # a program of 1.0.0
    assert writes(district) == []
    district.database.write(lambda t: offices.revoke(t, old.id, 1))
    assert writes(district) == ["accepted", "channel=letter"]


@pytest.mark.usefixtures("young")
def test_a_former_device_of_a_pc_holds_nothing_up(district: District):
    pc = enrolled(district, "1.0.0")
    new = Pc(post_to(district))
    district.post("/v1/device", pc.token, *frame.pack(pc.introduction(new)), version="1.3.0")
    assert len(writes(district)) == 3


@pytest.mark.usefixtures("young")
def test_the_district_keeps_to_it_too(district: District):
    pc = enrolled(district, "1.0.0")
    case = pc.record()
    pc.sync()

    def write(transaction: Transaction) -> None:
        desk = district.desk(transaction)
        OwnDevices().write(transaction, desk, desk.district, "Kab", case, lambda _: [Accepted(TODAY)], district.now())

    with pytest.raises(NotReadByAll):
        district.database.write(write)


def test_a_notice_without_either_has_the_bytes_that_it_always_had(district: District):
    enrolled(district, "1.0.0")
    plain = district.database.read(notice.load)
    brief = BriefNotice(*structs.astuple(plain)[:11])
    assert msgspec.msgpack.encode(notice.as_sent(plain)) == msgspec.msgpack.encode(brief)
    told = structs.replace(plain, minimum=Minimum("1.2.0", "CVE-2026-1: berkas jahat"))
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(notice.as_sent(told)), type=Notice) == told
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(told), type=BriefNotice) == brief  # as 1.0.0 reads it


def test_only_a_part_of_an_agency_is_told_with_its_parent(district: District):
    """What 1.0.0 knew has its bytes, and it reads past the rest; a list of before is told with its parents at the next start."""
    listed = "code,name,kind,parent_code\n73.07,Kabupaten Sinjai,kabupaten,73\nDINSOS,Dinas Sosial,opd,73.07\nREHAB,Bidang Rehabilitasi,opd,DINSOS\n"
    district.database.write(lambda t: units.put(t, units.parse(listed)))
    told = district.database.read(notice.load)
    agencies = msgspec.msgpack.decode(msgspec.msgpack.encode(notice.as_sent(told)))[7]
    assert agencies == [["DINSOS", "Dinas Sosial"], ["REHAB", "Bidang Rehabilitasi", "DINSOS"]]
    of_before = [structs.replace(agency, parent="") for agency in told.agencies]
    district.database.write(lambda t: notice.change(t, lambda known: structs.replace(known, agencies=of_before)))
    again = District(district.database, district.keys, lambda: 0.0)
    assert again.database.read(notice.load).agencies == told.agencies


def ask(minimum: Minimum | None, district: District) -> None:
    def work(transaction: Transaction) -> None:
        notice.change(transaction, lambda current: structs.replace(current, minimum=minimum))

    district.database.write(work)


@pytest.mark.parametrize("version", ["1.0.0", "", "1.1.9"])
def test_below_the_minimum_text_goes_both_ways_and_files_wait(district: District, tmp_path: Path, version: str):
    filing = Filing(district, Folder(tmp_path / "files"), Uploads(tmp_path / "files" / "uploads"))
    routes = FileRoutes(filing)
    pc, neighbour = enrolled(district, version), enrolled(district, "1.5.0", GUNUNG_PERAK)
    hash = "ab" * 32
    ask(Minimum("1.2.0", "CVE-2026-1234: lampiran"), district)
    case = pc.record()
    pc.write(Attached(TODAY, hash, "foto.jpg", "image/jpeg", 9), case)
    pc.exchange()
    assert pc.acknowledged == 2
    requester = district.requester(pc.token)
    with pytest.raises(Refuse) as refused:
        filing.begin(requester, Upload(hash, hash, 9, SAOTANRE))
    assert (refused.value.reason, refused.value.detail) == ("version", "1.2.0 CVE-2026-1234: lampiran")
    with pytest.raises(Refuse):
        routes._find(requester, hash)  # pyright: ignore[reportPrivateUsage]
    assert routes._find(district.requester(neighbour.token), hash) is None  # pyright: ignore[reportPrivateUsage]
    district.database.write(lambda t: _put_release(t, "cd" * 32))
    assert routes._find(requester, "cd" * 32) is not None  # the way out is open  # pyright: ignore[reportPrivateUsage]
    district.post("/v1/sync", pc.token, *frame.pack(pc.request()), version="1.2.0")
    filing.begin(district.requester(pc.token), Upload(hash, hash, 9, SAOTANRE))


def _put_release(transaction: Transaction, sha256: str) -> None:
    from sync.release.manifest import ReleaseManifest

    releases.put(transaction, ReleaseManifest("1.2.0", "linux-x86_64", [], []), sha256, 7, [], 1)


def test_a_minimum_is_asked_for_only_with_a_reason(tmp_path: Path):
    def shown(*words: str) -> dict[str, Any]:
        return json.loads(run(tmp_path, "district", *words))

    assert shown("--code", "73.07")["minimum"] is None
    for words in (
        ("--minimum", "1.2.0"),
        ("--minimum", "1.2.0", "--reason", "ya"),
        ("--minimum", "baru", "--reason", "CVE-2026-1234"),
    ):
        with pytest.raises(subprocess.CalledProcessError):
            run(tmp_path, "district", *words)
    asked = shown("--minimum", "1.2.0", "--reason", "CVE-2026-1234: lampiran")
    assert asked["minimum"] == {"version": "1.2.0", "reason": "CVE-2026-1234: lampiran"}
    assert shown()["minimum"] == asked["minimum"]
    assert shown("--minimum", "")["minimum"] is None


def test_only_who_takes_part_is_behind(district: District):
    pc, turned_away, newest = enrolled(district, "1.0.0"), enrolled(district, "1.0.0"), enrolled(district, "1.2.0")
    new = Pc(post_to(district))
    district.post("/v1/device", pc.token, *frame.pack(pc.introduction(new)), version="1.1.0")
    district.database.write(lambda t: offices.revoke(t, turned_away.id, 1))
    district.database.write(lambda t: _put_release(t, "cd" * 32))
    offered, pcs = district.database.read(releases.all_of_them), district.database.read(offices.pcs)
    assert {id for id, (target, _) in offices.behind(offered, pcs).items() if target} == {new.id}
    assert newest.id != new.id
