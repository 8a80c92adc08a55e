"""A printer on the network that is off holds up no window, also where the recovery code is printed."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.documents import printable
from desktop.lanes.operations import Operations
from desktop.office.office import Office
from desktop.screens.documents.preview import PreviewWindow
from desktop.screens.wizard.code_step import CodeStep
from desktop.widgets import choosing_printer
from tests.desktop.documents import paper_check

CODE = "ABCDE-FGHJK-LMNPQ-RSTUV-WXYZ2"


@dataclass
class Printers:
    """Stands for the system: what it has, in which thread it was asked, and the file that its one printer writes."""

    file: Path
    names: list[str] = field(default_factory=lambda: ["EPSON L3210"])
    threads: list[threading.Thread] = field(default_factory=list)
    may_answer: threading.Event = field(default_factory=threading.Event)
    accepts: bool = True
    dialogs: int = 0

    def available(self) -> list[str]:
        self.threads.append(threading.current_thread())
        assert self.may_answer.wait(30)
        return self.names

    def make(self, mode: QPrinter.PrinterMode) -> QPrinter:
        self.threads.append(threading.current_thread())
        printer = QPrinter(mode)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.file))
        return printer

    def dialog(self, _printer: QPrinter, _parent: QWidget) -> "Printers":
        self.dialogs += 1
        return self

    def exec(self) -> QDialog.DialogCode:
        return QDialog.DialogCode.Accepted if self.accepts else QDialog.DialogCode.Rejected


@pytest.fixture
def printers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Printers:
    made = Printers(tmp_path / "cetakan.pdf")

    class Making:
        PrinterMode = QPrinter.PrinterMode

        def __new__(cls, mode: QPrinter.PrinterMode) -> QPrinter:
            return made.make(mode)

    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", made.available)
    monkeypatch.setattr(choosing_printer, "QPrinter", Making)
    monkeypatch.setattr(choosing_printer, "QPrintDialog", made.dialog)
    return made


@pytest.fixture
def code(qtbot: QtBot, operations: Operations) -> Iterator[CodeStep]:
    window = QWidget()
    qtbot.addWidget(window)
    step = CodeStep(operations)
    step.setParent(window)
    step.show_code(CODE, "Desa Saotanre")
    window.show()
    yield step
    window.close()


def answers(printers: Printers, operations: Operations, ask: Callable[[], object]) -> None:
    """The window goes on while the printer says nothing; then it answers."""
    ask()
    assert printers.dialogs == 0
    printers.may_answer.set()
    assert operations.wait()
    assert operations.wait()
    assert printers.threads
    assert threading.main_thread() not in printers.threads


def test_the_recovery_code_s_printer_is_asked_behind_the_window(
    printers: Printers, operations: Operations, code: CodeStep
):
    answers(printers, operations, code.print_button.click)
    assert paper_check.pages(printers.file.read_bytes()) == 1
    assert code.note.text() == "Dikirim ke pencetak. Periksa bahwa seluruh kode terbaca."


def test_no_printer_is_said_and_the_other_ways_named(printers: Printers, operations: Operations, code: CodeStep):
    printers.names = []
    answers(printers, operations, code.print_button.click)
    assert printers.dialogs == 0
    assert "Belum ada pencetak" in code.note.text()
    assert "berkas" in code.note.text()


def test_a_dialog_that_is_given_up_prints_nothing_and_says_nothing(
    printers: Printers, operations: Operations, code: CodeStep
):
    printers.accepts = False
    answers(printers, operations, code.print_button.click)
    assert printers.dialogs == 1
    assert not printers.file.exists()
    assert code.note.text() != "Mencari pencetak…"


def test_the_preview_s_printer_is_asked_behind_the_window(
    qtbot: QtBot, printers: Printers, operations: Operations, office: Office
):
    printers.may_answer.set()
    window = PreviewWindow(printable.blank_form(office), operations)
    window.show()
    assert operations.wait()
    qtbot.waitUntil(window.print.isEnabled)
    printers.may_answer.clear()
    answers(printers, operations, window.print.click)
    qtbot.waitUntil(printers.file.exists)
    qtbot.waitUntil(lambda: not window.task.isVisible())
    assert paper_check.pages(printers.file.read_bytes()) >= 1
    window.close()


def test_a_window_that_was_closed_meanwhile_gets_no_dialog(printers: Printers, operations: Operations, code: CodeStep):
    from shiboken6 import delete

    code.print_button.click()
    delete(code)
    printers.may_answer.set()
    assert operations.wait()
    assert printers.dialogs == 0
