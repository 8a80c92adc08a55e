"""The tables of PROTOCOL.md say what the code does."""

from sync.server.openapi import document
from tests.sync.protocol_tables import MESSAGES, PAPER, TABLES, written


def test_every_table_of_the_protocol_is_what_the_code_gives():
    paper = PAPER.read_text("utf-8")
    assert written(paper) == paper, "run: python -m tests.sync.protocol_tables"


def test_the_protocol_has_every_table():
    paper = PAPER.read_text("utf-8")
    assert [name for name in TABLES if f"<!-- table {name} -->" not in paper] == []


def test_the_openapi_document_names_the_fields_of_arrays():
    schemas = document()["components"]["schemas"]  # pyright: ignore[reportIndexIssue]
    for message in MESSAGES:
        if message.__name__ in schemas:
            places = schemas[message.__name__]["prefixItems"]
            assert [place["title"] for place in places] == list(message.__struct_fields__)
    assert {"SyncRequest", "SyncAnswer", "Notice", "Agency", "Forked", "Refusal"} <= schemas.keys()
    assert {"OfferingAnswer", "ReleaseOffer", "Minimum"} <= schemas.keys()
    for name, schema in schemas.items():
        assert all(place.get("title") for place in schema.get("prefixItems", ())), name
