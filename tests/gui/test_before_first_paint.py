"""What a start may not load before something is seen: each of these takes longer than drawing log in."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.office.founding import Setup, found_office

# Starts the program as a user does, until its first paint; then says which of Qt's enums and which modules have been made.
PROBE = """
import enum, os, sys
import desktop.trace
made = []
create = enum.EnumType._create_
def noting(cls, name, *arguments, **options):
    made.append(name)
    return create(cls, name, *arguments, **options)
enum.EnumType._create_ = noting
mark = desktop.trace.mark
def ended(moment):
    mark(moment)
    if moment == "painted":
        print("enums", *made)
        print("modules", *sys.modules)
        sys.stdout.flush()
        os._exit(0)
desktop.trace.mark = ended
from desktop.__main__ import main
main(["--data", sys.argv[1]])
"""


# What log in reads ahead, and then home: the screens to which an officer goes next.
AHEAD = """
import sys
from desktop.window import python_import
from desktop.screens import after_first_paint, screen_table
after_first_paint.import_next()
from complaints.calendar import table_version
table_version()
for name in ("complaints", "record"):
    screen_table.screens()[name].screen.load()
print(*sys.modules)
"""
# Each a tenth of a megabyte to a whole one, and of no use before somebody checks, restores, attaches, prints or writes.
LATER = {
    "desktop.store.check",
    "desktop.store.restore",
    "sync.cleaning",
    "desktop.documents.document",
    "complaints.suggest",
    "email",
}


@pytest.mark.skipif(os.name == "nt", reason="Wine's Python crashes when the making of PySide's enums is watched")
def test_log_in_is_painted_without_what_only_later_screens_need(tmp_path: Path):
    office, _ = found_office(
        tmp_path, Setup("73.07.05.2005", "Desa Saotanre", "Sinjai Tengah", "Siti", "rahasia-kantor-1")
    )
    office.close()
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    answer = subprocess.run(
        [sys.executable, "-c", PROBE, str(tmp_path)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    lines = {line.split()[0]: set(line.split()[1:]) for line in answer.stdout.splitlines()}
    assert "Feature" in lines["enums"]  # of QFontDatabase: enums are seen as they are made
    assert "Key" not in lines["enums"], "the namespace Qt was loaded: 30 ms (desktop/widgets/qt_numbers.py)"
    assert not {"sqlalchemy", "sqlcipher3", "requests", "msgspec", "typst"} & lines["modules"]


def test_home_and_what_it_reads_ahead_load_nothing_that_only_a_few_steps_need():
    answer = subprocess.run([sys.executable, "-c", AHEAD], capture_output=True, text=True, check=True, timeout=60)
    loaded = set(answer.stdout.split())
    assert {"desktop.screens.complaints.screen", "desktop.screens.record.screen", "desktop.office.office"} <= loaded
    assert not LATER & loaded
