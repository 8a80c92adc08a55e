"""Which address shows which page."""

from http import HTTPStatus
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from sync.server.accounts import Visit
from sync.server.bundle_box import BundleBox
from sync.server.filing import Filing
from sync.server.own_device import OwnDevices
from sync.server.permissions import HOME
from sync.server.tus import FileRoutes
from sync.server.web.account import AccountPages
from sync.server.web.account_list import AccountListPages
from sync.server.web.announcements import AnnouncementPages
from sync.server.web.case import CasePages
from sync.server.web.complaints import ComplaintPages
from sync.server.web.desk import Desk
from sync.server.web.dispositions import DispositionPages
from sync.server.web.district_settings import SettingPages
from sync.server.web.events import EventPages
from sync.server.web.index import IndexPages
from sync.server.web.invitation import InvitationPages
from sync.server.web.lapor import LaporPages
from sync.server.web.login import LoginPages
from sync.server.web.monitoring import MonitoringPages
from sync.server.web.offices import OfficePages
from sync.server.web.reminder_pages import ReminderPages
from sync.server.web.reports import ReportPages
from sync.server.web.sealed import SealedPages
from sync.server.web.tracking import TrackingPages
from sync.server.web.unit_pages import UnitPages
from sync.server.web.unit_reports import UnitReportPages
from sync.server.web.warnings import WarningPages, Warnings
from sync.server.web.week import WeekPages

STYLE = Path(__file__).parent / "style.css"
ICON = Path(__file__).resolve().parents[3] / "resources" / "icons" / "buku-aduan-40.png"


