"""The tables as they are declared and as migrations make them."""

import subprocess
import sys
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from gridserver.db import migrations
from gridserver.db.citus import statements
from gridserver.db.engine import Database
from gridserver.db.migrations import upgrade
from gridserver.db.tables import metadata

_COMPARED = {"compare_type": True, "compare_server_default": True}


def test_the_migrations_make_the_tables_that_are_declared(database: Database) -> None:
    with database.snapshot() as connection:
        context = MigrationContext.configure(connection, opts=_COMPARED)
        assert compare_metadata(context, metadata) == []


def test_a_column_that_no_migration_makes_is_noticed(database: Database) -> None:
    with database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE parked DROP COLUMN reason")
        context = MigrationContext.configure(connection, opts=_COMPARED)
        assert [change[0] for change in compare_metadata(context, metadata)] == ["add_column"]
        connection.rollback()


def test_a_server_knows_the_newest_revision_without_loading_alembic(database: Database) -> None:
    scripts = ScriptDirectory(str(Path(migrations.__file__).parent))
    assert migrations.newest_revision() == scripts.get_current_head()
    loaded = "import sys, gridserver.serving; sys.exit('alembic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", loaded], check=False).returncode == 0
    with database.snapshot() as connection:
        assert migrations.revision_of(connection) == migrations.newest_revision()


def test_upgrading_twice_changes_nothing(database: Database) -> None:
    upgrade(database)
    with database.snapshot() as connection:
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").all()
        assert found == [(migrations.newest_revision(),)]


def test_reference_tables_are_made_before_those_that_point_at_them() -> None:
    names = [name for name, _ in statements()]
    assert names.index("community") < names.index("counter")
    assert not {"device", "app_user"} & set(names)
