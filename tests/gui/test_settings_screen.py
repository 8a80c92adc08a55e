"""The settings over a real encrypted office: what is changed there holds, is confirmed, and survives opening the book again."""

from datetime import date

import pytest
import shiboken6
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from complaints.errors import WrongPassword
from complaints.events import Location
from complaints.policy import policy_text
from desktop.office import open_drafts
from desktop.screens.navigate import Goto
from desktop.screens.settings.office_section import OfficeSection
from desktop.screens.settings.screen import SettingsScreen, sections
from desktop.store.vault import Vault
from desktop.widgets.theme import look
from desktop.wording import translation
from tests.offices import PASSWORD, USER, Clock, bridge, new_office, reopened


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def office(tmp_path, clock):
    made = new_office(tmp_path / "kantor", clock)
    yield made
    made.close()


@pytest.fixture
def settings(qtbot, operations, office):
    """Opens a section by its name."""
    screens = []

    def opened(name: str):
        if not screens:
            window = QWidget()
            screen = SettingsScreen(operations, office, lambda _goto: None)
            QVBoxLayout(window).addWidget(screen)
            qtbot.addWidget(window)
            look.dress(window)
            window.resize(1158, 740)
            with qtbot.waitActive(window):
                window.show()
                window.activateWindow()
            screens.extend((screen, window))
        screens[0].go(Goto("settings", action=name))
        assert operations.wait()
        return screens[0], screens[0]._sections[screens[0].list.currentRow()]

    return opened


def said(screen) -> str:
    return screen.messages.text.text() if screen.messages.isVisible() else ""


def type_in(qtbot, field, text: str) -> None:
    field.editor.clear()
    qtbot.keyClicks(field.editor, text)


def as_role(office, role: str) -> None:
    office.members.put("Andi", "rahasia-andi", role)
    office.user = next(person for person in office.members.list_all() if person.name == "Andi")


def test_every_section_opens_from_the_keyboard(settings, qtbot, operations):
    screen, _ = settings("office")
    screen.take_focus()
    for _ in range(screen.list.count()):
        assert operations.wait()
        section = screen._sections[screen.list.currentRow()]
        assert section.isVisible()
        assert section.accessibleName() == section.title
        qtbot.keyClick(screen.list, Qt.Key.Key_Down)
    assert len(screen._sections) == screen.list.count() == len(sections())


def test_enter_in_the_list_goes_into_the_section(settings, qtbot, qapp):
    screen, section = settings("office")
    screen.take_focus()
    qtbot.keyClick(screen.list, Qt.Key.Key_Return)
    assert qapp.focusWidget() is section.lines["office_name"].editor


def test_the_office_is_renamed_and_still_is_after_opening_again(settings, qtbot, operations, office):
    screen, section = settings("office")
    assert not section.save_button.isEnabled()
    type_in(qtbot, section.lines["office_name"], "Desa  Saotanre Baru")
    section.people.editor.setPlainText("Sekretaris Desa\n\n Kasi Pelayanan \nSekretaris Desa")
    qtbot.keyClick(section.lines["office_name"].editor, Qt.Key.Key_Return)
    assert operations.wait()
    assert "tersimpan" in said(screen)
    assert not section.save_button.isEnabled()
    again = reopened(office)
    assert again.settings.office_name == "Desa Saotanre Baru"
    assert again.settings.people == ("Sekretaris Desa", "Kasi Pelayanan")
    again.close()


def test_an_office_without_a_name_is_not_saved(settings, qtbot):
    _, section = settings("office")
    type_in(qtbot, section.lines["office_name"], "   ")
    assert not section.save_button.isEnabled()
    assert "kosong" in section.lines["office_name"].below.text()


@pytest.mark.parametrize("name", ["office", "categories", "calendar", "policy", "security"])
def test_who_is_no_admin_reads_but_changes_nothing(settings, office, name):
    as_role(office, "officer")
    _, section = settings(name)
    assert not section.may_change
    assert section.findChild(object, f"{name}-read-only").isVisible()


def test_an_officer_sees_only_their_own_password(settings, office):
    as_role(office, "officer")
    _, section = settings("users")
    assert section.my_password.isVisible()
    assert not hasattr(section, "list")


# Users -----------------------------------------------------------------------------------------------------------------


def fill_password(form, new: str, again: str | None = None, old: str = "") -> None:
    if form.old is not None:
        form.old.editor.setText(old)
    form.new.editor.setText(new)
    form.repeated.editor.setText(new if again is None else again)
    form.button.click()


