"""The district's tables, the same on SQLite and PostgreSQL. Log and feeds are the truth; `complaint` can be folded again from them."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    false,
    text,
)

metadata = MetaData()

# Who takes part ------------------------------------------------------------------------------------------------------

district = Table(
    "district",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("code", String, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("keys", String, nullable=False),
    Column("notice", LargeBinary, nullable=False),
    # Its time: WIB, WITA or WIT; '' for that of its province.
    Column("zone", String, nullable=False, server_default=""),
    Column("folded_by", Integer, nullable=False, server_default="0"),
)

unit = Table(
    "unit",
    metadata,
    Column("code", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("parent", String, nullable=False),
)

# One row an author of events: an office's PC, or a run of the district itself. Up to `head_seq` nothing is missing here;
# beyond it there may be single events that others gave back, up to `highest`. `token` is a hash, empty when there is none.
device = Table(
    "device",
    metadata,
    Column("id", String, primary_key=True),
    Column("unit", String, nullable=False),
    Column("letter", String, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("token", LargeBinary),
    Column("head_seq", BigInteger, nullable=False),
    Column("head_hash", LargeBinary, nullable=False),
    Column("highest", BigInteger, nullable=False),
    Column("enrolled_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    Column("revoked_at", BigInteger),
    Column("version", String, nullable=False),
    Column("follows", String, nullable=False),
    # The system whose releases it can install, and behind a space the version that failed there; '' when it can't, or never said.
    Column("updates", String, nullable=False, server_default=""),
    Index("device_token", "token", unique=True),
    Index("device_unit", "unit"),
)

enrolment_code = Table(
    "enrolment_code",
    metadata,
    Column("hash", LargeBinary, primary_key=True),
    Column("unit", String, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("device", String, nullable=False),
    sqlite_with_rowid=False,
)

# Invitations on sticks (stick_invitations.py): `tries` are wrong codes that came for it, `device` the PC that it has let in, '' for none.
stick_invitation = Table(
    "stick_invitation",
    metadata,
    Column("id", String, primary_key=True),
    Column("hash", LargeBinary, nullable=False),
    Column("unit", String, nullable=False),
    Column("address", String, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("device", String, nullable=False),
    sqlite_with_rowid=False,
)

# What came from each PC that enrolled with a code, and from all that it introduced, in a day since 1970 (UTC).
arrived = Table(
    "arrived",
    metadata,
    Column("device", String, primary_key=True),
    Column("day", BigInteger, primary_key=True),
    Column("complaints", BigInteger, nullable=False),
    Column("bytes", BigInteger, nullable=False),
    Column("forwarded_events", BigInteger, nullable=False, server_default="0"),
    Column("forwarded_bytes", BigInteger, nullable=False),
    Column("forwarded_files", BigInteger, nullable=False, server_default="0"),
    Column("files", BigInteger, nullable=False),
    Column("file_bytes", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

# The log and the feeds -----------------------------------------------------------------------------------------------

event = Table(
    "event",
    metadata,
    Column("device", String, primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("complaint", String, nullable=False),
    Column("keyed", Boolean, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Index("event_complaint", "complaint"),
)

feed_head = Table(
    "feed_head",
    metadata,
    Column("unit", String, primary_key=True),
    Column("position", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

feed = Table(
    "feed",
    metadata,
    Column("unit", String, primary_key=True),
    Column("position", BigInteger, primary_key=True),
    Column("mark", BigInteger, nullable=False),
    Column("device", String, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("withheld", Boolean, nullable=False, server_default=false()),
    sqlite_with_rowid=False,
)

# What the operator has set aside (quarantine.py): the log keeps it, no feed and no projection does.
quarantine = Table(
    "quarantine",
    metadata,
    Column("device", String, primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("why", String, nullable=False),
    Column("who", String, nullable=False),
    Column("at", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

# An event that came back from an office while the server holds another under the same number: kept for people to judge.
stray = Table(
    "stray",
    metadata,
    Column("device", String, primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("hash", LargeBinary, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

identity_key = Table(
    "identity_key",
    metadata,
    Column("complaint", String, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)

# What the latest bundle of each device told, to be answered (bundles.py's Heard).
bundle = Table(
    "bundle",
    metadata,
    Column("device", String, primary_key=True),
    Column("made", BigInteger, nullable=False),
    Column("heard", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# Files ---------------------------------------------------------------------------------------------------------------

# Which complaint names which file; `sha256` in hex, as in its Attached event.
attached = Table(
    "attached",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("complaint", String, primary_key=True),
    Column("unit", String, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("name", String, nullable=False),
    Column("media_type", String, nullable=False),
)

# What has arrived whole: `sha256` of the bytes kept, `original` of the file that they were reduced from (or the same). Each
# unit answers for its own reduction.
file = Table(
    "file",
    metadata,
    Column("original", String, primary_key=True),
    Column("unit", String, primary_key=True),
    Column("sha256", String, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("file_sha256", "sha256"),
)

# The versions of the program that offices are offered (releases.py): `sha256` of the whole file, which lies on the shelf of attachments.
# `former` are the versions that it updates and `units` those that get it, between spaces; both '' for all.
release = Table(
    "release",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("version", String, nullable=False),
    Column("system", String, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("former", String, nullable=False),
    Column("units", String, nullable=False),
    Column("notes", String, nullable=False),
    Column("added_at", BigInteger, nullable=False),
    Column("withdrawn_at", BigInteger),
)

# The coordinator -----------------------------------------------------------------------------------------------------

admin = Table(
    "admin",
    metadata,
    Column("name", String, primary_key=True),
    Column("password", String, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("disabled_at", BigInteger),
    Column("totp", LargeBinary),
    Column("totp_step", BigInteger, nullable=False, server_default="0"),
    # What it may do (permissions.py); one of role 'unit' is bound to its unit, whose head may approve answers.
    Column("role", String, nullable=False, server_default="admin"),
    Column("unit", String, nullable=False, server_default=""),
    Column("head", Boolean, nullable=False, server_default=false()),
    # Where it gets reminders, '' for nowhere.
    Column("email", String, nullable=False, server_default=""),
)

# A one-time code with which the account's owner chooses its password.
invitation = Table(
    "invitation",
    metadata,
    Column("hash", LargeBinary, primary_key=True),
    Column("admin", String, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
)

# A browser in which this account came in before: strangers who guess at its name keep it out of none of them.
browser = Table(
    "browser",
    metadata,
    Column("token", LargeBinary, primary_key=True),
    Column("admin", String, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
)

# What each account saw and did (audit.py).
audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("admin", String, nullable=False),
    Column("what", String, nullable=False),
    Column("about", String, nullable=False),
)

visit = Table(
    "visit",
    metadata,
    Column("token", LargeBinary, primary_key=True),
    Column("admin", String, nullable=False),
    Column("csrf", String, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
)

# What the district announces (announcements.py): `units` are those to whom, between spaces; '' for all.
announcement = Table(
    "announcement",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("day", String, nullable=False),
    Column("admin", String, nullable=False),
    Column("text", String, nullable=False),
    Column("units", String, nullable=False),
    Column("withdrawn_at", BigInteger),
)

# Which unit has read which, and who said so: a PC, or an officer on the web.
announcement_read = Table(
    "announcement_read",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("unit", String, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("who", String, nullable=False),
    sqlite_with_rowid=False,
)

# What was changed of the district's settings (district_settings.py), with the texts from which to which.
setting_change = Table(
    "setting_change",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("admin", String, nullable=False),
    Column("name", String, nullable=False),
    Column("text_before", String, nullable=False),
    Column("text_after", String, nullable=False),
)

# Questions to the list of complaints that an account keeps under a name: `query` is what stands behind the '?' of its address.
saved_view = Table(
    "saved_view",
    metadata,
    Column("admin", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("query", String, nullable=False),
    sqlite_with_rowid=False,
)

# What the ladder brought to mind (complaints/ladder.py): each rung of a complaint's deadline once, whoever runs the daily round.
# `device` and `seq` of the event that says so; `receivers` between spaces.
reminder = Table(
    "reminder",
    metadata,
    Column("complaint", String, primary_key=True),
    Column("rung", String, primary_key=True),
    Column("written_on", String, nullable=False),
    Column("unit", String, nullable=False),
    Column("step", String, nullable=False),
    Column("working_days", Integer, nullable=False),
    Column("due_on", String, nullable=False),
    Column("letter", Boolean, nullable=False),
    Column("receivers", String, nullable=False),
    Column("device", String, nullable=False),
    Column("seq", BigInteger, nullable=False),
    # Whether e-mail of it was made.
    Column("mailed", Boolean, nullable=False, server_default=false()),
    Index("reminder_written_on", "written_on", "complaint"),
    Index("reminder_unit", "unit", "written_on"),
    sqlite_with_rowid=False,
)

# By how much the version of the notice that a unit gets is above the district's, for what is told to it alone; `sign` tells what that was.
unit_notice = Table(
    "unit_notice",
    metadata,
    Column("unit", String, primary_key=True),
    Column("above", Integer, nullable=False),
    Column("sign", String, nullable=False),
    sqlite_with_rowid=False,
)

# The daily round: the day on which it was last done, and until when (ms since 1970) a runner has it in hand. One row.
daily_round = Table(
    "daily_round",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("done_on", String, nullable=False),
    Column("runner", String, nullable=False),
    Column("until", BigInteger, nullable=False),
)

# E-mail about reminders (mail.py): whoever sends one marks it first, so that nothing is sent twice.
mail = Table(
    "mail",
    metadata,
    Column("id", String, primary_key=True),
    Column("day", String, nullable=False),
    Column("address", String, nullable=False),
    # 'waiting', 'sending', 'sent', 'failed', 'unsure'; one that stays 'sending' was under way when its process ended.
    Column("state", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("body", String, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("why", String, nullable=False),
    sqlite_with_rowid=False,
)

# Projection ----------------------------------------------------------------------------------------------------------

# `units` are those entitled, between spaces. A sealed or not yet recorded complaint has stage '' and nothing but its id.
complaint = Table(
    "complaint",
    metadata,
    Column("id", String, primary_key=True),
    Column("units", String, nullable=False),
    Column("erased", Boolean, nullable=False),
    Column("sealed", Boolean, nullable=False),
    Column("unit", String, nullable=False),
    Column("number", String, nullable=False),
    Column("tracking_code", String, nullable=False),
    Column("stage", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("title", String, nullable=False),
    Column("category", String, nullable=False),
    Column("received_on", String, nullable=False),
    Column("responded_on", String, nullable=False),
    Column("closed_on", String, nullable=False),
    Column("anonymous", Boolean, nullable=False),
    Column("confidential", Boolean, nullable=False),
    Column("forwarded_to", String, nullable=False),
    Column("needs_decision", Boolean, nullable=False),
    Column("answer_days", Integer, nullable=False),
    Column("due_day", Integer, nullable=False),
    Column("in_time", Integer, nullable=False),
    Column("recorded_at", BigInteger, nullable=False, server_default="0"),
    # 1 where a newer version wrote some step, 2 where it recorded the complaint (complaints/complaint.py).
    Column("newer", Integer, nullable=False, server_default="0"),
    Column("answer_due", Integer, nullable=False, server_default="2147483647"),
    # Register numbers that it had before, between spaces.
    Column("former_numbers", String, nullable=False, server_default=""),
    # Whether it is about supervision, or ever was said to be.
    Column("supervisory", Boolean, nullable=False, server_default=false()),
    # In whose hands it is now, '' when it is answered; the day on which that unit's work is due; and whether it has begun.
    Column("holder", String, nullable=False, server_default=""),
    Column("holder_due", Integer, nullable=False, server_default="2147483647"),
    Column("untaken", Boolean, nullable=False, server_default=false()),
    Column("channel", String, nullable=False, server_default=""),
    # The kecamatan in which its unit lies, '' for none.
    Column("subdistrict", String, nullable=False, server_default=""),
    # The stage's place in the order of the work, from 1 on; 0 where there is no stage.
    Column("stage_rank", Integer, nullable=False, server_default="0"),
    # The title as lists are put in order by it.
    Column("title_key", String, nullable=False, server_default=""),
    # Its row in the index of the search (search.py): the day of receipt and a hash of what it is found by; 0 for none.
    Column("search_row", BigInteger, nullable=False, server_default="0"),
    # Its id in SP4N-LAPOR!, where that is from (number_from in complaints/lapor.py), and whether the answer that it has was put there.
    Column("lapor_id", String, nullable=False, server_default=""),
    Column("source", String, nullable=False, server_default=""),
    Column("lapor_entered", Boolean, nullable=False, server_default=false()),
    # For the evaluation index and early warnings: where it is, the complainant's last score (0: none), and whether it was opened again.
    Column("dusun", String, nullable=False, server_default=""),
    Column("satisfaction", Integer, nullable=False, server_default="0"),
    Column("reopened", Boolean, nullable=False, server_default=false()),
    # Of the deadline that runs: 1 where it was brought to mind, 2 with a letter. And how many words of the complainant wait to be read.
    Column("reminded", Integer, nullable=False, server_default="0"),
    Column("unread_words", Integer, nullable=False, server_default="0"),
    # The units that help its holder by the district's disposition, between spaces.
    Column("helping", String, nullable=False, server_default=""),
    # Days (ordinals), 2147483647 for none: of the first answer, if its day is known; the first day on which that answer was late, or
    # will be; since when nothing is to be done; of the last reopening; of the rating that counts.
    Column("answered_day", Integer, nullable=False, server_default="2147483647"),
    Column("late_day", Integer, nullable=False, server_default="2147483647"),
    Column("settled_day", Integer, nullable=False, server_default="2147483647"),
    Column("reopened_day", Integer, nullable=False, server_default="2147483647"),
    Column("rated_day", Integer, nullable=False, server_default="2147483647"),
    # Days from receipt to entry; -1 where a register told of it, which was entered late by its nature.
    Column("entry_lag", Integer, nullable=False, server_default="-1"),
    Column("rules", Integer, nullable=False, server_default="0"),
    Index("complaint_tracking_code", "tracking_code"),
    Index("complaint_rules", "rules"),
    # For lists by any of these, in any order (listing.py).
    Index("complaint_received_on", "received_on", "id"),
    Index("complaint_unit", "unit", "received_on", "id"),
    Index("complaint_due_day", "due_day", "id"),
    Index("complaint_register_number", "number", "id"),
    Index("complaint_title", "title_key", "id"),
    Index("complaint_stage", "stage_rank", "received_on", "id"),
    Index("complaint_subdistrict", "subdistrict", "received_on", "id"),
    Index("complaint_category", "category", "received_on", "id"),
    Index("complaint_channel", "channel", "received_on", "id"),
    Index(
        "complaint_responded_on",
        "responded_on",
        "id",
        sqlite_where=text("responded_on <> ''"),
        postgresql_where=text("responded_on <> ''"),
    ),
    Index("complaint_search_row", "search_row"),
    Index("complaint_recorded_at", "recorded_at", "id"),
    Index("complaint_number", "unit", "number"),
    Index("complaint_holder", "holder", "holder_due", "id", "untaken"),
    Index("complaint_helping", "helping", sqlite_where=text("helping <> ''"), postgresql_where=text("helping <> ''")),
    Index(
        "complaint_lapor",
        "source",
        "lapor_entered",
        "received_on",
        "id",
        "stage",
        "lapor_id",
        sqlite_where=text("lapor_id <> ''"),
        postgresql_where=text("lapor_id <> ''"),
    ),
    # Each has what its figure of the week needs, so that no row is read beside it.
    Index(
        "complaint_answered_day",
        "answered_day",
        "unit",
        "in_time",
        sqlite_where=text("answered_day < 2147483647"),
        postgresql_where=text("answered_day < 2147483647"),
    ),
    Index("complaint_late_day", "late_day", "unit"),
    Index("complaint_settled_day", "settled_day", "received_on", "unit", "in_time"),
    Index(
        "complaint_open",
        "unit",
        "received_on",
        "due_day",
        "answer_due",
        "in_time",
        sqlite_where=text("holder <> ''"),
        postgresql_where=text("holder <> ''"),
    ),
    Index(
        "complaint_forwarded",
        "holder",
        "holder_due",
        "unit",
        sqlite_where=text("holder <> '' AND holder <> unit"),
        postgresql_where=text("holder <> '' AND holder <> unit"),
    ),
    Index(
        "complaint_reopened_day",
        "reopened_day",
        "unit",
        sqlite_where=text("reopened_day < 2147483647"),
        postgresql_where=text("reopened_day < 2147483647"),
    ),
    Index(
        "complaint_rated_day",
        "rated_day",
        "unit",
        "satisfaction",
        sqlite_where=text("satisfaction > 0"),
        postgresql_where=text("satisfaction > 0"),
    ),
    Index(
        "complaint_lapor_id",
        "lapor_id",
        sqlite_where=text("lapor_id <> ''"),
        postgresql_where=text("lapor_id <> ''"),
    ),
    Index(
        "complaint_unread_words",
        "unit",
        "received_on",
        "id",
        sqlite_where=text("unread_words > 0"),
        postgresql_where=text("unread_words > 0"),
    ),
    Index(
        "complaint_supervisory",
        "received_on",
        "id",
        sqlite_where=text("supervisory"),
        postgresql_where=text("supervisory"),
    ),
)

# The units beside its own and the district that may see a complaint: few of all, and so found without reading `units` of every row.
handed = Table(
    "handed",
    metadata,
    Column("unit", String, primary_key=True),
    Column("complaint", String, primary_key=True),
    sqlite_with_rowid=False,
)

# Wrong attempts in a row (attempts.py), by the hash of whatever the caller goes by; milliseconds. Who waits may try again at `free_at`.
wrong_attempt = Table(
    "wrong_attempt",
    metadata,
    Column("caller", String, primary_key=True),
    Column("times", BigInteger, nullable=False),
    Column("last_at", BigInteger, nullable=False),
    Column("free_at", BigInteger, nullable=False),
    Index("wrong_attempt_last", "last_at"),
    sqlite_with_rowid=False,
)

# How many requests a caller has left at a moment (limits.py; seconds of PostgreSQL's clock). Only workers on PostgreSQL share them.
caller_pace = Table(
    "caller_pace",
    metadata,
    Column("caller", String, primary_key=True),
    Column("remaining", Float, nullable=False),
    Column("drawn_at", Float, nullable=False),
    sqlite_with_rowid=False,
)

# The reports of units on a month, quarter or year (complaints/period_report.py): which event holds each. Of several of one period the
# latest by `at` counts. `on` is the day on which it was made.
report = Table(
    "report",
    metadata,
    Column("unit", String, primary_key=True),
    Column("period", String, primary_key=True),
    Column("device", String, primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("made_on", String, nullable=False),
    Index("report_period", "period", "unit"),
    sqlite_with_rowid=False,
)

# What the complaints of a unit that were received in a month ('2026-11') add up to (month_sums.py): made from `complaint`, moved with it.
# `revision` is another one after each change of theirs that any figure shows.
month_sums = Table(
    "month_sums",
    metadata,
    Column("month", String, primary_key=True),
    Column("unit", String, primary_key=True),
    Column("sums", LargeBinary, nullable=False),
    Column("revision", BigInteger, nullable=False, server_default="0"),
    sqlite_with_rowid=False,
)

# What waits to be entered in the index of the search (search_index.py): under which number, and what its words are made of.
search_due = Table(
    "search_due",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("source", LargeBinary, nullable=False),
)
