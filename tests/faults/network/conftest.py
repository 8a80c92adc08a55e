"""An office with a real store, a real server, and the bad network between them; one of each for a file, for its tests take turns."""

from collections.abc import Iterator

import pytest

from tests.conftest import Founded
from tests.faults.network.desk import Desk, desk_at
from tests.faults.network.proxy import CLEAR, Proxy, proxy
from tests.faults.network.victims import Server, serving


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("distrik")) as running:
        yield running


@pytest.fixture(scope="module")
def _wire(server: Server) -> Iterator[Proxy]:
    with proxy(server.port) as made:
        yield made


@pytest.fixture
def network(_wire: Proxy) -> Proxy:
    """Clear until the test says otherwise."""
    _wire.set(CLEAR)
    return _wire


@pytest.fixture(scope="module")
def desk(
    founded_once: Founded, server: Server, _wire: Proxy, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    """An office that is enrolled, over the network."""
    with desk_at(founded_once.copy(tmp_path_factory.mktemp("kantor") / "data"), server, _wire.port) as made:
        yield made
