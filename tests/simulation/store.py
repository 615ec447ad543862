"""The laptop's store in memory: the tables, the statements and the SQLite of the product, without its file.

What lies between the client's functions and SQLite (an engine, two threads, a cipher, a disk) is replaced by
one connection that answers at once. `test_store.py` plays the same histories on the encrypted store and
compares every table.

A store can lose its power at any statement: the transaction is rolled back, as SQLite does at the next start,
and the process is gone.

Transactions are savepoints here, so that a whole history can be one transaction: rolled back, its connection
is as it was before, and every statement that was prepared stays so for the next history (`Shelf`).
"""

from __future__ import annotations

import re
from collections import defaultdict, namedtuple
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from itertools import count
from typing import Any, TypeVar, cast

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlcipher3 import dbapi2

from gridclient.db.journal import Entry, Saved, take_noted
from gridclient.db.journal_replay import recover, wanted
from gridclient.db.replicas import replica_ids
from gridclient.db.threads import Database
from gridcore.ids import ReplicaId

T = TypeVar("T")
_RowMaker = Callable[[tuple[object, ...]], tuple[object, ...]]

_dialect = SQLiteDialect(paramstyle="qmark")
_compiled: dict[object, Any] = {}
_row_makers: dict[str, _RowMaker] = {}
"""How the rows of a statement get their names, by its text."""
_numbers = count()
_WRITING = re.compile(r'\s*(?:(?:INSERT|REPLACE)\b.*?\bINTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)', re.S)
_READING = re.compile(r"\s*(?:SELECT|PRAGMA)\b")
_TRANSACTION = re.compile(r"\s*(?:BEGIN|COMMIT|END|ROLLBACK(?! TO))\b", re.I)


class PowerLossError(BaseException):
    """The laptop is off: nobody handles this, everything that was not committed is gone."""


class MemoryStore(Database):
    """One laptop's database; `cut_in` is the number of statements until the power fails, if it does."""

    def __init__(self, raw: Any) -> None:
        """Over an open connection of the cipher's SQLite."""
        self.raw = raw
        self._raw = raw.cursor()
        self.cut_in: int | None = None
        self.changes = 0
        """How often something was done that may have touched any table."""
        self.written: defaultdict[str, int] = defaultdict(int)
        """How many statements wrote to a table."""
        self._number = next(_numbers)
        self.after_commit: Callable[[], None] = lambda: None
        self.journal: list[Entry] | None = None
        """What the file beside the database holds; None where a history needs none."""
        self._connection = cast(Connection, _Connection(self))

    async def write(self, fn: Callable[[Connection], T]) -> T:
        """Run `fn` in a transaction."""
        return self.write_now(fn)

    async def read(self, fn: Callable[[Connection], T]) -> T:
        """Run `fn` on what is committed."""
        return fn(self._connection)

    async def close(self) -> None:
        """Nothing to do: the connection lives as long as the laptop."""

    def write_now(self, fn: Callable[[Connection], T]) -> T:
        """The same without a loop."""
        self._raw.execute("SAVEPOINT here")
        self._connection.info.clear()
        try:
            result = fn(self._connection)
            if self.journal is not None:
                self._note(self.journal)
            self.spend()
            self._raw.execute("RELEASE here")
        except BaseException:
            self._raw.execute("ROLLBACK TO here")
            self._raw.execute("RELEASE here")
            self.changes += 1
            raise
        self.spend()
        self.after_commit()
        return result

    def take_up_journal(self) -> None:
        """As at each opening: what the database lacks is put back, what the journal need not hold goes."""
        journal, self.journal = self.journal, None
        if journal is not None:
            self.write_now(lambda connection: recover(connection, journal))
            self.journal = self.read_now(lambda connection: wanted(connection, journal))

    def _note(self, journal: list[Entry]) -> None:
        """What was saved is in the journal before the commit (`gridclient/db/journalled.py`)."""
        cut, self.cut_in = self.cut_in, None
        noted = take_noted(self._connection)
        if noted.lines or noted.files or noted.follows is not None:
            replica = replica_ids(self._connection)[1] or ReplicaId("")
            journal.append(Saved(replica, tuple(noted.lines), noted.follows, tuple(noted.files)))
        if noted.is_purge:
            journal[:] = wanted(self._connection, journal, noted.purged)
        self.cut_in = cut

    def read_now(self, fn: Callable[[Connection], T]) -> T:
        """Look at what is committed from outside of the laptop: the power does not fail over this."""
        cut, self.cut_in = self.cut_in, None
        try:
            return fn(self._connection)
        finally:
            self.cut_in = cut

    def version(self, *tables: str) -> tuple[int, int]:
        """The same as long as nothing was written to these tables."""
        return self._number, sum(map(self.written.__getitem__, tables), self.changes)

    def spend(self) -> None:
        """One statement more; the power may fail before it."""
        if self.cut_in is not None:
            self.cut_in -= 1
            if self.cut_in < 0:  # from here on the process does nothing more, whatever it would clear up
                raise PowerLossError

    def opened_again(self) -> MemoryStore:
        """The store of a new process: what was not committed is gone, the power is back."""
        found = MemoryStore(self.raw)
        found.journal = self.journal
        return found

    def copied(self) -> MemoryStore:
        """Another store with the same content, as a backup or a copied folder makes one."""
        raw = connect()
        self.raw.backup(raw)
        return MemoryStore(raw)

    def dumped(self) -> dict[str, list[tuple[object, ...]]]:
        """Every row of every table, for comparing."""
        return {
            name: sorted((tuple(row) for row in self.raw.execute(f'SELECT * FROM "{name}"')), key=repr)
            for name in self._tables()
        }

    def filled(self) -> set[str]:
        """The tables that have rows."""
        return {name for (name,) in self.raw.execute(_asking_for_rows(self._tables())).fetchall()}

    def _tables(self) -> tuple[str, ...]:
        found = self.raw.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%' ORDER BY 1"
        )
        return tuple(name for (name,) in found.fetchall())


