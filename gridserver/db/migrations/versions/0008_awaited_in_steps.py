"""After a restore, work that waits for lost records is tried some at a time, the next ones after those."""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """It begins with the oldest."""
    op.execute("ALTER TABLE counter ADD COLUMN awaited BIGINT DEFAULT '0' NOT NULL")
