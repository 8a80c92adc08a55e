"""The text of a paper's QR code: read back as written, and nothing else is taken for one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.signed_paper import KINDS, NoPaperCode, SignedPaper, fingerprint, parse, plain_number, read_code

NUMBERS = st.text(max_size=200).map(plain_number).filter(bool)


def paper(number: str, kind: str = "SJ") -> SignedPaper:
    return SignedPaper(
        kind, date(2026, 11, 24), "73.07.04.2009", "abcdefghij234567", fingerprint(b"isi"), number, bytes(range(64))
    )  # fmt: skip


@given(NUMBERS, st.sampled_from(sorted(KINDS)))
def test_it_is_read_back_from_its_text_and_from_an_address(number: str, kind: str):
    written = paper(number, kind)
    assert read_code(written.text) == written
    assert read_code(f"https://aduan.sinjaikab.go.id/lacak?kode=A3SC-SD8J-H8HT&surat={written.text}") == written
    assert read_code(f"  A3SC-SD8J-H8HT {written.text}\n") == written


def test_a_number_may_look_like_anything():
    for number in ("400.10/12*3", "a%41b", "x&surat=BA1*", "nomor 1 + 2", "№ 7", "#=?"):
        assert read_code(f"https://a.id/lacak?surat={paper(number).text}").number == number
        assert read_code(paper(number).text).number == number


def test_an_ordinary_code_is_what_a_qr_code_packs_tightest():
    assert set(paper("400.10/012/DS/XI/2026").text) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


@pytest.mark.parametrize(
    "text",
    [
        "", "A3SC-SD8J-H8HT", "https://a.id/lacak?kode=A3SC-SD8J-H8HT", "http://[", "BA1*", "BA1*SJ*20261124", "*" * 900, "BA1*" * 900,
        paper("1").text[:-1], paper("1").text + "A", paper("1").text.replace("SJ", "XX"), paper("1").text.replace("20261124", "20261324"),
        paper("1").text.replace("20261124", "٢٠٢٦١١٢٤"), paper("1").text.replace("*1*", "**"), paper("1").text.lower(),
        paper("1").text[:-1] + "Z",
    ],
)  # fmt: skip
def test_what_is_none_is_refused(text: str):
    with pytest.raises(NoPaperCode):
        read_code(text)


def test_the_signed_statement_holds_every_field():
    one = paper("1")
    others = [paper("2"), paper("1", "BA"), SignedPaper("SJ", date(2026, 11, 25), *_rest(one)), parse(one.text)]
    assert one.statement == others[-1].statement
    assert len({one.statement, *(other.statement for other in others)}) == 4


def _rest(one: SignedPaper) -> tuple[str, str, str, str]:
    return one.unit, one.device, one.fingerprint, one.number
