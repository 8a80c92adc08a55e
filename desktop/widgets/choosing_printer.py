"""Which printer: Windows asks each one on the network, and one that is off answers after half a minute. So never in the GUI thread."""

from collections.abc import Callable

from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget
from shiboken6 import isValid

from desktop.lanes.operations import Operations


def choose_printer(
    operations: Operations,
    parent: QWidget,
    prepare: Callable[[QPrinter], object],
    print_on: Callable[[QPrinter], object],
    none_chosen: Callable[[bool], object],
) -> None:
    """Hands over the printer that was chosen in its dialog; `none_chosen` hears whether the PC has any at all.

    `prepare` runs outside the GUI thread, before the dialog.
    """

    def ready() -> QPrinter | None:
        if not QPrinterInfo.availablePrinterNames():
            return None
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        prepare(printer)
        return printer

    def show(printer: QPrinter | None) -> None:
        if not isValid(parent):
            return
        if printer is not None and QPrintDialog(printer, parent).exec() == QDialog.DialogCode.Accepted:
            print_on(printer)
        else:
            none_chosen(printer is not None)

    operations.query("printer", ready, show)
