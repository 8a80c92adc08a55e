"""What each consumer calls a thing today: screens and papers, sentences, Excel, the command line, the district and the public page.

A line a word, so that a changed word is a changed line here. Where consumers differ in more than a capital letter, the line says why.
"""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest

from complaints import events as e
from complaints.categories import Categories
from complaints.complaint import STAGES
from complaints.contact import PURPOSES
from complaints.draft import Draft
from complaints.errors import Refused
from complaints.events import CHANNELS, KINDS
from complaints.indicators import SCORES
from complaints.lapor_form import form_fields
from complaints.steps import refuse_unless_allowed
from complaints.workflow import ALLOWED, ROLES
from desktop.cli import lists
from desktop.documents import facts
from desktop.exporting.columns import columns
from desktop.importing.cell_values import as_choice
from desktop.importing.past_steps import stage_of
from desktop.office.office import Office
from desktop.wording import history, names
from desktop.wording.field_text import channel_words
from sync.server.web import history as district_history
from sync.server.web import sheet
from sync.server.web.desk import Desk
from sync.server.web.tracking import PUBLIC_WORDS

DAY = date(2026, 11, 23)
NO_CATEGORIES = Categories(())
district: dict[str, Any] = Desk(None, lambda: 0.0).templates.globals  # type: ignore[arg-type]


def excel(heading: str, **fields: object) -> object:
    """What stands in the exported register under this heading."""
    column = next(one for one in columns(NO_CATEGORIES, with_identity=True) if one.heading == heading)
    return column.cell(SimpleNamespace(**fields))  # type: ignore[arg-type]


def command_line(stage: str) -> str:
    row = SimpleNamespace(
        number="", received_on=DAY, due_on=None, paused=False, stage=stage, title="", similar=False, newer=0
    )
    return lists._line(row, False).split("2026 ")[1].removesuffix("-           ").strip()  # type: ignore[arg-type]


def refused(action: str = "verify", stage: str = "closed") -> str:
    """The refusal of a step that has no place at this stage."""
    complaint = SimpleNamespace(number="7", stage=stage, withdrawn=False, forwarded_to="")
    with pytest.raises(Refused) as caught:
        refuse_unless_allowed(action, complaint, "admin", "")  # type: ignore[arg-type]
    return caught.value.sentence


def told(words: Callable[..., Any], codes: Iterable[Any]) -> dict[Any, Any]:
    return {code: words(code) for code in codes}


def test_the_words_for_a_stage():
    def words(stage: str) -> tuple[object, ...]:
        return (
            names.stage(stage), facts.stage(stage), excel("Status", stage=stage), command_line(stage),
            refused("accept" if stage != "forwarded" else "close", stage).split("statusnya ")[1].split(".")[0],
            district["stages"][stage], sheet.HEADING[3 + STAGES.index(stage)], PUBLIC_WORDS[stage],
        )  # fmt: skip

    assert told(words, STAGES) == {
        # screen, paper, Excel, command line, sentence, district, district's sheet, public page (its own words, for the complainant)
        "new": ("Baru", "Baru", "Baru", "Baru", "baru", "Baru", "Baru", "Diterima, menunggu diperiksa"),
        "returned": ("Menunggu pelapor", "Menunggu pelapor", "Menunggu pelapor", "Menunggu pelapor", "menunggu pelapor", "Menunggu pelapor", "Menunggu pelapor", "Menunggu kelengkapan dari pelapor"),
        "verified": ("Terverifikasi", "Terverifikasi", "Terverifikasi", "Terverifikasi", "terverifikasi", "Terverifikasi", "Terverifikasi", "Sudah diperiksa"),
        "in_progress": ("Diproses", "Diproses", "Diproses", "Diproses", "diproses", "Diproses", "Diproses", "Sedang ditindaklanjuti"),
        "forwarded": ("Diteruskan", "Diteruskan", "Diteruskan", "Diteruskan", "diteruskan", "Diteruskan", "Diteruskan", "Diteruskan ke instansi yang berwenang"),
        "awaiting_approval": ("Menunggu persetujuan", "Menunggu persetujuan", "Menunggu persetujuan", "Menunggu persetujuan", "menunggu persetujuan", "Menunggu persetujuan", "Menunggu persetujuan", "Sedang ditindaklanjuti"),
        "responded": ("Ditanggapi", "Ditanggapi", "Ditanggapi", "Ditanggapi", "ditanggapi", "Ditanggapi", "Ditanggapi", "Sudah dijawab"),
        "closed": ("Selesai", "Selesai", "Selesai", "Selesai", "selesai", "Selesai", "Selesai", "Selesai"),
        "archived": ("Diarsipkan", "Diarsipkan", "Diarsipkan", "Diarsipkan", "diarsipkan", "Diarsipkan", "Diarsipkan", "Ditutup"),
    }  # fmt: skip


