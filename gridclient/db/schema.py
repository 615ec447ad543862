"""The fixed tables of the store: facts, queues, drafts, settings (docs/protocol.md, Tables).

A new store gets these tables; an older one is brought forward by `STEPS`. Shown tables are derived from the
record declarations and have no steps: they are dropped and filled again.
"""

from collections.abc import Callable

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Engine,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    text,
)

from gridcore.problems import ProblemCode, ProblemError

metadata = MetaData()

confirmed = Table(
    "confirmed",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("cells", Text, nullable=False),
    Column("vers", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("removed", Boolean, nullable=False, default=False),
    Index("confirmed_by_kind", "kind"),
    Index("confirmed_by_scope", "scope"),
)
"""What the server last said: every cell, known to this version or not."""

pending_edit = Table(
    "pending_edit",
    metadata,
    Column("community", Text, nullable=False),
    Column("n", Integer, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("grp", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("state", Text, nullable=False),
    Column("verdict", Text),
    Column("verdict_seq", Integer),
    Column("extra", Text),
    Column("made_at", Text, nullable=False),
    PrimaryKeyConstraint("community", "n"),
    Index("pending_edit_by_record", "record"),
    Index("pending_edit_by_grp", "grp"),
    Index("pending_edit_by_scope", "scope", "state"),
    Index("pending_edit_by_state", "community", "state", "n"),
)
"""What this device did, in order, until the scope's cursor has passed the server's verdict."""

sent = Table(
    "sent",
    metadata,
    Column("community", Text, nullable=False),
    Column("n", Integer, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("record", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("seq", Integer),
    Column("extra", Text),
    Column("sealed", Boolean, nullable=False, default=False),
    Column("at", Text, nullable=False),
    PrimaryKeyConstraint("community", "n"),
    Index("sent_by_at", "at"),
    Index("sent_by_scope", "scope"),
)
"""Edits with a verdict, kept to be sent again after the server was restored; handed-in ones are sealed."""

handed_in = Table(
    "handed_in",
    metadata,
    Column("record", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("about", Text),
    Column("at", Text, nullable=False),
    Index("handed_in_by_about", "about"),
)
"""What stays of a record that was handed in: that it was, about which record, and when; never a value."""

history = Table(
    "history",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("record", Text, nullable=False),
    Column("cell", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("author", Text),
    Column("at", Text),
    Column("seq", Integer, nullable=False),
    Column("device", Text),
    Index("history_by_record", "record", "cell", "seq"),
)
"""What confirmed values were before, and who replaced them."""

cursor = Table(
    "cursor",
    metadata,
    Column("community", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("seq", Integer, nullable=False, default=0),
    Column("rows", Integer, nullable=False, default=0),
    Column("digest", LargeBinary, nullable=False, default=bytes(16)),
    Column("state", Text, nullable=False),
    PrimaryKeyConstraint("community", "scope"),
)
"""How far each scope has been received; moved in the same transaction as the rows it counts."""

next_n = Table(
    "next_n",
    metadata,
    Column("community", Text, primary_key=True),
    Column("n", Integer, nullable=False),
    Column("chain", LargeBinary, nullable=False),
    Column("acked_n", Integer, nullable=False, default=0),
    Column("acked_chain", LargeBinary, nullable=False, default=b""),
    Column("safe_n", Integer, nullable=False, default=0),
)
"""The next number of an edit and the hash chain below it; what the server has of it, and has backed up."""

revealed = Table(
    "revealed",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("reason", Text),
)
"""Which protected values came into sight, when, and why where that was asked; never the values."""

blob = Table(
    "blob",
    metadata,
    Column("scope", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("media", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("key", LargeBinary, nullable=False),
    Column("have", Integer, nullable=False),
    Column("sent", Integer, nullable=False),
    Column("trouble", Text, nullable=False, default=""),
    Column("parting", Boolean, nullable=False, default=False),
    Column("at", Text, nullable=False),
    PrimaryKeyConstraint("scope", "sha256"),
)
"""Attachments in the folder beside the database: their keys, and how far they have travelled up or down."""

blob_use = Table(
    "blob_use",
    metadata,
    Column("scope", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("record", Text, nullable=False),
    PrimaryKeyConstraint("scope", "sha256", "record"),
)
"""On which records an attachment hangs, or is about to."""

paper_block = Table(
    "paper_block",
    metadata,
    Column("community", Text, nullable=False),
    Column("replica", Text, nullable=False),
    Column("committee", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("next", Integer, nullable=False),
    PrimaryKeyConstraint("community", "replica", "committee", "year", "first"),
)
"""Numbers of papers that this replica alone may use; a restored or copied store gets others."""

draft = Table(
    "draft",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("record", Text),
    Column("body", Text, nullable=False),
    Column("opened", Text, nullable=False),
    Column("updated_at", Text, nullable=False),
    Index("draft_by_record", "kind", "record"),
)
"""What is typed and not yet saved, with the values and versions the form showed when it opened."""

setting = Table(
    "setting",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

replica = Table(
    "replica",
    metadata,
    Column("id", Text, primary_key=True),
    Column("epoch", Text),
    Column("device", Text, nullable=False),
    Column("user", Text, nullable=False),
    Column("signing_key", LargeBinary, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("follows", Text, ForeignKey("replica.id")),
    Column("current", Boolean, nullable=False, default=True),
    Index("one_current_replica", "current", unique=True, sqlite_where=text("current = 1")),
)
"""This database file towards the server. A restored or copied file gets a new row, following the old one."""

sent_again = Table(
    "sent_again",
    metadata,
    Column("community", Text, nullable=False),
    Column("n", Integer, nullable=False),
    PrimaryKeyConstraint("community", "n"),
)
"""Which of the edits in `sent` a restored server lost, so that they go up once more."""

gone_record = Table(
    "gone_record",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("cells", Text, nullable=False),
    Column("vers", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Index("gone_record_by_scope", "scope"),
)
"""What a restored server no longer knows and nobody brought back, kept for a while."""

removal = Table(
    "removal",
    metadata,
    Column("record", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("under", Text),
    Column("title", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("merged", Boolean, nullable=False, server_default=text("0")),
    Index("removal_by_under", "under"),
)
"""Who removed a record that has left this laptop by that; it goes with its scope, and when it comes back."""

shown_layout = Table(
    "shown_layout",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("declaration", Text, nullable=False),
)
"""The hash of the declaration each shown table was built from; where it differs the table is built anew."""

shown_change = Table(
    "shown_change",
    metadata,
    Column("version", Integer, primary_key=True),
    Column("kinds", Text, nullable=False),
    Column("about", Text),
)
"""The last changes of what is shown: of which kinds, about which records; none where too much changed."""

Step = Callable[[Connection], None]


def _keep_blobs(connection: Connection) -> None:
    """Attachments get their tables; the one that waited for them was never written."""
    connection.exec_driver_sql("DROP TABLE blob_queue")
    connection.exec_driver_sql(
        "CREATE TABLE blob (scope TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL,"
        " media TEXT NOT NULL, file TEXT NOT NULL, key BLOB NOT NULL, have INTEGER NOT NULL,"
        " sent INTEGER NOT NULL, trouble TEXT NOT NULL, parting BOOLEAN NOT NULL, at TEXT NOT NULL,"
        " PRIMARY KEY (scope, sha256))"
    )
    connection.exec_driver_sql(
        "CREATE TABLE blob_use (scope TEXT NOT NULL, sha256 TEXT NOT NULL, record TEXT NOT NULL,"
        " PRIMARY KEY (scope, sha256, record))"
    )


def _know_restores(connection: Connection) -> None:
    """What is sent again after a restore of the server, and what it lost for good, get their tables."""
    connection.exec_driver_sql(
        "CREATE TABLE sent_again (community TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (community, n))"
    )
    connection.exec_driver_sql(
        "CREATE TABLE gone_record (id TEXT NOT NULL, kind TEXT NOT NULL, scope TEXT NOT NULL,"
        " cells TEXT NOT NULL, vers TEXT NOT NULL, seq INTEGER NOT NULL, at TEXT NOT NULL, PRIMARY KEY (id))"
    )
    connection.exec_driver_sql("CREATE INDEX gone_record_by_scope ON gone_record (scope)")


def _name_devices(connection: Connection) -> None:
    """The history says on which device a value was replaced."""
    connection.exec_driver_sql("ALTER TABLE history ADD COLUMN device TEXT")


def _ask_reasons(connection: Connection) -> None:
    """The log of what was revealed says why, where that was asked."""
    connection.exec_driver_sql("ALTER TABLE revealed ADD COLUMN reason TEXT")


def _name_removers(connection: Connection) -> None:
    """The history says who removed what."""
    connection.exec_driver_sql(
        "CREATE TABLE removal (record TEXT NOT NULL, kind TEXT NOT NULL, scope TEXT NOT NULL, under TEXT,"
        " title TEXT NOT NULL, author TEXT NOT NULL, device TEXT NOT NULL, at TEXT NOT NULL,"
        " PRIMARY KEY (record))"
    )
    connection.exec_driver_sql("CREATE INDEX removal_by_under ON removal (under)")


def _tell_what_changed(connection: Connection) -> None:
    """Lists that stay read are told what to read again."""
    connection.exec_driver_sql(
        "CREATE TABLE shown_change (version INTEGER NOT NULL, kinds TEXT NOT NULL, about TEXT,"
        " PRIMARY KEY (version))"
    )


def _tell_merged(connection: Connection) -> None:
    """The history says of what was removed whether it went into another record."""
    connection.exec_driver_sql("ALTER TABLE removal ADD COLUMN merged BOOLEAN NOT NULL DEFAULT 0")


STEPS: tuple[Step, ...] = (
    *(_keep_blobs, _know_restores, _name_devices, _ask_reasons, _name_removers),
    *(_tell_what_changed, _tell_merged),
)
"""Step number n (from 1) takes a store from version n to n + 1. A step that has shipped is never changed,
so it says what it makes in words of its own: the tables above go on to change."""


def version(steps: tuple[Step, ...] = STEPS) -> int:
    """The version of the tables above."""
    return 1 + len(steps)


def create(connection: Connection) -> None:
    """Make the tables in an empty database, inside the caller's transaction."""
    metadata.create_all(connection)
    _set_version(connection, version())


def version_of(connection: Connection, steps: tuple[Step, ...] = STEPS) -> int:
    """The version of an existing store.

    Raises ProblemError: database_newer when a later version made it; database_damaged when it is empty, as a
    truncated file is.
    """
    found = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    if found > version(steps):
        raise ProblemError(ProblemCode.DATABASE_NEWER)
    if found < 1:
        raise ProblemError(ProblemCode.DATABASE_DAMAGED)
    return found


def bring_forward(engine: Engine, steps: tuple[Step, ...] = STEPS) -> None:
    """Take an existing store to the present version, each step in a transaction of its own.

    Raises ProblemError as `version_of` does.
    """
    with engine.begin() as connection:
        found = version_of(connection, steps)
    for number in range(found, version(steps)):
        with engine.begin() as connection:
            steps[number - 1](connection)
            _set_version(connection, number + 1)


def _set_version(connection: Connection, number: int) -> None:
    connection.exec_driver_sql(f"PRAGMA user_version={number:d}")
