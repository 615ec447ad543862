"""Brings a database to the tables of this version; several server processes may try it at the same time."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from gridserver.db.citus import distribute
from gridserver.db.engine import Database

_FOLDER = Path(__file__).parent
_LOCK = 6_020_218


def upgrade(database: Database) -> None:
    """Apply the migrations that a database lacks, in one transaction, and distribute new tables on Citus."""
    with database.write() as connection:
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        config = Config()
        config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        distribute(connection)