def test_a_user_is_added_gets_a_role_a_password_and_is_removed(settings, qtbot, operations, office):
    screen, section = settings("users")
    vault = Vault(office.folder, office.clock)
    section.add_button.click()
    type_in(qtbot, section.new_name, "Andi Baso")
    fill_password(section.new_password, "padi-menguning")
    assert operations.wait()
    assert "Andi Baso ditambahkan sebagai Petugas" in said(screen)
    assert vault.unlock("Andi Baso", "padi-menguning")
    section.list.setCurrentRow([person.name for person in section.people].index("Andi Baso"))
    section.role.editor.setCurrentIndex(1)
    section.role.editor.activated.emit(1)
    assert operations.wait()
    assert {person.name: person.role for person in office.members.list_all()}["Andi Baso"] == "head"
    fill_password(section.reset, "jagung-berbuah")
    assert operations.wait()
    assert vault.unlock("Andi Baso", "jagung-berbuah")
    section.remove_button.click()
    assert "Andi Baso" in [person.name for person in office.members.list_all()]
    section.sure_button.click()
    assert operations.wait()
    assert [person.name for person in office.members.list_all()] == [USER]


def test_a_kadus_is_added_with_their_dusun(settings, qtbot, operations, office):
    screen, section = settings("users")
    section.add_button.click()
    assert not section.new_dusun.isVisible()
    section.new_role.editor.setCurrentIndex(section.new_role.editor.findData("hamlet"))
    assert section.new_dusun.isVisible()
    type_in(qtbot, section.new_name, "Kadus Lappae")
    fill_password(section.new_password, "padi-menguning")
    assert "Isi dusunnya" in section.new_dusun.below.text()
    assert len(office.members.list_all()) == 1
    type_in(qtbot, section.new_dusun, "Lappae")
    fill_password(section.new_password, "padi-menguning")
    assert operations.wait()
    assert "Kepala dusun" in said(screen)
    person = next(person for person in office.members.list_all() if person.role == "hamlet")
    assert person.dusun == "Lappae"
    section.list.setCurrentRow([person.name for person in section.people].index("Kadus Lappae"))
    assert section.dusun.editor.text() == "Lappae"
    section.role.editor.setCurrentIndex(section.role.editor.findData("section"))
    section.role.editor.activated.emit(0)
    assert operations.wait()
    assert not section.dusun.isVisible()
    assert {person.role for person in office.members.list_all()} == {"admin", "section"}


def test_two_typings_of_a_new_password_must_agree(settings, operations, office):
    _, section = settings("users")
    fill_password(section.my_password, "padi-menguning", "padi-menghijau", old=PASSWORD)
    assert operations.wait()
    assert section.my_password.repeated.below.isVisible()
    assert Vault(office.folder, office.clock).unlock(USER, PASSWORD)


def test_the_own_password_needs_the_old_one(settings, operations, office, clock):
    screen, section = settings("users")
    fill_password(section.my_password, "padi-menguning", old="salah-sekali")
    assert operations.wait()
    assert section.my_password.old.below.isVisible()
    clock.pass_days(1)
    fill_password(section.my_password, "padi-menguning", old=PASSWORD)
    assert operations.wait()
    assert "diganti" in said(screen)
    assert section.my_password.new.editor.text() == ""
    vault = Vault(office.folder, office.clock)
    assert vault.unlock(USER, "padi-menguning")
    with pytest.raises(WrongPassword):
        vault.unlock(USER, PASSWORD)


def test_nobody_changes_their_own_role_or_removes_themselves(settings):
    _, section = settings("users")
    assert section.own_note.isVisible()
    assert not section.role.isEnabled()
    assert not section.remove_button.isVisible()


def test_a_new_recovery_code_is_asked_for_shown_and_confirmed(settings, operations, office):
    screen, section = settings("security")
    card = section.recovery
    card.renew.click()
    card.go_on.click()
    assert operations.wait()
    code = card.code.code
    assert card.code.code_label.text() == code
    card.confirm.part.editor.setText("AAAAA" if code.split("-")[3] != "AAAAA" else "BBBBB")
    card.done.click()
    assert card.code.isVisible()
    card.confirm.part.editor.setText(code.split("-")[3])
    card.done.click()
    assert "baru berlaku" in said(screen)
    assert card.code.code_label.text() == ""
    assert Vault(office.folder, office.clock).unlock_with_recovery(code)


def test_no_password_stays_in_a_field_behind_the_lock(settings):
    screen, section = settings("users")
    section.my_password.old.editor.setText(PASSWORD)
    section.new_password.new.editor.setText("padi-menguning")
    screen.leave()
    assert section.my_password.old.editor.text() == section.new_password.new.editor.text() == ""


