"""The protocol as an OpenAPI document, made from the messages themselves: for tools that check or fuzz it. PROTOCOL.md says what it means."""

from typing import Any

import msgspec

from complaints.categories import DistrictCategory
from sync import frame
from sync.messages import (
    PROTOCOL,
    VERSION_HEADER,
    Agency,
    Announcement,
    DeviceRequest,
    Enrolled,
    EnrolRequest,
    Forked,
    Minimum,
    Notice,
    OfferingAnswer,
    Refusal,
    ReleaseOffer,
    Reminded,
    SyncAnswer,
    SyncRequest,
)

_MESSAGES = (
    EnrolRequest, DeviceRequest, Enrolled, SyncRequest, SyncAnswer, OfferingAnswer, ReleaseOffer, Forked, Refusal, Notice, Agency,
    Announcement,
    Minimum, Reminded, DistrictCategory,
)  # fmt: skip
_REFUSALS = {
    "400": "malformed", "401": "unknown or revoked token", "403": "not yours", "404": "unknown", "413": "too large",
    "429": "too many, see Retry-After", "503": "busy, see Retry-After",
}  # fmt: skip


def document() -> dict[str, object]:
    """OpenAPI 3.1. Bodies are MessagePack; their schemas speak of the values in it, with byte strings in Base64."""
    _, components = msgspec.json.schema_components(_MESSAGES, ref_template="#/components/schemas/{name}")
    for message in _MESSAGES:
        _name_places(components[message.__name__], message.__struct_fields__)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Buku Aduan: kantor dan kabupaten", "version": str(PROTOCOL)},
        "paths": {
            "/v1/enrol": {"post": _post("enrol", EnrolRequest, Enrolled, secured=False)},
            "/v1/device": {"post": _post("succeed", DeviceRequest, Enrolled)},
            "/v1/sync": {"post": _post("sync", SyncRequest, SyncAnswer, forks=True)},
            "/v1/files": {"post": _create("createUpload")},
            "/v1/files/{sha256}": {"get": _fetch()},
            "/v1/uploads/{id}": {"head": _offset("uploadOffset"), "patch": _append("append")},
            "/v1/bundles": {"post": _create("createBundle")},
            "/v1/bundles/uploads/{id}": {"head": _offset("bundleOffset"), "patch": _append("appendBundle")},
            "/v1/bundles/{unit}": {"get": _fetch_answer()},
            "/healthz": {
                "get": {"operationId": "health", "responses": _answers({"200": {"description": "alive"}}, "503")}
            },
        },
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _name_places(schema: dict[str, Any], names: tuple[str, ...]) -> None:
    """A message is an array: each of its places says by its title which field it is."""
    schema["prefixItems"] = [{"title": name} | place for name, place in zip(names, schema["prefixItems"], strict=True)]


def _post(name: str, request: type, answer: type, *, secured: bool = True, forks: bool = False) -> dict[str, object]:
    successes: dict[str, object] = {"200": _described("answer", answer)}
    if forks:
        successes["409"] = _described("this device has other events under the same numbers", Forked)
    return {
        "operationId": name,
        "parameters": [_header(VERSION_HEADER, required=False)],
        "requestBody": {"required": True, "content": {frame.MEDIA_TYPE: {"schema": _reference(request)}}},
        "responses": _answers(successes, "400", "401", "403", "413", "429", "503"),
        **({"security": [{"token": []}]} if secured else {}),
    }


def _create(name: str) -> dict[str, object]:
    return _secured(
        name, [_header("Tus-Resumable"), _header("Upload-Length"), _header("Upload-Metadata")],
        {"201": {"description": "Location and Upload-Offset tell where to go on"}, "412": _described("other version of tus", Refusal)},
    )  # fmt: skip


def _offset(name: str) -> dict[str, object]:
    successes: dict[str, object] = {
        "200": {"description": "Upload-Offset"},
        "412": {"description": "other version of tus"},
    }
    return _secured(name, [_path("id"), _header("Tus-Resumable")], successes)


def _append(name: str) -> dict[str, object]:
    successes: dict[str, object] = {
        "204": {"description": "Upload-Offset"},
        **{
            code: _described(word, Refusal)
            for code, word in (("409", "offset"), ("412", "tus"), ("415", "media type"), ("422", "hash, bundle"))
        },
    }
    operation = _secured(name, [_path("id"), _header("Tus-Resumable"), _header("Upload-Offset")], successes)
    body: dict[str, object] = {"content": {"application/offset+octet-stream": {"schema": {"type": "string"}}}}
    return operation | {"requestBody": body}


def _fetch() -> dict[str, object]:
    successes: dict[str, object] = {
        code: {"description": word} for code, word in (("200", "bytes"), ("206", "range"), ("416", "beyond"))
    }
    return _secured("fetch", [_path("sha256"), _header("Range", required=False)], successes)


def _fetch_answer() -> dict[str, object]:
    successes: dict[str, object] = {
        code: {"description": word}
        for code, word in (("200", "bytes"), ("206", "range"), ("304", "the same as before"), ("416", "beyond"))
    }
    headers = [_header("Range", required=False), _header("If-None-Match", required=False)]
    return _secured("fetchAnswer", [_path("unit"), *headers], successes)


def _secured(name: str, parameters: list[dict[str, object]], successes: dict[str, object]) -> dict[str, object]:
    responses = _answers(successes, "400", "401", "403", "404", "413", "429", "503")
    return {"operationId": name, "parameters": parameters, "responses": responses, "security": [{"token": []}]}


def _answers(successes: dict[str, object], *refusals: str) -> dict[str, object]:
    return successes | {code: _described(_REFUSALS[code], Refusal) for code in refusals}


def _described(description: str, message: type) -> dict[str, object]:
    return {"description": description, "content": {frame.MEDIA_TYPE: {"schema": _reference(message)}}}


def _reference(message: type) -> dict[str, object]:
    return {"$ref": f"#/components/schemas/{message.__name__}"}


def _path(name: str) -> dict[str, object]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _header(name: str, *, required: bool = True) -> dict[str, object]:
    return {"name": name, "in": "header", "required": required, "schema": {"type": "string"}}
