"""What an import says in words: the fields that a column can be, what a trial run finds, what was recorded, and what was taken back."""

from collections import Counter

from complaints.complaint import STAGES, Stage
from complaints.events import AnyStep
from complaints.fields import FIELDS
from complaints.fold import ACTIONS
from desktop.importing.headings import IGNORED, PERSON, REPLY, REQUIRED_FIELDS
from desktop.importing.known_rows import RowChange
from desktop.importing.register_import import BadRow, Preview, Report, SkippedRow
from desktop.importing.source import Sheet, Source
from desktop.importing.table import Line
from desktop.importing.undo import PastImport, UndoResult
from desktop.wording import formats, names
from desktop.wording.field_text import field_name
from desktop.wording.translation import tr, tr_count, tr_phrase

# The fields in the order of the list to choose from.
FIELD_ORDER = (
    *REQUIRED_FIELDS, *(field.path for field in FIELDS if field.path not in REQUIRED_FIELDS), "location.rt_rw",
    PERSON, "outcome.status", "outcome.response", "outcome.follow_up", "outcome.closed_on", "outcome.followed_up_on", "outcome.responded_on",
    "outcome.verified_on", "outcome.forwarded_to", "outcome.changed_on", "reply_to",
)  # fmt: skip
MOST_NUMBERS = 12
LONGEST_VALUE = 40
LONGEST_CELL = 200


def column_field(field: str) -> str:
    """What a column is read as, in words."""
    other_names = {
        IGNORED: tr("— tidak dipakai —"), REPLY: tr("Balasan atas pengaduan nomor"),
        "location.rt_rw": tr("RT/RW"), PERSON: tr("Nama, alamat, dan kontak pelapor"),
        "outcome.status": tr("Status"), "outcome.response": tr("Hasil / tanggapan"), "outcome.follow_up": tr("Tindak lanjut"),
        "outcome.closed_on": tr("Tanggal selesai"), "outcome.followed_up_on": tr("Tanggal tindak lanjut"),
        "outcome.responded_on": tr("Tanggal tanggapan"), "outcome.verified_on": tr("Tanggal verifikasi"),
        "outcome.forwarded_to": tr("Diteruskan kepada"), "outcome.changed_on": tr("Tanggal terakhir diubah"),
    }  # fmt: skip
    return other_names[field] if field in other_names else field_name(field.rpartition(".")[2])


def trial_run(report: Report) -> str:
    """How many rows can be recorded and how many not; what else is to be known of them."""
    parts = [
        tr_count("{count} baris dapat dicatat", count=len(report.good)),
        tr("{count} bermasalah", count=formats.number(len(report.bad))),
        tr("{count} sudah pernah diimpor", count=formats.number(report.already_in_book)),
    ]
    if report.skipped:
        parts.append(tr_count("{count} baris bukan pengaduan dan dilewati", count=len(report.skipped)))
    if report.answers:
        parts.append(tr_count("{count} baris balasan ikut pengaduannya", count=report.answers))
    return " ".join([" · ".join(parts) + ".", *_of_good_rows(report), tr("Belum ada yang dicatat.")])


def recorded(report: Report) -> str:
    """What was recorded, what was left out, and how to go on after a stop."""
    parts = [tr("Nomor {first} sampai {last}.", first=report.first, last=report.last)] if report.first else []
    parts += _of_good_rows(report)
    if report.bad:
        parts.append(tr_count("{count} baris bermasalah dilewati.", count=len(report.bad)))
    if report.already_in_book:
        parts.append(tr_count("{count} baris sudah pernah diimpor.", count=report.already_in_book))
    if report.stopped:
        parts.append(tr("Impor lagi berkas yang sama untuk melanjutkan; yang sudah dicatat tidak terulang."))
    return " ".join(parts)


def _of_good_rows(report: Report) -> list[str]:
    """What they become ('Selesai 12 · Diproses 3.'), which of them have no day of their end, which cells were not understood."""
    sentences: list[str] = []
    by_stage = Counter(report.stages.values())
    if not set(by_stage) <= {"new"}:
        counts = (f"{names.stage(stage)} {formats.number(by_stage[stage])}" for stage in STAGES if by_stage[stage])
        sentences.append(" · ".join(counts) + ".")
    if report.undated:
        sentences.append(
            tr(
                "Selesai tanpa tanggal: {count}, dianggap selesai pada tanggal diterimanya; ketepatan waktunya tidak dihitung.",
                count=formats.number(report.undated),
            )
        )
    if report.left_out:
        first = report.left_out[0]
        sentences.append(
            tr_count(
                "{count} sel tidak terbaca seutuhnya, mulai dari baris {row}, {heading}: “{value}”.",
                count=len(report.left_out), row=first.row, heading=first.heading, value=first.value[:LONGEST_VALUE],
            )
        )  # fmt: skip
    return sentences


def problem_cells(bad: BadRow) -> tuple[str, str, str]:
    """Of a row that can't be recorded: the column, what stands there, and what is wrong with it."""
    column = column_field(bad.field) if bad.field else tr("(seluruh baris)")
    return bad.heading or column, _one_line(bad.value), tr_phrase(bad.reason)


