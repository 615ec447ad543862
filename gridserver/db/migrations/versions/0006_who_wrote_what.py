"""Beside a record's versions, which replica brought them and when, so that histories name people."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Of what was written before, nobody is named until it is written again."""
    op.execute("ALTER TABLE record ADD COLUMN written JSONB")
