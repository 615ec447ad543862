"""How far each replica's edits are in a backup."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Nothing is known to be backed up so far."""
    op.execute("ALTER TABLE acked ADD COLUMN safe_n BIGINT DEFAULT '0' NOT NULL")
