"""`update`: which version runs and which is next; with a file, makes that release ready. Needs no password: it opens no book."""

from pathlib import Path

from desktop.cli import output
from desktop.cli.arguments import CommandOptions
from desktop.options import data_folder
from desktop.updates.installation import kind
from desktop.updates.updates import NoRelease, Updates
from desktop.wording.translation import tr_phrase


def _release_file(updates: Updates, path: Path) -> Path:
    """The file, or the newest release in the folder of a stick that may be installed here. Raises NoRelease."""
    path = path.absolute()
    if not path.is_dir() or updates.installation is None:
        return path
    release = updates.release_in(path)
    if release is None:
        raise NoRelease(path)
    return release[0]


def update(options: CommandOptions) -> int:
    arguments = options.arguments
    updates = Updates(data_folder(options.data))
    if arguments.again:
        updates.try_again()
    file = _release_file(updates, arguments.file) if arguments.file is not None else None
    if file is not None and arguments.check:
        manifest = updates.check(file)
        output.tell("Rilis {version} utuh dan dapat dipasang di sini.", version=manifest.version)
    elif file is not None:
        manifest = updates.install(file)
        output.tell(
            "Versi {version} sudah siap dan diperiksa berkas demi berkas; dipakai saat program dibuka berikutnya. Data tidak "
            "disentuh.",
            version=manifest.version,
        )
    state = updates.state()
    if arguments.json:
        offer = state.offer
        output.line(
            {
                "version": state.version, "how": kind(), "ready": state.ready or None, "failed": state.given_up or None,
                "offered": offer.version if offer else None, "bytes": offer.size if offer else None,
                "received": state.received if offer else None,
                "refused": tr_phrase(state.refused) if state.refused else None, "keys": state.has_keys,
            }
        )  # fmt: skip
        return 0
    output.text(state.version)
    if state.beside is not None:
        output.complain(tr_phrase(state.beside))
    elif state.ready and arguments.file is None:
        output.tell("Versi {version} siap; dipakai saat program dibuka berikutnya.", version=state.ready)
    elif state.refused is not None:
        output.complain(tr_phrase(state.refused))
    elif state.given_up:
        output.tell(
            "Versi {version} dua kali tidak sampai ke Beranda, jadi tidak dipakai; coba lagi dengan --again.",
            version=state.given_up,
        )
    return 0
