"""Where the last good copy is, and when the chosen folder was last there, is kept and told."""

from datetime import date
from pathlib import Path

from msgspec import structs

from desktop.office import backup_files, upkeep_words
from desktop.wording.window_edges import backup_words
from tests.offices import Clock, new_office


def test_the_last_good_copy_is_named_also_while_the_chosen_folder_is_away(tmp_path: Path):
    clock = Clock()
    office = new_office(tmp_path / "data", clock)
    stick = tmp_path / "stik"
    stick.mkdir()
    office.change_settings(structs.replace(office.settings, backup_folder=str(stick)))
    office.upkeep.backup_now()
    state = office.upkeep.backup_state()
    assert Path(state.file).parent == stick
    assert Path(state.file).is_file()
    assert state.chosen_on is not None
    stick.rename(tmp_path / "dicabut")
    clock.pass_days(3)
    office.upkeep.backup_now()
    away = office.upkeep.backup_state()
    assert (away.folder_away, away.chosen_on) == (True, state.chosen_on)
    assert Path(away.file).is_relative_to(office.folder)
    today = office.today()
    assert "24 Nov" in backup_words(away.last, today, folder_away=True, chosen_on=away.chosen_on)
    told = upkeep_words.last_backup(backup_files.load(office.upkeep), today)
    assert away.file in told
    assert "Folder pilihan terakhir ada" in told
    office.close()


def test_a_copy_of_before_has_no_place_to_tell():
    from datetime import UTC, datetime

    at = datetime(2026, 11, 24, tzinfo=UTC)
    assert "di " not in backup_words(at, date(2026, 11, 24), folder_away=False)
