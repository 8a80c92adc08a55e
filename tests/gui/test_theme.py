"""The look reads in both themes: contrast AA as WCAG 2 computes it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit

from desktop import colours
from desktop.colours import DARK, LIGHT, Pair, stylesheet
from desktop.resources import resource
from desktop.widgets import Button, Chip, SideButton
from desktop.widgets.theme import look

ROOT = Path(__file__).parents[2]
BOTH = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


def contrast(first: str, second: str) -> float:
    """The contrast of two colours as WCAG 2 computes it, 1 to 21."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    def linear(part: int) -> float:
        value = part / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def test_contrast_is_what_wcag_says():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@BOTH
def test_text_reads_on_every_ground(colours):
    for ink in (colours.ink, colours.muted, colours.link):
        for ground in (colours.card, colours.ground, colours.hover, colours.selected):
            assert contrast(ink, ground) >= 4.5, (ink, ground)
    for ground in (colours.side, colours.side_active, colours.side_line):
        assert contrast(colours.side_ink, ground) >= 4.5
        assert contrast(colours.side_muted, ground) >= 4.5
    for ground in (colours.primary, colours.primary_hover):
        assert contrast(colours.primary_ink, ground) >= 4.5
    for ground in (colours.accent, colours.accent_hover):
        assert contrast(colours.accent_ink, ground) >= 4.5
    for pair in (colours.neutral, colours.danger_pair):
        assert contrast(pair.ink, colours.card) >= 4.5
        assert contrast(pair.ink, colours.ground) >= 4.5


@BOTH
def test_every_pair_reads(colours):
    pairs = [value for value in colours if isinstance(value, Pair)]
    assert len(pairs) > 8
    for pair in pairs:
        assert contrast(pair.ink, pair.ground) >= 4.5, pair
    assert contrast(colours.muted, colours.notice.ground) >= 4.5


@BOTH
def test_edges_of_fields_signs_and_the_focus_can_be_seen(colours):
    for sign in (
        colours.edge,
        colours.link,
        colours.danger,
        colours.warning,
        colours.info,
        colours.conflict,
        colours.ok,
    ):
        assert contrast(sign, colours.card) >= 3, sign
    for sign in (colours.edge, colours.link):
        assert contrast(sign, colours.ground) >= 3, sign
    assert contrast(colours.accent, colours.side) >= 3


def test_the_design_gives_the_light_colours():
    assert (LIGHT.ink, LIGHT.muted, LIGHT.ground, LIGHT.card) == ("#17242B", "#5B717B", "#F5F7F8", "#FFFFFF")
    assert (LIGHT.line, LIGHT.side, LIGHT.primary, LIGHT.accent) == ("#DFE6E9", "#0F2E33", "#0F766E", "#14B8A6")
    assert (LIGHT.danger, LIGHT.warning, LIGHT.info, LIGHT.conflict) == ("#E5484D", "#D97706", "#2563EB", "#7C3AED")


def test_theme_and_text_size_change_while_a_window_is_open(qapp, qtbot):
    label = QLabel("Buku Aduan")
    qtbot.addWidget(label)
    look.dress(label)
    label.show()
    before = label.sizeHint().width()
    with qtbot.waitSignal(look.changed):
        look.apply(qapp, "dark", 130)
    assert label.sizeHint().width() > before
    assert label.palette().windowText().color().name().upper() == DARK.ink
    look.apply(qapp, "light", 100)
    assert label.sizeHint().width() == before


@pytest.mark.parametrize("make", [Button, Chip, lambda text, name: SideButton(text, name, "Ctrl+4")])
def test_an_ampersand_on_a_button_is_a_letter(qtbot, make):
    button = make("Laporan & cetak", "button")
    qtbot.addWidget(button)
    assert button.text() == "Laporan && cetak"
    assert button.accessibleName() == "Laporan & cetak"
    assert button.shortcut().isEmpty()


@pytest.mark.parametrize(
    "place", ["C:/Users/Ma'ruf (desa)/Buku Aduan/icons", 'C:/a "b"/icons', "//PC-KADES/cadangan/icons"]
)
def test_the_look_stands_wherever_the_program_lies(qtbot, monkeypatch, tmp_path, place):
    """A user's name stands in the way to the program; one apostrophe of it would take the whole look away."""
    icons = tmp_path / "Ma'ruf (desa)" / "icons"
    shutil.copytree(resource("icons"), icons)

    def there(name: str) -> Path:
        return PurePosixPath(place) if name == "icons" else resource(name)  # pyright: ignore[reportReturnType]

    monkeypatch.setattr(colours, "resource", there)
    field = QLineEdit()
    field.setStyleSheet(stylesheet(LIGHT, 100))
    qtbot.addWidget(field)
    field.ensurePolished()
    assert field.palette().text().color().name().upper() == LIGHT.ink

    monkeypatch.setattr(colours, "resource", lambda name: icons if name == "icons" else resource(name))
    box = QCheckBox("Setuju")
    box.setStyleSheet(stylesheet(LIGHT, 100))
    qtbot.addWidget(box)
    box.setChecked(True)
    here = box.grab().toImage()
    box.setStyleSheet(stylesheet(LIGHT, 100).replace("check.png", "none.png"))
    assert box.grab().toImage() != here


def test_the_same_style_is_drawn_over_on_every_system(tmp_path):
    """Whatever the system would choose: here it is told to choose another."""
    script = (
        "from desktop.screens import start\n"
        "from desktop.options import WindowOptions\n"
        "from PySide6.QtWidgets import QApplication\n"
        "def stop(*_, **__): print(QApplication.style().name()); raise SystemExit\n"
        "start.Program = stop\n"
        f"start.run(WindowOptions(__import__('pathlib').Path({str(tmp_path / 'data')!r})))\n"
    )
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_STYLE_OVERRIDE": "windows", "PYTHONPATH": str(ROOT)}
    ended = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, timeout=120)
    assert ended.stdout.strip().lower() == "fusion", ended.stderr
