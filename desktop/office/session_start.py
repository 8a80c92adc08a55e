"""Starts the program minimised with the user's session: on Windows a value in HKCU's Run key, on Linux a file in ~/.config/autostart."""

import os
import sys
from pathlib import Path

from complaints.errors import OfficeError
from complaints.phrases import phrase

_RUN_KEY, _NAME = r"Software\Microsoft\Windows\CurrentVersion\Run", "Buku Aduan"


class SessionStartRefused(OfficeError):
    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Sistem tidak mengizinkan program dijalankan sendiri saat masuk. Tidak ada yang berubah; mintalah pengelola komputer ini."
            )
        )


def words_of_start() -> list[str]:
    """How this program is started minimised: by its starter where it is installed, else as it runs now."""
    from desktop.updates import installation

    found = installation.find()
    if found is not None:
        starters = [found.root / name for name in ("Buku Aduan.exe", "buku-aduan")]
        starter = next((file for file in starters if file.exists()), None)
        if starter is not None:
            return [str(starter), "--minimised"]
    if getattr(sys, "frozen", False):
        return [sys.executable, "--minimised"]
    return [sys.executable, "-m", "desktop", "--minimised"]


def starts_with_session() -> bool:
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _RUN_KEY) as key:
                return bool(winreg.QueryValueEx(key, _NAME)[0])
        except OSError:
            return False
    return _desktop_file().is_file()


def set_start_with_session(*, on: bool) -> None:
    """Raises SessionStartRefused where the system says no."""
    try:
        if sys.platform == "win32":
            _set_run_value(on=on)
        elif on:
            file = _desktop_file()
            file.parent.mkdir(parents=True, exist_ok=True)
            command = " ".join(_quoted(word) for word in words_of_start())
            lines = ("[Desktop Entry]", "Type=Application", "Name=Buku Aduan", f"Exec={command}", "Terminal=false", "")
            file.write_text("\n".join(lines), "utf-8")
        else:
            _desktop_file().unlink(missing_ok=True)
    except OSError:
        raise SessionStartRefused from None


def _set_run_value(*, on: bool) -> None:
    if sys.platform != "win32":
        return
    import subprocess
    import winreg

    with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN_KEY) as key:
        if on:
            winreg.SetValueEx(key, _NAME, 0, winreg.REG_SZ, subprocess.list2cmdline(words_of_start()))
        else:
            try:
                winreg.DeleteValue(key, _NAME)
            except FileNotFoundError:
                return


def _desktop_file() -> Path:
    home = os.environ.get("XDG_CONFIG_HOME", "")
    folder = Path(home) if home and Path(home).is_absolute() else Path.home() / ".config"
    return folder / "autostart" / "buku-aduan.desktop"


def _quoted(word: str) -> str:
    """As the Desktop Entry Specification has it: quotes around, and \\, `, $ and " inside escaped; % stands twice."""
    for sign in ("\\", '"', "`", "$"):
        word = word.replace(sign, "\\" + sign)
    return '"' + word.replace("%", "%%") + '"'
