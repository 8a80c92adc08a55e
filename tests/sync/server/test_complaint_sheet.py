"""What the coordinator takes along is what the list shows, in its order, with days as days, and no text that a sheet would run."""

import csv
import io
import secrets
from datetime import datetime, timedelta

import requests
from openpyxl import load_workbook

from tests.sync.server.pcs import GUNUNG_PERAK, SAOTANRE, TODAY, Pc
from tests.sync.server.processes import Running, code_for
from tests.sync.server.test_roles import server, visits

__all__ = ["server", "visits"]


def test_the_file_has_the_rows_of_the_list_and_nobody_in_it(server: Running, visits: dict[str, requests.Session]):
    word = secrets.token_hex(5)
    for unit in (SAOTANRE, GUNUNG_PERAK):
        office = Pc(server.post, unit)
        office.enrol(code_for(server.folder, unit, *server.words))
        for number, title in enumerate((f"=HYPERLINK({word})", f"@{word}", f"Biasa {word}")):
            office.record(
                title,
                name="Andi Baso Ramli",
                received_on=TODAY - timedelta(number),
                supervisory=number == 2,
                category="social.aid",
            )
        office.sync()

    def get(kind: str, role: str = "coordinator", asked: str = "") -> requests.Response:
        return visits[role].get(f"{server.url}/aduan.{kind}?word={word}{asked}", timeout=60)

    answer = get("csv", asked="&sort=title")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "Andi" not in answer.text
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert sorted(row["Judul"] for row in rows) == sorted([f"'=HYPERLINK({word})", f"'@{word}", f"Biasa {word}"] * 2)
    assert {row["Unit"] for row in rows} == {"Desa Saotanre", "Desa Gunung Perak"}
    assert {row["Tanggal diterima"] for row in rows} == {(TODAY - timedelta(n)).isoformat() for n in range(3)}
    sheet = load_workbook(io.BytesIO(get("xlsx", asked=f"&unit={SAOTANRE}").content)).active
    assert sheet is not None
    heading, *lines = sheet.iter_rows()
    places = {cell.value: place for place, cell in enumerate(heading)}
    assert [line[places["Judul"]].value for line in lines] == [f"=HYPERLINK({word})", f"@{word}", f"Biasa {word}"]
    assert {line[places["Judul"]].data_type for line in lines} == {"s"}
    assert isinstance(lines[0][places["Tanggal diterima"]].value, datetime)
    assert isinstance(lines[0][places["Tenggat"]].value, datetime)
    assert str(lines[0][places["Kategori"]].value).startswith("Sosial")
    of_inspectorate = list(csv.DictReader(io.StringIO(get("csv", "inspectorate").content.decode("utf-8-sig"))))
    assert {row["Judul"] for row in of_inspectorate} == {f"Biasa {word}"}
    assert get("csv", "leader").status_code == 403
    empty = get("xlsx", asked="tidakada")
    assert empty.status_code == 200
    assert len(list(load_workbook(io.BytesIO(empty.content)).active.iter_rows())) == 1  # type: ignore[union-attr]
