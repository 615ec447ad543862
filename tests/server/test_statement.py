"""Statements go out as they should: arrays as PostgreSQL reads them, several at once in order."""

import psycopg
import pytest

from gridserver.db import bulk, statement
from gridserver.db.engine import Database


@pytest.mark.parametrize(
    "texts",
    [
        [],
        [""],
        ["null", "NULL"],
        ['say "yes"', "back\\slash", "{a,b}", " space "],
        ["张三", "翠苑\n三幢", "a,b"],
    ],
    ids=["none", "empty", "null", "quotes", "words"],
)
def test_texts_come_back_as_they_went(database: Database, texts: list[str]) -> None:
    with database.write() as connection:
        held = statement.row(connection, "SELECT %s::text[]", (statement.texts(texts),))
    assert held == (texts,)


def test_what_is_run_together_is_run_in_order_and_each_gets_its_own_rows(database: Database) -> None:
    with database.write() as connection:
        statement.run(connection, "CREATE TEMPORARY TABLE told (n int PRIMARY KEY)", ())
        with statement.together(connection):
            statement.run(connection, "INSERT INTO told SELECT 7", ())
            before = statement.rows(connection, "SELECT n FROM told", ())
            statement.run(connection, "INSERT INTO told SELECT 8", ())
            statement.run(connection, "DELETE FROM told WHERE n = %s", (7,))
        assert before == [(7,)]
        assert statement.rows(connection, "SELECT n FROM told", ()) == [(8,)]
        statement.run(connection, "DROP TABLE told", ())


@pytest.mark.parametrize("reads", [True, False])
def test_of_what_is_run_together_the_first_failure_is_told_and_nothing_stays(
    database: Database, reads: bool
) -> None:
    """Its state says whether two requests met, so that it is begun anew."""
    with database.write() as connection:
        statement.run(connection, "CREATE TABLE met (n int PRIMARY KEY)", ())

    def meet() -> None:
        with database.write() as connection, statement.together(connection):
            statement.run(connection, "INSERT INTO met VALUES (1)", ())
            bulk.insert(connection, "met", ("n",), [(2,), (2,)])
            if reads:
                statement.rows(connection, "SELECT n FROM met", ())
            statement.run(connection, "INSERT INTO met VALUES (3)", ())

    with pytest.raises(psycopg.errors.UniqueViolation):
        meet()
    with database.write() as connection:
        assert statement.rows(connection, "SELECT n FROM met", ()) == []
        statement.run(connection, "DROP TABLE met", ())