class Shelf:
    """Stores with the content of one, lent to one history after the other."""

    def __init__(self, kept: MemoryStore) -> None:
        """`kept` itself is never changed."""
        self._kept = kept
        self._free: list[Any] = []

    def lent(self) -> MemoryStore:
        """A store as the kept one is."""
        raw = self._free.pop() if self._free else self._kept.copied().raw
        raw.execute("BEGIN")
        return MemoryStore(raw)

    def let_go_of(self, store: MemoryStore) -> None:
        """The store is somebody's own from now on: what happened in it stays."""
        store.raw.execute("COMMIT")

    def take_back(self, store: MemoryStore) -> None:
        """Whatever happened in the store has not happened; nobody may use it any more."""
        store.raw.execute("ROLLBACK")
        self._free.append(store.raw)


def commit_too_early(connection: Connection) -> None:
    """What was written until now stays, though the transaction may still fail: a mistake that is planted."""
    cast(_Connection, connection).commit_too_early()


def connect() -> Any:
    """A new connection to an empty database in memory."""
    raw = dbapi2.connect(":memory:", isolation_level=None, cached_statements=1000)
    raw.execute("PRAGMA page_size=1024")
    raw.execute("PRAGMA foreign_keys=ON")
    return raw


class _Connection:
    """As much of SQLAlchemy's connection as the client's functions use, straight to SQLite."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self._cursor = store.raw.cursor()
        self.info: dict[object, object] = {}

    def exec_driver_sql(self, statement: str, parameters: Any = ()) -> _Result:
        """Run a statement, once or for each row of parameters."""
        self._store.spend()
        table = _table_written(statement)
        if table:
            self._store.written[table] += 1
        elif table is None:
            self._store.changes += 1
        if isinstance(parameters, list):
            self._cursor.executemany(statement, parameters)
            return _NO_ROWS
        self._cursor.execute(statement, parameters)
        found = self._cursor.fetchall()
        if found:
            return _Result(found, _row_makers.get(statement) or self._row_maker(statement))
        return _Result((), tuple, self._cursor.rowcount) if table else _NO_ROWS

    def commit_too_early(self) -> None:
        """One statement as far as the power is concerned."""
        self._store.spend()
        self._cursor.execute("RELEASE here")
        self._cursor.execute("SAVEPOINT here")

    def _row_maker(self, statement: str) -> _RowMaker:
        names = [each[0] for each in self._cursor.description]
        row_type: Any = namedtuple("Row", names, rename=True)  # type: ignore[misc]
        made: _RowMaker = partial(tuple.__new__, row_type)
        _row_makers[statement] = made
        return made

    def execute(self, clause: Any) -> _Result:
        """Run a clause of SQLAlchemy; it is compiled once for its shape."""
        compiled, extracted, *_ = clause._compile_w_cache(_dialect, compiled_cache=_compiled, column_keys=[])
        held = compiled.construct_params(extracted_parameters=extracted)
        return self.exec_driver_sql(str(compiled), tuple(held[name] for name in compiled.positiontup))


@cache
def _asking_for_rows(tables: tuple[str, ...]) -> str:
    return " UNION ALL ".join(f"SELECT '{each}' WHERE EXISTS (SELECT 1 FROM \"{each}\")" for each in tables)


@cache
def _table_written(statement: str) -> str | None:
    """The table that a statement writes, empty for one that reads; None where that is not seen at once."""
    writing = _WRITING.match(statement)
    if writing is not None:
        return writing[1]
    assert not _TRANSACTION.match(statement), "nothing that runs in a transaction ends it"
    return "" if _READING.match(statement) else None


class _Result:
    """The rows of a statement, with names."""

    def __init__(self, rows: Sequence[tuple[object, ...]], made: _RowMaker, changed: int = -1) -> None:
        self._raw, self._made, self.rowcount = rows, made, changed

    def all(self) -> list[tuple[object, ...]]:
        """Every row."""
        return [*map(self._made, self._raw)]

    def __iter__(self) -> Iterator[tuple[object, ...]]:
        return map(self._made, self._raw)

    def first(self) -> tuple[object, ...] | None:
        """The first row."""
        return self._made(self._raw[0]) if self._raw else None

    def one_or_none(self) -> tuple[object, ...] | None:
        """The only row, if there is one."""
        assert len(self._raw) <= 1
        return self.first()

    def one(self) -> tuple[object, ...]:
        """The only row."""
        (row,) = self.all()
        return row

    def scalar(self) -> object:
        """The first value of the first row, or None."""
        return self._raw[0][0] if self._raw else None

    scalar_one_or_none = scalar

    def scalar_one(self) -> object:
        """The only value."""
        ((value, *_),) = self._raw
        return value

    def scalars(self) -> _Values:
        """The first value of each row."""
        return _Values([row[0] for row in self._raw])


_NO_ROWS = _Result((), tuple)


class _Values(list[object]):
    """A column."""

    def all(self) -> list[object]:
        """Every value."""
        return [*self]
