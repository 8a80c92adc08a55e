"""What each colour is for in light and dark, and the stylesheet that is made of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from desktop.resources import resource

if TYPE_CHECKING:
    from desktop.wording.names import Tone


class Pair(NamedTuple):
    """Text on its ground, with the line around it; the text reads at AA (4.5:1) on the ground."""

    ink: str
    ground: str
    line: str


class Colours(NamedTuple):
    """Every colour by its role; nothing outside this file names a colour."""

    ink: str
    muted: str
    ground: str
    card: str
    line: str  # around cards and between rows: decoration
    edge: str  # around fields: shows where to type, 3:1
    hover: str
    selected: str  # the ground of a selected row
    side: str
    side_ink: str
    side_muted: str
    side_active: str
    side_line: str
    primary: str
    primary_hover: str
    primary_ink: str
    link: str  # primary as text on a card
    accent: str
    accent_hover: str
    accent_ink: str
    danger: str
    warning: str
    info: str
    conflict: str
    ok: str
    chart_soft: str
    badge: Pair
    badge_quiet: Pair
    chip_on: Pair
    neutral: Pair
    info_pair: Pair
    progress: Pair
    verified: Pair
    ok_pair: Pair
    warning_pair: Pair
    danger_pair: Pair
    conflict_pair: Pair
    notice: Pair  # a card that asks for a look, as 'similar complaints'

    def tone(self, tone: Tone) -> Pair:
        return {
            "neutral": self.neutral, "info": self.info_pair, "progress": self.progress, "verified": self.verified,
            "ok": self.ok_pair, "warning": self.warning_pair, "danger": self.danger_pair, "conflict": self.conflict_pair,
        }[tone]  # fmt: skip


LIGHT = Colours(
    ink="#17242B", muted="#5B717B", ground="#F5F7F8", card="#FFFFFF", line="#DFE6E9", edge="#7F929A", hover="#EEF3F4",
    selected="#E6F4F3", side="#0F2E33", side_ink="#FFFFFF", side_muted="#A9C0C4", side_active="#1C474D",
    side_line="#21464C", primary="#0F766E", primary_hover="#0B5F59", primary_ink="#FFFFFF", link="#0F766E",
    accent="#14B8A6", accent_hover="#2CC7B6", accent_ink="#0B2226", danger="#E5484D", warning="#D97706", info="#2563EB",
    conflict="#7C3AED", ok="#16A34A", chart_soft="#9FBFC1", badge=Pair("#FFFFFF", "#CE2C31", "#CE2C31"),
    badge_quiet=Pair("#D9E8EA", "#2F5B62", "#2F5B62"), chip_on=Pair("#0B5750", "#DCF3F0", "#0F766E"),
    neutral=Pair("#445860", "#E5EAEC", "#C9D3D7"), info_pair=Pair("#1E40AF", "#DBEAFE", "#BFDBFE"),
    progress=Pair("#854D0E", "#FEF3C7", "#FDE68A"), verified=Pair("#3730A3", "#E0E7FF", "#C7D2FE"),
    ok_pair=Pair("#166534", "#DCFCE7", "#BBF7D0"), warning_pair=Pair("#92400E", "#FEF3C7", "#FCD34D"),
    danger_pair=Pair("#991B1B", "#FEE2E2", "#FECACA"), conflict_pair=Pair("#6B21A8", "#FAF5FF", "#E0CCFA"),
    notice=Pair("#17242B", "#FFFBEB", "#F3CF7A"),
)  # fmt: skip

DARK = Colours(
    ink="#E6EDEF", muted="#9FB2B9", ground="#0F171A", card="#172227", line="#2A3940", edge="#6C8089", hover="#1E2C32",
    selected="#173B3C", side="#0A2024", side_ink="#FFFFFF", side_muted="#A9C0C4", side_active="#183D43",
    side_line="#1C3A40", primary="#0F766E", primary_hover="#0C857C", primary_ink="#FFFFFF", link="#2DD4BF",
    accent="#14B8A6", accent_hover="#2CC7B6", accent_ink="#06191C", danger="#F2555A", warning="#F59E0B", info="#5B93F7",
    conflict="#A78BFA", ok="#34C46B", chart_soft="#4F6F73", badge=Pair("#FFFFFF", "#CE2C31", "#CE2C31"),
    badge_quiet=Pair("#D9E8EA", "#2F5B62", "#2F5B62"), chip_on=Pair("#A7F0E6", "#11403E", "#2DD4BF"),
    neutral=Pair("#C3D0D5", "#2A3940", "#3A4C54"), info_pair=Pair("#BFD7FE", "#1B3358", "#2B4A7C"),
    progress=Pair("#FBE08A", "#42350F", "#5F4C16"), verified=Pair("#C9D0FE", "#2A2D5E", "#3D4285"),
    ok_pair=Pair("#A9EFC1", "#143A24", "#205A38"), warning_pair=Pair("#FCD67B", "#473009", "#6B4A10"),
    danger_pair=Pair("#FDBABC", "#4C1D20", "#70292D"), conflict_pair=Pair("#DCC9FD", "#2F2149", "#4A3372"),
    notice=Pair("#E6EDEF", "#2C2613", "#5F4C16"),
)  # fmt: skip


def stylesheet(colours: Colours, percent: int) -> str:
    """resources/look/window.qss with its colours, and with its lengths for this text size in percent."""
    values = _names(colours) | {
        # Half of the chip's outer height; Qt draws square corners when the radius is larger.
        "chip": f"{round(24 * percent / 100) // 2}px",
        # Within quotes in the sheet: the program may lie under `C:/Users/Ma'ruf (desa)`.
        "icons": resource("icons").as_posix().replace("\\", "\\\\").replace('"', '\\"'),
    }

    def value(name: str) -> str:
        is_length = name[0] == "s" and name[1:].isdigit()
        return f"{round(int(name[1:]) * percent / 100)}px" if is_length else values[name]

    sheet = resource("look/window.qss").read_text("utf-8")
    return re.sub(r"\$(\w+)", lambda match: value(match[1]), sheet)


def _names(colours: Colours) -> dict[str, str]:
    """The roles as the stylesheet names them: '$ink', and '$notice_ground' for a part of a pair."""
    names: dict[str, str] = {}
    for name, value in colours._asdict().items():
        if isinstance(value, Pair):
            names |= {f"{name}_ink": value.ink, f"{name}_ground": value.ground, f"{name}_line": value.line}
        else:
            names[name] = value
    return names | {"shade": "dark" if colours is DARK else "light"}
