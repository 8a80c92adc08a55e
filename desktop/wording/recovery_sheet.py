"""The sheet that keeps the recovery code, as it is printed or saved."""

from desktop.wording.translation import tr


def recovery_sheet(code: str, office: str) -> str:
    lines = (
        tr("Kode pemulihan Buku Aduan"),
        office,
        "",
        code,
        "",
        tr(
            "Simpan di tempat terkunci. Dengan kode ini kata sandi baru dapat dibuat: pilih 'Lupa kata sandi?' saat masuk."
        ),
    )
    return "\n".join(lines)
