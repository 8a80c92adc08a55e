"""`bundle write`, `bundle read`: the way to the district over a USB stick."""

from desktop.cli import output
from desktop.cli.arguments import CommandOptions
from desktop.cli.opening import opened


def bundle(options: CommandOptions) -> int:
    return write(options) if options.arguments.way == "write" else read(options)


def write(options: CommandOptions) -> int:
    arguments = options.arguments
    with opened(options) as office:
        done = office.stick.write(arguments.file.absolute())
    if arguments.json:
        output.line(
            {
                "file": str(done.file),
                "events": done.events,
                "files": done.files,
                "left": done.files_left_out,
                "bytes": done.size,
            }
        )
    output.tell(
        "Berkas {file} ditulis dan dibaca ulang: {events} peristiwa, {files} lampiran. Bawa ke kabupaten; "
        "baru terhitung terkirim sesudah balasannya dibaca di sini.",
        file=done.file.name, events=done.events, files=done.files,
    )  # fmt: skip
    if done.files_left_out:
        output.tell_count(
            "{count} lampiran tidak muat dan ikut berkas berikutnya, sesudah balasan dibaca.", count=done.files_left_out
        )
    return 0


def read(options: CommandOptions) -> int:
    arguments = options.arguments
    with opened(options) as office:
        counts = office.stick.read(arguments.file.absolute())
        waiting, letter = office.district.connection_state().waiting, office.device.letter
    if arguments.json:
        output.line(
            {
                "acknowledged": counts.acknowledged,
                "received": counts.received,
                "files": counts.files,
                "waiting": waiting,
                **({"enrolled": True} if counts.enrolled else {}),
                **({"ready": counts.ready} if counts.ready else {}),
                **({"release": str(counts.release_file)} if counts.release_file else {}),
            }
        )
    if counts.enrolled:
        output.tell("Komputer ini terdaftar di kabupaten. Huruf nomor registernya: {letter}.", letter=letter)
    if counts.is_empty:
        output.tell("Balasan ini sudah pernah dibaca atau tidak membawa yang baru. Tidak ada yang berubah.")
    else:
        output.tell(
            "Balasan dibaca: {acknowledged} peristiwa diakui kabupaten, {received} peristiwa dan {files} lampiran diterima, "
            "{count} masih menunggu.",
            acknowledged=counts.acknowledged, received=counts.received, files=counts.files, count=waiting,
        )  # fmt: skip
    if counts.ready:
        output.tell(
            "Versi {version} program ikut dibawa; dipakai saat program dibuka berikutnya.", version=counts.ready
        )
    elif counts.release_file is not None:
        output.tell(
            "Di folder yang sama ada versi {version} program; pasang dengan: buku-aduan update {file}",
            version=counts.release_version, file=str(counts.release_file),
        )  # fmt: skip
    return 0
