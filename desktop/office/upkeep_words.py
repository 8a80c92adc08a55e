"""What is said of backups and of the check of the book: how they went, and what is there."""

from datetime import date

from desktop.office.backup_files import BackupFile, Backups
from desktop.store.backup import BackupReport
from desktop.store.check import CheckReport
from desktop.wording.formats import clock_time, full_date, moment, number, size
from desktop.wording.translation import tr, tr_count


def created(file: BackupFile) -> str:
    return f"{full_date(file.created)} {clock_time(file.created)}" if file.created else file.file.name


def condition(file: BackupFile) -> str:
    return tr("dibaca ulang saat dibuat ✓") if file.readable else tr("⚠ rusak: jangan dipakai")


def last_backup(state: Backups, today: date) -> str:
    if state.last is None:
        return tr("Belum pernah dicadangkan.")
    words = tr("Terakhir: {when}, sudah dibaca ulang ✓", when=moment(state.last.astimezone(), today))
    if state.last_file:
        words += "\n" + tr("Salinan baik yang terakhir: {file}", file=state.last_file)
    if state.fallback and state.chosen_on is not None:
        words += "\n" + tr("Folder pilihan terakhir ada: {when}", when=moment(state.chosen_on.astimezone(), today))
    return words


def place(state: Backups) -> str:
    words = tr("Di {folder}", folder=state.place)
    if state.fallback:
        words = tr("Folder pilihan sedang tidak ada; sementara ini di {folder}", folder=state.place)
    return words if state.files else words + " — " + tr("belum ada cadangan di sini")


def made(report: BackupReport) -> str:
    return tr(
        "Cadangan selesai dan dibaca ulang: {complaints} pengaduan, {attachments} lampiran, {size}.",
        complaints=number(report.complaints),
        attachments=number(report.attachments),
        size=size(report.size),
    )


def whole(report: BackupReport) -> str:
    return tr(
        "Cadangan itu utuh: {complaints} pengaduan, {events} catatan.",
        complaints=number(report.complaints),
        events=number(report.events),
    )


def check_result(report: CheckReport) -> str:
    if report.problems:
        return tr_count("⚠ {count} hal perlu diperhatikan", count=len(report.problems))
    if report.mended:
        return tr_count("✓ Utuh; {count} tampilan sudah dibuat ulang dari riwayat", count=len(report.mended))
    return tr("✓ Semua utuh")


def checked(report: CheckReport) -> str:
    return tr(
        "{complaints} pengaduan, {events} catatan, {attachments} lampiran diperiksa.",
        complaints=number(report.complaints),
        events=number(report.events),
        attachments=number(report.attachments),
    )
