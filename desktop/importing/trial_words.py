"""What the wizard says of a trial run: the kinds of its rows, what it sums up beside the columns, and what its button records."""

from typing import NamedTuple

from desktop.importing.answers import Answers
from desktop.importing.headings import IGNORED, REQUIRED_FIELDS
from desktop.importing.sentences import column_field, known_summary, problem_line, skipped_summary
from desktop.importing.trial import Trial
from desktop.wording import formats
from desktop.wording.field_text import field_name
from desktop.wording.translation import tr, tr_count

LONGEST_NAME = 36

MOST_PROBLEMS = 4


class KindWords(NamedTuple):
    """`headings` of the table of its rows, `spoken` what a screen reader calls that table."""

    headings: tuple[str, ...]
    spoken: str


def row_kinds() -> dict[str, KindWords]:
    """The kinds of `Trial.rows`, in the order in which they are shown."""
    cells = (tr("Baris"), tr("Kolom"), tr("Isi sel"), tr("Masalah"))
    good = (tr("Baris"), tr("Tanggal"), tr("Pelapor"), tr("Status"), field_name("body"))
    skipped = (tr("Baris"), tr("Mengapa dilewati"), tr("Isi"))
    changed = (tr("Baris"), tr("Nomor"), tr("Sekarang"), tr("Menjadi"), tr("Langkah yang ditambahkan"))
    return {
        "bad": KindWords(cells, tr("Baris bermasalah")),
        "good": KindWords(good, tr("Baris yang dapat dicatat")),
        "unread": KindWords(cells, tr("Sel yang tidak terbaca seutuhnya")),
        "skipped": KindWords(skipped, tr("Baris yang bukan pengaduan")),
        "changed": KindWords(changed, tr("Pengaduan yang berubah")),
    }


def counted_rows(trial: Trial) -> dict[str, str]:
    """How many rows there are of each kind: 'Bermasalah 3'."""
    count = {kind: formats.number(len(rows)) for kind, rows in trial.rows.items()}
    return {
        "bad": tr("Bermasalah {count}", count=count["bad"]),
        "good": tr("Dapat dicatat {count}", count=count["good"]),
        "unread": tr("Sel tidak ikut {count}", count=count["unread"]),
        "skipped": tr("Dilewati {count}", count=count["skipped"]),
        "changed": tr("Berubah {count}", count=count["changed"]),
    }


class Summary(NamedTuple):
    """Nothing is shown where there is no `text`."""

    title: str
    text: str


def summaries(trial: Trial) -> dict[str, Summary]:
    """Of each kind of rows that asks for a look, how many they are and what the first of them are about."""
    report = trial.report
    # Rows that wait for an answer stand in its question already.
    bad = [problem for problem in report.bad if not problem.question]
    skipped, unread = formats.number(len(report.skipped)), formats.number(len(report.left_out))
    return {
        "skipped": Summary(
            tr("Dilewati ({count} baris)", count=skipped), skipped_summary(report) if report.skipped else ""
        ),
        "changed": Summary(tr("Sudah pernah diimpor"), known_summary(report) if report.already_in_book else ""),
        "bad": Summary(
            tr("Masalah ({count})", count=formats.number(len(bad))),
            "\n".join(problem_line(problem) for problem in bad[:MOST_PROBLEMS]),
        ),
        "unread": Summary(
            tr("Sel yang tidak ikut ({count})", count=unread),
            "\n".join(problem_line(cell) for cell in report.left_out[:MOST_PROBLEMS]),
        ),
    }


class ToRecord(NamedTuple):
    """What the button says, and whether there is anything to record."""

    words: str
    is_possible: bool


def to_record(trial: Trial, left_out: frozenset[int], answers: Answers) -> ToRecord:
    """`left_out`: the rows whose check mark was taken away."""
    count = len(set(trial.report.good) - left_out)
    changed = [change for change in trial.report.changed if change.row not in left_out]
    is_adding = bool(changed) and answers.changed == "add"
    if is_adding and not count:
        return ToRecord(tr_count("Tambahkan ke {count} pengaduan", count=len(changed)), is_possible=True)
    return ToRecord(tr_count("Catat {count} pengaduan", count=count), count > 0 or is_adding)


def fault_of_fields(fields: list[str]) -> str:
    """What is missing among the fields of the columns or chosen twice; '' when they make a register."""
    chosen = [field for field in fields if field != IGNORED]
    double = next((field for field in chosen if chosen.count(field) > 1), "")
    if double:
        return tr("“{field}” dipilih untuk dua kolom; pilih satu saja.", field=column_field(double))
    if not any(field in REQUIRED_FIELDS for field in chosen):
        return tr("Belum ada kolom untuk isi pengaduan. Pilih kolom yang memuat uraiannya.")
    return ""


def about_files() -> str:
    return tr(
        "Excel, LibreOffice atau CSV: register buatan sendiri, tabel pengaduan OpenSID, atau hasil ekspor Buku Aduan; judul kolom dikenali "
        "sendiri dan dapat diubah. Percakapan WhatsApp (.txt, .zip dengan foto): pilih sendiri pesan mana yang pengaduan."
    )


def stopped() -> str:
    return tr(
        "Dihentikan. Yang sudah dicatat ada di “Impor sebelumnya” dan dapat diurungkan; impor berkas yang sama untuk melanjutkan."
    )


def kept_problems(count: int, file: object) -> str:
    return tr_count(
        "{count} baris bermasalah tersimpan di {file}. Perbaiki di sana, lalu impor berkas itu.", count=count, file=file
    )


def other_ways() -> str:
    """How a file or messages come here without the button."""
    return tr(
        "Berkas juga dapat diseret ke sini, dan pesan yang disalin dari WhatsApp ditempel dengan Ctrl+V. Yang sudah pernah "
        "diimpor tidak dicatat dua kali."
    )


def nothing_recorded() -> str:
    return tr("Dihentikan. Tidak ada yang dicatat.")


def screen_title(trial: Trial | None) -> str:
    """Over the steps of the import; with the name of the file once one is tried."""
    if trial is None:
        return tr("Impor register")
    return tr("Impor: {name}", name=formats.without_middle(trial.source.file.name, LONGEST_NAME))
