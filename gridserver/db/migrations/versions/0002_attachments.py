"""Attachments: whole ones with their keys, and uploads that go on; until now nothing wrote the table."""

from alembic import op

revision = "0002"
down_revision = "0001"

_STATEMENTS = """
ALTER TABLE blob DROP COLUMN have, DROP COLUMN complete, DROP COLUMN begun;

ALTER TABLE blob ADD COLUMN name TEXT NOT NULL, ADD COLUMN key BYTEA NOT NULL,
    ADD COLUMN stored TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL;

CREATE INDEX ix_blob_community_id_device_id_stored ON blob (community_id, device_id, stored);

CREATE TABLE upload (
    community_id TEXT NOT NULL,
    scope TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    device_id TEXT NOT NULL,
    size BIGINT NOT NULL,
    have BIGINT DEFAULT '0' NOT NULL,
    pieces BIGINT[] NOT NULL,
    key BYTEA NOT NULL,
    touched TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_upload PRIMARY KEY (community_id, scope, sha256, device_id)
);
"""


def upgrade() -> None:
    """Change the one, create the other."""
    for statement in _STATEMENTS.split(";\n"):
        if statement.strip():
            op.execute(statement)
