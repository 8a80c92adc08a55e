"""All complaints of the district: searched, filtered, in the order of any column, a page at a time; and the views that an account keeps."""

from http import HTTPStatus
from itertools import islice

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from complaints.errors import Refused
from complaints.office_kind import subdistrict
from complaints.phrases import phrase
from sync.server import listing, saved_views, search_index, units, week_words
from sync.server.accounts import Visit
from sync.server.list_conditions import NO_SUBDISTRICT
from sync.server.list_plan import Order
from sync.server.permissions import SUPERVISORY_ONLY
from sync.server.statement import Transaction
from sync.server.web import complaint_sheet, sheet
from sync.server.web.desk import HEADERS, Desk, form, in_thread, text
from sync.server.web.groups import AGENCIES, grouped
from sync.server.web.list_query import ListQuery

MOST_EXPORTED = 50_000  # rows of a file: some 20 MB and 15 s as XLSX
# The columns of the list: by what they are sorted, and their headings.
COLUMNS: tuple[tuple[Order, str], ...] = (
    ("number", "Nomor"), ("title", "Judul"), ("unit", "Unit"), ("category", "Kategori"), ("received", "Diterima"), ("stage", "Status"),
    ("holder", "Di tangan"), ("due", "Tenggat"),
)  # fmt: skip


class ComplaintPages:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def show(self, request: Request, visit: Visit) -> Response:
        query = ListQuery.of(request.query_params)
        await self._index(query)
        values = await self._desk.read(lambda t: self._values(t, query, visit))
        return self._desk.html("complaints.html", values | {"picked_all": "pick" in request.query_params})

    async def _index(self, query: ListQuery) -> None:
        """Whatever was acknowledged before somebody looks for words is found by them."""
        if query["word"]:
            await in_thread(lambda: search_index.catch_up(self._desk.district.database))

    async def csv(self, request: Request, visit: Visit) -> Response:
        return await self._download(request, visit, "csv")

    async def xlsx(self, request: Request, visit: Visit) -> Response:
        return await self._download(request, visit, "xlsx")

    async def _download(self, request: Request, visit: Visit, kind: sheet.Kind) -> Response:
        """All rows that the list shows, page after page, in its order."""
        query, today = ListQuery.of(request.query_params), self._desk.today()
        asked = query.filter(today, supervisory=visit.role in SUPERVISORY_ONLY)

        def work(transaction: Transaction) -> bytes:
            in_order = listing.all_in_order(transaction, asked, query.order, descending=query.descending)
            rows = list(islice(in_order, MOST_EXPORTED + 1))
            if len(rows) > MOST_EXPORTED:
                raise Refused(
                    phrase(
                        "Lebih dari {limit} pengaduan cocok dengan saringan ini. Tidak ada yang diunduh; persempit saringannya, misalnya "
                        "per tahun.",
                        limit=MOST_EXPORTED,
                    )
                )
            codes = sorted({row.unit for row in rows} | {row.holder for row in rows} - {""})
            head = complaint_sheet.columns(
                units.titles(transaction, codes), self._desk.categories.label, today.toordinal()
            )
            return complaint_sheet.write(kind, rows, head)

        await self._index(query)
        content = await in_thread(lambda: self._desk.district.database.snapshot(work))
        name = f"pengaduan-{today}.{kind}"
        return Response(
            content,
            media_type=sheet.MEDIA_TYPES[kind],
            headers=HEADERS | {"Content-Disposition": f'attachment; filename="{name}"'},
        )

    async def save_view(self, request: Request, visit: Visit) -> Response:
        """Keeps what is shown under a name."""
        form_data = await form(request)
        query, name = ListQuery.of_string(text(form_data, "query")), text(form_data, "name")
        await self._desk.write(lambda t: saved_views.save(t, visit.admin, name, query.query_string()))
        return RedirectResponse(query.address(), HTTPStatus.SEE_OTHER, HEADERS)

    async def remove_view(self, request: Request, visit: Visit) -> Response:
        name = text(await form(request), "name")
        await self._desk.write(lambda t: saved_views.remove(t, visit.admin, name))
        return RedirectResponse("/aduan", HTTPStatus.SEE_OTHER, HEADERS)

    def _values(self, transaction: Transaction, query: ListQuery, visit: Visit) -> dict[str, object]:
        today = self._desk.today()
        asked = query.filter(today, self._desk.zone, supervisory=visit.role in SUPERVISORY_ONLY)
        page = listing.read_page(transaction, asked, query.order, descending=query.descending, after=query.after)
        all_units = units.load(transaction)
        codes = {unit.code for unit in all_units}
        shown_codes = (
            {row.unit for row in page.rows} | {row.holder for row in page.rows} | {query["unit"], query["holder"]}
        )
        subdistricts = {unit.code: unit.title for unit in all_units if unit.kind == "kecamatan"}
        return {
            "visit": visit, "rows": page.rows, "is_cut": page.is_cut, "candidates": listing.CANDIDATES, "query": query,
            "following": query.address(after=page.following) if page.following else "",
            "columns": COLUMNS, "names": units.names(transaction, sorted(shown_codes - {""})), "units": grouped(all_units), "codes": codes,
            "subdistricts": (subdistricts or {code: code for code in sorted({subdistrict(code) for code in codes} - {""})})
            | {NO_SUBDISTRICT: AGENCIES},
            "figure": week_words.figure_of(asked.figure, asked.span) if asked.figure and asked.span else "",
            "views": saved_views.all_of(transaction, visit.admin), "today": today.toordinal(),
        }  # fmt: skip
