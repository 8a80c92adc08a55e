"""Bundles at the district, on both databases: what comes on a stick is kept and answered as if the network had brought it."""

from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest

from complaints.events import Attached, decode
from sync import proof
from sync.bundle import contents, envelope
from sync.bundle.contents import Bundle, BundledFile
from sync.bundle.envelope import Sealer
from sync.bundle.receiving import ANSWERS
from sync.bundle.refusals import Rejected
from sync.messages import BundledAnswer, BundleReceipt, Carried, Cover, DeviceRequest, Opening
from sync.server import bundles
from sync.server.district import District
from sync.server.filing import Filing
from sync.server.shelf import Folder
from sync.server.uploads import Upload, Uploads
from tests.sync.server.pcs import GUNUNG_PERAK, SAOTANRE, SINJAI, TODAY, Pc

Enrol = Callable[..., Pc]


@pytest.fixture
def filing(district: District, tmp_path: Path) -> Filing:
    return Filing(district, Folder(tmp_path / "files"), Uploads(tmp_path / "files" / "uploads"))


def bundle(filing: Filing, signer: Pc, *parts: Carried, made: int = 1) -> BytesIO:
    file = BytesIO()
    cover = Cover(1, SINJAI, signer.unit, made, signer.id, [])
    sealer = Sealer(file, cover, [filing.district.keys.bundle_public], signer.key)
    contents.put_message(sealer, Opening([]))
    for part in parts or (Carried(signer.id, signer.request()),):
        contents.put_message(sealer, part)
    sealer.close()
    return file


def answers(filing: Filing, unit: str, reader: Pc) -> list[BundledAnswer | BundleReceipt]:
    """What the district writes for a unit, as this PC reads it."""
    file = BytesIO()
    bundles.put(filing.district, filing, unit, file)
    found = envelope.look(file)
    envelope.check(found, filing.district.keys.signing_public)
    opened = Bundle(found, envelope.unseal(found, [envelope.opener_of(reader.key)]))
    return [part for part in opened.parts(ANSWERS) if not isinstance(part, BundledFile)]


def said(parts: list[BundledAnswer | BundleReceipt], by: Pc) -> list[BundledAnswer]:
    return [part for part in parts if isinstance(part, BundledAnswer) and part.device == by.id]


def test_events_are_kept_once_and_acknowledged(filing: Filing, pc: Enrol):
    one = pc()
    one.record(name="Andi")
    one.note(f"{one.id}-1")
    file = bundle(filing, one)
    assert bundles.take(filing.district, filing, file).events == 2
    assert bundles.take(filing.district, filing, file).events == 0
    (answer,) = said(answers(filing, one.unit, one), one)
    assert (answer.answer.acknowledged, answer.answer.head) == (2, one.head(2))
    assert answer.request.pushed == 2
    assert answer.answer.events == []
    assert answer.answer.notice is not None
    assert one.exchange().acknowledged == 2


def test_a_file_that_spoilt_at_the_district_leaves_no_answer_unwritten(filing: Filing, pc: Enrol):
    one, colleague = pc(), pc()
    content = b"foto" * 500
    name = sha256(content).hexdigest()
    one.write(Attached(TODAY, name, "foto.jpg", "image/jpeg", len(content)), one.record())
    one.sync()
    upload = Upload(name, name, len(content), one.unit)
    filing.begin(filing.district.requester(one.token), upload)
    filing.uploads.append(upload.id, 0, content)
    filing.finish(upload)
    bundles.take(filing.district, filing, bundle(filing, colleague))
    written = bundles.put(filing.district, filing, one.unit, BytesIO())[1]
    assert (written.events, written.files) == (2, 1)
    Folder.path(filing.shelf, name).write_bytes(bytes(len(content)))  # pyright: ignore[reportArgumentType]
    written = bundles.put(filing.district, filing, one.unit, BytesIO())[1]
    assert (written.events, written.files) == (2, 0)


