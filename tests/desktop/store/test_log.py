"""The log is append-only, without gaps, and each device's events hang together by hash."""

import pytest
from sqlalchemy import select

from complaints import clock
from complaints.draft import Draft
from complaints.events import Noted, chain_hash, decode
from complaints.steps import StepDetails
from desktop.office.office import Office
from desktop.store import log
from desktop.store.database import reading, writing
from desktop.store.log import Author, Device, NewEvent
from desktop.store.schema import event


def rows(office: Office):
    with reading(office.engine) as connection:
        return connection.execute(select(event).order_by(event.c.device, event.c.seq)).all()


def record(office: Office, body: str = "Jalan rusak") -> str:
    return office.record(Draft(kind="complaint", body=body)).id


def test_each_event_is_chained_to_the_one_before(office: Office):
    number = record(office)
    office.act(number, "verify")
    list(office.record_many(Draft(kind="complaint", body=f"Aduan {i}") for i in range(20)))
    previous = b""
    for seq, row in enumerate(rows(office), 1):
        assert row.seq == seq
        assert row.hash == chain_hash(previous, row.content)
        previous = row.hash


def test_columns_say_what_the_content_says(office: Office):
    office.act(record(office), "note", StepDetails(note="Dicek"))
    for row in rows(office):
        known = decode(row.content)
        assert (known.device, known.seq, known.complaint, known.at) == (row.device, row.seq, row.complaint, row.at)


def test_two_devices_have_chains_of_their_own(office: Office):
    complaint = record(office)
    other = Author(Device("otherpc", "B"), "Budi", "73.07.05.2005")
    with writing(office.engine) as connection:
        log.append(connection, other, [NewEvent(complaint, (), Noted(office.today(), "a"))], office.now_ms)
        log.append(connection, other, [NewEvent(complaint, (), Noted(office.today(), "b"))], office.now_ms)
    chain = [row for row in rows(office) if row.device == "otherpc"]
    assert [row.seq for row in chain] == [1, 2]
    assert chain[1].hash == chain_hash(chain_hash(b"", chain[0].content), chain[1].content)


def test_stamps_only_go_forward_whatever_the_clock_does(office: Office):
    author = office.author
    stamps: list[int] = []
    for now_ms in (2_000_000, 1_000, 2_000_000, 0, -5, 2**60):
        with writing(office.engine) as connection:
            (made,) = log.append(connection, author, [NewEvent("x", (), Noted(office.today(), "a"))], now_ms)
        stamps.append(made.at)
    assert stamps == sorted(set(stamps))
    assert all(0 <= clock.milliseconds(at) < 2**48 for at in stamps)


def test_what_a_failed_transaction_wrote_is_gone(office: Office):
    record(office)
    before = rows(office)

    def fail() -> None:
        with writing(office.engine) as connection:
            log.append(connection, office.author, [NewEvent("x", (), Noted(office.today(), "a"))], office.now_ms)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert rows(office) == before
    record(office)
    assert [row.seq for row in rows(office)] == [1, 2]


def test_all_events_come_in_fold_order(office: Office):
    for i in range(5):
        record(office, f"Aduan {i}")
    orders = [one.order for one in office.events()]
    assert orders == sorted(orders)
    with reading(office.engine) as connection:
        assert log.count(connection) == len(orders) == 5


def test_a_batch_is_recorded_whole_with_its_neighbours_or_not_at_all(office: Office):
    def along(_connection: object, places: object, receipts: object) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(office.record_many([Draft(kind="complaint", body="a")], along))
    assert rows(office) == []
    assert office.next_number().endswith("0001")


def test_record_many_answers_row_for_row(office: Office):
    drafts = [Draft(kind="complaint", body="" if i % 3 == 0 else f"Aduan {i}") for i in range(1100)]
    seen: list[int] = []
    answers = list(office.record_many(drafts, lambda _, places, _receipts: seen.extend(places)))
    refused = [place for place, answer in enumerate(answers) if not hasattr(answer, "number")]
    assert refused == list(range(0, 1100, 3))
    assert seen == [place for place in range(1100) if place % 3]
    numbers = [answer.number for answer in answers if hasattr(answer, "number")]  # type: ignore[union-attr]
    assert numbers == sorted(set(numbers))
