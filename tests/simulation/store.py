"""The laptop's store in memory: the tables, the statements and the SQLite of the product, without its file.

What lies between the client's functions and SQLite (an engine, two threads, a cipher, a disk) is replaced by
one connection that answers at once. `test_store.py` plays the same histories on the encrypted store and
compares every table.

A store can lose its power at any statement: the transaction is rolled back, as SQLite does at the next start,
and the process is gone.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar, cast

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlcipher3 import dbapi2

from gridclient.db.threads import Database

T = TypeVar("T")

_dialect = SQLiteDialect(paramstyle="qmark")
_compiled: dict[object, Any] = {}
_rows: dict[tuple[str, ...], Callable[..., tuple[object, ...]]] = {}


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
        self.after_commit: Callable[[], None] = lambda: None
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
        self._raw.execute("BEGIN")
        self._connection.info.clear()
        try:
            result = fn(self._connection)
            self.spend()
            self._raw.execute("COMMIT")
        except BaseException:
            if self.raw.in_transaction:
                self._raw.execute("ROLLBACK")
            raise
        finally:
            self.changes += 1
        self.spend()
        self.after_commit()
        return result

    def read_now(self, fn: Callable[[Connection], T]) -> T:
        """Look at what is committed from outside of the laptop: the power does not fail over this."""
        cut, self.cut_in = self.cut_in, None
        try:
            return fn(self._connection)
        finally:
            self.cut_in = cut

    def spend(self) -> None:
        """One statement more; the power may fail before it."""
        if self.cut_in is not None:
            self.cut_in -= 1
            if self.cut_in < 0:  # from here on the process does nothing more, whatever it would clear up
                raise PowerLossError

    def opened_again(self) -> MemoryStore:
        """The store of a new process: what was not committed is gone, the power is back."""
        found = MemoryStore(self.raw)
        found.changes = self.changes + 1
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
            for (name,) in self.raw.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%' ORDER BY 1"
            ).fetchall()
        }


def connect() -> Any:
    """A new connection to an empty database in memory."""
    raw = dbapi2.connect(":memory:", isolation_level=None)
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
        if isinstance(parameters, list):
            self._cursor.executemany(statement, parameters)
            return _Result((), ())
        self._cursor.execute(statement, parameters)
        described = self._cursor.description
        if described is None:
            return _Result((), ())
        return _Result(tuple(each[0] for each in described), self._cursor.fetchall())

    def execute(self, clause: Any) -> _Result:
        """Run a clause of SQLAlchemy; it is compiled once for its shape."""
        compiled, extracted, *_ = clause._compile_w_cache(_dialect, compiled_cache=_compiled, column_keys=[])
        held = compiled.construct_params(extracted_parameters=extracted)
        return self.exec_driver_sql(str(compiled), tuple(held[name] for name in compiled.positiontup))


class _Result:
    """The rows of a statement, with names."""

    def __init__(self, names: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> None:
        self._names, self._raw = names, rows

    def all(self) -> list[tuple[object, ...]]:
        """Every row."""
        if not self._raw:
            return []
        made = _rows.get(self._names)
        if made is None:
            row_type: Any = namedtuple("Row", [*self._names], rename=True)  # type: ignore[misc]
            made = _rows[self._names] = row_type
        return [made(*row) for row in self._raw]

    def __iter__(self) -> Iterator[tuple[object, ...]]:
        return iter(self.all())

    def first(self) -> tuple[object, ...] | None:
        """The first row."""
        return next(iter(self.all()), None)

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


class _Values(list[object]):
    """A column."""

    def all(self) -> list[object]:
        """Every value."""
        return [*self]
