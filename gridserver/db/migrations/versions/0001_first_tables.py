"""The first tables, as `gridserver.db.tables` declared them at first."""

from alembic import op

revision = "0001"
down_revision = None

_STATEMENTS = """
CREATE TABLE acked (
    community_id TEXT NOT NULL,
    replica TEXT NOT NULL,
    n BIGINT NOT NULL,
    chain TEXT NOT NULL,
    device_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    last_seen TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_acked PRIMARY KEY (community_id, replica)
);

CREATE TABLE app_user (
    user_id TEXT NOT NULL,
    community_id TEXT NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    created TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_app_user PRIMARY KEY (user_id),
    CONSTRAINT ck_app_user_state CHECK (state IN ('active', 'disabled'))
);

CREATE TABLE assignment (
    community_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    role TEXT NOT NULL,
    place TEXT NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE,
    given_by TEXT NOT NULL,
    given TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_assignment PRIMARY KEY (community_id, user_id, role, place, valid_from)
);

CREATE TABLE audit (
    community_id TEXT NOT NULL,
    n BIGINT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    actor TEXT NOT NULL,
    device_id TEXT,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    reason TEXT,
    prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL,
    CONSTRAINT pk_audit PRIMARY KEY (community_id, n)
);

CREATE TABLE blind (
    community_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    field TEXT NOT NULL,
    mac BYTEA NOT NULL,
    record TEXT NOT NULL,
    CONSTRAINT pk_blind PRIMARY KEY (community_id, kind, field, mac, record)
);

CREATE INDEX ix_blind_community_id_record ON blind (community_id, record);

CREATE TABLE blob (
    community_id TEXT NOT NULL,
    scope TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size BIGINT NOT NULL,
    have BIGINT DEFAULT '0' NOT NULL,
    complete BOOLEAN DEFAULT false NOT NULL,
    device_id TEXT NOT NULL,
    begun TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_blob PRIMARY KEY (community_id, scope, sha256)
);

CREATE TABLE community (
    community_id TEXT NOT NULL,
    name TEXT NOT NULL,
    created TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_community PRIMARY KEY (community_id)
);

CREATE TABLE edit_log (
    community_id TEXT NOT NULL,
    replica TEXT NOT NULL,
    n BIGINT NOT NULL,
    hash TEXT NOT NULL,
    record TEXT NOT NULL,
    scope TEXT,
    grp TEXT NOT NULL,
    "do" TEXT NOT NULL,
    cells TEXT[] NOT NULL,
    author TEXT NOT NULL,
    verdict TEXT NOT NULL,
    extra TEXT,
    seq BIGINT NOT NULL,
    was BIGINT,
    at TEXT NOT NULL,
    received TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    body JSONB,
    result JSONB,
    sealed BYTEA,
    CONSTRAINT pk_edit_log PRIMARY KEY (community_id, replica, n),
    CONSTRAINT ck_edit_log_sealed CHECK (sealed IS NULL OR coalesce(body, result) IS NULL)
);

CREATE INDEX ix_edit_log_community_id_record_seq ON edit_log (community_id, record, seq);

CREATE TABLE left_scope (
    community_id TEXT NOT NULL,
    scope TEXT NOT NULL,
    record TEXT NOT NULL,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_left_scope PRIMARY KEY (community_id, scope, record)
);

CREATE INDEX ix_left_scope_community_id_scope_seq ON left_scope (community_id, scope, seq);

CREATE TABLE paper_block (
    community_id TEXT NOT NULL,
    committee TEXT NOT NULL,
    year INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    next INTEGER NOT NULL,
    device_id TEXT NOT NULL,
    replica TEXT NOT NULL,
    given TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_paper_block PRIMARY KEY (community_id, committee, year, first)
);

CREATE INDEX ix_paper_block_community_id_replica ON paper_block (community_id, replica);

CREATE TABLE parked (
    community_id TEXT NOT NULL,
    replica TEXT NOT NULL,
    n BIGINT NOT NULL,
    record TEXT NOT NULL,
    scope TEXT,
    author TEXT NOT NULL,
    reason TEXT NOT NULL,
    sealed BYTEA NOT NULL,
    state TEXT NOT NULL,
    received TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_parked PRIMARY KEY (community_id, replica, n),
    CONSTRAINT ck_parked_state CHECK (state IN ('waiting', 'awaited', 'admitted', 'dismissed'))
);

CREATE TABLE record (
    community_id TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    scope TEXT NOT NULL,
    parent TEXT,
    was_in TEXT[],
    cells JSONB,
    vers JSONB,
    sets JSONB,
    seen JSONB,
    sealed BYTEA,
    seq BIGINT NOT NULL,
    state TEXT NOT NULL,
    CONSTRAINT pk_record PRIMARY KEY (community_id, id),
    CONSTRAINT ck_record_state CHECK (state IN ('present', 'removed', 'erased')),
    CONSTRAINT ck_record_sealed CHECK (sealed IS NULL OR coalesce(cells, vers, sets, seen) IS NULL)
);

CREATE INDEX ix_record_community_id_parent ON record (community_id, parent);

CREATE INDEX ix_record_community_id_scope_seq ON record (community_id, scope, seq);

CREATE TABLE scope_stat (
    community_id TEXT NOT NULL,
    scope TEXT NOT NULL,
    rows BIGINT DEFAULT '0' NOT NULL,
    digest TEXT NOT NULL,
    last BIGINT DEFAULT '0' NOT NULL,
    floor BIGINT DEFAULT '0' NOT NULL,
    CONSTRAINT pk_scope_stat PRIMARY KEY (community_id, scope)
);

CREATE TABLE snapshot (
    community_id TEXT NOT NULL,
    scope TEXT NOT NULL,
    seq BIGINT NOT NULL,
    etag TEXT NOT NULL,
    body BYTEA NOT NULL,
    made TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_snapshot PRIMARY KEY (community_id, scope)
);

CREATE TABLE used_nonce (
    device_id TEXT NOT NULL,
    nonce TEXT NOT NULL,
    created TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_used_nonce PRIMARY KEY (device_id, nonce)
);

CREATE INDEX ix_used_nonce_created ON used_nonce (created);

CREATE TABLE counter (
    community_id TEXT NOT NULL,
    seq BIGINT DEFAULT '0' NOT NULL,
    epoch TEXT NOT NULL,
    lost JSONB DEFAULT '[]' NOT NULL,
    CONSTRAINT pk_counter PRIMARY KEY (community_id),
    CONSTRAINT fk_counter_community_id FOREIGN KEY(community_id) REFERENCES community (community_id)
);

CREATE TABLE device (
    device_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    public_key BYTEA NOT NULL,
    envelope_key BYTEA,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    enrolled TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_device PRIMARY KEY (device_id),
    CONSTRAINT ck_device_state CHECK (state IN ('active', 'revoked')),
    CONSTRAINT fk_device_user_id FOREIGN KEY(user_id) REFERENCES app_user (user_id)
);

CREATE INDEX ix_device_user_id ON device (user_id);

CREATE TABLE enrolment_code (
    code_hash TEXT NOT NULL,
    community_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    expires TIMESTAMP WITH TIME ZONE NOT NULL,
    used_by TEXT,
    CONSTRAINT pk_enrolment_code PRIMARY KEY (code_hash),
    CONSTRAINT fk_enrolment_code_user_id FOREIGN KEY(user_id) REFERENCES app_user (user_id)
);
"""


def upgrade() -> None:
    """Create them."""
    for statement in _STATEMENTS.split(";\n"):
        if statement.strip():
            op.execute(statement)
