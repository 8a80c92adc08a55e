"""What an officer types finds the complaint, however it was written there: apostrophes, hyphens, telephone numbers, a wrong letter."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import structs

from complaints.draft import Person
from complaints.identity import PersonChange
from complaints.steps import Change, StepDetails
from desktop.office.office import Office
from desktop.store import listing, search
from desktop.store.database import reading
from desktop.store.listing import Query, Row
from tests.offices import bridge, new_office

PHONE = "0812-3456-7890"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made = new_office(tmp_path_factory.mktemp("search") / "data")
    yield made
    made.close()


@pytest.fixture(scope="module")
def written(office: Office) -> dict[str, str]:
    """The number of the complaint that was written so."""
    texts = (
        "Salat Jum'at terganggu", "Salat jumaat diundur", "Guru Al-Qur’an belum dibayar", "Honor guru alquran", "Pengajian Al Quran",
        "Jem\u00adbatan\u200b rusak", "Café désa", "Pro\ufb01l desa", "ＬＡＭＰＵ jalan", "Anak-anak bermain", "anak2 main petasan",
        "Surat dari S.Sos Ahmad", "RT.03/RW.02 gelap", "Hubungi 0852.1111.2222 untuk kunci",
    )  # fmt: skip
    numbers = {
        text: office.record(bridge(title=text, body="Tanpa isi lain.", complainant=Person())).number for text in texts
    }
    numbers[PHONE] = office.record(
        bridge(title="Atap bocor", body="Tanpa isi lain.", complainant=Person(name="Hasna", phone=PHONE))
    ).number
    return numbers


def found(office: Office, typed: str) -> set[str]:
    return {row.number for row in office.page(Query(text=typed))}


@pytest.mark.parametrize(
    ("typed", "texts"),
    [
        *((typed, ["Salat Jum'at terganggu"]) for typed in ("Jum'at", "jumat", "Jum`at", "Jum’at", "JUM´AT", "jumʼat", "Jum\u200b’at")),
        *(
            (typed, ["Guru Al-Qur’an belum dibayar", "Honor guru alquran", "Pengajian Al Quran"])
            for typed in ("Al-Qur'an", "alquran", "Al Qur’an", "al quran", "AL‑QUR`AN", "al\u00adquran")
        ),
        ("qur'an", ["Guru Al-Qur’an belum dibayar", "Pengajian Al Quran"]),
        ("jembatan", ["Jem\u00adbatan\u200b rusak"]),
        ("jem\u00adbatan", ["Jem\u00adbatan\u200b rusak"]),
        ("cafe desa", ["Café désa"]),
        ("cafe\u0301", ["Café désa"]),
        ("profil", ["Pro\ufb01l desa"]),
        ("pro\ufb01l", ["Pro\ufb01l desa"]),
        ("lampu", ["ＬＡＭＰＵ jalan"]),
        ("ｌａｍｐｕ", ["ＬＡＭＰＵ jalan"]),
        *((typed, ["Anak-anak bermain", "anak2 main petasan"]) for typed in ("anak-anak", "anak2", "anak", "anak‐anak")),
        ("anakanak", ["Anak-anak bermain"]),
        ("ssos", ["Surat dari S.Sos Ahmad"]),
        ("S.Sos", ["Surat dari S.Sos Ahmad"]),
        ("rt 03", ["RT.03/RW.02 gelap"]),
        ("rt03", ["RT.03/RW.02 gelap"]),
    ],
)  # fmt: skip
def test_a_word_is_found_however_it_was_written(office: Office, written: dict[str, str], typed: str, texts: list[str]):
    assert found(office, typed) == {written[text] for text in texts}


@pytest.mark.parametrize(
    "typed",
    [
        "0812-3456-7890", "081234567890", "+62 812 3456 7890", "62812", "628123456", "+62812-3456", "0812", "0812 3456",
        "0812.3456.7890", "(0812) 3456 7890", "3456", "7890", "34567890", "45-67", "0062 812 3456", "62 0812 3456", "８１２３４", "hasna 3456",
        "0812\u00a03456",
    ],
)  # fmt: skip
def test_four_digits_of_a_telephone_number_find_it(office: Office, written: dict[str, str], typed: str):
    assert written[PHONE] in found(office, typed)


@pytest.mark.parametrize("typed", ["0813", "345", "9999", "0812-3456-7891", "hasna 9999", "678901"])
def test_digits_that_are_not_in_it_do_not(office: Office, written: dict[str, str], typed: str):
    assert written[PHONE] not in found(office, typed)


@pytest.mark.parametrize("typed", ["0852", "085211112222", "+62 852 1111", "1111-2222", "2222"])
def test_a_number_within_a_text_is_found_too(office: Office, written: dict[str, str], typed: str):
    assert found(office, typed) == {written["Hubungi 0852.1111.2222 untuk kunci"]}


def test_a_register_number_is_no_telephone_number(office: Office, written: dict[str, str]):
    number = written[PHONE]
    assert found(office, number) == {number}
    assert found(office, number.lower()[:-1]) >= {number}


def test_a_number_that_was_corrected_away_is_found_no_more(office: Office):
    number = office.record(bridge(complainant=Person(name="Rahmat", phone="0811-2222-3333"))).number
    assert found(office, "22223333") == {number}
    office.correct(number, Change(complainant=PersonChange(phone="0811-4444-5555")))
    assert found(office, "22223333") == set()
    assert found(office, "44445555") == {number}


def test_an_erased_person_is_not_found_by_telephone_nor_by_a_wrong_letter(office: Office):
    number = office.record(bridge(complainant=Person(name="Zulkarnain", phone="0811-6666-7777"))).number
    office.support(number, Person(name="Maimunah", phone="0811-8888-9999"))
    assert forgiving(office, "zulkarnaen")[1] == forgiving(office, "maimuna")[0] == [number]
    office.act(number, "erase", StepDetails(note="Permintaan"))
    for typed in ("66667777", "88889999", "zulkarnain", "zulkarnaen", "maimunah"):
        assert forgiving(office, typed) == ([], [])
    with reading(office.engine) as connection:
        assert search.similar_expression(connection, "zulkarnaim") == ""


# One wrong letter ----------------------------------------------------------------------------------------------------


def forgiving(office: Office, typed: str, **filters: object) -> tuple[list[str], list[str]]:
    """The numbers found exactly, and those behind them."""
    rows = office.page(Query(text=typed, forgiving=True, **filters))  # type: ignore[arg-type]
    exact = [row.number for row in rows if not row.similar]
    assert [row.number for row in rows][: len(exact)] == exact
    assert office.count(Query(text=typed, forgiving=True, **filters)) == len(rows)  # type: ignore[arg-type]
    return exact, [row.number for row in rows if row.similar]


@pytest.mark.parametrize(
    "typed", ["sertfikat", "sertiffikat", "sertifikaf", "setrifikat", "ertifikat", "xsertifikat", "sertifikatt", "tanah sertifikta"]
)  # fmt: skip
def test_one_letter_is_forgiven_behind_exact_hits(office: Office, typed: str):
    known = office.count(Query(text="sertifikat"))
    number = office.record(bridge(title="Sertifikat tanah belum keluar")).number
    exact, similar = forgiving(office, typed)
    assert exact == []
    assert similar[0] == number
    assert len(similar) == known + 1


@pytest.mark.parametrize("typed", ["serfikat", "sertifigad", "pasr", "2027", "sertifikatnya"])
def test_two_letters_short_words_and_numbers_are_not(office: Office, typed: str):
    office.record(bridge(title="Sertifikat pasar 2026", body="Isi."))
    assert forgiving(office, typed)[1] == []


def test_exact_hits_come_first_and_are_not_marked(office: Office):
    near = office.record(bridge(title="Kanjal muara", body="Isi lain.")).number
    exact = office.record(bridge(title="Ganjal muara", body="Isi lain.")).number
    assert forgiving(office, "ganjal muara") == ([exact], [near])
    assert forgiving(office, "ganjal muara", stages=("closed",)) == ([], [])
    assert [row.number for row in office.page(Query(text="ganjal muara"))] == [exact]


def test_pages_of_exact_and_similar_hits_fit_together_from_both_ends(office: Office):
    for _ in range(7):
        office.record(bridge(title="Perigi kering"))
        office.record(bridge(title="Perugi kering"))
    query = Query(text="perigi", forgiving=True)
    whole = office.page(query)
    assert [row.similar for row in whole] == [False] * 7 + [True] * 7
    assert len({row.id for row in whole}) == 14
    for size in (1, 3, 7, 10):
        assert in_steps(office, query, size) == whole
        assert in_steps(office, query.reversed(), size) == whole[::-1]
        for offset in range(15):
            assert office.page(query, limit=size, offset=offset) == whole[offset : offset + size]
            assert office.page(query.reversed(), limit=size, offset=offset) == whole[::-1][offset : offset + size]
    with reading(office.engine) as connection:
        assert listing.rowids(connection, query) == [row.rowid for row in whole]
    by_title = structs.replace(query, sort="title")
    assert in_steps(office, by_title, 3) == office.page(by_title)


def in_steps(office: Office, query: Query, size: int) -> list[Row]:
    rows: list[Row] = []
    while page := office.page(query, limit=size, after=rows[-1] if rows else None):
        rows += page
    return rows


def test_many_exact_hits_need_no_similar_ones(office: Office, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(listing, "FEW_EXACT", 2)
    for title in ("Tebing longsor", "Tebing longsor", "Tebing longsor", "Tebung longsor"):
        office.record(bridge(title=title))
    exact, similar = forgiving(office, "tebing")
    assert (len(exact), len(similar)) == (3, 0)
    assert len(forgiving(office, "tebung")[1]) == 3


def test_strange_signs_find_nothing_and_break_nothing(office: Office):
    for typed in (
        "'",
        "-",
        "…",
        '"',
        "a'",
        "'a",
        "--a--",
        "al-",
        "al",
        "0",
        "+",
        "+62",
        "()",
        "\ue001628",
        "\ue000open",
        "𞤀𞤁",
        "क्षमा",
        "a" * 300,
    ):
        query = Query(text=typed, forgiving=True)
        assert len(office.page(query)) == min(office.count(query), 50)


def test_a_book_whose_index_is_made_anew_finds_the_same(tmp_path: Path):
    from desktop.store import projection
    from desktop.store.database import writing

    office = new_office(tmp_path / "data")
    number = office.record(bridge(title="Salat Jum'at", complainant=Person(name="Hasna", phone=PHONE))).number
    with writing(office.engine) as connection:
        projection.rebuild(connection, office.rules)
    assert [found(office, typed) for typed in ("jumat", "3456")] == [{number}, {number}]
    assert forgiving(office, "jumad")[1] == [number]
    office.close()
