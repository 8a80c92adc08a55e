"""What the record form says: of privacy and sealing, of similar complaints and past answers, and of what came of saving."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from complaints.accused import SealingReason
from complaints.draft import Problem
from desktop.office.recording import Receipt
from desktop.wording import formats, names
from desktop.wording.translation import language, tr, tr_count, tr_phrase

if TYPE_CHECKING:
    from complaints.suggest import Suggestion
    from desktop.office.suggestions import PastAnswer, SimilarCase

LONGEST_ANSWER = 140


def privacy_note(*, anonymous: bool, confidential: bool, sealed: bool, can_seal: bool) -> str:
    """What is chosen of these means; where nothing is, why sealing can't be."""
    if sealed:
        return tr(
            "Hanya Inspektorat yang akan dapat membukanya; kantor menyimpan nomor tanda terima dan tanggalnya saja."
        )
    if anonymous:
        return tr("Tanpa nama: nama, NIK, telepon, dan alamat tidak dicatat. Tanggapan diumumkan di papan pengumuman.")
    if confidential:
        return tr(
            "Penanganan rahasia: isi, nama, dan tanggapannya tidak diumumkan; halaman lacak hanya menunjukkan tahapnya. Nama tampil bila petugas memintanya, dan itu tercatat."
        )
    if not can_seal:
        return tr(
            "Segel belum dapat dipakai: kunci Inspektorat belum ada. Sinkronkan, atau minta admin mengisinya di Pengaturan."
        )
    return ""


def sealing_advice(reason: SealingReason, *, possible: bool) -> str:
    """Why the complaint had better be sealed; what to do where that isn't possible."""
    if reason == "subject":
        why = tr("Terlapor tampaknya pejabat kantor ini.")
    else:
        why = tr("Aduan kategori ini sering menyangkut pejabat kantor ini.")
    if possible:
        what = tr("Bila benar, segel: hanya Inspektorat yang dapat membacanya, kantor ini tidak.")
    else:
        what = tr(
            "Kunci Inspektorat belum ada. Bila benar, cetak formulirnya untuk Inspektorat: kantor ini hanya menyimpan nomor tanda "
            "terimanya."
        )
    return f"{why} {what}"


@dataclass(frozen=True, slots=True)
class DraftStatus:
    """The number that the complaint may get, and when its draft was saved last; a sealed complaint has neither."""

    number: str = ""
    saved: datetime | None = None
    is_sealed: bool = False


def draft_words(draft: DraftStatus) -> str:
    """'Nomor sementara 2026-A-0048 · draf tersimpan otomatis 10.42.07'."""
    if draft.is_sealed:
        return tr("Tanpa nomor register · draf tidak disimpan")
    parts = [tr("Nomor sementara {number}", number=draft.number)] if draft.number else []
    if (saved := draft.saved) is not None:
        time = f"{saved:%H:%M:%S}" if language() == "en" else f"{saved:%H.%M.%S}"
        parts.append(tr("draf tersimpan otomatis {time}", time=time))
    return " · ".join(parts)


def recorded(receipt: Receipt) -> str:
    if receipt.sealed_for:
        return tr("Tersegel dan tersimpan: {number}. Hanya Inspektorat yang dapat membukanya.", number=receipt.number)
    return tr("Tersimpan: {number} · kode lacak {code}", number=receipt.number, code=receipt.tracking_code)


def printed_for_inspectorate(number: str) -> str:
    return tr("{number}: cetak atau simpan formulirnya sekarang. Isinya tidak disimpan di komputer ini.", number=number)


def faults(problems: Sequence[Problem]) -> str:
    """Why nothing was saved: the fault, or how many there are."""
    if len(problems) > 1:
        return tr_count(
            "{count} isian perlu diperbaiki. Belum ada yang disimpan; isian Anda tetap ada.", count=len(problems)
        )
    return tr("{sentence} Belum ada yang disimpan; isian Anda tetap ada.", sentence=tr_phrase(problems[0].phrase))


def similar_heading(case: SimilarCase) -> str:
    """In one of two tones: all but sure, or worth a look."""
    return tr("Sama dengan aduan lain") if case.same else tr("Mungkin sama dengan aduan lain")


def similar_details(cases: Sequence[SimilarCase]) -> str:
    """Of the likeliest: 'Terverifikasi · 3 hari lalu · 120 m · 2 lagi yang mungkin sama'."""
    case = cases[0]
    parts = [names.stage(case.row.stage), formats.days_ago(case.days_ago)]
    if case.metres is not None:
        parts.append(formats.distance(case.metres))
    if len(cases) > 1:
        parts.append(tr("{count} lagi yang mungkin sama", count=len(cases) - 1))
    return " · ".join(parts)


def past_outcome(answer: PastAnswer) -> str:
    """'2025-A-0112 Lampu jalan Dusun Lappae — diteruskan kepada Dishub, selesai 5 hari kerja'."""
    parts = []
    if answer.forwarded_name:
        parts.append(tr("diteruskan kepada {name}", name=answer.forwarded_name))
    if answer.days is not None:
        same_day = tr("selesai hari itu juga")
        parts.append(tr_count("selesai {count} hari kerja", count=answer.days) if answer.days else same_day)
    outcome = " — " + ", ".join(parts) if parts else ""
    return f"{answer.number} {answer.title}{outcome}"


def past_response(answer: PastAnswer) -> str:
    """The beginning of the answer, in whole words; '' where there is none."""
    line = " ".join(answer.response.split())
    if len(line) > LONGEST_ANSWER:
        line = line[:LONGEST_ANSWER].rsplit(" ", 1)[0] + " …"
    return f"“{line}”" if line else ""


def supervisory_hint() -> str:
    return tr(
        "Berkadar pengawasan: dugaan penyalahgunaan wewenang atau pelanggaran oleh aparat; ditangani Inspektorat."
    )


def category_hint(suggestions: Sequence[Suggestion], best: str, typed: str) -> str:
    """`best` is the label of the likeliest suggestion."""
    if suggestions and not typed:
        return tr("saran {percent}% — Tab untuk menerima", percent=round(suggestions[0].probability * 100))
    return tr("sesuai saran") if suggestions and typed == best else ""


def sealed_now() -> str:
    return tr(
        "Saat disimpan, isi, nama, dan lampiran dikunci. Sesudah itu tidak seorang pun dapat membukanya di komputer "
        "ini: Anda, admin, maupun kabupaten."
    )


def sealed_has_no_draft() -> str:
    return tr(
        "Tidak ada draf: bila program ditutup sebelum disimpan, isian ini hilang. Berkas asli yang dilampirkan tetap "
        "ada di tempatnya; hapus sendiri bila perlu."
    )
