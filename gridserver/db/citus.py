"""Beyond one machine: tells Citus where each table lives, where its extension is installed."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from gridserver.db.tables import metadata


def distribute(connection: Connection) -> list[str]:
    """Distribute what Citus does not hold yet; returns the names of those tables. Plain PostgreSQL: none."""
    if connection.scalar(sa.text("SELECT 1 FROM pg_extension WHERE extname = 'citus'")) is None:
        return []
    held = set(connection.scalars(sa.text("SELECT logicalrelid::regclass::text FROM pg_dist_partition")))
    missing = [name for name, _ in statements() if name not in held]
    for name, statement in statements():
        if name in missing:
            connection.execute(sa.text(statement))
    return missing


def statements() -> list[tuple[str, str]]:
    """Each table that Citus must know with the statement that tells it; reference tables come first."""
    placed = {table.name: table.info["citus"] for table in metadata.sorted_tables}
    references = [
        (name, f"SELECT create_reference_table('{name}')") for name in placed if placed[name] == "reference"
    ]
    distributed = [
        (name, f"SELECT create_distributed_table('{name}', 'community_id')")
        for name in placed
        if placed[name] == "distributed"
    ]
    return references + distributed
