"""A register that 1.0.0 exported is imported by today's program, whatever words have changed since."""

import json
from pathlib import Path

import pytest

from tests.v1_0_0.programs import TODAY, UNIT, USER, Left, Program

# Its columns but for 'Nomor register': numbers are given anew.
COLUMNS = {
    "Tanggal diterima": "received_on", "Jenis laporan": "kind", "Kanal": "channel", "Nama pelapor": "complainant.name",
    "Jenis kelamin": "complainant.sex", "NIK": "complainant.national_id", "Telepon": "complainant.phone", "Email": "complainant.email",
    "Alamat": "complainant.address", "Disabilitas": "complainant.disability", "Perihal": "title", "Isi pengaduan": "body",
    "Harapan": "expectation", "Kategori": "category", "Terlapor": "subject", "Kerugian (Rp)": "suspected_loss",
    "Berkadar pengawasan": "supervisory", "Rahasia": "confidential", "Tanggal kejadian": "occurred_on", "Dusun": "location.dusun",
    "RT": "location.rt", "RW": "location.rw", "Lokasi": "location.detail", "Lintang": "location.latitude", "Bujur": "location.longitude",
    "Status": "outcome.status", "Tanggal verifikasi": "outcome.verified_on", "Tanggal tindak lanjut": "outcome.followed_up_on",
    "Tanggal tanggapan": "outcome.responded_on", "Tanggal selesai": "outcome.closed_on", "Diteruskan kepada": "outcome.forwarded_to",
    "Tanggapan": "outcome.response", "ID LAPOR": "lapor_id",
}  # fmt: skip


def read(exported: Path) -> dict[str, tuple[str, ...]]:
    """What became of each complaint, in codes, by its text."""
    cases = [json.loads(line) for line in exported.read_text("utf-8").splitlines()]
    return {
        case["body"]: (case["kind"], case["channel"], case["stage"], case["complainant"].get("sex", "")) for case in cases
    }  # fmt: skip


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_register_that_1_0_0_exported_is_understood_to_the_last_word(
    left: Left, frozen: Program, tmp_path: Path, ending: str
):
    register, old, new = tmp_path / f"register.{ending}", tmp_path / "old.jsonl", tmp_path / "new.jsonl"
    frozen.office_each(left.office, [("export", file, "--with-identity") for file in (register, old)])
    _, imported, _ = TODAY.office_each(
        tmp_path / "office",
        [
            ("init", "--unit", UNIT, "--user", USER),
            ("import", register, "--json"),
            ("export", new, "--with-identity"),
        ],
    )
    assert (imported.object["bad"], imported.object["errors"]) == (0, [])
    assert imported.object["unused_columns"] == []
    assert imported.object["columns"] == COLUMNS
    assert read(new) == read(old)
