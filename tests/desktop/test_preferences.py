"""Where the window comes back, and which text size is next."""

import pytest

from desktop.preferences import Area, Preferences, as_settings_say, next_text_size, placed
from desktop.store.settings import Settings

LEAST, SPACE = (880, 420), Area(0, 36, 1366, 700)


@pytest.mark.parametrize(
    ("saved", "place"),
    [
        ("100,80,900,500", Area(100, 80, 900, 500)),
        ("-300,-20,900,500", Area(0, 36, 900, 500)),
        ("5000,4000,900,500", Area(466, 236, 900, 500)),
        ("0,36,10,10", Area(0, 36, 880, 420)),
        ("0,36,9000,9000", Area(0, 36, 1366, 700)),
        ("", None),
        ("100,80,900", None),
        ("a,b,c,d", None),
    ],
)
def test_the_window_comes_back_as_far_as_this_screen_goes(saved: str, place: Area | None):
    assert placed(saved, LEAST, SPACE) == place


@pytest.mark.parametrize(
    ("size", "step", "following"), [(100, 1, 115), (130, 1, 130), (100, -1, 100), (115, -1, 100), (99, 1, 115)]
)
def test_text_grows_and_shrinks_within_its_sizes(size: int, step: int, following: int):
    assert next_text_size(size, step) == following


def test_the_next_start_looks_as_the_settings_say():
    saved = Preferences(window="max", users="Andi|Siti", office="Desa Lama")
    settings = Settings(
        unit_code="73.07.04.2001",
        office_name="Desa Saotanre",
        parent_name="Sinjai Tengah",
        language="en",
        theme="dark",
        text_size=130,
    )
    assert as_settings_say(saved, settings) == Preferences(
        "en", "dark", 130, "Desa Saotanre · Sinjai Tengah", "max", "Andi|Siti"
    )
    assert (
        as_settings_say(
            saved, Settings(unit_code="73.07.04", office_name="Kecamatan Sinjai Tengah", parent_name="")
        ).office
        == "Kecamatan Sinjai Tengah"
    )
