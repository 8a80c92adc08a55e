"""The views of the list of complaints that an account keeps: a name for a question, to ask it again."""

from typing import NamedTuple

from complaints.draft import clean
from complaints.errors import InvalidField
from complaints.phrases import phrase
from sync.server.statement import PortableStatement, Transaction

MOST = 30
LONGEST_NAME = 60
LONGEST_QUERY = 2_000

_ALL = PortableStatement("SELECT name, query FROM saved_view WHERE admin = :admin ORDER BY name")
_SAVE = PortableStatement(
    "INSERT INTO saved_view (admin, name, query) VALUES (:admin, :name, :query) "
    "ON CONFLICT (admin, name) DO UPDATE SET query = excluded.query"
)
_REMOVE = PortableStatement("DELETE FROM saved_view WHERE admin = :admin AND name = :name")


class SavedView(NamedTuple):
    """`query` is what stands behind the '?' of the list's address."""

    name: str
    query: str


def all_of(transaction: Transaction, admin: str) -> list[SavedView]:
    return [SavedView(*row) for row in transaction.rows(_ALL, admin=admin)]


def save(transaction: Transaction, admin: str, name: str, query: str) -> None:
    """A name that the account has already means the new question from here on. Raises InvalidField."""
    name = clean(name)
    if not name or len(name) > LONGEST_NAME or "\n" in name:
        raise InvalidField(
            "name",
            phrase(
                "Nama tampilan belum diisi atau lebih dari {limit} huruf. Tidak ada yang disimpan.", limit=LONGEST_NAME
            ),
        )
    if len(query) > LONGEST_QUERY:
        raise InvalidField("query", phrase("Saringan ini terlalu panjang. Tidak ada yang disimpan."))
    names = {view.name for view in all_of(transaction, admin)}
    if name not in names and len(names) >= MOST:
        raise InvalidField(
            "name", phrase("Sudah ada {number} tampilan. Tidak ada yang disimpan; hapus satu dahulu.", number=MOST)
        )
    transaction.run(_SAVE, admin=admin, name=name, query=query)


def remove(transaction: Transaction, admin: str, name: str) -> None:
    transaction.run(_REMOVE, admin=admin, name=name)
