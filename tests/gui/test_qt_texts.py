"""What Qt itself writes speaks the program's language: every text that can appear, as the Qt in use has it."""

import struct
from collections import defaultdict
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLibraryInfo, Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
)

from desktop.window.qt_translator import QtTranslator, choose_dialogs
from desktop.wording import translation
from desktop.wording.qt_texts import INDONESIAN
from tests.conftest import PASSWORD, USER

# Qt's own page about itself, which the program doesn't open.
NOT_SHOWN = {"QMessageBox": ("About Qt", "<h3>About Qt", "<p>Qt is a C++")}
# Words that are the same in both languages, or signs.
SAME = {
    "OK",
    "&OK",
    "Alias",
    "Drive",
    "Folder",
    "Printer",
    "mm",
    "pt",
    "in",
    "P̸",
    "DD",
    "CC",
    "Pica (P̸)",
    "Didot (DD)",
    "Cicero (CC)",
}


def texts_of_qt() -> dict[str, set[str]]:
    """Every source text of qtbase by its context, read from the German translation that comes with Qt: it is whole."""
    data = (Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)) / "qtbase_de.qm").read_bytes()
    blocks: dict[int, bytes] = {}
    at = 16
    while at < len(data):
        length = struct.unpack_from(">I", data, at + 1)[0]
        blocks[data[at]] = data[at + 5 : at + 5 + length]
        at += 5 + length
    found: dict[str, set[str]] = defaultdict(set)
    messages = blocks[0x69]
    for _, at in struct.iter_unpack(">II", blocks[0x42]):
        fields: dict[int, str] = {}
        while (tag := messages[at]) != 1:
            length = struct.unpack_from(">I", messages, at + 1)[0]
            at += 5
            if length != 0xFFFFFFFF:
                if tag in (6, 7):
                    fields[tag] = messages[at : at + length].decode()
                at += length
        found[fields[7]].add(fields[6])
    return found


@pytest.fixture
def translated(qapp):
    translator = QtTranslator(qapp)
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)
    choose_dialogs("id", "id")


def test_every_text_that_qt_can_write_has_its_indonesian():
    qt = texts_of_qt()
    assert {"&Undo", "Select All"} <= qt["QLineEdit"]
    for context, table in INDONESIAN.items():
        hidden = NOT_SHOWN.get(context, ())
        wanted = {text for text in qt[context] if not text.startswith(hidden)} if hidden else qt[context]
        assert wanted <= table.keys(), (context, wanted - table.keys())


def test_nothing_english_is_left_and_every_placeholder_stands():
    for context, table in INDONESIAN.items():
        for english, indonesian in table.items():
            assert english.count("%1") == indonesian.count("%1"), (context, english)
            assert english.count("&") == indonesian.count("&"), (context, english)
            if english == indonesian:
                assert english in SAME or english.startswith("Alt+") or english[0].isdigit(), (context, english)


def test_one_menu_has_no_key_twice():
    for context in ("QLineEdit", "QAbstractSpinBox"):
        keys = [text[text.index("&") + 1].lower() for text in INDONESIAN[context].values() if "&" in text]
        assert len(keys) == len(set(keys)), context


def menu(editor: QLineEdit | QPlainTextEdit) -> list[str]:
    shown = editor.createStandardContextMenu()
    return [action.text().partition("\t")[0].replace("&", "") for action in shown.actions() if action.text()]


def test_the_edit_menu_speaks_the_program_s_language(translated, qtbot):
    for editor in (QLineEdit(), QPlainTextEdit()):
        qtbot.addWidget(editor)
        translation.use("id")
        assert menu(editor) == ["Urungkan", "Ulangi", "Potong", "Salin", "Tempel", "Hapus", "Pilih semua"]
        translation.use("en")
        assert menu(editor) == ["Undo", "Redo", "Cut", "Copy", "Paste", "Delete", "Select All"]


def test_standard_buttons_and_file_dialogs_speak_it(translated, qtbot):
    choose_dialogs("id", "en-US")
    translation.use("id")
    box = QMessageBox(
        QMessageBox.Icon.Question, "", "", QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.Cancel
    )
    dialog = QFileDialog(None, "", "", "*.pdf")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    for widget in (box, dialog):
        qtbot.addWidget(widget)
    assert {button.text() for button in box.buttons()} == {"&Ya", "Batal"}
    assert {"&Cari di:", "&Nama berkas:", "&Jenis berkas:"} <= {label.text() for label in dialog.findChildren(QLabel)}
    buttons = dialog.findChild(QDialogButtonBox)
    assert buttons is not None
    assert {button.text() for button in buttons.buttons()} == {"&Simpan", "Batal"}


def test_a_file_dialog_of_a_system_with_another_language_is_not_used():
    native = Qt.ApplicationAttribute.AA_DontUseNativeDialogs
    cases: tuple[tuple[translation.Language, str, bool], ...] = (
        ("id", "en-US", True), ("id", "id-ID", False), ("en", "id-ID", True), ("en", "en-US", False), ("id", "C", True),
    )  # fmt: skip
    for spoken, system, own in cases:
        choose_dialogs(spoken, system)
        assert QApplication.testAttribute(native) is own, (spoken, system)


def test_the_program_lets_qt_speak_its_language_from_the_first_paint_on(start, founded):
    room = start(founded.folder)
    assert QCoreApplication.translate("QLineEdit", "Select All") == "Pilih semua"
    room.log_in(USER, PASSWORD)
    room.settings("appearance")
    room.press("language-en")
    room.settle()
    assert QCoreApplication.translate("QLineEdit", "Select All") == "Select All"
