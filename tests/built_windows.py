"""What Windows reads in the executables before it starts them: `python -m tests.built_windows FOLDER…`, each with the two of them."""

import sys
from pathlib import Path

import pefile  # pyright: ignore[reportMissingImports] - comes with PyInstaller on Windows

from desktop import __version__

WINDOW, CONSOLE = 2, 3
MANIFEST = ("PerMonitorV2", "longPathAware", "UTF-8", "asInvoker", "{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}")
KINDS = {3: "icon", 14: "group of icons", 16: "version", 24: "manifest"}


def faults(path: Path, subsystem: int) -> list[str]:
    program = pefile.PE(path)
    resources = {entry.id: entry for entry in program.DIRECTORY_ENTRY_RESOURCE.entries}
    missing = [f"no {name}" for kind, name in KINDS.items() if kind not in resources]
    if missing:
        return missing
    data = resources[24].directory.entries[0].directory.entries[0].data.struct
    manifest = program.get_data(data.OffsetToData, data.Size).decode()
    version = program.FileInfo[0]
    texts = {
        key.decode(): text.decode()
        for entry in version
        if entry.name.startswith("StringFileInfo")
        for table in entry.StringTable
        for key, text in table.entries.items()
    }
    found = [f"no {word} in its manifest" for word in MANIFEST if word not in manifest]
    if program.OPTIONAL_HEADER.Subsystem != subsystem:
        found.append(f"subsystem {program.OPTIONAL_HEADER.Subsystem}")
    if texts.get("ProductVersion") != __version__ or not texts.get("FileDescription", "").startswith("Buku Aduan"):
        found.append(f"details {texts}")
    return found


def main() -> None:
    for folder in map(Path, sys.argv[1:]):
        windows = [path for path in folder.glob("*.exe") if path.name.lower() in ("buku-aduan.exe", "buku aduan.exe")]
        commands = folder / "buku-aduan-cli.exe"
        for path, subsystem in ((windows[0], WINDOW), (commands, CONSOLE)):
            found = faults(path, subsystem)
            sys.stdout.write(f"{path.name}: {', '.join(found) or 'icon, version, manifest'}\n")
            if found:
                raise SystemExit(1)


if __name__ == "__main__":
    main()