def pages(desk: Desk, file_routes: FileRoutes, filing: Filing, box: BundleBox) -> list[Route]:
    own_devices = OwnDevices()
    warnings = Warnings(desk)
    login, complaints, case = LoginPages(desk), ComplaintPages(desk), CasePages(desk, file_routes, own_devices)
    settings, announcements = SettingPages(desk), AnnouncementPages(desk)
    dispositions = DispositionPages(desk, own_devices)
    events, account = EventPages(desk), AccountPages(desk)
    account_list, invitations = AccountListPages(desk), InvitationPages(desk)
    offices, monitoring, tracking = (
        OfficePages(desk, box),
        MonitoringPages(desk, warnings),
        TrackingPages(desk, own_devices),
    )

    lapor = LaporPages(desk, own_devices)
    weeks = WeekPages(desk, warnings)
    unit = UnitPages(desk, file_routes, filing, own_devices)
    unit_reports = UnitReportPages(desk, own_devices)
    reports, index = ReportPages(desk), IndexPages(desk)
    reminder_pages = ReminderPages(desk)
    warning_pages = WarningPages(desk, warnings)

    async def home(_request: Request, visit: Visit) -> Response:
        return RedirectResponse(HOME[visit.role], HTTPStatus.SEE_OTHER)

    async def style(_request: Request) -> Response:
        return FileResponse(STYLE, media_type="text/css", headers={"Cache-Control": "max-age=3600"})

    async def icon(_request: Request) -> Response:
        return FileResponse(ICON, media_type="image/png", headers={"Cache-Control": "max-age=86400"})

    return [
        Route("/", desk.guarded(home)),
        Route("/icon.png", icon),
        Route("/style.css", style),
        Route("/lacak", desk.open(tracking.show)),
        Route("/lacak/jawaban", desk.open(tracking.answer), methods=["POST"]),
        Route("/lacak/suara", desk.open(tracking.say), methods=["POST"]),
        Route("/undangan", desk.open(invitations.show), methods=["GET"]),
        Route("/undangan", desk.open(invitations.accept), methods=["POST"]),
        Route("/masuk", desk.open(login.show), methods=["GET"]),
        Route("/masuk", desk.open(login.enter), methods=["POST"]),
        Route("/keluar", desk.guarded(login.leave), methods=["POST"]),
        Route("/meja", desk.guarded(unit.inbox, "desk")),
        Route("/meja/laporan", desk.guarded(unit_reports.show, "desk")),
        Route("/meja/laporan/kirim", desk.guarded(unit_reports.send, "desk"), methods=["POST"]),
        Route("/meja/pengingat", desk.guarded(reminder_pages.of_unit, "desk")),
        Route("/meja/{id}", desk.guarded(unit.show, "desk")),
        Route("/meja/{id}/cetak", desk.guarded(unit.sheet, "desk")),
        Route("/meja/{id}/teguran/{rung}", desk.guarded(reminder_pages.letter, "desk")),
        Route("/meja/{id}/langkah", desk.guarded(unit.step, "desk"), methods=["POST"]),
        Route("/meja/{id}/identitas", desk.guarded(unit.identity, "desk"), methods=["POST"]),
        Route("/meja/{id}/lampiran", desk.guarded(unit.attach, "desk", takes_file=True), methods=["POST"]),
        Route("/meja/{id}/lampiran/{sha256}", desk.guarded(unit.attachment, "desk")),
        Route("/aduan", desk.guarded(complaints.show, "complaints")),
        Route("/aduan.csv", desk.guarded(complaints.csv, "complaints")),
        Route("/aduan.xlsx", desk.guarded(complaints.xlsx, "complaints")),
        Route("/aduan/tampilan", desk.guarded(complaints.save_view, "complaints"), methods=["POST"]),
        Route("/aduan/tampilan/hapus", desk.guarded(complaints.remove_view, "complaints"), methods=["POST"]),
        Route("/aduan/disposisi", desk.guarded(dispositions.pick, "dispose"), methods=["POST"]),
        Route("/aduan/disposisi/kirim", desk.guarded(dispositions.send_many, "dispose"), methods=["POST"]),
        Route("/aduan/{id}", desk.guarded(case.show, "complaints")),
        Route("/pengingat", desk.guarded(reminder_pages.show, "complaints")),
        Route("/aduan/{id}/teguran/{rung}", desk.guarded(reminder_pages.letter, "complaints")),
        Route("/aduan/{id}/disposisi", desk.guarded(dispositions.send, "dispose"), methods=["POST"]),
        Route("/aduan/{id}/catatan", desk.guarded(case.note, "dispose"), methods=["POST"]),
        Route("/aduan/{id}/identitas", desk.guarded(case.identity, "identity"), methods=["POST"]),
        Route("/aduan/{id}/lampiran/{sha256}", desk.guarded(case.attachment, "complaints")),
        Route("/lapor", desk.guarded(lapor.show, "dispose")),
        Route("/lapor/baru", desk.guarded(lapor.new, "dispose"), methods=["GET"]),
        Route("/lapor/baru", desk.guarded(lapor.record, "dispose"), methods=["POST"]),
        Route("/lapor/tempel", desk.guarded(lapor.paste, "dispose"), methods=["POST"]),
        Route("/lapor/daftar", desk.guarded(lapor.list_file, "dispose", takes_file=True), methods=["POST"]),
        Route("/lapor/{id}", desk.guarded(lapor.answer, "dispose")),
        Route("/lapor/{id}/nomor", desk.guarded(lapor.keep_number, "dispose"), methods=["POST"]),
        Route("/lapor/{id}/centang", desk.guarded(lapor.tick_off, "dispose"), methods=["POST"]),
        Route("/tersegel", desk.guarded(SealedPages(desk).show, "receipts")),
        Route("/unit", desk.guarded(offices.show, "offices")),
        Route("/unit/kode", desk.guarded(offices.code, "offices"), methods=["POST"]),
        Route("/unit/undangan", desk.guarded(offices.invite, "offices"), methods=["POST"]),
        Route("/unit/undangan/batal", desk.guarded(offices.uninvite, "offices"), methods=["POST"]),
        Route("/unit/undangan/{id}", desk.guarded(offices.invitation_file, "offices")),
        Route("/unit/kiriman", desk.guarded(offices.take_bundle, "offices", takes_file=True), methods=["POST"]),
        Route("/unit/balasan/{unit}", desk.guarded(offices.answer, "offices")),
        Route("/pengumuman", desk.guarded(announcements.show, "settings")),
        Route("/pengumuman/kirim", desk.guarded(announcements.announce, "settings"), methods=["POST"]),
        Route("/pengumuman/tarik", desk.guarded(announcements.withdraw, "settings"), methods=["POST"]),
        Route("/meja/pengumuman", desk.guarded(announcements.read, "desk"), methods=["POST"]),
        Route("/aturan", desk.guarded(settings.show, "settings")),
        Route("/aturan/{name}", desk.guarded(settings.edit, "settings"), methods=["GET"]),
        Route("/aturan/{name}", desk.guarded(settings.save, "settings"), methods=["POST"]),
        Route("/aturan/{name}/periksa", desk.guarded(settings.preview, "settings"), methods=["POST"]),
        Route("/akun", desk.guarded(account.show)),
        Route("/akun/semua", desk.guarded(account_list.show, "accounts")),
        Route("/akun/undang", desk.guarded(account_list.invite, "accounts"), methods=["POST"]),
        Route("/akun/matikan", desk.guarded(account_list.disable, "accounts"), methods=["POST"]),
        Route("/akun/hidupkan", desk.guarded(account_list.enable, "accounts"), methods=["POST"]),
        Route("/akun/sandi", desk.guarded(account.password), methods=["POST"]),
        Route("/akun/kode", desk.guarded(account.begin_second_factor), methods=["POST"]),
        Route("/akun/kode/pasang", desk.guarded(account.set_second_factor), methods=["POST"]),
        Route("/akun/riwayat", desk.guarded(account.history, "accounts")),
        Route("/peristiwa", desk.guarded(events.show, "events")),
        Route("/peristiwa/sisihkan", desk.guarded(events.set_aside, "events"), methods=["POST"]),
        Route("/peristiwa/kembalikan", desk.guarded(events.release, "events"), methods=["POST"]),
        Route("/unit/cabut", desk.guarded(offices.revoke, "offices"), methods=["POST"]),
        Route("/pekan", desk.guarded(weeks.show, "figures")),
        Route("/pekan.xlsx", desk.guarded(weeks.xlsx, "figures")),
        Route("/pekan.pdf", desk.guarded(weeks.pdf, "figures")),
        Route("/pimpinan", desk.guarded(weeks.leaders, "figures")),
        Route("/pemantauan", desk.guarded(monitoring.show, "figures")),
        Route("/pemantauan.csv", desk.guarded(monitoring.csv, "figures")),
        Route("/pemantauan.xlsx", desk.guarded(monitoring.xlsx, "figures")),
        Route("/laporan", desk.guarded(reports.show, "figures")),
        Route("/laporan/{unit}/{period}.xlsx", desk.guarded(reports.xlsx, "figures")),
        Route("/laporan/{unit}/{period}.json", desk.guarded(reports.json, "figures")),
        Route("/laporan/{unit}/{period}", desk.guarded(reports.report, "figures")),
        Route("/indeks", desk.guarded(index.show, "figures")),
        Route("/indeks.xlsx", desk.guarded(index.xlsx, "figures")),
        Route("/indeks/aduan", desk.guarded(index.cases, "complaints")),
        Route("/peringatan", desk.guarded(warning_pages.show, "figures")),
        Route("/peringatan/aduan", desk.guarded(warning_pages.cases, "complaints")),
    ]