def test_the_words_for_a_kind(office: Office):
    def words(kind: Any) -> tuple[object, ...]:
        number = office.record(Draft(kind=kind, body="Jembatan putus")).number
        complaint = office.case(number).complaint
        form = form_fields(complaint, office.categories, "")[0].text
        return names.kind(kind), facts.kind(complaint), excel("Jenis laporan", kind=kind), district["kinds"][kind], form

    assert told(words, KINDS) == {
        # screen, paper, Excel, district, the form of SP4N-LAPOR! (its own spelling)
        "complaint": ("Pengaduan", "Pengaduan", "Pengaduan", "Pengaduan", "Pengaduan"),
        "aspiration": ("Aspirasi", "Aspirasi", "Aspirasi", "Aspirasi", "Aspirasi"),
        "information_request": ("Permintaan informasi", "Permintaan informasi", "Permintaan informasi", "Permintaan informasi", "Permintaan Informasi"),
    }  # fmt: skip


def test_the_words_for_a_channel():
    def words(channel: str) -> tuple[object, ...]:
        spoken = district_history.words(e.Contacted(DAY, channel, ""))[0]
        return (
            names.channel(channel), channel_words(channel), facts.channel(channel), excel("Kanal", channel=channel),
            district["channels"][channel], spoken,
        )  # fmt: skip

    assert told(words, CHANNELS) == {
        # screen, screen inside a sentence, paper, Excel, district, district's history
        "in_person": ("Tatap muka", "tatap muka", "Tatap muka", "Tatap muka", "Tatap muka", "Pelapor dihubungi lewat tatap muka"),
        "letter": ("Surat", "surat", "Surat", "Surat", "Surat", "Pelapor dihubungi lewat surat"),
        "phone": ("Telepon", "telepon", "Telepon", "Telepon", "Telepon", "Pelapor dihubungi lewat telepon"),
        "whatsapp": ("WhatsApp", "WhatsApp", "WhatsApp", "WhatsApp", "WhatsApp", "Pelapor dihubungi lewat WhatsApp"),
        "sms": ("SMS", "SMS", "SMS", "SMS", "SMS", "Pelapor dihubungi lewat SMS"),
        "suggestion_box": ("Kotak saran", "kotak saran", "Kotak saran", "Kotak saran", "Kotak saran", "Pelapor dihubungi lewat kotak saran"),
        "social_media": ("Media sosial", "media sosial", "Media sosial", "Media sosial", "Media sosial", "Pelapor dihubungi lewat media sosial"),
        "website": ("Situs web", "situs web", "Situs web", "Situs web", "Situs web", "Pelapor dihubungi lewat situs web"),
        "rt_rw": ("RT/RW", "RT/RW", "RT/RW", "RT/RW", "RT/RW", "Pelapor dihubungi lewat RT/RW"),
        "disposition": ("Disposisi", "disposisi", "Disposisi", "Disposisi", "Disposisi", "Pelapor dihubungi lewat disposisi"),
    }  # fmt: skip
    assert (names.channel("notice_board"), channel_words("notice_board")) == ("Papan pengumuman", "papan pengumuman")


