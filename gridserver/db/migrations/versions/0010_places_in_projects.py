"""The grants of a funded project are found by it: its places are counted while it is locked."""

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Nothing was granted yet, so the index is empty."""
    op.execute(
        "CREATE INDEX ix_record_aid_grant ON record (community_id, (cells ->> 'project'))"
        " WHERE kind = 'aid_grant'"
    )
