"""What the screens say in English: refusals with their values, one and several, words with two meanings; and figures and dates."""

from datetime import date, datetime

import pytest

from complaints.deadlines import DeadlineState, phrase_of
from complaints.errors import OfficeError
from complaints.phrases import Phrase, from_text, phrase, to_text
from complaints.vocabulary import STAGES, STEPS, inside_sentence
from desktop.wording import formats, names
from desktop.wording.translation import in_indonesian, tr, tr_count, tr_in, tr_phrase, use


def test_a_refusal_is_said_in_english_with_its_numbers():
    error = OfficeError(phrase("Terlalu panjang: {length} huruf, paling banyak {limit}.", length=301, limit=300))
    assert tr_phrase(error.phrase) == error.sentence == "Terlalu panjang: 301 huruf, paling banyak 300."
    use("en")
    assert tr_phrase(error.phrase) == "Too long: 301 characters, at most 300."
    assert error.sentence == "Terlalu panjang: 301 huruf, paling banyak 300."
    assert tr_phrase(Phrase("Kalimat yang tidak dikenal.")) == "Kalimat yang tidak dikenal."


def test_what_somebody_wrote_is_never_taken_for_a_template():
    odd = phrase("“{name}” kosong (0 byte), jadi tidak dilampirkan.", name="{x} {name} {0}")
    assert str(odd) == "“{x} {name} {0}” kosong (0 byte), jadi tidak dilampirkan."
    use("en")
    assert tr_phrase(odd) == "“{x} {name} {0}” is empty (0 bytes), so it was not attached."
    assert tr_phrase(Phrase("{x} belum ada")) == "{x} belum ada"


def test_a_phrase_that_was_kept_is_read_back_with_its_values():
    inside = phrase("menunggu {unit}", unit="Dinas {0}")
    for kept in (phrase("hari ini"), inside, phrase("{step}: {words}", step=Phrase("selesai"), words=inside)):
        assert from_text(to_text(kept)) == kept
    # Version 1.0.0 kept finished sentences.
    assert from_text("Selesai.") == Phrase("Selesai.")
    assert from_text('{"template": 1}') == Phrase('{"template": 1}')


def test_indonesian_is_the_source_and_needs_no_table():
    assert tr_count("{count} hari kerja", count=3) == "3 hari kerja"
    use("en")
    assert tr_count("{count} hari kerja", count=3) == "3 working days"


def test_english_tells_one_from_several():
    assert tr_count("{count} dukungan", count=1) == "1 dukungan"
    assert tr_count("{count} dukungan", count=1000) == "1.000 dukungan"
    use("en")
    assert [tr_count("{count} dukungan", count=count) for count in (0, 1, 2, 1000)] == [
        "0 supporters",
        "1 supporter",
        "2 supporters",
        "1,000 supporters",
    ]


def test_numbers_dates_and_times_are_written_as_in_indonesia():
    today = date(2026, 11, 23)
    assert formats.number(1204) == "1.204"
    assert formats.number(6.4, 1) == "6,4"
    assert formats.rupiah(1_250_000) == "Rp1.250.000"
    assert formats.long_date(today) == "Senin, 23 November 2026"
    assert formats.short_date(today) == "Sen 23 Nov"
    assert formats.short_date(date(2025, 12, 11), today) == "Kam 11 Des 2025"
    assert formats.moment(datetime(2026, 11, 23, 7, 58).astimezone(), today) == "hari ini 07.58"
    assert formats.moment(datetime(2026, 11, 22, 16, 2).astimezone(), today) == "kemarin 16.02"
    assert formats.moment(datetime(2026, 11, 20, 8, 12).astimezone(), today) == "Jum 20 Nov 08.12"
    assert formats.day_and_time(datetime(2026, 11, 20, 10, 41).astimezone(), today) == "20 Nov 10.41"
    assert [formats.size(n) for n in (0, 999, 3100, 380_000, 4_200_000)] == [
        "0 byte",
        "999 byte",
        "3,1 KB",
        "380 KB",
        "4,2 MB",
    ]
    use("en")
    assert formats.long_date(today) == "Monday, 23 November 2026"
    assert formats.number(1204.5, 1) == "1,204.5"


@pytest.mark.parametrize(
    ("days", "said", "tone"),
    [(-2, "lewat 2 hari kerja", "danger"), (0, "hari ini", "warning"), (2, "2 hari kerja", "warning"), (4, "4 hari kerja", "info"),
     (9, "9 hari kerja", "neutral"), (None, "—", "neutral")],
)  # fmt: skip
def test_what_is_left_of_a_deadline_is_said_in_words(days, said, tone):
    assert names.due(days) == (said, tone)


def test_only_the_count_tells_one_from_several():
    use("en")
    assert tr_count("{count} tetap ada karena sudah dikerjakan: {names}.", count=2, names="1") == (
        "2 stay because they were worked on: 1."
    )


def test_a_deadline_is_said_in_english():
    use("en")
    assert [tr_phrase(phrase_of(DeadlineState("late", -days))) for days in (1, 2)] == [
        "1 working day late",
        "2 working days late",
    ]
    assert tr_phrase(phrase_of(DeadlineState("paused", 0, "forwarded"), "selesai")) == "waiting for selesai"


def test_what_fills_a_sentence_is_translated_and_a_name_is_not():
    use("en")
    refused = phrase(
        "Pengaduan {number} tidak dapat {action}: statusnya {stage}. Tidak ada yang berubah.",
        number="2026-A-0001",
        action=Phrase(STEPS["verify"].done),
        stage=Phrase(inside_sentence(STAGES["closed"])),
    )
    assert tr_phrase(refused) == "Complaint 2026-A-0001 can't be verified: its status is closed. Nothing was changed."
    named = tr_phrase(phrase("“{name}” kosong (0 byte), jadi tidak dilampirkan.", name="selesai"))
    assert "“selesai”" in named


def test_papers_are_indonesian_whatever_the_screens_speak():
    use("en")
    with in_indonesian():
        assert tr_phrase(phrase("hari ini")) == "hari ini"
        assert tr_count("{count} dukungan", count=1) == "1 dukungan"
    assert tr_phrase(phrase("hari ini")) == "today"


def test_one_word_with_two_meanings_is_told_apart_by_its_context():
    assert tr_in("menu", "Pengaduan") == tr("Pengaduan") == "Pengaduan"
    use("en")
    assert (tr_in("menu", "Pengaduan"), tr("Pengaduan")) == ("Complaints", "Complaint")