def test_a_save_under_way_tells_nothing_to_screens_that_were_built_anew(settings, operations, office):
    crashed = []
    operations.crashed.connect(crashed.append)
    screen, section = settings("appearance")
    section.findChild(object, "language-en").click()
    section.findChild(object, "theme-dark").click()
    screen.rules_changed()
    shiboken6.delete(screen)
    assert operations.wait()
    assert crashed == []
    assert (office.settings.language, office.settings.theme) == ("en", "dark")


# Categories, days, limits --------------------------------------------------------------------------------------------


def test_a_category_is_added_renamed_and_hidden(settings, qtbot, operations, office):
    _, section = settings("categories")
    group = section._code()
    section.add_button.click()
    type_in(qtbot, section.category_name, "Pasar malam")
    section.save_button.click()
    assert operations.wait()
    code = f"{group}.office_pasar_malam"
    assert office.categories.get(code).name == "Pasar malam"
    assert section._code() == code
    type_in(qtbot, section.category_name, "Pasar mingguan")
    section.hidden.setChecked(True)
    section.save_button.click()
    assert operations.wait()
    assert office.categories.get(code).name == "Pasar mingguan"
    assert code not in [choice.code for choice in office.categories.choices]


def test_a_shipped_category_goes_back_to_what_it_was(settings, qtbot, operations, office):
    _, section = settings("categories")
    code, name = section._code(), section.category_name.editor.text()
    type_in(qtbot, section.category_name, "Sarana")
    section.save_button.click()
    assert operations.wait()
    assert office.categories.get(code).name == "Sarana"
    section.revert_button.click()
    assert operations.wait()
    assert office.categories.get(code).name == name
    assert office.settings.categories == ()


def test_places_are_renamed_merged_and_given_back(settings, qtbot, operations, office):
    for dusun in ("Lapae", "lappae", "Lappae", "Tanete"):
        office.record(bridge(location=Location(dusun=dusun, rw="1", rt="2")))
    screen, section = settings("places")

    def names() -> list[str]:
        return [section.tree.topLevelItem(at).text(0) for at in range(section.tree.topLevelItemCount())]

    assert names() == ["Lapae  (1)", "Lappae  (2)", "Tanete  (1)"]
    assert section.tree.topLevelItem(0).child(0).child(0).text(0) == "RT 02  (1)"
    section.merge_buttons[0].click()
    assert operations.wait()
    assert names() == ["Lappae  (3)", "Tanete  (1)"]
    assert "3" in said(screen) or "1" in said(screen)
    section.tree.expandAll()
    section.tree.selectAll()
    assert not section.rename_button.isEnabled()  # a dusun and its RT are no one place
    section.tree.clearSelection()
    for at in (0, 1):
        section.tree.topLevelItem(at).setSelected(True)
    assert section.rename_button.text() == "Gabungkan"
    type_in(qtbot, section.place_name, "Bulo")
    section.rename_button.click()
    assert operations.wait()
    assert names() == ["Bulo  (4)"]
    section.undo_button.click()
    assert operations.wait()
    assert names() == ["Lappae  (3)", "Tanete  (1)"]
    section.undo_button.click()
    assert operations.wait()
    assert names() == ["Lapae  (1)", "Lappae  (2)", "Tanete  (1)"]
    assert not section.undo_button.isEnabled()


def test_two_categories_of_a_group_never_share_a_name(settings, qtbot, operations, office):
    _, section = settings("categories")
    section.add_button.click()
    type_in(qtbot, section.category_name, "jembatan")
    section.save_button.click()
    assert operations.wait()
    assert "Sudah ada" in section.category_name.below.text()
    assert office.settings.categories == ()


def test_a_six_day_week_moves_the_deadlines_of_all_complaints(settings, operations, office):
    number = office.record(bridge()).number
    before = office.case(number).current.due_on
    screen, section = settings("calendar")
    section.week.findChild(object, "days-per-week-6").click()
    assert operations.wait()
    assert office.settings.days_per_week == 6
    assert office.home().items[0].row.due_on == office.case(number).current.due_on <= before
    assert "1 pengaduan" in said(screen)
    assert not office.upkeep.rules_changed()


def test_an_own_holiday_is_added_and_removed(settings, qtbot, operations, office):
    _, section = settings("calendar")
    section.on.editor.setDate(QDate(2026, 11, 25))
    type_in(qtbot, section.holiday_name, "Hari Jadi Sinjai")
    section.add_button.click()
    assert operations.wait()
    assert not office.rules.calendar.is_working(date(2026, 11, 25))
    row = [one.name for one in section.days.lines].index("Hari Jadi Sinjai")
    section.table.selectRow(row)
    section.remove_button.click()
    assert operations.wait()
    assert office.rules.calendar.is_working(date(2026, 11, 25))


