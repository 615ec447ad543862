"""Connections that PostgreSQL closed, as when it is started anew."""

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError

from gridcore.ids import CommunityId
from gridserver.db import counter
from gridserver.db.engine import Database, open_database

NOWHERE = CommunityId("330106001099")


def test_a_connection_that_broke_while_it_rested_is_not_used(dsn: str) -> None:
    database = open_database(dsn, fresh_for_s=0)
    _look(database)
    _close_all(dsn)
    _look(database)
    database.close()


def test_one_request_at_most_meets_a_connection_that_just_broke(dsn: str) -> None:
    database = open_database(dsn, fresh_for_s=1_000)
    with database.write() as one, database.write() as other:
        assert counter.read(one, NOWHERE) is counter.read(other, NOWHERE) is None
    _close_all(dsn)
    with pytest.raises((psycopg.OperationalError, DBAPIError)):
        _look(database)
    for _ in range(3):
        _look(database)
    database.close()


def test_so_it_is_where_nothing_was_begun(dsn: str) -> None:
    database = open_database(dsn, fresh_for_s=1_000)
    with database.look() as one, database.look() as other, database.look() as third:
        assert counter.read(one, NOWHERE) is counter.read(other, NOWHERE) is counter.read(third, NOWHERE)
    _close_all(dsn)
    with pytest.raises((psycopg.OperationalError, DBAPIError)), database.look() as connection:
        counter.read(connection, NOWHERE)
    for _ in range(3):
        with database.look() as connection:
            assert counter.read(connection, NOWHERE) is None
    database.close()


@pytest.mark.parametrize(("said", "waits_ms"), [("", "15000"), ("?tcp_user_timeout=30000", "30000")])
def test_who_has_another_patience_with_a_dead_line_says_so_in_the_address(
    dsn: str, said: str, waits_ms: str
) -> None:
    database = open_database(dsn + said)
    with database.look() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, psycopg.Connection)
        assert driver.info.get_parameters()["tcp_user_timeout"] == waits_ms
    database.close()


def _look(database: Database) -> None:
    for opened in (database.write, database.snapshot):
        with opened() as connection:
            assert counter.read(connection, NOWHERE) is None


def _close_all(dsn: str) -> None:
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
