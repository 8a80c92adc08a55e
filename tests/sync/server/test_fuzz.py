"""The protocol fuzzed from its own OpenAPI document, and with damaged requests: refusals, never a fault of the server."""

import base64
import secrets
from collections.abc import Iterator
from datetime import date

import msgspec
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.openapi.loaders import from_url

from complaints.events import AnyStep, Event, Facts, encode
from sync.messages import DeviceRequest, EnrolRequest, SyncRequest
from sync.server.district import District
from tests.sync.server.conftest import post_to
from tests.sync.server.pcs import SAOTANRE, Pc, Refused
from tests.sync.server.processes import Running, code_for, serving

MESSAGES: dict[str, type[msgspec.Struct]] = {"enrol": EnrolRequest, "succeed": DeviceRequest, "sync": SyncRequest}
SLOW = (
    HealthCheck.too_slow,
    HealthCheck.data_too_large,
    HealthCheck.filter_too_much,
    HealthCheck.function_scoped_fixture,
)
OPERATIONS = (
    "POST /v1/enrol", "POST /v1/device", "POST /v1/sync", "POST /v1/files", "GET /v1/files/{sha256}",
    "HEAD /v1/uploads/{id}", "PATCH /v1/uploads/{id}", "POST /v1/bundles", "HEAD /v1/bundles/uploads/{id}",
    "PATCH /v1/bundles/uploads/{id}", "GET /v1/bundles/{unit}", "GET /healthz",
)  # fmt: skip


@schemathesis.serializer("application/msgpack")
def packed(ctx: schemathesis.SerializationContext, value: object) -> bytes:
    """A generated value as MessagePack: byte strings, which schemas give in Base64, become bytes where they fit."""
    for kind in MESSAGES.values():
        try:
            return msgspec.msgpack.encode(msgspec.convert(value, kind))
        except (msgspec.ValidationError, ValueError):
            continue
    try:
        return msgspec.msgpack.encode(value)
    except (TypeError, OverflowError, UnicodeEncodeError):
        return base64.b64encode(repr(value).encode())


@schemathesis.serializer("application/offset+octet-stream")
def piece(ctx: schemathesis.SerializationContext, value: object) -> bytes:
    return str(value).encode("utf-8", "replace")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    words = ("--device-pace", "1000000", "--address-pace", "1000000")
    with serving(tmp_path_factory.mktemp("district"), *words) as running:
        yield running


@pytest.fixture(scope="module")
def token(server: Running) -> str:
    pc = Pc(server.post)
    pc.enrol(code_for(server.folder, SAOTANRE))
    return pc.token


@pytest.mark.parametrize("name", OPERATIONS)
def test_whatever_fits_the_document_gets_an_answer_that_it_tells_of(server: Running, token: str, name: str):
    method, path = name.split()
    operation = from_url(server.url + "/v1/openapi.json")[path][method]
    told = set(operation.definition.raw["responses"])

    @settings(max_examples=25, deadline=None, suppress_health_check=SLOW, derandomize=True)
    @given(case=operation.as_strategy())
    def fuzz(case: schemathesis.Case) -> None:
        answer = case.call(base_url=server.url, headers={"Authorization": f"Bearer {token}"}, timeout=20)
        assert str(answer.status_code) in told or answer.status_code in (404, 405), answer.status_code

    fuzz()


@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
@given(data=st.data())
def test_a_damaged_request_is_refused_or_taken_but_never_a_fault(district: District, data: st.DataObject):
    """One field of a real request replaced, or some of its bytes."""
    pc = Pc(post_to(district))
    pc.enrol(district.issue_code(SAOTANRE))
    case = pc.record(name="Andi")
    pc.note(case)
    fields = msgspec.to_builtins(pc.request(), builtin_types=(bytes,))
    anything = st.recursive(
        st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.binary(max_size=40) | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=16), inner, max_size=3),
        max_leaves=8,
    )
    place = data.draw(st.integers(0, len(fields) - 1))
    fields = [*fields]
    fields[place] = data.draw(anything)
    if data.draw(st.booleans()):
        fields = fields[: data.draw(st.integers(0, len(fields)))]
    body = bytearray(msgspec.msgpack.encode(fields))
    for _ in range(data.draw(st.integers(0, 3))):
        # Not up to len(body): keys and proofs make it a byte longer or shorter each time, and draws must not depend on that.
        body[data.draw(st.integers(0, 65_535)) % len(body)] = data.draw(st.integers(0, 255))
    encoding = data.draw(st.sampled_from(["", "zstd", "gzip", "br", "identity"]))
    path = data.draw(st.sampled_from(["/v1/sync", "/v1/enrol", "/v1/device"]))
    assert district.post(path, pc.token, bytes(body), encoding).status < 500


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(data=st.data())
def test_an_event_with_anything_in_it_does_not_stop_the_ones_after_it(district: District, data: st.DataObject):
    """Signed by its device, so it comes in when it is an event at all; the fold must bear it."""
    pc = Pc(post_to(district))
    pc.enrol(district.issue_code(SAOTANRE))
    case = pc.record()
    dates = st.dates() | st.sampled_from([date.min, date.max])
    step = data.draw(st.one_of([_steps(kind, dates) for kind in AnyStep.__args__]))
    saw = data.draw(st.lists(st.tuples(st.sampled_from([pc.id, "x"]), st.integers(0, 5)), max_size=2))
    at = data.draw(st.integers(0, 2**63 - 1))
    pc.chain.append(
        encode(
            Event(pc.id, 2, at, data.draw(st.sampled_from([case, f"{pc.id}-2", ""])), "\0é", SAOTANRE, tuple(saw), step)
        )
    )
    pc.note(case)
    assert _outcome(pc) in (3, (400, "limit"))


def _outcome(pc: Pc) -> int | tuple[int, str]:
    """How far the district took the chain, or how it refused what no office's program writes."""
    try:
        return pc.exchange().acknowledged
    except Refused as refusal:
        return refusal.status, getattr(refusal.message, "reason", "")


def _steps(kind: type, dates: st.SearchStrategy[object]) -> st.SearchStrategy[AnyStep]:
    return st.builds(
        kind, **{field.name: _values(field, dates) for field in msgspec.structs.fields(kind)}
    )  # fmt: skip


def _values(field: msgspec.structs.FieldInfo, dates: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    plain = {
        date: dates, str: st.text(max_size=30), bytes: st.binary(max_size=60), bool: st.booleans(), int: st.integers(-5, 2**62),
        Facts: st.builds(Facts, kind=st.just("complaint"), title=st.text(max_size=400), received_on=dates),
    }  # fmt: skip
    return plain.get(field.type, st.none())  # pyright: ignore[reportArgumentType]


def test_addresses_that_are_none_are_refused(server: Running):
    for path in (
        "/v1/sync/",
        "/v1//sync",
        "/v1/files/..%2f..%2fetc%2fpasswd",
        "/v1/uploads/" + secrets.token_hex(2000),
        "/%00",
    ):
        assert requests.get(server.url + path, timeout=10).status_code in (400, 401, 404, 405)