def test_the_words_for_a_step():
    def words(action: Any) -> tuple[str, str, str]:
        done = "-"
        stage = next((one for one in STAGES if one not in ALLOWED[action]), None)
        if stage is not None:
            done = refused(action, stage).split("tidak dapat ")[1].split(":")[0]
        return names.action_button(action), names.action_name(action), done

    assert told(words, ALLOWED) == {
        # button, the step as a thing, done to a complaint (where a stage refuses it)
        "verify": ("Verifikasi", "Verifikasi", "diverifikasi"),
        "return": ("Kembalikan", "Minta kelengkapan", "dikembalikan kepada pelapor"),
        "forward": ("Disposisi", "Disposisi", "diteruskan"),
        "accept": ("Terima", "Terima disposisi", "ditandai diterima"),
        "follow-up": ("Tindak lanjuti", "Tindak lanjut", "ditindaklanjuti"),
        "respond": ("Tanggapi", "Tanggapan", "ditanggapi"),
        "approve": ("Setujui", "Persetujuan tanggapan", "disetujui"),
        "decline": ("Tolak tanggapan", "Perbaikan tanggapan", "ditolak tanggapannya"),
        "close": ("Selesaikan", "Penyelesaian", "diselesaikan"),
        "reopen": ("Buka kembali", "Pembukaan kembali", "dibuka kembali"),
        "archive": ("Arsipkan", "Pengarsipan", "diarsipkan"),
        "rate": ("Kepuasan", "Kepuasan pelapor", "dinilai kepuasannya"),
        "support": ("Tambah dukungan", "Dukungan", "diberi dukungan"),
        "note": ("Catatan", "Catatan", "-"),
        "attach": ("Lampirkan", "Lampiran", "-"),
        "correct": ("Perbaiki isian", "Perbaikan isian", "-"),
        "contact": ("Hubungi", "Kontak dengan pelapor", "-"),
        "no-contact": ("Tidak perlu dikabari", "Tidak perlu dikabari", "ditandai tidak perlu dikabari"),
        "review": ("Periksa", "Pemeriksaan bentrok", "-"),
        "show-identity": ("Tampilkan identitas", "Identitas ditampilkan", "-"),
        "erase": ("Hapus data pribadi", "Penghapusan data pribadi", "-"),
        "withdraw": ("Minta ditarik", "Permintaan penarikan", "-"),
        "voice": ("Jawaban warga", "Jawaban warga dari slip", "-"),
    }  # fmt: skip


STEPS: tuple[e.AnyStep, ...] = (
    e.Verified(DAY), e.Returned(DAY, ""), e.Forwarded(DAY, "7307", "Camat"), e.Forwarded(DAY, "", "Kaur", person=True), e.Accepted(DAY),
    e.FollowedUp(DAY, ""), e.Responded(DAY, "", draft=True), e.Responded(DAY, ""), e.Approved(DAY), e.Declined(DAY, ""), e.Closed(DAY),
    e.Closed(DAY, automatic=True), e.Reopened(DAY, ""), e.Archived(DAY, ""), e.Noted(DAY, ""), e.Supported(DAY), e.IdentityShown(DAY), e.Erased(DAY),
    e.Rated(DAY, 2),
)  # fmt: skip


def test_the_words_for_what_happened():
    def words(step: e.AnyStep) -> tuple[str, str]:
        return "".join(part.text for part in history._sentence(step, "")[0]), district_history.words(step)[0]

    assert [words(step) for step in STEPS] == [
        # screen and paper (which tells of the clock and the reason, too), district
        ("Diverifikasi · lengkap", "Diverifikasi"),
        ("Dikembalikan kepada pelapor untuk dilengkapi; jam tenggat berhenti", "Dikembalikan kepada pelapor"),
        ("Diteruskan kepada Camat", "Diteruskan kepada Camat"),
        ("Didisposisikan kepada Kaur", "Didisposisikan kepada Kaur"),
        ("Diterima oleh unit tujuan; jam tenggat kantor ini berhenti", "Diterima unit tujuan"),
        ("Ditindaklanjuti", "Ditindaklanjuti"),
        ("Tanggapan diajukan untuk disetujui", "Tanggapan diajukan untuk disetujui"),
        ("Ditanggapi", "Ditanggapi"),
        ("Tanggapan disetujui dan diberikan", "Tanggapan disetujui"),
        ("Tanggapan belum disetujui, perlu diperbaiki", "Tanggapan ditolak"),
        ("Diselesaikan", "Selesai"),
        ("Selesai dengan sendirinya: tidak ada keberatan pelapor", "Selesai dengan sendirinya"),
        ("Dibuka kembali", "Dibuka kembali"),
        ("Diarsipkan", "Diarsipkan"),
        ("Catatan", "Catatan"),
        ("Dukungan ditambahkan: satu orang lagi mengadukan hal yang sama", "Didukung pelapor lain"),
        ("Identitas ditampilkan", "Identitas ditampilkan"),
        ("Data pribadi dihapus atas permintaan", "Data pribadi dihapus"),
        ("Dinilai pelapor: 2 dari 5 · tidak puas", "Dinilai pelapor: 2 dari 5"),
    ]


