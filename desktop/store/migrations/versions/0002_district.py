"""The office talks to its district: events of others with its seal, devices with keys, and what is known of the exchange."""

import msgspec
from alembic import op

revision = "0002"
down_revision = "0001"

STATEMENTS = (
    # SQLite can't take NOT NULL off a column: the table is made anew.
    (
        "CREATE TABLE event_0002 (position INTEGER NOT NULL, device VARCHAR NOT NULL, seq INTEGER NOT NULL, "
        "complaint VARCHAR NOT NULL, at INTEGER NOT NULL, content BLOB NOT NULL, hash BLOB, seal BLOB, "
        "PRIMARY KEY (position), UNIQUE (device, seq))"
    ),
    (
        "INSERT INTO event_0002 (position, device, seq, complaint, at, content, hash) "
        "SELECT position, device, seq, complaint, at, content, hash FROM event ORDER BY position"
    ),
    "DROP TABLE event",
    "ALTER TABLE event_0002 RENAME TO event",
    "CREATE INDEX ix_event_complaint ON event (complaint)",
    "ALTER TABLE device ADD COLUMN born INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE device ADD COLUMN signing_key BLOB NOT NULL DEFAULT x''",
    "ALTER TABLE device ADD COLUMN token VARCHAR NOT NULL DEFAULT ''",
    "ALTER TABLE device ADD COLUMN acknowledged INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE device ADD COLUMN forked BOOLEAN NOT NULL DEFAULT 0",
    "ALTER TABLE device ADD COLUMN observed INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE complaint ADD COLUMN unit VARCHAR NOT NULL DEFAULT ''",
    (
        "CREATE TABLE colleague (device VARCHAR NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (device)) "
        "WITHOUT ROWID"
    ),
    (
        "CREATE TABLE twin (device VARCHAR NOT NULL, seq INTEGER NOT NULL, content BLOB NOT NULL, seal BLOB NOT NULL, identity_key BLOB, "
        "PRIMARY KEY (device, seq)) WITHOUT ROWID"
    ),
    (
        "CREATE TABLE file (sha256 VARCHAR NOT NULL, direction VARCHAR NOT NULL, size INTEGER NOT NULL, "
        "media_type VARCHAR NOT NULL, done BOOLEAN NOT NULL, wanted_ms INTEGER NOT NULL, wire_sha256 VARCHAR NOT NULL, "
        "wire_size INTEGER NOT NULL, PRIMARY KEY (sha256)) WITHOUT ROWID"
    ),
    (
        "CREATE TABLE piece (sha256 VARCHAR NOT NULL, start INTEGER NOT NULL, content BLOB NOT NULL, "
        "wire_sha256 VARCHAR NOT NULL, PRIMARY KEY (sha256, start))"
    ),
    (
        "CREATE TABLE attempt (id INTEGER NOT NULL, at_ms INTEGER NOT NULL, path VARCHAR NOT NULL, outcome VARCHAR NOT NULL, "
        "sentence VARCHAR NOT NULL, sent INTEGER NOT NULL, received INTEGER NOT NULL, bytes_out INTEGER NOT NULL, "
        "bytes_in INTEGER NOT NULL, requests INTEGER NOT NULL, PRIMARY KEY (id))"
    ),
    "DROP TABLE outbox",
    "DROP TABLE attachment",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
    # Every complaint of a store that never met its district is its own.
    connection = op.get_bind()
    content = connection.exec_driver_sql("SELECT content FROM setting WHERE name = 'settings'").scalar()
    if content is not None:
        unit = msgspec.msgpack.decode(content)["unit_code"]
        connection.exec_driver_sql("UPDATE complaint SET unit = ?", (unit,))
