"""Stores of earlier versions open, and keep all that they hold."""

from pathlib import Path

from sqlalchemy import inspect

from gridclient.db import schema
from gridclient.db.connection import create_database, open_engine
from gridclient.db.keys import Keys

_FIRST_QUEUE = """
CREATE TABLE blob_queue (scope TEXT NOT NULL, sha256 BLOB NOT NULL, record TEXT NOT NULL, name TEXT NOT NULL,
 size INTEGER NOT NULL, sent_bytes INTEGER NOT NULL, state TEXT NOT NULL, PRIMARY KEY (scope, sha256))
"""


def test_a_store_of_the_first_version_gets_the_tables_of_attachments(tmp_path: Path) -> None:
    keys = Keys(database=bytes(32), salt=bytes(16))
    path = tmp_path / "store.db"
    create_database(path, keys)
    engine = open_engine(path, keys)
    with engine.begin() as connection:
        for name in ("blob", "blob_use"):
            connection.exec_driver_sql(f"DROP TABLE {name}")
        connection.exec_driver_sql(_FIRST_QUEUE)
        connection.exec_driver_sql("INSERT INTO setting VALUES ('kept', '1')")
        connection.exec_driver_sql("PRAGMA user_version=1")
    schema.bring_forward(engine, schema.STEPS[:1])
    with engine.begin() as connection:
        names = set(inspect(connection).get_table_names())
        assert {"blob", "blob_use"} <= names
        assert "blob_queue" not in names
        assert connection.exec_driver_sql("SELECT value FROM setting WHERE name = 'kept'").scalar_one() == "1"
    engine.dispose()


def test_a_store_of_the_second_version_gets_the_tables_of_restores(tmp_path: Path) -> None:
    keys = Keys(database=bytes(32), salt=bytes(16))
    path = tmp_path / "store.db"
    create_database(path, keys)
    engine = open_engine(path, keys)
    with engine.begin() as connection:
        for name in ("sent_again", "gone_record"):
            connection.exec_driver_sql(f"DROP TABLE {name}")
        connection.exec_driver_sql("INSERT INTO setting VALUES ('kept', '1')")
        connection.exec_driver_sql("PRAGMA user_version=2")
    schema.bring_forward(engine, schema.STEPS[:2])
    with engine.begin() as connection:
        assert {"sent_again", "gone_record"} <= set(inspect(connection).get_table_names())
        assert connection.exec_driver_sql("SELECT value FROM setting WHERE name = 'kept'").scalar_one() == "1"
    engine.dispose()
