"""The tables of the store. The log is the truth; everything under 'projection' can be made from it again."""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    text,
)  # fmt: skip

metadata = MetaData()

# The log -------------------------------------------------------------------------------------------------------------

event = Table(
    "event",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("device", String, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("complaint", String, nullable=False, index=True),
    Column("at", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    # The chain's hash, for the devices of this unit; of others only some events are here, and none from a gap on.
    Column("hash", LargeBinary),
    # The district's seal on what came from it.
    Column("seal", LargeBinary),
    UniqueConstraint("device", "seq"),
)

device = Table(
    "device",
    metadata,
    Column("id", String, primary_key=True),
    Column("letter", String, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("born", Integer, nullable=False, server_default=text("0")),
    Column("signing_key", LargeBinary, nullable=False, server_default=text("x''")),
    Column("token", String, nullable=False, server_default=""),
    Column("acknowledged", Integer, nullable=False, server_default=text("0")),
    Column("forked", Boolean, nullable=False, server_default=text("0")),
    # The latest stamp seen on events of others: the next one here comes after it.
    Column("observed", Integer, nullable=False, server_default=text("0")),
    sqlite_with_rowid=False,
)

identity_key = Table(
    "identity_key",
    metadata,
    Column("complaint", String, primary_key=True),
    Column("key", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

counter = Table(
    "counter",
    metadata,
    Column("year", Integer, primary_key=True),
    Column("letter", String, primary_key=True),
    Column("last", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# The projection ------------------------------------------------------------------------------------------------------

# Due days are day ordinals; a complaint whose clock stands still or is over sorts last.
NO_DUE_DAY = 9_999_999
# A complaint is no disposition, or came to this office as one: it was taken in hand, or waits for that.
NONE, TAKEN, WAITING = range(3)

complaint = Table(
    "complaint",
    metadata,
    Column("rowid", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("number", String, nullable=False, index=True),
    Column("tracking_code", String, nullable=False),
    Column("title", String, nullable=False),
    Column("stage", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("category", String, nullable=False),
    Column("channel", String, nullable=False),
    Column("dusun", String, nullable=False),
    Column("received_on", String, nullable=False),
    Column("closed_on", String),
    Column("due_step", String, nullable=False),
    Column("due_on", String),
    Column("due_day", Integer, nullable=False),
    Column("paused", Boolean, nullable=False),
    Column("days_taken", Float),
    Column("on_time", Boolean),
    Column("forwarded_name", String, nullable=False),
    Column("unentered", Boolean, nullable=False),
    Column("confidential", Boolean, nullable=False),
    Column("supports", Integer, nullable=False),
    Column("updated_at", Integer, nullable=False),
    Column("search_hash", LargeBinary, nullable=False),
    Column("unit", String, nullable=False, server_default=""),
    # How each step was passed (complaints/step_times.py): working days, and the last day of one still to come, as an ordinal or
    # NO_DUE_DAY while the clock stands. Of the answer, days_taken and on_time stand above.
    Column("verify_days", Integer),
    Column("verify_elapsed", Integer),
    Column("verify_on_time", Boolean),
    Column("verify_due", Integer),
    Column("follow_up_days", Integer),
    Column("follow_up_elapsed", Integer),
    Column("follow_up_on_time", Boolean),
    Column("follow_up_due", Integer),
    Column("respond_elapsed", Integer),
    Column("respond_due", Integer),
    Column("close_days", Integer),
    Column("close_elapsed", Integer),
    Column("close_on_time", Boolean),
    Column("close_due", Integer),
    Column("reopened", Boolean, nullable=False, server_default=text("0")),
    Column("satisfaction", Integer),
    Column("disposition", Integer, nullable=False, server_default=text("0")),
    # Since when the clock stands, and the working days after due_on in which it stood before that: what is late is late by the others.
    Column("paused_on", String),
    Column("stood", Integer, nullable=False, server_default=text("0")),
    # The answer after a reopening.
    Column("again_days", Integer),
    Column("again_elapsed", Integer),
    Column("again_on_time", Boolean),
    Column("again_due", Integer),
    Column("closed_by_program", Boolean, nullable=False, server_default=text("0")),
    # Which steps are in no figure and why, as 'verify.undated respond.belated'.
    Column("left_out", String, nullable=False, server_default=""),
    # The stamp of its recording: with the id, an order that every PC and the district have alike.
    Column("recorded_at", Integer, nullable=False, server_default=text("0")),
    # What a newer version wrote of it: 1 some step, 2 its recording (complaints/complaint.py). Another version folds these anew.
    Column("newer", Integer, nullable=False, server_default=text("0")),
    # What waits for a decision of this office, added up (complaints/complaint.py). Whether its number stands twice, its own events
    # don't tell (register_numbers.py).
    Column("to_decide", Integer, nullable=False, server_default=text("0")),
    # Whether the district reminded this office of the deadline that runs: 1, with a letter 2.
    Column("reminded", Integer, nullable=False, server_default=text("0")),
    # Since which day a complainant or supporter waits for a word (complaints/telling.py).
    Column("owed_since", String),
    Column("rw", String, nullable=False, server_default=""),
    Column("rt", String, nullable=False, server_default=""),
    # Whether it came from an old register, and stays as that left it (complaints/old_register.py).
    Column("of_register", Integer, nullable=False, server_default=text("0")),
)
Index("complaint_by_title", complaint.c.title)
Index("complaint_by_stage", complaint.c.stage)
Index("complaint_by_category", complaint.c.category)
Index("complaint_by_dusun", complaint.c.dusun, complaint.c.rw, complaint.c.rt, complaint.c.unit)
Index("complaint_by_received", complaint.c.received_on)
Index(
    "complaint_results",
    complaint.c.closed_on,
    complaint.c.stage,
    complaint.c.days_taken,
    complaint.c.on_time,
    sqlite_where=complaint.c.closed_on.is_not(None),
)
Index("complaint_by_due", complaint.c.due_day)
Index("complaint_by_recorded", complaint.c.recorded_at)
Index("complaint_dispositions", complaint.c.disposition, sqlite_where=text("disposition"))
Index("complaint_to_decide", complaint.c.stage, sqlite_where=text("to_decide"))

Index("complaint_reminded", complaint.c.due_day, sqlite_where=text("reminded"))
Index("complaint_owed", complaint.c.owed_since, sqlite_where=text("owed_since IS NOT NULL"))
Index("complaint_left_out", complaint.c.left_out, sqlite_where=text("left_out <> ''"))
Index(
    "complaint_closed_left_out",
    complaint.c.closed_on,
    complaint.c.left_out,
    sqlite_where=text("stage = 'closed' AND left_out <> ''"),
)
Index("complaint_newer", complaint.c.newer, sqlite_where=text("newer"))
Index("complaint_again", complaint.c.received_on, complaint.c.again_due, sqlite_where=text("again_due IS NOT NULL"))

# Of old registers, what is not over and nobody has worked on here (complaints/old_register.py).
REGISTER_REST = "of_register >= 2 AND stage NOT IN ('closed', 'archived')"
Index("complaint_register_rest", complaint.c.received_on, sqlite_where=text(REGISTER_REST))

# What is still to be entered elsewhere is counted here, too: an index of its own was a page more that every save wrote.
UNFINISHED = "stage NOT IN ('closed', 'archived')"
Index(
    "complaint_unfinished",
    complaint.c.received_on,
    complaint.c.category,
    complaint.c.dusun,
    complaint.c.verify_due,
    complaint.c.follow_up_due,
    complaint.c.respond_due,
    complaint.c.close_due,
    complaint.c.stage,
    complaint.c.unentered,
    sqlite_where=text(UNFINISHED),
)

# Register numbers that a complaint had before the one that it has, also of complaints that were withdrawn.
former_number = Table(
    "former_number",
    metadata,
    Column("complaint", String, primary_key=True),
    Column("number", String, primary_key=True, index=True),
    sqlite_with_rowid=False,
)

# What the complaints received in a month (202611) count for (complaints/indicators.py), summed: a year is read from twelve
# rows however many complaints it had. A row a month, for a save then writes one page of it; a row a sum was two or three.
tally = Table(
    "tally",
    metadata,
    Column("month", Integer, primary_key=True),
    Column("sums", LargeBinary, nullable=False),
)

# Up to which row the sums count the complaints; one row. Those recorded since are summed by whoever reads (tally.py).
counted = Table(
    "counted",
    metadata,
    Column("one", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
)

# A word being typed is found by the index of its length; beyond five letters few words go on, and FTS5 joins them itself.
# Without 4 and 5, 'jalan rusak' cost 25 times as much.
CREATE_SEARCH = (
    "CREATE VIRTUAL TABLE search USING fts5(content, content='', contentless_delete=1, detail=none, "
    "prefix='1 2 3 4 5', tokenize='unicode61 remove_diacritics 2')"
)

# The words of the index, for those that were typed with one wrong letter.
search_word = Table(
    "search_word",
    metadata,
    Column("word", String, primary_key=True),
    sqlite_with_rowid=False,
)

# The office ----------------------------------------------------------------------------------------------------------

user = Table(
    "user",
    metadata,
    Column("slot", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("role", String, nullable=False),
    # Of a kadus, whose complaints they see.
    Column("dusun", String, nullable=False, server_default=""),
    sqlite_with_rowid=False,
)

setting = Table(
    "setting",
    metadata,
    Column("name", String, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# Rows of files that were imported, by a keyed hash of their cells: the same file twice adds nothing.
imported = Table(
    "imported",
    metadata,
    Column("row", LargeBinary, primary_key=True),
    # The import that recorded it (0: one before these were kept), and as which complaint.
    Column("run", Integer, nullable=False, server_default=text("0")),
    Column("complaint", String, nullable=False, server_default=""),
    # How many steps behind its recording the row brought along: they are no work done here.
    Column("steps", Integer, nullable=False, server_default=text("0")),
    sqlite_with_rowid=False,
)
Index("imported_by_run", imported.c.run)

import_run = Table(
    "import_run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at_ms", Integer, nullable=False),
    Column("actor", String, nullable=False),
    Column("file", String, nullable=False),
    Column("recorded", Integer, nullable=False),
    Column("withdrawn", Integer, nullable=False, server_default=text("0")),
)

# Complaints that were withdrawn are in no list; by their numbers they are found here.
withdrawn = Table(
    "withdrawn",
    metadata,
    Column("id", String, primary_key=True),
    Column("number", String, nullable=False, index=True),
    sqlite_with_rowid=False,
)

draft = Table(
    "draft",
    metadata,
    Column("user", String, primary_key=True),
    Column("saved_ms", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

draft_file = Table(
    "draft_file",
    metadata,
    Column("user", String, ForeignKey("draft.user", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("content", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

step_draft = Table(
    "step_draft",
    metadata,
    Column("user", String, primary_key=True),
    Column("complaint", String, primary_key=True),
    Column("action", String, primary_key=True),
    Column("saved_ms", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# Numbers of letters and of the agenda, once given never again. `sequence` 0: typed by hand against the office's pattern.
given_number = Table(
    "given_number",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("series", String, nullable=False),
    Column("year", Integer, nullable=False),
    Column("letter", String, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("number", String, nullable=False),
    Column("folded", String, nullable=False),
    Column("complaint", String, nullable=False),
    Column("paper", String, nullable=False),
    Column("dated", String, nullable=False),
    Column("given_ms", Integer, nullable=False),
    UniqueConstraint("series", "folded"),
)

# The district --------------------------------------------------------------------------------------------------------

# Up to where the chains of the unit's other PCs are here whole.
colleague = Table(
    "colleague",
    metadata,
    Column("device", String, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# What came from the district as an event, and is none that any version here could read: kept as it came, by its hash.
unread = Table(
    "unread",
    metadata,
    Column("hash", LargeBinary, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("seal", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# What somebody else wrote under a device of this store (a clone), until the fork is settled.
twin = Table(
    "twin",
    metadata,
    Column("device", String, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("seal", LargeBinary, nullable=False),
    Column("identity_key", LargeBinary),
    sqlite_with_rowid=False,
)

# Attachments to send ('up') and to get ('down'), by the hash that an event names. A photo may travel reduced, under another.
file = Table(
    "file",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("direction", String, nullable=False),
    Column("size", Integer, nullable=False),
    Column("media_type", String, nullable=False),
    Column("done", Boolean, nullable=False),
    Column("wanted_ms", Integer, nullable=False),
    Column("wire_sha256", String, nullable=False),
    Column("wire_size", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# Attachments that can't be cleaned of what they hide. `decision`: '' while somebody is to decide, 'send' or 'keep'.
held_file = Table(
    "held_file",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("complaint", String, nullable=False),
    Column("name", String, nullable=False),
    Column("decision", String, nullable=False),
    sqlite_with_rowid=False,
)

# What has come of a file so far.
piece = Table(
    "piece",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("wire_sha256", String, nullable=False),
)

# Each sync that was tried: times in ms since 1970, bytes with headers.
attempt = Table(
    "attempt",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at_ms", Integer, nullable=False),
    Column("path", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("sentence", String, nullable=False),
    Column("sent", Integer, nullable=False),
    Column("received", Integer, nullable=False),
    Column("bytes_out", Integer, nullable=False),
    Column("bytes_in", Integer, nullable=False),
    Column("requests", Integer, nullable=False),
)
