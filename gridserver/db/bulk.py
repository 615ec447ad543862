"""Many rows in one statement, with a text that stays the same for the same number of rows.

SQLAlchemy sends one INSERT for each row unless something is returned, and compiles a multi-row VALUES anew
each time; both cost several times as much on PostgreSQL and more on Citus.
"""

from collections.abc import Iterator, Sequence

from sqlalchemy.engine import Connection

_MOST_PARAMETERS = 20_000
"""PostgreSQL takes 65,535; shorter statements are planned sooner."""


def insert(
    connection: Connection, table: str, columns: Sequence[str], rows: Sequence[tuple[object, ...]]
) -> None:
    """Insert rows; none is fine."""
    for part in _parts(rows, len(columns)):
        connection.exec_driver_sql(_insert(table, columns, len(part)), _flat(part))


def upsert(
    connection: Connection,
    table: str,
    columns: Sequence[str],
    rows: Sequence[tuple[object, ...]],
    *,
    key: Sequence[str],
) -> None:
    """Insert rows, or put their values in the place of the row with the same key."""
    taken = ", ".join(f'"{name}" = EXCLUDED."{name}"' for name in columns if name not in key)
    action = f"DO UPDATE SET {taken}" if taken else "DO NOTHING"
    for part in _parts(rows, len(columns)):
        statement = f"{_insert(table, columns, len(part))} ON CONFLICT ({', '.join(key)}) {action}"
        connection.exec_driver_sql(statement, _flat(part))


def _insert(table: str, columns: Sequence[str], count: int) -> str:
    row = f"({', '.join(['%s'] * len(columns))})"
    names = ", ".join(f'"{name}"' for name in columns)
    return f"INSERT INTO {table} ({names}) VALUES {', '.join([row] * count)}"


def _parts(rows: Sequence[tuple[object, ...]], width: int) -> Iterator[Sequence[tuple[object, ...]]]:
    size = _MOST_PARAMETERS // width
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def _flat(rows: Sequence[tuple[object, ...]]) -> tuple[object, ...]:
    return tuple(value for row in rows for value in row)
