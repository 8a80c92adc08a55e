"""An office at rest holds no pages of its book that only the day's work read."""

import os
from pathlib import Path

import psutil
import pytest

from desktop.store.database import CACHE_KIB, give_memory_back, open_engine, reading, writing

READ_KIB = 20_000


def own_kib() -> int:
    return psutil.Process().memory_full_info().uss // 1024


@pytest.mark.skipif(os.name == "nt", reason="Windows gives freed memory back when it likes")
def test_pages_that_were_read_are_given_back_and_the_book_reads_on(tmp_path: Path):
    engine = open_engine(tmp_path / "book.db", b"k" * 32, create=True)
    with writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE page (content BLOB)")
        for _ in range(READ_KIB // 2):
            connection.exec_driver_sql("INSERT INTO page VALUES (randomblob(2048))")
    engine.dispose()
    give_memory_back(engine)  # what the writing left
    before = own_kib()
    with reading(engine) as connection:
        connection.exec_driver_sql("SELECT sum(length(content)) FROM page WHERE content > x'00'").scalar()
    full = own_kib()
    assert full - before > CACHE_KIB // 2
    give_memory_back(engine)
    assert own_kib() - before < (full - before) // 3
    with reading(engine) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM page").scalar() == READ_KIB // 2
    engine.dispose()
