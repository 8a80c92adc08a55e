"""Every screen of the workspace: its entry in the side bar and its class. A new screen is a line here."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.screens.lazy_class import LazyClass
from desktop.wording.translation import tr, tr_in

if TYPE_CHECKING:
    from desktop.screens.navigate import ScreenName


class ScreenEntry(NamedTuple):
    """`title` is the entry's; without one the screen is come to in other ways, and the entry `under` is marked meanwhile.

    `leads`: only in the side bar of who leads the office; an admin comes to it from the home screen.
    """

    screen: LazyClass
    title: str = ""
    under: ScreenName | None = None
    leads: bool = False


def screens() -> dict[ScreenName, ScreenEntry]:
    """In the order of the side bar, which is also that of the keys Ctrl+1, Ctrl+2…"""
    return {
        "record": ScreenEntry(LazyClass("record.screen", "RecordScreen")),
        "home": ScreenEntry(LazyClass("home.screen", "HomeScreen"), tr("Beranda")),
        "desk": ScreenEntry(LazyClass("desk.screen", "DeskScreen"), tr("Meja pimpinan"), leads=True),
        "complaints": ScreenEntry(LazyClass("complaints.screen", "ComplaintsScreen"), tr_in("menu", "Pengaduan")),
        "dispositions": ScreenEntry(LazyClass("complaints.screen", "ComplaintsScreen"), tr("Disposisi masuk")),
        "reports": ScreenEntry(LazyClass("reports.screen", "ReportsScreen"), tr("Laporan & cetak")),
        "import": ScreenEntry(LazyClass("importing.screen", "ImportScreen"), under="reports"),
        "lapor": ScreenEntry(LazyClass("lapor.screen", "LaporScreen"), under="reports"),
        "monitoring": ScreenEntry(LazyClass("monitoring.screen", "MonitoringScreen"), tr("Pemantauan")),
        "sync": ScreenEntry(LazyClass("sync.screen", "SyncScreen"), tr("Sinkronisasi")),
        "settings": ScreenEntry(LazyClass("settings.screen", "SettingsScreen"), tr("Pengaturan")),
    }
