"""The complaints that these tests work on, as `record --json` and `act --json` take them."""

from typing import Any

Fields = dict[str, Any]

# What versions after 1.0.0 added to a complaint: 1.0.0 passes it on without showing it.
ADDED: Fields = {"complainant": {"role": "hamlet_head"}}


def every_field() -> Fields:
    """A complaint with each field filled that 1.0.0 has; attachments and `sealed` aside."""
    return {
        "kind": "complaint",
        "title": "Jembatan gantung Dusun Bonto putus talinya",
        "body": "Tali jembatan sebelah barat putus sejak hujan Selasa malam.\nAnak sekolah harus memutar 4 km — “jauh sekali”.",
        "expectation": "Tali diganti sebelum musim tanam",
        "channel": "whatsapp",
        "received_on": "2026-11-03",
        "occurred_on": "2026-11-01",
        "category": "infrastructure.bridge",
        "supervisory": True,
        "anonymous": False,
        "confidential": True,
        "location": {
            "dusun": "Bonto", "rt": "03", "rw": "01", "detail": "Dekat masjid Nurul Iman", "latitude": -5.1234,
            "longitude": 120.2512,
        },
        "subject": "Kepala dusun lama",
        "suspected_loss": 15_000_000,
        "complainant": {
            "name": "Andi Baso Ramli", "national_id": "7307031504870001", "sex": "male", "phone": "+6281234567890",
            "email": "andi.baso@contoh.id", "address": "Jalan Poros Bonto 7", "disability": "Tunadaksa",
        },
        "lapor_id": "LAPOR-12345678",
    }  # fmt: skip


def with_added(fields: Fields, added: Fields) -> Fields:
    """The fields and those of later versions, also within the complainant and the location."""
    return fields | {
        name: with_added(fields[name], value) if isinstance(value, dict) else value for name, value in added.items()
    }


def _short(body: str, **fields: object) -> Fields:
    complainant = {"name": "Sitti Hasnah", "phone": "081355501234"}
    return {"kind": "complaint", "body": body, "received_on": "2026-11-04", "complainant": complainant} | fields


# By what becomes of each.
COMPLAINTS: dict[str, Fields] = {
    "whole": every_field(),
    "new": _short("Lampu jalan padam di depan masjid", attachments=["foto.txt"]),
    "anonymous": _short(
        "Pungutan liar di pos retribusi", anonymous=True, subject="Petugas pos", channel="suggestion_box"
    ),
    "corrected": _short("Saluran irigasi tersumbat", location={"dusun": "Lappae"}, suspected_loss=2_000_000),
    "returned": _short("Bantuan belum diterima", category="social"),
    "forwarded": _short("Jalan ke kelurahan rusak", category="infrastructure.road"),
    "agency": _short("Drainase pasar meluap", category="infrastructure.drainage"),
    "assigned": _short("Surat pengantar belum jadi", channel="letter"),
    "approved": _short("Pohon tumbang menutup jalan"),
    "declined": _short("Ternak lepas di kebun warga"),
    "responded": _short("Jam layanan kantor tidak jelas", kind="information_request"),
    "closed": _short("Sampah menumpuk di belakang pasar"),
    "reopened": _short("Air PAM mati tiga hari"),
    "archived": _short("Usul pelatihan menjahit", kind="aspiration"),
    "supported": _short("Anjing liar di sekitar sekolah"),
    "contacted": _short("Bising pengeras suara"),
    "erased": _short("Tetangga membakar sampah"),
    "conflict": _short("Batas kebun bergeser"),
    "decided": _short("Pagar sekolah roboh"),
}

_VERIFIED: tuple[str, Fields] = ("verify", {"on": "2026-11-05", "weight": "normative"})
_RESPONDED: tuple[str, Fields] = ("respond", {"on": "2026-11-10", "note": "Sudah dikerjakan."})

STEPS: dict[str, tuple[tuple[str, Fields], ...]] = {
    "corrected": (
        (
            "correct",
            {
                "title": "Saluran irigasi Lappae tersumbat",
                "suspected_loss": None,
                "complainant": {"phone": "081299900011"},
            },
        ),
    ),
    "returned": (("return", {"on": "2026-11-06", "note": "Mohon lampirkan KTP."}),),
    "forwarded": (_VERIFIED, ("forward", {"to": "73.07.04.1001", "note": "Di wilayah kelurahan."})),
    "agency": (_VERIFIED, ("forward", {"to": "73.07-PUPR"})),
    "assigned": (_VERIFIED, ("forward", {"to": "Kasi Pelayanan"}), ("note", {"note": "Menunggu blangko."})),
    "approved": (_VERIFIED, ("respond", {"note": "Sudah dipotong.", "draft": True})),
    "declined": (
        _VERIFIED,
        ("respond", {"note": "Nanti.", "draft": True}),
        ("decline", {"note": "Kurang jelas."}),
    ),
    "responded": (_VERIFIED, ("follow-up", {"on": "2026-11-06", "note": "Diperiksa."}), _RESPONDED),
    "closed": (
        _VERIFIED,
        _RESPONDED,
        ("close", {"on": "2026-11-11", "satisfaction": 4}),
        ("rate", {"satisfaction": 5, "note": "Cepat."}),
    ),
    "reopened": (
        _VERIFIED,
        _RESPONDED,
        ("close", {"on": "2026-11-11"}),
        ("reopen", {"on": "2026-11-16", "note": "Mati lagi."}),
    ),
    "archived": (("archive", {"on": "2026-11-12", "note": "Masuk usulan musrenbang."}),),
    "supported": (("support", {"complainant": {"name": "La Sinrang", "phone": "081200011122"}, "note": "Tetangga."}),),
    "contacted": (("contact", {"channel": "phone", "purpose": "answered", "note": "Dikabari."}),),
    "erased": (("erase", {"note": "Atas permintaan."}),),
    "conflict": (_VERIFIED, ("forward", {"to": "73.07.04.1001"})),
    "decided": (_VERIFIED, ("forward", {"to": "73.07.04.1001"})),
}

REGISTER = """\
Tanggal,Isi Aduan,Nama,Status,Tanggal Selesai,Hasil
02/10/2026,Tiang listrik miring,Baharuddin,Selesai,09/10/2026,Tiang ditegakkan
05/10/2026,Jalan berlubang,Nurhayati,Diproses,,
"""

WITHDRAWN_REGISTER = """\
Tanggal,Isi Aduan,Nama
06/10/2026,Salah berkas,Nurhayati
"""
