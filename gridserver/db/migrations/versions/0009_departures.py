"""Households that left for another community, until they have arrived there."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Nobody has left yet."""
    op.execute(
        "CREATE TABLE departure (community_id TEXT NOT NULL, record TEXT NOT NULL, sealed BYTEA NOT NULL,"
        " since TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,"
        " CONSTRAINT pk_departure PRIMARY KEY (community_id, record))"
    )
