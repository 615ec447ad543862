"""All tables of the server (docs/protocol.md), under the rules that let Citus distribute them.

`info["citus"]` says where a table lives: *distributed* by `community_id`, a *reference* table copied to each
node, or *local* to the coordinator. `tests/architecture/test_citus_rules.py` holds the rules.
"""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

DISTRIBUTED = {"citus": "distributed"}
REFERENCE = {"citus": "reference"}
LOCAL = {"citus": "local"}

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def _community() -> sa.Column[str]:
    return sa.Column("community_id", sa.Text, primary_key=True)


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, primary_key=True)


def _text(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=null)


def _number(name: str, *, null: bool = False, default: str | None = None) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=null, server_default=default)


def _json(name: str) -> sa.Column[object]:
    return sa.Column(name, JSONB(none_as_null=True))


def _moment(name: str) -> sa.Column[object]:
    """When it happened by the server's clock."""
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now())


community = sa.Table(
    "community",
    metadata,
    _community(),
    _text("name"),
    _moment("created"),
    info=REFERENCE,
)

# The only source of change numbers; lost: the ranges of numbers that restores took away; awaited: up to where
# what waits for lost records was tried last.
counter = sa.Table(
    "counter",
    metadata,
    _community(),
    _number("seq", default="0"),
    sa.Column("epoch", sa.Text, nullable=False),
    sa.Column("lost", JSONB, nullable=False, server_default=sa.text("'[]'")),
    _number("awaited", default="0"),
    sa.ForeignKeyConstraint(["community_id"], ["community.community_id"]),
    info=DISTRIBUTED,
)

# seen: the versions as the wire has them, so that a pull passes rows through undecoded. parent: the record
# that this one hangs on and moves with, a bare id beside cells that may be sealed. was_in: former scopes.
# written: which replica brought what stands, and when, for people's eyes.
record = sa.Table(
    "record",
    metadata,
    _community(),
    _key("id"),
    _text("kind"),
    _text("scope"),
    _text("parent", null=True),
    sa.Column("was_in", ARRAY(sa.Text)),
    _json("cells"),
    _json("vers"),
    _json("sets"),
    _json("seen"),
    sa.Column("sealed", sa.LargeBinary),
    _number("seq"),
    _text("state"),
    _json("written"),
    sa.CheckConstraint("state IN ('present', 'removed', 'erased')", name="state"),
    sa.CheckConstraint("sealed IS NULL OR coalesce(cells, vers, sets, seen) IS NULL", name="sealed"),
    sa.Index(None, "community_id", "scope", "seq"),
    sa.Index(None, "community_id", "parent"),
    sa.Index(
        "ix_record_aid_grant",
        "community_id",
        sa.text("(cells ->> 'project'::text)"),
        postgresql_where=sa.text("kind = 'aid_grant'"),
    ),
    info=DISTRIBUTED,
)

# The record was in this scope and is no more.
left_scope = sa.Table(
    "left_scope",
    metadata,
    _community(),
    _key("scope"),
    _key("record"),
    _number("seq"),
    sa.Index(None, "community_id", "scope", "seq"),
    info=DISTRIBUTED,
)

# Every edit with its verdict: idempotence, history and bases in one; at: the time it claims.
edit_log = sa.Table(
    "edit_log",
    metadata,
    _community(),
    _key("replica"),
    sa.Column("n", sa.BigInteger, primary_key=True, autoincrement=False),
    _text("hash"),
    _text("record"),
    _text("scope", null=True),
    _text("grp"),
    _text("do"),
    sa.Column("cells", ARRAY(sa.Text), nullable=False),
    _text("author"),
    _text("verdict"),
    _text("extra", null=True),
    _number("seq"),
    _number("was", null=True),
    _text("at"),
    _moment("received"),
    _json("body"),
    _json("result"),
    sa.Column("sealed", sa.LargeBinary),
    sa.CheckConstraint("sealed IS NULL OR coalesce(body, result) IS NULL", name="sealed"),
    sa.Index(None, "community_id", "record", "seq"),
    info=DISTRIBUTED,
)

# How far each replica's edits are in, with their hash chain, and how far they are in a backup; passed: the
# number up to which it had read all of its scopes when it last said so.
acked = sa.Table(
    "acked",
    metadata,
    _community(),
    _key("replica"),
    _number("n"),
    _text("chain"),
    _text("device_id"),
    _text("user_id"),
    _moment("last_seen"),
    _number("safe_n", default="0"),
    _number("passed", default="0"),
    info=DISTRIBUTED,
)

# What could not be applied, for its author and the supervisor.
parked = sa.Table(
    "parked",
    metadata,
    _community(),
    _key("replica"),
    sa.Column("n", sa.BigInteger, primary_key=True, autoincrement=False),
    _text("record"),
    _text("scope", null=True),
    _text("author"),
    _text("reason"),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    _text("state"),
    _moment("received"),
    sa.CheckConstraint("state IN ('waiting', 'awaited', 'admitted', 'dismissed')", name="state"),
    info=DISTRIBUTED,
)

# Households that left for another community and have not arrived there; sealed: what travels.
departure = sa.Table(
    "departure",
    metadata,
    _community(),
    _key("record"),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    _moment("since"),
    info=DISTRIBUTED,
)

