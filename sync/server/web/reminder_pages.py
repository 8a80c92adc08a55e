"""Reminders on the district's pages: the list, and the letter of reminder (surat teguran) for the browser's own printing."""

from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from complaints.complaint import Complaint
from complaints.events import Reminder
from complaints.office_kind import head_of
from complaints.reminders import situation
from sync.server import reminder_list, unit_desk, units
from sync.server.accounts import Visit
from sync.server.permissions import SUPERVISORY_ONLY
from sync.server.refusal import not_found
from sync.server.reminder_list import ReminderRow
from sync.server.statement import Transaction
from sync.server.web.desk import Desk


class ReminderPages:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def show(self, request: Request, visit: Visit) -> Response:
        """All units', for the coordinator; for the Inspektorat those about supervision."""
        past = request.query_params.get("selesai", "") != ""
        supervisory = visit.role in SUPERVISORY_ONLY

        def read(transaction: Transaction) -> tuple[list[ReminderRow], dict[str, str]]:
            rows = reminder_list.newest(transaction, past=past, supervisory=supervisory)
            return rows, units.titles(transaction, sorted({row.unit for row in rows}))

        rows, names = await self._desk.read(read)
        return self._list(visit, rows, [], names, past=past)

    async def of_unit(self, _request: Request, visit: Visit) -> Response:
        """The unit's own; for a kecamatan also those of its villages, without what they are about."""

        def read(transaction: Transaction) -> tuple[list[ReminderRow], list[ReminderRow], dict[str, str]]:
            own, villages = (
                reminder_list.of_unit(transaction, visit.unit),
                reminder_list.of_villages(transaction, visit.unit),
            )
            return own, villages, units.titles(transaction, sorted({row.unit for row in (*own, *villages)}))

        own, villages, names = await self._desk.read(read)
        return self._list(visit, own, villages, names)

    def _list(
        self, visit: Visit, rows: list[ReminderRow], villages: list[ReminderRow], names: dict[str, str], *, past: bool = False
    ) -> Response:  # fmt: skip
        return self._desk.html(
            "reminders.html",
            {
                "visit": visit, "rows": rows, "villages": villages, "names": names, "situation": _situation, "past": past,
                "base": "/meja" if visit.unit else "/aduan", "most": reminder_list.MOST,
            },
        )  # fmt: skip

    async def letter(self, request: Request, visit: Visit) -> Response:
        """Surat teguran to the head of the unit that is late. Raises Refuse (404) for what the account can't see."""
        id, rung = request.path_params["id"], request.path_params["rung"]

        def read(transaction: Transaction) -> tuple[ReminderRow, str, str]:
            row = reminder_list.one(transaction, id, rung)
            if row is None or not row.letter:
                raise not_found()
            if visit.unit:
                complaint: Complaint = unit_desk.case(transaction, visit.unit, id)
                if row.unit != visit.unit and complaint.unit != visit.unit:
                    raise not_found()
            elif visit.role in SUPERVISORY_ONLY and row not in reminder_list.newest(
                transaction, past=True, supervisory=True
            ):
                raise not_found()
            return row, units.titles(transaction, [row.unit])[row.unit], _city(self._desk.name)

        row, title, city = await self._desk.read(read)
        return self._desk.html(
            "letter.html",
            {
                "visit": visit, "row": row, "title": title, "situation": _situation(row), "city": city,
                "head": head_of(row.unit, title),
                "back": f"{'/meja' if visit.unit else '/aduan'}/{id}", "today": self._desk.today().isoformat(),
            },
        )  # fmt: skip


def _situation(row: ReminderRow) -> str:
    return situation(Reminder(row.step, date.fromisoformat(row.due_on), row.working_days, row.unit))


def _city(district: str) -> str:
    return district.removeprefix("Kabupaten ").removeprefix("Kota ")