def test_a_page_follows_on_the_other_and_only_what_the_unit_may_see_is_in_them(filing: Filing, pc: Enrol):
    one, other = pc(SAOTANRE), pc(GUNUNG_PERAK)
    secret = other.record("Bukan untuk tetangga")
    for number in range(900):
        case = other.record(f"Diteruskan {number} " + "x" * 300)
        other.forward(case, SAOTANRE)
    other.sync()
    bundles.take(filing.district, filing, bundle(filing, one))
    pages = said(answers(filing, SAOTANRE, one), one)
    assert len(pages) > 1
    assert [page.request.cursor for page in pages] == [b"", *(page.answer.cursor for page in pages[:-1])]
    assert [page.answer.more for page in pages] == [True] * (len(pages) - 1) + [False]
    events = [decode(content) for page in pages for content, _ in page.answer.events]
    assert len(events) == 1800
    assert secret not in {event.complaint for event in events}


def test_the_later_of_two_bundles_is_answered_whichever_is_read_first(filing: Filing, pc: Enrol):
    one = pc()
    early = bundle(filing, one, made=1)
    one.record()
    late = bundle(filing, one, made=2)
    bundles.take(filing.district, filing, late)
    bundles.take(filing.district, filing, early)
    parts = answers(filing, one.unit, one)
    assert [part.made_ms for part in parts if isinstance(part, BundleReceipt)] == [2]


def test_a_new_device_becomes_known_by_a_bundle_and_has_one_token_however_often_it_is_read(filing: Filing, pc: Enrol):
    old = pc()
    new = Pc(old.post, old.unit)
    introduction = old.introduction(new)
    new.record("Ditulis di komputer baru")
    file = bundle(filing, old, Carried(old.id, old.request()), Carried(new.id, new.request(), introduction))
    assert bundles.take(filing.district, filing, file).events == 1
    tokens: set[str] = set()
    for _ in range(2):
        bundles.take(filing.district, filing, file)
        (answer,) = said(answers(filing, old.unit, new), new)
        assert answer.enrolled is not None
        assert (answer.answer.acknowledged, answer.answer.more) == (1, True)
        tokens.add(answer.enrolled.token)
    (new.token,) = tokens
    assert new.exchange().acknowledged == 1
    # Known over the network meanwhile, it keeps the token that it got there.
    other = old.follow(Pc(old.post, old.unit))
    again = old.introduction(other)
    bundles.take(filing.district, filing, bundle(filing, old, Carried(other.id, other.request(), again), made=3))
    assert said(answers(filing, old.unit, other), other)[0].enrolled is None
    assert other.exchange().acknowledged == 0


def test_a_device_that_a_clone_was_the_first_to_introduce_is_left_out_and_the_answer_tells_whose_key_it_has(
    filing: Filing, pc: Enrol
):
    old = pc()
    first = old.follow(Pc(old.post, old.unit))
    first.exchange()
    second = Pc(old.post, old.unit, first.id)
    second.record("Ditulis di salinannya")
    old.record("Ditulis sebelumnya")
    parts = Carried(old.id, old.request()), Carried(second.id, second.request(), old.introduction(second))
    done = bundles.take(filing.district, filing, bundle(filing, old, *parts))
    assert (done.events, done.forked) == (1, 1)
    (answer,) = said(answers(filing, old.unit, old), second)
    assert (answer.public_key, answer.enrolled, answer.answer.acknowledged) == (first.public_key, None, 0)
    assert first.exchange().acknowledged == 0


def test_a_new_device_without_the_signatures_of_both_is_refused(filing: Filing, pc: Enrol):
    old = pc()
    new = Pc(old.post, old.unit)
    forged = DeviceRequest(new.id, new.public_key, proof.sign_succession(new.key, new.id, old.id), bytes(64), "A")
    with pytest.raises(Rejected):
        bundles.take(filing.district, filing, bundle(filing, old, Carried(new.id, new.request(), forged)))
    with pytest.raises(Rejected):
        bundles.take(filing.district, filing, bundle(filing, old, Carried(new.id, new.request())))


def test_a_fork_leaves_out_what_was_written_twice_and_the_answer_shows_it(filing: Filing, pc: Enrol):
    one = pc()
    twin = Pc(one.post, one.unit, one.id, one.key, one.letter, one.token)
    one.record("Di komputer lama")
    twin.record("Di salinannya")
    assert bundles.take(filing.district, filing, bundle(filing, one)).forked == 0
    done = bundles.take(filing.district, filing, bundle(filing, twin, made=2))
    assert (done.events, done.forked) == (0, 1)
    (answer,) = said(answers(filing, one.unit, twin), twin)
    assert answer.request.pushed == 0
    assert answer.answer.head == one.head(1) != twin.head(1)
    assert [content for content, _ in answer.answer.events] == one.chain
