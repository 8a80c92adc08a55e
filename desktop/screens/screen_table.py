"""Every screen of the workspace: its entry in the side bar and its class. A new screen is a line here."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.window.lazy_class import LazyClass
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


def _screen(module: str, name: str) -> LazyClass:
    return LazyClass(f"desktop.screens.{module}.screen", name)


def screens() -> dict[ScreenName, ScreenEntry]:
    """In the order of the side bar, which is also that of the keys Ctrl+1, Ctrl+2…"""
    return {
        "record": ScreenEntry(_screen("record", "RecordScreen")),
        "home": ScreenEntry(_screen("home", "HomeScreen"), tr("Beranda")),
        "desk": ScreenEntry(_screen("desk", "DeskScreen"), tr("Meja pimpinan"), leads=True),
        "complaints": ScreenEntry(_screen("complaints", "ComplaintsScreen"), tr_in("menu", "Pengaduan")),
        "dispositions": ScreenEntry(_screen("complaints", "ComplaintsScreen"), tr("Disposisi masuk")),
        "reports": ScreenEntry(_screen("reports", "ReportsScreen"), tr("Laporan & cetak")),
        "import": ScreenEntry(_screen("importing", "ImportScreen"), under="reports"),
        "lapor": ScreenEntry(_screen("lapor", "LaporScreen"), under="reports"),
        "monitoring": ScreenEntry(_screen("monitoring", "MonitoringScreen"), tr("Pemantauan")),
        "sync": ScreenEntry(_screen("sync", "SyncScreen"), tr("Sinkronisasi")),
        "settings": ScreenEntry(_screen("settings", "SettingsScreen"), tr("Pengaturan")),
    }