def test_cuti_bersama_is_worked_when_its_tick_is_taken_away(settings, qtbot, operations, office):
    _, section = settings("calendar")
    row = next(row for row, one in enumerate(section.days.lines) if one.origin == "joint")
    day = section.days.lines[row].on
    assert not office.rules.calendar.is_working(day)
    section.days.setData(section.days.index(row, 0), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert operations.wait()
    assert office.rules.calendar.is_working(day)
    assert section.days.index(row, 0).data() == "bekerja"
    section.days.setData(section.days.index(row, 0), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert operations.wait()
    assert office.settings.worked_days == ()


def test_national_holidays_have_no_box_to_tick(settings):
    _, section = settings("calendar")
    row = next(row for row, one in enumerate(section.days.lines) if one.origin == "national")
    assert not section.days.index(row, 0).flags() & Qt.ItemFlag.ItemIsUserCheckable


def test_a_changed_limit_holds_and_says_where_it_comes_from(settings, operations, office):
    number = office.record(bridge()).number
    _, section = settings("policy")
    section.spins["verify"].setValue(1)
    assert section.save_button.isEnabled()
    section.save_button.click()
    assert operations.wait()
    assert office.rules.policy.verify.working_days == 1
    assert office.rules.policy.verify.source.startswith("Ditetapkan kantor ini; semula 3 hari")
    assert office.home().items[0].row.due_on == office.case(number).current.due_on
    section.spins["verify"].setValue(3)
    section.save_button.click()
    assert operations.wait()
    assert office.rules.policy.verify == section.shipped.verify


def test_a_policy_file_goes_out_and_comes_in(settings, operations, office, tmp_path):
    screen, section = settings("policy")
    section.export(tmp_path / "kebijakan.toml")
    assert operations.wait()
    text = (tmp_path / "kebijakan.toml").read_text("utf-8")
    assert text == policy_text(office.rules.policy)
    (tmp_path / "baru.toml").write_text(text.replace("working_days = 60", "working_days = 30"), "utf-8")
    section.load(tmp_path / "baru.toml")
    assert operations.wait()
    assert office.rules.policy.done[0].working_days == 30
    assert section.spins["done-0"].value() == 30
    section.revert_button.click()
    assert operations.wait()
    assert office.rules.policy.done[0].working_days == 60
    assert "bawaan" in said(screen)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"name = 1", b"[[done]]"])
def test_a_policy_file_that_cannot_be_used_changes_nothing_and_says_so(settings, operations, office, tmp_path, content):
    screen, section = settings("policy")
    (tmp_path / "rusak.toml").write_bytes(content)
    before = office.rules.policy
    section.load(tmp_path / "rusak.toml")
    assert operations.wait()
    assert office.rules.policy == before
    assert "Kebijakan lama tetap berlaku" in said(screen)


# Look, lock, backup, check -------------------------------------------------------------------------------------------


def test_language_theme_and_size_are_kept(settings, operations, office):
    _, section = settings("appearance")
    for name in ("language-en", "theme-dark", "text-size-115"):
        section.findChild(object, name).click()
    assert operations.wait()
    assert (office.settings.language, office.settings.theme, office.settings.text_size) == ("en", "dark", 115)


def test_the_arrow_keys_choose_among_radio_buttons_and_save(settings, qtbot, operations, office):
    _, section = settings("appearance")
    size = section.findChild(object, "text-size-100")
    size.setFocus()
    qtbot.keyClick(size, Qt.Key.Key_Right)
    assert operations.wait()
    assert office.settings.text_size == 115


def test_tab_stops_once_a_choice(settings, qtbot, qapp):
    screen, _ = settings("appearance")
    screen.take_focus()
    qtbot.keyClick(screen.list, Qt.Key.Key_Return)
    stops = [qapp.focusWidget().objectName()]
    for _ in range(2):
        qtbot.keyClick(qapp.focusWidget(), Qt.Key.Key_Tab)
        stops.append(qapp.focusWidget().objectName())
    assert stops == ["language-id", "theme-system", "text-size-100"]


def test_the_lock_is_set_and_never_is_warned_of(settings, operations, office):
    _, section = settings("security")
    box = section.minutes.editor
    box.setCurrentIndex(box.findData(0))
    box.activated.emit(box.currentIndex())
    assert operations.wait()
    assert office.settings.lock_minutes == 0
    assert section.minutes.below.isVisible()


