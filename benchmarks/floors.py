"""Floors: the bare minimum of the same work, with the standard library's SQLite and no encryption."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import msgspec
from sqlalchemy import Connection

from benchmarks.figures import Spent, timed
from gridcore.ids import ScopeId
from gridcore.wire.packing import pack
from gridserver.actions.give_snapshot import one_by_one

_ROW = "INSERT INTO row VALUES (?, ?, ?, ?, ?)"
_OWN = ("sqlite_%", "search_words%")


def records_in(lines: Sequence[bytes]) -> list[bytes]:
    """A line for each record of these answers, as they would come without columns."""
    plain = one_by_one(b"\n".join([*lines, b""]), ScopeId("any"))
    return [line for line in plain.splitlines() if line.startswith(b'["r"')]


def decode_and_insert(lines: Sequence[bytes], file: Path) -> Spent:
    """Decode these lines and insert one row for each: the least that any first sync does."""
    connection = plain(file)
    connection.execute(
        "CREATE TABLE row (id TEXT PRIMARY KEY, kind TEXT, seq INTEGER, cells TEXT, vers TEXT)"
    )

    def work() -> None:
        encode = msgspec.json.encode
        rows = []
        for line in lines:
            _, kind, record, seq, cells, vers, *_ = msgspec.json.decode(line)
            rows.append((record, kind, seq, encode(cells).decode(), encode(vers).decode()))
        with connection:
            connection.executemany(_ROW, rows)

    spent = timed(work)
    connection.close()
    return spent


def all_rows(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of a laptop's store: facts, what is shown, what is searched."""
    listed = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE ? AND name NOT LIKE ?", _OWN
    )
    found = {}
    for (table,) in listed.all():
        rows = [tuple(row) for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"').all()]
        if rows:
            found[table] = rows
    return found


def decode_and_insert_all(
    lines: Sequence[bytes], tables: dict[str, list[tuple[object, ...]]], file: Path
) -> Spent:
    """Decode these lines and insert the rows of all tables, without an index."""
    connection = plain(file)
    for table, rows in tables.items():
        columns = ", ".join(f"c{place}" for place in range(len(rows[0])))
        connection.execute(f'CREATE TABLE "{table}" ({columns})')

    def work() -> None:
        for line in lines:
            msgspec.json.decode(line)
        with connection:
            for table, rows in tables.items():
                marks = ", ".join("?" * len(rows[0]))
                connection.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)

    spent = timed(work)
    connection.close()
    return spent


def packed_values(lines: Sequence[bytes]) -> int:
    """The bytes of the records' values alone, without names, ids or versions, packed as on the wire."""
    return packed([list(msgspec.json.decode(line)[4].values()) for line in lines])


def packed(values: Sequence[Sequence[object]]) -> int:
    """The bytes of such values."""
    return len(pack(msgspec.json.encode(values)))


def plain(file: Path) -> sqlite3.Connection:
    """A plain database that is as durable as the laptop's."""
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA cache_size=-32768")
    return connection
