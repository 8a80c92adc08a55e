"""Which address shows which page."""

from http import HTTPStatus
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from sync.server.tus import FileRoutes
from sync.server.web.account import AccountPages
from sync.server.web.case import CasePages
from sync.server.web.complaints import ComplaintPages
from sync.server.web.desk import Desk
from sync.server.web.events import EventPages
from sync.server.web.login import LoginPages
from sync.server.web.monitoring import MonitoringPages
from sync.server.web.offices import OfficePages
from sync.server.web.sealed import SealedPages
from sync.server.web.tracking import TrackingPages

STYLE = Path(__file__).parent / "style.css"
ICON = Path(__file__).resolve().parents[3] / "resources" / "icons" / "buku-aduan-40.png"


def pages(desk: Desk, file_routes: FileRoutes) -> list[Route]:
    login, complaints, case = LoginPages(desk), ComplaintPages(desk), CasePages(desk, file_routes)
    events, account = EventPages(desk), AccountPages(desk)
    offices, monitoring, tracking = OfficePages(desk), MonitoringPages(desk), TrackingPages(desk)

    async def home(_request: Request) -> Response:
        return RedirectResponse("/aduan", HTTPStatus.SEE_OTHER)

    async def style(_request: Request) -> Response:
        return FileResponse(STYLE, media_type="text/css", headers={"Cache-Control": "max-age=3600"})

    async def icon(_request: Request) -> Response:
        return FileResponse(ICON, media_type="image/png", headers={"Cache-Control": "max-age=86400"})

    return [
        Route("/", home),
        Route("/icon.png", icon),
        Route("/style.css", style),
        Route("/lacak", desk.open(tracking.show)),
        Route("/masuk", desk.open(login.show), methods=["GET"]),
        Route("/masuk", desk.open(login.enter), methods=["POST"]),
        Route("/keluar", desk.guarded(login.leave), methods=["POST"]),
        Route("/aduan", desk.guarded(complaints.show)),
        Route("/aduan/{id}", desk.guarded(case.show)),
        Route("/aduan/{id}/disposisi", desk.guarded(case.forward), methods=["POST"]),
        Route("/aduan/{id}/catatan", desk.guarded(case.note), methods=["POST"]),
        Route("/aduan/{id}/identitas", desk.guarded(case.identity), methods=["POST"]),
        Route("/aduan/{id}/lampiran/{sha256}", desk.guarded(case.attachment)),
        Route("/tersegel", desk.guarded(SealedPages(desk).show)),
        Route("/unit", desk.guarded(offices.show)),
        Route("/unit/kode", desk.guarded(offices.code), methods=["POST"]),
        Route("/akun", desk.guarded(account.show)),
        Route("/akun/sandi", desk.guarded(account.password), methods=["POST"]),
        Route("/akun/kode", desk.guarded(account.begin_second_factor), methods=["POST"]),
        Route("/akun/kode/pasang", desk.guarded(account.set_second_factor), methods=["POST"]),
        Route("/akun/riwayat", desk.guarded(account.history)),
        Route("/peristiwa", desk.guarded(events.show)),
        Route("/peristiwa/sisihkan", desk.guarded(events.set_aside), methods=["POST"]),
        Route("/peristiwa/kembalikan", desk.guarded(events.release), methods=["POST"]),
        Route("/unit/cabut", desk.guarded(offices.revoke), methods=["POST"]),
        Route("/pemantauan", desk.guarded(monitoring.show)),
        Route("/pemantauan.csv", desk.guarded(monitoring.csv)),
        Route("/pemantauan.xlsx", desk.guarded(monitoring.xlsx)),
    ]
