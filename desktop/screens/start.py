"""Starting the window: one program a data folder, then everything in `Program` until the window is closed."""

import os
import sys

from PySide6.QtWidgets import QApplication

from desktop import preferences
from desktop.options import WindowOptions, data_folder
from desktop.screens.app import Program
from desktop.widgets.theme import load_fonts
from desktop.window.instance import Instance
from desktop.wording import translation


def run(options: WindowOptions) -> int:
    """Open the window and stay until it is closed. Returns the exit code."""
    # Everywhere the style that the look is drawn over, whatever the system would choose: Windows 11 has another by itself.
    app = QApplication(["buku-aduan", "-style", "fusion"])
    app.setApplicationName("Buku Aduan")
    app.setDesktopFileName("buku-aduan")
    load_fonts()
    if options.demo:
        from desktop.office.demo_folder import demonstration_folder

        folder = demonstration_folder()
    else:
        folder = data_folder(options.data)
    saved = preferences.load(folder)
    translation.use(options.language or saved.language)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        instance = Instance(folder)
        first = instance.take()
        raised = not first and instance.raise_first(options.file)
    except OSError:
        from desktop.window import notices

        notices.cannot_write(app, folder)
        return 1
    if raised:
        _note_end()
        return 0
    if not first:
        from desktop.window import notices

        notices.already_running(app)
        return 1
    program = Program(app, folder, saved, instance, demo=options.demo, language=options.language or None)
    program.start(minimised=options.minimised)
    if options.file is not None:
        program.open_file(options.file)
    code = app.exec()
    if not program.entrance.opening and program.office is None:
        _note_end()
    if not program.end():
        # The interpreter would take its libraries down under a thread that still uses them; the store stands any end.
        os._exit(code)
    return code


def _note_end() -> None:
    """This start ended as it should before anybody logged in: the starter needn't go back to the version before.

    Whoever came in has seen the home screen, which says so by itself; or else this version fails there.
    """
    if getattr(sys, "frozen", False):
        from desktop.updates.installation import ended_well

        ended_well()
