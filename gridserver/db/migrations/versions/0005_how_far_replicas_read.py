"""How far each replica has read all of its scopes, so that what everybody has heard can be dropped."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Nobody has said so far: each holds everything back until it comes again."""
    op.execute("ALTER TABLE acked ADD COLUMN passed BIGINT DEFAULT '0' NOT NULL")
