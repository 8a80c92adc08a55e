"""What an unexpected error shows: one window that says what happened, what is safe and what to do; the program goes on."""

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from desktop.widgets import Button, PrimaryButton, label, name_window, named
from desktop.widgets.layouts import STRETCH, column_of, row_of
from desktop.widgets.text_box import text_box
from desktop.widgets.theme import SPACE_M, SPACE_XL, look
from desktop.wording import program_texts
from desktop.wording.translation import tr, tr_count


class Bugs(QObject):
    """The one handler for what nobody expected: every such error is logged, the first shows the window.

    More errors while the window is open are counted in it, so that a failure that repeats never floods the screen.
    """

    _logged = Signal(object)

    def __init__(self, folder: Callable[[], Path | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self.window: BugWindow | None = None
        self._logged.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over what Python, its threads and Qt would otherwise print and forget."""
        sys.excepthook = self._from_python
        threading.excepthook = lambda args: self.unexpected(args.exc_value) if args.exc_value else None
        qInstallMessageHandler(_from_qt)

    def uninstall(self) -> None:
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)

    def unexpected(self, error: BaseException) -> None:
        """Log it and tell the user. May be called from any thread."""
        from desktop import logfile

        logfile.note_unexpected(error)
        if sys.stderr is not None and sys.stderr.isatty():
            sys.__excepthook__(type(error), error, error.__traceback__)
        self._logged.emit(error)

    def _from_python(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        self.unexpected(error.with_traceback(trace))

    def _show(self, error: BaseException) -> None:
        from desktop import logfile

        if self.window is not None:
            self.window.count_again()
            return
        self.window = BugWindow(logfile.report(error, self._folder()), QApplication.activeWindow())
        self.window.finished.connect(self._closed)
        self.window.open()

    def _closed(self) -> None:
        if self.window is not None:
            self.window.deleteLater()
            self.window = None


class BugWindow(QDialog):
    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if parent is None:
            look.dress(self)
        name_window(self, "bug-window", tr("Kesalahan tak terduga"))
        self._report, self._count = report, 1
        self._build()

    def _build(self) -> None:
        self.count = label("", "muted", "bug-count")
        self.count.hide()
        text = named(text_box(self._report, read_only=True), "bug-report", tr("Isi laporan"))
        text.setMinimumHeight(look.px(160))
        save = Button(tr("Simpan laporan…"), "bug-save", clicked=self._save)
        close = PrimaryButton(tr("Lanjutkan bekerja"), "bug-close", clicked=self.accept)
        close.setDefault(True)
        texts = zip(program_texts.after_a_bug(), ("happened", "safe", "next"), strict=True)
        sentences = [label(text, name=f"bug-{name}", wrap=True) for text, name in texts]
        column_of(
            label(tr("Ada kesalahan yang tidak terduga"), "title", "bug-title"),
            *sentences,
            self.count,
            label(tr("Isi laporan (tanpa data pribadi):"), "field"),
            text,
            row_of(save, STRETCH, close),
            space=SPACE_M,
            margins=(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL),
            of=self,
        )
        self.resize(look.px(560), self.sizeHint().height())
        close.setFocus()

    def count_again(self) -> None:
        """The same or another error happened while this window was open."""
        self._count += 1
        self.count.setText(tr_count("Terjadi {count} kali; semuanya ada di berkas log.", count=self._count))
        self.count.show()

    def _save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, tr("Simpan laporan…"), "laporan-buku-aduan.txt", "*.txt")
        if not name:
            return
        try:
            # The one place where a screen writes a file itself: what runs outside the GUI thread may be what failed.
            Path(name).write_text(self._report, "utf-8")
            self.count.setText(tr("Laporan tersimpan."))
        except OSError:
            self.count.setText(tr("Laporan tidak dapat ditulis di sana. Pilih tempat lain."))
        self.count.show()


def _from_qt(kind: QtMsgType, _context: object, message: str) -> None:
    from desktop import logfile

    level = {QtMsgType.QtDebugMsg: 10, QtMsgType.QtInfoMsg: 20, QtMsgType.QtWarningMsg: 30}.get(kind, 40)
    logfile.log.log(level, "Qt: %s", logfile.harmless(message))
