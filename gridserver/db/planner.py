"""What PostgreSQL's planner knows of the tables, at the moment when they fill for the first time."""

from sqlalchemy.engine import Connection

from gridserver.db import statement

_TABLES = ("record", "edit_log", "blind")


def introduce(connection: Connection) -> None:
    """Let PostgreSQL look at tables that it has never looked at.

    It does so by itself a minute after many rows came. Until then it takes each community for a small part of
    a table and reads the whole of it for each request; plans that are kept stay so.
    """
    for table in _TABLES:
        told = statement.row(
            connection,
            f"SELECT reltuples < 0 AND EXISTS (SELECT FROM {table}) FROM pg_class WHERE oid = %s::regclass",
            (table,),
        )
        if told == (True,):
            statement.run(connection, f"ANALYZE {table}", ())
