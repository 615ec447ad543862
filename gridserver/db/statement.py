"""SQL straight to psycopg, inside the transaction that SQLAlchemy holds.

SQLAlchemy makes a result of its own around each statement, which costs as much as sending it. What a sync
runs goes this way, over one cursor for each connection; what runs seldom is written in SQLAlchemy Core.
Errors are psycopg's own.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import psycopg
from psycopg.rows import TupleRow
from sqlalchemy.engine import Connection

Parameters = Sequence[object] | Mapping[str, object]

_CURSOR = "cursor"


def run(connection: Connection, statement: str, parameters: Parameters) -> None:
    """Run a statement that gives no rows."""
    _cursor(connection).execute(statement.encode(), parameters)


def rows(connection: Connection, statement: str, parameters: Parameters) -> list[TupleRow]:
    """All rows of a statement."""
    return _cursor(connection).execute(statement.encode(), parameters).fetchall()


def row(connection: Connection, statement: str, parameters: Parameters) -> TupleRow | None:
    """The first row of a statement, or None."""
    return _cursor(connection).execute(statement.encode(), parameters).fetchone()


@contextmanager
def together(connection: Connection) -> Iterator[None]:
    """What is run inside goes out without waiting for each answer; errors come up at the end at the latest.

    The first statement that fails is the one that is raised; those after it are not run.
    """
    with driver_of(connection).pipeline():
        yield


def texts(values: Iterable[str]) -> str:
    """Texts as PostgreSQL writes an array; the driver would look at each three times."""
    quoted = [each.replace("\\", "\\\\").replace('"', '\\"') for each in values]
    return '{"' + '","'.join(quoted) + '"}' if quoted else "{}"


def driver_of(connection: Connection) -> psycopg.Connection[TupleRow]:
    """psycopg's connection."""
    found = connection.connection.driver_connection
    if not isinstance(found, psycopg.Connection):
        raise TypeError("the driver is psycopg")
    return found


def _cursor(connection: Connection) -> psycopg.Cursor[TupleRow]:
    """It lives as long as its connection, in which there is one statement at a time.

    In a pipeline each statement has its own: answers are still to come when the next one is sent.
    """
    if driver_of(connection).pgconn.pipeline_status:
        return driver_of(connection).cursor()
    held = connection.info.get(_CURSOR)
    if not isinstance(held, psycopg.Cursor) or held.closed:
        held = connection.info[_CURSOR] = driver_of(connection).cursor()
    return held
