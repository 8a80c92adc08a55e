"""Whose work is shipped with the program: its name, its licence and where it comes from."""

SHIPPED_WORKS = (
    ("Qt 6 · PySide6", "LGPL-3.0", "qt.io"),
    ("Inter", "SIL OFL 1.1", "rsms.me/inter"),
    ("wilayah (cahyadsn)", "MIT", "github.com/cahyadsn/wilayah"),
    ("Python", "PSF-2.0", "python.org"),
    ("SQLCipher · sqlcipher3", "BSD-3-Clause · zlib", "zetetic.net/sqlcipher"),
    ("SQLAlchemy · Alembic", "MIT", "sqlalchemy.org"),
    ("msgspec", "BSD-3-Clause", "jcristharif.com/msgspec"),
    ("PyNaCl · libsodium", "Apache-2.0 · ISC", "pynacl.readthedocs.io"),
    ("holidays", "MIT", "github.com/vacanza/holidays"),
)