def test_a_backup_now_is_listed_and_can_be_verified(settings, operations, office):
    office.record(bridge())
    screen, section = settings("backup")
    assert "Belum pernah" in section.last.text()
    section.now_button.click()
    assert operations.wait()
    assert "1 pengaduan" in said(screen)
    assert section.table.lines.rowCount() == 1
    assert "dibaca ulang ✓" in section.last.text()
    section.verify_button.click()
    assert operations.wait()
    assert "utuh" in said(screen)


def test_a_damaged_backup_is_told_from_a_whole_one(settings, operations, office):
    screen, section = settings("backup")
    section.now_button.click()
    assert operations.wait()
    file = section.state.files[0].file
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    file.write_bytes(content)
    section.verify_button.click()
    assert operations.wait()
    assert "rusak" in said(screen)
    file.write_bytes(b"bukan cadangan")
    section.reload()
    assert operations.wait()
    assert "rusak" in section.table.lines.index(0, 3).data()


def test_a_backup_goes_into_one_file_for_a_stick(settings, operations, office, tmp_path):
    screen, section = settings("backup")
    section.back_up_to(tmp_path / "bawa-pulang")
    assert operations.wait()
    assert (tmp_path / "bawa-pulang.aduan").is_file()
    assert "dibaca ulang" in said(screen)


def test_a_backup_folder_that_cannot_be_used_is_refused_beside_its_field(settings, operations, office, tmp_path):
    _, section = settings("backup")
    section.folder.editor.setText(str(tmp_path / "tidak-ada"))
    section.save_button.click()
    assert operations.wait()
    assert "tidak ada" in section.folder.below.text()
    assert office.settings.backup_folder == ""
    section.folder.editor.setText(str(tmp_path))
    section.number.editor.setValue(30)
    section.save_button.click()
    assert operations.wait()
    assert (office.settings.backup_folder, office.settings.backups_kept) == (str(tmp_path), 30)


def test_the_check_says_that_all_is_whole(settings, operations, office):
    office.record(bridge())
    _, section = settings("check")
    section.button.click()
    assert operations.wait()
    assert section.result.text() == "✓ Semua utuh"
    assert "1 pengaduan" in section.counted.text()
    assert section.button.isEnabled()


def test_the_check_names_what_it_mended(settings, operations, office):
    office.record(bridge())
    with office.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE complaint SET title = 'lain'")
    _, section = settings("check")
    section.button.click()
    assert operations.wait()
    assert "dibuat ulang" in section.result.text()
    assert section.list.count() == 1


def test_the_licences_of_what_is_shipped_can_be_read(settings, operations):
    _, section = settings("about")
    section.font_button.click()
    assert operations.wait()
    assert "SIL OPEN FONT LICENSE" in section.licence.toPlainText()
    section.units_button.click()
    assert operations.wait()
    assert "MIT" in section.licence.toPlainText()


def test_settings_speak_english(settings):
    translation.use("en")
    screen, section = settings("policy")
    assert section.title == "Deadlines"
    assert screen.list.item(0).text() == "Office"


def test_what_is_typed_in_a_section_is_offered_again_until_it_is_saved(qtbot, operations, office, settings):
    screen, section = settings("office")
    qtbot.keyClicks(section.lines["address"].editor, "Jalan Poros 1")
    screen.leave()
    assert operations.wait()
    assert [(draft.words, draft.section) for draft in open_drafts.load(office)] == [("Pengaturan: Kantor", "office")]
    again = SettingsScreen(operations, office, lambda _goto: None)
    qtbot.addWidget(again)
    again.show()
    again.go(Goto("settings", action="office"))
    qtbot.waitUntil(lambda: again.findChild(QPushButton, "section-draft-go-on") is not None)
    fresh = again._sections[0]
    assert isinstance(fresh, OfficeSection)
    assert "Jalan Poros 1" not in fresh.lines["address"].editor.text()
    go_on = again.findChild(QPushButton, "section-draft-go-on")
    assert go_on is not None
    go_on.click()
    assert fresh.lines["address"].editor.text().endswith("Jalan Poros 1")
    fresh.save_button.click()
    qtbot.waitUntil(lambda: operations.wait() and open_drafts.load(office) == [])
    assert office.settings.address.endswith("Jalan Poros 1")
    again.leave()
    assert operations.wait()
    assert open_drafts.load(office) == []


def test_a_password_is_kept_in_no_draft(qtbot, operations, office, settings):
    screen, section = settings("users")
    for edit in section.findChildren(QLineEdit):
        edit.setText("rahasia-kantor-9")
        edit.setModified(True)
    screen.leave()
    assert operations.wait()
    assert office.step_drafts() == []
