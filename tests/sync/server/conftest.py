"""A district to ask, on both databases: PostgreSQL's binaries come from PyPI and are started here."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine, make_url

from sync.server.database import Database, postgres_engine, sqlite_engine
from sync.server.district import District
from sync.server.keys import mint
from sync.server.migrate import bring_up_to_date
from tests.offices import Clock
from tests.postgresql import running
from tests.sync.server.pcs import SAOTANRE, Pc, Post

_numbers = count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a running PostgreSQL whose database `template_district` has the district's tables."""
    with running() as server:
        url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        address = url.render_as_string(hide_password=False)
        _write_lazily(address)
        _create(address, "template_district", "template1")
        engine = postgres_engine(at(address, "template_district"), 1)
        bring_up_to_date(engine)
        engine.dispose()
        yield address


def _write_lazily(address: str) -> None:
    """What a power cut would lose is nothing here: tests/faults has a server of its own for that."""
    engine = create_engine(address, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.exec_driver_sql(f"ALTER SYSTEM SET {setting} = off")
        connection.exec_driver_sql("SELECT pg_reload_conf()")


def at(address: str, name: str) -> str:
    return make_url(address).set(database=name).render_as_string(hide_password=False)


def _create(address: str, name: str, template: str) -> None:
    engine = create_engine(address, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def fresh(postgres: str) -> str:
    """The address of a new database with tables."""
    name = f"district_{next(_numbers)}"
    _create(postgres, name, "template_district")
    return at(postgres, name)


@pytest.fixture
def postgres_url(postgres: str) -> str:
    return fresh(postgres)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "sqlite":
        engine = sqlite_engine(tmp_path / "district.sqlite")
        bring_up_to_date(engine)
    else:
        engine = postgres_engine(request.getfixturevalue("postgres_url"))
    yield Database(engine)
    engine.dispose()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def district(database: Database, clock: Clock) -> District:
    return District(database, mint(), clock)


def post_to(district: District) -> Post:
    def post(path: str, token: str, body: bytes, encoding: str) -> tuple[int, bytes, str]:
        answer = district.post(path, token, body, encoding)
        return int(answer.status), answer.body, answer.encoding

    return post


@pytest.fixture
def pc(district: District) -> Callable[..., Pc]:
    """Makes an enrolled PC of a unit."""

    def enrolled(unit: str = SAOTANRE) -> Pc:
        new = Pc(post_to(district), unit)
        new.enrol(district.issue_code(unit))
        return new

    return enrolled