def test_the_words_for_people_and_their_scores():
    assert told(names.role, ROLES) == {
        "officer": "Petugas",
        "head": "Kepala desa/lurah",
        "admin": "Admin",
        "secretary": "Sekretaris",
        "affairs": "Kepala urusan (kaur)",
        "section": "Kepala seksi (kasi)",
        "hamlet": "Kepala dusun (kadus)",
    }
    assert told(names.sex, ("", "female", "male")) == {"": "Tidak disebut", "female": "Perempuan", "male": "Laki-laki"}
    assert {
        sex: excel("Jenis kelamin", complainant=SimpleNamespace(sex=sex)) for sex in ("", "female", "male")
    } == {"": "", "female": "P", "male": "L"}  # fmt: skip
    assert told(names.score, SCORES) == {
        1: "sangat tidak puas", 2: "tidak puas", 3: "cukup puas", 4: "puas", 5: "sangat puas",
    }  # fmt: skip


def test_the_words_for_deadlines_weights_and_what_a_complainant_is_told():
    assert told(names.due_step, ("verify", "follow_up", "done")) == {
        "verify": "Verifikasi", "follow_up": "Tindak lanjut", "done": "Tanggapan",
    }  # fmt: skip
    assert told(names.measured_step, ("verify", "follow_up", "respond", "close")) == {
        "verify": "Verifikasi", "follow_up": "Tindak lanjut", "respond": "Tanggapan", "close": "Penyelesaian",
    }  # fmt: skip
    assert told(names.purpose, PURPOSES) == {
        "received": "Tanda terima", "incomplete": "Minta kelengkapan", "verified": "Mulai ditangani", "forwarded": "Diteruskan",
        "followed_up": "Perkembangan", "responded": "Tanggapan", "satisfaction": "Tanya kepuasan", "closed": "Selesai",
        "reopened": "Dibuka kembali", "archived": "Tidak dilanjutkan",
    }  # fmt: skip
    assert [
        "".join(part.text for part in history._sentence(e.Verified(DAY, "", weight), "")[0])
        for weight in ("light", "normative", None)
    ] == ["Diverifikasi · lengkap · ringan", "Diverifikasi · lengkap · normatif", "Diverifikasi · lengkap"]


# What v1.0.0 writes in its register, in Excel and CSV, and what it shows on the screen and at the district.
V1_STAGES = {
    "new": ("baru", "Baru"), "returned": ("menunggu pelapor", "Menunggu pelapor"), "verified": ("terverifikasi", "Terverifikasi"),
    "in_progress": ("diproses", "Diproses"), "forwarded": ("diteruskan", "Diteruskan"),
    "awaiting_approval": ("menunggu persetujuan", "Perlu persetujuan"), "responded": ("ditanggapi", "Ditanggapi"),
    "closed": ("selesai", "Selesai"), "archived": ("diarsipkan", "Arsip"),
}  # fmt: skip
V1_CHANNELS = {
    "in_person": ("Datang langsung", "Tatap muka"), "letter": ("Surat",), "phone": ("Telepon",), "whatsapp": ("WhatsApp",),
    "sms": ("SMS",), "suggestion_box": ("Kotak saran",), "social_media": ("Media sosial",), "website": ("Situs web",),
    "rt_rw": ("RT/RW",), "disposition": ("Disposisi",),
}  # fmt: skip
V1_KINDS = {
    "complaint": ("Pengaduan",), "aspiration": ("Aspirasi",), "information_request": ("Permintaan informasi",),
}  # fmt: skip
V1_SEXES = {"": ("", "Tidak disebut"), "female": ("P", "Perempuan"), "male": ("L", "Laki-laki")}


@pytest.mark.parametrize(
    ("understand", "written"),
    [
        (stage_of, V1_STAGES),
        (partial(as_choice, field="channel"), V1_CHANNELS),
        (partial(as_choice, field="kind"), V1_KINDS),
        (partial(as_choice, field="complainant.sex"), V1_SEXES),
    ],
)
def test_every_word_of_an_old_version_is_understood_when_its_register_is_imported(
    understand: Callable[[str], str], written: dict[str, tuple[str, ...]]
):
    assert {code: [understand(word) for word in words] for code, words in written.items()} == {
        code: [code] * len(words) for code, words in written.items()
    }
