"""Ready texts: every purpose has its words, placeholders fill, and nothing that isn't meant to be said slips in."""

import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from complaints import events as e
from complaints.categories import parse_categories
from complaints.complaint import STAGES, Complainant, Complaint
from complaints.contact import (
    PLACEHOLDERS,
    PURPOSES,
    Reply,
    Sender,
    address,
    fill,
    parse_replies,
    parse_texts,
    placeholders,
    purpose_of,
    replies_for,
    sms_link,
    whatsapp_link,
    with_reply,
)
from complaints.events import Event, Facts
from complaints.fold import fold
from desktop.resources import resource

TEXTS = parse_texts(resource("contact.toml").read_text(encoding="utf-8"))
REPLIES = parse_replies(resource("replies.toml").read_text(encoding="utf-8"))
SENDER = Sender("Desa Saotanre", "(0482) 21234", "Siti Aminah")
DAY = date(2026, 11, 24)


def complaint(*steps: e.AnyStep) -> Complaint:
    recorded = e.Recorded(
        DAY, "2026-A-0048", "K7MQ-2XFD", Facts(kind="complaint", title="Jembatan putus", body="Tali putus")
    )
    history = [
        Event("d", seq, seq, "d-1", "Siti", "73.07.04.2009", () if seq == 1 else (("d", seq - 1),), step)
        for seq, step in enumerate((recorded, *steps), 1)
    ]
    folded = fold(history)
    assert folded is not None
    return folded


def test_every_purpose_has_a_message_and_a_script_and_only_known_placeholders():
    assert set(TEXTS) == set(PURPOSES)
    for text in TEXTS.values():
        for words in (text.message, text.call):
            assert "{nomor}" in words
            assert "{kantor}" in words
            assert set(re.findall(r"\{(\w+)\}", words)) <= set(PLACEHOLDERS)


def test_a_text_is_filled_whole():
    values = placeholders(
        complaint(e.Returned(DAY, "Sebutkan nama dusunnya.")), SENDER, "24 November 2026", "27 November 2026"
    )
    assert set(values) == set(PLACEHOLDERS)
    said = fill(TEXTS["incomplete"].message, values)
    assert "2026-A-0048" in said
    assert "Sebutkan nama dusunnya." in said
    assert "Yth. Bapak/Ibu," in said
    for text in TEXTS.values():
        assert "{" not in fill(text.message, values) + fill(text.call, values)


def test_people_are_addressed_as_they_are():
    assert address("Hasna", "female") == "Ibu Hasna"
    assert address("Andi Baso", "male") == "Bapak Andi Baso"
    assert address("", "") == "Bapak/Ibu"
    assert Complainant() == complaint().complainant


@given(st.dictionaries(st.sampled_from(PLACEHOLDERS), st.text(), min_size=1))
def test_braces_that_come_with_a_value_are_left_alone(values: dict[str, str]):
    template = "".join(f"{{{name}}}\0" for name in values)
    assert fill(template, values) == "".join(f"{value}\0" for value in values.values())
    assert fill("{tidak_dikenal} {", values) == "{tidak_dikenal} {"


def test_what_is_told_follows_the_stage():
    assert purpose_of(complaint()) == "received"
    assert purpose_of(complaint(e.Returned(DAY, "kurang"))) == "incomplete"
    answered = (e.Verified(DAY), e.Responded(DAY, "Tali diganti"))
    assert purpose_of(complaint(*answered)) == "responded"
    assert purpose_of(complaint(*answered, e.Closed(DAY))) == "satisfaction"
    assert purpose_of(complaint(*answered, e.Closed(DAY, satisfaction=4))) == "closed"
    assert purpose_of(complaint(*answered, e.Reopened(DAY, "lagi"))) == "reopened"
    assert len(STAGES) == 9


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_links_carry_the_text_whole(text: str):
    link = urlsplit(whatsapp_link("+6281234567890", text))
    assert (link.scheme, link.netloc, link.path) == ("https", "wa.me", "/6281234567890")
    assert parse_qs(link.query, keep_blank_values=True, strict_parsing=True)["text"] == [text]
    assert parse_qs(urlsplit(sms_link("+6281234567890", text)).query, keep_blank_values=True)["body"] == [text]


def test_replies_come_for_the_category_then_its_group_then_all():
    made = (
        Reply("semua", "a"),
        Reply("kelompok", "b", "social"),
        Reply("tepat", "c", "social.aid"),
        Reply("lain", "d", "health"),
    )
    assert [one.name for one in replies_for("social.aid", made)] == ["tepat", "kelompok", "semua"]
    assert [one.name for one in replies_for("social", made)] == ["kelompok", "semua"]
    assert [one.name for one in replies_for("", made)] == ["semua"]


def test_shipped_replies_are_for_categories_that_exist_and_name_nobody():
    categories = parse_categories(resource("categories.toml").read_text(encoding="utf-8"))
    for reply in REPLIES:
        assert not reply.category or reply.category in categories
        assert "{nama}" not in reply.text
        assert set(re.findall(r"\{(\w+)\}", reply.text)) <= set(PLACEHOLDERS)


def test_a_reply_takes_its_place_the_end_or_nobodys():
    a, b, c = Reply("a", "1"), Reply("b", "2"), Reply("c", "3")
    assert with_reply((a, b), -1, c) == (a, b, c)
    assert with_reply((a, b), 0, c) == (c, b)
    assert with_reply((a, b), 1, None) == (a,)
