"""The columns of an exported register, in the words of the paper book. People's own columns only come when they were asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from complaints import vocabulary
from complaints.categories import Categories
from complaints.complaint import Complaint

Cell = str | int | float | date | None

FORMULA_STARTS = frozenset("=+-@\t\r")
MASKED = "(disamarkan)"
YES = {True: "ya", False: ""}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in characters, and what stands in it. `personal`: it tells who someone is."""

    heading: str
    width: int
    cell: Callable[[Complaint], Cell]
    personal: bool = False


def columns(categories: Categories, *, with_identity: bool) -> list[Column]:
    """Without identities the name says that it is masked, and the other personal columns are left out."""
    label = categories.label

    def name(c: Complaint) -> str:
        return "Anonim" if c.anonymous else c.complainant.name if with_identity else MASKED

    every = [
        Column("Nomor register", 14, lambda c: c.number),
        Column("Tanggal diterima", 13, lambda c: c.received_on),
        Column("Jenis laporan", 14, lambda c: vocabulary.KINDS[c.kind]),
        Column("Kanal", 15, lambda c: vocabulary.CHANNELS[c.channel]),
        Column("Nama pelapor", 24, name),
        Column("Jenis kelamin", 9, lambda c: vocabulary.SEX_LETTERS[c.complainant.sex], personal=True),
        Column("NIK", 18, lambda c: c.complainant.national_id, personal=True),
        Column("Telepon", 16, lambda c: c.complainant.phone, personal=True),
        Column("Email", 20, lambda c: c.complainant.email, personal=True),
        Column("Alamat", 28, lambda c: c.complainant.address, personal=True),
        Column("Disabilitas", 12, lambda c: c.complainant.disability, personal=True),
        Column("Perihal", 34, lambda c: c.title),
        Column("Isi pengaduan", 60, lambda c: c.body),
        Column("Harapan", 32, lambda c: c.expectation),
        Column("Kategori", 26, lambda c: label(c.category)),
        Column("Terlapor", 20, lambda c: c.subject, personal=True),
        Column("Kerugian (Rp)", 14, lambda c: c.suspected_loss),
        Column("Berkadar pengawasan", 13, lambda c: YES[c.supervisory]),
        Column("Rahasia", 9, lambda c: YES[c.confidential]),
        Column("Tanggal kejadian", 13, lambda c: c.occurred_on),
        Column("Dusun", 16, lambda c: c.location.dusun),
        Column("RT", 6, lambda c: c.location.rt),
        Column("RW", 6, lambda c: c.location.rw),
        Column("Lokasi", 24, lambda c: c.location.detail),
        Column("Lintang", 11, lambda c: c.location.latitude),
        Column("Bujur", 11, lambda c: c.location.longitude),
        Column("Status", 18, lambda c: vocabulary.STAGES[c.stage]),
        Column("Tanggal verifikasi", 13, lambda c: c.milestones.verified_on),
        Column("Tanggal tindak lanjut", 13, lambda c: c.milestones.followed_up_on),
        Column("Tanggal tanggapan", 13, lambda c: c.milestones.responded_on),
        Column("Tanggal selesai", 13, lambda c: c.milestones.closed_on),
        Column("Diteruskan kepada", 24, lambda c: c.forwarded_name or c.assignee),
        Column("Tanggapan", 60, lambda c: c.response),
        Column("ID LAPOR", 14, lambda c: c.lapor_id),
    ]
    return [one for one in every if with_identity or not one.personal]
