"""Supervisors are told of copied laptops: these entries of the audit are found by themselves."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """There are few of them among very many others."""
    op.execute("CREATE INDEX ix_audit_fork ON audit (community_id, n) WHERE action = 'fork'")
