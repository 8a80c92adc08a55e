"""What ISO 19005-2 (PDF/A-2) asks of a file at level B, as far as it can be seen in the file's objects, read by qpdf.

No validator for PDF/A can be installed here as a package; veraPDF, the one that archives use, is a Java program with an installer of
its own. The numbers are the standard's clauses. What only fonts and content streams show (glyphs that aren't there, colours outside
an output intent) is left to typst, which refuses to write such a file.
"""

import json
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from tests.desktop.documents import paper_check

Dictionary = dict[str, Any]

PDFAID = "{http://www.aiim.org/pdfa/ns/id/}"
# 6.1.7.2 leaves no other filters; Crypt only with Identity, which nobody needs.
FILTERS = {"/FlateDecode", "/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode", "/RunLengthDecode"}
FILTERS |= {"/ASCIIHexDecode", "/ASCII85Decode"}
# 6.5.1
FORBIDDEN_ACTIONS = {"/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide", "/SetOCGState", "/Rendition"}
FORBIDDEN_ACTIONS |= {"/Trans", "/GoTo3DView", "/JavaScript"}
# 6.3.1
FORBIDDEN_ANNOTATIONS = {"/3D", "/Sound", "/Screen", "/Movie"}
# 6.2.10
BLENDING = {"/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten", "/ColorDodge"}
BLENDING |= {"/ColorBurn", "/HardLight", "/SoftLight", "/Difference", "/Exclusion", "/Hue", "/Saturation"}
BLENDING |= {"/Color", "/Luminosity"}
HIDDEN, PRINTED = 0b10, 0b100


def assert_archival(pdf: bytes) -> None:
    _file(pdf)
    objects = _objects(pdf)
    trailer = objects["trailer"]["value"]
    assert "/ID" in trailer, "6.1.3"
    assert "/Encrypt" not in trailer, "6.1.3"
    catalog = objects[f"obj:{trailer['/Root']}"]["value"]
    assert not catalog.keys() & {"/AA", "/OpenAction", "/NeedsRendering", "/Requirements", "/OCProperties"}, (
        "6.5, 6.4.2, 6.11, 6.9"
    )
    assert "/EmbeddedFiles" not in _resolved(objects, catalog.get("/Names"), {}), "6.8"
    _output_intent(objects, catalog)
    _metadata(pdf, objects, catalog)
    for one in objects.values():
        if "stream" in one:
            _stream(one["stream"]["dict"])
        for found in _dictionaries(one):
            _dictionary(found)
            if found.get("/Type") == "/FontDescriptor":
                assert found.keys() & {"/FontFile", "/FontFile2", "/FontFile3"}, "6.2.11.4"
            if found.get("/Subtype") == "/CIDFontType2":
                assert "/CIDToGIDMap" in found, "6.2.11.3.2"


def _file(pdf: bytes) -> None:
    first, second = pdf.splitlines()[:2]
    assert re.fullmatch(rb"%PDF-1\.[0-7]", first), "6.1.2"
    assert second.startswith(b"%"), "6.1.2"
    assert min(second[1:5]) > 127, "6.1.2"
    assert pdf.rstrip(b"\r\n").endswith(b"%%EOF"), "6.1.3"


def _output_intent(objects: Dictionary, catalog: Dictionary) -> None:
    intents = _resolved(objects, catalog.get("/OutputIntents"), [])
    assert len(intents) == 1, "6.2.3"
    intent = _resolved(objects, intents[0], {})
    assert intent["/S"] == "/GTS_PDFA1", "6.2.3"
    assert objects[f"obj:{intent['/DestOutputProfile']}"]["stream"]["dict"]["/N"] in (1, 3, 4), "6.2.3"


def _metadata(pdf: bytes, objects: Dictionary, catalog: Dictionary) -> None:
    assert "/Filter" not in objects[f"obj:{catalog['/Metadata']}"]["stream"]["dict"], "6.6.2.1"
    start = pdf.index(b"<x:xmpmeta")
    told = ElementTree.fromstring(pdf[start : pdf.index(b"</x:xmpmeta>", start) + len(b"</x:xmpmeta>")])
    assert told.findtext(f".//{PDFAID}part") == "2", "6.6.4"
    assert told.findtext(f".//{PDFAID}conformance") in ("A", "B", "U"), "6.6.4"


def _stream(about: Dictionary) -> None:
    assert not about.keys() & {"/F", "/FFilter", "/FDecodeParms"}, "6.1.7.1"
    filters = about.get("/Filter", [])
    assert set(filters if isinstance(filters, list) else [filters]) <= FILTERS, "6.1.7.2"
    if about.get("/Subtype") == "/Image":
        assert not about.keys() & {"/Alternates", "/OPI"}, "6.2.8.1"
        assert about.get("/Interpolate") is not True, "6.2.8.1"
    if about.get("/Subtype") == "/Form":
        assert not about.keys() & {"/OPI", "/PS", "/Ref"}, "6.2.9"
        assert about.get("/Subtype2") != "/PS", "6.2.9"
    assert about.get("/Subtype") != "/PS", "6.2.9"


def _dictionary(one: Dictionary) -> None:
    if one.get("/Type") == "/ExtGState":
        assert not one.keys() & {"/TR", "/HTP"}, "6.2.5"
        assert one.get("/TR2", "/Default") == "/Default", "6.2.5"
        assert one.get("/BM", "/Normal") in BLENDING, "6.2.10"
    if one.get("/Type") == "/Annot":
        assert one["/Subtype"] not in FORBIDDEN_ANNOTATIONS, "6.3.1"
        assert one["/F"] & PRINTED, "6.3.2"
        assert not one["/F"] & HIDDEN, "6.3.2"
        assert "/AP" in one or one["/Subtype"] == "/Link", "6.3.3"
    if one.get("/Type") == "/Page":
        assert not one.keys() & {"/AA", "/PresSteps"}, "6.5.2, 6.10"
    assert one.get("/S") not in FORBIDDEN_ACTIONS, "6.5.1"


def _dictionaries(value: Any) -> Iterator[Dictionary]:
    """Every dictionary in this object, however deep."""
    if isinstance(value, dict):
        yield value
        for one in value.values():
            yield from _dictionaries(one)
    elif isinstance(value, list):
        for one in value:
            yield from _dictionaries(one)


def _resolved(objects: Dictionary, value: Any, missing: Any) -> Any:
    if value is None:
        return missing
    return objects[f"obj:{value}"]["value"] if isinstance(value, str) and value.endswith(" R") else value


def _objects(pdf: bytes) -> Dictionary:
    told = paper_check.qpdf(pdf, "--json=2", "--json-stream-data=none", "--json-key=qpdf")
    return json.loads(told)["qpdf"][1]
