"""Many rows in one statement, whose text is the same for the same number of rows.

SQLAlchemy sends one INSERT for each row unless something is returned, and compiles a multi-row VALUES anew
each time; psycopg looks for placeholders in each long text. So the text is made once, with numbered
parameters, and goes to PostgreSQL as it is.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import psycopg
from sqlalchemy.engine import Connection

from gridserver.db.statement import driver_of

_MOST_ROWS = 256
"""PostgreSQL takes 65,535 parameters; a text for each number of rows is kept, here and there."""

Rows = Sequence[tuple[object, ...]]


def insert(connection: Connection, table: str, columns: tuple[str, ...], rows: Rows) -> None:
    """Insert rows; none is fine."""
    for part in _parts(rows):
        _execute(connection, _insert(table, columns, len(part)), part)


def upsert(
    connection: Connection, table: str, columns: tuple[str, ...], rows: Rows, *, key: tuple[str, ...]
) -> None:
    """Insert rows, or put their values in the place of the row with the same key."""
    for part in _parts(rows):
        _execute(connection, _upsert(table, columns, len(part), key), part)


@lru_cache(maxsize=1_000)
def _insert(table: str, columns: tuple[str, ...], count: int) -> bytes:
    names = ", ".join(f'"{name}"' for name in columns)
    width = len(columns)
    rows = (
        f"({', '.join(f'${row * width + place}' for place in range(1, width + 1))})" for row in range(count)
    )
    return f"INSERT INTO {table} ({names}) VALUES {', '.join(rows)}".encode()


@lru_cache(maxsize=500)
def _upsert(table: str, columns: tuple[str, ...], count: int, key: tuple[str, ...]) -> bytes:
    taken = ", ".join(f'"{name}" = EXCLUDED."{name}"' for name in columns if name not in key)
    action = f"DO UPDATE SET {taken}" if taken else "DO NOTHING"
    return _insert(table, columns, count) + f" ON CONFLICT ({', '.join(key)}) {action}".encode()


def _execute(connection: Connection, statement: bytes, rows: Rows) -> None:
    with psycopg.RawCursor(driver_of(connection)) as cursor:
        cursor.execute(statement, [value for row in rows for value in row])


def _parts(rows: Rows) -> Iterator[Rows]:
    for start in range(0, len(rows), _MOST_ROWS):
        yield rows[start : start + _MOST_ROWS]
