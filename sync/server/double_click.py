"""Has a double click on an office's bundle run `bundle exchange`, for the user of this PC: Windows' registry, or the desktop's own files."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from sync.bundle.envelope import SUFFIX
from sync.server.options import ServerOptions

KIND, OFFICES_KIND = (
    "BukuAduan.District",
    "BukuAduan.Bundle",
)  # the second is the office's program, if that is installed here, too
CLASSES = r"Software\Classes"
ENTRY = "aduan-distrik.desktop"
MIME_TYPE = "application/x-buku-aduan-bundle"
_MIME = f"""<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="{MIME_TYPE}">
    <comment>Kiriman Buku Aduan</comment>
    <glob pattern="*{SUFFIX}"/>
  </mime-type>
</mime-info>
"""


def words(options: ServerOptions, python: str = sys.executable) -> list[str]:
    """The command line without the bundle's name: this district's places, and a window that stays until it was read."""
    places = ["--data", str(options.data.absolute())]
    if options.database:
        places += ["--database", options.database]
    if options.files:
        is_folder = not options.in_bucket
        places += ["--files", str(Path(options.files).absolute()) if is_folder else options.files]
    if options.keys is not None:
        places += ["--keys", str(options.keys.absolute())]
    return [python, "-m", "sync.server", *places, "bundle", "exchange", "--wait"]


def register(options: ServerOptions) -> None:
    """Raises OSError."""
    if sys.platform == "win32":
        import winreg

        command = f'{subprocess.list2cmdline(words(options))} "%1"'
        for key, text in (
            (SUFFIX, KIND),
            (KIND, "Kiriman Buku Aduan"),
            (rf"{KIND}\shell\open\command", command),
        ):
            winreg.SetValue(winreg.HKEY_CURRENT_USER, rf"{CLASSES}\{key}", winreg.REG_SZ, text)
        return
    mime, entry = _files()
    for file, text in ((mime, _MIME), (entry, _entry(options))):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    _tell_the_desktop()
    _run("xdg-mime", "default", ENTRY, MIME_TYPE)


def unregister() -> None:
    """What is gone already is no fault; the office's program gets its files back. Raises OSError."""
    if sys.platform == "win32":
        import winreg

        root = winreg.HKEY_CURRENT_USER
        for key in (rf"{KIND}\shell\open\command", rf"{KIND}\shell\open", rf"{KIND}\shell", KIND):
            try:
                winreg.DeleteKey(root, rf"{CLASSES}\{key}")
            except FileNotFoundError:
                continue
        try:
            is_ours = winreg.QueryValue(root, rf"{CLASSES}\{SUFFIX}") == KIND
        except FileNotFoundError:
            return
        if not is_ours:
            return
        try:
            winreg.QueryValue(root, rf"{CLASSES}\{OFFICES_KIND}")
        except FileNotFoundError:
            winreg.DeleteKey(root, rf"{CLASSES}\{SUFFIX}")
        else:
            winreg.SetValue(root, rf"{CLASSES}\{SUFFIX}", winreg.REG_SZ, OFFICES_KIND)
        return
    for file in _files():
        file.unlink(missing_ok=True)
    _tell_the_desktop()


def _files() -> tuple[Path, Path]:
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return data / "mime" / "packages" / "aduan-distrik.xml", data / "applications" / ENTRY


def _entry(options: ServerOptions) -> str:
    command = " ".join(_quoted(word) for word in words(options))
    return (
        "[Desktop Entry]\nType=Application\nName=Buku Aduan (kabupaten)\nComment=Membaca kiriman kantor dan menulis balasannya\n"
        f"Exec={command} %f\nTerminal=true\nNoDisplay=true\nMimeType={MIME_TYPE};\n"
    )


def _quoted(word: str) -> str:
    """As the Desktop Entry Specification wants an argument of Exec: in double quotes, and '%' and backslashes doubled."""
    if shlex.quote(word) == word and "%" not in word:
        return word
    inner = "".join(f"\\{sign}" if sign in '"`$\\' else sign for sign in word)
    return f'"{inner}"'.replace("\\", "\\\\").replace("%", "%%")


def _tell_the_desktop() -> None:
    mime, entry = _files()
    _run("update-mime-database", str(mime.parent.parent))
    _run("update-desktop-database", str(entry.parent))


def _run(program: str, *arguments: str) -> None:
    """A desktop without this program looks by itself at the next log in."""
    if shutil.which(program):
        subprocess.run([program, *arguments], capture_output=True, check=False, timeout=60)
