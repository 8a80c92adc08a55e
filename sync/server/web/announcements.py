"""The district's announcements on the web: to all units or some, taken back, and who has read them."""

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sync.server import announcements, units
from sync.server.accounts import Visit
from sync.server.announcements import Reader, Told
from sync.server.statement import Transaction
from sync.server.web.desk import HEADERS, Desk, form, text
from sync.server.web.groups import grouped

# What a silent office is asked; the coordinator changes it before it is sent.
REMINDER = (
    "Sudah lama kantor Anda tidak bertukar data dengan kabupaten. Mohon jalankan Sinkronisasi sekarang; tanpa jaringan, kirimlah lewat "
    "flashdisk atau titipkan pada kecamatan."
)


class AnnouncementPages:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def show(self, request: Request, visit: Visit) -> Response:
        """`kepada`: the unit that the next one is begun for, because it has been silent."""
        silent = request.query_params.get("kepada", "")[:40]

        def read(transaction: Transaction) -> tuple[list[tuple[Told, list[Reader]]], dict[str, str]]:
            told = announcements.all_of_them(transaction)
            codes = {code for announcement, _ in told for code in announcement.units}
            codes |= {reader.unit for _, readers in told for reader in readers}
            return told, units.titles(transaction, sorted(codes))

        told, names = await self._desk.read(read)
        all_units = await self._desk.read(units.load)
        return self._desk.html(
            "announcements.html",
            {
                "visit": visit,
                "told": told,
                "names": names,
                "units": grouped(all_units),
                "longest": announcements.LONGEST,
                "chosen": silent if any(unit.code == silent for unit in all_units) else "",
                "reminder": REMINDER,
            },
        )

    async def announce(self, request: Request, visit: Visit) -> Response:
        form_data = await form(request)
        chosen = [value for value in form_data.getlist("units") if isinstance(value, str)]
        typed, day, now = text(form_data, "text"), self._desk.today().isoformat(), self._desk.district.now()
        await self._desk.write(lambda t: announcements.announce(t, typed, chosen, visit.admin, day, now))
        return _back()

    async def withdraw(self, request: Request, _visit: Visit) -> Response:
        number = text(await form(request), "number")
        if number.isdecimal() and len(number) < 10:
            now = self._desk.district.now()
            await self._desk.write(lambda t: announcements.withdraw(t, int(number), now))
        return _back()

    async def read(self, request: Request, visit: Visit) -> Response:
        """A unit's officer has read one."""
        number = text(await form(request), "number")
        if number.isdecimal() and len(number) < 10:
            now = self._desk.district.now()
            await self._desk.write(lambda t: announcements.note_read(t, visit.unit, visit.admin, [int(number)], now))
        return RedirectResponse("/meja", HTTPStatus.SEE_OTHER, HEADERS)


def _back() -> Response:
    return RedirectResponse("/pengumuman", HTTPStatus.SEE_OTHER, HEADERS)
