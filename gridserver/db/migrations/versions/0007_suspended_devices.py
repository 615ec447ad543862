"""A device whose two copies both go on is suspended until somebody has looked."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """None is, so far."""
    op.execute("ALTER TABLE device ADD COLUMN suspended TIMESTAMPTZ")
