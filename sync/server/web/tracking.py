"""The public page: a tracking code from a receipt, and how far that complaint is. Nothing else, and of confidential ones only the stage."""

from starlette.requests import Request
from starlette.responses import Response

from complaints.errors import OfficeError
from complaints.numbering import parse_tracking_code
from sync.server.statement import PortableStatement
from sync.server.web.desk import Desk, caller

_FIND = PortableStatement(
    "SELECT stage, received_on, responded_on, closed_on, confidential FROM complaint WHERE tracking_code = :code AND stage <> '' LIMIT 2"
)
# What the public reads: not which desk it lies on.
PUBLIC_WORDS = {
    "new": "Diterima, menunggu diperiksa", "returned": "Menunggu kelengkapan dari pelapor", "verified": "Sudah diperiksa",
    "in_progress": "Sedang ditindaklanjuti", "forwarded": "Diteruskan ke instansi yang berwenang",
    "awaiting_approval": "Sedang ditindaklanjuti", "responded": "Sudah dijawab", "closed": "Selesai", "archived": "Ditutup",
}  # fmt: skip


class TrackingPages:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def show(self, request: Request) -> Response:
        typed_code = request.query_params.get("kode", "")[:60]
        if not typed_code:
            return self._desk.html("tracking.html", {"typed": "", "wrong": "", "progress": None})
        self._desk.trackings.spend(caller(request), self._desk.clock)
        try:
            code = parse_tracking_code(typed_code)
        except OfficeError as error:
            return self._desk.html(
                "tracking.html", {"typed": typed_code, "wrong": error.sentence, "progress": None}, 422
            )
        rows = await self._desk.read(lambda t: t.rows(_FIND, code=code))
        if len(rows) != 1:
            wrong = "Kode ini belum dikenal. Pengaduan yang baru dicatat muncul setelah kantor desa mengirimkannya."
            return self._desk.html("tracking.html", {"typed": code, "wrong": wrong, "progress": None}, 404)
        stage, received_on, responded_on, closed_on, confidential = rows[0]
        dates = [] if confidential else [("Diterima", received_on), ("Dijawab", responded_on), ("Selesai", closed_on)]
        progress = {"stage": PUBLIC_WORDS[stage], "dates": dates}
        return self._desk.html("tracking.html", {"typed": code, "wrong": "", "progress": progress})
