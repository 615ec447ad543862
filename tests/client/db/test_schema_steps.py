"""Stores of earlier versions open, and keep all that they hold."""

from pathlib import Path

from sqlalchemy import Connection, inspect

from gridclient.db import schema
from gridclient.db.connection import create_database, open_engine
from gridclient.db.folders import DATABASE
from gridclient.db.keys import Keys
from gridclient.db.vault import unlock_vault
from tests.client.db.conftest import PASSPHRASE
from tests.fakes.first_version import store_of_the_first_version

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


def made(connection: Connection) -> dict[str, object]:
    """Columns, keys and indexes of every fixed table."""
    found = inspect(connection)
    return {
        name: (
            [(each["name"], str(each["type"]), each["nullable"]) for each in found.get_columns(name)],
            found.get_pk_constraint(name)["constrained_columns"],
            sorted((str(each["name"]), each["column_names"]) for each in found.get_indexes(name)),
        )
        for name in schema.metadata.tables
    }


def test_a_store_of_the_first_version_becomes_what_a_new_one_is(tmp_path: Path) -> None:
    folder = store_of_the_first_version(tmp_path / "old")
    keys = unlock_vault(folder, PASSPHRASE)
    create_database(tmp_path / "new.db", keys)
    old, new = open_engine(folder / DATABASE, keys), open_engine(tmp_path / "new.db", keys)
    schema.bring_forward(old)
    with old.begin() as brought, new.begin() as fresh:
        assert made(brought) == made(fresh)
    old.dispose()
    new.dispose()
