"""The templates that documents are set from: the shipped ones, and an office's own copies of them, which go first.

A template is a typst file; what two or more need (letterhead, signatures) stands in kop.typ. An office copies a template into
the folder 'templat' of its data folder and changes it there with any text editor.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from complaints.errors import Refused
from complaints.phrases import phrase
from desktop.resources import resource
from desktop.store.durable_files import disk_errors, write_durably
from sync.working_folder import PRINTING, working_folder

FOLDER = "templat"
SHARED = "kop.typ"
ENDING = ".typ"
LARGEST_BYTES = 512 * 1024
DRAFT = "surat-jawaban.txt"  # the wording that a letter begins with


def shipped() -> Path:
    return resource("documents")


def names() -> tuple[str, ...]:
    """Every template by its file name, the shared part last."""
    names = sorted(file.name for file in shipped().glob(f"*{ENDING}") if file.name != SHARED)
    return (*names, SHARED)


def own_folder(data: Path) -> Path:
    return data / FOLDER


def make_own_folder(data: Path) -> Path:
    """The folder, made where it isn't there yet. Raises OfficeError when it can't be."""
    folder = own_folder(data)
    with disk_errors():
        folder.mkdir(parents=True, exist_ok=True)
    return folder


def own_copies(data: Path) -> tuple[str, ...]:
    """The templates of which this office has its own copy."""
    return tuple(name for name in (*names(), DRAFT) if (own_folder(data) / name).is_file())


def copy(data: Path, name: str) -> Path:
    """Copies a shipped template for the office to change. Raises Refused when it has a copy already: that one stays."""
    if name not in (*names(), DRAFT):
        raise Refused(phrase("Templat ini tidak dikenal. Tidak ada yang disalin."))
    target = own_folder(data) / name
    if target.exists():
        raise Refused(
            phrase(
                "Salinan “{name}” sudah ada di folder templat. Salinan itu tidak diubah; buka untuk mengubahnya.",
                name=name,
            )
        )
    with disk_errors():
        write_durably(make_own_folder(data) / name, (shipped() / name).read_bytes())
    return target


@contextmanager
def workspace(data: Path, *, only_shipped: bool = False, logo: tuple[str, bytes] = ("", b"")) -> Iterator[Path]:
    """A folder with everything that typst may read: the templates in force and the logo. Nothing of a complaint is written there."""
    with disk_errors(), working_folder(PRINTING) as folder:
        for name in names():
            own_copy = own_folder(data) / name
            chosen = shipped() / name if only_shipped or not own_copy.is_file() else own_copy
            if chosen.stat().st_size > LARGEST_BYTES:
                raise Refused(
                    phrase("Templat “{name}” terlalu besar: paling besar 512 KB. Tidak ada yang dicetak.", name=name)
                )
            shutil.copyfile(chosen, folder / name)
        if logo[0]:
            (folder / logo[0]).write_bytes(logo[1])
        yield folder