def skipped_cells(row: SkippedRow) -> tuple[str, str]:
    """Of a row that is no complaint: why it is taken for none, and what stands there."""
    return tr_phrase(row.reason), _one_line(row.text)


def open_rows(report: Report) -> str:
    """That nothing is recorded yet, and how many rows wait for an answer."""
    waiting = sum(bool(bad.question) for bad in report.bad)
    if report.open_questions and waiting:
        return tr_count(
            "Belum ada yang dicatat. {count} baris menunggu jawaban dan tidak ikut sebelum dijawab.", count=waiting
        )
    return tr("Belum ada yang dicatat. Periksa apa yang terbaca.")


def preview_stage(row: Preview) -> str:
    """What a row comes to: 'Selesai 15-01', or 'sudah ada: berubah'."""
    if row.in_book:
        return tr("sudah ada: berubah") if row.in_book == "changed" else tr("sudah ada: sama")
    return names.stage(row.stage) + (f" {row.stage_on:%d-%m}" if row.stage_on else "")


def change_cells(change: RowChange) -> tuple[str, str, str, str]:
    """Of a complaint that the book has: its number, the stage before and after, and the steps that would be added."""
    return change.number, names.stage(change.before), names.stage(change.stage), " · ".join(map(_step, change.steps))


def _step(step: AnyStep) -> str:
    """'20-01-2026 Tanggapan: Lampu diganti'."""
    name = names.action_name(ACTIONS.get(type(step), "note"))
    text = _one_line(str(getattr(step, "note", "")))
    return f"{step.on:%d-%m-%Y} {name}" + (f": {text}" if text else "")


def skipped_summary(report: Report) -> str:
    """'4 × jumlah, 4 × judul bulan, 1 × penutup dan tanda tangan.'"""
    counts = Counter(tr_phrase(skipped.reason) for skipped in report.skipped)
    return ", ".join(f"{formats.number(count)} × {reason}" for reason, count in counts.most_common()) + "."


def known_summary(report: Report) -> str:
    """'38 sama, 5 berubah, 74 baru.'"""
    changed = len(report.changed)
    return tr(
        "{same} sama, {changed} berubah, {new} baru.",
        same=formats.number(report.already_in_book - changed), changed=formats.number(changed), new=formats.number(len(report.good)),
    )  # fmt: skip


def problem_line(bad: BadRow) -> str:
    """'Baris 41, No. HP: “0812… / 0852…” dua nomor; yang kedua disimpan di catatan.'"""
    place, heading, reason = bad.place, bad.heading, tr_phrase(bad.reason)
    if heading:
        return tr("Baris {row}, kolom “{heading}”: {reason}", row=place, heading=heading[:LONGEST_VALUE], reason=reason)
    return tr("Baris {row}: {reason}", row=place, reason=reason)


def sheet_label(sheet: Sheet) -> str:
    """'JAN 31', or 'REKAP – bukan register' where it is not read."""
    if sheet.reason is None:
        return f"{sheet.name} {formats.number(sheet.rows)}".strip()
    return f"{sheet.name} – {tr_phrase(sheet.reason)}"


def heading_rows(source: Source) -> str:
    """'judul kolom: baris 5–6, digabung'."""
    first, last = next((sheet.headings for sheet in source.sheets if sheet.chosen), (0, 0))
    if first == last:
        return tr("judul kolom: baris {row}", row=last)
    return tr("judul kolom: baris {first}–{last}, digabung", first=first, last=last)


def row_cells(source: Source, line: Line, stage: Stage) -> tuple[str, str, str, str]:
    """Of a row that can be recorded: its day, its complainant, the stage that it comes to, and its text."""
    body = source.value(line, "body") or source.value(line, "title")
    complainant = source.value(line, "complainant.name")
    return source.value(line, "received_on"), _one_line(complainant), names.stage(stage), _one_line(body)


def _one_line(text: str) -> str:
    return " ".join(text[: LONGEST_CELL * 2].split())[:LONGEST_CELL]


def past_import(past: PastImport) -> str:
    """'09-11-2026 10.41 · register.xlsx · 120 pengaduan · Andi Tenri · sudah diurungkan'."""
    parts = [f"{past.at:%d-%m-%Y %H.%M}", past.file, tr_count("{count} pengaduan", count=past.recorded), past.actor]
    if past.withdrawn == past.recorded:
        parts.append(tr("sudah diurungkan"))
    elif past.withdrawn:
        parts.append(tr("{count} sudah ditarik", count=formats.number(past.withdrawn)))
    return " · ".join(parts)


def undo_result(result: UndoResult) -> str:
    """How many complaints were withdrawn, and which stay because they were worked on."""
    sentence = tr_count("{count} pengaduan ditarik dari buku.", count=result.withdrawn)
    if result.remaining:
        numbers = ", ".join(result.remaining[:MOST_NUMBERS]) + ("…" if len(result.remaining) > MOST_NUMBERS else "")
        sentence += " " + tr_count(
            "{count} tetap ada karena sudah dikerjakan: {names}.", count=len(result.remaining), names=numbers
        )
    return sentence