# Equality of sealed values without reading them.
blind = sa.Table(
    "blind",
    metadata,
    _community(),
    _key("kind"),
    _key("field"),
    sa.Column("mac", sa.LargeBinary, primary_key=True),
    _key("record"),
    sa.Index(None, "community_id", "record"),
    info=DISTRIBUTED,
)

# A scope without a row here was never founded; last: the number of its newest change, `g` lines included;
# floor: that of the newest row of `left_scope` that was dropped.
scope_stat = sa.Table(
    "scope_stat",
    metadata,
    _community(),
    _key("scope"),
    _number("rows", default="0"),
    _text("digest"),
    _number("last", default="0"),
    _number("floor", default="0"),
    info=DISTRIBUTED,
)

# Whole attachments. name: of the object in the store; key: of the blob alone, sealed with the key file.
blob = sa.Table(
    "blob",
    metadata,
    _community(),
    _key("scope"),
    _key("sha256"),
    _number("size"),
    _text("name"),
    sa.Column("key", sa.LargeBinary, nullable=False),
    _text("device_id"),
    _moment("stored"),
    sa.Index(None, "community_id", "device_id", "stored"),
    info=DISTRIBUTED,
)

# Attachments that are on their way, each device's by itself; pieces: their sizes, in order.
upload = sa.Table(
    "upload",
    metadata,
    _community(),
    _key("scope"),
    _key("sha256"),
    _key("device_id"),
    _number("size"),
    _number("have", default="0"),
    sa.Column("pieces", ARRAY(sa.BigInteger), nullable=False),
    sa.Column("key", sa.LargeBinary, nullable=False),
    _moment("touched"),
    info=DISTRIBUTED,
)

# Both days of the validity are included; scopes are computed from this table alone.
assignment = sa.Table(
    "assignment",
    metadata,
    _community(),
    _key("user_id"),
    _key("role"),
    _key("place"),
    sa.Column("valid_from", sa.Date, primary_key=True),
    sa.Column("valid_to", sa.Date),
    _text("given_by"),
    _moment("given"),
    info=DISTRIBUTED,
)

# Numbers of papers, handed to replicas in blocks: none is given twice, offline included. next: the first
# number that the replica has not used, as far as it has told.
paper_block = sa.Table(
    "paper_block",
    metadata,
    _community(),
    _key("committee"),
    sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("first", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("last", sa.Integer, nullable=False),
    sa.Column("next", sa.Integer, nullable=False),
    _text("device_id"),
    _text("replica"),
    _moment("given"),
    sa.Index(None, "community_id", "replica"),
    info=DISTRIBUTED,
)

# The ready-made first sync of a scope; sealed where its scope is.
snapshot = sa.Table(
    "snapshot",
    metadata,
    _community(),
    _key("scope"),
    _number("seq"),
    _text("etag"),
    sa.Column("body", sa.LargeBinary, nullable=False),
    _moment("made"),
    info=DISTRIBUTED,
)

# Ids and names of fields only, so that an erasure does not break the chain.
audit = sa.Table(
    "audit",
    metadata,
    _community(),
    sa.Column("n", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    _text("actor"),
    _text("device_id", null=True),
    _text("action"),
    _text("object"),
    _text("reason", null=True),
    _text("prev_hash"),
    _text("hash"),
    sa.Index("ix_audit_fork", "community_id", "n", postgresql_where=sa.text("action = 'fork'")),
    info=DISTRIBUTED,
)

# community_id: the home community, where the user's own scope lies.
app_user = sa.Table(
    "app_user",
    metadata,
    sa.Column("user_id", sa.Text, primary_key=True),
    _text("community_id"),
    _text("name"),
    _text("state"),
    _moment("created"),
    sa.CheckConstraint("state IN ('active', 'disabled')", name="state"),
    info=LOCAL,
)

# suspended: since when nothing is taken in from it unseen, because two copies of it go on.
device = sa.Table(
    "device",
    metadata,
    sa.Column("device_id", sa.Text, primary_key=True),
    sa.Column("user_id", sa.Text, sa.ForeignKey("app_user.user_id"), nullable=False, index=True),
    sa.Column("public_key", sa.LargeBinary, nullable=False),
    sa.Column("envelope_key", sa.LargeBinary),
    _text("name"),
    _text("state"),
    _moment("enrolled"),
    sa.Column("suspended", sa.DateTime(timezone=True)),
    sa.CheckConstraint("state IN ('active', 'revoked')", name="state"),
    info=LOCAL,
)

enrolment_code = sa.Table(
    "enrolment_code",
    metadata,
    sa.Column("code_hash", sa.Text, primary_key=True),
    _text("community_id"),
    sa.Column("user_id", sa.Text, sa.ForeignKey("app_user.user_id"), nullable=False),
    sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
    _text("used_by", null=True),
    info=LOCAL,
)

used_nonce = sa.Table(
    "used_nonce",
    metadata,
    sa.Column("device_id", sa.Text, primary_key=True),
    sa.Column("nonce", sa.Text, primary_key=True),
    sa.Column("created", sa.DateTime(timezone=True), nullable=False, index=True),
    info=LOCAL,
)
