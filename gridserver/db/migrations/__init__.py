"""Brings a database to the tables of this version; several server processes may try it at the same time."""

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from gridserver.db.citus import distribute
from gridserver.db.engine import Database

_FOLDER = Path(__file__).parent
_LOCK = 6_020_218


def upgrade(database: Database) -> None:
    """Apply the migrations that a database lacks, in one transaction, and distribute new tables on Citus."""
    with database.write() as connection:
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        if revision_of(connection) != newest_revision():
            _apply(connection)
        distribute(connection)


def newest_revision() -> str:
    """The revision of this version's tables; each file of a migration begins with its own."""
    return max(each.name.partition("_")[0] for each in (_FOLDER / "versions").glob("[0-9]*_*.py"))


def revision_of(connection: Connection) -> str | None:
    """The revision of a database's tables; None for a database without any."""
    if connection.scalar(sa.text("SELECT to_regclass('alembic_version')")) is None:
        return None
    found = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return None if found is None else str(found)


def _apply(connection: Connection) -> None:
    # A server starts far more often than its tables change, and Alembic takes a while to load.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
